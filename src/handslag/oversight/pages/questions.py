"""Questions that wait for an answer, and commitments with whether they hold, as of the report's day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.urls import reverse

from handslag.core.text import counted, join_words, swedish_date
from handslag.oversight.loading import Material
from handslag.oversight.paper import Block, Column, Field, Heading, Part, Prose, Section, Table
from handslag.plan.checks import Row
from handslag.questions.loading.commitments import CommitmentStanding, commitments, hidden_of, with_judgement
from handslag.questions.loading.reported import WaitingQuestion, waiting_questions
from handslag.questions.models import Commitment

TITLE = "Frågor och utfästelser"
LONGEST = 400
"""How much of a question or a commitment stands in the table; the rest is on its page."""
OWN = 3
"""How many of what an administration does not do are told of in a row."""
VERDICTS = {True: "Håller", False: "Håller inte", None: "Går inte att säga än"}


def questions_section(material: Material) -> Section | None:
    """What waits and what has been promised; in an administration's report the promises that it is held to.

    Questions are put to the city, and wait for its answer.
    """
    asked = material.asked
    rows, hidden = Commitment.objects.filter(Q(plan=material.plan) | Q(plan=None)), hidden_of(material.plan.city)
    loaded = with_judgement(material.now, material.around)
    every = commitments(material.plan.city, asked.as_of, asked.known_at, rows=rows, loaded=loaded, hidden=hidden)
    if not material.of_city:
        return _own_section([one for one in every if one.is_open], asked.administration, asked.as_of)
    waiting = waiting_questions(material.plan.city, asked.as_of, asked.known_at, hidden=hidden)
    standing = [one for one in every if one.is_open or _is_new(material, one)]
    blocks: list[Block] = [Heading("Frågor som väntar på svar"), Prose((questions_sentence(waiting, asked.as_of),))]
    if waiting:
        blocks.append(_questions(waiting, asked.as_of))
    blocks += [Heading("Utfästelser"), Prose((commitments_sentence(standing, asked.as_of),))]
    if standing:
        blocks.append(_commitments(standing, asked.as_of))
    return Section("fragor", TITLE, tuple(blocks), annex=True)


def _own_section(standing: Sequence[CommitmentStanding], administration: str, day: date) -> Section | None:
    """The promises that are measured on the administration too, and whether it does as was said; None without any."""
    rows = []
    kept = 0
    for one in standing:
        does, does_not = (_own(listed, administration) for listed in _lists(one))
        if does or does_not:
            rows.append((_said(one), _owner(one, day), _does(one, does_not)))
            kept += not does_not
    if not rows:
        return None
    held = counted(len(rows), "utfästelse", "utfästelser")
    sentence = f"Den {swedish_date(day)} gällde {held} också {administration}. "
    sentence += f"Förvaltningen gör som det är sagt i {kept} av {len(rows)}."
    columns = (Column("Utfästelse", 1.8), Column("Ansvarig", 1), Column(f"Gör {administration} det?", 1.6))
    table = Table("Utfästelser och om förvaltningen gör som det är sagt", columns, tuple(rows))
    return Section("fragor", "Utfästelser", (Prose((sentence,)), table), annex=True)


def _lists(one: CommitmentStanding) -> tuple[Sequence[Row], Sequence[Row]]:
    return (one.outcome.does, one.outcome.does_not) if one.outcome else ((), ())


def _own(listed: Sequence[Row], administration: str) -> list[str]:
    """What is said in the administration's own rows: it is named alone, or last after what the row is about."""
    own = [one for one in listed if one.name == administration or one.name.endswith(f", {administration}")]
    about = [one.name.removesuffix(administration).removesuffix(", ") for one in own]
    return [": ".join(filter(None, (name, one.detail))) for name, one in zip(about, own, strict=True)]


def _does(one: CommitmentStanding, does_not: Sequence[str]) -> Field:
    claim = (Part(one.claim, soft=True),) if one.claim else ()
    if not does_not:
        return (Part("Ja", strong=True), *claim)
    word = "Inte än" if one.holds is None else "Nej"
    lines = [Part(text) for text in does_not[:OWN] if text]
    more = len(does_not) - OWN
    rest = (Part(f"och {more} till"),) if more > 0 else ()
    return (Part(word, strong=True), *lines, *rest, *claim)


