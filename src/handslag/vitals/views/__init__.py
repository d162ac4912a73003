"""Pages of signs of life, one noun a file: parse, ask, render."""
