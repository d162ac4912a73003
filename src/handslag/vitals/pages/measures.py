"""The list of all local measures of a plan: each with its state, due day and newest note.

Every name a measure has had is one line: those merged from predecessors, and those that replace one another. All is
read as narrow rows and put together in Python, so that five hundred lines take no more questions than five.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, CharField, F, QuerySet, TextField, Value, When
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from handslag.core.markup import NO_DAY, filled
from handslag.core.text import swedish_date
from handslag.followup.models import Answer, Listing, LocalMeasure, ProgressEntry
from handslag.followup.rules.notes import is_taken
from handslag.plan.models import Plan
from handslag.vitals.pages.day import Day
from handslag.vitals.pages.files import table_csv
from handslag.vitals.rules import STATE_WORDS
from handslag.vitals.rules.store import folded
from handslag.vitals.surroundings import Office, Surroundings

OPEN = "open"
STATES = {OPEN: "Öppna", **STATE_WORDS}
COLUMNS = {
    "atgard": "title",
    "forvaltning": "office",
    "omrade": "area",
    "lage": "state",
    "klar": "due",
    "senast": "noted",
}
"""What the list can be sorted by."""
Key = tuple[Any, ...]


@dataclass(slots=True)
class Line:
    """One measure. `noted` is the day of its newest note, whatever that said."""

    pk: int
    title: str
    office: int
    area: str
    unit: int | None
    names: list[int]
    years: set[int] = field(default_factory=set)
    due: date | None = None
    original: date | None = None
    moves: int = 0
    state: str = "planned"
    noted: date | None = None

    @property
    def is_open(self) -> bool:
        return self.state not in ("done", "dropped")


@dataclass(frozen=True, slots=True)
class Choices:
    """The reader's choices; empty means all."""

    search: str = ""
    office: str = ""
    area: str = ""
    state: str = ""
    year: int | None = None
    order: str = ""

    @property
    def needs_entries(self) -> bool:
        """Whether the entries of all measures must be read before the lines can be chosen or put in order."""
        return bool(self.state) or self.order.lstrip("-") in ("lage", "senast")


