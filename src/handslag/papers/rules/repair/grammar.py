"""What a word most likely is in a sentence (infinitive, noun with its article, adjective), told by its other forms.

A verb is known by `-ade` beside `-ar`, a noun by its article at its end, an adjective by its three forms; all of them
are looked up in the word list. The common verbs that follow no pattern stand in `verbs.txt`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from handslag.core.swedish.compounds import Rarity

RAREST, RAREST_SHORT, SHORT = 700, 630, 4
"""Rarer forms say nothing of what a word is: any row of letters has been written once, short ones most of all."""
COMMONEST = 320
"""Commoner words are words for grammar, which follow no pattern; those that matter are listed in `neighbours.txt`."""
INFINITIVE, PRESENT, PAST, SUPINE = "<INF>", "<PRES>", "<PAST>", "<SUP>"
ADJECTIVE, ADJECTIVE_T, ADJECTIVE_A = "<ADJ>", "<ADJ-T>", "<ADJ-A>"
NOUN_EN, NOUN_ETT, DEFINITE, PLURAL, DEFINITE_PLURAL = "<EN>", "<ETT>", "<DEF>", "<PL>", "<DEF-PL>"


NOUNS = frozenset((NOUN_EN, NOUN_ETT, DEFINITE, PLURAL, DEFINITE_PLURAL))
_MAN = (("man", NOUN_EN), ("män", PLURAL), ("mannen", DEFINITE), ("männen", DEFINITE_PLURAL))


@cache
def _irregular() -> dict[str, frozenset[str]]:
    """The forms in `verbs.txt`, each line: infinitive, present, past, supine; `-` for none."""
    found: dict[str, set[str]] = {}
    text = files(__package__).joinpath("verbs.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            for kind, form in zip((INFINITIVE, PRESENT, PAST, SUPINE), line.split(), strict=True):
                found.setdefault(form, set()).add(kind)
    return {form: frozenset(kinds) for form, kinds in found.items()}


def kinds(word: str, rarity: Rarity) -> frozenset[str]:
    """All that the word can be."""

    def speaks(form: str) -> bool:
        have = rarity(form.removeprefix("-"))
        return (have is not None and have <= rarest) != form.startswith("-")

    irregular = _irregular().get(word, frozenset())
    rarest = RAREST if len(word) > SHORT else RAREST_SHORT
    if len(word) < 3 or (rarity(word) or RAREST) < COMMONEST:
        return irregular
    guesses = (*_verbs(word), *_adjectives(word), *_nouns(word))
    return irregular | {kind for kind, *forms in guesses if all(map(speaks, forms))}


Guess = tuple[str, ...]
"""A kind, and the other forms that speak for it; one after a hyphen must not be there."""


def _verbs(word: str) -> Iterator[Guess]:
    active = word.removesuffix("s")
    if active.endswith("a"):
        stem = active[:-1]
        yield INFINITIVE, stem + "ade", stem + "ar"
        yield INFINITIVE, stem + "er", stem + "de"
        yield INFINITIVE, stem + "er", stem + "te"
        yield INFINITIVE, stem, stem + "de", stem + "t"
        if active != word:
            yield PRESENT, stem + "ade", stem + "ar"
    if word.endswith("ar"):
        yield PRESENT, word[:-1] + "de", word[:-1]
    if word.endswith("er"):
        yield PRESENT, word[:-2] + "de", word[:-2] + "a"
        yield PRESENT, word[:-2] + "te", word[:-2] + "a"
    if word.endswith(("r", "l")):
        yield PRESENT, word + "de", word + "a", word + "t"
    if word.endswith("s") and not word.endswith("as"):
        yield PRESENT, word[:-1] + "er", word[:-1] + "a", word[:-1] + "t"
        yield PRESENT, word[:-1] + "de", word[:-1] + "a", word[:-1] + "t"
    yield from _past(active)


def _past(word: str) -> Iterator[Guess]:
    if word.endswith("ade"):
        yield PAST, word[:-2] + "r", word[:-2]
    elif word.endswith(("de", "te")):
        yield PAST, word[:-2] + "er", word[:-2] + "a"
        yield PAST, word[:-2], word[:-2] + "a"
    if word.endswith("at"):
        yield SUPINE, word[:-1] + "de", word[:-1] + "r"
    elif word.endswith("t"):
        yield SUPINE, word[:-1] + "er", word[:-1] + "a", word[:-1] + "de"
        yield SUPINE, word[:-1] + "er", word[:-1] + "a", word + "e"
        yield SUPINE, word[:-1], word[:-1] + "a", word[:-1] + "de"


def _adjectives(word: str) -> Iterator[Guess]:
    yield ADJECTIVE, word + "t", word + "a", *_no_verb(word)
    if word.endswith("t"):
        yield ADJECTIVE_T, word[:-1], word[:-1] + "a", *_no_verb(word[:-1])
        yield ADJECTIVE, word + "a", word + "are"
        yield ADJECTIVE_T, word + "a", word + "are"
        yield ADJECTIVE_T, word[:-1] + "d", word[:-1] + "da"
        yield ADJECTIVE_T, word[:-1] + "d", word[:-1] + "de"
        if word.endswith("tt"):
            yield ADJECTIVE_T, word[:-2], word[:-2] + "a", *_no_verb(word[:-2])
    if word.endswith("a"):
        yield ADJECTIVE_A, word[:-1], word[:-1] + "t", *_no_verb(word[:-1])
        if word.endswith("ta"):
            yield ADJECTIVE_A, word[:-1], word[:-1] + "are"
    if word.endswith("d"):
        yield ADJECTIVE, word[:-1] + "t", word + "e", word[:-1] + "de"
        yield ADJECTIVE, word[:-1] + "t", word + "a", word[:-1] + "er"
    if word.endswith("ade"):
        yield ADJECTIVE_A, word[:-1], word[:-2] + "t"
    if word.endswith("da"):
        yield ADJECTIVE_A, word[:-1], word[:-2] + "t"


def _no_verb(stem: str) -> tuple[str, ...]:
    return f"-{stem}ade", f"-{stem}de", f"-{stem}te"


def _nouns(word: str) -> Iterator[Guess]:
    for plural in ("ar", "er"):
        yield NOUN_EN, word + "en", word + plural + "na"
        if word.endswith(plural):
            yield PLURAL, word[:-2] + "en", word + "na"
    if word.endswith("a"):
        yield NOUN_EN, word + "n", word[:-1] + "orna"
    if word.endswith(("e", "ing", "het", "tion")):
        yield NOUN_EN, word + ("n" if word[-1] == "e" else "en"), word[:-1] + "arna" if word[-1] == "e" else word
    yield NOUN_ETT, word + "et", word + "en"
    yield NOUN_ETT, word + "et", word + "ets"
    if word.endswith("e"):
        yield NOUN_ETT, word + "t", word + "na"
    yield from _with_article(word)


def _with_article(word: str) -> Iterator[Guess]:
    for end, kind in _MAN:
        if word.endswith(end) and word != "man":
            yield (kind,)
    if word.endswith("or"):
        yield PLURAL, word[:-2] + "an", word + "na"
    if word.endswith("en"):
        yield DEFINITE, word[:-2], word[:-2] + "arna"
        yield DEFINITE, word[:-2], word[:-2] + "erna"
        yield DEFINITE, word[:-2], word + "s"
        yield DEFINITE, word[:-1], word[:-2] + "arna"
        yield DEFINITE_PLURAL, word[:-2], word[:-2] + "et"
    if word.endswith("et"):
        yield DEFINITE, word[:-2], word[:-2] + "en"
        yield DEFINITE, word[:-2], word + "s"
        yield DEFINITE, word[:-1], word[:-1] + "n"
    if word.endswith("an"):
        yield DEFINITE, word[:-1], word[:-2] + "orna"
    if word.endswith(("arna", "erna", "orna")):
        yield DEFINITE_PLURAL, word[:-2]
    if word.endswith("n"):
        yield PLURAL, word[:-1], word[:-1] + "t", word + "a"
