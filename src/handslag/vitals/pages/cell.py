"""The page of one cell: the sign and why, what is reported beside it, what has happened and what would change it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from handslag.core.text import counted, fold, join_words, swedish_date
from handslag.followup.models import Comment, Pause
from handslag.plan.models import Plan
from handslag.vitals.entering import Moments
from handslag.vitals.facts import CellVitals
from handslag.vitals.pages.afterwards import Afterwards, afterwards_of
from handslag.vitals.pages.day import Day
from handslag.vitals.pages.evidence import Evidence, plan_address
from handslag.vitals.pages.files import document, table_csv
from handslag.vitals.pages.happenings import Teller, TimeLine, shortened
from handslag.vitals.pages.promises import (
    AnswerLine,
    MeasureLine,
    SignalLine,
    answer_lines,
    measure_lines,
    signal_lines,
    unit_addresses,
)  # fmt: skip
from handslag.vitals.pages.reasons import QUESTIONS, Shown, lead_of, reasons_of, shown_reasons
from handslag.vitals.records import EntryDetail, EntryRow, Records, entry_details, load_records
from handslag.vitals.rules import REPORTED_WORDS, SIGN_WORDS, Known, cell_vitals, prepare, what_would_change
from handslag.vitals.surroundings import MandatoryBy, Office, Surroundings

QUOTES = 2
"""How many of the newest notes are quoted beside the computed sign."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A note as it was written."""

    text: str
    day: date
    by: str
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What the administration reports, in its own words."""

    word: str
    quotes: list[Quote]
    report: str
    report_href: str


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit with its own silence."""

    name: str
    href: str
    silent_days: int
    open_measures: int
    quiet: bool


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """What would change the sign, and into what; no sign when it only stops the clock."""

    text: str
    sign: str
    word: str


@dataclass(frozen=True)
class CellPage:
    """Everything the page shows."""

    heading: str
    office: Office
    office_href: str
    area: str
    area_name: str
    plan_href: str
    sign: str
    word: str
    group: str
    since: date
    mandatory: str
    lead: str
    claim: Claim
    computed: str
    basis: str
    comment: Comment | None
    question: str
    reasons: list[Shown]
    units: list[UnitLine]
    time_line: TimeLine
    changes: list[ChangeLine]
    measures: list[MeasureLine]
    answers: list[AnswerLine]
    signals: list[SignalLine]
    pauses: list[Pause]
    next_report: str
    committee: str
    year: int | None
    afterwards: Afterwards
    vitals: CellVitals

    @property
    def waiting(self) -> list[SignalLine]:
        """The signals without an answer."""
        return [signal for signal in self.signals if signal.is_open]


def cell_page(plan: Plan, around: Surroundings, office: Office, area: str, day: Day) -> CellPage | None:
    """Judge the cell on the day from its own records alone; None when there is no such cell on that day."""
    records = load_records(plan, around, around.lineage(office.pk), day.known_at, area=area)
    known = prepare(records.facts, day.known_at)
    cell = cell_vitals(known, office.name, area, day.as_of)
    return _Maker(records, known, cell, office, day).page() if cell is not None else None


