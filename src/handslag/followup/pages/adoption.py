"""An administration's VP of a year: what is answered, what is left, and the page of one focus area."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from handslag.core.clock import local
from handslag.core.markdown import markdown
from handslag.core.text import counted, kronor, swedish_date
from handslag.core.verdict import Verdict
from handslag.followup.loading.adoption import Cell, Office, VpFrame, years_of
from handslag.followup.loading.adoption_asking import Asking, closed_to, known_answers, places_to_answer
from handslag.followup.loading.adoption_measures import Listed, listed_measures
from handslag.followup.models import Answer, Reminder
from handslag.followup.permissions.adoption import can_answer, can_change_measure, managed_units
from handslag.followup.rules.adoption import STATUS_WORDS, effective_day
from handslag.plan.pages.changes import ChangeView, changes_page
from handslag.plan.pages.document import mandate_of

COLORS = {"unanswered": "danger", "adopted": "success", "opted_out": "neutral", "central": "info", "inherited": "info"}


@dataclass(frozen=True, slots=True)
class YearLink:
    """Another year's VP of the same place."""

    year: int
    href: str
    here: bool


@dataclass(frozen=True, slots=True)
class AreaLine:
    """A focus area of the VP: how it stands, and what is needed."""

    key: str
    number: int
    name: str
    href: str
    mandatory: bool
    word: str
    color: str
    needed: str
    meta: str


@dataclass(frozen=True, slots=True)
class AreaGroup:
    """Lines that wait for the same thing."""

    key: str
    heading: str
    lines: list[AreaLine]


@dataclass(frozen=True)
class YearPage:
    """Everything the page of a VP shows."""

    frame: VpFrame
    office: Office
    lead: str
    years: list[YearLink]
    groups: list[AreaGroup]
    unanswered: list[tuple[str, str]]
    behind: list[Listed]
    reminded: date | None
    verdict: Verdict
    mine: bool


def year_links(frame: VpFrame, name: str, *args: Any) -> list[YearLink]:
    """The years of the calendar, newest first, under the same kind of address."""
    years, _ = years_of(frame.calendar, frame.today)
    return [YearLink(year, reverse(name, args=[*args, year]), year == frame.year) for year in years]


def year_page(frame: VpFrame, office: Office, user: Any) -> YearPage:
    """The VP of an administration, what waits for an answer first."""
    cells = places_to_answer(frame, office, known_answers(frame, office))
    measures = listed_measures(frame.plan, frame.calendar, administrations=office.lineage)
    counts = Counter(one.area_key for one in measures if frame.year in one.years)
    lines = {cell.asked.key: _line(frame, office, cell, counts[cell.asked.key]) for cell in cells}
    groups = [
        AreaGroup("igen", "Fråga igen: det här har ändrats", [lines[c.asked.key] for c in cells if c.change]),
        AreaGroup("kvar", "Att besvara", [lines[c.asked.key] for c in cells if c.needs_answer and not c.change]),
        AreaGroup("klart", "Besvarat", [lines[c.asked.key] for c in cells if not c.needs_answer]),
    ]
    closed = closed_to(frame, office)
    mine = can_answer(user, office.administration)
    out = {cell.asked.key for cell in cells if cell.status == "opted_out"}
    last = Reminder.objects.filter(plan=frame.plan, year=frame.year, administration=office.pk).order_by("-asked_at")
    asked = last.values_list("asked_at", flat=True).first()
    return YearPage(
        frame=frame,
        office=office,
        lead=_lead(frame, cells),
        years=year_links(frame, "followup:adoption-year", office.administration.slug),
        groups=[group for group in groups if group.lines],
        unanswered=[(cell.asked.key, cell.asked.name) for cell in cells if cell.status == "unanswered"],
        behind=[
            one
            for one in measures
            if one.is_open and frame.year not in one.years and min(one.years) < frame.year
            and one.area_key in lines and one.area_key not in out
        ],
        reminded=local(asked).date() if asked else None,
        verdict=Verdict.no(closed) if closed else mine,
        mine=bool(mine),
    )  # fmt: skip


