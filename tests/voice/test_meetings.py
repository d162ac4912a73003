"""Meetings: who sees them, what they wake, and that every point gets an answer that stays."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from handslag.core.clock import at_local, now
from handslag.core.verdict import Denied, Refused
from handslag.plan.models import Plan
from handslag.vitals.loading import load_facts
from handslag.vitals.rules import cell_vitals, prepare
from handslag.voice import actions
from handslag.voice.loading import public_points, unanswered_points
from handslag.voice.models import Meeting, MeetingRecord
from tests.client import CheckingClient
from tests.voice.people import office, user

AT = at_local("2026-03-02T09:00")
HELD = date(2026, 2, 26)


def told(**said: object) -> actions.MeetingFacts:
    """A dialogue meeting about workload in Ängsby, to which everyone there was invited."""
    place = office()
    facts = {
        "kind": "dialogue", "held_on": HELD, "participants": {"handlaggare": 6, "fortroendevalda": 2},
        "administrations": [place], "areas": ["arbetsbelastning"], "invites": [("", place, None)],
    }  # fmt: skip
    return actions.MeetingFacts(**(facts | said))  # type: ignore[arg-type]


def held(who: str = "hilda", points: tuple[str, ...] = ("Mentorer saknas.",), **said: object) -> Meeting:
    """Such a meeting, registered."""
    plan = Plan.objects.get()
    return actions.register_meeting(plan=plan, told=told(**said), points=points, by=user(who), at=AT)


def test_those_who_were_invited_see_it_and_others_do_not(small_city: None, client: CheckingClient) -> None:
    here = held().get_absolute_url()
    seen = {who: client.as_user(who).get(here).status_code for who in ("sara", "nils", "hilda", "pia", "siv")}
    assert set(seen.values()) == {200}, seen
    hidden = {who: client.as_user(who).get(here).status_code for who in ("emil", "britt", "ulf", "lena", "gun")}
    assert set(hidden.values()) == {404}, hidden
    assert "Mentorer saknas." not in client.as_user("lena").get("/moten/du-sa-vi-gjorde/").content.decode()


def test_a_role_is_invited_at_its_place_and_by_name_above_it(small_city: None) -> None:
    by_name = held(invites=[("union_rep", office(), None)])
    of_city = held(invites=[("social_worker", None, None)])
    seen = {who: set(Meeting.objects.visible_to(user(who))) for who in ("ulf", "sara", "siv", "nils")}
    assert seen == {"ulf": {by_name}, "sara": {of_city}, "siv": set(), "nils": set()}


def test_a_public_one_is_seen_by_everyone_in_the_city(small_city: None) -> None:
    made = held(public=True)
    assert set(Meeting.objects.visible_to(user("lena"))) == {made}
    assert not Meeting.objects.visible_to(user("gun"))


def test_a_dialogue_meeting_wakes_the_cells_it_was_about_until_it_is_taken_back(small_city: None) -> None:
    def talks(day: date, known: object = None) -> list[str]:
        facts = prepare(load_facts(Plan.objects.get()), known or now())  # type: ignore[arg-type]
        cell = cell_vitals(facts, "Ängsby", "arbetsbelastning", day)
        return [act.evidence for act in cell.acts if act.kind == "talk"] if cell else []

    made = held()
    assert len(talks(HELD)) == 1 and not talks(HELD - timedelta(days=1))
    actions.correct_meeting(
        meeting=made, told=told(held_on=HELD - timedelta(days=2)), reason="Fel dag.", by=user("hilda"),
        at=AT + timedelta(days=1),
    )  # fmt: skip
    assert len(talks(HELD - timedelta(days=2))) == 1
    assert not talks(HELD - timedelta(days=2), AT + timedelta(hours=1)) and len(talks(HELD, AT)) == 1
    actions.correct_meeting(
        meeting=made, told=told(), reason="Ställdes in.", withdrawn=True, by=user("pia"), at=AT + timedelta(days=2)
    )
    assert not talks(HELD)
    held("britt", kind="presidium")
    assert not talks(HELD)  # a talk about the work, not part of it


@pytest.mark.parametrize(
    ("who", "said", "reason"),
    [
        ("sara", {}, "Möten förs in av planansvarig"),
        ("siv", {}, "Möten förs in av planansvarig"),
        ("ulf", {}, "Din roll kan inte föra in ett möte av slaget dialogmöte."),
        ("stina", {}, "Du kan föra in möten i din egen förvaltning."),
    ],
)
def test_who_may_not_register_is_told_why(small_city: None, who: str, said: dict[str, object], reason: str) -> None:
    with pytest.raises(Denied, match=reason):
        held(who, **said)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"held_on": date(2030, 1, 1)}, "när det har hållits"),
        ({"areas": []}, "vilka fokusområden dialogmötet"),
        ({"participants": {}}, "Skriv hur många som deltog."),
        ({"points": ("Det gällde 19121212-1212.",)}, "personnummer"),
    ],
)
def test_what_is_wrong_is_refused(small_city: None, said: dict[str, object], reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        held(**said)  # type: ignore[arg-type]
    assert not Meeting.objects.exists()


def test_a_point_is_corrected_answered_and_the_answer_corrected_and_all_is_shown(
    small_city: None, client: CheckingClient
) -> None:
    made = held(points=("Mentorer sakns.", "Fel punkt."))
    first, second = made.points.order_by("order")
    actions.correct_point(point=first, text="Mentorer saknas.", by=user("hilda"), at=AT)
    actions.correct_point(point=second, withdrawn=True, by=user("pia"), at=AT)
    with pytest.raises(Denied, match="besvaras av förvaltningens ledning"):
        actions.answer_point(point=first, text="Ja.", by=user("eva"), at=AT)
    actions.answer_point(point=first, text="Tre är utseda.", by=user("hugo"), at=AT)
    actions.answer_point(point=first, text="Tre är utsedda.", by=user("hugo"), at=AT)
    with pytest.raises(Denied, match="ändras inte"):
        actions.correct_point(point=first, text="Annat.", by=user("hilda"), at=AT)
    with pytest.raises(Denied, match="återtagen"):
        actions.answer_point(point=second, text="Ja.", by=user("hugo"), at=AT)
    page = client.as_user("sara").get(made.get_absolute_url()).content.decode()
    for said in ("Mentorer sakns.", "Tre är utseda.", "Tre är utsedda.", "Rättad", "Återtagen", "6 handläggare"):
        assert said in page
    said = client.get("/moten/du-sa-vi-gjorde/").content.decode()
    assert "Tre är utsedda." in said and "Tre är utseda." not in said and "Fel punkt." not in said


def test_tasks_and_the_public_page_read_what_they_need(small_city: None) -> None:
    city = Plan.objects.get().city
    open_one, hidden = held(public=True, points=("En.", "Två.")), held(points=("Tre.",))
    first = open_one.points.get(text="En.")
    assert {point.text for point in unanswered_points(city)} == {"En.", "Två.", "Tre."}
    actions.answer_point(point=first, text="Gjort.", by=user("hilda"), at=AT)
    actions.answer_point(point=hidden.points.get(), text="Gjort.", by=user("hilda"), at=AT)
    (shown,) = public_points(city)
    assert (shown.point, shown.answer, shown.answered_as) == ("En.", "Gjort.", "förvaltningschef, Ängsby")
    assert not public_points(city, known_at=date(2026, 3, 1))
    assert {point.text for point in unanswered_points(city)} == {"Två."}


def test_a_meeting_is_registered_corrected_and_answered_on_the_pages(small_city: None, client: CheckingClient) -> None:
    place = office()
    sent = {
        "kind": "dialogue", "held_on": "2026-02-26", "antal_handlaggare": "6", "administrations": [place.pk],
        "areas": ["arbetsbelastning"], "invited": ["alla"], "points": "- Mentorer saknas.\n\n- Taket hålls inte.\n",
    }  # fmt: skip
    faulty = client.as_user("hilda").post("/moten/nytt/", sent | {"areas": [], "antal_handlaggare": ""})
    page = faulty.content.decode()
    assert faulty.status_code == 400 and "Mentorer saknas." in page and "Skriv hur många som deltog" in page
    client.post("/moten/nytt/", sent)
    made = Meeting.objects.get()
    here = made.get_absolute_url()
    page = client.get(here).content.decode()
    assert "2 punkter kom upp." in page and "6 handläggare" in page and "Alla i Ängsby" in page
    point = made.points.order_by("order")[0]
    client.post(f"/moten/punkter/{point.pk}/svara/", {"text": "Tre är utsedda.", "measure": ""})
    client.post(f"{here}punkter/", {"points": "Lokalen är för liten."})
    assert client.post(f"{here}punkter/", {"points": "19121212-1212"}).status_code == 400
    assert client.post(f"{here}ratta/", sent | {"reason": ""}).status_code == 400
    client.post(f"{here}ratta/", sent | {"antal_handlaggare": "7", "reason": "Vi räknade fel."})
    page = client.get(here).content.decode()
    assert "7 handläggare" in page and "Vi räknade fel." in page and "3 punkter kom upp." in page
    assert MeetingRecord.objects.filter(meeting=made).count() == 2
    assert client.as_user("sara").post(f"{here}punkter/", {"points": "Nej."}).status_code == 403
    said = json.loads(client.get("/moten/du-sa-vi-gjorde/?format=json").content)["points"]
    assert [one["answer"] for one in said] == ["", "", "Tre är utsedda."]
    assert "Du sa" in client.get("/moten/du-sa-vi-gjorde/").content.decode()
    assert "Dialogmöte 26 februari 2026" in client.get("/moten/").content.decode()


def test_the_cell_tells_of_the_meeting(small_city: None, client: CheckingClient) -> None:
    made = held(public=True)
    page = client.as_user("lena").get("/livstecken/angsby/arbetsbelastning/?dag=2026-03-03").content.decode()
    assert "Ett dialogmöte hölls" in page and made.get_absolute_url() in page
