"""The list of users as files: CSV for a spreadsheet, JSON for a program; one line a role."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from handslag.core.clock import local
from handslag.core.spreadsheet_text import EXAMPLE, Value, csv_text
from handslag.people.models import City
from handslag.people.pages.users import PersonLine

COLUMNS = (
    "Namn", "Användarnamn", "E-post", "Roll", "Plats", "Från och med", "Till och med", "Ställföreträdare för",
    "Senast inloggad", "Anmärkning",
)  # fmt: skip


def users_csv(city: City, people: Iterable[PersonLine]) -> str:
    """A line for each role that holds or is to come; a person without one has one line."""
    rows: list[tuple[Value, ...]] = []
    for one in people:
        entered = local(one.last_login).date() if one.last_login else None
        head, tail = (one.name, one.username, one.email), (entered, one.remark)
        rows += [(*head, p.word, p.place, p.since, p.until, p.stand_in_for, *tail) for p in one.shown]
        if one.has_left:
            rows.append((*head, "", "", None, None, "", *tail))
    return csv_text(COLUMNS, rows, example=city.is_example)


def users_document(city: City, people: Iterable[PersonLine]) -> dict[str, Any]:
    """The people with their roles."""
    head = {"example": EXAMPLE} if city.is_example else {}
    return {"city": city.name, **head, "users": [_person(one) for one in people]}


def _person(one: PersonLine) -> dict[str, Any]:
    return {
        "name": one.name,
        "username": one.username,
        "email": one.email,
        "last_login": local(one.last_login).isoformat(timespec="seconds") if one.last_login else None,
        "remark": one.remark,
        "roles": [
            {
                "role": post.word,
                "place": post.place,
                "from": post.since.isoformat(),
                "to": post.until.isoformat() if post.until else None,
                "stand_in_for": post.stand_in_for,
            }
            for post in one.shown
        ],
    }
