"""What every room needs and no domain word: verdicts, time, text, tables, http, base templates."""
