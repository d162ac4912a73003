"""Which forms a word of the query is looked up by, and what each of them counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from rapidfuzz import process
from rapidfuzz.distance import OSA

from handslag.core.swedish.lexicon import Lexicon, load
from handslag.core.swedish.lexicon_file import ready_in
from handslag.core.swedish.stems import stem
from handslag.core.swedish.words import fold
from handslag.search.loading.index import Index, Words
from handslag.search.models import WordKey
from handslag.search.rules.ranking import WEIGHTS
from handslag.search.rules.words import HEAD, NOISE, OWN, PART, UNKNOWN, has_dots, joined, own_keys, same_dots, variants

AS_IT_IS = (OWN, UNKNOWN, NOISE)
MOST_FORMS = 250
"""Of one kind under one word: compounds with a common part are many, and the shortest say most."""
Keys = Mapping[str, list[tuple[str, str]]]
"""Key → forms under it, each with how."""
NOISY_FROM = 6
"""From how many letters on a word is also looked for one sign off, among words that no lexicon knows."""


@dataclass
class Forms:
    """The forms of a word with what each counts; `own` are those of its stem; `split` are two words for it."""

    word: str
    weights: dict[str, float] = field(default_factory=dict)
    own: set[str] = field(default_factory=set)
    split: list[tuple[set[str], set[str]]] = field(default_factory=list)

    def take(self, form: str, weight: float) -> None:
        if weight > self.weights.get(form, 0):
            self.weights[form] = weight

    @property
    def all(self) -> set[str]:
        """Every form whose places are asked for."""
        return {*self.weights, *(form for pair in self.split for side in pair for form in side)}


def lexicon() -> Lexicon:
    """The lexicon, mapped."""
    return _opened(str(settings.HANDSLAG_DATA))


@lru_cache(maxsize=4)
def _opened(folder: str) -> Lexicon:
    return load(ready_in(Path(folder) / "lexikon"))


@lru_cache(maxsize=5_000)
def parts_of(word: str) -> tuple[str, ...]:
    """The parts of a word of a query."""
    return tuple(piece for piece in word.split("-") if piece) if "-" in word else lexicon().parts(word)


def is_known(word: str) -> bool:
    """Whether the word is one: in the lexicon, a compound, or no word of letters at all."""
    bare = word.replace("-", "")
    return not bare.isalpha() or bare in lexicon() or len(parts_of(word)) > 1


def keys_under(keys: Iterable[str]) -> Keys:
    """What stands under these keys, in one question."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    wanted = sorted({key[:60] for key in keys if key})
    for key, form, how in WordKey.objects.filter(key__in=wanted).values_list("key", "form", "how"):
        found[key].append((form, how))
    return found


def keys_wanted(word: str, after: str = "") -> set[str]:
    """Every key that a word of the query is looked up under; `after` is the word that follows it."""
    bare = word.replace("-", "")
    found = {*own_keys(bare, lexicon()), *variants(bare)}
    found |= {key for pair in _splits(word) for piece in pair for key in own_keys(piece, lexicon())}
    if after:
        found |= {key for one in joined((bare, after.replace("-", ""))) for key in own_keys(one, lexicon())}
    return found


def _splits(word: str) -> list[tuple[str, str]]:
    """The word written as two, at each joint of it."""
    pieces = parts_of(word)
    return [("".join(pieces[:at]), "".join(pieces[at:])) for at in range(1, len(pieces))] if len(pieces) <= 4 else []


def forms_of(word: str, keys: Keys) -> Forms:
    """The forms of a word, each with what it counts."""
    bare = word.replace("-", "")
    found, dotted = Forms(word), has_dots(bare)
    under = _under(own_keys(bare, lexicon()), keys)
    for form, how in under:
        if how in AS_IT_IS:
            found.own.add(form)
            found.take(form, _weight(form, bare, how, dotted=dotted))
    for how, weight in ((HEAD, WEIGHTS["head"]), (PART, WEIGHTS["part"])):
        for form in [form for form, one in under if one == how][:MOST_FORMS]:
            found.take(form, weight)
    for variant in variants(bare):
        for form, how in keys.get(variant, []):
            if how in (UNKNOWN, NOISE):
                found.take(form, WEIGHTS["noise"])
    for first, second in _splits(word):
        sides = _own(first, keys), _own(second, keys)
        if all(sides):
            found.split.append(sides)
    return found


def _under(wanted: Iterable[str], keys: Keys) -> list[tuple[str, str]]:
    """What stands under any of these keys, shortest first."""
    found = {row for key in wanted for row in keys.get(key, ())}
    return sorted(found, key=lambda row: (len(row[0]), row))


def _weight(form: str, word: str, how: str, *, dotted: bool) -> float:
    if form.replace("-", "") == word:
        return WEIGHTS["same"]
    if how == NOISE:
        return WEIGHTS["noise"]
    if dotted and how == OWN and not same_dots(form.replace("-", ""), word):
        return WEIGHTS["dots"]
    return WEIGHTS["same"] if fold(form) == fold(word) else WEIGHTS["stem"]


def _own(word: str, keys: Keys) -> set[str]:
    return {form for form, how in _under(own_keys(word, lexicon()), keys) if how in AS_IT_IS}


def exact_forms(word: str, keys: Keys) -> set[str]:
    """The forms that read as the word does, but for dots: what a phrase is made of."""
    bare = word.replace("-", "")
    wanted = fold(bare)
    under = _under(own_keys(bare, lexicon()), keys)
    return {form for form, how in under if how == NOISE or fold(form.replace("-", "")) == wanted} - {
        form for form, how in under if how in (HEAD, PART)
    }


def join_forms(first: Forms, second: Forms, keys: Keys) -> None:
    """Let two words that follow each other be found where they are written as one."""
    for one in joined((first.word.replace("-", ""), second.word.replace("-", ""))):
        for form in _own(one, keys):
            first.take(form, WEIGHTS["joined"])
            second.take(form, WEIGHTS["joined"])


def noisy_forms(word: str, index: Index) -> list[str]:
    """Words no lexicon knows that are one sign off this one: what a reading program may have left of it."""
    bare = fold(word.replace("-", ""))
    if len(bare) < NOISY_FROM or not bare.isalpha():
        return []
    return [form for _, form in _near(bare, [one.odd for one in index.vocabularies], 1, 12)]


def near_words(word: str, index: Index, most: int, limit: int = 40) -> list[tuple[int, str]]:
    """The nearest words there are, each with how many signs differ: nearest first, then in order.

    When none is near, those whose stems are.
    """
    bare = word.replace("-", "")
    found = _near(fold(bare), [one.all for one in index.vocabularies], most, limit)
    root = stem(bare)
    return found or _near(root, [one.stems for one in index.vocabularies], reach(root), limit)


def _near(bare: str, lists: Sequence[Words], most: int, limit: int) -> list[tuple[int, str]]:
    found: set[tuple[int, str]] = set()
    for size in range(max(1, len(bare) - most), len(bare) + most + 1):
        for among in lists:
            if choices := among.folded.get(size):
                close = process.extract(bare, choices, scorer=OSA.distance, score_cutoff=most, limit=limit)
                found.update((int(distance), among.words[size][place]) for _, distance, place in close)
    return sorted(found)[:limit]


def reach(word: str) -> int:
    """How many signs a word may be off to be taken for another: none in short words."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2
