"""Reading in files through the pages."""
