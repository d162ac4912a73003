"""The start page by role, what was raised, the mail's link, the calendar and the demo's letters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.core import signing
from icalendar import Calendar

from handslag.core.clock import STOCKHOLM, now, today
from handslag.core.mail import Files, letter
from handslag.core.verdict import Refused
from handslag.followup.models import LocalMeasure, ProgressEntry
from handslag.people.models import Membership, User
from handslag.plan.models import Plan
from handslag.tasks.actions import escalate, make_calendar, reply_to, revoke_calendar
from handslag.tasks.models import Escalation, EscalationReply
from handslag.tasks.pages.start import greeting
from handslag.tasks.tokens import HOLDS, calendar_token, reply_token
from tests.client import CheckingClient

pytestmark = pytest.mark.django_db


def body(client: CheckingClient, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


# Start ----------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("hour", "said"), [(7, "God morgon, Eva"), (13, "Hej, Eva"), (19, "God kväll, Eva")])
def test_the_greeting_goes_by_the_hour(hour: int, said: str) -> None:
    assert greeting("Eva Enhetschef", datetime(2026, 9, 22, hour, tzinfo=STOCKHOLM)) == said


def test_the_first_address_leads_a_user_to_the_start_page_and_a_visitor_to_the_public_one(
    small_city: None, client: CheckingClient
) -> None:
    assert client.get("/").headers["Location"] == "/oppet/"
    assert client.as_user("eva").get("/").headers["Location"] == "/start/"


def test_a_unit_manager_sees_what_is_late_first_and_the_units_measures(
    small_city: None, client: CheckingClient
) -> None:
    page = body(client.as_user("eva"), "/start/")
    assert "Dina åtgärder" in page and "Att göra" in page and "data-late" in page
    assert page.index("data-late") < page.index("Dina åtgärder")


def test_a_reader_with_nothing_to_do_is_told_so(small_city: None, client: CheckingClient) -> None:
    assert "Allt är klart." in body(client.as_user("lena"), "/start/")


@pytest.mark.parametrize(
    ("user", "panel"),
    [
        ("nils", "I Ängsby kräver"),
        ("britt", "Lyft till er"),
        ("ada", "Inbjudningar"),
        ("ulf", "Dina signaler"),
        ("hilda", "Förvaltningens åtgärder"),
        ("pia", "Staden just nu"),
    ],
)
def test_each_role_finds_what_it_looks_at_first(
    user: str, panel: str, small_city: None, client: CheckingClient
) -> None:
    assert panel in body(client.as_user(user), "/start/")


def test_the_start_page_asks_few_questions(small_city: None, client: CheckingClient) -> None:
    client.as_user("hugo").get("/start/")
    assert client.count("/start/") <= 15


def test_a_user_of_a_city_without_a_plan_is_told_so(small_city: None, client: CheckingClient) -> None:
    assert "har ingen plan än" in body(client.as_user("gun"), "/start/")


# What was raised ------------------------------------------------------------------------------------------------------
@pytest.fixture
def raised(small_city: None) -> Escalation:
    escalate(plan=Plan.objects.get(), by=None, at=now())
    return Escalation.objects.filter(administration__name="Strandvik").order_by("pk")[0]


def test_what_was_raised_is_listed_filtered_and_given_as_files(raised: Escalation, client: CheckingClient) -> None:
    client.as_user("lena")
    assert "väntar på svar" in body(client, "/uppgifter/")
    assert "Inget i urvalet" in body(client, "/uppgifter/?lage=closed")
    assert "Strandvik" in client.get("/uppgifter/?format=csv").content.decode()
    listed = client.get("/uppgifter/?format=json").json()["escalations"]
    assert {one["state"] for one in listed} == {"raised"} and len(listed) == Escalation.objects.count()


def test_one_escalation_shows_its_steps_and_the_ways_to_answer_to_who_may(
    raised: Escalation, client: CheckingClient
) -> None:
    assert "Kommentera" in body(client.as_user("stina"), raised.get_absolute_url())
    page = body(client.as_user("nils"), raised.get_absolute_url())
    assert "Kommentera" not in page and "Svar väntas från" in page


def moved_up(raised: Escalation, *levels: str) -> None:
    """Nobody answers, and the days pass until the escalation stands at the last of the levels."""
    for level in levels:
        last = raised.steps.order_by("recorded_at", "pk").last()
        assert last is not None and last.answer_by is not None
        passed = datetime.combine(last.answer_by + timedelta(days=1), datetime.min.time(), STOCKHOLM)
        escalate(plan=Plan.objects.get(), by=None, at=passed + timedelta(hours=8))
        newest = raised.steps.order_by("recorded_at", "pk").last()
        assert newest is not None and newest.level == level


@pytest.fixture
def at_the_top(raised: Escalation) -> Iterator[Escalation]:
    """What nobody has answered, so that it has come to the commissioner's office; the day after that."""
    first = raised.steps.get().level
    levels = ("district", "plan_office", "commissioner")
    moved_up(raised, *levels[levels.index(first) + 1 :])
    with time_machine.travel(raised.steps.latest("recorded_at").recorded_at + timedelta(days=1), tick=False):
        yield raised


