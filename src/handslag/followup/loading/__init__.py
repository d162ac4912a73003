"""What stands already of a plan's follow-up, drawn from the database in a handful of queries."""

from handslag.followup.loading.importing import load_answers, load_entries, load_register, load_reports
from handslag.followup.loading.offices import Offices, offices_of
from handslag.followup.loading.progress import CurrentMeasure, EntryOf, area_names, current_measures, existing

__all__ = [
    "CurrentMeasure",
    "EntryOf",
    "Offices",
    "area_names",
    "current_measures",
    "existing",
    "load_answers",
    "load_entries",
    "load_register",
    "load_reports",
    "offices_of",
]
