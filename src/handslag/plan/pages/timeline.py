"""The plan's revisions on a time line, drafts included, newest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handslag.core.text import counted, swedish_date
from handslag.plan.models import FocusArea, Measure, Revision
from handslag.plan.pages.document import State, state_of
from handslag.plan.rules import revision_in_force


@dataclass(frozen=True, slots=True)
class Step:
    """One revision on the line: where it stands, what was decided, its size, and the one before it."""

    row: Revision
    state: State
    decision: str
    size: str
    before: Revision | None
    here: bool
    passed: bool


def timeline_page(rows: Sequence[Revision], day: date) -> tuple[Step, ...]:
    """The steps, newest first; `rows` are in order, oldest first and drafts last."""
    in_force = revision_in_force(rows, day)
    areas = Counter(FocusArea.objects.filter(revision__in=rows).values_list("revision", flat=True))
    measures = Counter(Measure.objects.filter(area__revision__in=rows).values_list("area__revision", flat=True))
    steps = []
    for place, row in enumerate(rows):
        state = state_of(row, in_force, day)
        number = counted(areas[row.pk], "fokusområde", "fokusområden")
        size = f"{number}, {counted(measures[row.pk], 'åtgärd', 'åtgärder')}"
        before = _before(rows, place)
        here = state.word == "I kraft"
        steps.append(Step(row, state, _decision(row), size, before, here, state.word == "Ersatt"))
    return tuple(reversed(steps))


def _before(rows: Sequence[Revision], place: int) -> Revision | None:
    """The decided revision that this one changes."""
    return next((row for row in reversed(rows[:place]) if row.is_decided), None)


def _decision(row: Revision) -> str:
    if row.decided_on is None:
        return "Inte beslutad."
    parts = [f"{row.outcome.capitalize()} av {row.decided_by} {swedish_date(row.decided_on)}", row.paragraph]
    parts += [f"dnr {row.dnr}" if row.dnr else ""]
    return f"{', '.join(part for part in parts if part)}."


def timeline_rows(steps: Sequence[Step]) -> list[dict[str, str]]:
    """The time line as rows of a table."""
    return [
        {
            "Version": step.row.label,
            "Läge": step.state.word,
            "Beslutad": step.row.decided_on.isoformat() if step.row.decided_on else "",
            "Beslut av": step.row.decided_by,
            "Paragraf": step.row.paragraph,
            "Dnr": step.row.dnr,
            "Gäller från": step.row.in_force.isoformat() if step.row.in_force else "",
            "Omfång": step.size,
        }
        for step in steps
    ]
