"""What is pointed out kindly while one writes: a copied note, a stock phrase, a state that needs a word more.

The same rule as the signs of life rest on (`notes`): what is pointed out here is what will not count there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handslag.core.text import MONTHS, swedish_date
from handslag.followup.rules.notes import CLOSED, is_copy, is_taken, lack_of, nearest, read_text


@dataclass(frozen=True, slots=True)
class Hint:
    """What is pointed out: the first words stand out, the rest says what would be better."""

    strong: str
    rest: str

    def __str__(self) -> str:
        return f"{self.strong} {self.rest}"


STOCK = Hint("Det här säger inte vad som har hänt.", "Skriv gärna vad, när eller hur många.")
SHORT = Hint("Texten säger för lite för att visa något nytt.", "Skriv gärna vad, när eller hur många.")
CLOSING = {
    "done": Hint("Läget Klar räknas inte än.", "Skriv några ord om vad som blev klart, eller lägg till ett underlag."),
    "dropped": Hint("Läget Avbruten räknas inte än.", "Skriv några ord om varför."),
}


@dataclass(frozen=True, slots=True)
class Earlier:
    """A text written before; `label` says when in words of one's own ("i T1"), else the month does."""

    note: str
    day: date
    pk: int = 0
    label: str = ""


def hints(
    note: str, *, state: str = "", evidence: str = "", earlier: Sequence[Earlier] = (), today: date
) -> tuple[Hint, ...]:
    """What to say of a text that would not count as something new; empty when all is well. Nothing of it blocks."""
    said = (note_hint(note, earlier, today), closing_hint(state, note, evidence))
    return tuple(hint for hint in said if hint is not None)


def note_hint(note: str, earlier: Sequence[Earlier], today: date) -> Hint | None:
    """A sentence or two on a copied or empty note; nothing when there is no text, or when it says something new."""
    said = read_text(note)
    if not said.is_note:
        return {"stock": STOCK, "short": SHORT}.get(lack_of(note, said))
    before = [(text, one) for one in earlier if (text := read_text(one.note)).is_note]
    numbers = {number for text, _ in before for number in text.numbers}
    if not is_copy(said, [text.words for text, _ in before], numbers):
        return None
    place, likeness = nearest(said, [(text, index) for index, (text, _) in enumerate(before)])
    if place is None:
        return None
    when = _when(before[place][1], today)
    if likeness == 100:
        return Hint(f"Samma text som {when}.", "Vad har hänt sedan dess?")
    return Hint(
        f"{likeness} procent lik texten {when}.",
        "Du får lämna den så, men den räknas inte som något nytt. Vad har hänt sedan dess?",
    )


def closing_hint(state: str, note: str, evidence: str) -> Hint | None:
    """What a state that closes the measure lacks."""
    if state not in CLOSED or is_taken(state, note, evidence):
        return None
    return CLOSING[state]


def _when(one: Earlier, today: date) -> str:
    """`i april`, `i april 2025`, `den 3 november 2026` within this month, or the label it came with."""
    if one.label:
        return one.label
    if (one.day.year, one.day.month) == (today.year, today.month):
        return f"den {swedish_date(one.day)}"
    month = MONTHS[one.day.month - 1]
    return f"i {month}" if one.day.year == today.year else f"i {month} {one.day.year}"