class _Maker:
    """Puts the page together from one cell's verdict and records."""

    def __init__(self, records: Records, known: Known, cell: CellVitals, office: Office, day: Day) -> None:
        self.records = records
        self.known = known
        self.cell = cell
        self.office = office
        self.day = day
        self.around = records.around
        self.evidence = Evidence(records, office, day)
        self.ruler = known.rulers.on(day.as_of.toordinal())
        self.notes = self._newest_notes()
        self.details = entry_details({entry.pk for entry in self.notes} | self._acting())
        self.after = afterwards_of(self._moments())

    def page(self) -> CellPage:
        """All of it."""
        cell, words, day = self.cell, SIGN_WORDS[self.cell.sign], self.day
        reasons = reasons_of(cell)
        where = "på" if cell.kind == "specialist" else "i"
        comments = self.records.comments
        teller = Teller(cell, self.records, self.known, self.evidence, self.details, self.after)
        revision = self.known.revision_on(day.as_of.toordinal())
        plan_href = plan_address(revision.label) if revision else ""
        limit = self.ruler.sleep_after if cell.sign != "drowsy" else self.ruler.drowsy_after
        return CellPage(
            heading=f"{cell.area_name} {where} {self.office.name}",
            office=self.office,
            office_href=self.evidence.administration(),
            area=cell.area,
            area_name=cell.area_name,
            plan_href=f"{plan_href}#{cell.area}" if plan_href else "",
            sign=cell.sign,
            word=words.word,
            group=words.group,
            since=cell.since,
            mandatory=mandatory_words(self.around, revision.id if revision else 0, cell),
            lead=lead_of(reasons, cell.sign),
            claim=self._claim(),
            computed=self._computed(),
            basis=self._basis(),
            comment=comments.get(cell.comment.id) if cell.comment else None,
            question=QUESTIONS[cell.sign],
            reasons=shown_reasons(reasons, self.evidence, limit=limit, paused=bool(self.records.pauses)),
            units=self._units(),
            time_line=teller.time_line(),
            changes=[_change(text, sign) for text, sign in what_would_change(self.known, cell, day.as_of)],
            measures=measure_lines(cell.measures, self.evidence, self._unit_hrefs(), cell.year),
            answers=answer_lines(self.records, cell.area, self.office.pk, self.after, day.as_of),
            signals=signal_lines(self.records, day, self.after, self.around.area_names(), self.office.slug),
            pauses=sorted(self.records.pauses.values(), key=lambda row: row.first_day, reverse=True),
            next_report=self._next_report(),
            committee=self.around.committees.get(self.office.pk, ""),
            year=cell.year,
            afterwards=self.after,
            vitals=cell,
        )

    def _entries(self) -> Iterator[EntryRow]:
        return (entry for entry in self.records.entries.values() if entry.day <= self.day.as_of)

    def _newest_notes(self) -> list[EntryRow]:
        said = [entry for entry in self._entries() if entry.note.strip()]
        return sorted(said, key=lambda one: (one.day, one.recorded_at, one.order, one.pk), reverse=True)[:QUOTES]

    def _acting(self) -> set[int]:
        return {int(act.evidence.partition(":")[2]) for act in self.cell.acts if act.kind == "entry"}

    def _moments(self) -> Iterator[Moments]:
        records = self.records
        for pk, detail in self.details.items():
            yield Moments(records.entries[pk].recorded_at, detail.entered_at)
        yield from (row.moments for row in records.answers.values() if row.area == self.cell.area)
        for signal in records.signals.values():
            yield signal.moments
            yield from (reply.moments for reply in records.replies.get(signal.pk, ()))
        for row in (*records.reports.values(), *records.comments.values(), *records.pauses.values()):
            yield Moments(row.recorded_at, row.entered_at)

    def _claim(self) -> Claim:
        quotes = [self._quote(entry, self.details.get(entry.pk)) for entry in self.notes]
        signed = [row for row in self.records.reports.values() if row.signed_on <= self.day.as_of]
        newest = max(signed, key=lambda row: (row.signed_on, row.recorded_at, row.order), default=None)
        report = "Ingen lägesrapport är undertecknad."
        if newest is not None:
            report = f"{newest.code} {newest.year}, undertecknad {swedish_date(newest.signed_on)}."
        href = self.evidence.administration(f"#report-{newest.pk}") if newest else ""
        return Claim(REPORTED_WORDS[self.cell.reported], quotes, report, href)

    def _quote(self, entry: EntryRow, detail: EntryDetail | None) -> Quote:
        href = self.evidence.measure(entry.measure, f"#progress-{entry.pk}")
        by = detail.reporter if detail else ""
        return Quote(shortened(entry.note), entry.day, by, href, self.records.measures[entry.measure].title)

    def _computed(self) -> str:
        cell = self.cell
        opened = sum(measure.state not in ("done", "dropped") for measure in cell.measures)
        told = f"{counted(opened, 'öppen åtgärd', 'öppna åtgärder')} av {len(cell.measures)}."
        if not cell.measures:
            return "Området har ingen åtgärd."
        acts = [act for act in cell.acts if act.kind != "listed"]
        if not acts:
            return f"{told} Ingen händelse med innehåll är noterad."
        if cell.silent_days and cell.silent_days > self.ruler.drowsy_after:
            last = swedish_date(cell.acts[-1].day)
            return f"{told} Ingen ny händelse, inget nytt underlag och ingen ny text sedan {last}."
        return f"{told} Senaste händelse med innehåll: {swedish_date(acts[-1].day)}."

    def _answers(self) -> int:
        """How many answers were given to the area; changes within one are not counted."""
        return sum(row.area == self.cell.area and row.under is None for row in self.records.answers.values())

    def _basis(self) -> str:
        records = self.records
        entries = sum(1 for _ in self._entries())
        parts = [
            counted(entries, "notering", "noteringar"),
            counted(self._answers(), "svar", "svar"),
            counted(len(records.signals), "signal", "signaler"),
            counted(len(records.reports), "lägesrapport", "lägesrapporter"),
        ]
        return f"Räknat på {join_words(parts)}."

    def _unit_hrefs(self) -> dict[str, str]:
        lineage = sorted(self.around.lineage(self.office.pk), key=lambda pk: pk == self.office.pk)
        return unit_addresses(self.around, lineage, self.day)

    def _units(self) -> list[UnitLine]:
        hrefs = self._unit_hrefs()
        limit = self.ruler.sleep_after
        lines = [
            UnitLine(
                unit.unit or "Åtgärder utan enhet",
                hrefs.get(fold(unit.unit), "") if unit.unit else "",
                unit.silent_days,
                unit.open_measures,
                unit.open_measures > 0 and unit.silent_days > limit,
            )
            for unit in self.cell.units
        ]
        return sorted(lines, key=lambda line: (not line.quiet, -line.silent_days, line.name))

    def _next_report(self) -> str:
        signed = {(row.year, row.code) for row in self.records.reports.values()}
        day = self.day.as_of.toordinal()
        coming = [p for p in self.ruler.periods if p.due >= day and (p.year, p.code) not in signed]
        nearest = min(coming, key=lambda period: period.due, default=None)
        if nearest is None:
            return ""
        return f"{nearest.code} {nearest.year}, senast {swedish_date(date.fromordinal(nearest.due))}"


