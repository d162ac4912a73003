"""What leaves the room as text or files."""
