"""One area of one administration in the VP of a year, with all that an answer or a measure there is checked against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from handslag.core.text import fold, swedish_date
from handslag.core.verdict import Verdict
from handslag.followup.loading.adoption import Cell, Office, VpFrame, areas_for, cells_of, given_answers, vp_frame
from handslag.followup.loading.adoption_measures import Listed, listed_measures
from handslag.followup.models import LocalMeasure
from handslag.followup.rules import identity_of
from handslag.followup.rules.adoption import GivenAnswer, Said, effective_day, existing, faults, out_of_turn
from handslag.followup.rules.adoption_measures import MeasureSaid, likely_same, measure_faults
from handslag.people.models import Unit
from handslag.plan.models import Plan


@dataclass(frozen=True)
class Asking:
    """The area, how it stands and what has been answered; measures are read when asked for."""

    frame: VpFrame
    office: Office
    cell: Cell
    answers: Sequence[GivenAnswer]

    @property
    def year(self) -> int:
        return self.frame.year

    @property
    def key(self) -> str:
        return self.cell.asked.key

    @property
    def root(self) -> GivenAnswer | None:
        """The answer that stands."""
        return self.cell.answer

    @property
    def closed(self) -> str:
        """Why nothing can be answered here any more, in a sentence; empty when it can."""
        return closed_to(self.frame, self.office)

    @property
    def takes_measures(self) -> Verdict:
        """Whether a measure can be written in: the year is going on and the area is adopted."""
        if self.closed:
            return Verdict.no(self.closed)
        if self.root is None or not self.root.adopted:
            return Verdict.no(f"Anta fokusområdet i VP {self.year} först. Sedan kan du lägga till åtgärder.")
        return Verdict.yes()

    def faults(self, said: Said, *, corrects: bool) -> dict[str, str]:
        """Field by field, why the answer cannot be taken."""
        found = faults(said, mandatory=self.cell.asked.mandatory, today=self.frame.today)
        if corrects and self.root is None:
            found["corrects"] = "Det finns inget svar att rätta."
        own = [one for one in self.answers if one.administration == self.office.pk]
        if corrects and self.root is not None:
            gone = {self.root.pk, *(one.pk for one in self.changes_of(self.root))}
            own = [one for one in own if one.pk not in gone]
        if "decided_on" not in found and (turn := out_of_turn(said, own, self.frame.due)):
            found["decided_on"] = turn
        return found

    def changes_of(self, root: GivenAnswer) -> list[GivenAnswer]:
        """The existing changes within an answer, oldest first."""
        return [one for one in existing(self.answers) if one.under == root.pk]

    def day_of_change(self, root: GivenAnswer) -> date:
        """The day from which a change made now holds: today, but not before the answer it stands under."""
        return max(self.frame.today, effective_day(root, self.frame.due))

    @cached_property
    def measures(self) -> list[Listed]:
        """The measures listed in the area, whatever the year."""
        return listed_measures(self.frame.plan, self.frame.calendar, administrations=self.office.lineage, area=self.key)

    @property
    def listed(self) -> list[Listed]:
        """Those listed under the year."""
        return [one for one in self.measures if self.year in one.years]

    def line(self, pk: int) -> Listed | None:
        """The measure that has or has had this id."""
        return next((one for one in self.measures if pk in one.names), None)

    # Measures ---------------------------------------------------------------------------------------------------------
    def named(self, title: str, unit: Unit | None) -> Listed | None:
        """The measure in the area with this very title and unit, as it is called now or was first called."""
        wanted = (unit.folded if unit else "", fold(title))
        now = [(_folded(one.newest.unit), fold(one.title), one) for one in self.measures]
        found = next((line for *name, line in now if tuple(name) == wanted), None)
        if found is not None:
            return found
        identity = identity_of(self.key, unit.folded if unit else "", title)
        same = LocalMeasure.objects.filter(
            plan=self.frame.plan, administration__in=self.office.lineage, identity=identity
        )
        return next((line for pk in same.values_list("pk", flat=True) if (line := self.line(pk))), None)

    def likely(self, title: str) -> Listed | None:
        """The earlier measure, not listed this year, that a new title most likely renames."""
        earlier = [(one.pk, one.title) for one in self.measures if self.year not in one.years]
        found = likely_same(title, earlier)
        return self.line(found[0]) if found else None

    def measure_faults(
        self, said: MeasureSaid, unit: Unit | None, line: Listed | None, *, adding: bool
    ) -> dict[str, str]:
        """Field by field, why the measure cannot be taken; `line` is the one it changes or carries on."""
        if adding and line is not None and self.year in line.years:
            return {"title": f"Åtgärden finns redan i VP {self.year}."}
        found = measure_faults(said, earlier_due=line.due if line else None)
        if "title" not in found and (other := self.named(said.title, unit)) and other is not line:
            if self.year in other.years:
                found["title"] = f"Åtgärden finns redan i VP {self.year}."
            elif line is not None:
                found["title"] = "En tidigare åtgärd i området heter redan så."
        return found


def _folded(unit: Unit | None) -> str:
    return unit.folded if unit else ""


def closed_to(frame: VpFrame, office: Office) -> str:
    """Why an administration can answer nothing in the VP of the year, in a sentence; empty when it can."""
    if frame.is_over:
        return f"År {frame.year} är slut. Svaren i VP {frame.year} ligger fast."
    if not office.is_there(frame.today):
        ended = f" sedan den {swedish_date(office.valid_to)}" if office.valid_to else ""
        return f"{office.administration} finns inte{ended}."
    if frame.revision is None:
        return f"Ingen beslutad version av planen gäller för VP {frame.year}."
    return ""


def asking(plan: Plan, administration: str, area: str, year: int, *, moment: datetime | None = None) -> Asking | None:
    """The area by the administration's and its own key; None when the year, the place or the area is not asked."""
    frame = vp_frame(plan, year, moment=moment)
    office = frame.office(administration) if frame else None
    if frame is None or office is None or area not in frame.by_key:
        return None
    answers = known_answers(frame, office, area)
    cells: Mapping[tuple[int, str], Cell] = cells_of(frame, [office], answers)
    return Asking(frame, office, cells[office.pk, area], answers)


def known_answers(frame: VpFrame, office: Office, area: str = "") -> list[GivenAnswer]:
    """The answers of an administration and its predecessors that are known at the frame's moment."""
    rows = given_answers(frame.plan, years=[frame.year], administrations=office.lineage, area=area)
    return [one for one in rows if one.recorded_at <= frame.moment]


def places_to_answer(frame: VpFrame, office: Office, answers: Sequence[GivenAnswer]) -> list[Cell]:
    """How every area that the administration answers for stands, in the plan's order."""
    cells = cells_of(frame, [office], answers)
    return [cells[office.pk, one.key] for one in areas_for(frame, office, answers)]
