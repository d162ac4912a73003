"""Commitments that were found in papers and that nobody has decided about yet, and where a sentence stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from handslag.core.text import clean
from handslag.papers.loading.findings import added_in
from handslag.papers.loading.secrecy import excerpt
from handslag.papers.loading.texts import ShownPage, shown_pages
from handslag.papers.models import Document, Finding, Ruling
from handslag.papers.rules.places import text_span
from handslag.people.models import City
from handslag.questions.models import Commitment

AROUND = 320
"""How many characters of the paper stand before and after the sentence."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A sentence in which somebody seems to bind themselves; `key` names it as the paper's findings do."""

    key: str
    document: Document
    finding: Finding | None
    text: str
    who: str
    by: str
    confirmed: bool = False

    @property
    def by_day(self) -> date | None:
        """The day it names, when it names one."""
        try:
            return date.fromisoformat(self.by)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a sentence stands in its paper, as the reader may see it."""

    title: str
    href: str
    page: int
    before: str
    quote: str
    after: str
    dated_on: date | None

    @property
    def covered(self) -> bool:
        """Whether any of the sentence is secret to the reader."""
        return "█" in self.quote


def proposals(city: City, user: Any, *, most: int = 50) -> list[Proposal]:
    """What waits in the papers that a reader sees: what people have written in, then what was found, the newest first.

    Four questions, however many papers there are.
    """
    papers = Document.objects.visible_to(user).filter(city=city)
    rows = Finding.objects.filter(field="commitment", document__in=papers, commitments=None)
    rows = rows.select_related("document__card").order_by("-document__registered_on", "-document", "order", "pk")
    found = list(rows[: 2 * most])
    rulings = _rulings([one.pk for one in found])
    made = [_proposal(one, rulings.get(one.pk)) for one in found]
    return [*_written_in(papers), *(one for one in made if one is not None)][:most]


def proposal_of(city: City, user: Any, key: str) -> Proposal | None:
    """The one with this key (`f12`, `r5`); None when there is no such, or somebody has decided already."""
    if key[:1] not in ("f", "r") or not key[1:].isdecimal() or len(key) > 16:
        return None
    papers = Document.objects.visible_to(user).filter(city=city)
    if key[0] == "r":
        where = papers.filter(rulings=int(key[1:]))
        return next((one for one in _written_in(where) if one.key == key), None)
    rows = Finding.objects.filter(pk=int(key[1:]), field="commitment", document__in=papers, commitments=None)
    one = rows.select_related("document__card").first()
    return _proposal(one, _rulings([one.pk]).get(one.pk)) if one else None


def _rulings(findings: list[int]) -> Mapping[int, Ruling]:
    """Finding → the newest word on it."""
    rows = Ruling.objects.filter(finding__in=findings).order_by("recorded_at", "pk")
    return {row.finding_id: row for row in rows if row.finding_id is not None}


def _proposal(one: Finding, ruling: Ruling | None) -> Proposal | None:
    if ruling is not None and ruling.outcome == "rejected":
        return None
    value = (ruling.value if ruling is not None and ruling.outcome == "changed" else None) or one.value
    ruled = ruling is not None and (ruling.outcome == "confirmed" or ruling.value is not None)
    return Proposal(f"f{one.pk}", one.document, one, *_said(value), confirmed=ruled)


def _written_in(papers: QuerySet[Document]) -> list[Proposal]:
    """Those that a person has added to a paper and that are not in the register yet, the newest first.

    One in the register is known by its words: an addition has no place of its own to be known by.
    """
    rows = Ruling.objects.filter(field="commitment", outcome="added", finding=None, document__in=papers)
    together: dict[Document, list[Ruling]] = {}
    for row in rows.select_related("document__card", "by").order_by("recorded_at", "pk"):
        together.setdefault(row.document, []).append(row)
    if not together:
        return []
    known = Commitment.objects.filter(document__in=list(together), finding=None).values_list("document", "text")
    registered = {(document, clean(text)) for document, text in known}
    return [
        Proposal(one.key, document, None, *_said(one.value), confirmed=True)
        for document, its in reversed(together.items())
        for one in added_in(its)
        if not one.rejected and (document.pk, clean(one.text)) not in registered
    ]


def _said(value: Mapping[str, Any]) -> tuple[str, str, str]:
    return str(value.get("text") or ""), str(value.get("who") or ""), str(value.get("by") or "")


def source_of(document: Document, finding: Finding | None, user: Any) -> Source:
    """The paper, and the passage when it is known."""
    card = getattr(document, "card", None)
    title = (card.title if card else "") or document.file_name
    dated = card.dated_on if card else None
    href = document.get_absolute_url()
    if finding is None:
        return Source(title, href, 0, "", "", "", dated)
    pages = shown_pages(document, user, numbers=[finding.page])
    before, after = _around(pages, finding)
    quote = excerpt(pages, finding.page, finding.start, finding.end)
    return Source(title, f"{href}?sida={finding.page}#sida-{finding.page}", finding.page, before, quote, after, dated)


def _around(pages: list[ShownPage], finding: Finding) -> tuple[str, str]:
    """What stands before and after the sentence on its page, from a whole word to a whole word."""
    for page in pages:
        if page.number == finding.page:
            first, last = text_span(page.changes, finding.start, finding.end)
            before, after = page.text[max(0, first - AROUND) : first], page.text[last : last + AROUND]
            cut_before, cut_after = first > AROUND, last + AROUND < len(page.text)
            return (
                f"… {before.partition(' ')[2]}" if cut_before else before,
                f"{after.rpartition(' ')[0]} …" if cut_after else after,
            )
    return "", ""
