"""The pages of revising: who sees what, what is said when something cannot be done, and that nothing typed is lost."""

from __future__ import annotations

import io
import json

import docx
import pytest
from django.http import HttpResponse

from handslag.plan import actions
from handslag.plan.models import CommentAnswer, ConsultationComment, FocusArea, Measure, Plan, Removal, Revision
from tests.client import CheckingClient
from tests.plan.revisers import AGREED, Desk, desk

pytestmark = pytest.mark.django_db
NUMBER = "Vi mötte 19121212-1212 i går."
REFUSED = "Texten innehåller ett personnummer. Ta bort det. Det har inte sparats."


@pytest.fixture
def at_work(time_machine: object) -> Desk:
    """The plan office at work, on the day the tests' clock says."""
    made = desk()
    time_machine.move_to(made.at)  # type: ignore[attr-defined]
    return made


@pytest.fixture
def pia(client: CheckingClient, at_work: Desk) -> CheckingClient:
    """The plan office at the browser."""
    return client.as_user("pia")


def text(response: HttpResponse, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


def test_a_draft_is_begun_and_edited_with_preview(pia: CheckingClient, at_work: Desk) -> None:
    assert "Det finns inget utkast." in text(pia.get("/planen/utkast/"))
    assert "heter 2023" in text(pia.post("/planen/utkast/", {"label": "2023"}), 400)
    assert pia.post("/planen/utkast/", {"label": "2027"}).headers["Location"] == "/planen/utkast/2027/"
    page = text(pia.get("/planen/utkast/2027/"))
    assert "Utkastet är likadant som den gällande versionen." in page and 'aria-disabled="true"' in page
    path = "/planen/utkast/2027/omrade/lon/"
    typed = {"name": "Lön och villkor", "text": "Ny *text*.", "seen": _seen(pia, path)}
    shown = text(pia.post(path, typed | {"visa": "text"}))
    assert "Ny <em>text</em>." in shown and 'value="Lön och villkor"' in shown
    small = pia.post(path, typed | {"visa": "text"}, headers={"HX-Request": "true"}).content.decode()
    assert "Ny <em>text</em>." in small and "<html" not in small
    assert FocusArea.objects.get(revision__label="2027", key="lon").name == "Lön"
    assert pia.post(path, typed).status_code == 302
    assert FocusArea.objects.get(revision__label="2027", key="lon").name == "Lön och villkor"
    page = text(pia.get("/planen/utkast/2027/"))
    assert "Nytt namn" in page and "Omskriven" in page


def _seen(client: CheckingClient, path: str) -> str:
    return text(client.get(path)).split('name="seen" value="')[1].split('"')[0]


def test_the_second_to_save_sees_what_the_first_wrote_and_loses_nothing(pia: CheckingClient, at_work: Desk) -> None:
    at_work.draft(changed=False)
    path = "/planen/utkast/2027/omrade/arbetsbelastning/atgard/tak/"
    seen = _seen(pia, path)
    typed = {"area": "arbetsbelastning", "name": "Tak", "due": "2027-01-31", "seen": seen}
    assert pia.post(path, typed | {"text": "Det första."}).status_code == 302
    page = text(pia.post(path, typed | {"text": "Det andra."}), 400)
    assert "Så står det nu" in page and "<p>Det första.</p>" in page and "Det andra.</textarea>" in page
    assert Measure.objects.get(area__revision__label="2027", key="tak").text == "Det första."
    again = page.split('name="seen" value="')[1].split('"')[0]
    assert again != seen
    assert pia.post(path, typed | {"text": "Det andra.", "seen": again}).status_code == 302
    assert Measure.objects.get(area__revision__label="2027", key="tak").text == "Det andra."


def test_parts_are_added_arranged_taken_out_and_put_back(pia: CheckingClient, at_work: Desk) -> None:
    at_work.draft(changed=False)
    home = "/planen/utkast/2027/"
    assert pia.post(f"{home}omrade/", {"name": "Möten"}).status_code == 302
    assert pia.post(
        f"{home}omrade/moten/atgard/", {"area": "moten", "name": "Tid", "administration": "Socialförvaltningen"}
    ).status_code == 302  # fmt: skip
    assert Measure.objects.get(key="tid").central
    pia.post(f"{home}ordna/", {"flytta": "upp:moten"})
    pia.post(f"{home}ordna/", {"flytta": "ner:arbetsbelastning/tak"})
    assert [a.key for a in FocusArea.objects.filter(revision__label="2027")] == ["arbetsbelastning", "moten", "lon"]
    measures = Measure.objects.filter(area__revision__label="2027", area__key="arbetsbelastning")
    assert [m.key for m in measures] == ["matning", "tak"]
    assert "Områdets åtgärder tas bort med det." in text(pia.get(f"{home}omrade/lon/ta-bort/"))
    pia.post(f"{home}omrade/lon/ta-bort/", {"reason": "Görs i lönerevisionen."})
    assert "Skäl: Görs i lönerevisionen." in text(pia.get(home))
    assert "Skäl: Görs i lönerevisionen." in text(pia.get("/planen/andringar/?fran=2023&till=2027"))
    pia.post(f"{home}lagg-tillbaka/", {"vad": str(Removal.objects.get().pk)})
    assert FocusArea.objects.filter(revision__label="2027", key="lon").exists()
    assert pia.post(f"{home}lagg-tillbaka/", {"vad": "x"}).status_code == 404


def test_a_draft_is_seen_by_those_who_take_part_when_it_is_on_consultation(
    client: CheckingClient, at_work: Desk
) -> None:
    made = at_work.draft()
    for path in ("/planen/versioner/2027/", "/planen/samrad/2027/"):
        assert client.as_user("ulf").get(path).status_code == 404
    at_work.open(made)
    for username, status in (("ulf", 200), ("hilda", 200), ("lena", 404)):
        client.as_user(username)
        assert client.get("/planen/versioner/2027/").status_code == status
        assert client.get("/planen/samrad/2027/").status_code == status
        listed = "Version 2027" in text(client.get("/planen/samrad/"))
        assert listed == (status == 200)
        assert client.get("/planen/utkast/2027/").status_code == 403
    assert "?fran=2023" not in text(client.get("/planen/versioner/")) or "2027" not in text(client.get("/planen/"))


def test_a_comment_is_left_answered_and_listed(client: CheckingClient, at_work: Desk) -> None:
    at_work.consulted()
    client.as_user("ulf")
    page = text(client.get("/planen/samrad/2027/"))
    assert "/planen/samrad/2027/synpunkt/arbetsbelastning/tak/" in page and "Inga synpunkter har kommit in än." in page
    path = "/planen/samrad/2027/synpunkt/arbetsbelastning/tak/"
    refused = text(client.post(path, {"text": NUMBER}), 400)
    assert REFUSED in refused and NUMBER in refused
    assert client.post(path, {"text": "Hur räknas det?"}).headers["Location"] == "/planen/samrad/2027/"
    page = text(client.get("/planen/samrad/2027/"))
    assert "Hur räknas det?" in page and "Ulf, fackligt ombud, Vision, 1 september 2026" in page
    assert "Väntar på svar." in page
    client.as_user("pia")
    assert "Hur räknas det?" in text(client.get("/planen/samrad/2027/synpunkter/?visa=obesvarade"))
    answer = f"/planen/samrad/2027/synpunkter/{ConsultationComment.objects.get().pk}/svara/"
    assert "Välj ett av alternativen." in text(client.post(answer, {"text": "Per tjänst."}), 400)
    assert client.post(answer, {"text": "Per tjänst.", "taken": "partly"}).status_code == 302
    assert CommentAnswer.objects.get().text == "Per tjänst."
    assert "Ingen synpunkt motsvarar urvalet." in text(client.get("/planen/samrad/2027/synpunkter/?visa=obesvarade"))
    rows = json.loads(text(client.get("/planen/samrad/2027/synpunkter/?format=json")))["rows"]
    assert rows[0]["Leder till"] == "tillgodoses delvis" and rows[0]["Organisation"] == "Vision"
    assert "Ulf" not in text(client.get("/planen/samrad/2027/synpunkter/?format=csv"))
    assert client.as_user("ulf").get(answer).status_code == 403


def test_each_refusal_stands_at_the_button_and_on_the_post(pia: CheckingClient, at_work: Desk) -> None:
    made = at_work.consulted()
    for _ in range(3):
        actions.comment_on(revision=made, area_key="", measure_key="", text="Hm.", by=at_work.ulf, at=at_work.tick())
    assert "Samrådet är inte avslutat." in text(pia.get("/planen/utkast/2027/beslut/"), 403)
    assert pia.post("/planen/utkast/2027/avsluta-samrad/").status_code == 302
    page = text(pia.get("/planen/utkast/2027/"))
    assert "Samverkan är inte registrerad. Tre synpunkter har inte fått svar." in page
    said = {"outcome": "godkänd", "body": "Socialnämnden", "decided_on": "2026-09-01"}
    refused = text(pia.post("/planen/utkast/2027/beslut/", said), 400)
    assert "Samverkan är inte registrerad. Tre synpunkter har inte fått svar." in refused
    assert 'value="Socialnämnden"' in refused
    form = {"kind": "mbl11", "body": "FG", "held_on": "2026-09-01", "outcome": "disagreed"}
    refused = text(pia.post("/planen/utkast/2027/samverkan/", form), 400)
    assert "Parterna var oeniga. Välj vad som gäller." in refused
    form |= {"central": "asked_for", "central_on": "2026-09-01"}
    assert pia.post("/planen/utkast/2027/samverkan/", form).status_code == 302
    assert "Central förhandling är begärd och inte avslutad." in text(pia.get("/planen/utkast/2027/"))
    assert 'value="FG"' in text(pia.get("/planen/utkast/2027/samverkan/"))


def test_a_decision_is_entered_with_all_that_goes_with_it(pia: CheckingClient, at_work: Desk) -> None:
    made = at_work.cooperating()
    actions.register_cooperation(revision=made, talks=AGREED, by=at_work.pia, at=at_work.tick())
    said = {
        "outcome": "godkänd", "body": "Socialnämnden", "decided_on": "2026-09-01", "paragraph": "§ 4", "dnr": "1",
        "in_force": "2026-09-01", "sent_to": "nämnderna\nfacken", "kind1": "reservation", "who1": "Bo Ek",
        "party1": "V", "text1": "Nej.", "who2": "Utan slag",
    }  # fmt: skip
    assert "Välj vad det är för uttalande." in text(pia.post("/planen/utkast/2027/beslut/", said), 400)
    assert pia.post("/planen/utkast/2027/beslut/", said | {"who2": ""}).status_code == 302
    row = Revision.objects.get(label="2027")
    assert row.is_decided and row.sent_to == ["nämnderna", "facken"] and row.statements.get().party == "V"
    page = text(pia.as_user("lena").get("/planen/"))
    assert "Version 2027 är i kraft sedan 1 september 2026." in page and "Beslutet infört" in page
    assert "Reservation: Bo Ek (V)" in page and "Synpunkter och svar i samrådet" in page
    after = text(pia.get("/planen/samrad/2027/"))
    assert "Samrådet om version 2027 är avslutat." in after and "Den byter namn på en åtgärd." in after


def test_taking_back_giving_up_and_prolonging_the_consultation(pia: CheckingClient, at_work: Desk) -> None:
    at_work.consulted()
    assert pia.post("/planen/utkast/2027/oppna-samrad/", {"ends": "2026-10-01"}).status_code == 302
    assert "Samrådet pågår till och med 1 oktober 2026." in text(pia.get("/planen/utkast/2027/"))
    assert "kan förlängas men inte kortas" in text(
        pia.post("/planen/utkast/2027/oppna-samrad/", {"ends": "2026-09-15"}), 400
    )
    assert "Utkastet är på samråd." in text(pia.get("/planen/utkast/2027/overge/"), 403)
    assert pia.post("/planen/utkast/2027/ta-tillbaka/", {"reason": ""}).status_code == 400
    assert pia.post("/planen/utkast/2027/ta-tillbaka/", {"reason": "Fel text."}).status_code == 302
    assert pia.post("/planen/utkast/2027/overge/", {"reason": ""}).status_code == 302
    assert "Övergivet" in text(pia.get("/planen/utkast/"))


def test_a_standpoint_is_shown_to_all_who_see_the_draft(client: CheckingClient, at_work: Desk) -> None:
    at_work.consulted()
    said = {"organisation": "Vision", "stance": "opposes", "text": "Taket saknas."}
    assert client.as_user("hilda").get("/planen/samrad/2027/standpunkt/").status_code == 403
    assert client.as_user("ulf").post("/planen/samrad/2027/standpunkt/", said).status_code == 302
    page = text(client.as_user("hilda").get("/planen/samrad/2027/"))
    assert "Avstyrker" in page and "Taket saknas." in page


def test_the_difference_comes_as_word_with_marked_words_the_same_each_time(pia: CheckingClient, at_work: Desk) -> None:
    at_work.draft()
    path = "/planen/andringar/word/?fran=2023&till=2027"
    first = pia.get(path)
    assert first.status_code == 200 and first.content == pia.get(path).content
    document = docx.Document(io.BytesIO(first.content))
    paragraphs = [line.text for line in document.paragraphs]
    assert "Vad ändras i planen?" in paragraphs and "Rimlig arbetsbelastning" in paragraphs
    assert "Påhittat exempel" in document.sections[0].header.paragraphs[0].text
    runs = [run for row in document.tables[0].rows for cell in row.cells for p in cell.paragraphs for run in p.runs]
    assert any(run.font.underline and "handläggare" in run.text for run in runs)
    assert any(run.text == "Nytt namn" for run in runs)
    assert document.core_properties.author == "Ekstaden"


def test_the_end_of_the_plan_is_warned_of_and_moved(pia: CheckingClient, at_work: Desk, time_machine: object) -> None:
    assert "Den är inte förlängd" not in text(pia.get("/planen/"))
    time_machine.move_to("2027-07-01")  # type: ignore[attr-defined]
    page = text(pia.as_user("pia").get("/planen/"))
    assert "Planen slutar 31 december 2027, inom sex månader. Den är inte förlängd." in page
    said = {"ends": "2026-12-31", "body": "Socialnämnden", "decided_on": "2027-06-01"}
    assert "slutdag ska ligga efter beslutet" in text(pia.post("/planen/forlang/", said), 400)
    assert pia.post("/planen/forlang/", said | {"ends": "2030-12-31"}).status_code == 302
    assert "Den är inte förlängd" not in text(pia.get("/planen/"))
    assert str(Plan.objects.get().ends) == "2030-12-31" and "Socialnämnden" in text(pia.get("/planen/forlang/"))
    assert pia.as_user("lena").get("/planen/forlang/").status_code == 403
