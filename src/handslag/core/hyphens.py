"""Soft hyphens for long Swedish words, so that names fit in narrow columns."""

from __future__ import annotations

import re
from functools import lru_cache

SOFT = "\u00ad"
# Parts that often open or close the last half of a compound: a break just before one of them reads well.
JOINTS = (
    "förvaltningen|förvaltning|verksamheten|verksamhet|utvecklingen|utveckling|belastning|bemanning|kommittén|"
    "sekreterare|handledning|vägar|planering|områden|området|område|stadsdelen|stadsdel|påverkan|nämnden|nämnd|"
    "arbetet|arbete|holmen|hamnen|hamn|staden|stads|stad|stödet|stöd|enheten|enhet|kontoret|kontor|delen|dels|"
    "boende|omsorgen|omsorg|tjänsten|tjänst|gruppen|grupp|ledning|ningen|ning|skapet|skap|het"
)
_JOINT = re.compile(f"(?<=.{{3}})(?={JOINTS})", re.IGNORECASE)
_VOWEL = "[aouåeiyäöé]"
_CONSONANT = r"[^\W\d_aouåeiyäöé]"
_SYLLABLE = re.compile(f"(?={_CONSONANT}{_VOWEL})", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


def _by_syllable(part: str, longest: int) -> str:
    """Break one piece near its middle, consonant before vowel, until no piece is longer than `longest`."""
    if len(part) <= longest:
        return part
    places = [m.start() for m in _SYLLABLE.finditer(part) if 3 <= m.start() <= len(part) - 3]
    if not places:
        return part
    middle = min(places, key=lambda place: (abs(place - len(part) / 2), place))
    return _by_syllable(part[:middle], longest) + SOFT + _by_syllable(part[middle:], longest)


@lru_cache(maxsize=2048)
def soft_hyphens(text: str, longest: int = 9) -> str:
    """The text with invisible break points in words longer than `longest` letters."""

    def broken(match: re.Match[str]) -> str:
        word = match[0]
        if len(word) <= longest:
            return word
        pieces = [piece for piece in _JOINT.split(word) if piece]
        joined = [pieces[0]]
        for piece in pieces[1:]:
            if len(piece) < 3 or len(joined[-1]) < 3:
                joined[-1] += piece
            else:
                joined.append(piece)
        return SOFT.join(_by_syllable(piece, longest) for piece in joined)

    return _WORD.sub(broken, text.replace(SOFT, ""))
