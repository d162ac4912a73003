"""What an administration has answered for an area and year: itself, by a central measure, or by its predecessors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from handslag.vitals.facts import Answer, CentralMeasure
from handslag.vitals.rules.known import Known, Members
from handslag.vitals.rules.reading import Reading, effective_day
from handslag.vitals.rules.ruler import Ruler
from handslag.vitals.rules.store import folded


@dataclass(frozen=True, slots=True)
class Adoption:
    """How the area stands: adopted, opted out (with all that it needs or not) or unanswered (None)."""

    status: Literal["adopted", "opted_out"] | None
    complete: bool = True
    answers: tuple[Answer, ...] = ()
    central: tuple[CentralMeasure, ...] = ()

    @property
    def evidence(self) -> tuple[str, ...]:
        """What the status rests on."""
        return (*(f"answer:{a.id}" for a in self.answers), *(f"central:{m.key}" for m in self.central))


UNANSWERED = Adoption(None)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the area and year, as they stand on a day."""

    area: str
    year: int
    mandatory: bool
    central: tuple[CentralMeasure, ...]
    day: int
    ruler: Ruler


def opted_out_fully(answer: Answer, *, mandatory: bool) -> bool:
    """Whether an opt-out has all it needs: a reason; in a mandatory area decision day and registration number too."""
    if not answer.reason.strip():
        return False
    return not mandatory or (answer.decided_on is not None and bool(answer.dnr.strip()))


def adoption(known: Known, reading: Reading, members: Members, name: str, asked: Question) -> Adoption:
    """The administration's own answer; until it has one, a central measure it leads; else its predecessors'."""
    if name in members:
        own = _own_answer(reading, name, asked)
        if own is not None:
            complete = own.adopted or opted_out_fully(own, mandatory=asked.mandatory)
            return Adoption("adopted" if own.adopted else "opted_out", complete, (own,))
        led = tuple(measure for measure in asked.central if folded(measure.administration) == name)
        if led:
            return Adoption("adopted", central=led)
    return _together([adoption(known, reading, members, other, asked) for other in known.origins(name)])


def _own_answer(reading: Reading, name: str, asked: Question) -> Answer | None:
    rows = reading.answers.get((name, asked.area, asked.year), ())
    held = [row for row in rows if effective_day(row, asked.ruler) <= asked.day]
    return max(held, key=lambda a: (effective_day(a, asked.ruler), a.recorded_at, a.order, a.id), default=None)


def _together(found: list[Adoption]) -> Adoption:
    """Adopted if any predecessor adopted; opted out if all did, with all it needs; else unanswered."""
    adopted = [one for one in found if one.status == "adopted"]
    if adopted:
        return Adoption(
            "adopted",
            answers=tuple(answer for one in adopted for answer in one.answers),
            central=tuple(measure for one in adopted for measure in one.central),
        )
    if found and all(one.status == "opted_out" and one.complete for one in found):
        return Adoption("opted_out", answers=tuple(answer for one in found for answer in one.answers))
    return UNANSWERED
