"""The page of an administration: what it must answer for, its units, its reports, its signals, what it opted out of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse

from handslag.core.text import counted, fold
from handslag.followup.models import SignedReport
from handslag.plan.models import Plan
from handslag.vitals.entering import Moments
from handslag.vitals.facts import Comment, UnitSilence
from handslag.vitals.judgement import Cell, judge
from handslag.vitals.pages.afterwards import Afterwards, afterwards_of
from handslag.vitals.pages.day import Day
from handslag.vitals.pages.evidence import Link
from handslag.vitals.pages.files import table_csv
from handslag.vitals.pages.promises import SignalLine, signal_lines, unit_addresses
from handslag.vitals.pages.reasons import lead_of
from handslag.vitals.records import Records, load_papers
from handslag.vitals.rules import GROUP_WORDS, REPORTED_WORDS, SIGN_WORDS, prepare
from handslag.vitals.rules.ruler import Period, Ruler
from handslag.vitals.surroundings import Office, Surroundings

KIND_WORDS = {"district": "Stadsdelsförvaltning", "specialist": "Fackförvaltning"}


@dataclass(frozen=True, slots=True)
class CellLine:
    """A focus area of the administration, or a central measure it leads."""

    area: str
    href: str
    mandatory: bool
    central: str
    sign: str
    word: str
    group: str
    since: date
    reported: str
    why: str
    comment: Comment | None


@dataclass(frozen=True, slots=True)
class Group:
    """The cells of one group of signs."""

    key: str
    word: str
    cells: list[CellLine]


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit over all areas: how long since anything happened, and in how many areas it is silent."""

    name: str
    href: str
    open_measures: int
    silent_days: int
    quiet: int
    areas: int


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A period, and the administration's signed report of it."""

    key: str
    name: str
    as_of: date
    due: date
    missing: bool
    pk: int | None = None
    signed_on: date | None = None
    union_body_on: date | None = None
    late: bool = False
    whose: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class OptedOut:
    """An area the administration has opted out of this year."""

    area: str
    href: str
    reason: str
    decided_on: date | None
    dnr: str


@dataclass(frozen=True)
class AdministrationPage:
    """Everything the page shows."""

    office: Office
    kind: str
    committee: str
    valid_from: date | None
    valid_to: date | None
    lead: str
    groups: list[Group]
    units: list[UnitLine]
    reports: list[ReportLine]
    signals: list[SignalLine]
    opted_out: list[OptedOut]
    predecessors: list[Link]
    successors: list[Link]
    afterwards: Afterwards
    live_seconds: float | None

    @property
    def cells(self) -> list[CellLine]:
        return [cell for group in self.groups for cell in group.cells]

    @property
    def waiting(self) -> list[SignalLine]:
        return [signal for signal in self.signals if signal.is_open]


def administration_page(plan: Plan, around: Surroundings, office: Office, day: Day) -> AdministrationPage:
    """The administration's part of the judgement of the day, with its papers."""
    made = judge(plan, day.as_of, day.known_at)
    cells = [cell for cell in (*made.cells, *made.central) if fold(cell.administration) == fold(office.name)]
    records = load_papers(plan, around, around.lineage(office.pk), day.known_at)
    known = prepare(around.facts, day.known_at)
    ruler = known.rulers.on(day.as_of.toordinal())
    version = known.administrations.get(fold(office.name))
    whole = [cell for cell in cells if not cell.central]
    after = afterwards_of(
        [
            *(Moments(row.recorded_at, row.entered_at) for row in records.reports.values()),
            *(row.moments for row in records.signals.values()),
        ]
    )
    return AdministrationPage(
        office=office,
        kind=KIND_WORDS[version.kind] if version else "",
        committee=around.committees.get(office.pk, ""),
        valid_from=version.valid_from if version else None,
        valid_to=version.valid_to if version else None,
        lead=_lead(whole),
        groups=list(_groups(cells, office, day)),
        units=_units(whole, around, office, day, ruler.sleep_after),
        reports=_reports(records, ruler, whole, office, day, after),
        signals=signal_lines(records, day, after, around.area_names(), office.slug),
        opted_out=_opted_out(whole, records, office, day),
        predecessors=_offices(around.predecessors(office.pk), day),
        successors=_offices(around.successors(office.pk), day),
        afterwards=after,
        live_seconds=made.live_seconds,
    )


def _offices(offices: Iterable[Office], day: Day) -> list[Link]:
    return [Link(one.name, reverse("vitals:administration", args=[one.slug]) + day.query) for one in offices]


def _lead(cells: list[Cell]) -> str:
    if not cells:
        return "Förvaltningen hade ingen del i planen den dagen."
    groups = [SIGN_WORDS[cell.sign].group for cell in cells]
    answer = groups.count("answer")
    told = f"{answer or 'Inget'} av {counted(len(cells), 'fokusområde', 'fokusområden')} kräver svar."
    watch = groups.count("watch")
    if watch:
        told += f" {watch} är {'värt' if watch == 1 else 'värda'} att hålla ögonen på."
    return told


