"""The things of the small city that fill the placeholders of addresses."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse
from tests.house.access import Row

from handslag.core.clock import now
from handslag.followup.models import LocalMeasure
from handslag.intake.actions import keep_upload
from handslag.people.models import Administration, City, Unit, User
from handslag.plan.models import Plan


def waiting_upload() -> int:
    """A file that Pia has sent up and not yet confirmed, with a row that cannot be read."""
    pia, city = User.objects.get(username="pia"), City.objects.get(name="Lillköping")
    content = "Förvaltning;Enhet;Fokusområde;Åtgärd;Datum;Läge;Notering;Underlag\nÄngsbi;;Introduktion;Mentor;igår;;;\n"
    options = {"plan": "", "year": None, "label": "", "recorded_at": None}
    made = keep_upload(
        city=city, kind="progress", name="fel.csv", content=content.encode(), options=options, by=pia, at=now()
    )
    return made.pk


# What fills the placeholders of an address, from the small city.
THINGS: dict[str, Callable[[], object]] = {
    "administration": lambda: Administration.objects.get(name="Ängsby").slug,
    "area": lambda: "arbetsbelastning",
    "unit": lambda: Unit.objects.get(name="Barn och unga Ängsby").pk,
    "measure": lambda: LocalMeasure.objects.get(external_id="A-1").pk,
    "central": lambda: "fond",
    "plan": lambda: Plan.objects.get().slug,
    "revision": lambda: "2023",
    "older": lambda: "2022",
    "kind": lambda: "progress",
    "upload": waiting_upload,
    "period": lambda: "2025-T1",
}


def address(name: str, row: Row) -> str:
    """The row's address, with the small city's things in its placeholders."""
    return reverse(name, args=[THINGS[one]() for one in row.about]) + row.query