def choices_of(cleaned: Mapping[str, Any], order: str) -> Choices:
    """The choices of a form; what did not pass is as if not chosen."""
    year = cleaned.get("ar") or ""
    return Choices(
        search=cleaned.get("sok", ""),
        office=cleaned.get("forvaltning", ""),
        area=cleaned.get("omrade", ""),
        state=cleaned.get("lage", ""),
        year=int(year) if year else None,
        order=order,
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as it is written."""

    title: str
    href: str
    office: str
    office_href: str
    area: str
    area_href: str
    unit: str
    unit_href: str
    state: str
    due: date | None
    struck: date | None
    moves: int
    past: bool
    noted: date | None


ROW = (
    '<tr><th scope="row"><a class="ds-link" href="{}">{}</a>{}</th>'
    '<td data-label="Förvaltning"><a class="ds-link" href="{}">{}</a></td>'
    '<td data-label="Fokusområde"><a class="ds-link" href="{}">{}</a></td><td data-label="Läge">{}</td>'
    '<td class="nowrap" data-label="Klar senast">{}{}{}</td><td class="nowrap" data-label="Senast noterad">{}</td></tr>'
)
UNIT = '<br><a class="ds-link meta" href="{}">{}</a>'
STRUCK = '<del><span class="ds-sr-only">Från början </span>{}</del> '
PAST = format_html(' <span class="due" data-late>{}</span>', "passerad")


def drawn(line: Shown) -> SafeString:
    """A row of the table: drawn here, since a list of five hundred is too slow through a template's loop."""
    return filled(
        ROW,
        line.href,
        line.title,
        filled(UNIT, line.unit_href, line.unit) if line.unit else "",
        line.office_href,
        line.office,
        line.area_href,
        line.area,
        line.state,
        filled(STRUCK, swedish_date(line.struck)) if line.struck else "",
        swedish_date(line.due) if line.due else NO_DAY,
        PAST if line.past else "",
        swedish_date(line.noted) if line.noted else NO_DAY,
    )


class Measures:
    """The lines of a plan as of a day; what is read of the entries is read when it is asked for."""

    def __init__(self, plan: Plan, around: Surroundings, day: Day) -> None:
        """Read the measures and their rows in the plans."""
        self.plan = plan
        self.around = around
        self.day = day
        self.vp_due = {row.year: row.due for row in around.facts.calendar if row.code == "VP"}
        self.lines = self._lines()

    def _lines(self) -> list[Line]:
        columns = ("pk", "administration_id", "area_key", "unit_id", "title", "external_id")
        rows = LocalMeasure.objects.filter(plan=self.plan).order_by("pk").values_list(*columns)
        holders = {pk: self.around.holder(pk).pk for pk in self.around.offices}
        units = {pk: unit.folded for pk, unit in self.around.workplaces.items()}
        lines: dict[Key, Line] = {}
        by_pk: dict[int, Line] = {}
        for pk, office, area, unit, title, external in rows:
            own: Key = ("id", external) if external else (area, units.get(unit, ""), folded(title))
            line = lines.setdefault((holders[office], *own), Line(pk, title, holders[office], area, unit, []))
            line.names.append(pk)
            by_pk[pk] = line
        self._read_listings(by_pk)
        central = self._central()
        return [
            line
            for line in {id(line): line for line in by_pk.values()}.values()
            if line.years or (line.office, line.area, folded(line.title)) not in central
        ]

    def _central(self) -> set[tuple[int, str, str]]:
        """What the central measures are called: they have a page and a row of the matrix of their own."""
        found = set()
        for revision in self.around.facts.revisions:
            for one in revision.central:
                office = self.around.named(one.administration)
                if office is not None:
                    found.add((office.pk, one.area, folded(one.title)))
        return found

    def _read_listings(self, by_pk: dict[int, Line]) -> None:
        """Take the rows in the order in which they came to hold: the newest title and due day stand last."""
        answers = {}
        rows = Answer.objects.filter(plan=self.plan, recorded_at__lte=self.day.known_at).order_by()
        for pk, year, decided, recorded, order in rows.values_list("pk", "year", "decided_on", "recorded_at", "order"):
            due = self.vp_due.get(year, date.max)
            if max(decided or due, due) <= self.day.as_of:
                answers[pk] = ((decided or due, recorded, order), year)
        listings = Listing.objects.filter(answer__plan=self.plan).order_by()
        columns = ("answer_id", "order", "pk", "measure_id", "title", "unit_id", "due", "replaces_id")
        held = [row for row in listings.values_list(*columns) if row[0] in answers]
        held.sort(key=lambda row: (answers[row[0]][0], row[1], row[2]))
        for answer, _, _, measure, title, unit, due, replaces in held:
            line = by_pk[measure]
            if replaces in by_pk and by_pk[replaces] is not line:
                line = _joined(by_pk, by_pk[replaces], line)
            line.pk, line.title, line.unit = measure, title, unit or line.unit
            line.years.add(answers[answer][1])
            if due is not None:
                line.moves += line.due is not None and due != line.due
                line.original, line.due = line.original or due, due
        for line in by_pk.values():
            if line.due is None and line.years:
                line.due = date(max(line.years), 12, 31)

    def read_entries(self, lines: Collection[Line]) -> None:
        """Find the state and the newest note of some lines, or of all."""
        rows: QuerySet[ProgressEntry] = ProgressEntry.objects.filter(
            recorded_at__lte=self.day.known_at, effective_on__lte=self.day.as_of
        )
        if len(lines) < len(self.lines):
            rows = rows.filter(measure__in=[pk for line in lines for pk in line.names])
        else:
            rows = rows.filter(measure__plan=self.plan)
        gone = ProgressEntry.objects.filter(replaces__isnull=False, recorded_at__lte=self.day.known_at)
        rows = rows.filter(withdrawn=False).exclude(pk__in=gone.values("replaces"))
        by_pk = {pk: line for line in lines for pk in line.names}
        newest: dict[int, str] = {}
        rows = rows.order_by("effective_on", "recorded_at", "order", "pk")
        for measure, day, state, note, evidence, file in rows.values_list(
            "measure_id",
            Cast("effective_on", CharField()),  # thousands of days, of which only the last of each is read
            "state",
            _when_closing("note"),
            _when_closing("evidence"),
            "attachment_id",
        ):
            line = by_pk.get(measure)  # none for a central measure, which has a page of its own
            if line is None:
                continue
            newest[measure] = day
            if state and is_taken(state, note, evidence or ("fil" if file else "")):
                line.state = state
        for measure, text in newest.items():
            line, day = by_pk[measure], date.fromisoformat(text)
            line.noted = max(line.noted or day, day)

    def chosen(self, choices: Choices) -> list[Line]:
        """The lines asked for, in the order asked for."""
        if choices.needs_entries:
            self.read_entries(self.lines)
        words = folded(choices.search).split()
        office = self.around.office(choices.office) if choices.office else None
        found = [
            line
            for line in self.lines
            if (not choices.office or (office is not None and line.office == office.pk))
            and choices.area in ("", line.area)
            and (choices.year is None or choices.year in line.years)
            and (not choices.state or line.state == choices.state or (choices.state == OPEN and line.is_open))
            and (not words or all(word in folded(line.title) for word in words))
        ]
        return self._in_order(found, choices.order)

    def _in_order(self, lines: list[Line], order: str) -> list[Line]:
        ranks = {pk: place for place, pk in enumerate(self.around.offices)}
        areas = {key: place for place, key in enumerate(self.around.area_names())}
        states = list(STATE_WORDS)
        keys: dict[str, Any] = {
            "title": lambda line: folded(line.title),
            "office": lambda line: ranks[line.office],
            "area": lambda line: areas.get(line.area, 99),
            "state": lambda line: states.index(line.state),
            "due": lambda line: line.due or date.max,
            "noted": lambda line: line.noted or date.min,
        }
        lines.sort(key=lambda line: (ranks[line.office], areas.get(line.area, 99), folded(line.title)))
        wanted = COLUMNS.get(order.lstrip("-"))
        if wanted:
            lines.sort(key=keys[wanted], reverse=order.startswith("-"))
        return lines

    def shown(self, lines: Iterable[Line]) -> list[Shown]:
        """The lines as they are written."""
        query, names = self.day.query, self.around.area_names()
        roots = {name: reverse(f"vitals:{name}") for name in ("measures", "matrix")}
        roots["unit"] = reverse("vitals:unit", args=[0]).removesuffix("0/")
        offices = {pk: reverse("vitals:administration", args=[one.slug]) for pk, one in self.around.offices.items()}
        return [self._shown(line, query, names, roots, offices) for line in lines]

    def _shown(
        self, line: Line, query: str, names: dict[str, str], roots: dict[str, str], offices: dict[int, str]
    ) -> Shown:
        office: Office = self.around.offices[line.office]
        unit = self.around.workplaces[line.unit] if line.unit else None
        return Shown(
            line.title,
            f"{roots['measures']}{line.pk}/{query}",
            office.name,
            offices[office.pk] + query,
            names.get(line.area, line.area),
            f"{roots['matrix']}{office.slug}/{line.area}/{query}",
            unit.name if unit else "",
            f"{roots['unit']}{unit.pk}/{query}" if unit else "",
            STATE_WORDS[line.state],
            line.due,
            line.original if line.moves and line.original != line.due else None,
            line.moves,
            line.is_open and line.due is not None and line.due < self.day.as_of,
            line.noted,
        )


def _when_closing(text: str) -> Case:
    """A text of an entry, where it is needed to tell whether the state is taken: elsewhere nothing is fetched."""
    taken = When(state__in=("done", "dropped"), then=F(text))
    return Case(taken, default=Value("", output_field=TextField()), output_field=TextField())


def _joined(by_pk: dict[int, Line], older: Line, newer: Line) -> Line:
    """Two names of one measure become one line, which keeps the days of the older."""
    newer.names += older.names
    newer.years |= older.years
    newer.moves += older.moves + (older.due is not None and newer.original not in (None, older.due))
    newer.original = older.original or newer.original
    newer.due = newer.due or older.due
    for pk in older.names:
        by_pk[pk] = newer
    return newer


def measures_csv(plan: Plan, lines: Iterable[Shown]) -> str:
    """A line a measure."""
    columns = ("Åtgärd", "Förvaltning", "Fokusområde", "Enhet", "Läge", "Klar senast", "Från början", "Flyttad",
               "Senaste notering")  # fmt: skip
    rows = (
        (one.title, one.office, one.area, one.unit, one.state, one.due, one.struck, one.moves, one.noted)
        for one in lines
    )
    return table_csv(plan, columns, rows)
