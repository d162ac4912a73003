"""What stands already of a plan's follow-up, drawn from the database in a handful of queries."""

from handslag.followup.loading.adoption import AskedAgain, Unanswered, ask_again, reminders, unanswered
from handslag.followup.loading.adoption_owned import NewOwner
from handslag.followup.loading.importing import load_answers, load_entries, load_register, load_reports
from handslag.followup.loading.offices import Offices, offices_of
from handslag.followup.loading.places import Place, Standing, central_key, central_measure, place_of, standing_of
from handslag.followup.loading.progress import CurrentMeasure, EntryOf, area_names, current_measures, existing

__all__ = [
    "AskedAgain",
    "CurrentMeasure",
    "EntryOf",
    "NewOwner",
    "Offices",
    "Place",
    "Standing",
    "Unanswered",
    "area_names",
    "ask_again",
    "central_key",
    "central_measure",
    "current_measures",
    "existing",
    "load_answers",
    "load_entries",
    "load_register",
    "load_reports",
    "offices_of",
    "place_of",
    "reminders",
    "standing_of",
    "unanswered",
]
