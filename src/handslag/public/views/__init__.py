"""The pages anyone may read, one noun a file: find the open city, read what is published, draw."""
