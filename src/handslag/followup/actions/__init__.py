"""The only writers of answers, local measures, progress entries, pauses, comments and period reports."""

from handslag.followup.actions.importing import import_progress, import_reports, import_vp
from handslag.followup.actions.replying import comment, pause

__all__ = ["comment", "import_progress", "import_reports", "import_vp", "pause"]
