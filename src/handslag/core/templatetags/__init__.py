"""The template tags of all pages."""
