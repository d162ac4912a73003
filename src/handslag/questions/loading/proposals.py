"""Commitments that were found in papers and that nobody has decided about yet, and where a sentence stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from handslag.papers.loading.secrecy import excerpt
from handslag.papers.loading.texts import ShownPage, shown_pages
from handslag.papers.models import Document, Finding, Ruling
from handslag.papers.rules.places import text_span
from handslag.people.models import City

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
    """The proposals in the papers that a reader sees, newest paper first: two questions."""
    papers = Document.objects.visible_to(user).filter(city=city)
    rows = Finding.objects.filter(field="commitment", document__in=papers, commitments=None)
    rows = rows.select_related("document__card").order_by("-document__registered_on", "-document", "order", "pk")
    found = list(rows[: 2 * most])
    rulings = _rulings([one.pk for one in found])
    return [made for one in found if (made := _proposal(one, rulings.get(one.pk))) is not None][:most]


def proposal_of(city: City, user: Any, key: str) -> Proposal | None:
    """The one with this key (`f12`, `r5`); None when there is no such, or somebody has decided already."""
    if key[:1] not in ("f", "r") or not key[1:].isdecimal() or len(key) > 16:
        return None
    papers = Document.objects.visible_to(user).filter(city=city)
    if key[0] == "r":
        added = Ruling.objects.filter(pk=int(key[1:]), field="commitment", document__in=papers, finding=None)
        return _added(added.select_related("document__card").first(), key)
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


def _added(ruling: Ruling | None, key: str) -> Proposal | None:
    """One that somebody wrote in; it stands until it is written in otherwise."""
    if ruling is None or not ruling.value or ruling.value.get("withdrawn"):
        return None
    return Proposal(key, ruling.document, None, *_said(ruling.value), confirmed=True)


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
