"""The signs of a whole plan on a day: from a snapshot when one is valid, else computed there and then."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from time import perf_counter
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from handslag.audit.models import Event
from handslag.core.text import fold
from handslag.plan.models import Plan
from handslag.vitals.facts import CellVitals, CentralMeasure, CityVitals, Comment, Facts, Reason, UnitSilence
from handslag.vitals.loading import load_facts
from handslag.vitals.models import Snapshot
from handslag.vitals.rules import Known, prepare, vitals

FRAME_ACTIONS = ("city.imported",)
"""Acts whose facts may hold from the beginning, whatever the moment they are known at."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How much was put into a cell: measures, substantive acts in the last 365 days, and cost in whole öre."""

    measures: int = 0
    acts: int = 0
    cost: int = 0

    def __add__(self, other: Effort) -> Effort:
        return Effort(self.measures + other.measures, self.acts + other.acts, self.cost + other.cost)


@dataclass(frozen=True, slots=True)
class Cell:
    """The verdict on one cell without its measures and acts, as the city's pages need it."""

    administration: str
    kind: str
    area: str
    area_name: str
    mandatory: bool
    sign: str
    since: date
    reported: str
    silent_days: int | None
    year: int | None
    reasons: tuple[Reason, ...]
    units: tuple[UnitSilence, ...]
    comment: Comment | None
    adopted: bool | None
    answer_reason: str
    fields_of_work: tuple[str, ...]
    target_groups: tuple[str, ...]
    effort: Effort
    last_act: date | None
    central: str = ""
    """The title of the central measure, on a row of its own; empty for a whole cell."""
    central_key: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """All cells of a plan on a day, and how the answer came about."""

    as_of: date
    known_at: datetime
    revision: str
    cells: tuple[Cell, ...]
    central: tuple[Cell, ...]
    live_seconds: float | None = None
    """How long it took to compute now; None when a snapshot answered."""

    def by_key(self) -> dict[tuple[str, str], Cell]:
        return {(cell.administration, cell.area): cell for cell in self.cells}


def judge(plan: Plan, as_of: date, known_at: datetime) -> Judgement:
    """The signs of a plan as of a day, known at a moment. Few queries with a valid snapshot, else computed."""
    return judge_days(plan, [as_of], known_at)[0]


def judge_days(plan: Plan, days: Sequence[date], known_at: datetime) -> list[Judgement]:
    """The same for several days; what has to be computed is loaded and sorted out once."""
    started = perf_counter()
    kept = valid_snapshots(plan, days, known_at)
    computed = compute_days(plan, [day for day in days if day not in kept], known_at)
    made: list[Judgement] = []
    for day in days:
        if day in kept:
            made.append(_from_json(kept[day], known_at))
            continue
        judged = next(computed)
        made.append(replace(judged, live_seconds=perf_counter() - started))
        started = perf_counter()
    return made


def judge_kept(plan: Plan, days: Sequence[date], known_at: datetime) -> list[Judgement] | None:
    """The same from snapshots alone; None when one is lacking."""
    kept = valid_snapshots(plan, days, known_at)
    return [_from_json(kept[day], known_at) for day in days] if kept.keys() >= set(days) else None


def newest_kept(plan: Plan, until: date) -> Judgement | None:
    """The newest snapshot there is up to a day, as it was known then: for pages that must not wait for the rules."""
    row = Snapshot.objects.filter(plan=plan, as_of__lte=until).order_by("-as_of", "-known_at").first()
    return _from_json(row, row.known_at) if row else None


def compute(plan: Plan, as_of: date, known_at: datetime) -> Judgement:
    """The same from the facts alone."""
    return next(compute_days(plan, [as_of], known_at))


def compute_days(plan: Plan, days: Sequence[date], known_at: datetime) -> Iterator[Judgement]:
    """The same for several days, one after the other; loaded and sorted out once, and not at all for none."""
    known: Known | None = None
    try:
        for day in days:
            known = known or prepare(load_facts(plan, known_at=known_at), known_at)
            yield _judgement(known, day, known_at)
    finally:
        if known is not None:
            known.let_go()


def _judgement(known: Known, as_of: date, known_at: datetime) -> Judgement:
    city = vitals(known, as_of)
    return Judgement(
        as_of,
        known_at,
        city.revision or "",
        tuple(cell_of(cell, as_of) for cell in city.cells),
        tuple(_central_rows(known.facts, city, known)),
    )


def cell_of(cell: CellVitals, as_of: date, central: str = "", central_key: str = "") -> Cell:
    """A cell's verdict with what was put into it summed up."""
    year_ago = as_of - timedelta(days=365)
    recent = sum(1 for act in cell.acts if act.kind != "listed" and act.day > year_ago)
    return Cell(
        administration=cell.administration,
        kind=cell.kind,
        area=cell.area,
        area_name=cell.area_name,
        mandatory=cell.mandatory,
        sign=cell.sign,
        since=cell.since,
        reported=cell.reported,
        silent_days=cell.silent_days,
        year=cell.year,
        reasons=cell.reasons,
        units=cell.units,
        comment=cell.comment,
        adopted=cell.adopted,
        answer_reason=cell.answer_reason,
        fields_of_work=tuple(sorted({m.field_of_work for m in cell.measures if m.field_of_work})),
        target_groups=tuple(sorted({m.target_group for m in cell.measures if m.target_group})),
        effort=Effort(len(cell.measures), recent, sum(m.cost or 0 for m in cell.measures if not m.carried)),
        last_act=max((act.day for act in cell.acts if act.kind != "listed"), default=None),
        central=central,
        central_key=central_key,
    )


