"""Users and the roles they hold at a place in the organisation, from a day to a day."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Lower
from django.urls import reverse
from django.utils.functional import cached_property

from handslag.core.append_only import guard
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
    "registrar": "registrator",
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
    "registrar": ("city",),
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

    def visible_to(self, user: Any) -> models.QuerySet[User]:
        """Whoever has, has had or will have a role in a city the user can read: their names alone."""
        people = Membership.objects.filter(city__in=City.objects.visible_to(user)).values("user")
        return self.filter(pk__in=people)


class User(AbstractBaseUser):
    """A person who logs in."""

    username = models.CharField("användarnamn", max_length=80, unique=True)
    name = models.CharField("namn", max_length=120, blank=True)
    email = models.EmailField("e-post", blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "username"

    class Meta:
        constraints = (
            models.UniqueConstraint(
                Lower("username"),
                name="username_stands_once",
                violation_error_message="Användarnamnet är upptaget. Välj ett annat.",
            ),
        )

    def __str__(self) -> str:
        return self.name or self.username

    def get_absolute_url(self) -> str:
        return reverse("people:user", args=[self.pk])

    @cached_property
    def posts(self) -> tuple[Membership, ...]:
        """Every role the user has had, has or will have, with their places; asked for once."""
        rows = self.memberships.select_related("city", "administration", "unit", "stand_in_for")
        return tuple(rows.order_by("valid_from", "pk"))

    @cached_property
    def held(self) -> tuple[Membership, ...]:
        """The roles the user holds today, with their places; asked for once."""
        return tuple(one for one in self.posts if one.holds_on(today()))

    @property
    def has_left(self) -> bool:
        """Whether all roles the user has had are over: the account is then closed by itself."""
        return bool(self.posts) and all(one.is_over(today()) for one in self.posts)

    @property
    def may_enter(self) -> bool:
        """Whether the user may log in and stay logged in."""
        return self.is_active and not self.has_left

    def holds_some(self, *roles: str) -> bool:
        """Whether the user holds one of the roles anywhere today; the menu asks."""
        return any(one.role in roles for one in self.held)

    @property
    def may_import(self) -> bool:
        """Whether the user is plan office in some city today."""
        return self.holds_some("plan_office")


NEVER = date.min
"""The last day of a role that was taken back before it was ever held."""


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: date) -> MembershipQuerySet:
        """Those that hold on a day."""
        return self.filter(valid_from__lte=day).exclude(valid_to__lt=day)

    def unfinished(self, day: date) -> MembershipQuerySet:
        """Those that hold on a day or will hold later."""
        return self.exclude(valid_to__lt=day)

    def visible_to(self, user: Any) -> MembershipQuerySet:
        """One's own; those held today in the cities one can read; all in the cities where one is administrator."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        administered = [one.city_id for one in user.held if one.role == "administrator"]
        held = Q(pk__in=Membership.objects.on(today()).filter(city__in=City.objects.visible_to(user)).values("pk"))
        return self.filter(Q(user=user) | Q(stand_in_for=user) | Q(city__in=administered) | held)


class Membership(models.Model):
    """Who holds which role at which place (city, administration or unit), from a day to a day.

    The database lets a row only be shortened: a role is ended by its last day and never made longer.
    """

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

    objects = MembershipQuerySet.as_manager()

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
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")) | Q(valid_to=NEVER),
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
                Coalesce("stand_in_for", 0),
                condition=~Q(valid_to=NEVER),
                name="membership_stands_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} {ROLES.get(self.role, self.role)} i {self.place}"

    @property
    def word(self) -> str:
        """The role as it is said, with the union or party it is held for."""
        word = ROLES.get(self.role, self.role)
        return f"{word} ({self.organisation})" if self.organisation else word

    @property
    def place(self) -> City | Administration | Unit:
        """Where the role is held."""
        return self.unit or self.administration or self.city

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def is_over(self, day: date) -> bool:
        return self.valid_to is not None and self.valid_to < day

    def covers(self, city: int, administration: int | None = None, unit: int | None = None) -> bool:
        """Whether a place (by ids) is the membership's own place or below it."""
        if self.city_id != city or (self.administration_id and self.administration_id != administration):
            return False
        return self.unit_id is None or self.unit_id == unit


KEPT = ("user_id", "city_id", "administration_id", "unit_id", "role", "organisation", "valid_from", "stand_in_for_id")
_CHANGED = " OR ".join(
    f"CAST(NEW.{c} AS text) <> CAST(OLD.{c} AS text) OR (NEW.{c} IS NULL) <> (OLD.{c} IS NULL)" for c in KEPT
)
guard(
    "people_membership",
    update=f"NEW.id <> OLD.id OR {_CHANGED} OR NEW.valid_to IS NULL OR NEW.valid_to > OLD.valid_to",
    message="en roll kan bara avslutas",
)
