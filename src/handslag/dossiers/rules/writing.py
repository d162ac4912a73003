"""An answer as it is written: its references, its words, and the sentences that claim something without a source."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from handslag.core.text import fold

REFERENCE = re.compile(r"\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\]")
"""`[3]`, or several at once: `[3, 5]`."""
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_SENTENCE = re.compile(r".+?(?:[.!?…](?:\s*\[[\d,\s]+\])*[”\")]*(?=\s|$)|$)", re.DOTALL)
_ABBREVIATION = re.compile(r"(?:\b(?:bl|t|d|s|ca|kl|nr|dnr|kap|st|m|jfr|resp|o|dvs|etc)|\b\d{1,2})\.$", re.IGNORECASE)
OWN = frozenset({"jag", "mig", "min", "mitt", "mina"})
INTENT = frozenset({"ska", "skall", "vill", "avser", "tänker", "kommer", "bör", "föreslår", "tackar", "tack"})
CLAIMS = (
    "alla", "många", "flera", "flest", "färre", "mest", "minst", "oftast", "ofta", "sällan", "aldrig", "alltid",
    "ingen", "inget", "inga", "varenda", "halv", "procent", "antal", "stor", "störst", "litet", "liten", "små", "hög",
    "låg", "lägre", "lägst", "öka", "minsk", "bättr", "sämr", "förbättr", "försämr", "växer", "sjunk", "stig", "trend",
    "vanlig", "brist", "bra ", "god ", "gott ", "goda", "dålig", "fantastisk", "tydlig", "snabb", "långsam", "hälften",
    "majoritet",
)  # fmt: skip
"""Beginnings of words that say how much, how often or which way: a sentence with one of them claims something."""
SHOWN = 60
"""How many letters of a sentence a hint repeats."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the answer, with the numbers it cites."""

    text: str
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """What can be said of an answer as it stands: words, what it cites, what it cites in vain, what lacks a source."""

    words: int
    cites: tuple[int, ...]
    unknown: tuple[int, ...]
    without: tuple[str, ...]


def numbers_in(text: str) -> tuple[int, ...]:
    """The references of a text in the order they first stand."""
    found = [int(one) for match in REFERENCE.finditer(text) for one in re.findall(r"\d+", match.group(1))]
    return tuple(dict.fromkeys(found))


def plain_words(text: str) -> int:
    """How many words a text has, its references not counted."""
    return len(_WORD.findall(REFERENCE.sub(" ", text)))


def sentences(paragraph: str) -> Iterator[Sentence]:
    """The sentences of a paragraph; a reference after the full stop belongs to the sentence before it."""
    held = ""
    for match in _SENTENCE.finditer(paragraph):
        held += match.group()
        if _ABBREVIATION.search(held.strip()):
            continue
        if _WORD.search(REFERENCE.sub(" ", held)):
            yield Sentence(" ".join(held.split()), numbers_in(held))
        held = ""
    if _WORD.search(REFERENCE.sub(" ", held)):
        yield Sentence(" ".join(held.split()), numbers_in(held))


def citing(text: str) -> dict[int, frozenset[str]]:
    """Number → the sentences that cite it."""
    found: dict[int, set[str]] = {}
    for paragraph in re.split(r"\n\s*\n", text):
        for one in sentences(paragraph):
            for number in one.cites:
                found.setdefault(number, set()).add(one.text)
    return {number: frozenset(texts) for number, texts in found.items()}


def review(text: str, known: Collection[int]) -> Review:
    """Look through an answer; `known` are the numbers of the evidence there is."""
    cites = numbers_in(text)
    lacking: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text):
        found = list(sentences(paragraph))
        lacking += [
            one.text for place, one in enumerate(found) if not one.cites and needs_source(one.text, found[place + 1 :])
        ]
    return Review(
        plain_words(text), cites, tuple(one for one in cites if one not in known), tuple(map(shortened, lacking))
    )


def needs_source(sentence: str, after: Sequence[Sentence] = ()) -> bool:
    """Whether a sentence without a reference should have one.

    A sentence that says how much, how often or which way does, and one with digits. Any other does not when it asks,
    says what shall be done, is the writer's own word, or leads to a sentence right after it that has a source.
    """
    if sentence.endswith("?"):
        return False
    folded = f"{fold(sentence)} "
    if re.search(r"\d", sentence) or any(re.search(rf"(?<!\w){re.escape(word)}", folded) for word in CLAIMS):
        return True
    words = set(_WORD.findall(folded))
    if words & OWN or words & INTENT:
        return False
    return not (after and after[0].cites)


def shortened(sentence: str) -> str:
    """The end of a long sentence, as a hint repeats it: `… engagemanget är stort i alla stadsdelar.`"""
    if len(sentence) <= SHOWN:
        return sentence
    tail = sentence[-SHOWN:]
    return f"… {tail.partition(' ')[2] or tail}"
