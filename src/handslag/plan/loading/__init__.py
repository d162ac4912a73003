"""From the database to what the rules and the pages read."""

from handslag.plan.loading.contents import content_of, contents_of, revision_values, revisions_of, with_content
from handslag.plan.loading.ending import end_warnings
from handslag.plan.loading.revising import (
    OpenConsultation,
    base_of,
    consultation_of,
    open_consultations,
    open_drafts,
    situation_of,
    talks_of,
)

__all__ = [
    "OpenConsultation",
    "base_of",
    "consultation_of",
    "content_of",
    "contents_of",
    "end_warnings",
    "open_consultations",
    "open_drafts",
    "revision_values",
    "revisions_of",
    "situation_of",
    "talks_of",
    "with_content",
]