def _groups(cells: list[Cell], office: Office, day: Day) -> Iterable[Group]:
    """What must be answered first; within a group the most serious, then the oldest."""
    cells = sorted(cells, key=lambda cell: (-SIGN_WORDS[cell.sign].weight, cell.since))
    lines = [_cell_line(cell, office, day) for cell in cells]
    for key, word in GROUP_WORDS.items():
        chosen = [line for line in lines if line.group == key]
        if chosen:
            yield Group(key, word, chosen)


def _cell_line(cell: Cell, office: Office, day: Day) -> CellLine:
    words = SIGN_WORDS[cell.sign]
    place = ("vitals:central", [cell.central_key]) if cell.central else ("vitals:cell", [office.slug, cell.area])
    return CellLine(
        area=cell.area_name,
        href=reverse(place[0], args=place[1]) + day.query,
        mandatory=cell.mandatory,
        central=cell.central,
        sign=cell.sign,
        word=words.word,
        group=words.group,
        since=cell.since,
        reported=REPORTED_WORDS[cell.reported],
        why=lead_of(cell.reasons, cell.sign),
        comment=cell.comment,
    )


def _units(cells: list[Cell], around: Surroundings, office: Office, day: Day, limit: int) -> list[UnitLine]:
    """The silent ones first."""
    found: dict[str, list[UnitSilence]] = defaultdict(list)
    for cell in cells:
        for unit in cell.units:
            found[unit.unit].append(unit)
    lineage = sorted(around.lineage(office.pk), key=lambda pk: pk == office.pk)
    hrefs = unit_addresses(around, lineage, day)
    lines = [
        UnitLine(
            name or "Åtgärder utan enhet",
            hrefs.get(fold(name), "") if name else "",
            sum(one.open_measures for one in parts),
            min(one.silent_days for one in parts),
            sum(one.open_measures > 0 and one.silent_days > limit for one in parts),
            len(parts),
        )
        for name, parts in found.items()
    ]
    return sorted(lines, key=lambda line: (-line.quiet, -line.silent_days, line.name))


def _reports(
    records: Records, ruler: Ruler, cells: list[Cell], office: Office, day: Day, after: Afterwards
) -> list[ReportLine]:
    """The periods whose report is signed, due or missing, newest first, with the newest report of each."""
    lacking = [reason for cell in cells for reason in cell.reasons if reason.code == "report_missing"]
    missing = {key for reason in lacking for key in reason.evidence}
    newest = {
        (row.year, row.code): row for row in records.reports.values() if row.signed_on <= day.as_of
    }  # signed later stands later
    lines = []
    for period in sorted(ruler.periods, key=lambda one: one.as_of, reverse=True):
        report = newest.get((period.year, period.code))
        coming = period.as_of <= day.as_of.toordinal() <= period.due
        if report is not None or coming or f"period:{period.year}-{period.code}" in missing:
            lines.append(_report_line(period, report, office, records.around, day, after))
    return lines


def _report_line(
    period: Period, report: SignedReport | None, office: Office, around: Surroundings, day: Day, after: Afterwards
) -> ReportLine:
    due = date.fromordinal(period.due)
    line = ReportLine(
        key=f"{period.year}-{period.code}",
        name=f"{period.code} {period.year}",
        as_of=date.fromordinal(period.as_of),
        due=due,
        missing=report is None and due < day.as_of,
    )
    if report is None:
        return line
    own = report.administration_id == office.pk
    return replace(
        line,
        pk=report.pk,
        signed_on=report.signed_on,
        union_body_on=report.union_body_on,
        late=report.signed_on > due,
        whose="" if own else around.offices[report.administration_id].name,
        mark=after.mark(Moments(report.recorded_at, report.entered_at)),
    )


def _opted_out(cells: list[Cell], records: Records, office: Office, day: Day) -> list[OptedOut]:
    """The areas opted out of for the year of the cell, with the reason as it was written."""
    found = []
    struck = records.struck()
    for cell in cells:
        if cell.adopted is not False:
            continue
        rows = [
            row
            for row in records.answers.values()
            if row.area == cell.area and row.year == cell.year and not row.adopted
            if not row.withdrawn and row.pk not in struck
        ]
        newest = max(rows, key=lambda row: (row.decided_on or date.min, row.recorded_at, row.order), default=None)
        if newest is not None:
            href = reverse("vitals:cell", args=[office.slug, cell.area]) + day.query
            found.append(OptedOut(cell.area_name, href, newest.reason, newest.decided_on, newest.dnr))
    return found


def administration_csv(plan: Plan, page: AdministrationPage) -> str:
    """A line a focus area."""
    columns = ("Förvaltning", "Fokusområde", "Central åtgärd", "Obligatoriskt", "Tecken", "Sedan", "Rapporterat",
               "Varför", "Kommentar")  # fmt: skip
    rows = (
        (
            page.office.name, one.area, one.central, "ja" if one.mandatory else "nej", one.word, one.since,
            one.reported, one.why, one.comment.text if one.comment else "",
        )
        for one in page.cells
    )  # fmt: skip
    return table_csv(plan, columns, rows)
