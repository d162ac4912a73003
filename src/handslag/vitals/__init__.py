"""Signs of life for every administration and focus area, computed from dated human acts."""
