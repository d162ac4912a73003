"""The cells a page is about with what is said of each: its address, since when, how it was and what was reported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from handslag.core.text import short_date, slug
from handslag.people.models import City
from handslag.vitals.judgement import Cell, Judgement
from handslag.vitals.pages.choices import Choices
from handslag.vitals.pages.comparing import WORSE, Comparison
from handslag.vitals.pages.day import Day
from handslag.vitals.rules import REPORTED_WORDS, SIGN_WORDS


def slugs_of(city: City) -> dict[str, str]:
    """The address part of each administration by its name, in the order of the organisation."""
    return dict(city.administrations.order_by("order", "pk").values_list("name", "slug"))


@dataclass(frozen=True)
class Picture:
    """The answer as it is asked for. `cells` are those whose rows and columns are shown."""

    made: Judgement
    compared: Comparison
    choices: Choices
    day: Day
    slugs: Mapping[str, str]

    @cached_property
    def cells(self) -> list[Cell]:
        return [cell for cell in self.made.cells if self.choices.in_scope(cell)]

    @cached_property
    def counted(self) -> list[Cell]:
        """The cells that are counted: all that is asked for but the sign."""
        return [cell for cell in self.cells if self.choices.counts(cell, self.compared)]

    @cached_property
    def matching(self) -> list[Cell]:
        """The cells that are what is asked for."""
        return [cell for cell in self.counted if self.choices.has_sign(cell)]

    @cached_property
    def central(self) -> list[Cell]:
        """The central measures that are what is asked for."""
        return [cell for cell in self.made.central if self.choices.matches(cell, self.compared)]

    @cached_property
    def _root(self) -> str:
        return reverse("vitals:matrix")

    def slug(self, administration: str) -> str:
        return self.slugs.get(administration) or slug(administration)

    def href(self, cell: Cell) -> str:
        """The cell's page, on the same day."""
        if cell.central:
            return reverse("vitals:central", args=[cell.central_key]) + self.day.query
        return f"{self._root}{self.slug(cell.administration)}/{cell.area}/{self.day.query}"

    def administration_href(self, name: str) -> str:
        """The administration's page, on the same day."""
        return reverse("vitals:administration", args=[self.slug(name)]) + self.day.query

    def since(self, cell: Cell) -> str:
        """`14 juni`, with the year when it is another than that of the day."""
        return short_date(cell.since, year=cell.since.year != self.day.as_of.year)

    def before(self, cell: Cell) -> str:
        """The word of the sign the cell had then, if it has turned."""
        before = self.compared.before(cell) if self.compared.turn(cell) else None
        return SIGN_WORDS[before].word if before else ""

    def turned(self, cell: Cell) -> str:
        """`sämre än vid T1 2026, då Avtar`, or nothing."""
        turn = self.compared.turn(cell)
        if not turn or not self.compared.period:
            return ""
        how = "sämre" if turn == WORSE else "bättre"
        return f"{how} än vid {self.compared.period.name}, då {self.before(cell)}"

    def sentence(self, cell: Cell) -> str:
        """`Avstannat sedan 14 juni, sämre än vid T1 2026, då Avtar. Rapporterat: Pågår. …` for those who listen."""
        text = f"{SIGN_WORDS[cell.sign].word} sedan {self.since(cell)}"
        if turned := self.turned(cell):
            text += f", {turned}"
        text += f". Rapporterat: {REPORTED_WORDS[cell.reported]}"
        return f"{text}. Förvaltningen har kommenterat" if cell.comment else text


def answers(cell: Cell) -> bool:
    """Whether the cell must be answered for."""
    return SIGN_WORDS[cell.sign].group == "answer"


def is_alive(cell: Cell) -> bool:
    """Whether the cell is active or done."""
    return cell.sign in ("awake", "done")


def by_weight(cell: Cell) -> tuple[int, str]:
    """The most serious first, then the oldest."""
    return (-SIGN_WORDS[cell.sign].weight, cell.since.isoformat())
