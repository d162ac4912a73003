"""What dossiers rest on, asked for in a fixed number of questions and only as it was known at a moment."""
