"""Lists of papers as files."""
