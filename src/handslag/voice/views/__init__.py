"""Pages of signals and meetings, one noun a file: parse, ask, act, render."""
