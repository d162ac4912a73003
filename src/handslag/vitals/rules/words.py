"""The words of the interface for the ten signs, the reported status and the states of a measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Group = Literal["answer", "watch", "calm"]

GROUP_WORDS: dict[str, str] = {"answer": "Kräver svar", "watch": "Håll ögonen på", "calm": "Lugnt"}
"""The three groups, always in this order."""


@dataclass(frozen=True, slots=True)
class SignWords:
    """A sign as it is written: whole, short (in a cell of the matrix), and the group it belongs to."""

    word: str
    short: str
    group: Group
    weight: int
    """How serious it is: a higher number is worse; used for better and worse."""


SIGN_WORDS: dict[str, SignWords] = {
    "not_due": SignWords("Inte aktuellt än", "Inte än", "calm", 0),
    "sidestepped": SignWords("Kringgånget", "Kringgånget", "answer", 9),
    "missing": SignWords("Saknas i VP", "Saknas", "watch", 6),
    "opted_out": SignWords("Bortvalt med skäl", "Bortvalt", "calm", 3),
    "contested": SignWords("Motsägs", "Motsägs", "answer", 8),
    "done": SignWords("Genomfört", "Genomfört", "calm", 1),
    "asleep": SignWords("Avstannat", "Avstannat", "answer", 7),
    "late": SignWords("Försenat", "Försenat", "watch", 5),
    "drowsy": SignWords("Avtar", "Avtar", "watch", 4),
    "awake": SignWords("Aktivt", "Aktivt", "calm", 2),
}
"""In the order of the rules (`facts.SIGNS`)."""

REPORTED_WORDS: dict[str, str] = {
    "none": "Inget",
    "planned": "Planerat",
    "under_way": "Pågår",
    "done": "Klart",
}

STATE_WORDS: dict[str, str] = {
    "planned": "Planerad",
    "started": "Startad",
    "under_way": "Pågår",
    "done": "Klar",
    "dropped": "Avbruten",
}
