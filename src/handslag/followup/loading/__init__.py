"""What stands already of a plan's follow-up, drawn from the database in a handful of queries."""

from handslag.followup.loading.importing import load_answers, load_entries, load_register, load_reports

__all__ = ["load_answers", "load_entries", "load_register", "load_reports"]
