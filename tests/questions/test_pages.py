"""The pages of the register, as the small city's people see them."""

from __future__ import annotations

import io
from datetime import date, timedelta

import docx
import pytest
from icalendar import Calendar
from python_calamine import CalamineWorkbook

from handslag.core.clock import now, today
from handslag.papers.actions.publishing import publish
from handslag.papers.models import Document, SecretPassage
from handslag.people.models import City, User
from handslag.public.actions import publish_closed
from handslag.questions import actions
from handslag.questions.loading.found import proposed_in
from handslag.questions.models import AnswerLink, Question, ReportedList
from handslag.questions.rules.questions import Move
from handslag.questions.rules.registering import NewQuestion
from handslag.tasks.actions import make_calendar, revoke_calendar
from handslag.tasks.tokens import calendar_token
from tests.client import CheckingClient
from tests.questions.conftest import ASKED, AT, LATER, taken_in

pytestmark = pytest.mark.django_db


def _text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


def test_all_questions_of_a_paper_are_registered_by_one_press(client: CheckingClient, paper: Document) -> None:
    page = client.as_user("rut").get(f"/fragor/registrera/{paper.pk}/")
    shown = _text(page)
    assert "3 frågor hittades" in shown
    assert "Första mötet i Kommunfullmäktige minst 14 dagar efter 22 januari 2025" in shown
    form = page.context["form"]
    typed = {field.html_name: field.value() for field in form if field.value() not in (None, False)}
    typed["text_2"] = "Hur ska arbetet fortsätta efter 2025?"
    done = client.post(f"/fragor/registrera/{paper.pk}/", typed, follow=True)
    assert "Registrerat: F 2025-1, F 2025-2, F 2025-3." in _text(done)
    assert [one.text[:12] for one in Question.objects.order_by("number")] == [
        "Vem i staden",
        "Hur ska arbe",
        "Vad gör borg",
    ]
    again = _text(client.get(f"/fragor/registrera/{paper.pk}/"))
    assert "är registrerade" in again


def test_a_faulty_form_is_shown_again_with_what_was_typed(client: CheckingClient, paper: Document) -> None:
    address = f"/fragor/registrera/{paper.pk}/"
    form = client.as_user("rut").get(address).context["form"]
    typed = {field.html_name: field.value() for field in form if field.value() not in (None, False)}
    typed |= {"text_1": "Gäller 811218-9876, vem följer upp?", "answer_by_2": "2025-01-02"}
    back = client.post(address, typed)
    assert back.status_code == 400
    shown = _text(back)
    assert "Texten innehåller ett personnummer. Ta bort det. Det har inte sparats." in shown
    assert "Svarsdagen ligger före 22 januari 2025" in shown
    assert "vem följer upp?" in shown
    assert not Question.objects.exists()
    none = client.post(address, {key: value for key, value in typed.items() if not key.startswith("take_")})
    assert "Välj minst en fråga att registrera." in _text(none)


def test_a_paper_without_questions_says_so_and_takes_one_by_hand(client: CheckingClient, city: City, rut: User) -> None:
    paper = taken_in(city, rut, "brev.txt", "Ett brev utan vidare innehåll, om vädret i går och i dag.\n")
    shown = _text(client.as_user("rut").get(f"/fragor/registrera/{paper.pk}/"))
    assert "Ingen fråga hittades" in shown
    assert f"/fragor/ny/?handling={paper.pk}" in shown
    typed = {"text": "Regnar det?", "asked_by": "Ida By (V)", "kind": "other", "put_on": "2025-01-22", "public": "on"}
    client.post(f"/fragor/ny/?handling={paper.pk}", typed)
    made = Question.objects.get()
    assert (made.document, made.answer_by, made.asked_by) == (
        paper,
        date(2025, 2, 10),
        [{"name": "Ida By", "party": "V"}],
    )


def test_a_question_by_hand_without_a_meeting_has_no_day(client: CheckingClient, city: City) -> None:
    typed = {"text": "Hur går det?", "asked_by": "Ida By (V)", "asked_of": "borgarrådet Britt Borgarråd",
             "kind": "oral", "put_on": "2026-01-22"}  # fmt: skip
    page = client.as_user("pia").post("/fragor/ny/", typed, follow=True)
    made = Question.objects.get(city=city)
    assert made.answer_by is None
    assert not made.public
    assert made.asked_of == {"name": "Britt Borgarråd", "party": "", "role": "borgarrådet"}
    assert "Den har ingen svarsdag än." in _text(page)