def test_the_commissioners_office_answers_what_was_raised_to_it(at_the_top: Escalation, client: CheckingClient) -> None:
    address = at_the_top.get_absolute_url()
    assert "Svara med vad ni gör" in body(client.as_user("britt"), "/start/")
    page = body(client, address)
    assert "Ditt svar" in page and "Det räknas genast." in page
    response = client.post(address, {"text": "Vi har bett nämnden om en plan till mars."})
    assert response.status_code == 302
    page = body(client, address)
    assert "Besvarad med kommentar från borgarrådets kansli." in page and "en plan till mars" in page
    assert "Ditt svar" not in page
    assert address not in body(client, "/start/")
    cell = f"/livstecken/strandvik/{at_the_top.area_key}/"
    assert "Kommentar från borgarrådets kansli: ”Vi har bett nämnden om en plan till mars.”" in body(client, cell)
    assert escalate(plan=Plan.objects.get(), by=None, at=now()).moves.get("answer") is None


def test_an_answer_with_a_fault_is_kept_in_the_form(at_the_top: Escalation, client: CheckingClient) -> None:
    client.as_user("britt")
    address = at_the_top.get_absolute_url()
    assert "Skriv ett svar." in client.post(address, {"text": " "}).content.decode()
    page = client.post(address, {"text": "Ring 19121212-1212 om planen."}).content.decode()
    assert "innehåller ett personnummer" in page and "om planen." in page
    with pytest.raises(Refused, match="innehåller ett personnummer"):
        reply_to(escalation=at_the_top, text="19121212-1212", by=User.objects.get(username="britt"), at=now())
    assert not EscalationReply.objects.exists()


@pytest.mark.parametrize("user", ["pia", "stina", "nils", "lena"])
def test_only_the_level_that_was_asked_answers_on_the_escalation(
    user: str, at_the_top: Escalation, client: CheckingClient
) -> None:
    response = client.as_user(user).post(at_the_top.get_absolute_url(), {"text": "Jag svarar."})
    assert response.status_code == 403
    assert "Svar väntas från borgarrådets kansli." in response.content.decode()


def test_the_cells_page_tells_what_was_raised(raised: Escalation, client: CheckingClient) -> None:
    page = body(client.as_user("lena"), f"/livstecken/strandvik/{raised.area_key}/")
    assert "Lyft till nästa nivå" in page and raised.get_absolute_url() in page


# The link in the mail -------------------------------------------------------------------------------------------------
@pytest.fixture
def measure(small_city: None) -> LocalMeasure:
    return LocalMeasure.objects.get(external_id="A-1")


def link(measure: LocalMeasure, username: str = "eva") -> str:
    return f"/svara/{reply_token(User.objects.get(username=username).pk, measure.pk)}/"


def test_the_link_notes_how_one_measure_goes_as_the_person(measure: LocalMeasure, client: CheckingClient) -> None:
    page = body(client, link(measure))
    assert "Eva Enhetschef" in page and not ProgressEntry.objects.filter(source="mail").exists()
    said = {
        "state": "under_way",
        "seen_state": "under_way",
        "note": "Fjorton av femton handläggare ligger under taket.",
    }
    assert client.post(link(measure), said).status_code == 302
    entry = ProgressEntry.objects.get(source="mail")
    assert (entry.author, entry.measure) == (User.objects.get(username="eva"), measure)
    assert "Noteringen är sparad" in body(client, link(measure))


def test_nothing_new_is_one_press(measure: LocalMeasure, client: CheckingClient) -> None:
    state = "under_way"
    sent = {"state": state, "seen_state": state, "inget-nytt": "1"}
    assert client.post(link(measure), sent).status_code == 302
    assert ProgressEntry.objects.get(source="mail").note == ""


def test_a_fault_keeps_what_was_written(measure: LocalMeasure, client: CheckingClient) -> None:
    sent = {"state": "started", "seen_state": "started", "note": "Samtal med 19811218-9876."}
    page = client.post(link(measure), sent).content.decode()
    assert "personnummer" in page and "Samtal med" in page
    nothing = {"state": "started", "seen_state": "started", "note": "Ny mall.", "inget-nytt": "1"}
    page = client.post(link(measure), nothing).content.decode()
    assert "Du har skrivit något" in page and "Ny mall." in page
    assert not ProgressEntry.objects.filter(source="mail").exists()


