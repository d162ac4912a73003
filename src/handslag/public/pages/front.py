"""The first public page: whether the promise is kept, area by area, in one size larger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from handslag.core.text import counted, join_words, swedish_date
from handslag.public.models import Publication
from handslag.public.pages.cells import OpenCell
from handslag.public.pages.charts import AreaBar, Point, line_of, narrow_areas, wide_areas
from handslag.public.rules import percent

STOPPED = 6
"""How many of what must be answered for stand on the first page."""
PERIODS = 5
"""How many periods the line goes back."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A large figure and what it counts."""

    figure: str
    text: str


@dataclass(frozen=True, slots=True)
class FrontPage:
    """Everything the page says."""

    tiles: list[Tile]
    bars: list[AreaBar]
    wide: SafeString
    narrow: SafeString
    caption: str
    stopped: list[OpenCell]
    all_stopped: int
    points: list[Point]
    line: SafeString
    better: str


def front_page(one: Publication, cells: Sequence[OpenCell], history: Sequence[Publication]) -> FrontPage:
    """Build it from the newest published period and those before."""
    bars = _bars(cells)
    stopped = sorted((cell for cell in cells if cell.group == "answer"), key=lambda cell: cell.weight)
    points = [_point(row) for row in history[-PERIODS:]]
    return FrontPage(
        tiles=_tiles(one, cells),
        bars=bars,
        wide=wide_areas(bars, _described(bars)),
        narrow=narrow_areas(bars),
        caption=_caption(one, cells),
        stopped=stopped[:STOPPED],
        all_stopped=len(stopped),
        points=points,
        line=line_of(points, _told(points)),
        better=_better(points),
    )


def _tiles(one: Publication, cells: Sequence[OpenCell]) -> list[Tile]:
    alive, whole = one.summary["alive"], one.summary["counted"]
    answer = one.summary["answer"]
    tiles = [
        Tile(f"{alive} av {whole}", f"Arbetet är aktivt eller genomfört. Det är {percent(alive, whole)} procent."),
        Tile(str(answer), "Arbetet har stannat, kringgåtts eller motsägs. Någon måste svara."),
    ]
    weakest = _weakest([cell for cell in cells if cell.mandatory] or list(cells))
    if weakest:
        here = [cell for cell in cells if cell.area == weakest and cell.sign_key != "not_due"]
        waiting = sum(cell.group == "answer" for cell in here)
        must = ", som är obligatoriskt" if here and here[0].mandatory else ""
        tiles.append(
            Tile(f"{waiting} av {len(here)}", f"Så många förvaltningar måste svara i området {weakest}{must}.")
        )
    return tiles


def _weakest(cells: Sequence[OpenCell]) -> str:
    counts: dict[str, int] = {}
    for cell in cells:
        if cell.sign_key != "not_due":
            counts[cell.area] = counts.get(cell.area, 0) + (cell.group == "answer")
    return max(counts, key=lambda area: counts[area], default="")


def _bars(cells: Sequence[OpenCell]) -> list[AreaBar]:
    """The areas that count already, the weakest first."""
    found: dict[str, list[OpenCell]] = {}
    for cell in cells:
        found.setdefault(cell.area, []).append(cell)
    bars = [
        AreaBar(name, *(sum(cell.group == group for cell in here) for group in ("answer", "watch", "calm")))
        for name, here in found.items()
        if any(cell.sign_key != "not_due" for cell in here)
    ]
    return sorted(bars, key=lambda bar: (-bar.answer, -bar.watch))


def _described(bars: Sequence[AreaBar]) -> str:
    if not bars:
        return "Inget område räknas än."
    first = bars[0]
    if not first.answer:
        return "Inget område har någon förvaltning som måste svara. Tabellen nedanför har alla siffror."
    whole = counted(sum(first.counts), "förvaltning", "förvaltningar")
    return f"{first.name} är svagast: {first.answer} av {whole} kräver svar. Tabellen nedanför har alla siffror."


def _caption(one: Publication, cells: Sequence[OpenCell]) -> str:
    text = f"Antal förvaltningar den {swedish_date(one.as_of)}. Källa: stadens egna beslut, rapporter och signaler."
    counted_already = {cell.area for cell in cells if cell.sign_key != "not_due"}
    waiting = list(dict.fromkeys(cell.area for cell in cells if cell.area not in counted_already))
    return f"{text} {join_words(waiting)} räknas inte än." if waiting else text


def _point(row: Publication) -> Point:
    share = percent(row.summary["alive"], row.summary["counted"])
    return Point(f"{row.code} {row.year % 100:02}", row.name, share)


def _told(points: Sequence[Point]) -> str:
    return f"{join_words([f'{one.percent} procent vid {one.long_name}' for one in points])}."


def _better(points: Sequence[Point]) -> str:
    """The answer in a sentence."""
    if len(points) < 2:
        return "Det finns ingen tidigare period att jämföra med än."
    before, now = points[-2], points[-1]
    change = abs(now.percent - before.percent)
    if not change:
        return f"Det är lika som vid {before.long_name}."
    word = "bättre" if now.percent > before.percent else "sämre"
    units = counted(change, "procentenhet", "procentenheter")
    return f"Det är {word} än vid {before.long_name}: {units} {'fler' if word == 'bättre' else 'färre'}."
