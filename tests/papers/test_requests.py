"""The log of requests for official documents: numbered, answered, refused by law, late ones first."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
import python_calamine
from django.db import DatabaseError, transaction

from handslag.core.clock import now, today
from handslag.core.verdict import Denied, Refused
from handslag.papers.actions.requesting import answer_request, log_request
from handslag.papers.loading.requests import logged_requests
from handslag.papers.models import AccessAnswer, AccessRequest
from handslag.papers.rules.requests import days_taken, is_settled, state_of
from tests.client import CheckingClient
from tests.papers.making import NUMBER, city, paper, user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_city")]


def asked(text: str = "Svaret på interpellationen.", **more: object) -> AccessRequest:
    """A request that has come in today."""
    told = {"city": city(), "asked_for": text, "made_on": today(), "by": user("rut"), "at": now()} | more
    return log_request(**told)  # type: ignore[arg-type]


def answered(request: AccessRequest, outcome: str = "given", **more: object) -> AccessAnswer:
    """Its answer."""
    told = {"request": request, "outcome": outcome, "answered_on": today(), "by": user("rut"), "at": now()} | more
    return answer_request(**told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("answered_on", "day", "state"),
    [(None, 4, "open"), (None, 5, "open"), (None, 6, "late"), (8, 7, "late"), (8, 8, "answered")],
)
def test_a_request_is_late_after_the_next_working_day(answered_on: int | None, day: int, state: str) -> None:
    when = date(2025, 3, answered_on) if answered_on else None
    assert state_of(date(2025, 3, 4), when, date(2025, 3, day), date(2025, 3, 5)) == state


def test_days_are_counted_to_the_first_answer_and_what_was_given_is_settled() -> None:
    assert days_taken(date(2025, 3, 4), date(2025, 3, 6), date(2025, 4, 1)) == 2
    assert days_taken(date(2025, 3, 4), None, date(2025, 3, 4)) == 0
    assert is_settled(["refused", "given"])
    assert not is_settled(["refused"])
    assert not is_settled([])


def test_requests_are_numbered_by_year_and_cannot_be_changed() -> None:
    one, two = asked(), asked("Protokollet.")
    assert (two.series, two.number) == (one.series, one.number + 1)
    assert str(one) == f"Begäran {today().year}-{one.number}"
    with pytest.raises(DatabaseError), transaction.atomic():
        AccessRequest.objects.filter(pk=one.pk).update(asked_for="Annat.")
    assert log_request(
        city=city("Grannköping"), asked_for="Något.", made_on=today(), by=user("gun"), at=now()
    ).number == 1  # fmt: skip


def test_a_request_says_what_and_when_and_never_who() -> None:
    with pytest.raises(Refused, match="vad som begärs"):
        asked(" ")
    with pytest.raises(Refused, match="personnummer"):
        asked(f"Allt om {NUMBER}.")
    with pytest.raises(Refused, match="inte har varit än"):
        asked(made_on=today() + timedelta(days=1))
    with pytest.raises(Denied, match="Bara registratorer"):
        asked(by=user("lena"))
    far = paper("Grannens brev om skolan och vägen dit.", by="gun", town="Grannköping")
    with pytest.raises(Refused, match="annan kommun"):
        asked(document=far)
    assert not any(field.name in {"name", "email", "asker"} for field in AccessRequest._meta.get_fields())


def test_what_is_not_given_whole_states_its_law_and_its_reasons() -> None:
    request = asked()
    for wrong, said in (
        ({"outcome": "refused"}, "kapitlet"),
        ({"outcome": "refused", "chapter": 26}, "paragraf"),
        ({"outcome": "partly", "chapter": 26, "section": "1"}, "skälen"),
        ({"outcome": "annat"}, "Välj"),
        ({"outcome": "given", "answered_on": today() - timedelta(days=1)}, "mellan"),
    ):
        with pytest.raises(Refused, match=said):
            answered(request, **wrong)  # type: ignore[arg-type]
    no = answered(request, "refused", chapter=26, section="1", text="Rör en enskilds förhållanden.")
    assert (no.chapter, no.section) == (26, "1")
    yes = answered(request, chapter=26, section="1")  # tried anew, and given
    assert (yes.chapter, yes.section) == (None, "")
    with pytest.raises(Denied, match="redan besvarad"):
        answered(request)


def test_late_ones_come_first_then_open_then_answered() -> None:
    week = today() - timedelta(days=7)
    done, new, old = asked("Klar.", made_on=week), asked("Ny."), asked("Gammal.", made_on=week)
    answered(done)
    found = logged_requests(user("rut"), city(), today(), now())
    assert [(one.request.pk, one.state, one.days) for one in found] == [
        (old.pk, "late", 7), (new.pk, "open", 0), (done.pk, "answered", 7),
    ]  # fmt: skip
    assert logged_requests(user("lena"), city(), today(), now()) == []


def test_the_pages_log_answer_and_refuse_with_a_letter(client: CheckingClient) -> None:
    letter = paper("Ett brev om lokaler och möbler.", "lokaler.txt")
    client.as_user("rut")
    new = client.get(f"/handlingar/begaran/ny/?handling={letter.pk}").content.decode()
    assert f'value="{letter.pk}"' in new
    wrong = client.post("/handlingar/begaran/ny/", {"asked_for": "", "made_on": "i går", "paper": "finns inte"})
    assert wrong.status_code == 400
    assert "Ingen handling heter" in wrong.content.decode()
    told = {"asked_for": "Brevet om lokaler.", "made_on": today().isoformat(), "paper": str(letter.pk)}
    page = client.post("/handlingar/begaran/ny/", told, follow=True)
    made = AccessRequest.objects.get()
    assert page.redirect_chain == [(f"/handlingar/begaran/{made.pk}/", 302)]
    assert made.document_id == letter.pk
    address = f"/handlingar/begaran/{made.pk}/"
    wrong = client.post(address, {"outcome": "refused", "answered_on": today().isoformat(), "text": "", "chapter": ""})
    assert wrong.status_code == 400
    assert "Skriv kapitlet" in wrong.content.decode()
    answer = {"outcome": "refused", "answered_on": today().isoformat(), "chapter": "26", "section": "1"}
    page = client.post(address, {**answer, "text": "Rör en enskild."}, follow=True)
    assert "avslogs" in page.content.decode()
    no = AccessAnswer.objects.get()
    said = client.get(f"{address}beslut/{no.pk}/").content.decode()
    for words in ("26 kap. 1 §", "Rör en enskild.", "kammarrätten", "tre veckor", "Rut Registrator"):
        assert words in said
    pdf = client.get(f"{address}beslut/{no.pk}/beslut.pdf")
    assert pdf.content.startswith(b"%PDF-")
    assert client.get(f"{address}beslut/{no.pk + 9}/").status_code == 404


def test_the_log_is_the_registrars_and_goes_to_excel(client: CheckingClient) -> None:
    asked("=SUMMA(A1)")
    one = AccessRequest.objects.get()
    assert client.as_user("lena").get("/handlingar/begaran/").status_code == 403
    assert client.get(f"/handlingar/begaran/{one.pk}/").status_code == 404
    client.as_user("pia")
    assert "väntar på svar" in client.get("/handlingar/begaran/").content.decode()
    assert "Ingen begäran stämmer" in client.get("/handlingar/begaran/?lage=answered").content.decode()
    file = client.get("/handlingar/begaran/?format=xlsx&lage=open")
    rows = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(file.content)).get_sheet_by_index(0).to_python()
    assert any("=SUMMA(A1)" in row for row in rows)
    assert client.as_user("gun").get(f"/handlingar/begaran/{one.pk}/").status_code == 404
