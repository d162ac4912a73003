"""The answer as a paper: from what is frozen and what is written to letterhead, questions, answers and sources."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from handslag.core.clock import local
from handslag.core.text import slug, swedish_date, swedish_moment
from handslag.dossiers.facts import Evidence, Head, Kept, KeptQuestion, kept_from
from handslag.dossiers.loading.covering import covered
from handslag.dossiers.loading.dossiers import Standing
from handslag.dossiers.models import DossierStep
from handslag.dossiers.paper import DossierPaper, PaperQuestion, Run, Source
from handslag.dossiers.rules.comparing import shown
from handslag.dossiers.rules.writing import REFERENCE, numbers_in
from handslag.plan.models import Plan

HEAD = 80
"""How many letters of the title stand at the head of each page."""
OTHER = ("annan handling", "annan fråga")
"""Kinds that say nothing: the answer is then to a question."""
ROWS_SHOWN = 40
"""How many rows of a source stand in the appendix; the rest are in Handslag."""
NOT_WRITTEN = "Svaret är inte skrivet än. Det här säger underlaget:"
PROPOSED = "Frågan är föreslagen: den är hittad i handlingen och ingen har bekräftat den."


@dataclass(frozen=True)
class Answers:
    """The texts as they stand, and what has been decided about them."""

    texts: Mapping[str, str] = field(default_factory=dict)
    signed_by: str = ""
    signed_on: date | None = None
    sha256: str = ""


def paper_of(kept: Kept, *, plan: Plan, as_of: date, known_at: datetime, answers: Answers) -> DossierPaper:
    """The whole paper. A draft says so on every page."""
    city, title = plan.city, _title(kept.head)
    head, known = kept.head, local(known_at)
    sources = _sources(kept, answers.texts)
    day = answers.signed_on or known.date()
    signed = ((answers.signed_by, swedish_date(day)),) if answers.signed_on else ()
    return DossierPaper(
        example=city.is_example,
        draft=answers.signed_on is None,
        kind=f"Svar på {head.kind}" if head.kind not in OTHER else "Svar på fråga",
        title=title,
        running=title if len(title) <= HEAD else f"{title[:HEAD].rsplit(' ', 1)[0]} …",
        office=head.asked_of[:1].upper() + head.asked_of[1:] if head.asked_of else city.name,
        city=city.name,
        sender=head.asked_of,
        to=head.asked_by,
        dnr=head.dnr,
        day=swedish_date(day),
        lead=_lead(kept),
        basis=f"Uppgifterna kommer ur uppföljningen av ”{plan.name}” och visar läget den {swedish_date(as_of)}.",
        questions=tuple(_question(kept, one, answers.texts.get(one.key, "")) for one in kept.questions),
        sources=tuple(_source(one) for one in sources),
        locked=locked_sentence(as_of, known_at),
        signed=signed,
        sha256=answers.sha256,
        as_of=as_of.isoformat(),
        known_at=known.isoformat(),
        file_name=f"svar-{slug(head.dnr or head.title)[:60] or 'underlag'}",
    )


def _title(head: Head) -> str:
    """`Svar på interpellation …`."""
    about, kind = head.title, head.kind.casefold()
    if about.casefold().startswith("svar"):
        return about[:1].upper() + about[1:]
    if about.casefold().startswith(kind):
        return f"Svar på {about[:1].lower()}{about[1:]}"
    return f"Svar på {'fråga' if kind in OTHER else kind}: {about}"


def locked_sentence(as_of: date, known_at: datetime) -> str:
    """That the same can be made again, and of what."""
    ahead = "Dagen hade inte varit då: så blir läget om inget mer händer. " if as_of > local(known_at).date() else ""
    return (
        f"{ahead}Underlaget är låst till läget den {swedish_date(as_of)}, som det var känt den "
        f"{swedish_moment(known_at)}, och kan tas fram igen."
    )


def _lead(kept: Kept) -> str:
    """Who has asked, how much and when."""
    head, count = kept.head, len(kept.questions)
    who = head.asked_by or "Frågeställaren"
    when = f" den {swedish_date(head.put_on)}" if head.put_on else ""
    what = "en fråga" if count == 1 else f"{count} frågor"
    order = "Svaret följer här." if count == 1 else "Svaren följer fråga för fråga."
    return f"{who} har{when} ställt {what}. {order} Siffrorna i texten hör till källorna i bilagan."


def _question(kept: Kept, one: KeptQuestion, text: str) -> PaperQuestion:
    written = bool(text.strip())
    points = [] if written else [piece for number in one.numbers if (piece := kept.piece(number)) is not None]
    return PaperQuestion(
        number=one.number,
        key=one.key,
        text=one.text,
        proposed=one.proposed,
        paragraphs=tuple(runs_of(part) for part in re.split(r"\n\s*\n", text.strip()) if part) if written else (),
        points=tuple(
            (Run(f"{_sentence(piece.title)} {_told(piece)}".strip()), Run("", piece.number)) for piece in points
        ),
        written=written,
    )


def _told(piece: Evidence) -> str:
    """What a piece says; a sentence that leads to a quotation has it with it."""
    return f"{piece.text} ”{piece.said}”" if piece.text.endswith(":") and piece.said else piece.text


def _sentence(title: str) -> str:
    return title if title.endswith((".", ":", "?")) else f"{title}."


def runs_of(paragraph: str) -> tuple[Run, ...]:
    """A paragraph as text and numbers of sources; the space before a number is taken away."""
    found: list[Run] = []
    place = 0
    for match in REFERENCE.finditer(paragraph):
        found.append(Run(_spaced(paragraph[place : match.start()]).rstrip()))
        found += [Run("", int(number)) for number in re.findall(r"\d+", match.group(1))]
        place = match.end()
    found.append(Run(_spaced(paragraph[place:]).rstrip()))
    return tuple(one for one in found if one.text or one.source)


def _spaced(text: str) -> str:
    """White space folded, a single space kept at the ends."""
    return re.sub(r"\s+", " ", text)


def _sources(kept: Kept, texts: Mapping[str, str]) -> list[Evidence]:
    """What is cited, and for a question without an answer all that bears on it."""
    wanted: set[int] = set()
    for one in kept.questions:
        text = texts.get(one.key, "")
        wanted |= set(numbers_in(text)) if text.strip() else set(one.numbers)
    return [piece for piece in kept.evidence if piece.number in wanted]


def _width(texts: Sequence[str]) -> int:
    """Room for the longest word and for what is mostly said."""
    longest = max(len(word) for text in texts for word in text.split() or [""])
    usual = sorted(map(len, texts))[-max(1, len(texts) // 4)]
    return max(9, longest + 6, min(usual, 42))


def _source(piece: Evidence) -> Source:
    rows = piece.rows.rows[:ROWS_SHOWN]
    columns = piece.rows.columns if rows else ()
    return Source(
        number=piece.number, title=piece.title, text=piece.text, said=piece.said, why=piece.why,
        definition=piece.definition, period=piece.period, source=piece.source,
        figures=tuple((one.label, f"{shown(one.value)} {one.unit}".strip() if one.value is not None else shown(None))
                      for one in piece.figures if not piece.empty),
        columns=columns, rows=rows, left_out=len(piece.rows.rows) - len(rows),
        widths=tuple(_width([name, *(row[place] for row in rows)]) for place, name in enumerate(columns)),
    )  # fmt: skip


def paper_of_standing(standing: Standing) -> DossierPaper:
    """The paper of a dossier as it stands; of a signed one exactly what was signed."""
    signed = standing.signed
    if signed is not None:
        whole = DossierStep.objects.get(pk=signed.pk)
        assert whole.content is not None
        return signed_paper(whole.content, standing, signed)
    texts = {key: one.text for key, one in standing.texts.items()}
    evidence = standing.evidence
    return paper_of(
        standing.kept, plan=standing.dossier.plan, as_of=evidence.as_of, known_at=evidence.known_at,
        answers=Answers(texts),
    )  # fmt: skip


def signed_paper(content: dict[str, Any], standing: Standing, step: DossierStep) -> DossierPaper:
    """The paper out of what was frozen when it was signed."""
    answers = Answers(
        {key: one["text"] for key, one in content["answers"].items()}, str(step.by), local(step.recorded_at).date(),
        step.sha256,
    )  # fmt: skip
    return paper_of(
        covered(kept_from(content)), plan=standing.dossier.plan, as_of=date.fromisoformat(content["as_of"]),
        known_at=datetime.fromisoformat(content["known_at"]), answers=answers,
    )  # fmt: skip
