"""Tasks in other forms: a calendar."""
