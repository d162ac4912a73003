"""What is typed about a question or a commitment."""
