"""What each page shows: a module for each part of the work."""
