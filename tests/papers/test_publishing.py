"""From draft to the open page and back: each step recorded, each refusal with its reason."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from handslag.audit.models import Event
from handslag.core.clock import now
from handslag.core.verdict import Denied, Refused
from handslag.papers.actions import publishing, secrecy
from handslag.papers.models import Document, DocumentStep
from handslag.papers.rules.words import DOCUMENT_MOVES, STATES
from tests.client import CheckingClient
from tests.papers.making import NUMBER, city, hidden, open_paper, own_paper, paper, user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_city")]
TEXT = "Svar på interpellation\n\nFörvaltningen återkommer i höst med en plan för introduktionen av nyanställda.\n"


def test_every_state_can_be_reached_and_no_move_leads_outside_the_table() -> None:
    assert set(DOCUMENT_MOVES.values()) | {"draft"} == set(STATES)


def test_what_comes_in_is_official_at_once_and_ones_own_begins_as_a_draft(client: CheckingClient) -> None:
    came, own = paper(TEXT, "in.txt"), own_paper(f"{TEXT} Vårt.", "eget.txt")
    assert (came.card.state, own.card.state) == ("drawn_up", "draft")
    client.as_user("lena")
    assert client.get(f"/handlingar/{came.pk}/").status_code == 200
    assert client.get(f"/handlingar/{own.pk}/").status_code == 404
    assert client.as_user("rut").get(f"/handlingar/{own.pk}/").status_code == 200
    publishing.draw_up(document=own, by=user("rut"), at=now())
    assert client.as_user("lena").get(f"/handlingar/{own.pk}/").status_code == 200
    assert [(row.move, row.state) for row in DocumentStep.objects.all()] == [("draw_up", "drawn_up")]
    event = Event.objects.get(action="document.draw_up")
    assert (event.city_id, event.recorded_at) == (city().pk, None)


def test_each_step_out_of_turn_is_refused_with_its_reason() -> None:
    draft = own_paper(TEXT)
    say = {"by": user("rut"), "at": now()}
    with pytest.raises(Denied, match="när den är upprättad"):
        publishing.publish(document=draft, **say)
    with pytest.raises(Denied, match="inte publicerad"):
        publishing.withdraw(document=draft, reason="Fel.", **say)
    publishing.draw_up(document=draft, **say)
    with pytest.raises(Denied, match="redan upprättad"):
        publishing.draw_up(document=draft, **say)
    publishing.publish(document=draft, **say)
    with pytest.raises(Refused, match="varför"):
        publishing.withdraw(document=draft, reason="  ", **say)
    with pytest.raises(Refused, match="personnummer"):
        publishing.withdraw(document=draft, reason=f"Gäller {NUMBER}.", **say)
    publishing.withdraw(document=draft, reason="Fel bilaga.", **say)
    publishing.publish(document=draft, **say)
    for name in ("lena", "ada", "gun"):
        with pytest.raises(Denied, match="Bara registratorer"):
            publishing.withdraw(document=draft, reason="Nej.", by=user(name), at=now())


def test_a_personal_number_keeps_a_paper_from_the_open_page_until_it_is_masked() -> None:
    letter = paper(f"{TEXT}\nGäller {NUMBER} och 811278-9873.", "brev.txt")
    say = {"document": letter, "by": user("rut"), "at": now()}
    with pytest.raises(Denied, match="2 personnummer som inte är maskerade"):
        publishing.publish(**say)
    secrecy.mask_numbers(**say)
    publishing.publish(**say)
    assert Document.objects.visible_to(None).filter(pk=letter.pk).exists()


def test_the_page_says_where_the_paper_stands_and_what_holds_it_back(client: CheckingClient) -> None:
    letter = paper(f"{TEXT}\nGäller {NUMBER}.", "brev.txt")
    address = f"/handlingar/{letter.pk}/offentlighet/"
    held = client.as_user("lena").get(address).content.decode()
    assert "Bara registratorer" in held
    assert "aria-disabled" in held
    page = client.as_user("rut").get(address).content.decode()
    assert "1 personnummer som inte är maskerade" in page
    assert client.post(address, {"do": "publish"}).status_code == 403
    client.post(f"/handlingar/{letter.pk}/sekretess/", {"do": "mask-all"})
    done = client.post(address, {"do": "publish"}, follow=True).content.decode()
    assert "ligger på den öppna sidan" in done
    wrong = client.post(address, {"do": "withdraw", "reason": ""})
    assert wrong.status_code == 400
    done = client.post(address, {"do": "withdraw", "reason": "Fel version."}, follow=True).content.decode()
    assert "ligger inte längre" in done
    assert "Fel version." in done
    assert client.post(address, {"do": "hitta-pa"}).status_code == 404


def test_the_open_page_shows_published_papers_with_what_is_secret_covered(client: CheckingClient) -> None:
    shown = open_paper(TEXT, "svar.txt")
    kept = paper(f"{TEXT} Inte publicerad.", "inte.txt")
    slug = city().slug
    hidden(shown, "introduktionen")
    page = client.get(f"/oppet/{slug}/handlingar/{shown.pk}/")
    html = page.content.decode()
    assert page.status_code == 200
    assert "Förvaltningen återkommer" in html
    assert "introduktionen" not in html
    assert "kammarrätten" in html
    assert page.headers["Cache-Control"].startswith("public")
    again = client.get(f"/oppet/{slug}/handlingar/{shown.pk}/", headers={"If-None-Match": page.headers["ETag"]})
    assert again.status_code == 304
    assert client.get(f"/oppet/{slug}/handlingar/{kept.pk}/").status_code == 404
    listed = client.get(f"/oppet/{slug}/handlingar/").content.decode()
    assert f"/oppet/{slug}/handlingar/{shown.pk}/" in listed
    assert f"/handlingar/{kept.pk}/" not in listed
    publishing.withdraw(document=shown, reason="Fel.", by=user("rut"), at=now())
    assert client.get(f"/oppet/{slug}/handlingar/{shown.pk}/").status_code == 404


def test_published_papers_are_open_data_and_stand_in_the_feed(client: Client) -> None:
    shown = open_paper(TEXT, "svar.txt")
    slug = city().slug
    told = json.loads(client.get(f"/oppet/{slug}/data/handlingar.json").content)
    assert [one["id"] for one in told["papers"]] == [shown.pk]
    assert told["papers"][0]["url"] == f"http://testserver/oppet/{slug}/handlingar/{shown.pk}/"
    csv = client.get(f"/oppet/{slug}/data/handlingar.csv").content.decode()
    assert f"/oppet/{slug}/handlingar/{shown.pk}/" in csv
    assert f"/oppet/{slug}/handlingar/{shown.pk}/" in client.get(f"/oppet/{slug}/flode.xml").content.decode()


def test_a_draft_is_finished_and_made_public_in_one_press_unless_a_number_is_in_the_way(client: CheckingClient) -> None:
    draft, named = own_paper(TEXT, "eget.txt"), own_paper(f"{TEXT}\nGäller {NUMBER}.\n", "namn.txt")
    client.as_user("rut")
    page = client.get(f"/handlingar/{draft.pk}/offentlighet/").content.decode()
    assert "Upprätta och publicera" in page and "Upprätta utan att publicera" in page
    done = client.post(f"/handlingar/{draft.pk}/offentlighet/", {"do": "finish"}, follow=True)
    assert "Handlingen är upprättad och ligger på den öppna sidan." in done.content.decode()
    assert [row.move for row in DocumentStep.objects.filter(document=draft)] == ["draw_up", "publish"]
    assert client.post(f"/handlingar/{named.pk}/offentlighet/", {"do": "finish"}).status_code == 403
    assert not DocumentStep.objects.filter(document=named).exists(), "half a step is none"
    assert client.post(f"/handlingar/{named.pk}/offentlighet/", {"do": "draw_up"}).status_code == 302