def test_the_answer_is_linked_decided_and_the_question_marked(
    client: CheckingClient, asked: list[Question], answer: Document
) -> None:
    client.as_user("rut")
    assert "Kan vara svaret" in _text(client.get(f"/fragor/{asked[0].pk}/"))
    address = f"/fragor/svar/{answer.pk}/"
    assert "Koppla som svar på alla 3" in _text(client.get(address))
    linked = _text(client.post(address, {"question": [one.pk for one in asked]}, follow=True))
    assert "Inget svar hittat" in linked
    assert "3 frågor väntar på att du avgör" in linked
    passage = f"/fragor/{asked[0].pk}/svar/{answer.pk}/"
    chosen = client.get(passage).context["page"].chosen
    client.post(passage, {"paragraph": chosen})
    third = client.get(f"/fragor/{asked[2].pk}/svar/{answer.pk}/").context["page"]
    other = next(key for key, text in third.choices if "Parkbänkarna" in text)
    empty = client.post(f"/fragor/{asked[2].pk}/svar/{answer.pk}/", {})
    assert "Välj det stycke som svarar på frågan." in _text(empty)
    client.post(f"/fragor/{asked[2].pk}/svar/{answer.pk}/", {"paragraph": other})
    client.post(f"/fragor/{asked[1].pk}/svar/{answer.pk}/", {"avvisa": "1"})
    newest = {one.question_id: one.outcome for one in AnswerLink.objects.order_by("recorded_at", "id")}
    assert [newest[one.pk] for one in asked] == ["confirmed", "rejected", "confirmed"]
    moved = client.get(f"/fragor/{asked[0].pk}/besvara/?handling={answer.pk}")
    assert 'value="2025-02-10"' in _text(moved)
    client.post(f"/fragor/{asked[0].pk}/besvara/", {"on": "2025-02-10", "document": answer.pk})
    shown = _text(client.get(f"/fragor/{asked[0].pk}/"))
    assert "Frågan besvarades 10 februari 2025." in shown
    assert "Förvaltningarna följer upp planen tre gånger om året" in shown


def test_steps_are_asked_about_and_refused_with_reasons(client: CheckingClient, asked: list[Question]) -> None:
    pk = asked[0].pk
    client.as_user("rut")
    assert client.get(f"/fragor/{pk}/oppna-igen/").status_code == 403
    assert client.get(f"/fragor/{pk}/flyga/").status_code == 404
    short = client.post(f"/fragor/{pk}/skjut-upp/", {"on": "2025-01-25", "answer_by": "2025-02-01", "reason": ""})
    assert short.status_code == 400
    assert "Skriv skälet." in _text(short)
    assert "Skriv en dag efter 10 februari 2025." in _text(short)
    done = {"on": "2025-01-25", "answer_by": "2025-03-17", "reason": "Borgarrådet är sjukt."}
    assert "Svaret är uppskjutet" in _text(client.post(f"/fragor/{pk}/skjut-upp/", done, follow=True))
    refused = client.as_user("lena").get(f"/fragor/{pk}/aterkalla/")
    assert refused.status_code == 403
    assert "registratorer och planansvariga" in _text(refused)


def test_a_correction_keeps_what_stood_before(client: CheckingClient, asked: list[Question]) -> None:
    address = f"/fragor/{asked[0].pk}/ratta/"
    form = client.as_user("rut").get(address).context["form"]
    typed = {field.html_name: field.value() for field in form if field.value() not in (None, False)}
    moved = client.post(address, typed | {"answer_by": "2025-03-17"})
    assert "Skriv varför svarsdagen ändras." in _text(moved)
    done = client.post(
        address, typed | {"answer_by": "2025-03-17", "reason": "Mötet flyttades.", "matter": "Planen"}, follow=True
    )
    assert "Rättat: ärende" in _text(done)
    assert Question.objects.get(pk=asked[0].pk).answer_by == date(2025, 3, 17)


