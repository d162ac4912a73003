"""Forms and keys: a word as it stands in a text, and everything it is to be found under."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise, product
from typing import NamedTuple, Protocol

from handslag.core.swedish.stems import stem
from handslag.core.swedish.words import fold, words

LONGEST = 60
_HYPHENS = re.compile("[-‐‑]")
_DIGIT_AMONG_LETTERS = re.compile(r"(?<=[^\W\d_])[46](?=[^\W\d_])")
_BROKEN = re.compile(r"(?<=[a-zåäöé])[-‐\u00ad][ \t]*\r?\n[ \t]*(?=[a-zåäöé])")
_AS_READ = {"6": "o", "4": "a"}
OWN, UNKNOWN, NOISE, HEAD, PART = "s", "x", "n", "h", "m"
"""How a form stands under a key: its stem; the same of a word no lexicon knows; its stem when a digit is read as the
letter it most likely was (`st6det`); the last part of a compound; another part of one."""
_STOPS = """
och det att i en jag hon som han på den med var sig för så till är men ett om hade de av icke mig du henne då sin
nu har inte hans honom skulle hennes där min man ej vid kunde något från ut när efter upp vi dem vara vad över än
dig kan sina här ha mot alla under någon eller allt mycket sedan ju denna själv detta åt utan varit hur ingen
mitt ni bli blev oss din dessa några deras blir mina samma vilken er sådan vår blivit dess inom mellan sådant
varför varje vilka ditt vem vilket sitta sådana vart dina vars vårt våra ert era vilkas
"""
STOP_WORDS = frozenset(_STOPS.split())
"""Snowball's Swedish list: words that stand in nearly every text."""
_FOLDED_STOPS = frozenset(map(fold, STOP_WORDS))
STAND_INS = {"å": ("e", "i", "d"), "ä": ("e", "i", "d", "ia"), "ö": ("e", "i", "d"), "a": ("e", "i", "d"),
             "o": ("e", "i")}  # fmt: skip
"""What else than a, o, 4 and 6 an English reading program makes of a letter that may carry dots."""
MOST_VARIANTS = 60
DEFINITE = ("n", "t", "en", "et")
SHORTEST_BASE = 3
SHORTEST_NOISY = 5
"""Shorter words are too easily another word."""


class Splitting(Protocol):
    """What is asked of a lexicon."""

    def __contains__(self, word: str) -> bool: ...

    def parts(self, word: str) -> tuple[str, ...]: ...


class Key(NamedTuple):
    """A form stands under this key, in this way."""

    key: str
    form: str
    how: str


def clean_text(text: str) -> str:
    """The text as it is indexed and shown: composed letters, and no sign that a database refuses."""
    return unicodedata.normalize("NFC", text).replace("\x00", " ")


def unbroken(text: str) -> str:
    """The text with the words that were parted at the ends of lines put together: `men-\\ntorn` is `mentorn`."""
    return _BROKEN.sub("", text)


@lru_cache(maxsize=20_000)
def form_of(word: str) -> str:
    """A word as forms are compared: lower case, plain hyphens, no soft ones."""
    lower = word.lower()
    if "-" in lower or not lower.isalnum():
        lower = _HYPHENS.sub("-", lower.replace("\u00ad", ""))
    return lower[:LONGEST]


def forms(text: str) -> list[str]:
    """The forms of a text, one for each of its tokens, in order."""
    return [form_of(word) for word in words(text)]


def is_stop(form: str) -> bool:
    """Whether the word stands in nearly every text, with or without its dots."""
    return form in STOP_WORDS or (form.isascii() and form in _FOLDED_STOPS)


def own_keys(word: str, lexicon: Splitting) -> set[str]:
    """What a word and its other forms are found under: its stem, the word itself without dots, and both of its base.

    Snowball leaves some endings (`trumman`, `cykeln`) and takes some that are none (`verkst-ad`): the word itself and,
    when a lexicon has it, the word without its definite ending bring those forms together again.
    """
    bare = word.replace("-", "")
    return {key[:LONGEST] for one in (bare, *_bases(bare, lexicon)) for key in (stem(one), fold(one))}


