"""What the pages of tasks show, and what stands in the letters."""