def test_the_register_puts_late_ones_first_and_filters(
    client: CheckingClient, asked: list[Question], city: City, rut: User
) -> None:
    oral = NewQuestion("Hur går det?", date(2025, 2, 1), kind="oral", asked_by=({"name": "Ida By", "party": "V"},),
                       answer_by=today() + timedelta(30), areas=("introduktion",))  # fmt: skip
    actions.register_questions(city=city, questions=[oral], by=rut, at=LATER)
    actions.move_question(question=asked[0], move=Move.ANSWER, on=date(2025, 2, 10), by=rut, at=LATER)
    client.as_user("lena")
    page = client.get("/fragor/")
    assert [row.label for row in page.context["rows"]] == ["F 2025-2", "F 2025-3", "F 2025-4", "F 2025-1"]
    assert "3 väntar. För 2 av dem har dagen passerat." in _text(page)

    def labels(**asked_for: str) -> list[str]:
        return [row.label for row in client.get("/fragor/", asked_for).context["rows"]]

    assert labels(lage="sen") == ["F 2025-2", "F 2025-3"]
    assert labels(lage="answered") == ["F 2025-1"]
    assert labels(vem="Ida By (V)") == labels(parti="V") == labels(omrade="introduktion") == ["F 2025-4"]
    assert labels(ar="2025", ordna="stalld")[-1] == "F 2025-4"
    assert labels(slag="commitment") == []
    assert "stämmer med urvalet" in _text(client.get("/fragor/", {"slag": "commitment"}))
    assert "finns inte att välja här" in _text(client.get("/fragor/", {"parti": "ZZ"}))


def test_an_empty_register_says_how_questions_come_in(client: CheckingClient, city: City) -> None:
    shown = _text(client.as_user("lena").get("/fragor/"))
    assert "Ingen fråga är registrerad." in shown
    assert "Frågor registreras ur en handling" in shown
    assert city.name in shown


def test_the_register_is_given_as_excel_word_csv_and_json(client: CheckingClient, asked: list[Question]) -> None:
    client.as_user("lena")
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get("/fragor/?format=xlsx").content))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0][:3] == ["Nummer", "Slag", "Ärende"]
    assert rows[1][0] == "F 2025-1"
    assert rows[1][-1] == "ja", "an example says that it is one"
    assert date(2025, 2, 10) in rows[1]
    paper = docx.Document(io.BytesIO(client.get("/fragor/?format=docx").content))
    assert paper.tables[0].rows[1].cells[0].text == "F 2025-1"
    assert paper.tables[0].rows[1].cells[6].text == "obesvarad\nDagen har passerat", "on paper nothing is red"
    assert client.get("/fragor/?format=csv").content.decode("utf-8-sig").startswith("Nummer;Slag;")
    told = client.get("/fragor/?format=json").json()
    assert [row["label"] for row in told["rows"]] == [one.label for one in asked]


def test_the_list_is_reported_once_and_what_was_closed_falls_off(
    client: CheckingClient, asked: list[Question], rut: User
) -> None:
    actions.move_question(question=asked[0], move=Move.ANSWER, on=date(2025, 2, 10), by=rut, at=LATER)
    client.as_user("lena")
    address = "/fragor/balanslista/?per=2025-02-11"
    page = client.get(address)
    assert "2 ärenden väntade den 11 februari 2025." in _text(page)
    assert "1 ärende har avslutats" in _text(page)
    assert client.post(address, {"body": "KF", "reported_on": "2025-02-11"}).status_code == 403
    before = _text(client.get("/fragor/balanslista/?per=2025-01-30"))
    assert "3 ärenden väntade den 30 januari 2025." in before
    assert "Välj en dag som har varit" in _text(client.get("/fragor/balanslista/?per=2030-01-01"))
    client.as_user("rut")
    wrong = client.post(address, {"body": "", "reported_on": "2025-02-01"})
    assert "Skriv för vilket organ listan redovisades." in _text(wrong)
    done = client.post(address, {"body": "Kommunfullmäktige", "reported_on": "2025-02-11"}, follow=True)
    assert "Redovisad för Kommunfullmäktige 11 februari 2025." in _text(done)
    kept = ReportedList.objects.get()
    assert "F 2025-1" not in _text(client.get("/fragor/balanslista/"))
    again = _text(client.get(address))
    assert "F 2025-1" in again and "I senare listor står det som var avslutat inte med." in again
    assert "F 2025-1" in _text(client.get(f"/fragor/balanslista/{kept.pk}/"))
    paper = docx.Document(io.BytesIO(client.get(f"/fragor/balanslista/{kept.pk}/?format=docx").content))
    assert len(paper.tables[0].rows) == 4
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get("/fragor/balanslista/?format=xlsx").content))
    assert len(book.get_sheet_by_index(0).to_python()) == 3


