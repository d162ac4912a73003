"""What the pages for noting, correcting, commenting and pausing show beside their forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from handslag.followup.loading import Place, Standing, standing_of
from handslag.followup.models import STATES, Comment, Pause, ProgressEntry
from handslag.followup.rules.copies import Earlier, Hint, hints
from handslag.people.models import Administration
from handslag.plan.models import Plan

SHOWN = 3


@dataclass(frozen=True)
class EntryPage:
    """A measure beside the form for an entry on it."""

    title: str
    back: str
    area_name: str
    cell_href: str
    where: str
    state: str
    standing: Standing
    latest: tuple[Earlier, ...]
    day: date

    def hints(self, note: str, state: str = "", evidence: str = "") -> tuple[Hint, ...]:
        """What is pointed out of a text, beside what has been written before."""
        return hints(note, state=state, evidence=evidence, earlier=self.standing.earlier, today=self.day)


def entry_page(place: Place, area_name: str, day: date, *, back: str, entry: ProgressEntry | None = None) -> EntryPage:
    """The page for a new entry, or for the correction of one."""
    standing = standing_of(place, day, but=entry.pk if entry else None)
    return EntryPage(
        title=place.title,
        back=back,
        area_name=area_name,
        cell_href=reverse("vitals:cell", args=[place.administration.slug, place.measure.area_key]),
        where=str(place.unit or place.administration),
        state=STATES[standing.state],
        standing=standing,
        latest=tuple(reversed(standing.earlier[-SHOWN:])),
        day=day,
    )


@dataclass(frozen=True)
class CellPage:
    """A cell beside the form for the administration's words on it."""

    administration: Administration
    area_key: str
    area_name: str
    href: str
    comments: Sequence[Comment]
    pauses: Sequence[Pause]


def cell_page(plan: Plan, administration: Administration, area_key: str, area_name: str, day: date) -> CellPage:
    """What the administration has said of the cell before, and the pauses that go on or are to come."""
    here = {"plan": plan, "administration": administration, "area_key": area_key}
    pauses = Pause.objects.filter(**here, withdrawn=False, corrections=None, last_day__gte=day)
    return CellPage(
        administration,
        area_key,
        area_name,
        reverse("vitals:cell", args=[administration.slug, area_key]),
        list(Comment.objects.filter(**here).order_by("-effective_on", "-recorded_at")[:SHOWN]),
        list(pauses.order_by("first_day")),
    )