def _lead(frame: VpFrame, cells: Sequence[Cell]) -> str:
    left = sum(cell.needs_answer for cell in cells)
    due = f"VP {frame.year} {'skulle' if frame.due < frame.today else 'ska'} vara klar {swedish_date(frame.due)}."
    if not cells:
        return f"Planen frågar inte förvaltningen om något fokusområde för {frame.year}."
    if not left:
        return f"Alla {len(cells)} fokusområden är besvarade." if len(cells) > 1 else "Fokusområdet är besvarat."
    return f"{left} av {counted(len(cells), 'fokusområde', 'fokusområden')} väntar på svar. {due}"


def _line(frame: VpFrame, office: Office, cell: Cell, measures: int) -> AreaLine:
    said = cell.answer.said if cell.answer else None
    parts = []
    if cell.status == "adopted":
        parts.append(counted(measures, "åtgärd", "åtgärder"))
    if said and said.decided_on:
        parts.append(f"beslutat {swedish_date(said.decided_on)}")
    if said and said.dnr:
        parts.append(said.dnr)
    text = ", ".join(parts)
    return AreaLine(
        key=cell.asked.key,
        number=cell.asked.number,
        name=cell.asked.name,
        href=reverse("followup:adoption-area", args=[office.administration.slug, frame.year, cell.asked.key]),
        mandatory=cell.asked.mandatory,
        word=STATUS_WORDS[cell.status],
        color=COLORS[cell.status],
        needed=needed(cell, measures),
        meta=f"{text[:1].upper()}{text[1:]}.{f' Skäl: {said.reason}' if said and said.reason else ''}" if text or (
            said and said.reason) else "",
    )  # fmt: skip


def needed(cell: Cell, measures: int) -> str:
    """What is needed of an area, in a sentence; empty when nothing is."""
    if cell.status == "unanswered":
        if cell.asked.mandatory:
            return "Anta, eller välj bort med skäl, beslutsdag och diarienummer."
        return "Anta, eller välj bort med skäl."
    if cell.lacks:
        return " ".join(cell.lacks.values())
    if cell.change is not None:
        return "Planen har ändrats sedan ni svarade. Läs ändringen och säg om svaret står fast."
    if cell.status == "adopted" and not measures:
        return "Inget är inskrivet än: lägg till minst en åtgärd."
    return ""