def test_what_is_secret_in_the_paper_is_black_in_the_register(
    client: CheckingClient, asked: list[Question], paper: Document, rut: User
) -> None:
    finding = asked[0].finding
    assert finding is not None
    SecretPassage.objects.create(
        page=paper.pages.get(), start=finding.start + 5, end=finding.start + 9, chapter=26, section="1", by=rut,
        recorded_at=AT, entered_at=AT, event_id=asked[0].event_id,
    )  # fmt: skip
    for address in ("/fragor/", f"/fragor/{asked[0].pk}/", "/fragor/?format=json", f"/fragor/{asked[1].pk}/"):
        assert "Vem i staden" not in _text(client.as_user("lena").get(address))
    assert "Vem i staden" in _text(client.as_user("rut").get(f"/fragor/{asked[0].pk}/"))


def test_a_question_in_a_draft_is_there_for_registrars_alone(client: CheckingClient, city: City, rut: User) -> None:
    from handslag.papers.actions import register

    draft = register(city=city, name="utkast.txt", content=ASKED.encode(), origin="own", by=rut, at=AT).document
    [one] = actions.register_questions(
        city=city, questions=[NewQuestion("Hur?", date(2025, 1, 22))], document=draft, by=rut, at=AT
    )
    assert client.as_user("lena").get(f"/fragor/{one.pk}/").status_code == 404
    assert client.as_user("rut").get(f"/fragor/{one.pk}/").status_code == 200


def test_the_public_register_tells_what_is_published_and_names_politicians_alone(
    client: CheckingClient, asked: list[Question], paper: Document, city: City, rut: User
) -> None:
    hidden = NewQuestion(
        "Hur mår Lena Läsare?", date(2025, 2, 1), kind="oral", asked_by=({"name": "Ida By", "party": "V"},),
        asked_of={"name": "Hilda Chef", "party": "", "role": "förvaltningschefen"},
    )  # fmt: skip
    closed = NewQuestion("Stängd fråga?", date(2025, 2, 1), kind="oral", public=False)
    actions.register_questions(city=city, questions=[hidden, closed], by=rut, at=LATER)
    publish_closed(at=now(), press=lambda _: b"%PDF-")
    address = f"/oppet/{city.slug}/fragor/"
    shown = _text(client.get(address))
    assert "Vem i staden" not in shown, "the paper is not published"
    assert "Ida By (V)" in shown
    assert "Lena Läsare" not in shown
    assert "Hilda Chef" not in shown
    assert "Stängd fråga" not in shown
    publish(document=paper, by=rut, at=now())
    answer = client.get(address)
    assert "Nora Lund (X)" in _text(answer)
    assert "Britt Borgarråd" in _text(answer)
    assert "max-age" in answer.headers["Cache-Control"]
    assert "Läs alla frågor och utfästelser" in _text(client.get(f"/oppet/{city.slug}/"))
    told = client.get(f"/oppet/{city.slug}/data/fragor.json").json()["questions"]
    assert {one["from"] for one in told} == {"Ida By (V)", "Nora Lund (X)"}
    assert "Hilda Chef" not in str(told) and told[0]["due"] == "2025-02-10"
    csv = client.get(f"/oppet/{city.slug}/data/fragor.csv").content.decode("utf-8-sig")
    assert csv.startswith("Kommun;Nummer;Slag;Text;") and "Lena Läsare" not in csv
    listed = _text(client.get(f"{address}balanslista/"))
    assert "F 2025-1" in listed
    assert f"/fragor/{asked[0].pk}/" not in listed


