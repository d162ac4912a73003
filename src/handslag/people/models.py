"""The organisation as dated facts, and the users with their roles in it."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property

from handslag.audit.models import Event
from handslag.core.append_only import guard
from handslag.core.clock import today
from handslag.core.text import fold, slug

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
ROLES = {"reader": "läsare", "plan_office": "planansvarig"}


class UserManager(BaseUserManager["User"]):
    """Finds users by name without regard to case."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username__iexact=username or "")


class User(AbstractBaseUser):
    """A person who logs in."""

    username = models.CharField("användarnamn", max_length=80, unique=True)
    name = models.CharField("namn", max_length=120, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.name or self.username

    @cached_property
    def may_import(self) -> bool:
        """Whether the user is plan office in some city today; the menu asks."""
        return any(m.role == "plan_office" and m.holds_on(today()) for m in self.memberships.all())


class CityQuerySet(models.QuerySet["City"]):
    def visible_to(self, user: Any) -> CityQuerySet:
        """The cities in which the user has a role today; none for a visitor."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        day = today()
        holds = Membership.objects.filter(user=user, valid_from__lte=day).exclude(valid_to__lt=day)
        return self.filter(pk__in=holds.values("city"))


class City(models.Model):
    """A municipality: the owner of everything else."""

    name = models.CharField("kommun", max_length=120, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    code = models.CharField("kommunkod", max_length=8, blank=True)
    is_example = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    objects = CityQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        verbose_name = "kommun"

    def __str__(self) -> str:
        return self.name


class DatedFact(models.Model):
    """What every recorded fact carries: when it counts as known, when it was truly entered, its import and place."""

    recorded_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    @property
    def read_in_afterwards(self) -> bool:
        """Whether it was entered later than it counts as known ("inläst i efterhand")."""
        return (self.entered_at - self.recorded_at).total_seconds() > 60


class CityFact(DatedFact):
    """A fact of the city's own frame: the first entered holds from the beginning, a later one from its day."""

    effective_on = models.DateField()
    from_beginning = models.BooleanField(default=False)

    class Meta:
        abstract = True


class Setting(CityFact):
    """A number the city has set, from a day on."""

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="settings")
    key = models.CharField(max_length=40)
    value = models.IntegerField()

    class Meta:
        ordering = ("city", "key", "effective_on", "id")

    def __str__(self) -> str:
        return f"{self.key}={self.value}"


class CalendarDay(CityFact):
    """A follow-up period: the VP's due day, or a report's as-of day and due day."""

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="calendar")
    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=2)
    as_of = models.DateField(null=True)
    due = models.DateField()

    class Meta:
        ordering = ("city", "year", "due", "id")
        constraints = (
            models.CheckConstraint(condition=Q(code__in=("VP", "T1", "T2", "VB")), name="calendar_code_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.year}-{self.code}"


class FreeDays(CityFact):
    """The weekdays on which the city does not work beside the holidays; the newest row holds as a whole."""

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="free_days")
    bridge_days = models.JSONField(default=list)
    closed = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{len(self.bridge_days)} klämdagar, {len(self.closed)} stängda dagar"


class Meeting(DatedFact):
    """A day on which a political body meets."""

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="meetings")
    body = models.CharField(max_length=120)
    held_on = models.DateField()

    class Meta:
        ordering = ("held_on", "body")
        constraints = (models.UniqueConstraint(fields=("city", "body", "held_on"), name="meeting_stands_once"),)

    def __str__(self) -> str:
        return f"{self.body} {self.held_on}"


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


class Membership(models.Model):
    """Who holds which role in which city, from a day to a day."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(role__in=tuple(ROLES)), name="role_is_known"),
            models.UniqueConstraint(fields=("user", "city", "role", "valid_from"), name="membership_stands_once"),
        )

    def __str__(self) -> str:
        return f"{self.user} {ROLES.get(self.role, self.role)} i {self.city}"

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def find_administration(city: City, name: str) -> Administration | None:
    """The administration with this name, compared folded; or with this slug."""
    wanted, key = fold(name), slug(name)
    for administration in city.administrations.all():
        if fold(administration.name) == wanted or administration.slug == key:
            return administration
    return None


for _table in (
    "people_setting",
    "people_calendarday",
    "people_freedays",
    "people_meeting",
    "people_administrationversion",
):
    guard(_table, message="en daterad uppgift kan inte ändras")