def _central_rows(facts: Facts, city: CityVitals, known: Known) -> Iterator[Cell]:
    """Each central measure of the revision in force, judged alone by the same rules."""
    in_force = next((r for r in facts.revisions if r.label == city.revision), None)
    for measure in in_force.central if in_force else ():
        cell = central_cell(facts, measure, known.known_at, city.as_of)
        if cell is not None:
            yield cell


def central_cell(facts: Facts, measure: CentralMeasure, known_at: datetime, as_of: date) -> Cell | None:
    """A central measure judged alone: as a cell in which there is nothing else."""
    keys = {measure.key}
    titles = {
        (fold(c.administration), c.area, fold(c.title)) for r in facts.revisions for c in r.central if c.key in keys
    }
    owners = {owner for owner, _, _ in titles}
    alone = replace(
        facts,
        revisions=tuple(replace(r, central=tuple(c for c in r.central if c.key in keys)) for r in facts.revisions),
        answers=(),
        entries=tuple(
            e
            for e in facts.entries
            if not e.ref.unit and (fold(e.ref.administration), e.ref.area, fold(e.ref.title)) in titles
        ),
        administrations=tuple(a for a in facts.administrations if fold(a.name) in owners),
        reports=tuple(r for r in facts.reports if fold(r.administration) in owners),
    )
    for cell in vitals(prepare(alone, known_at), as_of).cells:
        if cell.area == measure.area and fold(cell.administration) == fold(measure.administration):
            return cell_of(cell, as_of, central=measure.title, central_key=measure.key)
    return None


def last_event(plan: Plan) -> int:
    """The number of the newest recorded event of the plan's city."""
    return Event.objects.filter(city_id=plan.city_id).aggregate(last=Max("number"))["last"] or 0


def valid_snapshot(plan: Plan, as_of: date, known_at: datetime) -> Snapshot | None:
    """A snapshot of the day that has seen exactly the facts known at the moment."""
    return valid_snapshots(plan, [as_of], known_at).get(as_of)


def valid_snapshots(plan: Plan, days: Collection[date], known_at: datetime) -> dict[date, Snapshot]:
    """The valid snapshots of some days, in one question."""
    return {row.as_of: row for row in _valid(plan, days, known_at).order_by("known_at")}


def kept_days(plan: Plan, days: Collection[date], known_at: datetime) -> set[date]:
    """Those of the days of which there is a valid snapshot, without reading it."""
    return set(_valid(plan, days, known_at).order_by().values_list("as_of", flat=True))


def _valid(plan: Plan, days: Collection[date], known_at: datetime) -> QuerySet[Snapshot]:
    """Snapshots between which, and what is asked for, no event lies."""
    seen, then = OuterRef("last_event"), OuterRef("known_at")
    differs = (
        Q(number__gt=seen, recorded_at__lte=known_at)
        | Q(number__gt=seen, action__in=FRAME_ACTIONS)
        | Q(number__lte=seen, recorded_at__gt=known_at, recorded_at__lte=then)
        | Q(number__lte=seen, recorded_at__gt=then, recorded_at__lte=known_at)
    )
    events = Event.objects.filter(differs, city_id=plan.city_id, recorded_at__isnull=False).order_by()
    return Snapshot.objects.filter(~Exists(events), plan=plan, as_of__in=days)


def to_json(made: Judgement) -> dict[str, Any]:
    """What a snapshot keeps."""
    return {"cells": [_plain(asdict(c)) for c in made.cells], "central": [_plain(asdict(c)) for c in made.central]}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):  # a datetime too
        return value.isoformat()
    return value


def _from_json(snapshot: Snapshot, known_at: datetime) -> Judgement:
    return Judgement(
        snapshot.as_of,
        known_at,
        snapshot.revision,
        tuple(_cell(item) for item in snapshot.cells["cells"]),
        tuple(_cell(item) for item in snapshot.cells["central"]),
    )


def _cell(item: Mapping[str, Any]) -> Cell:
    comment = item["comment"]
    return Cell(
        **{
            **item,
            "since": date.fromisoformat(item["since"]),
            "last_act": date.fromisoformat(item["last_act"]) if item["last_act"] else None,
            "reasons": tuple(Reason(**{**r, "evidence": tuple(r["evidence"])}) for r in item["reasons"]),
            "units": tuple(UnitSilence(**unit) for unit in item["units"]),
            "comment": comment
            and Comment(
                **{
                    **comment,
                    "effective_on": date.fromisoformat(comment["effective_on"]),
                    "recorded_at": datetime.fromisoformat(comment["recorded_at"]),
                }
            ),
            "fields_of_work": tuple(item["fields_of_work"]),
            "target_groups": tuple(item["target_groups"]),
            "effort": Effort(**item["effort"]),
        }
    )
