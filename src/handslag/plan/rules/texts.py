"""What no text of a plan may hold, whichever way it comes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass

from handslag.core.text import personal_numbers
from handslag.core.verdict import Refused

PERSONAL_NUMBER = "Texten innehåller ett personnummer. Ta bort det. Det har inte sparats."


def refuse_numbers(*said: object) -> None:
    """Refuse when anything that is said, or a part of it, names a person by number."""
    if any(personal_numbers(text) for one in said for text in _texts(one)):
        raise Refused(PERSONAL_NUMBER)


def _texts(said: object) -> Iterator[str]:
    if isinstance(said, str):
        yield said
    elif isinstance(said, Mapping):
        yield from (text for one in said.values() for text in _texts(one))
    elif isinstance(said, Sequence):
        yield from (text for one in said for text in _texts(one))
    elif is_dataclass(said):
        yield from (text for one in fields(said) for text in _texts(getattr(said, one.name)))
