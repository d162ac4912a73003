"""Users on the command line."""

from __future__ import annotations

import sys

import click

from handslag.core.clock import now
from handslag.core.text import fold
from handslag.core.verdict import Refused
from handslag.people.actions import add_user, give_role
from handslag.people.models import ROLES, City


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


@user.command("add")
@click.argument("name")
@click.option("--role", required=True, type=click.Choice(list(ROLES)), help="Roll i kommunen.")
@click.option("--city", default=None, help="Kommun; behövs när det finns flera.")
@click.option("--display-name", default="", help="Namn som visas.")
@click.option("--password-stdin", is_flag=True, help="Läs lösenordet från standard in i stället för att fråga.")
def add(*, name: str, role: str, city: str | None, display_name: str, password_stdin: bool) -> None:
    """Lägg till användaren NAME."""
    place = choose_city(city)
    password = (
        sys.stdin.readline().rstrip("\n")
        if password_stdin
        else click.prompt("Lösenord (minst 12 tecken)", hide_input=True, confirmation_prompt="Samma igen")
    )
    made = add_user(username=name, role=role, city=place, password=password, name=display_name, by=None, at=now())
    click.echo(f"{made.username} är nu {ROLES[role]} i {place}.")


@user.command("role")
@click.argument("name")
@click.option("--role", required=True, type=click.Choice(list(ROLES)), help="Roll i kommunen.")
@click.option("--city", default=None, help="Kommun; behövs när det finns flera.")
def role_(*, name: str, role: str, city: str | None) -> None:
    """Ge användaren NAME en roll till, i samma kommun eller en annan."""
    place = choose_city(city)
    given = give_role(username=name, role=role, city=place, by=None, at=now())
    click.echo(f"{given.user.username} är nu {ROLES[role]} i {place}.")
