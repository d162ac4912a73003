"""The pages of signals: the list, the form with its receipt, and what can be done afterwards."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from handslag.core.clock import now
from handslag.voice import actions
from handslag.voice.models import Signal
from tests.client import CheckingClient
from tests.voice.people import office, raised, user

RECENT = now() - timedelta(days=2)


def form(**said: object) -> dict[str, object]:
    """What a filled in form sends."""
    place = office()
    return {
        "text": "Taket hålls inte.", "kind": "union", "administration": place.pk, "area": "arbetsbelastning",
        "unit": "", "sender_shown": "union",
    } | said  # fmt: skip


def test_the_form_says_what_everyone_who_raises_a_signal_must_know(small_city: None, client: CheckingClient) -> None:
    page = client.as_user("ulf").get("/signaler/ny/?administration=angsby&area=introduktion").content.decode()
    for said in ("allmän handling", "sekretess", "visselblåsarkanalen", "Du får svar senast den", "Välj vem"[:4]):
        assert said in page
    assert '<option value="introduktion" selected>' in page
    assert "66 a" not in page  # only a safety representative asks for that
    assert "66 a" in client.as_user("siv").get("/signaler/ny/").content.decode()


def test_the_citys_whistle_channel_is_linked_to(small_city: None, client: CheckingClient, settings: object) -> None:
    settings.HANDSLAG_WHISTLE_URL = "https://a.example lillkoping=https://b.example/?x=1"  # type: ignore[attr-defined]
    page = client.as_user("ulf").get("/signaler/ny/").content.decode()
    assert 'href="https://b.example/?x=1"' in page


def test_a_signal_leads_at_once_to_its_receipt(small_city: None, client: CheckingClient) -> None:
    response = client.as_user("ulf").post("/signaler/ny/", form(), follow=True)
    made = Signal.objects.get(raised_by__username="ulf")
    assert response.redirect_chain == [(f"/signaler/{made.pk}/kvitto/", 302)]
    page = response.content.decode()
    assert made.label in page and "Du får svar senast den" in page
    assert client.as_user("lena").get(f"/signaler/{made.pk}/kvitto/").status_code == 403


def test_the_receipt_of_a_66a_request_is_a_tagged_pdf(small_city: None, client: CheckingClient) -> None:
    made = raised("siv")
    page = client.as_user("siv").get(f"/signaler/{made.pk}/kvitto/").content.decode()
    assert "Hämta kvittot som PDF" in page
    pdf = client.get(f"/signaler/{made.pk}/kvitto.pdf")
    assert pdf.content.startswith(b"%PDF-") and b"/StructTreeRoot" in pdf.content
    other = raised()
    assert client.as_user("ulf").get(f"/signaler/{other.pk}/kvitto.pdf").status_code == 404


def test_bad_input_loses_nothing(small_city: None, client: CheckingClient) -> None:
    response = client.as_user("siv").post(
        "/signaler/ny/", form(kind="stop", text="Det gällde 19121212-1212.", sender_shown="")
    )
    page = response.content.decode()
    assert response.status_code == 400 and "<title>Fel:" in page
    for said in (
        "Texten innehåller ett personnummer. Ta bort det. Det har inte sparats.",
        "Det gällde 19121212-1212.",
        "Välj ett av alternativen.",
        "Skriv från vilken dag skyddsstoppet gäller.",
    ):
        assert said in page
    assert not Signal.objects.exclude(number=None).exists()


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"kind": "request_66a"}, "Skriv när du vill ha svar på din begäran."),
        ({"kind": "request_66a", "answer_by": "2020-01-01"}, "Välj en dag från och med i dag"),
        ({"kind": "stop", "stop_from": "2026-01-02", "stop_to": "2026-01-01"}, "Sista dagen ligger före den första."),
        ({"kind": "staff", "area": ""}, "Välj ett fokusområde."),
        ({"kind": "union"}, "Välj ett av alternativen."),
    ],
)
def test_each_fault_stands_at_its_field(
    said: dict[str, str], reason: str, small_city: None, client: CheckingClient
) -> None:
    response = client.as_user("siv").post("/signaler/ny/", form(**said))
    assert response.status_code == 400 and reason in response.content.decode()


def test_the_list_has_late_ones_first_and_filters(small_city: None, client: CheckingClient) -> None:
    made = raised(at=RECENT)
    rows = json.loads(client.as_user("ulf").get("/signaler/?format=json").content)["signals"]
    assert [row["overdue"] for row in rows] == [True, False, False]
    assert (rows[1]["number"], rows[1]["sender"]) == (made.label, "Ulf Ombud, Vision")
    kept = {
        "lage=sen": 1, "lage=vantar": 2, "lage=answered": 1, "slag=request_66a": 1, "forvaltning=strandvik": 1,
        "omrade=introduktion": 1, "mina=on": 1, "": 3,
    }  # fmt: skip
    for query, count in kept.items():
        found = json.loads(client.get(f"/signaler/?format=json&{query}").content)["signals"]
        assert len(found) == count, query
        assert client.get(f"/signaler/?{query}").status_code == 200
    assert "S 20" in client.get("/signaler/?format=csv&ordna=-lamnad").content.decode()


def test_it_is_answered_opened_again_and_closed_on_the_pages(small_city: None, client: CheckingClient) -> None:
    made = raised(at=RECENT)
    here = f"/signaler/{made.pk}/"
    assert "Svar ges av förvaltningschef" in client.as_user("lena").get(here).content.decode()
    assert client.as_user("hilda").post(f"{here}svara/", {"text": ""}).status_code == 400
    client.post(f"{here}svara/", {"text": "Vi ser över taket.", "measure": ""})
    page = client.get(here).content.decode()
    assert "Hilda Chef, förvaltningschef, Ängsby" in page and "Besvarad" in page
    assert client.get(f"{here}inte-nojd/").status_code == 403
    client.as_user("ulf").post(f"{here}inte-nojd/", {"reason": "När?"})
    assert "Väntar på nytt svar" in client.get(here).content.decode()
    client.as_user("hilda").post(f"{here}svara/", {"text": "I maj.", "measure": ""})
    assert client.as_user("ulf").get(f"{here}avsluta/").status_code == 200
    client.post(f"{here}avsluta/")
    assert "Avslutad" in client.get(here).content.decode()
    assert client.get(f"{here}hittepa/").status_code == 404


def test_an_answer_may_point_at_a_measure(small_city: None, client: CheckingClient) -> None:
    made = raised(at=RECENT)
    page = client.as_user("hilda").get(f"/signaler/{made.pk}/svara/").content.decode()
    assert "Barn och unga Ängsby</option>" in page  # which unit's it is, since many have one of the same title
    assert "Tak på femton ärenden" in page
    measure = client.get("/atgarder/?sok=Tak").content.decode().split('href="/atgarder/')[1].split("/")[0]
    client.post(f"/signaler/{made.pk}/svara/", {"text": "Se åtgärden.", "measure": measure})
    assert f'href="/atgarder/{measure}/"' in client.get(f"/signaler/{made.pk}/").content.decode()


def test_the_authority_and_the_stop_are_noted_with_a_day(small_city: None, client: CheckingClient) -> None:
    asked, stop = (
        raised("siv", at=RECENT, answer_by=now().date()),
        raised("siv", at=RECENT, kind="stop", stop_from=RECENT.date()),
    )
    day = now().date().isoformat()
    client.as_user("siv").post(f"/signaler/{asked.pk}/till-arbetsmiljoverket/", {"on": day})
    assert "Till Arbetsmiljöverket" in client.get(f"/signaler/{asked.pk}/").content.decode()
    assert client.post(f"/signaler/{stop.pk}/hav-stoppet/", {"on": "2020-01-01"}).status_code == 400
    client.post(f"/signaler/{stop.pk}/hav-stoppet/", {"on": day})
    assert "Skyddsstoppet hävt" in client.get(f"/signaler/{stop.pk}/").content.decode()


def test_the_pages_of_the_cell_the_unit_and_the_administration_lead_to_the_form(
    small_city: None, client: CheckingClient
) -> None:
    made = raised(at=RECENT, about_unit=True)
    cell, unit = "/livstecken/angsby/arbetsbelastning/", f"/enheter/{made.unit_id}/"
    for path, way in (
        (cell, "/signaler/ny/?administration=angsby&amp;area=arbetsbelastning"),
        (unit, f"/signaler/ny/?administration=angsby&amp;unit={made.unit_id}"),
        ("/forvaltningar/angsby/", "/signaler/ny/?administration=angsby"),
    ):
        assert way in client.as_user("ulf").get(path).content.decode(), path
        page = client.as_user("lena").get(path).content.decode()
        assert "/signaler/ny/" not in page and made.label in page, path


def test_an_imported_signal_has_a_page_and_can_be_answered(small_city: None, client: CheckingClient) -> None:
    imported = Signal.objects.get(answers=None, number=None)
    page = client.as_user("stina").get(f"/signaler/{imported.pk}/").content.decode()
    assert "Signal från Vision" in page and "Svaret skulle ha kommit" in page
    actions.answer_signal(signal=imported, text="Ja.", by=user("stina"), at=now())
    assert "Besvarad" in client.get(f"/signaler/{imported.pk}/").content.decode()
