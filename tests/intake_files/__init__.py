"""Sample files for the importers, and a town to read them into."""
