"""The cells that have become worse or better since the period compared with."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from handslag.core.markup import sign
from handslag.core.text import swedish_date
from handslag.vitals.judgement import Cell
from handslag.vitals.pages.comparing import BETTER, WORSE
from handslag.vitals.pages.picture import Picture, by_weight
from handslag.vitals.rules import SIGN_WORDS

SHOWN = 7


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that has turned."""

    area: str
    href: str
    where: str
    before: str
    sign: SafeString


@dataclass(frozen=True, slots=True)
class Turned:
    """Those that have turned one way, the first of them or all."""

    word: str
    icon: str
    count: int
    shown: list[Change]

    @property
    def more(self) -> bool:
        return self.count > len(self.shown)


@dataclass(frozen=True, slots=True)
class Changes:
    """What has changed since a period; nothing when there is no period to compare with."""

    since: str
    sentence: str
    ways: list[Turned]

    @property
    def count(self) -> int:
        return sum(way.count for way in self.ways)


def changes_of(picture: Picture) -> Changes | None:
    """The worst first, and of those that are better the most recent first."""
    period = picture.compared.period
    if period is None:
        return None
    turned = {WORSE: [], BETTER: []}  # type: dict[str, list[Cell]]
    for cell in picture.counted:
        if turn := picture.compared.turn(cell):
            turned[turn].append(cell)
    turned[WORSE].sort(key=by_weight)
    turned[BETTER].sort(key=lambda cell: cell.since, reverse=True)
    worse, better = (_turned(picture, word, way, turned[way]) for word, way in (("Sämre", WORSE), ("Bättre", BETTER)))
    start = f"Jämfört med {period.name}, läget den {swedish_date(period.as_of)}."
    return Changes(period.name, f"{start} {_count(worse.count, better.count)}", [worse, better])


def _count(worse: int, better: int) -> str:
    if not worse and not better:
        return "Ingen cell har ändrats."
    noun = "cell" if worse == 1 else "celler"
    if not better:
        return f"{worse} {noun} har blivit sämre och ingen bättre."
    return f"{worse or 'Ingen'} {'cell' if not worse else noun} har blivit sämre och {better} bättre."


def _turned(picture: Picture, word: str, way: str, cells: list[Cell]) -> Turned:
    shown = cells if picture.choices.everything else cells[:SHOWN]
    return Turned(
        word,
        way,
        len(cells),
        [
            Change(
                cell.area_name,
                picture.href(cell),
                f"{cell.administration}, {picture.since(cell)}",
                picture.before(cell),
                sign(cell.sign, SIGN_WORDS[cell.sign].word),
            )
            for cell in shown
        ],
    )
