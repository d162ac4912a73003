"""The things of the small city that fill the placeholders of addresses."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse
from tests.house.access import Row
from tests.house.commitment_things import COMMITMENT_THINGS
from tests.house.dossier_things import DOSSIER_THINGS
from tests.house.finding_things import FINDING_THINGS
from tests.house.paper_things import PAPER_THINGS
from tests.house.question_things import QUESTION_THINGS

from handslag.core.clock import now, today
from handslag.followup.actions import add_entry, keep_evidence, pause
from handslag.followup.actions.reporting import hand_in_part, save_part
from handslag.followup.actions.signing import approve_report, prepare_report
from handslag.followup.loading.ground import ground_of
from handslag.followup.loading.reports import duty_of, filed_of, part_of, report_periods
from handslag.followup.models import LocalMeasure, ProgressEntry
from handslag.followup.rules.reporting_lines import Press
from handslag.intake.actions import keep_upload
from handslag.people.models import Administration, City, Invitation, Membership, Unit, User
from handslag.people.rules import INVITATION_HOLDS, hashed
from handslag.plan import actions as revise
from handslag.plan.models import Plan, Revision
from handslag.plan.rules.parts import seal
from handslag.public.actions import publish_closed
from handslag.tasks.actions import escalate, make_calendar
from handslag.tasks.models import CalendarAddress, Escalation
from handslag.tasks.tokens import calendar_token, reply_token
from handslag.voice.actions import MeetingFacts, raise_signal, register_meeting
from handslag.voice.models import Meeting, Signal


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


def open_city() -> str:
    """The city with its closed periods published, without setting their reports as PDF."""
    publish_closed(at=now(), press=lambda _: b"%PDF-")
    return City.objects.get(name="Lillköping").slug


def own_signal() -> int:
    """A request under 66 a that Siv has raised."""
    standing = Signal.objects.filter(raised_by__username="siv").first()
    return (standing or _requested()).pk


def _requested() -> Signal:
    place, siv = Administration.objects.get(name="Ängsby"), User.objects.get(username="siv")
    return raise_signal(
        plan=Plan.objects.get(), administration=place, area_key="arbetsbelastning", kind="request_66a",
        text="Vi begär en riskbedömning.", sender_shown="union", answer_by=now().date(), by=siv, at=now(),
    )  # fmt: skip


def held_meeting() -> Meeting:
    """A public dialogue meeting in Ängsby that Hilda has registered, with a point that waits for an answer."""
    if standing := Meeting.objects.first():
        return standing
    place, hilda = Administration.objects.get(name="Ängsby"), User.objects.get(username="hilda")
    told = MeetingFacts(
        kind="dialogue", held_on=now().date(), participants={"handlaggare": 6, "fortroendevalda": 2},
        administrations=[place], areas=["introduktion"], invites=[("", place, None)], public=True,
    )  # fmt: skip
    return register_meeting(plan=Plan.objects.get(), told=told, points=["Mentorer saknas."], by=hilda, at=now())


def draft(label: str = "2031") -> Revision:
    """A draft that says something new."""
    if standing := Revision.objects.filter(label=label).first():
        return standing
    plan, pia = Plan.objects.get(), User.objects.get(username="pia")
    made = revise.create_draft(plan=plan, label=label, by=pia, at=now())
    revise.edit_preamble(revision=made, preamble="Ny inledning.", seen=seal(made.preamble), by=pia, at=now())
    return made


def consulted(label: str = "2032") -> Revision:
    """A draft on consultation, with a comment of Ulf's."""
    made = draft(label)
    if made.state == "draft":
        ulf, pia = User.objects.get(username="ulf"), User.objects.get(username="pia")
        revise.open_consultation(revision=made, ends=now().date(), message="Välkomna.", by=pia, at=now())
        revise.comment_on(revision=made, area_key="arbetsbelastning", measure_key="", text="Bra.", by=ulf, at=now())
    return made


def cooperating() -> Revision:
    """A draft whose consultation is closed."""
    made = consulted("2033")
    if Revision.objects.get(pk=made.pk).state == "consultation":
        revise.close_consultation(revision=made, by=User.objects.get(username="pia"), at=now())
    return made


def raised_cell() -> int:
    """A cell that the tick has raised."""
    plan = Plan.objects.get()
    escalate(plan=plan, by=None, at=now())
    return Escalation.objects.filter(plan=plan).order_by("pk")[0].pk


