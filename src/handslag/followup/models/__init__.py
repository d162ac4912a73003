"""Answers to focus areas, the local measures under them, their dated entries, pauses, comments, period reports."""

from handslag.followup.models.answers import TARGET_GROUPS, Answer, Listing, LocalMeasure, Reminder
from handslag.followup.models.progress import SOURCES, STATES, Comment, EvidenceFile, Pause, ProgressEntry
from handslag.followup.models.reports import (
    LINE_ANSWERS,
    PART_STATES,
    REPORT_STATES,
    Part,
    PartLine,
    PeriodReport,
    ReportStep,
    SignedReport,
)

__all__ = [
    "LINE_ANSWERS",
    "PART_STATES",
    "REPORT_STATES",
    "SOURCES",
    "STATES",
    "TARGET_GROUPS",
    "Answer",
    "Comment",
    "EvidenceFile",
    "Listing",
    "LocalMeasure",
    "Part",
    "PartLine",
    "Pause",
    "PeriodReport",
    "ProgressEntry",
    "Reminder",
    "ReportStep",
    "SignedReport",
]
