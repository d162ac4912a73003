"""Papers: reading, repair, recognition, likeness, secrecy and their pages."""
