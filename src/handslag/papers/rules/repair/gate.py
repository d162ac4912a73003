"""Which pages are repaired: those in Swedish in which å, ä and ö are all but absent."""

from __future__ import annotations

import re
import unicodedata

LEAST_SHARE = 0.02
"""In clean Swedish 5.0-5.5 % of the letters are å, ä or ö; in what was read without them none."""
QUOTED = 3
"""So many words of another language make a sentence one of it."""
_SENTENCE = re.compile(r"(?:[^.!?:\n”\"]|\n(?!\s*\n))+")
_WORD = re.compile(r"[^\W\d_]+")
_SWEDISH_WORDS = """
och att det som en av till med den i om inte har ett vi de ska kan vid men denna detta dessa enligt eller samt
dnr kl nr jag sig han hon deras hur vad vilka vilken vilket mot ut upp ned sedan utan bland alla finns blir blev
varit skulle kunna inom under efter mellan sammantrade datum
"""
_SWEDISH = frozenset(_SWEDISH_WORDS.split())
_SWEDISH_MISREAD = re.compile(
    r"(?:f[oé6d]r|[aä4é&d]r|p[aåé&]|s[aåé&]|fr[aåédi]n|[oé6d]ver|n[aäédi4]r|d[aäédi4]r|n[aäédi4]mnd\w*|[aäé]ven|m[aäédi4]ste)"
)
_FOREIGN_WORDS = """
the of and to is that it with was were are this from by on which have not be as at has their its would og ikke
af til er jeg det som hvad eller ikkje fra skal vil der ved nicht und der die das ist ein eine zu mit von auf
les des une est dans pour que qui sur ja ei ettei ovat joka mutta sekä
"""
_FOREIGN = frozenset(_FOREIGN_WORDS.split()) - {"det", "som", "eller"}


def letters(text: str) -> int:
    """How many letters the text has."""
    return sum(map(str.isalpha, text))


def lacks_dots(text: str) -> bool:
    """Whether å, ä and ö are all but absent; a decomposed å is an å."""
    composed = unicodedata.normalize("NFC", text)
    dotted = sum(map(composed.count, "åäöÅÄÖ"))
    return dotted < LEAST_SHARE * letters(composed)


def is_swedish(text: str) -> bool:
    """Whether the page reads as Swedish, with or without its dots, rather than as something else."""
    swedish, foreign = _counted(text)
    return swedish >= foreign * 1.5 and (swedish > 0 or foreign == 0)


def foreign(text: str) -> list[tuple[int, int]]:
    """Where sentences of another language stand on a Swedish page: quotations, most often."""
    found = []
    for match in _SENTENCE.finditer(text):
        swedish, other = _counted(match.group())
        if other >= QUOTED and other > swedish:
            found.append(match.span())
    return found


def _counted(text: str) -> tuple[int, int]:
    """How many words are Swedish and how many of another language, of those that tell."""
    words = _WORD.findall(text.lower())
    swedish = sum(word in _SWEDISH or bool(_SWEDISH_MISREAD.fullmatch(word)) for word in words)
    return swedish, sum(word in _FOREIGN for word in words)
