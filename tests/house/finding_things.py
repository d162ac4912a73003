"""A finding of the small city's paper, for the addresses that need one."""

from __future__ import annotations

from tests.house.paper_things import PAPER_THINGS

from handslag.papers.loading.findings import all_of
from handslag.papers.models import Document


def kind_found() -> str:
    """The key of the kind that was found in the paper."""
    document = Document.objects.get(pk=PAPER_THINGS["paper"]())
    return next(one.key for one in all_of(document) if one.field == "kind")


FINDING_THINGS = {"finding": kind_found, "found field": lambda: "dnr"}
