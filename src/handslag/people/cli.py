"""Users on the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

from handslag.core.clock import now
from handslag.core.text import fold
from handslag.core.verdict import Refused
from handslag.people.actions import Post, add_user, give_role
from handslag.people.models import ROLES, City, Unit, find_administration

F = TypeVar("F", bound=Callable[..., Any])


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


@click.group()
def user() -> None:
    """Användare."""


def post_options(command: F) -> F:
    """The options that say which role, and where."""
    for option in (
        click.option("--organisation", default="", help="Fackförbund eller parti."),
        click.option("--unit", default=None, help="Enhet, när rollen gäller en enhet."),
        click.option("--administration", default=None, help="Förvaltning, när rollen gäller en förvaltning."),
        click.option("--city", default=None, help="Kommun; behövs när det finns flera."),
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


@user.command("add")
@click.argument("name")
@post_options
@click.option("--display-name", default="", help="Namn som visas.")
@click.option("--email", default="", help="E-postadress för påminnelser.")
@click.option("--password-stdin", is_flag=True, help="Läs lösenordet från standard in i stället för att fråga.")
def add(*, name: str, display_name: str, email: str, password_stdin: bool, **where: Any) -> None:
    """Lägg till användaren NAME."""
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
def role_(*, name: str, **where: Any) -> None:
    """Ge användaren NAME en roll till, på samma plats eller en annan."""
    post = choose_post(**where)
    given = give_role(username=name, post=post, by=None, at=now())
    click.echo(f"{given.user.username} är nu {ROLES[post.role]} i {post.place}.")
