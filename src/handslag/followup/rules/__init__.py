"""What a measure is known by, what stands already, and what the rows of a file have been resolved to; no database."""

from handslag.followup.rules.resolved import AnswerRow, EntryRow, ListingRow, MeasureRow, ReportRow, Resolved
from handslag.followup.rules.standing import KnownMeasure, Register, StoodAnswer, adds_nothing, identity_of

__all__ = [
    "AnswerRow",
    "EntryRow",
    "KnownMeasure",
    "ListingRow",
    "MeasureRow",
    "Register",
    "ReportRow",
    "Resolved",
    "StoodAnswer",
    "adds_nothing",
    "identity_of",
]