def own_calendar() -> str:
    """The secret part of the address of Eva's calendar."""
    eva = User.objects.get(username="eva")
    held = CalendarAddress.objects.filter(user=eva, revoked_at=None).first()
    return calendar_token((held or make_calendar(by=eva, at=now())).key)


def handed_in(period: str = "2025-VB") -> str:
    """A period whose part Eva has handed in."""
    eva, unit = User.objects.get(username="eva"), Unit.objects.get(name="Barn och unga Ängsby")
    plan, place = Plan.objects.select_related("city").get(), Administration.objects.get(name="Ängsby")
    [asked] = [one for one in report_periods(ground_of(plan, today()), now()) if one.key == period]
    filed = filed_of(plan, place, asked)
    if filed.part_state(unit) != "handed_in":
        reported = part_of(filed, unit, today(), [])
        save_part(filed=filed, unit=unit, reported=reported, sent={}, press=Press("rest"), by=eva, at=now())
        hand_in_part(filed=filed_of(plan, place, asked), unit=unit, reported=reported, by=eva, at=now())
    return period


def approved(period: str = "2026-T1") -> str:
    """A period whose report Hugo has prepared and Hanna approved."""
    handed_in(period)
    plan, place = Plan.objects.select_related("city").get(), Administration.objects.get(name="Ängsby")
    [asked] = [one for one in report_periods(ground_of(plan, today()), now()) if one.key == period]
    filed = filed_of(plan, place, asked)
    if filed.state == "open":
        prepare_report(
            filed=filed, duty=duty_of(filed, today()), summary="", union_body_on=today(), version=1,
            reason="Enheten saknar chef.", by=User.objects.get(username="hugo"), at=now(),
        )  # fmt: skip
        filed = filed_of(plan, place, asked)
        approve_report(filed=filed, by=User.objects.get(username="hanna"), at=now())
    return period


# What fills the placeholders of an address, from the small city.
THINGS: dict[str, Callable[[], object]] = {
    "administration": lambda: Administration.objects.get(name="Ängsby").slug,
    "area": lambda: "arbetsbelastning",
    "unit": lambda: Unit.objects.get(name="Barn och unga Ängsby").pk,
    "vp year": lambda: 2025,
    "manager": lambda: User.objects.get(username="eva").pk,
    "measure": lambda: LocalMeasure.objects.get(external_id="A-1").pk,
    "central": lambda: "fond",
    "plan": lambda: Plan.objects.get().slug,
    "revision": lambda: "2023",
    "older": lambda: "2022",
    "kind": lambda: "progress",
    "draft": lambda: draft().label,
    "consulted": lambda: consulted().label,
    "cooperating": lambda: cooperating().label,
    "frame": lambda: "tak",
    "comment": lambda: consulted().comments.first().pk,  # type: ignore[union-attr]
    "upload": waiting_upload,
    "escalation": raised_cell,
    "calendar": own_calendar,
    "reply": lambda: reply_token(User.objects.get(username="eva").pk, LocalMeasure.objects.get(external_id="A-1").pk),
    "letter": lambda: "2026-01-01T071500_000000-eva-example-org",
    "user": lambda: User.objects.get(username="eva").pk,
    "role": lambda: Membership.objects.get(user__username="eva").pk,
    "invitation": lambda: waiting_invitation() and TOKEN,
    "invitation-pk": waiting_invitation,
    "entry": lambda: ProgressEntry.objects.filter(measure__external_id="A-1").first().pk,  # type: ignore[union-attr]
    "evidence": noted_file,
    "pause": standing_pause,
    "period": lambda: "2025-T1",
    "handed in": handed_in,
    "approved": approved,
    "signal": lambda: Signal.objects.get(kind="request_66a", number=None).pk,
    "waiting signal": lambda: Signal.objects.get(answers=None, unit__name="Äldre Strandvik").pk,
    "own signal": own_signal,
    "move": lambda: "till-arbetsmiljoverket",
    "meeting": lambda: held_meeting().pk,
    "point": lambda: held_meeting().points.filter(replaces=None)[0].pk,
    "open city": open_city,
    "data set": lambda: "livstecken",
    "form": lambda: "json",
    "guide": lambda: "enhetschef",
    "picture": lambda: "handbok-allmanhet-desktop.png",
    **PAPER_THINGS,
    **FINDING_THINGS,
    **QUESTION_THINGS,
    **DOSSIER_THINGS,
    **COMMITMENT_THINGS,
}


def address(name: str, row: Row) -> str:
    """The row's address, with the small city's things in its placeholders."""
    return reverse(name, args=[THINGS[one]() for one in row.about]) + row.query