def test_the_form_needs_its_own_token_against_forgery(measure: LocalMeasure) -> None:
    strict = CheckingClient(enforce_csrf_checks=True)
    assert strict.post(link(measure), {"state": "done"}).status_code == 403


def test_a_link_that_is_wrong_old_or_somebody_elses_says_nothing(measure: LocalMeasure, client: CheckingClient) -> None:
    good = link(measure)
    other = reply_token(User.objects.get(username="emil").pk, measure.pk)  # no part in the measure
    forged = signing.dumps([User.objects.get(username="eva").pk, measure.pk], salt="annat")
    gone = reply_token(10**6, 10**6)
    for path in (good[:-2] + "x/", f"/svara/{other}/", f"/svara/{forged}/", f"/svara/{gone}/", "/svara/x/"):
        page = body(client, path, 404)
        assert "Länken gäller inte" in page and "Eva" not in page and measure.title not in page
        assert client.post(path, {"state": "done"}).status_code == 404
    with time_machine.travel(now() + HOLDS + timedelta(days=1)):
        assert "Länken gäller inte" in body(client, good, 404)


def test_a_link_ends_with_the_persons_role(measure: LocalMeasure, client: CheckingClient) -> None:
    Membership.objects.filter(user__username="eva").update(valid_to=today())
    body(client, link(measure))
    with time_machine.travel(now() + timedelta(days=1)):
        body(client, link(measure), 404)


# The calendar ---------------------------------------------------------------------------------------------------------
def test_the_calendar_has_ones_own_deadlines_and_keeps_their_names(small_city: None, client: CheckingClient) -> None:
    held = make_calendar(by=User.objects.get(username="eva"), at=now())
    path = f"/kalender/{calendar_token(held.key)}.ics"
    raw = client.get(path).content
    assert raw.count(b"\r\n") == raw.count(b"\n") and all(len(line) <= 75 for line in raw.split(b"\r\n"))
    events = Calendar.from_ical(raw).walk("VEVENT")
    assert events and all(str(one["dtstart"].params["TZID"]) == "Europe/Stockholm" for one in events)
    first = {str(one["uid"]): int(one["sequence"]) for one in events}
    escalate(plan=Plan.objects.get(), by=None, at=now())
    again = {
        str(one["uid"]): int(one["sequence"]) for one in Calendar.from_ical(client.get(path).content).walk("VEVENT")
    }
    assert all(again[uid] > sequence for uid, sequence in first.items() if uid in again) and first.keys() & again.keys()


def test_a_calendar_address_is_made_changed_and_revoked(small_city: None, client: CheckingClient) -> None:
    eva = User.objects.get(username="eva")
    client.as_user("eva").post("/start/kalender/")
    first = eva.calendar_addresses.get(revoked_at=None)
    assert calendar_token(first.key) in body(client, "/start/kalender/")
    client.post("/start/kalender/")
    visitor = CheckingClient()
    assert visitor.get(f"/kalender/{calendar_token(first.key)}.ics").status_code == 404
    assert visitor.get(f"/kalender/{first.key}.ics").status_code == 404  # the kept key alone is no address
    newest = eva.calendar_addresses.get(revoked_at=None)
    assert visitor.get(f"/kalender/{calendar_token(newest.key)}.ics").status_code == 200
    client.post("/start/kalender/", {"aterkalla": "1"})
    assert visitor.get(f"/kalender/{calendar_token(newest.key)}.ics").status_code == 404
    revoke_calendar(by=eva, at=now())


# The demo's letters ---------------------------------------------------------------------------------------------------
def test_the_demos_letters_can_be_read_and_only_in_a_demo(
    small_city: None, client: CheckingClient, settings: object, tmp_path: Path
) -> None:
    settings.HANDSLAG_DATA = tmp_path  # type: ignore[attr-defined]
    Files().send_messages([letter("eva@example.org", "Åtta dagar kvar", "Hej Eva", "<p>Hej Eva</p>")])
    body(client, "/mejl/", 404)
    settings.HANDSLAG_DEMO = True  # type: ignore[attr-defined]
    assert "Åtta dagar kvar" in body(client, "/mejl/")
    name = next((tmp_path / "mejl").glob("*.eml")).stem.replace(".", "_")
    assert "Hej Eva" in body(client, f"/mejl/{name}/")
    shown = CheckingClient.__mro__[1](raise_request_exception=True).get(f"/mejl/{name}/html/")
    assert b"<p>Hej Eva</p>" in shown.content
    assert "default-src 'none'" in shown.headers["Content-Security-Policy"]
    body(client, "/mejl/nagot-annat/", 404)
