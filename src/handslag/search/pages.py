"""The page of a search: its answer in a sentence, its hits, and where to go when there are none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from handslag.core.text import counted, join_words, number
from handslag.papers.rules.words import KINDS as PAPER_KINDS
from handslag.search.loading import Results
from handslag.search.loading.hits import Hit
from handslag.search.rules.kinds import KINDS
from handslag.search.rules.snippets import Bit

PAGE = 20
LAST_PAGE = 100
SHOWN = 120
"""Signs of a long query that are said again on the page."""
FURTHER = f"Det finns fler än {number(PAGE * LAST_PAGE)} träffar. Skriv fler ord eller gör ett urval."


@dataclass(frozen=True, slots=True)
class HitLine:
    """A hit in the list."""

    href: str
    title: Sequence[Bit]
    kind: str
    about: str
    day: date | None
    where: str
    bits: Sequence[Bit]
    covered: bool


@dataclass(frozen=True)
class SearchPage:
    """Everything the page shows beside its forms."""

    answer: str
    lines: Sequence[HitLine]
    near: Sequence[tuple[str, str]]
    suggested: Sequence[tuple[str, str]]
    notes: Sequence[str]
    without_choices: str = ""
    """An address with nothing chosen, when the choices left nothing."""


def search_page(results: Results, *, chosen: bool) -> SearchPage:
    """The results in words."""
    near = [(word, join_words([f"”{one}”" for one in words])) for word, words in results.near.items()]
    return SearchPage(
        answer=_answer(results),
        lines=[hit_line(hit) for hit in results.hits],
        near=near,
        suggested=[(query, f"?{urlencode({'q': query})}") for query in results.suggested],
        notes=[*results.notes, *_waiting(results.waiting), *([FURTHER] if results.total > PAGE * LAST_PAGE else [])],
        without_choices=f"?{urlencode({'q': results.query.text})}" if chosen and results.found_in_all else "",
    )


def _answer(results: Results) -> str:
    if results.query.fault:
        return results.query.fault
    if results.total:
        return f"{counted(results.total, 'träff', 'träffar')}."
    if results.found_in_all:
        some = counted(results.found_in_all, "träff", "träffar")
        return f"Inget stämmer med urvalet. Utan urval finns {some}."
    still = " än" if results.waiting else ""
    return f"Ingenting hittades{still} för ”{_shortened(results.query.text)}”."


def _shortened(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rstrip()} …"


def _waiting(count: int) -> list[str]:
    if not count:
        return []
    some = counted(count, "sak som är ny eller ändrad är", "saker som är nya eller ändrade är")
    return [f"{some} inte med i sökningen än. Sök igen om en stund."]


def hit_line(hit: Hit) -> HitLine:
    """A hit as it is written in the list."""
    kind = PAPER_KINDS.get(hit.paper_kind, "") if hit.kind == "paper" else KINDS[hit.kind]
    return HitLine(
        hit.href, hit.title_bits or [Bit("Utan rubrik")], (kind or KINDS[hit.kind]).capitalize(), _about(hit, kind),
        hit.day, hit.where, hit.bits, hit.full,
    )  # fmt: skip


def _about(hit: Hit, kind: str) -> str:
    """The line under the title without the kind, which stands before it already."""
    first = f"{kind.capitalize()} · "
    return "" if hit.about == kind.capitalize() else hit.about.removeprefix(first)


def as_json(results: Results, cities: Mapping[int, str]) -> dict[str, Any]:
    """The same for a program; `cities` gives each city's name."""
    return {
        "query": results.query.text,
        "fault": results.query.fault or None,
        "total": results.total,
        "near": results.near,
        "suggested": list(results.suggested),
        "notes": list(results.notes),
        "waiting": results.waiting,
        "counts": results.counts,
        "hits": [
            {
                "city": cities[hit.city], "kind": hit.kind, "id": hit.object_id, "title": hit.title, "href": hit.href,
                "about": hit.about, "date": hit.day.isoformat() if hit.day else None,
                "paper_kind": hit.paper_kind or None, "body": hit.body or None, "parties": list(hit.parties),
                "score": hit.score, "where": hit.where or None, "snippet": hit.snippet,
                "marked": [bit.text for bit in hit.bits if bit.marked],
            }
            for hit in results.hits
        ],
    }  # fmt: skip
