"""What is filled in: a module for each part of the work."""
