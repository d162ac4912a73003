"""What a form can choose among: the areas of the revision in force, the administrations of today, measures; names."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from handslag.people.loading import in_order
from handslag.people.models import Administration, AdministrationVersion, City, Unit
from handslag.plan.models import FocusArea, Plan, Revision
from handslag.voice.models import SignalAnswer


def areas_in_force(plan: Plan, day: date) -> dict[str, str]:
    """Key → name of the areas of the revision in force on the day, in the plan's order; else of all decided ones."""
    held = Revision.objects.filter(plan=plan, is_decided=True, in_force__lte=day).order_by("in_force", "pk").last()
    if held is None:
        return area_names(plan)
    return dict(FocusArea.objects.filter(revision=held).order_by("order").values_list("key", "name"))


def area_names(plan: Plan) -> dict[str, str]:
    """Key → newest name of every area the plan has decided on."""
    rows = FocusArea.objects.filter(revision__plan=plan, revision__is_decided=True)
    return dict(rows.order_by("revision__in_force", "revision", "order").values_list("key", "name"))


def administrations_on(city: City, day: date) -> list[Administration]:
    """The administrations that stand on the day, in the city's order."""
    versions = AdministrationVersion.objects.filter(administration__city=city).select_related("administration")
    newest = {row.administration_id: row for row in in_order(versions)}
    standing = [
        row for row in newest.values() if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)
    ]
    return [row.administration for row in sorted(standing, key=lambda row: (row.administration.order, row.pk))]


def units_of(administrations: list[Administration]) -> list[Unit]:
    """Their units by administration and name."""
    return list(Unit.objects.filter(administration__in=administrations).order_by("administration__order", "name"))


def measures_of(plan: Plan, administrations: Any, areas: Any) -> QuerySet[Any]:
    """The local measures an answer may point at, by the database's own reference: no room beside this one is read."""
    related: Any = SignalAnswer._meta.get_field("measure").related_model
    found = related._default_manager.filter(plan=plan, administration__in=administrations)
    rows: QuerySet[Any] = found.filter(area_key__in=areas) if areas else found
    return rows.select_related("unit").order_by("title", "pk")


def named(measures: Any) -> list[tuple[str, str]]:
    """Measures to choose from, each with its unit: many units have one of the same title."""
    return [(str(one.pk), f"{one}, {one.unit}" if one.unit else str(one)) for one in measures]


def whistle_url(city: City) -> str:
    """The city's own whistle-blowing channel, as the installation is told: one address, or `slug=address` a city."""
    default = ""
    for part in settings.HANDSLAG_WHISTLE_URL.split():
        if part.startswith(f"{city.slug}="):
            return str(part.removeprefix(f"{city.slug}="))
        if part.startswith("http"):
            default = part
    return default
