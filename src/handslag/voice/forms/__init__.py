"""The forms of signals and meetings."""
