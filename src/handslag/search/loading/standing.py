"""How far the index has come, and whether there is anything new: one question."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version

from django.db.models import Exists, Max, Subquery

from handslag.audit.models import Event
from handslag.search.models import Standing, Waiting

RULES = 5
"""Raised when the rules by which texts become words change: every index is then made anew by itself."""
MADE_BY = f"{RULES}, wordfreq {version('wordfreq')}, snowball {version('snowballstemmer')}"[:40]


@dataclass(frozen=True, slots=True)
class State:
    """Where the index stands beside the record of events."""

    last_event: int
    newest_event: int
    waiting: bool
    stamp: str
    segments: tuple[int, ...]
    made_by: str

    @property
    def is_fresh(self) -> bool:
        """Whether everything that has been recorded is in it."""
        return self.made_by == MADE_BY and not self.waiting and self.last_event >= self.newest_event


def state_now() -> State:
    """Read in one question; an index that was never made knows no event."""
    newest = Subquery(Event.objects.order_by("-number").values("number")[:1])
    row = (
        Standing.objects.annotate(newest=newest, wait=Exists(Waiting.objects.all()))
        .values_list("last_event", "newest", "wait", "stamp", "segments", "made_by")
        .first()
    )
    if row is None:
        return State(0, Event.objects.aggregate(most=Max("number"))["most"] or 0, waiting=False, stamp="",
                     segments=(), made_by="")  # fmt: skip
    last, most, wait, stamp, segments, made_by = row
    return State(last, most or 0, bool(wait), stamp, tuple(segments), made_by)
