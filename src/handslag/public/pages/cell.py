"""One cell of a published period: the sign and why, the measures, the signals as numbers, and the periods before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from handslag.core.markup import sign
from handslag.core.text import counted, swedish_date
from handslag.public.models import Publication
from handslag.public.pages.cells import OpenCell
from handslag.vitals.pages.reasons import QUESTIONS
from handslag.vitals.rules import SIGN_WORDS, STATE_WORDS

CLOSED = ("done", "dropped")


@dataclass(frozen=True, slots=True)
class ShownReason:
    """A reason with its heading."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class ShownMeasure:
    """A measure without who does it."""

    title: str
    state: str
    due: str
    late: bool
    moved: str
    central: bool


@dataclass(frozen=True, slots=True)
class Then:
    """How the cell stood when a period was shut."""

    name: str
    key: str
    sign: SafeString


@dataclass(frozen=True, slots=True)
class CellPage:
    """Everything the page says."""

    cell: OpenCell
    question: str
    lead: str
    reasons: list[ShownReason]
    measures: list[ShownMeasure]
    answer: str
    signals: str
    then: list[Then]


def cell_page(cell: OpenCell, history: Sequence[Publication]) -> CellPage:
    """Build it from the published cell and the summaries of all periods."""
    reasons = cell.data["reasons"]
    deciding = [one["text"] for one in reasons if one["decides"]] or [one["text"] for one in reasons[:1]]
    return CellPage(
        cell=cell,
        question=QUESTIONS[cell.sign_key],
        lead=" ".join(deciding[:2]) or "Det finns öppna åtgärder, och något nytt har hänt med dem.",
        reasons=[ShownReason(one["heading"] or "Skäl", one["text"]) for one in reasons],
        measures=[_measure(one, cell.as_of) for one in cell.data["measures"]],
        answer=_answer(cell),
        signals=_signals(cell),
        then=_then(cell, history),
    )


def _measure(one: dict[str, object], day: date) -> ShownMeasure:
    due = date.fromisoformat(str(one["due"]))
    moves = int(str(one["moves"]))
    return ShownMeasure(
        title=str(one["title"]),
        state=STATE_WORDS[str(one["state"])],
        due=swedish_date(due),
        late=due < day and one["state"] not in CLOSED,
        moved=f"flyttad {counted(moves, 'gång', 'gånger')}" if moves else "",
        central=bool(one["central"]),
    )


def _answer(cell: OpenCell) -> str:
    adopted, year = cell.data["answer"]["adopted"], cell.data["year"]
    if not year:
        return "Området räknas inte än."
    if adopted is None:
        return f"Förvaltningen har inte svarat på området i VP {year}."
    if adopted:
        return f"Förvaltningen har antagit området i VP {year}."
    reason = cell.data["answer"]["reason"]
    return f"Förvaltningen har valt bort området i VP {year}. Skälet: {reason or 'inget är angivet'}"


def _signals(cell: OpenCell) -> str:
    told = cell.data["signals"]
    if not told["raised"]:
        return "Ingen signal har lämnats om området."
    text = f"{counted(told['raised'], 'signal', 'signaler')} har lämnats om området."
    if not told["waiting"]:
        return f"{text} Alla har fått svar."
    late = f", {told['overdue']} av dem efter sin sista svarsdag" if told["overdue"] else ""
    return f"{text} {told['waiting']} väntade på svar{late}."


def _then(cell: OpenCell, history: Sequence[Publication]) -> list[Then]:
    key = f"{cell.data['slug']}/{cell.data['area']}"
    stood = [(row, row.summary["signs"].get(key)) for row in history if row.as_of <= cell.as_of]
    return [Then(row.name, row.key, sign(found, SIGN_WORDS[found].word)) for row, found in reversed(stood) if found]
