"""What a question is about: focus areas of the plan, and the kinds of evidence that bear on it, by patterns to read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from handslag.core.text import clean


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of evidence: its name, what the reader is told it holds, and what in a question asks for it."""

    label: str
    told: str
    patterns: tuple[str, ...]


EVIDENCE: dict[str, Kind] = {
    "followup": Kind(
        "Uppföljning",
        "Frågan gäller hur arbetet följs upp och vad som når det ansvariga borgarrådet.",
        (
            r"följ\w* (?:\S+ ){0,4}upp\b",
            r"uppfölj\w*",
            r"(?:åter)?rapporter\w*",
            r"redovis\w*",
            r"utvärder\w*",
            r"informer(?:as|ats|ad|ade) (?:\S+ ){0,3}(?:borgarråd|nämnd|råd)\w*",
        ),
    ),
    "continuation": Kind(
        "Fortsättning",
        "Frågan gäller om arbetet fortsätter eller har stannat av.",
        (
            r"fort(?:sätt|satt|lever)\w*",
            r"förläng\w*",
            r"stann\w* (?:\S+ ){0,2}av\b|avstann\w*",
            r"somna\w*",
            r"levande dokument",
            r"permanent\w*",
            r"(?:inte|ej) (?:\S+ ){0,2}(?:upphör|tar slut|läggs ned)\w*",
            r"ny(?:tt)? (?:handlings)?plan\w*",
        ),
    ),
    "workload": Kind(
        "Arbetsbelastning och kringgång",
        "Frågan gäller arbetsbelastningen, eller om förvaltningarna tar in planens områden eller väljer andra.",
        (
            r"arbets(?:belastning|börd|mängd)\w*",
            r"ärende(?:mängd|tak|antal|belastning)\w*|antal\w* ärenden",
            r"överbelast\w*|hög\w* belastning\w*",
            r"rund(?:a|ar|as|at|ades?) ",
            r"kring(?:gå|går|gås|gått)\w*",
            r"välj\w* (?:\S+ ){0,2}(?:andra|bort|annat)\b",
            r"välja bort|väljs bort|valt bort|bortval\w*",
            r"hoppa\w* över",
            r"verksamhetsplan\w*",
        ),
    ),
    "threats": Kind(
        "Hot, våld och otillåten påverkan",
        "Frågan gäller hot, våld eller otillåten påverkan mot anställda.",
        (
            r"\bhot(?:en|et|bild\w*|full\w*|as|ats|ade?)?\b",
            r"\bvåld\w*",
            r"otillåten påverkan",
            r"\btrakasseri\w*",
            r"\bhat(?:et)?\b",
        ),
    ),
    "union": Kind(
        "Fackens del",
        "Frågan gäller fackens och skyddsombudens del i arbetet.",
        (
            r"\bfack(?:et|en|lig\w*|förbund\w*|förening\w*|ens)?\b",
            r"skyddsombud\w*",
            r"samverka\w*|samverkan\w*",
            r"medbestämmande\w*",
            r"arbetstagarorganisation\w*",
        ),
    ),
    "fund": Kind(
        "Kompetensfonden",
        "Frågan gäller pengar som är avsatta för arbetet och vad som händer när de tar slut.",
        (
            r"kompetensfond\w*",
            r"\bfond(?:en|ens|medel\w*)?\b",
            r"satsning\w* (?:\S+ ){0,3}miljon\w*",
            r"miljon\w* kronor",
        ),
    ),
    "turnover": Kind(
        "Personalomsättning",
        "Frågan gäller om personalen stannar, slutar eller går att rekrytera.",
        (
            r"personal(?:omsättning|rörlighet|flykt|försörjning|brist)\w*",
            r"rekryter\w*",
            r"(?:säger|sagt|sägs) upp sig|slutar\b|lämnar yrket",
            r"behålla (?:\S+ ){0,3}(?:personal|medarbetare|socialsekreterare)\w*",
            r"sjukfrånvaro\w*|sjukskriv\w*",
            r"bemannings(?:företag|konsult)\w*|\bkonsulter\w*",
        ),
    ),
}
"""In the order they are shown. A pattern is read without regard to case, in text whose white space is folded."""

AREA_WORDS: dict[str, tuple[str, ...]] = {
    "belastning": ("arbetsbelastning", "arbetsbörda", "arbetsmängd", "ärendemängd", "antal ärenden", "överbelast"),
    "introduktion": ("introduktion", "nyanställd", "nyutexaminerad", "mentor"),
    "kompetens": ("kompetensutveckling", "kompetensfond", "vidareutbildning", "fortbildning"),
    "ledarskap": ("ledarskap", "närmaste chef", "nära chef", "antal medarbetare per chef"),
    "administrativ": ("administrativt stöd", "administratör", "byråkrati", "blankett"),
    "lokal": ("lokaler", "kontorslandskap", "arbetsrum"),
    "hot": ("hot och våld", "hot ", "hoten", "hotas", "otillåten påverkan"),
    "sakerhet": ("hot och våld", "otillåten påverkan", "säkerhet"),
    "rekrytering": ("rekryter", "personalomsättning", "bemanningskonsult"),
    "lon": ("löneutveckling", "lönesättning", "lönepåslag", "karriärsteg"),
    "reflektion": ("reflektion", "handledning"),
    "klient": ("tid för klienter", "klientarbete", "tid med klienterna"),
    "digital": ("digitalisering", "it-stöd", "verksamhetssystem"),
    "samverkan": ("samverkan",),
}
"""What people call an area whose key holds the word to the left."""
PLAIN = frozenset({"rimlig", "rimligt", "bättre", "arbete", "arbetet", "arbets", "trygg", "tryggt", "stärkt", "stöd"})
"""Words of an area's name that say nothing about which area it is."""


@dataclass(frozen=True, slots=True)
class Topics:
    """What a question is taken to be about; `why` says of each area and kind which words it was."""

    areas: tuple[str, ...]
    evidence: tuple[str, ...]
    why: Mapping[str, str]


def topics_of(text: str, areas: Mapping[str, str] | Sequence[tuple[str, str]]) -> Topics:
    """The areas (key → name) and kinds of evidence that a text asks about, in their own order."""
    plain = clean(text).casefold()
    why: dict[str, str] = {}
    for key, name in dict(areas).items():
        if word := _area_word(plain, key, name):
            why[key] = word
    found = tuple(why)
    kinds = []
    for code in EVIDENCE:
        if match := _pattern(code).search(plain):
            kinds.append(code)
            why[code] = match.group().strip()
    return Topics(found, tuple(kinds), why)


def reason_of(code: str, word: str) -> str:
    """Why a kind of evidence was proposed, in a sentence."""
    return f"{EVIDENCE[code].told} Det står ”{word}”."


@cache
def _pattern(code: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in EVIDENCE[code].patterns))


def _area_word(text: str, key: str, name: str) -> str:
    """The words by which a text names an area; empty when it does not."""
    words: list[str] = re.findall(r"[^\W\d_]+", name.casefold())
    own = [word for word in words if len(word) >= 7 and word not in PLAIN]
    spoken = [
        word for part, called in AREA_WORDS.items() if part in key.split("-") or _inside(part, key) for word in called
    ]
    for word in (*own, *spoken):
        stem = word[:-2] if len(word) > 9 else word
        if re.search(rf"(?<!\w){re.escape(stem)}", text):
            return word.strip()
    return ""


def _inside(part: str, key: str) -> bool:
    """Whether a key is about the word: short words must stand alone in it."""
    return len(part) > 4 and part in key
