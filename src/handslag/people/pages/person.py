"""One person's page for the administrator, and one's own account page: roles, stand-ins, what has been done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import NoReverseMatch, reverse

from handslag.audit.models import Event
from handslag.core.verdict import Verdict
from handslag.people.models import City, Membership, User
from handslag.people.pages.posts import PostLine, in_state, post_line
from handslag.people.permissions import (
    can_administer_account,
    can_close_account,
    can_end_role,
    can_name_stand_in,
    can_send_link,
    is_administered_without,
)
from handslag.people.rules import POLITICAL

MOST_EVENTS = 30
EVENT_WORDS = {
    "user.added": "Kontot lades till",
    "user.role_given": "Fick en roll",
    "user.role_ended": "En roll avslutades",
    "user.left": "Slutade: alla roller i kommunen avslutades",
    "user.stand_in_named": "Utsågs till ställföreträdare",
    "user.changed": "Namn eller e-post ändrades",
    "user.password_changed": "Bytte lösenord",
    "user.closed": "Kontot stängdes",
    "user.opened": "Kontot öppnades",
    "user.login_paused": "För många misslyckade inloggningar",
    "user.login_after_failures": "Loggade in efter misslyckade försök",
}


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that was done with the account or its roles."""

    at: datetime
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person, the roles and those who stand in; `hand_over` is where open measures are handed over, or empty."""

    person: User
    now: list[PostLine]
    coming: list[PostLine]
    ended: list[PostLine]
    stand_ins: list[PostLine]
    name_stand_in: Verdict
    hand_over: str = ""
    account: Verdict | None = None
    link: Verdict | None = None
    close: Verdict | None = None
    leave: Verdict | None = None
    happenings: tuple[Happening, ...] = ()


def account_page(person: User, day: date) -> PersonPage:
    """One's own roles in every city, and who stands in."""
    lines = [post_line(one, day) for one in person.posts]
    return PersonPage(
        person=person,
        now=in_state(lines, "now"),
        coming=in_state(lines, "coming"),
        ended=in_state(lines, "ended"),
        stand_ins=stand_ins_for(person, person, day),
        name_stand_in=can_name_stand_in(person, person),
    )


def person_page(viewer: User, person: User, city: City, day: date) -> PersonPage:
    """A person as the administrator of a city sees them: the roles there, and what has been done."""
    here = [one for one in person.posts if one.city_id == city.pk]
    lines = [post_line(one, day, can_end_role(viewer, one)) for one in here]
    unfinished = in_state(lines, "now", "coming")
    leave = Verdict.yes() if unfinished else Verdict.no(f"{person} har ingen roll kvar.")
    if any(one.role == "administrator" and one.holds_on(day) for one in here):
        leave = is_administered_without(person, city, day)
    return PersonPage(
        person=person,
        now=in_state(lines, "now"),
        coming=in_state(lines, "coming"),
        ended=in_state(lines, "ended", "never"),
        stand_ins=stand_ins_for(viewer, person, day, city),
        name_stand_in=can_name_stand_in(viewer, person),
        hand_over=hand_over_address(person),
        account=can_administer_account(viewer, person),
        link=can_send_link(viewer, person),
        close=can_close_account(viewer, person),
        leave=leave,
        happenings=_happenings(person, city),
    )


def stand_ins_for(viewer: User, person: User, day: date, city: City | None = None) -> list[PostLine]:
    """Those who stand in for a person today or later."""
    rows = Membership.objects.filter(stand_in_for=person).unfinished(day).order_by("valid_from", "pk")
    if city is not None:
        rows = rows.filter(city=city)
    related = rows.select_related("user", "city", "administration", "unit", "stand_in_for")
    return [post_line(one, day, can_end_role(viewer, one)) for one in related]


def hand_over_address(person: User) -> str:
    """Where a person's open measures are handed over; empty when the installation has no such page."""
    try:
        return reverse("followup:hand-over", args=[person.pk])
    except NoReverseMatch:
        return ""


def stand_in_choices(city: City, person: User, day: date) -> list[tuple[str, Any]]:
    """Who can stand in: everybody else with such a role in the city today, colleagues of the administration first."""
    own = {one.administration_id for one in person.posts if one.administration_id}
    near: dict[int, str] = {}
    far: dict[int, str] = {}
    rows = Membership.objects.on(day).filter(city=city, user__is_active=True, stand_in_for=None).exclude(user=person)
    kinds = {one.role in POLITICAL for one in person.posts}
    for row in rows.select_related("user", "city", "administration", "unit").order_by("user__name", "pk"):
        if (row.role in POLITICAL) not in kinds:
            continue
        group = near if row.administration_id in own else far
        group.setdefault(row.user_id, f"{row.user}, {row.word} i {row.place}")
    groups = [("Samma förvaltning", near), ("Andra i kommunen", {k: v for k, v in far.items() if k not in near})]
    return [(title, _options(group.items())) for title, group in groups if group]


def _options(pairs: Iterable[tuple[int, str]]) -> list[tuple[str, str]]:
    return [(str(pk), words) for pk, words in pairs]


def _happenings(person: User, city: City) -> tuple[Happening, ...]:
    """The newest events about the account: those of this city, and those of no city."""
    rows = Event.objects.filter(subject=f"user:{person.pk}", action__in=EVENT_WORDS)
    rows = rows.filter(city_id=city.pk) | rows.filter(city_id=None)
    return tuple(
        Happening(one.entered_at, EVENT_WORDS[one.action], one.actor_label)
        for one in rows.order_by("-number")[:MOST_EVENTS]
    )
