"""Users on the command line: listed, added, invited; roles given, ended, left and stood in for."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

import click
from django.conf import settings
from django.urls import reverse

from handslag.core.clock import now, today
from handslag.core.text import counted, fold, swedish_date
from handslag.core.verdict import Refused
from handslag.people.actions import (
    Post,
    add_user,
    close_account,
    end_role,
    give_role,
    invite,
    leave,
    name_stand_in,
    open_account,
    send_link,
)
from handslag.people.actions.inviting import Sent
from handslag.people.models import ROLES, City, Membership, Unit, User, find_administration
from handslag.people.pages.files import users_document
from handslag.people.pages.users import chosen, people_of
from handslag.people.rules import username_fault

F = TypeVar("F", bound=Callable[..., Any])
CITY = click.option("--city", default=None, help="Kommun; behövs när det finns flera.")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Skriv JSON.")
ADDRESS = click.option(
    "--address", default=None, help="Adressen i länken, till exempel https://handslag.kommun.se; annars den inställda."
)


class Day(click.ParamType["date"]):
    """A day, `2026-05-12`."""

    name = "dag"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; what is none is refused with an example."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"”{value}” är ingen dag. Skriv till exempel 2026-05-12.", param, ctx)


def choose_city(name: str | None) -> City:
    """The city with this name, or the only one there is. Raises `Refused` with what to write."""
    cities = list(City.objects.all())
    if not cities:
        raise Refused("Det finns ingen kommun än. Läs in en med: handslag import city FIL.yaml")
    if name is None:
        if len(cities) == 1:
            return cities[0]
        raise Refused(f"Det finns flera kommuner. Välj en med --city: {', '.join(map(str, cities))}.")
    for city in cities:
        if fold(city.name) == fold(name) or city.slug == name:
            return city
    raise Refused(f"Kommunen ”{name}” finns inte. De som finns: {', '.join(map(str, cities))}.")


def choose_user(name: str) -> User:
    """The user with this user name. Raises `Refused`."""
    found = User.objects.filter(username__iexact=name).first()
    if found is None:
        raise Refused(f"Det finns ingen användare som heter {name}.")
    return found


@click.group()
def user() -> None:
    """Användare."""


def post_options(command: F) -> F:
    """The options that say which role, and where."""
    for option in (
        click.option("--organisation", default="", help="Fackförbund eller parti."),
        click.option("--unit", default=None, help="Enhet, när rollen gäller en enhet."),
        click.option("--administration", default=None, help="Förvaltning, när rollen gäller en förvaltning."),
        CITY,
        click.option("--role", required=True, type=click.Choice(list(ROLES)), help="Roll."),
    ):
        command = option(command)
    return command


def choose_post(role: str, city: str | None, administration: str | None, unit: str | None, organisation: str) -> Post:
    """The role at the place that the options name. Raises `Refused` with what to write."""
    town = choose_city(city)
    place = find_administration(town, administration) if administration else None
    if administration and place is None:
        names = ", ".join(str(one) for one in town.administrations.all())
        raise Refused(f"Förvaltningen ”{administration}” finns inte i {town}. De som finns: {names}.")
    if unit is None:
        return Post(role, town, place, None, organisation)
    units = Unit.objects.filter(administration__city=town, folded=fold(unit)).select_related("administration")
    found = [one for one in units if place is None or one.administration_id == place.pk]
    if len(found) != 1:
        what = "finns inte" if not found else "finns i flera förvaltningar. Ange --administration"
        raise Refused(f"Enheten ”{unit}” {what}.")
    return Post(role, town, found[0].administration, found[0], organisation)


@user.command("list")
@CITY
@click.option("--role", default=None, type=click.Choice(list(ROLES)), help="Bara de som har rollen.")
@click.option("--all", "everyone", is_flag=True, help="Också de som har slutat.")
@AS_JSON
def list_(*, city: str | None, role: str | None, everyone: bool, as_json: bool) -> None:
    """Visa användarna i en kommun och deras roller."""
    town = choose_city(city)
    people = chosen(people_of(town, today()), {"roll": role, "visa": "alla" if everyone else "nu"}, "")
    if as_json:
        click.echo(json.dumps(users_document(town, people), ensure_ascii=False, indent=1))
        return
    for one in people:
        click.echo(f"{one.username}: {one.name}{f' ({one.remark})' if one.remark else ''}")
        for post in one.shown:
            other = f", ställföreträdare för {post.stand_in_for}" if post.stand_in_for else ""
            click.echo(f"  {post.title}{other}. {post.days}.")
    click.echo(f"{counted(len(people), 'användare', 'användare')} i {town}.")


@user.command("add")
@click.argument("name")
@post_options
@click.option("--display-name", default="", help="Namn som visas.")
@click.option("--email", default="", help="E-postadress för påminnelser.")
@click.option("--password-stdin", is_flag=True, help="Läs lösenordet från standard in i stället för att fråga.")
def add(*, name: str, display_name: str, email: str, password_stdin: bool, **where: Any) -> None:
    """Lägg till användaren NAME."""
    if fault := username_fault(name):
        raise Refused(fault)
    post = choose_post(**where)
    post.check()
    password = (
        sys.stdin.readline().rstrip("\n")
        if password_stdin
        else click.prompt("Lösenord (minst 12 tecken)", hide_input=True, confirmation_prompt="Samma igen")
    )
    made = add_user(username=name, post=post, password=password, name=display_name, email=email, by=None, at=now())
    click.echo(f"{made.username} är nu {ROLES[post.role]} i {post.place}.")


@user.command("role")
@click.argument("name")
@post_options
@click.option("--from", "first", type=Day(), default=None, help="Första dagen, annars i dag.")
@click.option("--to", "last", type=Day(), default=None, help="Sista dagen, annars tills vidare.")
def role_(*, name: str, first: date | None, last: date | None, **where: Any) -> None:
    """Ge användaren NAME en roll till, på samma plats eller en annan."""
    post = choose_post(**where)
    given = give_role(username=name, post=post, valid_from=first, valid_to=last, by=None, at=now())
    start = "nu" if given.valid_from <= today() else f"från {swedish_date(given.valid_from)}"
    click.echo(f"{given.user.username} är {start} {ROLES[post.role]} i {post.place}.")


@user.command("end")
@click.argument("name")
@post_options
@click.option("--day", type=Day(), default=None, help="Första dagen utan rollen, annars i dag.")
def end(*, name: str, day: date | None, **where: Any) -> None:
    """Avsluta en roll för användaren NAME."""
    person, post, first = choose_user(name), choose_post(**where), day or today()
    place = {key: value for key, value in post.fields().items() if key != "organisation"}
    held = Membership.objects.filter(user=person, **place).unfinished(first).order_by("valid_from").first()
    if held is None:
        raise Refused(f"{person.username} är inte {ROLES[post.role]} i {post.place}.")
    end_role(membership=held, first_day_without=first, by=None, at=now())
    click.echo(f"{person.username} är inte {ROLES[post.role]} i {post.place} från {swedish_date(first)}.")


@user.command("leave")
@click.argument("name")
@CITY
@click.option("--day", type=Day(), default=None, help="Första dagen utan roller, annars i dag.")
def leave_(*, name: str, city: str | None, day: date | None) -> None:
    """Avsluta alla roller för användaren NAME, som slutar."""
    person, town, first = choose_user(name), choose_city(city), day or today()
    ended = leave(person=person, city=town, first_day_without=first, by=None, at=now())
    click.echo(f"{counted(len(ended), 'roll', 'roller')} avslutas för {person.username} från {swedish_date(first)}.")


@user.command("stand-in")
@click.argument("name")
@click.argument("stand_in")
@CITY
@click.option("--from", "first", type=Day(), default=None, help="Första dagen, annars i dag.")
@click.option("--to", "last", type=Day(), required=True, help="Sista dagen.")
def stand_in_(*, name: str, stand_in: str, city: str | None, first: date | None, last: date) -> None:
    """Låt STAND_IN vara ställföreträdare för NAME, i alla roller NAME har i kommunen."""
    person, other, town = choose_user(name), choose_user(stand_in), choose_city(city)
    start = first or today()
    roles = [one for one in person.posts if one.city_id == town.pk and not one.is_over(start) and not one.stand_in_for]
    name_stand_in(
        person=person, stand_in=other, roles=roles, valid_from=start, valid_to=last, by=None, at=now()
    )  # fmt: skip
    days = f"från {swedish_date(start)} till {swedish_date(last)}"
    click.echo(f"{other.username} är ställföreträdare för {person.username} {days}.")


@user.command("invite")
@click.argument("email")
@post_options
@click.option("--display-name", required=True, help="Namnet på den som bjuds in.")
@ADDRESS
@AS_JSON
def invite_(*, email: str, display_name: str, address: str | None, as_json: bool, **where: Any) -> None:
    """Bjud in EMAIL med ett mejl till en roll."""
    post = choose_post(**where)
    _told(
        invite(post=post, name=display_name, email=email, link=_link(address), by=None, at=now()), as_json=as_json
    )  # fmt: skip


@user.command("link")
@click.argument("name")
@CITY
@ADDRESS
@AS_JSON
def link_(*, name: str, city: str | None, address: str | None, as_json: bool) -> None:
    """Skicka en länk till nytt lösenord till användaren NAME."""
    sent = send_link(person=choose_user(name), city=choose_city(city), link=_link(address), by=None, at=now())
    _told(sent, as_json=as_json)


@user.command("close")
@click.argument("name")
def close(*, name: str) -> None:
    """Stäng kontot för användaren NAME genast."""
    click.echo(f"Kontot {close_account(person=choose_user(name), by=None, at=now()).username} är stängt.")


@user.command("open")
@click.argument("name")
def open_(*, name: str) -> None:
    """Öppna ett stängt konto igen."""
    click.echo(f"Kontot {open_account(person=choose_user(name), by=None, at=now()).username} är öppet.")


def _link(address: str | None) -> Callable[[str], str]:
    """Whole addresses: of the installation as given, as set, or on this machine."""
    base = (address or settings.HANDSLAG_BASE_URL).rstrip("/")
    return lambda token: base + reverse("people:invitation", args=[token])


def _told(sent: Sent, *, as_json: bool) -> None:
    """Say what became of a mail, and the link: whoever runs the machine may hand it over by other means."""
    made = sent.invitation
    if as_json:
        expires: datetime = made.expires_at
        told = {"email": made.email, "link": sent.link, "expires": expires.isoformat(timespec="seconds")}
        click.echo(json.dumps(told | {"sent": not sent.fault, "fault": sent.fault}, ensure_ascii=False, indent=1))
        return
    click.echo(sent.fault or f"Mejlet till {made.email} är skickat.")
    click.echo(f"Länken gäller till {swedish_date(made.expires_at)}: {sent.link}")
