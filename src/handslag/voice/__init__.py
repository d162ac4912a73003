"""Signals from unions, safety representatives and staff, and the answers they get."""