def _is_new(material: Material, one: CommitmentStanding) -> bool:
    """Whether it was ended within the report's period."""
    return material.before is None or one.step.on > material.before.as_of


def questions_sentence(waiting: Sequence[WaitingQuestion], day: date) -> str:
    """How many questions wait, and how many of them after their day."""
    if not waiting:
        return f"Den {swedish_date(day)} väntade ingen fråga på svar."
    late = sum(one.is_late for one in waiting)
    after = f"{late or 'ingen'} av dem efter sin svarsdag"
    return f"Den {swedish_date(day)} väntade {counted(len(waiting), 'fråga', 'frågor')} på svar, {after}."


def commitments_sentence(standing: Sequence[CommitmentStanding], day: date) -> str:
    """How many commitments stand, and how they hold."""
    open_ones = [one for one in standing if one.is_open]
    if not standing:
        return f"Den {swedish_date(day)} gällde ingen utfästelse."
    text = f"Den {swedish_date(day)} gällde {counted(len(open_ones), 'utfästelse', 'utfästelser')}."
    counts = Counter(one.verdict for one in open_ones)
    told = [f"{number} {word}" for word, number in sorted(counts.items(), key=lambda pair: -pair[1])]
    text += f" Av dem: {join_words(told)}." if told else ""
    late = sum(one.is_late for one in open_ones)
    text += f" Dagen har passerat för {late}." if late else ""
    ended = Counter(one.state_word for one in standing if not one.is_open)
    more = [f"{number} {word}" for word, number in sorted(ended.items())]
    return f"{text} Under perioden avslutades {join_words(more)}." if more else text


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def _questions(waiting: Sequence[WaitingQuestion], day: date) -> Table:
    return Table(
        "Frågor som väntar på svar",
        (Column("Fråga", 2.2), Column("Ställd av", 1), Column("Svar", 1)),
        tuple((_question(one), _from(one), _until(one, day)) for one in waiting),
    )


def _question(one: WaitingQuestion) -> Field:
    href = reverse("questions:question", args=[one.pk])
    more = f"{one.label}, {one.matter}" if one.matter else one.label
    return (Part(_short(one.text), href=href), Part(more, soft=True))


def _from(one: WaitingQuestion) -> Field:
    to = (Part(f"Till {one.asked_of}", soft=True),) if one.asked_of else ()
    return (Part(one.asked_by or "–"), *to, Part(f"Ställd {swedish_date(one.put_on)}", soft=True))


def _until(one: WaitingQuestion, day: date) -> Field:
    if one.answer_by is None:
        return (Part("Ingen svarsdag"),)
    late = one.answer_by < day
    said = f"{'Skulle ha kommit' if late else 'Senast'} {swedish_date(one.answer_by)}"
    first = Part("Obesvarad", strong=True) if late else Part("Uppskjuten" if one.postponed else "Väntar på svar")
    return (first, Part(said, soft=True))


def _commitments(standing: Sequence[CommitmentStanding], day: date) -> Table:
    return Table(
        "Utfästelser och om de håller",
        (Column("Utfästelse", 1.8), Column("Ansvarig", 1), Column("Håller den?", 1.6)),
        tuple((_said(one), _owner(one, day), _holds(one)) for one in standing),
    )


def _said(one: CommitmentStanding) -> Field:
    who = ", ".join(filter(None, (one.who, swedish_date(one.commitment.made_on))))
    href = f"{one.commitment.get_absolute_url()}?dag={one.as_of}"
    return (Part(f"”{_short(one.text)}”", href=href), Part(f"{one.commitment.label}, {who}", soft=True))


def _owner(one: CommitmentStanding, day: date) -> Field:
    late = (Part("Dagen har passerat", strong=True),) if one.is_late and one.by_day < day else ()
    return (Part(one.owner), Part(f"Senast {swedish_date(one.by_day)}", soft=True), *late)


def _holds(one: CommitmentStanding) -> Field:
    if not one.is_open:
        told = Part(f"{one.state_word.capitalize()} {swedish_date(one.step.on)}", strong=True)
        return (told, *((Part(one.step.reason, soft=True),) if one.step.reason else ()))
    if one.outcome is None:
        return (Part("Följs upp för hand"), Part(_short(one.terms.note), soft=True))
    claim = (Part(one.claim, soft=True),) if one.claim else ()
    return (Part(VERDICTS[one.holds], strong=True), Part(one.outcome.sentence), *claim)