def test_questions_are_tasks_for_who_prepares_and_who_answers(client: CheckingClient, asked: list[Question]) -> None:
    assert "Förbered svaret på 3 frågor" in _text(client.as_user("pia").get("/start/"))
    shown = _text(client.as_user("britt").get("/start/"))
    assert "Svara på 3 frågor" in shown
    assert f"/fragor/{asked[0].pk}/" in shown
    assert "Svara på 3 frågor" not in _text(client.as_user("nils").get("/start/"))


def test_the_registers_days_stand_in_a_calendar_until_it_is_revoked(
    client: CheckingClient, asked: list[Question]
) -> None:
    lena = User.objects.get(username="lena")
    token = calendar_token(make_calendar(by=lena, at=now()).key)
    feed = client.get(f"/kalender/fragor/{token}.ics")
    told = feed.content.decode().replace("\r\n ", "")
    assert feed.headers["Content-Type"].startswith("text/calendar")
    assert told.count("BEGIN:VEVENT") == len(asked)
    assert "F 2025-1: svar senast i dag" in told
    assert "DTSTART;VALUE=DATE:20250210" in told, "a deadline is a day, not an hour"
    events = Calendar.from_ical(feed.content).walk("VEVENT")
    assert len({str(one["uid"]) for one in events}) == len(asked)
    assert all(len(line) <= 75 for line in feed.content.split(b"\r\n"))
    revoke_calendar(by=lena, at=now())
    assert client.get(f"/kalender/fragor/{token}.ics").status_code == 404


def test_the_page_of_a_register_asks_few_questions(client: CheckingClient, asked: list[Question], rut: User) -> None:
    client.as_user("lena")
    client.get("/fragor/")
    before = client.count("/fragor/")
    city = asked[0].city
    more = [NewQuestion(f"Fråga {place}?", date(2025, 1, 20), kind="oral") for place in range(30)]
    actions.register_questions(city=city, questions=more, by=rut, at=AT)
    assert client.count("/fragor/") <= before + 1
    assert before <= 20


def test_long_lists_come_page_by_page_and_whole_in_their_files(
    client: CheckingClient, asked: list[Question], city: City, rut: User
) -> None:
    more = [
        NewQuestion(f"Fråga {place}?", date(2025, 1, 20), kind="oral", asked_by=({"name": "Ida By", "party": "V"},))
        for place in range(60)
    ]
    actions.register_questions(city=city, questions=more, by=rut, at=AT)
    publish_closed(at=now(), press=lambda _: b"%PDF-")
    client.as_user("lena")
    for address in ("/fragor/", "/fragor/balanslista/"):
        first, second = _text(client.get(address)), _text(client.get(f"{address}?sida=2"))
        assert 'aria-label="Sidor"' in first
        assert first.count("Muntlig fråga") + second.count("Muntlig fråga") == 60
        book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{address}?format=xlsx").content))
        assert len(book.get_sheet_by_index(0).to_python()) == 64
    few = client.count("/fragor/balanslista/")
    assert few <= 15
    for address in (f"/oppet/{city.slug}/fragor/", f"/oppet/{city.slug}/fragor/balanslista/"):
        assert "Sida 2 av 2" in _text(client.get(f"{address}?sida=2"))


def test_two_interpellations_in_one_file_are_two_matters(client: CheckingClient, city: City, rut: User) -> None:
    second = ASKED.replace("Nora Lund (X)", "Ida By (V)").replace(
        "om planen för socialtjänstens personal", "om lokalerna"
    )
    both = taken_in(city, rut, "tva.txt", f"{ASKED}\n\n{second.partition('Dnr KS 2025/31')[2]}")
    client.as_user("rut")
    page = _text(client.get(f"/fragor/registrera/{both.pk}/"))
    assert "Filen innehåller flera ärenden." in page
    found = proposed_in(both, rut)
    assert len(found.questions) == 6
    form = client.get(f"/fragor/registrera/{both.pk}/").context["form"]
    sent = {field.html_name: field.value() for field in form if field.value() not in (None, False)}
    assert client.post(f"/fragor/registrera/{both.pk}/", sent).status_code == 302
    made = list(Question.objects.order_by("number"))
    assert {one.asked_by[0]["name"]: one.matter for one in made} == {
        "Nora Lund": found.questions[0].question.matter, "Ida By": found.questions[3].question.matter,
    }  # fmt: skip
    assert "lokalerna" in made[5].matter and "lokalerna" not in made[0].matter
