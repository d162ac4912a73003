"""Views: parse, ask, act, render. A module for each part of the work."""
