"""Compounds: which words a Swedish word is put together of, and with which letters between them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

Rarity = Callable[[str], int | None]
"""How rare a word is in centibels (see `lexicon.Lexicon.rarity`), None for one that is not listed."""

SHORTEST = 3
"""Shorter words stand in compounds too (`ö`, `by`), but far more often by chance than in truth."""
RAREST = 660
"""A part is a word one meets: rarer ones are names, foreign words and misspellings."""
LONG = 7
RAREST_LONG = 760
"""A long part is seldom there by chance."""
COMMONEST = 420
"""That a part is commoner than this says nothing more for it: else `nämn-den` would beat `nämnden`."""
HEAD_START = 50
"""What a compound is given against the word itself, when the word is listed too."""
RAREST_SHORT = 480
"""A part of three letters has to be a common word."""
JOINT = 45
"""What each joint costs: of two readings the one with fewer parts, other things alike."""
MOST = 40
"""Longer runs of letters are no words."""
_NO_HEADS = """
ade ala alen aler ande ans ant anten are aren arens ares arna arnas ars ator atorn ats bar bara barhet dat dem den
det ela elan elar else elsen elser ena ende ene ens entering era erad erade erar erat erats erna ernas ets het heten
hetens heter hets ien ier ing ingar ingen isk iska iskt ism ismen ist isten ister itet iteten its kade kan kap kapet
ken ket lig liga ligen ligt lös men mens möter ner ners ning ningar ningarna ningarnas ningen orer orers orna ors
ort orten ots ring ringar ringarna ringen sam samma ska skap skapen skapet son sons ste sten stens ster stes tas ten
ter tern tet tion tionen tioner ton
"""
NO_HEADS = frozenset(_NO_HEADS.split())
"""Endings that are also listed as words; a word does not end in one of them as the last part of a compound."""
_NO_STARTS = """
alex all alla allt ans att dem den denna des dess dessa det detta din dina ditt ens ett från för han har hon hundra
hur inga ingen inte kan kom kommu lik man med men min mina mitt nej och oss present rör sam sig sin sina sitt ska
som ste till tjän vad var vill vis
"""
NO_STARTS = frozenset(_NO_STARTS.split())
"""Words for grammar that never begin a compound (`för` does, but then it is a prefix and belongs to its word)."""


def first_forms(part: str) -> tuple[tuple[str, int], ...]:
    """What the part can be a joined form of, each with what the joining costs in centibels.

    `handlings` is `handling` + s, `arbets` is `arbete`, `skol` is `skola`, `gatu` is `gata`, `familje` is `familj`.
    """
    forms = [(part, 20)]
    if part.endswith("s"):
        forms += [(part[:-1], 0), (part[:-1] + "e", 10)]
    if part.endswith(("u", "o")):
        forms.append((part[:-1] + "a", 15))
    if part.endswith("e"):
        forms.append((part[:-1], 30))
    if part[-1] not in "aeiouyåäös":
        forms += [(part + "a", 15), (part + "e", 25)]
    return tuple(forms)


def first_rarity(part: str, rarity: Rarity) -> int | None:
    """How rare the part is as any but the last of a compound, None if it cannot be one."""
    if len(part) < SHORTEST or part in NO_STARTS:
        return None
    found = [have + cost for form, cost in first_forms(part) if (have := rarity(form)) is not None]
    best = min(found, default=None)
    return _if_common(part, best)


def last_rarity(part: str, rarity: Rarity) -> int | None:
    """How rare the part is as the last of a compound, None if it cannot be it; a genitive s may close it."""
    if len(part) < SHORTEST or part in NO_HEADS:
        return None
    have = rarity(part)
    if have is None and part.endswith("s"):
        have = rarity(part[:-1])
    return _if_common(part, have)


def _if_common(part: str, rarity: int | None) -> int | None:
    limit = RAREST_SHORT if len(part) == SHORTEST else RAREST_LONG if len(part) >= LONG else RAREST
    return max(rarity, COMMONEST) if rarity is not None and rarity <= limit else None


def parts(word: str, rarity: Rarity) -> tuple[str, ...]:
    """The parts of the word, spelling it together; the word alone if it is no compound.

    Of all ways to split, the one whose parts are commonest on average; it has to beat the word itself
    (Koehn and Knight 2003, geometric mean of the frequencies).
    """
    lower = word.lower()
    if len(lower) < 2 * SHORTEST or len(lower) > MOST or len(lower) != len(word):
        return (word,)
    if "-" in word:
        pieces = word.replace("-", "-\0").split("\0")
        return tuple(p for piece in pieces for p in _parts_before_hyphen(piece, rarity))
    found = _best_split(lower, rarity)
    own = rarity(lower)
    if found is None or (own is not None and own + HEAD_START <= found[0]):
        return (word,)
    return tuple(word[start:end] for start, end in found[1])


def _parts_before_hyphen(piece: str, rarity: Rarity) -> tuple[str, ...]:
    bare = piece.removesuffix("-")
    found = parts(bare, rarity)
    return (*found[:-1], found[-1] + "-") if piece != bare else found


def _best_split(lower: str, rarity: Rarity) -> tuple[float, list[tuple[int, int]]] | None:
    """The best split into two or more parts: (mean rarity with the joints, the parts' places)."""

    @cache
    def rest(start: int) -> tuple[tuple[int, tuple[tuple[int, int], ...]], ...]:
        """The best way to read the rest of the word from here, one for each number of parts."""
        best: dict[int, tuple[int, tuple[tuple[int, int], ...]]] = {}
        last = last_rarity(lower[start:], rarity) if start else None
        if last is not None:
            best[1] = (last, ((start, len(lower)),))
        for end in range(start + SHORTEST, len(lower) - SHORTEST + 1):
            first = first_rarity(lower[start:end], rarity)
            if first is None:
                continue
            for total, places in rest(end):
                reading = (total + first, ((start, end), *places))
                count = len(reading[1])
                if count not in best or reading < best[count]:
                    best[count] = reading
        return tuple(best.values())

    readings = [
        (total / len(places) + JOINT * (len(places) - 1) / 2, list(places))
        for total, places in rest(0)
        if len(places) > 1
    ]
    return min(readings, default=None)
