"""The coverage of a VP year: which district has answered what, who has been reminded, as a page and as files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from handslag.core.clock import local
from handslag.core.markup import filled, icon
from handslag.core.text import counted, fold
from handslag.core.verdict import Verdict
from handslag.followup.loading.adoption import Cell, Office, VpFrame, cells_of, given_answers
from handslag.followup.models import Reminder
from handslag.followup.pages.adoption import YearLink, needed, year_links
from handslag.followup.permissions.adoption import can_remind
from handslag.followup.rules.adoption import STATUS_WORDS, AskedArea

SHORT = {
    "unanswered": "Saknas",
    "adopted": "Antaget",
    "opted_out": "Bortvalt",
    "central": "Centralt",
    "inherited": "Ärvt",
}
SIGNS = {
    "unanswered": "missing",
    "adopted": "awake",
    "opted_out": "opted_out",
    "central": "awake",
    "inherited": "awake",
}
NAMED = 4
"""So many areas that a district has left are named; the rest are counted."""


@dataclass(frozen=True, slots=True)
class District:
    """A line of the table: how many areas the district has answered, what is left, when it was reminded."""

    office: Office
    href: str
    cells: list[Cell]
    left: list[Cell]
    opted_out: int
    reminded: date | None

    @property
    def name(self) -> str:
        return self.office.administration.name

    @property
    def answered(self) -> int:
        return sum(cell.status != "unanswered" for cell in self.cells)

    @property
    def left_words(self) -> str:
        """What is left, the mandatory areas first, and why when it has been answered; a few by name."""
        first = sorted(self.left, key=lambda cell: not cell.asked.mandatory)
        names = [
            f"{cell.asked.name}{' (fråga igen)' if cell.change else ' (ofullständigt)' if cell.lacks else ''}"
            for cell in first
        ]
        more = len(names) - NAMED
        return f"{', '.join(names[:NAMED])} och {more} till" if more > 1 else ", ".join(names)


@dataclass(frozen=True)
class CoveragePage:
    """Everything the page shows."""

    frame: VpFrame
    lead: str
    years: list[YearLink]
    areas: Sequence[AskedArea]
    districts: list[District]
    grid: list[tuple[District, list[SafeString]]]
    totals: list[tuple[AskedArea, int, int]]
    counts: list[tuple[str, int]]
    lacking: int
    may_remind: Verdict


def coverage_page(frame: VpFrame, user: Any, *, show: str = "", area: str = "", order: str = "") -> CoveragePage:
    """The districts with their answers; `show` and `area` choose among them, `order` sorts them."""
    every = _districts(frame)
    areas = [one for one in frame.areas if not area or one.key == area]
    shown = [one for one in every if _matches(one, show, area)]
    shown.sort(key=lambda one: _key(one, order.removeprefix("-")), reverse=order.startswith("-"))
    counts = Counter(SHORT[cell.status] for one in every for cell in one.cells)
    lacking = sum(bool(one.left) for one in every)
    may = can_remind(user, frame.plan.city)
    if may and frame.is_over:
        may = Verdict.no(f"År {frame.year} är slut.")
    if may and not lacking:
        may = Verdict.no("Allt är besvarat. Ingen behöver påminnas.")
    return CoveragePage(
        frame=frame,
        lead=_lead(frame, every, lacking),
        years=year_links(frame, "followup:coverage"),
        areas=areas,
        districts=shown,
        grid=[(one, [_square(one, cell) for cell in one.cells if not area or cell.asked.key == area]) for one in shown],
        totals=[_total(asked, every) for asked in areas],
        counts=[(word, counts[word]) for word in dict.fromkeys(SHORT.values()) if counts[word]],
        lacking=lacking,
        may_remind=may,
    )


def _districts(frame: VpFrame) -> list[District]:
    offices = frame.districts
    cells = cells_of(frame, offices, given_answers(frame.plan, years=[frame.year]))
    asked: dict[int, date] = {}
    for pk, at in (
        Reminder.objects.filter(plan=frame.plan, year=frame.year)
        .order_by("asked_at")
        .values_list("administration", "asked_at")
    ):
        asked[pk] = local(at).date()
    found = []
    for office in offices:
        own = [cells[office.pk, one.key] for one in frame.areas]
        href = reverse("followup:adoption-year", args=[office.administration.slug, frame.year])
        out = sum(cell.status == "opted_out" for cell in own)
        found.append(District(office, href, own, [c for c in own if c.needs_answer], out, asked.get(office.pk)))
    return found


def _matches(one: District, show: str, area: str) -> bool:
    left = [cell for cell in one.left if not area or cell.asked.key == area]
    return {"saknar": bool(left), "klara": not left}.get(show, True)


def _key(one: District, order: str) -> tuple[Any, ...]:
    first: Any = {
        "svar": one.answered,
        "bortvalt": one.opted_out,
        "pamind": one.reminded or date.min,
        "forvaltning": fold(one.name),
    }.get(order, 0)
    return first, one.office.administration.order, one.office.pk


def _lead(frame: VpFrame, every: Sequence[District], lacking: int) -> str:
    if not every or not frame.areas:
        return f"Planen frågar inte efter något i VP {frame.year}."
    done = sum(one.answered for one in every)
    whole = len(every) * len(frame.areas)
    if not lacking:
        return f"Alla {len(every)} stadsdelsförvaltningar har besvarat allt i VP {frame.year}."
    return (
        f"{done} av {whole} svar har kommit in till VP {frame.year}. "
        f"{counted(lacking, 'förvaltning har', 'förvaltningar har')} något kvar."
    )


def _square(one: District, cell: Cell) -> SafeString:
    """A field of the grid: a link to the area's answer, a word and a shape."""
    word, sign = SHORT[cell.status], SIGNS[cell.status]
    if cell.change or cell.lacks:
        word, sign = ("Fråga igen" if cell.change else "Brister"), "late"
    href = reverse("followup:adoption-area", args=[*_address(one), cell.asked.key])
    sentence = f"{one.name}, {cell.asked.name}: {STATUS_WORDS[cell.status]}. {needed(cell, 1)}".strip()
    return filled(
        '<td><a class="cell" data-sign="{}" href="{}">{}<span aria-hidden="true">{}</span>'
        '<span class="ds-sr-only">{}</span></a></td>',
        sign, href, icon(sign), word, sentence,
    )  # fmt: skip


