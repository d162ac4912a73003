"""What a local measure must say, when a moved day needs its reason, and which earlier one it may be; no database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from handslag.core.text import personal_numbers
from handslag.followup.rules.adoption import PERSONAL_NUMBER
from handslag.plan.naming import LIKE, likeness

DEAREST = 10**17
LONGEST = {"title": 300, "owner": 160, "funding": 200}


@dataclass(frozen=True, slots=True)
class MeasureSaid:
    """What is said of a local measure under an answer. `cost` is whole öre; the unit and the person are ids."""

    title: str
    unit: int | None = None
    owner: str = ""
    owner_user: int | None = None
    owner_role: str = ""
    start: date | None = None
    due: date | None = None
    due_reason: str = ""
    expected_effect: str = ""
    cost: int | None = None
    funding: str = ""
    target_group: str = ""


def measure_faults(said: MeasureSaid, *, earlier_due: date | None) -> dict[str, str]:
    """Field by field, why a measure cannot be taken as it stands; `earlier_due` is the due day it had before."""
    return {**dict(_days(said, earlier_due)), **dict(_texts(said))}


def is_moved(said: MeasureSaid, earlier_due: date | None) -> bool:
    """Whether the due day becomes another one; an empty one says nothing."""
    return earlier_due is not None and said.due is not None and said.due != earlier_due


def _days(said: MeasureSaid, earlier_due: date | None) -> Iterator[tuple[str, str]]:
    if said.due is None and earlier_due is not None:
        yield "due", "En dag som har angetts kan flyttas men inte tas bort."
    elif said.due is None:
        yield "due", "Ange när åtgärden ska vara klar. Den första dagen ligger sedan fast."
    elif said.start is not None and said.due < said.start:
        yield "due", "Dagen ligger före start."
    if is_moved(said, earlier_due) and not said.due_reason.strip():
        yield "due_reason", "Skriv varför dagen flyttas."


def _texts(said: MeasureSaid) -> Iterator[tuple[str, str]]:
    if not said.title.strip():
        yield "title", "Skriv vad åtgärden heter."
    if said.cost is not None and not 0 <= said.cost <= DEAREST:
        yield "cost", "Beloppet är för stort." if said.cost > 0 else "Beloppet kan inte vara mindre än noll."
    for field, longest in LONGEST.items():
        if len(getattr(said, field)) > longest:
            yield field, f"Skriv högst {longest} tecken."
    for field in ("title", "owner", "due_reason", "expected_effect", "funding"):
        if personal_numbers(getattr(said, field)):
            yield field, PERSONAL_NUMBER


def likely_same(title: str, earlier: Iterable[tuple[int, str]]) -> tuple[int, str] | None:
    """The earlier measure (id and title) that a new title most likely renames; None when none is near."""
    ranked = sorted(((likeness(title, old), pk, old) for pk, old in earlier), key=lambda one: (-one[0], one[1]))
    return (ranked[0][1], ranked[0][2]) if ranked and ranked[0][0] >= LIKE else None
