"""The things of the small city that fill the placeholders of addresses."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse
from tests.house.access import Row

from handslag.core.clock import now
from handslag.followup.actions import add_entry, keep_evidence, pause
from handslag.followup.models import LocalMeasure, ProgressEntry
from handslag.intake.actions import keep_upload
from handslag.people.models import Administration, City, Invitation, Membership, Unit, User
from handslag.people.rules import INVITATION_HOLDS, hashed
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


TOKEN = "en-inbjudan-som-väntar"


def waiting_invitation() -> int:
    """An invitation to Lillköping that has been mailed and not yet used."""
    day = {"invited_at": now(), "expires_at": now() + INVITATION_HOLDS}
    kept = {"city": City.objects.get(name="Lillköping"), "role": "reader", "email": "ny@example.org", **day}
    return Invitation.objects.get_or_create(token_hash=hashed(TOKEN), defaults=kept)[0].pk


def noted_file() -> int:
    """A file on an entry that Eva has written."""
    eva, measure = User.objects.get(username="eva"), LocalMeasure.objects.get(external_id="A-1")
    file = keep_evidence(city=measure.plan.city, name="protokoll.txt", content=b"Beslut om taket.", by=eva, at=now())
    add_entry(measure=measure, note="Fjorton av femton under taket.", attachment=file, by=eva, at=now())
    return file.pk


def standing_pause() -> int:
    """A pause that goes on."""
    place = Administration.objects.get(name="Ängsby")
    made = pause(
        plan=Plan.objects.get(), administration=place, area_key="introduktion", reason="Ombyggnad.",
        first_day=now().date(), last_day=now().date(), by=None, at=now(),
    )  # fmt: skip
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
    "user": lambda: User.objects.get(username="eva").pk,
    "role": lambda: Membership.objects.get(user__username="eva").pk,
    "invitation": lambda: waiting_invitation() and TOKEN,
    "invitation-pk": waiting_invitation,
    "entry": lambda: ProgressEntry.objects.filter(measure__external_id="A-1").first().pk,  # type: ignore[union-attr]
    "evidence": noted_file,
    "pause": standing_pause,
    "period": lambda: "2025-T1",
}


def address(name: str, row: Row) -> str:
    """The row's address, with the small city's things in its placeholders."""
    return reverse(name, args=[THINGS[one]() for one in row.about]) + row.query
