"""A line of a report as rules: what it says, how two people's lines meet, what of it is new, why it cannot be saved."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from zlib import crc32

from handslag.core.text import personal_numbers

MESSAGE = 0
"""The key of the message among the lines: it is written together with them."""
LONGEST = 4000
TOO_LONG = "Texten är längre än 4 000 tecken. Korta den. Det har inte sparats."
PERSONAL_NUMBER = "Texten innehåller ett personnummer. Ta bort det. Det har inte sparats."


def plain(text: str) -> str:
    """A text as it is kept: one kind of line break, no blanks around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


@dataclass(frozen=True, slots=True)
class Words:
    """What a line says of its measure."""

    state: str = ""
    note: str = ""
    obstacle: str = ""
    next_step: str = ""
    evidence: str = ""

    @property
    def texts(self) -> tuple[str, str, str, str]:
        """All that is free text."""
        return self.note, self.obstacle, self.next_step, self.evidence

    def brings(self, known_state: str) -> bool:
        """Whether it says anything beside the state that is known already."""
        return any(self.texts) or (self.state not in {"", known_state})


def mark(version: int, words: Words) -> str:
    """What a form carries of the line it showed: its version, and a sum over what it said."""
    told = "\x1f".join((words.state, *words.texts))
    return f"{version}.{crc32(told.encode()):08x}"


class Meeting(StrEnum):
    """How what somebody sends meets what stands."""

    UNTOUCHED = "untouched"
    SAME = "same"
    SAVED = "saved"
    CROSSED = "crossed"


def meet(sent: Words, seen: str, standing: Words, version: int) -> Meeting:
    """What to do with a line that is sent: nothing, save it, or show it beside what another has written since.

    `seen` is the mark the form carried; `standing` and `version` are what stands now. What the sender has not
    touched never crosses anything; what says the same as what stands needs no saving.
    """
    if sent == standing:
        return Meeting.SAME
    before = seen.partition(".")[0]
    if mark(int(before) if before.isdecimal() and len(before) < 9 else 0, sent) == seen:
        return Meeting.UNTOUCHED
    return Meeting.SAVED if before == str(version) else Meeting.CROSSED


def answer_of(words: Words, known_state: str, *, has_file: bool = False) -> str:
    """What a line that has been written in answers; clearing it takes the answer back."""
    return "news" if has_file or words.brings(known_state) else ""


def new_in(words: Words, recorded: Sequence[Words], known_state: str) -> Words | None:
    """The part of a line that is not recorded already; None when nothing is left.

    A note that was made on the measure's own page, and came into the report by itself, is one fact and not two.
    """

    def once(text: str, place: int) -> str:
        return "" if any(text == one.texts[place] for one in recorded) else text

    left = Words(words.state, *(once(text, place) for place, text in enumerate(words.texts)))
    return left if left.brings(known_state) else None


# What is sent --------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class SentLine:
    """What a form sends of one line: what it says now, and the mark of what it said when it was shown."""

    words: Words
    seen: str


@dataclass(frozen=True, slots=True)
class Press:
    """Which button was pressed: a measure's own (`nothing`, `undo`, `mine` …), or `rest` for all that are left."""

    kind: str = ""
    measure: int = 0
    seen: str = ""
    """For `mine`: the mark of the other's text that was shown beside one's own."""


def fault_in(words: Words, states: Collection[str]) -> str:
    """Why a line cannot be saved; empty when it can."""
    if words.state and words.state not in states:
        return "Välj ett av lägena i listan."
    if any(personal_numbers(text) for text in words.texts):
        return PERSONAL_NUMBER
    return TOO_LONG if any(len(text) > LONGEST for text in words.texts) else ""
