"""References compared with their source later: which figures have changed since the answer was written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handslag.core.text import counted, number, swedish_date
from handslag.dossiers.facts import Evidence, Value

LARGE = 10_000
"""From where a number is parted by thousands; a year never is."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference as it was bound when the text was saved: number, evidence, and the figures as they were."""

    number: int
    key: str
    title: str
    figures: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Change:
    """A reference that no longer says what it said: what, from and to. Without figures: the evidence is gone."""

    number: int
    title: str
    what: tuple[tuple[str, str, str], ...]
    gone: bool = False


def bound(numbers: Iterable[int], evidence: Iterable[Evidence]) -> list[Reference]:
    """The references of a text bound to the evidence they point at; a number without evidence is bound to nothing."""
    known = {piece.number: piece for piece in evidence}
    return [
        Reference(number, piece.key, piece.title, {one.key: one.value for one in piece.figures})
        for number in numbers
        if (piece := known.get(number)) is not None
    ]


def changes(references: Sequence[Reference], evidence: Iterable[Evidence]) -> list[Change]:
    """Which references have other figures now than when they were written."""
    now = {piece.key: piece for piece in evidence}
    found = []
    for one in references:
        piece = now.get(one.key)
        if piece is None:
            found.append(Change(one.number, one.title, (), gone=True))
            continue
        labels = {figure.key: figure for figure in piece.figures}
        what = tuple(
            (labels[key].label, shown(before), shown(labels[key].value))
            for key, before in one.figures.items()
            if key in labels and labels[key].value != before
        )
        if what and piece.title != one.title:  # of another period, perhaps: the whole is said before its parts
            what = (("Källan säger", one.title, piece.title), *what)
        if what or set(one.figures) != set(labels):
            found.append(Change(one.number, piece.title, what))
    return found


def shown(value: Value) -> str:
    """A value as it is said."""
    if value is None:
        return "ingen uppgift"
    if isinstance(value, float):
        return str(value).replace(".", ",")
    if isinstance(value, int):
        return number(value) if abs(value) >= LARGE else str(value)
    return swedish_date(date.fromisoformat(value)) if _DAY.fullmatch(value) else value


def change_sentence(changed: int, whole: int) -> str:
    """`1 av 14 hänvisningar har ändrats sedan svaret skrevs.`"""
    if not whole:
        return "Svaret har inga hänvisningar än."
    if not changed:
        return f"{'Hänvisningen stämmer' if whole == 1 else f'Alla {whole} hänvisningar stämmer'} fortfarande."
    return f"{changed} av {counted(whole, 'hänvisning', 'hänvisningar')} har ändrats sedan svaret skrevs."
