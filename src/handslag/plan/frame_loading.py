"""Draws the picture of a city and its plan from the database, in ten queries whatever its size."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TypeVar

from handslag.audit.models import Event
from handslag.core.text import fold
from handslag.people.models import AdministrationVersion, City, CityFact, Unit
from handslag.plan.frame import CentralMeasure, Dated, Frame, KnownAdministration, KnownArea, UnitRef
from handslag.plan.models import FocusArea, Measure, Plan

T = TypeVar("T")
_BEGINNING = datetime(1, 1, 1, tzinfo=UTC)


def load_frame(city: City, plan: Plan) -> Frame:
    """Everything about the city and the plan that the rows of a file may name."""
    calendar = list(city.calendar.order_by("effective_on", "recorded_at", "id"))
    areas, central = _areas(plan), _central(plan)
    return Frame(
        city_id=city.pk,
        city=city.name,
        plan_id=plan.pk,
        plan=plan.name,
        last_event=_last_event(city),
        administrations=_administrations(city),
        units=tuple(
            UnitRef(place, name, folded, pk, external)
            for pk, place, name, folded, external in Unit.objects.filter(administration__city=city)
            .order_by("administration", "name", "id")
            .values_list("id", "administration_id", "name", "folded", "external_id")
        ),
        areas=areas,
        central=central,
        vp_due={day.year: day.due for day in calendar if day.code == "VP"},
        years=frozenset(day.year for day in calendar),
        answer_days=_dated([(s, s.value) for s in city.settings.filter(key="signal_answer_days").order_by("id")]),
        free_days=_dated(
            [
                (f, frozenset(map(date.fromisoformat, (*f.bridge_days, *f.closed))))
                for f in city.free_days.order_by("id")
            ]
        ),
    )


def _last_event(city: City) -> int:
    return Event.objects.filter(city_id=city.pk).order_by("-number").values_list("number", flat=True).first() or 0


def _dated(facts: list[tuple[CityFact, T]]) -> tuple[Dated[T], ...]:
    made = [
        Dated(value, date.min, _BEGINNING) if fact.from_beginning else Dated(value, fact.effective_on, fact.recorded_at)
        for fact, value in facts
    ]
    return tuple(sorted(made, key=lambda fact: (fact.effective_on, fact.recorded_at)))


def _administrations(city: City) -> tuple[KnownAdministration, ...]:
    versions = AdministrationVersion.objects.filter(administration__city=city).order_by("recorded_at", "order", "id")
    parents = {version.administration_id: version.predecessors for version in versions}
    every = list(city.administrations.order_by("order", "id"))
    by_name = {fold(one.name): one.pk for one in every}

    def lineage(start: int) -> tuple[int, ...]:
        found = [start]
        for place in found:  # grows while it is walked: nearest first, each once
            names = (by_name.get(fold(name)) for name in parents.get(place, ()))
            found += [one for one in dict.fromkeys(names) if one is not None and one not in found]
        return tuple(found)

    return tuple(KnownAdministration(one.pk, one.name, one.slug, lineage(one.pk)) for one in every)


def _areas(plan: Plan) -> tuple[KnownArea, ...]:
    rows = (
        FocusArea.objects.filter(revision__plan=plan)
        .exclude(revision__state__in=("rejected", "discarded"))
        .order_by("-revision__is_decided", "-revision__in_force", "-revision_id", "order")
        .values_list("key", "name", "revision__is_decided")
    )
    newest: dict[str, str] = {}
    names: dict[str, set[str]] = {}
    decided = False
    for key, name, is_decided in rows:
        if decided and not is_decided:
            break  # what only a draft says is not known yet; a plan with nothing but drafts is known by them
        decided |= is_decided
        newest.setdefault(key, name)
        names.setdefault(key, set()).add(fold(name))
    return tuple(KnownArea(key, name, frozenset(names[key])) for key, name in newest.items())


def _central(plan: Plan) -> tuple[CentralMeasure, ...]:
    rows = (
        Measure.objects.filter(area__revision__plan=plan, area__revision__is_decided=True, central=True)
        .order_by("-area__revision__in_force", "-area__revision_id", "area__order", "order")
        .values_list("area__key", "key", "administration_id", "name")
    )
    newest: dict[tuple[str, str, int], str] = {}
    titles: dict[tuple[str, str, int], set[str]] = {}
    for area, key, leader, name in rows:
        if leader is not None:
            newest.setdefault((area, key, leader), name)
            titles.setdefault((area, key, leader), set()).add(fold(name))
    return tuple(
        CentralMeasure(area, key, name, frozenset(titles[area, key, leader]), leader)
        for (area, key, leader), name in newest.items()
    )
