"""What changes between two revisions, said in Swedish sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from handslag.core.text import counted, join_words
from handslag.plan.facts import RevisionText
from handslag.plan.rules.difference import Difference, Kind

SMALL = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")


class KindWord(NamedTuple):
    """How a kind of change is called on a page, with the colour of its tag."""

    word: str
    color: str


WORDS: dict[Kind, KindWord] = {
    "added": KindWord("Tillagd", "success"),
    "removed": KindWord("Borttagen", "danger"),
    "reworded": KindWord("Omskriven", "warning"),
    "moved": KindWord("Flyttad i tid", "info"),
    "mandatory": KindWord("Blir obligatoriskt", "warning"),
    "optional": KindWord("Inte längre obligatoriskt", "danger"),
    "decision": KindWord("Nytt beslut om obligatoriskt", "info"),
    "renamed": KindWord("Nytt namn", "info"),
    "level": KindWord("Ny nivå", "info"),
    "administration": KindWord("Ny ansvarig", "info"),
    "area": KindWord("Flyttad till annat område", "info"),
}
_DOES: tuple[tuple[Kind, str], ...] = (
    ("added", "lägger till {}"),
    ("removed", "tar bort {}"),
    ("reworded", "skriver om {}"),
    ("moved", "flyttar {} i tiden"),
    ("renamed", "byter namn på {}"),
    ("level", "byter nivå på {}"),
    ("administration", "byter ansvarig för {}"),
    ("area", "flyttar {} till ett annat område"),
)


def few(number: int) -> str:
    """A small number in words, others in digits."""
    return SMALL[number] if number < len(SMALL) else str(number)


def summary(made: Difference, who: str) -> str:
    """`Version 2025 lägger till tre åtgärder, skriver om två och flyttar en i tiden. 31 åtgärder är lika.`"""
    if made.is_empty:
        return f"{who} säger samma sak."
    sentences = [*_areas(made, who), *_measures(made, who)]
    if made.preamble_reworded:
        sentences.append("Inledningen är omskriven.")
    if made.same_measures:
        same = counted(made.same_measures, "åtgärd", "åtgärder") if made.same_measures > 12 else ""
        word = same or f"{few(made.same_measures).capitalize()} {'åtgärd' if made.same_measures == 1 else 'åtgärder'}"
        sentences.append(f"{word} är {'lik sig' if made.same_measures == 1 else 'lika'}.")
    return " ".join(sentences)


def _measures(made: Difference, who: str) -> Iterator[str]:
    counts = made.counts()
    parts, named = [], False
    for kind, does in _DOES:
        if number := counts.get(kind, 0):
            noun = "" if named else " åtgärd" if number == 1 else " åtgärder"
            parts.append(does.format(f"{few(number)}{noun}"))
            named = True
    if parts:
        yield f"{who} {join_words(parts)}."


def _areas(made: Difference, who: str) -> Iterator[str]:
    counts = made.area_counts()
    for kind, one, many in (
        ("added", "Ett fokusområde är nytt", "{} fokusområden är nya"),
        ("removed", "Ett fokusområde tas bort", "{} fokusområden tas bort"),
        ("mandatory", "Ett fokusområde blir obligatoriskt", "{} fokusområden blir obligatoriska"),
        ("optional", "Ett fokusområde är inte längre obligatoriskt", "{} fokusområden är inte längre obligatoriska"),
        ("decision", "Ett fokusområde är obligatoriskt genom annat beslut", "{} är obligatoriska genom annat beslut"),
        ("renamed", "Ett fokusområde byter namn", "{} fokusområden byter namn"),
        ("reworded", "Ett fokusområde är omskrivet", "{} fokusområden är omskrivna"),
    ):
        number = counts.get(kind, 0)  # type: ignore[call-overload]
        if number:
            names = [area.name for area in made.areas if kind in area.kinds]
            head = one if number == 1 else many.format(few(number).capitalize())
            yield f"{head}: {join_words(names)}." if number <= 4 else f"{head}."


def key_sentences(given: RevisionText, settled: RevisionText, earlier: Sequence[RevisionText]) -> Iterator[str]:
    """For a file without keys: which name is taken for which, and what is new; nothing for keys that were given."""
    known = {area.key for revision in earlier for area in revision.areas}
    measures = {m.key for revision in earlier for m in revision.measures}
    for was, area in zip(given.areas, settled.areas, strict=True):
        if not was.key:
            yield f"{area.name}: {'känns igen' if area.key in known else 'nytt fokusområde'}, nyckel {area.key}."
        made_up = [m for w, m in zip(was.measures, area.measures, strict=True) if not w.key]
        if new := [m.name for m in made_up if m.key not in measures]:
            yield f"{area.name}, nya åtgärder: {join_words(new)}."
        if old := [m.name for m in made_up if m.key in measures]:
            yield f"{area.name}, åtgärder som känns igen: {join_words(old)}."
