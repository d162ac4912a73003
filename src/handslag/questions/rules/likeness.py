"""Whether two questions are about the same matter, and whether a paper is the answer to a question."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any, Self

from handslag.core.swedish.words import fold
from handslag.core.swedish.words import words as words_in

SHORTEST = 5
SAME_WORDS = 4
"""Words two questions must share to be on the same matter when they share no topic; one when they do."""
ANSWERS_FROM = 3
"""Points from which a paper is proposed as the answer to a question."""
COMMON = frozenset(
    fold(word)
    for word in (
        "åtgärder", "frågan", "fråga", "frågor", "kommer", "arbete", "arbetet", "staden", "stadens", "borgarrådet",
        "borgarråd", "handlingsplan", "handlingsplanen", "socialsekreterare", "socialsekreterarna", "interpellation",
        "vilka", "vilken", "vilket", "vidta", "vidtas", "genom", "enligt", "också", "skulle", "borde", "ansvarig",
        "ansvarigt", "säkerställa", "biståndshandläggare", "socialtjänsten", "socialtjänstens", "medarbetare",
        "kommunen", "kommunens", "arbetar", "arbeta", "därför", "följande", "anledning", "ställa",
    )
)  # fmt: skip
"""Words that most questions of this kind hold: that two share them says nothing."""


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("swedish")


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    """The stem of a word that carries meaning; empty for any other."""
    folded = fold(word)
    return str(_stemmer().stemWord(folded)) if len(folded) >= SHORTEST and folded not in COMMON else ""


def stems(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning."""
    return frozenset(map(_stem, words_in(text))) - {""}


@dataclass(frozen=True, slots=True)
class Matter:
    """What a question is about."""

    words: frozenset[str]
    areas: frozenset[str]
    evidence: frozenset[str]

    @classmethod
    def of(cls, text: str, areas: Iterable[str], evidence: Iterable[str]) -> Self:
        return cls(stems(text), frozenset(areas), frozenset(evidence))


def shared_matter(one: Matter, other: Matter) -> bool:
    """Whether two questions are on the same matter: a topic and a word in common, or four words."""
    topics = bool(one.areas & other.areas or one.evidence & other.evidence)
    words = len(one.words & other.words)
    return words >= SAME_WORDS or (topics and words >= 1)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as far as it can be an answer. Names are folded."""

    kind: str
    dated_on: date | None
    dnr: str
    names: Collection[str]
    words: frozenset[str]


def answers(paper: Paper, *, put_on: date, dnr: str, names: Collection[str], words: frozenset[str]) -> tuple[int, str]:
    """How much speaks for a paper being the answer to a question, and what, in words; 0 when it cannot be."""
    if paper.kind not in ("answer", "official_report", "minutes") or (paper.dated_on and paper.dated_on < put_on):
        return 0, ""
    why = []
    points = {"answer": 2, "official_report": 1, "minutes": 0}[paper.kind]
    if dnr and paper.dnr and fold(dnr) == fold(paper.dnr):
        points += 4
        why.append("samma diarienummer")
    if same := set(names) & set(paper.names):
        points += 2 * min(len(same), 2)
        why.append("samma personer")
    common = len(words & paper.words)
    if words and common * 2 >= len(words):
        points += 2
        why.append("samma ord")
    elif words and common * 4 >= len(words):
        points += 1
        why.append("delvis samma ord")
    return points, ", ".join(why)
