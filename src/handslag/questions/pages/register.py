"""The register as a reader has chosen it: filters, overdue first, sorted; and what the filters can choose among."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from handslag.core.text import fold, number
from handslag.questions.loading.rows import Row
from handslag.questions.rules.balance import in_number_order

QUOTE = 180
WAITING, LATE = "vantar", "sen"
COLUMNS = ("Nummer", "Slag", "Ärende", "Text", "Ställd av", "Ska svara", "Fokusområden", "Ställd", "Svar senast",
           "Läge", "Avslutad")  # fmt: skip
ORDERS: dict[str, Callable[[Row], Any]] = {
    "stalld": lambda one: one.put_on or date.min,
    "svar": lambda one: one.deadline or date.max,
    "lage": lambda one: (one.state_word, one.put_on or date.min),
    "vem": lambda one: fold(one.who),
}


@dataclass(frozen=True, slots=True)
class Choices:
    """The reader's choices; empty means all."""

    state: str = ""
    who: str = ""
    party: str = ""
    to: str = ""
    area: str = ""
    year: str = ""
    kind: str = ""
    order: str = ""


def choices_of(cleaned: Mapping[str, Any], order: str) -> Choices:
    """The choices of a form; what did not pass is as if not chosen."""
    names = {"state": "lage", "who": "vem", "party": "parti", "to": "svarar", "area": "omrade", "year": "ar"}
    picked = {field: str(cleaned.get(name) or "") for field, name in names.items()}
    return replace(Choices(**picked), kind=str(cleaned.get("slag") or ""), order=order)


def chosen(rows: Iterable[Row], choices: Choices, day: date) -> list[Row]:
    """The rows that match, in the order asked for; else the late first, then those that wait, then the newest."""
    found = [one for one in rows if _matches(one, choices, day)]
    found.sort(key=lambda one: in_number_order(one.label))
    if key := ORDERS.get(choices.order.lstrip("-")):
        return sorted(found, key=key, reverse=choices.order.startswith("-"))
    waiting = sorted((one for one in found if one.waits), key=lambda one: one.deadline or date.max)
    done = sorted((one for one in found if not one.waits), key=lambda one: one.put_on or date.min, reverse=True)
    return waiting + done


def _matches(one: Row, choices: Choices, day: date) -> bool:
    state = {WAITING: one.waits, LATE: one.is_late(day), "": True}.get(choices.state, one.state == choices.state)
    return (
        state
        and choices.kind in ("", one.kind)
        and choices.who in ("", one.who)
        and choices.to in ("", one.to)
        and (not choices.party or choices.party in one.parties)
        and (not choices.area or choices.area in one.areas)
        and choices.year in ("", str(one.put_on.year) if one.put_on else "-")
    )


def options_of(rows: Sequence[Row], areas: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
    """What each field of the filter can choose among, value and word: only what some row has."""
    states = {one.state: one.state_word.capitalize() for one in rows}
    used = {area for one in rows for area in one.areas}
    years = sorted({str(one.put_on.year) for one in rows if one.put_on}, reverse=True)
    return {
        "lage": [(WAITING, "Alla som väntar"), (LATE, "Dagen har passerat"), *states.items()],
        "vem": _alike(one.who for one in rows),
        "parti": _alike(party for one in rows for party in one.parties),
        "svarar": _alike(one.to for one in rows),
        "omrade": [(key, areas.get(key, key)) for key in (*areas, *sorted(used - set(areas))) if key in used],
        "ar": [(year, year) for year in years],
    }


def _alike(words: Iterable[str]) -> list[tuple[str, str]]:
    return [(word, word) for word in sorted({word for word in words if word}, key=fold)]


def shortened(rows: Sequence[Row]) -> list[Row]:
    """The rows with the beginning of their text, for a table on a page."""
    return [replace(one, text=short(one.text)) for one in rows]


def short(text: str, longest: int = QUOTE) -> str:
    """The beginning of a text, whole words."""
    plain = " ".join(text.split())
    return plain if len(plain) <= longest else plain[:longest].rsplit(" ", 1)[0].rstrip(" ,.;:") + " …"


def cells(rows: Iterable[Row], areas: Mapping[str, str]) -> Iterable[tuple[Any, ...]]:
    """The rows of a spreadsheet."""
    for one in rows:
        yield (
            one.label, one.word, one.matter, one.text, one.who, one.to,
            ", ".join(areas.get(area, area) for area in one.areas), one.put_on, one.deadline, one.state_word,
            one.closed_on,
        )  # fmt: skip


def asked_words(one: Row) -> str:
    """What a row is about, on paper: a question under its matter, a promise over what it is held against."""
    parts = (one.matter, one.text) if one.kind == "question" else (one.text, one.matter)
    return "\n".join(filter(None, parts))


def state_told(one: Row, day: date) -> str:
    """Where it stands, and that its day has passed when it has: on paper nothing is red."""
    return f"{one.state_word}\nDagen har passerat" if one.is_late(day) else one.state_word


def lead_of(rows: Sequence[Row], day: date) -> str:
    """The register in a sentence or two."""
    late = sum(one.is_late(day) for one in rows)
    waiting = sum(one.waits for one in rows)
    if not rows:
        return "Ingen fråga är registrerad."
    if not waiting:
        return "Alla frågor är besvarade och alla utfästelser avslutade."
    told = "En väntar" if waiting == 1 else f"{number(waiting)} väntar"
    if not late:
        return f"{told}. Ingen är sen."
    return f"{told}. För {'en' if late == 1 else number(late)} av dem har dagen passerat."