def _address(one: District) -> list[str]:
    *_, slug, year, _end = one.href.split("/")
    return [slug, year]


def _total(asked: AskedArea, every: Sequence[District]) -> tuple[AskedArea, int, int]:
    cells = [cell for one in every for cell in one.cells if cell.asked.key == asked.key]
    return asked, sum(cell.status != "unanswered" for cell in cells), sum(c.status == "opted_out" for c in cells)


COLUMNS = (
    "Förvaltning", "Fokusområde", "Obligatoriskt", "Svar", "Skäl", "Beslutsdag", "Dnr", "Samverkan", "Samverkan hölls",
    "Att göra", "Påmind",
)  # fmt: skip


def coverage_rows(page: CoveragePage) -> list[dict[str, str]]:
    """A row for each district and area shown, for a file."""
    found = []
    keys = {one.key for one in page.areas}
    for one in page.districts:
        for cell in (cell for cell in one.cells if cell.asked.key in keys):
            said = cell.answer.said if cell.answer else None
            values = (
                one.name, cell.asked.name, "ja" if cell.asked.mandatory else "nej", STATUS_WORDS[cell.status],
                said.reason if said else "", _iso(said.decided_on if said else None), said.dnr if said else "",
                said.cooperation if said else "", _iso(said.cooperated_on if said else None), needed(cell, 1),
                _iso(one.reminded),
            )  # fmt: skip
            found.append(dict(zip(COLUMNS, values, strict=True)))
    return found


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
