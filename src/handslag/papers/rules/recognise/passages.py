"""Which passage of an answer bears on which question: shared key words, weighed by how rare they are, and order."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handslag.core.swedish.stems import stem
from handslag.papers.rules.recognise.facts import PageText, Passage, Span
from handslag.papers.rules.recognise.paper import Paper

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_COMMON = frozenset(
    (
        "och", "att", "det", "som", "en", "ett", "den", "de", "i", "på", "av", "för", "är", "om", "till", "med",
        "har", "inte", "kan", "man", "ska", "skall", "vi", "jag", "men", "så", "var", "vad", "vilka", "vilken",
        "vilket", "hur", "när", "där", "här", "sig", "sin", "sitt", "sina", "vara", "blir", "bli", "finns", "mer",
        "från", "efter", "eller", "under", "även", "också", "detta", "denna", "dessa", "just", "vid", "sker", "hos",
        "mot", "utan", "genom", "kommer", "vill", "samt", "då", "nu", "få", "får", "göra", "gör", "gjort", "gjorts",
        "olika", "bland", "annat", "än", "alla", "allt", "många", "både", "bättre", "fråga", "frågor", "svar",
        "avser", "ämnar", "anser", "åtgärd", "åtgärder", "vidta", "vidtar", "vidtas", "vidtagits", "arbete",
        "arbetet", "arbeta", "arbetar", "säkerställa", "varför", "vilkas", "andra", "annan", "inom", "deras", "dess",
        "hon", "han", "ni", "er", "ert", "era", "min", "mitt", "mina", "vår", "vårt", "våra", "ha", "hade", "nya",
        "ny", "enligt", "stort", "stor", "del",
    )
)  # fmt: skip
_ACTS = re.compile(
    r"\b(?:ska|kommer|har\s+(?:\w+\s+)?(?:tryckt|gett|tagit|beslutat|infört|sett)|avser|ser\s+till|inför(?!\s+(?:\d|år)))\b",
    re.IGNORECASE,
)
_ASKS_ACTS = re.compile(r"\båtgärd|\bvidta|\bsäkerställ|\bgöra\b|\bagera", re.IGNORECASE)
_REFERS = re.compile(
    r"^(?:(?:svar\s+på\s+|på\s+(?:din\s+|den\s+)?)?fråga[n]?\s+(?:nr\s+|nummer\s+)?(?P<number>\d{1,2})\b|"
    r"(?P<plain>\d{1,2})[.)]\s)",
    re.IGNORECASE,
)
_GAP = r"(?:\W+\w+){0,4}?\W+"
_SAME = {
    "uppfölj": rf"\bfölj\w*{_GAP}upp\b|\buppfölj",
    "rapport": r"\b(?:åter)?rapport|\bredovis",
    "avstann": rf"\b(?:stann|somn)\w*{_GAP}(?:av|in)\b|\bavstann|\bavsomn",
    "kringgå": rf"\bkringgå|\brunda\w*\b|\bgå\w*{_GAP}runt\b|\bhoppa\w*{_GAP}över\b",
    "fortsätt": r"\bfortsätt|\bfortsatt|\bfortgå|\bgå\w*\s+vidare\b",
}
"""What is said in different words, most often a verb and its particle apart: each counts as a word of its own."""
_SAID = {term: re.compile(pattern, re.IGNORECASE) for term, pattern in _SAME.items()}
_MOST = 3
"""Sentences in a passage."""
THRESHOLD = 0.16
"""Share of a question's weight that the passage must carry: below it, nothing is better than wrong."""


def terms(text: str) -> frozenset[str]:
    """The stems of the words that say what it is about; names of people within a sentence say nothing."""
    said = {term for term, pattern in _SAID.items() if pattern.search(text)}
    words = (match.group().casefold() for match in _WORD.finditer(text) if not _is_name(text, match))
    told = (word for word in words if len(word) > 2 and word not in _COMMON)
    return frozenset((*said, *(stem(word) for word in told if not any(_SAID[term].search(word) for term in said))))


def _is_name(text: str, match: re.Match[str]) -> bool:
    """A capital inside a sentence."""
    before = text[: match.start()].rstrip(" \"”’'(")
    return match.group()[0].isupper() and not match.group().isupper() and before[-1:].isalpha()


@dataclass(frozen=True, slots=True)
class _Window:
    """Some sentences in a row in one block."""

    span: Span
    terms: frozenset[str]
    acts: bool
    block: int
    many: int


@dataclass(frozen=True, slots=True)
class _Sought:
    """What a question asks about, whether it asks what will be done, and how far down the list it stands."""

    terms: frozenset[str]
    acts: bool
    place: float


