"""Users and the roles they hold at a place in the organisation, from a day to a day."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property

from handslag.core.clock import today
from handslag.people.models.city import City
from handslag.people.models.organisation import Administration, Unit

ROLES = {
    "social_worker": "handläggare",
    "unit_manager": "enhetschef",
    "district_office": "förvaltningens kansli",
    "head": "förvaltningschef",
    "union_rep": "fackligt ombud",
    "safety_rep": "skyddsombud",
    "plan_office": "planansvarig",
    "politician": "förtroendevald",
    "commissioner": "borgarråd",
    "administrator": "administratör",
    "reader": "läsare",
}
LEVELS: dict[str, tuple[str, ...]] = {
    "social_worker": ("unit",),
    "unit_manager": ("unit",),
    "district_office": ("administration",),
    "head": ("administration",),
    "union_rep": ("city", "administration", "unit"),
    "safety_rep": ("city", "administration", "unit"),
    "plan_office": ("city",),
    "politician": ("city", "administration"),
    "commissioner": ("city",),
    "administrator": ("city",),
    "reader": ("city", "administration", "unit"),
}
"""At what places a role can be held: in the whole city, in an administration, in a unit."""
ONLY_UNIT = tuple(role for role, levels in LEVELS.items() if levels == ("unit",))
ONLY_ADMINISTRATION = tuple(role for role, levels in LEVELS.items() if levels == ("administration",))
ONLY_CITY = tuple(role for role, levels in LEVELS.items() if levels == ("city",))


class UserManager(BaseUserManager["User"]):
    """Finds users by name without regard to case."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username__iexact=username or "")


class User(AbstractBaseUser):
    """A person who logs in."""

    username = models.CharField("användarnamn", max_length=80, unique=True)
    name = models.CharField("namn", max_length=120, blank=True)
    email = models.EmailField("e-post", blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.name or self.username

    @cached_property
    def held(self) -> tuple[Membership, ...]:
        """The roles the user holds today, with their places; asked for once."""
        rows = self.memberships.select_related("city", "administration", "unit")
        return tuple(one for one in rows if one.holds_on(today()))

    def holds_some(self, *roles: str) -> bool:
        """Whether the user holds one of the roles anywhere today; the menu asks."""
        return any(one.role in roles for one in self.held)

    @property
    def may_import(self) -> bool:
        """Whether the user is plan office in some city today."""
        return self.holds_some("plan_office")


class Membership(models.Model):
    """Who holds which role at which place (city, administration or unit), from a day to a day."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="memberships")
    administration = models.ForeignKey(
        Administration, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships")
    role = models.CharField(max_length=20)
    organisation = models.CharField("organisation", max_length=80, blank=True)
    """The union or party a representative stands for."""
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    stand_in_for = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="stand_ins")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(role__in=tuple(ROLES)), name="role_is_known"),
            models.CheckConstraint(
                condition=Q(unit__isnull=True) | Q(administration__isnull=False),
                name="membership_unit_has_administration",
            ),
            models.CheckConstraint(
                condition=(
                    (~Q(role__in=ONLY_UNIT) | Q(unit__isnull=False))
                    & (~Q(role__in=ONLY_ADMINISTRATION) | Q(administration__isnull=False, unit__isnull=True))
                    & (~Q(role__in=ONLY_CITY) | Q(administration__isnull=True))
                    & (~Q(role="politician") | Q(unit__isnull=True))
                ),
                name="role_is_held_at_its_level",
                violation_error_message="Rollen finns inte på den platsen.",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="membership_ends_after_it_begins",
                violation_error_message="Rollens sista dag ligger före den första.",
            ),
            models.UniqueConstraint(
                "user",
                "city",
                Coalesce("administration", 0),
                Coalesce("unit", 0),
                "role",
                "valid_from",
                name="membership_stands_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} {ROLES.get(self.role, self.role)} i {self.place}"

    @property
    def place(self) -> City | Administration | Unit:
        """Where the role is held."""
        return self.unit or self.administration or self.city

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def covers(self, city: int, administration: int | None = None, unit: int | None = None) -> bool:
        """Whether a place (by ids) is the membership's own place or below it."""
        if self.city_id != city or (self.administration_id and self.administration_id != administration):
            return False
        return self.unit_id is None or self.unit_id == unit
