"""Which evidence bears on a question: for each kind of evidence the makers that give it, and why, in plain words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from handslag.dossiers.facts import Asked, Evidence, Head, Kept, KeptQuestion, Material
from handslag.dossiers.rules.evidence import continuation, followup, matter, topics, workload
from handslag.questions.rules.topics import topics_of

Maker = Callable[[Material], Evidence]


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind of evidence: what the question is about then, and what is shown."""

    word: str
    why: str
    makers: tuple[Maker, ...]


CHOICES: dict[str, Choice] = {
    "followup": Choice(
        "uppföljning och återrapportering",
        "Frågan gäller hur arbetet följs upp och vad som når borgarrådet.",
        (followup.calendar, followup.reports, followup.signs, followup.commissioner, followup.talks),
    ),
    "continuation": Choice(
        "om arbetet fortsätter",
        "Frågan gäller om arbetet fortsätter eller har stannat av.",
        (
            continuation.plan, continuation.over_time, continuation.since_last, continuation.sleeping,
            continuation.escalations,
        ),
    ),
    "workload": Choice(
        "arbetsbelastning och kringgång",
        "Frågan gäller arbetsbelastningen, eller om det obligatoriska väljs bort eller kringgås.",
        (workload.adoption, workload.coming, workload.sidestepped, workload.opted_out, workload.effort),
    ),
    "threats": Choice("hot och otillåten påverkan", "Frågan gäller hot och otillåten påverkan.", (topics.threats,)),
    "union": Choice("de fackliga", "Frågan gäller de fackliga organisationernas del i arbetet.",
                    (topics.signals, topics.cooperation)),
    "fund": Choice("kompetensfonden", "Frågan gäller kompetensfonden.", (topics.fund,)),
    "turnover": Choice("personalomsättning", "Frågan gäller personalomsättningen.", (topics.turnover,)),
}  # fmt: skip
"""Kind of evidence (`questions.rules.topics`) → what is shown for it. The order is the order in the dossier."""
WITHOUT_KIND = ("followup", "continuation")
"""What a question gets when its words say nothing of the kind of evidence."""
NO_KIND = "Frågans ord säger inte vad den gäller. Därför visas hur planen följs upp och hur det går."

ONLY_AREA = (
    "Frågan nämner ett fokusområde. Därför visas hur det står till där, och hur planen följs upp och hur det går."
)


def kinds_of(asked: Asked) -> tuple[str, ...]:
    """The kinds of evidence a question gets, in the order of the rules."""
    return tuple(kind for kind in CHOICES if kind in asked.kinds) or WITHOUT_KIND


def why_of(text: str, kinds: Sequence[str], areas: Sequence[str] = ()) -> tuple[str, ...]:
    """Why a question gets the evidence it gets: a sentence for each kind, with the word of the question that asks."""
    known = [kind for kind in CHOICES if kind in kinds]
    if not known:
        return (ONLY_AREA if areas else NO_KIND,)
    words = topics_of(text, {}).why
    return tuple(f"{CHOICES[kind].why} {_word(words.get(kind, ''))}" for kind in known)


def _word(found: str) -> str:
    return f"I frågan står ”{found}”." if found else "Så är frågan märkt i registret."


def evidence_of(asked: Asked, material: Material, *, last: bool = False) -> list[Evidence]:
    """What bears on one question: by its kinds and its areas, then what was asked and promised before."""
    found, named = [], list(matter.areas(asked, material))
    for kind in kinds_of(asked):
        why = CHOICES[kind].why if kind in asked.kinds else ONLY_AREA if named else NO_KIND
        found += [replace(make(material), kind=kind, why=why) for make in CHOICES[kind].makers]
    known = any(kind in CHOICES for kind in asked.kinds)
    found = [*found, *named] if known else [*named, *found]
    found.append(matter.earlier(asked, material))
    return [*found, *matter.commitments(asked, material, last=last)]


def gather(head: Head, questions: Sequence[Asked], material: Material, before: Sequence[str] = ()) -> Kept:
    """The evidence of all questions, each piece once and numbered in the order it is met.

    `before` are the keys an earlier version had, in the order of their numbers: a piece keeps its number.
    """
    numbers = {key or f"-{place}": place for place, key in enumerate(before, 1)}
    kept: dict[str, Evidence] = {}
    taken_up = []
    for asked in questions:
        own: list[int] = []
        for piece in evidence_of(asked, material, last=asked is questions[-1]):
            number = numbers.setdefault(piece.key, len(numbers) + 1)
            kept.setdefault(piece.key, replace(piece, number=number))
            if number not in own:
                own.append(number)
        taken_up.append(_kept(asked, tuple(own)))
    return Kept(head, tuple(taken_up), tuple(sorted(kept.values(), key=lambda piece: piece.number)))


def _kept(asked: Asked, numbers: tuple[int, ...]) -> KeptQuestion:
    return KeptQuestion(
        asked.key, asked.number, asked.text, asked.proposed, asked.asked_by, asked.asked_of, asked.areas, asked.kinds,
        why_of(asked.text, asked.kinds, asked.areas), numbers, asked.pk,
        asked.answer_by.isoformat() if asked.answer_by else None, asked.place,
    )  # fmt: skip
