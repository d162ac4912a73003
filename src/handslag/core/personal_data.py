"""What is said of every field of every table: what it may tell of a person, what it is for and how long it is kept.

One page says it, ships with the program and is the one that the house test holds against the models.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).parent / "data" / "personal-data.md"
CLASSES = {
    "identity": "Namn eller annat som pekar ut en person",
    "secret": "Det som släpper in en person",
    "trace": "Spår av vad en person har gjort eller får göra",
    "free text": "Text som någon har skrivit",
}
"""The classes that say something about a person, as the privacy page words them."""
KEPT = {
    "permanent": "Bevaras. En rättelse är en ny rad.",
    "account": "Så länge personen har ett konto, och därefter som upphov till det som bevaras.",
    "waiting": "Tills filen är inläst eller kastad.",
    "in use": "Tills kommunen ändrar det.",
    "derived": "Görs om ur andra uppgifter när som helst.",
}
_FIELDS = re.compile(r"^\| (\w+\.\w+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
_PURPOSE = re.compile(r"^\| (\w+\.\w+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Kind:
    """Some fields of one table that tell the same of a person."""

    model: str
    name: str
    purpose: str
    fields: tuple[str, ...]
    tells: str
    kept: str


@cache
def kinds() -> tuple[Kind, ...]:
    """Everything that may tell something of a person, in the order of the page."""
    text = SOURCE.read_text(encoding="utf-8")
    purposes = {model: (name.strip(), purpose.strip()) for model, name, purpose in _PURPOSE.findall(text)}
    found = []
    for model, fields, tells, kept in _FIELDS.findall(text):
        if tells.strip() in CLASSES:
            name, purpose = purposes.get(model, (model, ""))
            listed = tuple(field.strip() for field in fields.split(","))
            found.append(Kind(model, name, purpose, listed, CLASSES[tells.strip()], KEPT[kept.strip()]))
    return tuple(found)
