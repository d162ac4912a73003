"""A round of reporting in the small city: the addresses, the forms as a browser would send them, and short ways."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.http import HttpResponse

from handslag.core.clock import now, today
from handslag.followup.loading.ground import ground_of
from handslag.followup.loading.reports import Filed, filed_of, report_periods
from handslag.followup.models import LocalMeasure
from handslag.people.models import Administration, Unit, User
from handslag.plan.models import Plan
from tests.client import CheckingClient

FIELD = re.compile(r"<(input|textarea|select)\b([^>]*)>")
PERIOD = "2026-T2"
REPORT = f"/lagesrapport/{PERIOD}/angsby/"


def unit(name: str = "Barn och unga Ängsby") -> Unit:
    """A unit by name."""
    return Unit.objects.select_related("administration__city").get(name=name)


def part_path(name: str = "Barn och unga Ängsby", more: str = "") -> str:
    """The address of a unit's part."""
    return f"{REPORT}{unit(name).pk}/{more}"


def measure(external_id: str) -> int:
    """A measure by its Id."""
    return LocalMeasure.objects.get(external_id=external_id).pk


def user(name: str) -> User:
    """One of the small city's users, asked for anew: roles are remembered on the user."""
    return User.objects.get(username=name)


def filed(period: str = PERIOD, administration: str = "Ängsby") -> Filed:
    """The report as it stands."""
    plan = Plan.objects.select_related("city").get()
    [found] = [one for one in report_periods(ground_of(plan, today()), now()) if one.key == period]
    return filed_of(plan, Administration.objects.select_related("city").get(name=administration), found)


def fields_of(response: HttpResponse) -> dict[str, str]:
    """What a browser would send back of the form on a page: every field with its value, no button."""
    html = response.content.decode()
    html = html[html.index("<main") :]
    values: dict[str, str] = {}
    for found in FIELD.finditer(html):
        tag, rest = found[1], found.end()
        given = dict(re.findall(r'([\w-]+)="([^"]*)"', found[2]))
        if "name" not in given or given.get("type") in {"submit", "button"}:
            continue
        if tag == "input":
            values[given["name"]] = unescape(given.get("value", ""))
        elif tag == "textarea":
            values[given["name"]] = unescape(html[rest : html.index("</textarea>", rest)]).removeprefix("\n")
        else:
            inner = html[rest : html.index("</select>", rest)]
            chosen = re.search(r'<option value="([^"]*)" selected', inner) or re.search(r'value="([^"]*)"', inner)
            values[given["name"]] = unescape(chosen[1]) if chosen else ""
    values.pop("csrfmiddlewaretoken", None)
    return values


def as_user(name: str) -> CheckingClient:
    """A client of one's own for a user."""
    return CheckingClient().as_user(name)


def hand_in(name: str, unit_name: str, **typed: str) -> Any:
    """Fill in what is typed, say nothing new for the rest, and hand in."""
    client, path = as_user(name), part_path(unit_name)
    page = fields_of(client.get(path))
    assert client.post(path, page | typed).status_code == 302
    page = fields_of(client.get(path))
    assert client.post(path, page | {"inget_nytt": "resten"}).status_code == 302
    return client.post(f"{path}lamna/")


def hand_in_all(**typed: str) -> None:
    """Both units of Ängsby hand in."""
    hand_in("eva", "Barn och unga Ängsby", **typed)
    hand_in("egon", "Försörjning Ängsby")


def prepare(name: str = "hugo", **said: str) -> HttpResponse:
    """The office prepares the report."""
    client = as_user(name)
    page = fields_of(client.get(REPORT))
    return client.post(REPORT, page | {"forvaltningsgrupp": "2026-09-10", "forbered": "ja"} | said)
