"""The page of one unit, for the workplace meeting: what was promised to it, what has been done, what is silent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from handslag.core.text import counted, swedish_date
from handslag.plan.models import Plan
from handslag.vitals.pages.afterwards import afterwards_of
from handslag.vitals.pages.day import Day
from handslag.vitals.pages.evidence import Evidence
from handslag.vitals.pages.files import table_csv
from handslag.vitals.pages.happenings import said, shortened
from handslag.vitals.pages.promises import MeasureLine, SignalLine, measure_lines, signal_lines
from handslag.vitals.records import Records, load_records
from handslag.vitals.rules import SIGN_WORDS, Part, parts_of, prepare
from handslag.vitals.surroundings import Office, Surroundings, Workplace

WORDS = 100
"""How much of a note has room on the sheet."""


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """A measure of the unit: `done` is the last that happened, in words."""

    area: str
    area_href: str
    sign: str
    sign_word: str
    measure: MeasureLine
    done: str
    done_href: str
    silent_days: int
    quiet: bool


@dataclass(frozen=True)
class UnitPage:
    """Everything the sheet shows."""

    name: str
    field_of_work: str
    office: Office
    office_href: str
    also: list[str]
    lead: str
    promises: list[PromiseLine]
    signals: list[SignalLine]
    late: int
    next_report: str
    year: int | None

    @property
    def waiting(self) -> list[SignalLine]:
        return [signal for signal in self.signals if signal.is_open]


def unit_page(plan: Plan, around: Surroundings, unit: Workplace, day: Day) -> UnitPage:
    """What is recorded on the unit, with units of the same name in administrations before and after."""
    office = around.holder(unit.office)
    lineage = around.lineage(office.pk)
    records = load_records(plan, around, lineage, day.known_at)
    known = prepare(records.facts, day.known_at)
    parts = parts_of(known, office.name, unit.name, day.as_of)
    ruler = known.rulers.on(day.as_of.toordinal())
    evidence = Evidence(records, office, day)
    promises = [line for part in parts for line in _promises(part, evidence, ruler.sleep_after)]
    same = {one.pk for one in around.workplaces.values() if one.folded == unit.folded and one.office in lineage}
    mine = [line for line in _signals(records, day, office) if line.unit and _is_of(line, unit, around, same)]
    coming = sorted((p.due, p.code, p.year) for p in ruler.periods if p.due >= day.as_of.toordinal())
    report = f"{coming[0][1]} {coming[0][2]}, senast {swedish_date(date.fromordinal(coming[0][0]))}" if coming else ""
    offices = {around.offices[around.workplaces[pk].office].name for pk in same} - {office.name}
    return UnitPage(
        name=unit.name,
        field_of_work=unit.field_of_work,
        office=office,
        office_href=evidence.administration(),
        also=sorted(offices),
        lead=_lead(promises, parts, ruler.sleep_after),
        promises=promises,
        signals=mine,
        late=sum(line.measure.past for line in promises),
        next_report=report,
        year=parts[0].year if parts else None,
    )


def _signals(records: Records, day: Day, office: Office) -> list[SignalLine]:
    return signal_lines(records, day, afterwards_of([]), records.around.area_names(), office.slug)


def _is_of(line: SignalLine, unit: Workplace, around: Surroundings, same: set[int]) -> bool:
    return any(around.workplaces[pk].name == line.unit for pk in same) or line.unit == unit.name


def _promises(part: Part, evidence: Evidence, limit: int) -> Iterator[PromiseLine]:
    lines = measure_lines(part.measures, evidence, {}, part.year)
    href = reverse("vitals:cell", args=[evidence.office.slug, part.area]) + evidence.day.query
    for line in lines:
        done, done_href = _last_act(line.identity, part, evidence)
        silent = part.silence.silent_days
        quiet = line.is_open and silent > limit
        word = SIGN_WORDS[part.sign].word
        yield PromiseLine(part.area_name, href, part.sign, word, line, done, done_href, silent, quiet)


def _last_act(identity: str, part: Part, evidence: Evidence) -> tuple[str, str]:
    """The last substantive entry of the measure in words, with the way to it."""
    own = [act for act in part.acts if act.measure == identity and act.kind == "entry"]
    if not own:
        return "", ""
    entry = evidence.records.entries[int(own[-1].evidence.partition(":")[2])]
    return shortened(said(entry), WORDS), evidence.measure(entry.measure, f"#progress-{entry.pk}")


def _lead(promises: list[PromiseLine], parts: tuple[Part, ...], limit: int) -> str:
    """The answer in two sentences."""
    if not promises:
        return "Ingen åtgärd är utlovad till enheten."
    opened = sum(line.measure.is_open for line in promises)
    told = f"{counted(len(promises), 'åtgärd är utlovad', 'åtgärder är utlovade')} till enheten"
    told += f" i {counted(len(parts), 'fokusområde', 'fokusområden')}. {counted(opened, 'är öppen', 'är öppna')}."
    quiet = sum(line.quiet for line in promises)
    if quiet:
        return f"{told} {counted(quiet, 'har varit tyst', 'har varit tysta')} i mer än {limit} dagar."
    return f"{told} Ingen har varit tyst i mer än {limit} dagar."


def unit_csv(plan: Plan, page: UnitPage) -> str:
    """A line a measure."""
    columns = (
        "Enhet",
        "Fokusområde",
        "Åtgärd",
        "Läge",
        "Klar senast",
        "Från början",
        "Senast hänt",
        "Vad",
        "Tyst dagar",
    )
    rows = (
        (
            page.name, line.area, line.measure.title, line.measure.state, line.measure.due, line.measure.struck,
            line.measure.last_act, line.done, line.silent_days,
        )
        for line in page.promises
    )  # fmt: skip
    return table_csv(plan, columns, rows)
