"""The cells on a day: which exist, and how they are adopted."""

from __future__ import annotations

from dataclasses import dataclass

from tests.vitals.oracle import existing, measures
from tests.vitals.oracle.existing import World
from tests.vitals.oracle.measures import Measure
from tests.vitals.oracle.texts import fold, strip

from handslag.vitals.facts import Answer


@dataclass(frozen=True)
class Adoption:
    """How an area counts: adopted, opted out, or unanswered (None); and the answers it rests on."""

    adopted: bool | None
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class Cell:
    """An administration and an area on a day, with its lineage read as one."""

    world: World
    name: str
    area: str

    @property
    def names(self) -> set[str]:
        """The folded names of those whose facts are read as the administration's."""
        return existing.read_together(self.world, self.name)

    def measures(self) -> list[Measure]:
        """The measures of the cell."""
        return measures.measures_of_cell(self.world, self.names, self.area)


# Existence


def has_given_answer(world: World, names: set[str], area: str) -> bool:
    """An answer that counts has been given to the area."""
    return any(answer.area == area for answer in existing.counting_answers(world, names))


def has_central(world: World, names: set[str], area: str) -> bool:
    """A central measure in the area, in the revision in force."""
    return bool(measures.central_now(world, names, area))


def exists(world: World, name: str, area: str) -> bool:
    """Valid × an area of the revision in force; a specialist needs a central measure or an answer."""
    known = existing.administration(world, name)
    revision = existing.revision_in_force(world)
    if known is None or revision is None or not existing.has_area(revision, area):
        return False
    if world.day < known.valid_from:
        return any(exists(world, one, area) for one in existing.predecessors(world, name))
    if not existing.is_valid(world, name):
        return False
    names = existing.lineage(world, name)
    return known.kind == "district" or has_central(world, names, area) or has_given_answer(world, names, area)


# Adoption


def lacks(world: World, area: str, answer: Answer) -> bool:
    """Opted out, and something of what it needs is lacking: a reason; mandatory: also decision day and number."""
    if existing.is_mandatory(world, area):
        return not (strip(answer.reason) and answer.decided_on is not None and strip(answer.dnr))
    return not strip(answer.reason)


def adoption(world: World, name: str, area: str) -> Adoption:
    """Its own newest answer for the year, else a central measure, else what its predecessors' answers make."""
    year = existing.year_of_cell(world, area)
    itself = {fold(name)} & existing.read_together(world, name)  # nobody before its first day
    own = [a for a in existing.answers(world, itself) if a.area == area and a.year == year]
    if own:
        return Adoption(own[-1].adopted, (own[-1],))
    if measures.central_now(world, itself, area):
        return Adoption(adopted=True)
    return inherited(world, [adoption(world, one, area) for one in existing.predecessors(world, name)], area)


def inherited(world: World, theirs: list[Adoption], area: str) -> Adoption:
    """Adopted if any predecessor adopted, opted out if all opted out as they should, else unanswered."""
    answers = tuple(answer for one in theirs for answer in one.answers)
    if any(one.adopted is True for one in theirs):
        return Adoption(adopted=True, answers=answers)
    properly = [one for one in theirs if one.adopted is False and not any(lacks(world, area, a) for a in one.answers)]
    if theirs and len(properly) == len(theirs):
        return Adoption(adopted=False, answers=answers)
    return Adoption(adopted=None)


def opted_out_lacking(cell: Cell) -> bool:
    """Opted out, and something of what it needs is lacking."""
    found = adoption(cell.world, cell.name, cell.area)
    return found.adopted is False and any(lacks(cell.world, cell.area, one) for one in found.answers)


def cells(world: World) -> list[Cell]:
    """The cells that exist on the day, for administrations valid on it."""
    revision = existing.revision_in_force(world)
    areas = [] if revision is None else [area.key for area in revision.areas]
    return [
        Cell(world, fold(row.name), area)
        for row in existing.administrations(world)
        if existing.is_valid(world, row.name)
        for area in areas
        if exists(world, row.name, area)
    ]