def _change(text: str, sign: str | None) -> ChangeLine:
    return ChangeLine(text, sign or "", SIGN_WORDS[sign].word if sign else "")


def mandatory_words(around: Surroundings, revision: int, cell: CellVitals) -> str:
    """`Obligatoriskt enligt Kommunfullmäktige 16 oktober 2023, KS 2023/9`; without a decision only that it is."""
    if not cell.mandatory:
        return ""
    by = around.mandatory_by.get((revision, cell.area), MandatoryBy())
    if not by.body:
        return "Obligatoriskt fokusområde"
    when = f" {swedish_date(by.on)}" if by.on else ""
    return f"Obligatoriskt fokusområde enligt beslut av {by.body}{when}{f', {by.dnr}' if by.dnr else ''}"


def cell_json(plan: Plan, page: CellPage, day: Day) -> dict[str, Any]:
    """The verdict as `handslag vitals --json` has it, with measures, signals, answers and what has happened."""
    cell = page.vitals
    return document(
        plan,
        day,
        administration=cell.administration,
        focus_area=cell.area,
        focus_area_name=cell.area_name,
        mandatory=cell.mandatory,
        sign=cell.sign,
        since=cell.since,
        reported=cell.reported,
        silent_days=cell.silent_days,
        comment=cell.comment.text if cell.comment else None,
        units=[{"unit": unit.unit, "silent_days": unit.silent_days} for unit in cell.units],
        reasons=[{"code": one.code, "text": one.text, "evidence": one.evidence} for one in cell.reasons],
        measures=page.measures,
        signals=page.signals,
        answers=page.answers,
        happenings=page.time_line.happenings,
    )


def cell_csv(plan: Plan, page: CellPage) -> str:
    """What has happened, a line a day."""
    rows = ((one.day, one.kind, one.text, one.mark) for one in page.time_line.happenings)
    return table_csv(plan, ("Dag", "Slag", "Vad", "Inläst"), rows)


def cell_address(office: Office, area: str, day: Day) -> str:
    """Where the page stands."""
    return reverse("vitals:cell", args=[office.slug, area]) + day.query
