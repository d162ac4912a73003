"""The only writers of answers, local measures, progress entries, pauses, comments and period reports."""

from handslag.followup.actions.evidence import keep_evidence
from handslag.followup.actions.importing import import_progress, import_reports, import_vp
from handslag.followup.actions.noting import add_entry, correct_entry, withdraw_entry
from handslag.followup.actions.replying import comment, pause

__all__ = [
    "add_entry",
    "comment",
    "correct_entry",
    "import_progress",
    "import_reports",
    "import_vp",
    "keep_evidence",
    "pause",
    "withdraw_entry",
]
