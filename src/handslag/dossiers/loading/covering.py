"""What was copied out of a paper is shown only as long as it is open to all there: else it is black."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from operator import or_

from django.db.models import Q

from handslag.dossiers.facts import Evidence, Kept, KeptQuestion, Place, Rows
from handslag.dossiers.models import Dossier, DossierText
from handslag.dossiers.rules.evidence import why_of
from handslag.papers.loading.elsewhere import TELLING, Standing
from handslag.papers.loading.hidden import NOTHING, hidden_in
from handslag.papers.models import Document
from handslag.papers.rules.hidden import Hidden, blacked
from handslag.questions.models import Commitment, Question

_QUESTION = re.compile(r"/fragor/(\d+)/$")
_COMMITMENT = re.compile(r"^commitment\.(\d+)$")


def covered(kept: Kept) -> Kept:
    """The same with all that stands in secret passages black, whenever they became secret.

    Questions and the title by their places and their words; who asks, and what is told of earlier questions and of
    commitments, by the words of the papers that they come from.
    """
    sources = _sources(kept)
    hidden = hidden_in({kept.head.document, *(pk for papers in sources.values() for pk in papers)})
    here = hidden.get(kept.head.document or 0, NOTHING)
    head = replace(
        kept.head, title=_shown(here, kept.head.place, kept.head.title), dnr=here.cover(kept.head.dnr),
        asked_by=here.cover(kept.head.asked_by), asked_of=here.cover(kept.head.asked_of),
    )  # fmt: skip
    questions = tuple(_question(one, here) for one in kept.questions)
    evidence = tuple(
        _piece(one, reduce(or_, (hidden.get(pk, NOTHING) for pk in sources[one.key]))) if one.key in sources else one
        for one in kept.evidence
    )
    return replace(kept, head=head, questions=questions, evidence=evidence)


def _question(one: KeptQuestion, here: Hidden) -> KeptQuestion:
    """A question as everyone may read it; a black one does not say by which of its words its evidence was chosen."""
    text = _shown(here, one.place, one.text)
    why = one.why if text == one.text else why_of(text, one.kinds, one.areas)
    return replace(one, text=text, asked_by=here.cover(one.asked_by), asked_of=here.cover(one.asked_of), why=why)


def with_cover(dossiers: Iterable[Dossier]) -> list[Dossier]:
    """Dossiers for a list or a heading: their titles and numbers as everyone may read them. Nobody saves them."""
    found = list(dossiers)
    asked = [one.question_id for one in found if one.question_id]
    papers = dict(Question.objects.filter(pk__in=asked).values_list("pk", "document")) if asked else {}
    about = {one.pk: one.document_id or papers.get(one.question_id or 0) for one in found}
    hidden = hidden_in(set(about.values()))
    for one in found:
        here = hidden.get(about[one.pk] or 0, NOTHING)
        one.title, one.dnr = here.cover(one.title), here.cover(one.dnr)
    return found


def _sources(kept: Kept) -> dict[str, set[int]]:
    """The evidence that repeats words out of papers → those papers, those of the answers among them."""
    asked = {
        one.key: {int(at[1]) for link in one.rows.links if (at := _QUESTION.search(link))} for one in kept.evidence
    }
    said = {one.key: int(at[1]) for one in kept.evidence if (at := _COMMITMENT.match(one.key))}
    wanted = {pk for keys in asked.values() for pk in keys}
    papers: dict[int, set[int | None]] = defaultdict(set)
    held = Question.objects.filter(pk__in=wanted).values_list("pk", "document", "links__document") if wanted else ()
    for pk, put, answered in held:
        papers[pk] |= {put, answered}
    rows = Commitment.objects.filter(pk__in=said.values()).values_list("pk", "document") if said else ()
    commitments = dict(rows)
    found: dict[str, set[int | None]] = {
        key: set[int | None]().union(*(papers[pk] for pk in keys)) for key, keys in asked.items() if keys
    }
    found |= {key: {commitments.get(pk)} for key, pk in said.items()}
    return {key: {pk for pk in them if pk is not None} for key, them in found.items() if any(them)}


def _piece(one: Evidence, hidden: Hidden) -> Evidence:
    rows = tuple(tuple(map(hidden.cover, row)) for row in one.rows.rows)
    return replace(
        one, title=hidden.cover(one.title), text=hidden.cover(one.text), said=hidden.cover(one.said),
        source=hidden.cover(one.source), rows=Rows(one.rows.columns, rows, one.rows.links),
    )  # fmt: skip


def _shown(hidden: Hidden, place: Place | None, text: str) -> str:
    return blacked(text) if place is not None and hidden.hides(*place) else hidden.cover(text)


def _answers(document: Document, hidden: Hidden) -> Iterable[Standing]:
    """The answers in which somebody has written the secret words: what a hand has written is nobody's to cover."""
    about = Q(document=document) | Q(question__document=document)
    for one in with_cover(Dossier.objects.filter(about)):
        newest = {row.key: row.text for row in DossierText.objects.filter(dossier=one).order_by("number")}
        if any(hidden.stands_in(text) for text in newest.values()):
            yield Standing(f"Svaret i underlaget {one.short}", one.get_absolute_url())


TELLING.append(_answers)