def answering(questions: Sequence[str], pages: Sequence[PageText]) -> list[Passage | None]:
    """For each question the passage of the answer that bears on it, or None where none does.

    Answers go in the order of the questions: where one word alone ties them, only what stands between the passages
    of the questions before and after is taken.
    """
    paper = Paper(pages)
    windows = _windows(paper)
    if not questions or not windows:
        return [None for _ in questions]
    asked = [terms(question) for question in questions]
    weight = _weights(asked, [one.terms for one in windows if one.many == 1])
    told = _told_by_number(paper, len(questions))
    if told:
        spans = [told.get(number) for number in range(1, len(questions) + 1)]
    else:
        sought = [
            _Sought(words, _ASKS_ACTS.search(question) is not None, number / len(questions))
            for number, (question, words) in enumerate(zip(questions, asked, strict=True), 1)
        ]
        spans = _in_order(sought, windows, weight)
    return [Passage(*paper.place(span.start, span.end)) if span else None for span in spans]


def _in_order(sought: Sequence[_Sought], windows: Sequence[_Window], weight: dict[str, float]) -> list[Span | None]:
    """The best passage of each; a weak one only between those of its neighbours."""
    best = [_best(one, windows, weight) for one in sought]
    firm = [one.span if one and _firm(one, asked) else None for one, asked in zip(best, sought, strict=True)]
    spans = []
    for at, one in enumerate(sought):
        if firm[at] is not None or best[at] is None:
            spans.append(firm[at])
            continue
        first = max((span.start for span in firm[:at] if span), default=0)
        last = min((span.start for span in firm[at + 1 :] if span), default=windows[-1].span.end)
        between = [each for each in windows if first <= each.span.start and each.span.end <= last]
        found = _best(one, between, weight) if first < last else None
        spans.append(found.span if found else None)
    return spans


def _firm(window: _Window, sought: _Sought) -> bool:
    """Whether more than one word ties them, or all there is to the question."""
    shared = sum(1 for term in sought.terms if _shares(term, window.terms))
    return shared > 1 or shared == len(sought.terms)


def _windows(paper: Paper) -> list[_Window]:
    found = []
    for block, (first, last) in enumerate(paper.blocks):
        spans = list(paper.sentences_in(first, last))
        said = [
            (terms(text), _ACTS.search(text) is not None) for text in (paper.said(one.start, one.end) for one in spans)
        ]
        for index in range(len(spans)):
            for many in range(1, min(_MOST, len(spans) - index) + 1):
                some = said[index : index + many]
                span = Span(spans[index].start, spans[index + many - 1].end)
                if span.end - span.start >= 25:
                    words = frozenset().union(*(one[0] for one in some))
                    found.append(_Window(span, words, any(one[1] for one in some), block, many))
    return found


def _weights(asked: Iterable[frozenset[str]], said: Sequence[frozenset[str]]) -> dict[str, float]:
    """How much a term tells: much when few sentences have it and one question alone asks about it."""
    everywhere = Counter(term for one in said for term in one)
    sought = Counter(term for one in asked for term in one)
    return {term: math.log(1 + len(said) / (1 + everywhere[term])) / times for term, times in sought.items()}


def _shares(term: str, words: frozenset[str]) -> float:
    """Whether the term stands there: whole, or as the last part of a compound."""
    if term in words:
        return 1.0
    if len(term) >= 5 and any(word.endswith(term) or (len(word) >= 6 and term.startswith(word)) for word in words):
        return 0.7
    if len(term) >= 8 and any(word[:8] == term[:8] for word in words):
        return 0.35
    return 0.0


def _best(sought: _Sought, windows: Sequence[_Window], weight: dict[str, float]) -> _Window | None:
    whole = sum(weight[term] for term in sought.terms) or 1.0
    best, highest = None, 0.0
    blocks = max((one.block for one in windows), default=0) + 1
    for one in windows:
        shares = {term: _shares(term, one.terms) for term in sought.terms}
        if not any(shares.values()):
            continue
        score = sum(weight[term] * share for term, share in shares.items()) / whole
        score += 0.12 if sought.acts and one.acts and score > 0.05 else 0.0
        score -= 0.05 * (one.many - 1) + 0.04 * abs(sought.place - (one.block + 1) / blocks)
        if score > highest:
            best, highest = one, score
    return best if highest >= THRESHOLD else None


def _told_by_number(paper: Paper, many: int) -> dict[int, Span]:
    """An answer that goes through the questions by number: *Fråga 1*, *1.* …; every one from the first."""
    marks: list[tuple[int, int]] = []
    for line in paper.filled:
        match = _REFERS.match(line.text)
        number = int(match.group("number") or match.group("plain")) if match else 0
        if match and number == len(marks) + 1 and number <= many:
            marks.append((number, line.start))
    if not marks or len(marks) < min(many, 2) or len(marks) * 2 < many:
        return {}
    ends = [start for _, start in marks[1:]] + [_last(paper)]
    return {number: Span(start, _trim(paper, start, end)) for (number, start), end in zip(marks, ends, strict=True)}


def _last(paper: Paper) -> int:
    """Where the last numbered answer ends: with its block, when another follows."""
    return paper.filled[-1].end


def _trim(paper: Paper, start: int, end: int) -> int:
    return start + len(paper.text[start:end].rstrip())
