"""Rules about papers that need no database."""
