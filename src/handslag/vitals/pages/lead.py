"""The sentences that say the answer: how many cells must be answered for, and where it is weakest."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from handslag.core.lists import with_choice
from handslag.core.text import counted, join_words, swedish_date
from handslag.vitals.facts import Sign
from handslag.vitals.judgement import Cell
from handslag.vitals.pages.picture import Picture, answers
from handslag.vitals.rules import SIGN_WORDS

DEEDS = {
    Sign.SIDESTEPPED: "har gått runt frågan",
    Sign.CONTESTED: "motsägs",
    Sign.ASLEEP: "har avstannat",
}


@dataclass(frozen=True, slots=True)
class Lead:
    """The answer: a sentence, the weakest area with its address and what is said of it, and what was reported."""

    answer: str
    weakest: str = ""
    weakest_href: str = ""
    weakest_tail: str = ""
    reported: str = ""


def lead_of(picture: Picture, query: QueryDict) -> Lead:
    """Say what there is to answer for among what is counted."""
    cells = picture.counted
    found = [cell for cell in cells if answers(cell)]
    where = " i urvalet" if picture.choices.narrowed else ""
    day = swedish_date(picture.day.as_of)
    number = str(len(found)) if found else "ingen"
    answer = f"Den {day} kräver {number} av {counted(len(cells), 'cell', 'celler')}{where} svar."
    if not found:
        watch = sum(SIGN_WORDS[cell.sign].group == "watch" for cell in cells)
        return Lead(f"{answer} {watch} är värda att hålla ögonen på." if watch else answer)
    lead = Lead(answer, reported=_reported(found))
    weakest = _weakest(picture.cells, found)
    if weakest is None:
        return lead
    here = [cell for cell in found if cell.area == weakest.area]
    all_here = sum(cell.area == weakest.area for cell in cells)
    deeds = join_words([DEEDS[key] for key in reversed(DEEDS) if any(cell.sign == key for cell in here)], "eller")
    return Lead(
        answer,
        weakest.area_name,
        with_choice(query, omraden=weakest.area),
        f"{len(here)} av {counted(all_here, 'förvaltning', 'förvaltningar')} {deeds}.",
        lead.reported,
    )


def _weakest(cells: list[Cell], found: list[Cell]) -> Cell | None:
    """A cell of the area with most to answer for, a mandatory one before others; none when there is but one area."""
    areas = {cell.area: cell for cell in cells}
    if len(areas) < 2:
        return None
    counts = {area: sum(cell.area == area for cell in found) for area in areas}
    return max(areas.values(), key=lambda cell: (counts[cell.area], cell.mandatory))


def _reported(found: list[Cell]) -> str:
    """How the same cells are reported: computed and reported stand side by side."""
    claimed = sum(cell.reported in ("under_way", "done") for cell in found)
    if len(found) == 1:
        return f"Den som kräver svar är {'' if claimed else 'inte '}rapporterad som pågående eller klar."
    if claimed == len(found):
        return f"Alla {claimed} som kräver svar är rapporterade som pågående eller klara."
    if claimed < 2:
        return f"Av de {len(found)} som kräver svar är {claimed or 'ingen'} rapporterad som pågående eller klar."
    return f"Av de {len(found)} som kräver svar är {claimed} rapporterade som pågående eller klara."
