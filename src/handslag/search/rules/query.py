"""A query as it was meant: words, phrases in quotation marks, and what must not be there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handslag.core.swedish.words import tokens
from handslag.core.text import number
from handslag.search.rules.words import clean_text, form_of, is_stop

LONGEST = 1_000
"""Signs: as many as fit in an address, where each å takes six."""
MOST_WORDS = 16
QUOTES = str.maketrans(dict.fromkeys("”“„»«″", '"'))
_PART = re.compile(r'(-?)"([^"]*)"?|(-?)([^\s"]+)')
_NUMBERS = re.compile(r"\d+(?:[/:.]\d+)+")
"""A registration number, a paragraph, a time: `2025/123` is no 123 of another year."""
UNREADABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]+")
"""Signs that no page can show."""
_HIDDEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\ufeff]+")
NOTHING = "Skriv ett eller flera ord att söka efter."
TOO_LONG = f"Skriv kortare: högst {number(LONGEST)} tecken."
TOO_MANY = f"Sökningen använder de {MOST_WORDS} första orden som säger något."
ONLY_STOPS = "Orden står i nästan alla texter. Skriv ett ord till, eller sätt orden inom citattecken."
ONLY_MINUS = "Skriv också minst ett ord som ska finnas med."
NO_WORDS = "Det finns inget ord att söka efter. Skriv ord med bokstäver eller siffror."


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or the words of a phrase in their order, as forms; `minus` when they must not be there."""

    words: tuple[str, ...]
    phrase: bool = False
    minus: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """The terms; `fault` says why there is nothing to look for, `note` what was left out."""

    text: str
    terms: tuple[Term, ...] = ()
    fault: str = ""
    note: str = ""

    @property
    def wanted(self) -> tuple[Term, ...]:
        """What must be there."""
        return tuple(term for term in self.terms if not term.minus)

    @property
    def unwanted(self) -> tuple[Term, ...]:
        """What must not be there."""
        return tuple(term for term in self.terms if term.minus)

    def said(self, term: Term) -> str:
        """The term as it stands in the query."""
        found = re.search(r"[\W_]+".join(map(re.escape, term.words)), self.text, re.IGNORECASE)
        return found.group() if found else " ".join(term.words)


def read_query(text: str) -> Query:
    """The query in its parts. What is no word is passed over; nothing in it is a command to the database."""
    shown = clean_text(_HIDDEN.sub(" ", UNREADABLE.sub(" ", text))).strip()
    if not shown:
        return Query("", fault=NOTHING)
    if len(shown) > LONGEST:
        return Query(shown, fault=TOO_LONG)
    found = _terms(shown)
    terms, note = _few([term for term in found if term.phrase or term.minus or not is_stop(term.words[0])])
    return Query(shown, terms, _fault(found, terms), note)


def _terms(text: str) -> list[Term]:
    found = []
    for minus_phrase, phrase, minus, word in _PART.findall(text.translate(QUOTES)):
        words = tuple(form_of(token.text) for token in tokens(phrase or word))
        unwanted = bool(minus_phrase or minus)
        if not words:
            continue
        if phrase or unwanted:
            found.append(Term(words, phrase=len(words) > 1 or bool(phrase), minus=unwanted))
        elif _NUMBERS.fullmatch(word):
            found.append(Term(words, phrase=True))
        else:
            found += [Term((one,)) for one in words]
    return list(dict.fromkeys(found))


def _few(terms: list[Term]) -> tuple[tuple[Term, ...], str]:
    kept: list[Term] = []
    count = 0
    for term in terms:
        count += len(term.words)
        if count > MOST_WORDS:
            return tuple(kept) or (Term(term.words[:MOST_WORDS], term.phrase, term.minus),), TOO_MANY
        kept.append(term)
    return tuple(kept), ""


def _fault(found: list[Term], terms: tuple[Term, ...]) -> str:
    if not found:
        return NO_WORDS
    if any(not term.minus for term in terms):
        return ""
    return ONLY_MINUS if terms else ONLY_STOPS
