"""Who may do what with a question or a commitment, and why not."""