def _bases(bare: str, lexicon: Splitting) -> list[str]:
    """The word without a definite ending, genitive or not, where that leaves a word."""
    ungenitive = bare.removesuffix("s")
    ends = [ending for ending in DEFINITE if ungenitive.endswith(ending)]
    found = [ungenitive[: -len(ending)] for ending in ends]
    return [base for base in found if len(base) >= SHORTEST_BASE and base in lexicon]


def keys_of(form: str, lexicon: Splitting) -> Iterator[Key]:
    """Everything a form is to be found under."""
    bare = form.replace("-", "")
    if read := _as_letters(bare):
        yield Key(stem(read), form, NOISE)
    pieces = _pieces(form, lexicon)
    known = len(pieces) > 1 or bare in lexicon or not bare.isalpha()
    for key in sorted(own_keys(form, lexicon)):
        yield Key(key, form, OWN if known else UNKNOWN)
    yield from _of_parts(pieces, form, lexicon)


def _as_letters(bare: str) -> str:
    """The form with its digits read as the letters they stand for, when it has such digits among its letters."""
    if bare.isalpha() or bare.isdigit():
        return ""
    found = _DIGIT_AMONG_LETTERS.sub(lambda match: _AS_READ[match.group()], bare)
    return found if found != bare and found.isalpha() else ""


def _pieces(form: str, lexicon: Splitting) -> list[str]:
    if "-" in form:
        return [piece for piece in form.split("-") if piece]
    return list(lexicon.parts(form)) if form.isalpha() else [form]


def _of_parts(pieces: list[str], form: str, lexicon: Splitting) -> Iterator[Key]:
    """Under each run of its parts but the whole: one that ends the word as its head."""
    count = len(pieces)
    if not 1 < count <= 5:
        return
    seen = set()
    for start in range(count):
        for end in range(start + 1, count + 1):
            if (start, end) == (0, count):
                continue
            how = HEAD if end == count else PART
            run = "".join(pieces[start:end])
            for key in sorted(own_keys(run, lexicon) if end == count else _joined_stems(run)):
                if (key, how) not in seen:
                    seen.add((key, how))
                    yield Key(key, form, how)


def _joined_stems(run: str) -> set[str]:
    """The stems of a run of parts; the letter that joins it to the next is taken away (`gatu` is `gata`)."""
    found = {stem(run)}
    if len(run) > 3:
        if run.endswith("s"):
            found.add(stem(run[:-1]))
        if run.endswith(("u", "o")):
            found.add(stem(run[:-1] + "a"))
    return found


def has_dots(form: str) -> bool:
    """Whether the word is written with å, ä or ö."""
    return any(letter in form for letter in "åäö")


def same_dots(form: str, wanted: str) -> bool:
    """Whether two forms agree in their dots, as far as they are the same word without."""
    for one, other in zip(form, wanted, strict=False):
        if one != other:
            return fold(one) != fold(other)
    return True


def variants(form: str) -> list[str]:
    """Stems of what a reading program may have made of the word: one or two letters read wrong."""
    if len(form) < SHORTEST_NOISY or not form.isalpha():
        return []
    places = [place for place, letter in enumerate(form) if letter in STAND_INS]
    dotted = [place for place in places if form[place] in "åäö"]
    ways = [{place: by} for place in places for by in STAND_INS[form[place]]]
    for first, second in pairwise(dotted):
        ways += [{first: a, second: b} for a, b in product(STAND_INS[form[first]], STAND_INS[form[second]])]
    found = dict.fromkeys(stem(_replaced(form, way)) for way in ways)
    found.pop(stem(form), None)
    return list(found)[:MOST_VARIANTS]


def _replaced(form: str, way: dict[int, str]) -> str:
    return "".join(way.get(place, letter) for place, letter in enumerate(form))


def joined(words: Iterable[str]) -> tuple[str, ...]:
    """Two words written as one: `handledar stöd` as `handledarstöd`, `arbete miljö` as `arbetsmiljö`."""
    first, second = words
    bare = first.removesuffix("e").removesuffix("a")
    return tuple(dict.fromkeys((first + second, f"{first}s{second}", f"{bare}s{second}")))
