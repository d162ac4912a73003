"""Administrations and their units; what is known of an administration are dated versions."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from handslag.core.append_only import guard
from handslag.core.text import fold, slug
from handslag.people.models.city import City, CityFact

FIELDS_OF_WORK = (
    "barn och unga",
    "ekonomiskt bistånd",
    "missbruk",
    "socialpsykiatri",
    "funktionsnedsättning",
    "äldre",
    "gemensamt",
)
KINDS = {"district": "stadsdelsförvaltning", "specialist": "fackförvaltning"}


class AdministrationQuerySet(models.QuerySet["Administration"]):
    def visible_to(self, user: Any) -> AdministrationQuerySet:
        """The administrations of the cities the user can read."""
        return self.filter(city__in=City.objects.visible_to(user))


class Administration(models.Model):
    """An administration by name; what is known of it (kind, days, predecessors) are its versions."""

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="administrations")
    name = models.CharField("förvaltning", max_length=120)
    slug = models.SlugField(max_length=120)
    order = models.PositiveIntegerField(default=0)

    objects = AdministrationQuerySet.as_manager()

    class Meta:
        ordering = ("city", "order", "id")
        constraints = (models.UniqueConstraint(fields=("city", "slug"), name="administration_slug_is_unique"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("vitals:administration", args=[self.slug])


class AdministrationVersion(CityFact):
    """What was known of an administration from a moment on."""

    administration = models.ForeignKey(Administration, on_delete=models.PROTECT, related_name="versions")
    kind = models.CharField(max_length=12)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    committee = models.CharField(max_length=160, blank=True)
    predecessors = models.JSONField(default=list)  # names

    class Meta:
        ordering = ("administration", "recorded_at", "id")
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=tuple(KINDS)), name="administration_kind_is_known"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="administration_ends_after_it_begins",
                violation_error_message="Förvaltningens sista dag ligger före den första.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.administration} från {self.valid_from}"


class UnitQuerySet(models.QuerySet["Unit"]):
    def visible_to(self, user: Any) -> UnitQuerySet:
        """The units of the cities the user can read."""
        return self.filter(administration__city__in=City.objects.visible_to(user))


class Unit(models.Model):
    """A unit of an administration."""

    administration = models.ForeignKey(Administration, on_delete=models.PROTECT, related_name="units")
    name = models.CharField("enhet", max_length=160)
    folded = models.CharField(max_length=160)
    field_of_work = models.CharField("verksamhet", max_length=40, blank=True)
    external_id = models.CharField(max_length=60, blank=True)
    recorded_at = models.DateTimeField()

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ("administration", "name")
        constraints = (models.UniqueConstraint(fields=("administration", "folded"), name="unit_stands_once"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("vitals:unit", args=[self.pk])


def find_administration(city: City, name: str) -> Administration | None:
    """The administration with this name, compared folded; or with this slug."""
    wanted, key = fold(name), slug(name)
    for administration in city.administrations.all():
        if fold(administration.name) == wanted or administration.slug == key:
            return administration
    return None


guard("people_administrationversion", message="en daterad uppgift kan inte ändras")
