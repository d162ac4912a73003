"""Measures as they stand on a day: owner, due day, state and newest entry, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, CharField, F, TextField, Value, When
from django.db.models.functions import Cast

from handslag.core.clock import now
from handslag.core.text import fold
from handslag.followup.loading.ground import Ground, area_names, ground_of
from handslag.followup.loading.offices import Offices
from handslag.followup.models import Answer, Listing, LocalMeasure, ProgressEntry
from handslag.followup.models.progress import STATES
from handslag.followup.rules.notes import CLOSED, is_taken
from handslag.people.models import Administration, Unit
from handslag.plan.models import Plan

__all__ = ["CurrentMeasure", "EntryOf", "area_names", "current_measures", "existing"]


@dataclass(frozen=True, slots=True)
class EntryOf:
    """An entry that exists (not replaced, not withdrawn), as a report or a reminder shows it."""

    pk: int
    day: date
    state: str
    note: str
    obstacle: str
    next_step: str
    evidence: str
    source: str
    attachment_id: int | None
    recorded_at: Any


@dataclass(frozen=True)
class CurrentMeasure:
    """A measure on a day. `measure` is its newest name; `names` are the ids of all it has had, `entries` newest first.

    `entries` holds the newest one and those after the day asked for; `entry_count` counts all.
    """

    measure: LocalMeasure
    names: tuple[int, ...]
    title: str
    area_key: str
    area_name: str
    administration: Administration
    unit: Unit | None
    owner: str
    owner_user_id: int | None
    owner_role: str
    due: date | None
    original_due: date | None
    moves: int
    year: int | None
    state: str
    entry_count: int
    central: bool
    entries: tuple[EntryOf, ...] = ()

    @property
    def pk(self) -> int:
        return self.measure.pk

    @property
    def state_word(self) -> str:
        return STATES[self.state]

    @property
    def is_open(self) -> bool:
        return self.state not in CLOSED

    @property
    def last_entry(self) -> EntryOf | None:
        """The newest entry."""
        return self.entries[0] if self.entries else None

    def entries_since(self, day: date) -> tuple[EntryOf, ...]:
        """The entries after a day, newest first; only as far back as `since` was asked for."""
        return tuple(one for one in self.entries if one.day > day)


@dataclass
class _Line:
    """A measure under all its names while it is put together."""

    names: list[int]
    newest: LocalMeasure
    title: str
    unit: int | None
    owner: str = ""
    owner_user_id: int | None = None
    owner_role: str = ""
    dues: list[date] = field(default_factory=list)
    years: set[int] = field(default_factory=set)
    state: str = "planned"
    entries: list[tuple[int, date]] = field(default_factory=list)
    central: bool = False


def current_measures(
    plan: Plan,
    *,
    administration: Administration | None = None,
    unit: Unit | None = None,
    day: date,
    since: date | None = None,
    closed: bool = False,
    ground: Ground | None = None,
) -> list[CurrentMeasure]:
    """The open measures of a plan, an administration or a unit on a day (`closed`: also those done or dropped).

    Each carries its newest entry, and with `since` all entries after that day. What predecessors began is the
    successor's. Measures under answers for a later VP year than the day's are not there yet.
    """
    ground = ground or ground_of(plan, day)
    offices = ground.offices
    wanted = administration or (unit.administration if unit else None)
    places = offices.lineage(wanted.pk) if wanted else set(offices.administrations)
    by_pk = _measures(plan, ground, places, wanted)
    _read_listings(plan, by_pk, places, day, ground.vp_due(now()))
    lines = list({id(line): line for line in by_pk.values() if line.years or line.central}.values())
    if unit is not None:
        lines = [line for line in lines if _unit_of(line, offices, wanted) == unit]
    _read_entries(plan, {pk: line for line in lines for pk in line.names}, places if wanted else None, day)
    if not closed:
        lines = [line for line in lines if line.state not in CLOSED]
    details = _details(lines, since)
    areas = ground.areas
    made = [_current(line, offices, wanted, areas, details, since) for line in lines]
    ranks = {key: place for place, key in enumerate(areas)}
    order = {pk: place for place, pk in enumerate(offices.administrations)}
    made.sort(key=lambda one: (order[one.administration.pk], ranks.get(one.area_key, 99), one.title.casefold()))
    return made


def _holder(offices: Offices, pk: int, wanted: Administration | None) -> Administration:
    return offices.administrations[wanted.pk] if wanted else offices.holder(pk)


def _unit_of(line: _Line, offices: Offices, wanted: Administration | None) -> Unit | None:
    return offices.unit_of(_holder(offices, line.newest.administration_id, wanted), line.unit)


def _measures(plan: Plan, ground: Ground, places: set[int], wanted: Administration | None) -> dict[int, _Line]:
    """Every measure, those of equal identity in one lineage as one; the central ones are marked."""
    offices, central = ground.offices, ground.central
    by_pk: dict[int, _Line] = {}
    together: dict[tuple[int, str], _Line] = {}
    rows = LocalMeasure.objects.filter(plan=plan, administration__in=places).order_by("pk")
    for row in rows:
        holder = _holder(offices, row.administration_id, wanted)
        line = together.get((holder.pk, row.identity))
        if line is None:
            line = together[holder.pk, row.identity] = _Line([row.pk], row, row.title, row.unit_id)
        else:
            line.names.append(row.pk)
            line.newest = row if row.administration_id == holder.pk else line.newest
        leads = {(place, row.area_key, fold(row.title)) for place in offices.lineage(holder.pk)}
        line.central |= row.unit_id is None and bool(leads & central)
        by_pk[row.pk] = line
    return by_pk


def _read_listings(plan: Plan, by_pk: dict[int, _Line], places: set[int], day: date, vp_due: dict[int, date]) -> None:
    """What the answers that count on the day say of each measure, the newest last."""
    rows = Listing.objects.filter(answer__plan=plan, answer__administration__in=places, answer__withdrawn=False)
    rows = rows.exclude(answer__in=_replaced(plan)).select_related("answer").order_by()
    counted = [
        (answer.decided_on or vp_due.get(answer.year, date(answer.year, 1, 1)), answer.recorded_at, answer.order,
         row.order, row.pk, row)
        for row in rows
        if (answer := row.answer).year <= day.year
    ]  # fmt: skip
    for *_, row in sorted(counted, key=lambda one: one[:5]):
        if row.answer.decided_on and row.answer.decided_on > day:
            continue
        line = by_pk.get(row.measure_id)
        if line is None:
            continue
        older = by_pk.get(row.replaces_id) if row.replaces_id else None
        if older is not None and older is not line:
            _join(by_pk, older, line)
        line.title, line.unit = row.title, row.unit_id or line.unit
        line.owner, line.owner_user_id, line.owner_role = row.owner, row.owner_user_id, row.owner_role
        line.years.add(row.answer.year)
        if row.due is not None:
            line.dues.append(row.due)


def _replaced(plan: Plan) -> Any:
    return Answer.objects.filter(plan=plan, replaces__isnull=False).values("replaces")


def _join(by_pk: dict[int, _Line], older: _Line, newer: _Line) -> None:
    """The measure that replaces another takes over its names, its first due day and its years."""
    newer.names += older.names
    newer.dues = older.dues + newer.dues
    newer.years |= older.years
    for pk in older.names:
        by_pk[pk] = newer


def _when_closing(text: str) -> Case:
    taken = When(state__in=tuple(CLOSED), then=F(text))
    return Case(taken, default=Value("", output_field=TextField()), output_field=TextField())


def existing(rows: Any) -> Any:
    """Those of some entries that exist: not replaced or withdrawn by a later one, and no withdrawals themselves."""
    gone = ProgressEntry.objects.filter(replaces__isnull=False).values("replaces")
    return rows.filter(withdrawn=False).exclude(pk__in=gone)


def _read_entries(plan: Plan, by_pk: dict[int, _Line], places: set[int] | None, day: date) -> None:
    """The state of each measure, and which entries it has; texts are fetched only where the state hangs on them."""
    rows = existing(ProgressEntry.objects.filter(measure__plan=plan, effective_on__lte=day))
    if places is not None:
        rows = rows.filter(measure__administration__in=places)
    rows = rows.order_by("effective_on", "recorded_at", "order", "pk")
    columns = ("pk", "measure_id", Cast("effective_on", CharField()), "state", _when_closing("note"),
               _when_closing("evidence"), "attachment_id")  # fmt: skip
    for pk, measure, when, state, note, evidence, attachment in rows.values_list(*columns):
        line = by_pk.get(measure)
        if line is None:
            continue
        line.entries.append((pk, date.fromisoformat(when)))
        if state and is_taken(state, note, evidence or ("fil" if attachment else "")):
            line.state = state


def _details(lines: Iterable[_Line], since: date | None) -> dict[int, EntryOf]:
    wanted = [
        pk
        for line in lines
        for place, (pk, day) in enumerate(reversed(line.entries))
        if place == 0 or (since is not None and day > since)
    ]
    columns = ("pk", "effective_on", "state", "note", "obstacle", "next_step", "evidence", "source", "attachment_id",
               "recorded_at")  # fmt: skip
    found: dict[int, EntryOf] = {}
    for start in range(0, len(wanted), 5000):
        rows = ProgressEntry.objects.filter(pk__in=wanted[start : start + 5000]).order_by()
        found |= {row[0]: EntryOf(*row) for row in rows.values_list(*columns)}
    return found


def _current(
    line: _Line,
    offices: Offices,
    wanted: Administration | None,
    areas: dict[str, str],
    details: dict[int, EntryOf],
    since: date | None,
) -> CurrentMeasure:
    row = line.newest
    due = line.dues[-1] if line.dues else date(max(line.years), 12, 31) if line.years else None
    moves = sum(before != after for before, after in zip(line.dues, line.dues[1:], strict=False))
    return CurrentMeasure(
        measure=row,
        names=tuple(line.names),
        title=line.title,
        area_key=row.area_key,
        area_name=areas.get(row.area_key, row.area_key),
        administration=_holder(offices, row.administration_id, wanted),
        unit=_unit_of(line, offices, wanted),
        owner=line.owner,
        owner_user_id=line.owner_user_id,
        owner_role=line.owner_role,
        due=due,
        original_due=line.dues[0] if line.dues else None,
        moves=moves,
        year=max(line.years, default=None),
        state=line.state,
        entry_count=len(line.entries),
        central=line.central,
        entries=tuple(details[pk] for pk, _ in reversed(line.entries) if pk in details),
    )
