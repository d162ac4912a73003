"""Acceptance: the letter of the methods and of the formats, tried through the real commands."""