# One area -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An answer that was given: struck when it was corrected or taken back."""

    pk: int
    word: str
    struck: str
    reason: str
    decided: str
    cooperation: str
    given: datetime
    by: str


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure listed under the area this year."""

    pk: int
    title: str
    href: str
    change: str
    unit: str
    owner: str
    due: date | None
    original: date | None
    moves: int
    past: bool
    state: str
    is_open: bool
    cost: str


@dataclass(frozen=True)
class AreaPage:
    """Everything the page of an area shows."""

    asking: Asking
    text: SafeString
    mandate: str
    lead: str
    changes: tuple[ChangeView, ...]
    then: str
    standing: AnswerLine | None
    earlier: list[AnswerLine]
    measures: list[MeasureLine]
    verdict: Verdict
    may_add: Verdict
    confirmable: Verdict
    year_href: str
    href: str

    @property
    def takes_measures(self) -> bool:
        """Whether measures can stand under the answer."""
        return self.asking.root is not None and self.asking.root.adopted


def area_page(asking: Asking, user: Any) -> AreaPage:
    """How an area is answered, with its measures and all earlier answers."""
    frame, office, cell = asking.frame, asking.office, asking.cell
    place = office.administration
    closed = asking.closed
    mine = Verdict.no(closed) if closed else can_answer(user, place)
    adds = mine if mine or closed else Verdict(bool(managed_units(user, place)), mine.reason)
    lines = _answers(asking)
    root = cell.answer
    address = [place.slug, frame.year, asking.key]
    lacking = " ".join(cell.lacks.values())
    return AreaPage(
        asking=asking,
        text=markdown(cell.asked.area.text),
        mandate=_mandate(cell),
        lead=_area_lead(asking),
        changes=_changes(asking),
        then=cell.then.label if cell.then else "",
        standing=next((one for one in lines if root and one.pk == root.pk), None),
        earlier=[one for one in lines if not root or one.pk != root.pk],
        measures=[_measure(asking, one, user) for one in asking.listed],
        verdict=mine,
        may_add=adds,
        confirmable=Verdict.no(f"Svaret räcker inte längre. {lacking}") if mine and lacking else mine,
        year_href=reverse("followup:adoption-year", args=address[:2]),
        href=reverse("followup:adoption-area", args=address),
    )


def _mandate(cell: Cell) -> str:
    if cell.asked.mandatory:
        return mandate_of(cell.asked.area)
    return f"Obligatoriskt från ett senare år. {mandate_of(cell.asked.area)}" if cell.asked.area.mandatory else ""


def _area_lead(asking: Asking) -> str:
    cell, root = asking.cell, asking.root
    if cell.status == "central":
        return (
            "Området räknas som antaget, eftersom förvaltningen leder en central åtgärd i det. Ett eget svar går före."
        )
    if cell.status == "inherited":
        return "Förvaltningens föregångare har svarat. Ett eget svar går före."
    if root is None:
        return f"Området är obesvarat i VP {asking.year}."
    when = effective_day(root, asking.frame.due)
    day = f", gäller från {swedish_date(when)}" if when > asking.frame.today else f" sedan {swedish_date(when)}"
    return f"{STATUS_WORDS[cell.status]}{day}. {needed(cell, len(asking.listed))}".strip()


def _changes(asking: Asking) -> tuple[ChangeView, ...]:
    cell, revision = asking.cell, asking.frame.revision
    if cell.then is None or revision is None:
        return ()
    page = changes_page(cell.then, revision.content, {}, whole=False)
    return next((area.changes for area in page.areas if area.key == asking.key), ())


def _answers(asking: Asking) -> list[AnswerLine]:
    """Every answer of the year by the administration itself, newest first; changes and withdrawals are none."""
    rows = [one for one in asking.answers if one.under is None and one.administration == asking.office.pk]
    struck = {one.replaces: "Återtaget" if one.withdrawn else "Rättat" for one in rows if one.replaces}
    shown = [one for one in rows if not one.withdrawn]
    givers = dict(
        Answer.objects.filter(pk__in=[one.pk for one in shown]).order_by().values_list("pk", "event__actor_label")
    )
    found = []
    for one in sorted(shown, key=lambda row: (row.recorded_at, row.order, row.pk), reverse=True):
        said = one.said
        decided = (
            f"{swedish_date(said.decided_on)}{f', {said.dnr}' if said.dnr else ''}" if said.decided_on else said.dnr
        )
        held = f", {swedish_date(said.cooperated_on)}" if said.cooperated_on else ""
        found.append(
            AnswerLine(
                one.pk, STATUS_WORDS["adopted" if one.adopted else "opted_out"], struck.get(one.pk, ""), said.reason,
                decided, f"{said.cooperation}{held}" if said.cooperation else "", one.recorded_at, givers[one.pk],
            )
        )  # fmt: skip
    return found


def _measure(asking: Asking, line: Listed, user: Any) -> MeasureLine:
    row = line.in_year[asking.year]
    place = asking.office.administration
    may = asking.takes_measures and can_change_measure(user, place, row.unit)
    address = [place.slug, asking.year, asking.key, line.pk]
    return MeasureLine(
        pk=line.pk,
        title=row.title,
        href=line.measure.get_absolute_url(),
        change=reverse("followup:adoption-measure", args=address) if may else "",
        unit=row.unit.name if row.unit else "",
        owner=row.owner,
        due=line.due,
        original=line.original_due if line.original_due != line.due else None,
        moves=line.moves,
        past=line.is_open and line.due is not None and line.due < asking.frame.today,
        state=line.state_word,
        is_open=line.is_open,
        cost=kronor(row.cost) if row.cost is not None else "",
    )


def behind_by_area(frame: VpFrame, lines: Sequence[Listed]) -> Mapping[str, list[Listed]]:
    """Measures left behind under the names of their areas, in the plan's order."""
    found: dict[str, list[Listed]] = {}
    for asked in frame.areas:
        if listed := [one for one in lines if one.area_key == asked.key]:
            found[asked.name] = listed
    return found
