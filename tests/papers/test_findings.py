"""What people decide about what was found: confirmed, changed, rejected, added, undone; and the page that shows it."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from handslag.audit.models import Event
from handslag.core.clock import now, today
from handslag.core.verdict import Denied, Refused
from handslag.papers.actions import ruling
from handslag.papers.actions.secrecy import mark_passages
from handslag.papers.loading.findings import all_of, taken
from handslag.papers.loading.secrecy import Place
from handslag.papers.models import Document, Ruling
from tests.client import CheckingClient
from tests.papers.making import NUMBER, city, paper, user

pytestmark = pytest.mark.django_db
TEXTS = Path(__file__).parent / "texts"


@pytest.fixture
def question(small_city: None) -> Document:
    return paper((TEXTS / "interpellation_malmo.txt").read_text(), "interpellation.txt")


@pytest.fixture
def minutes(small_city: None) -> Document:
    return paper((TEXTS / "protokoll_kommun.txt").read_text(), "protokoll.txt")


def address(document: Document) -> str:
    return f"/handlingar/{document.pk}/forslag/"


def key(document: Document, field: str, number: int = 0) -> str:
    return [one for one in all_of(document) if one.field == field][number].key


def test_what_is_certain_stands_and_what_is_proposed_waits(question: Document, minutes: Document) -> None:
    now_taken = taken(question)
    assert (now_taken.code, str(now_taken.day)) == ("interpellation", "2025-03-03")
    assert [one.value["number"] for one in now_taken.questions] == [1, 2, 3]
    assert now_taken.proposed == ("title",)
    [promise] = taken(minutes).commitments
    assert not promise.stands


def test_the_places_of_findings_are_in_the_page_as_it_came(minutes: Document) -> None:
    raw = minutes.pages.get().raw
    for one in taken(minutes).statements:
        assert " ".join(raw[one.start : one.end].split()) == one.value["text"]


def test_all_that_is_certain_is_confirmed_in_one_press_and_one_event(question: Document) -> None:
    before = Event.objects.count()
    count = ruling.confirm_certain(document=question, by=user("rut"), at=now())
    assert count == Ruling.objects.count() > 5
    assert Event.objects.count() == before + 1
    assert all(one.confirmed for one in all_of(question) if one.certain)
    assert not taken(question).title.confirmed  # type: ignore[union-attr]
    with pytest.raises(Refused, match="inget säkert kvar"):
        ruling.confirm_certain(document=question, by=user("rut"), at=now())


def test_a_word_is_changed_rejected_taken_back_and_undone_by_new_words_and_none_is_lost(question: Document) -> None:
    rut, second = user("rut"), key(question, "question", 1)
    ruling.change_finding(
        document=question, key=second, value={"number": 2, "text": "Finns det en tidsplan?"}, by=rut, at=now()
    )
    changed = taken(question).questions[1]
    assert (changed.value["text"], changed.confirmed) == ("Finns det en tidsplan?", True)
    assert changed.value["asked_of"]["name"] == "Yasmin Björklund"
    assert str(changed.found["text"]).startswith("Vad gör")

    ruling.reject_finding(document=question, key=second, by=rut, at=now())
    assert [one.value["number"] for one in taken(question).questions] == [1, 3]
    with pytest.raises(Refused, match="redan avvisat"):
        ruling.reject_finding(document=question, key=second, by=rut, at=now())

    ruling.reopen_finding(document=question, key=second, by=rut, at=now())
    assert str(taken(question).questions[1].value["text"]).startswith("Vad gör")
    assert not taken(question).questions[1].confirmed
    assert Ruling.objects.filter(document=question).count() == 3
    with pytest.raises(Refused, match="inget beslut att ångra"):
        ruling.reopen_finding(document=question, key=second, by=rut, at=now())


def test_what_the_machine_did_not_see_is_added_changed_and_taken_back(question: Document) -> None:
    rut = user("rut")
    made = ruling.add_finding(document=question, field="dnr", value={"text": "STK-2025-77"}, by=rut, at=now())
    assert taken(question).dnr.value["text"] == "STK-2025-77"  # type: ignore[union-attr]
    question.refresh_from_db()
    assert Document.objects.select_related("card").get(pk=question.pk).card.dnr == "STK-2025-77"
    ruling.change_finding(document=question, key=f"r{made.pk}", value={"text": "STK-2025-78"}, by=rut, at=now())
    assert taken(question).dnr.value["text"] == "STK-2025-78"  # type: ignore[union-attr]
    ruling.reject_finding(document=question, key=f"r{made.pk}", by=rut, at=now())
    assert taken(question).dnr is None
    ruling.reopen_finding(document=question, key=f"r{made.pk}", by=rut, at=now())
    assert taken(question).dnr.value["text"] == "STK-2025-78"  # type: ignore[union-attr]


def test_rulings_show_on_the_card_at_once(question: Document) -> None:
    ruling.change_finding(
        document=question, key=key(question, "kind"), value={"code": "motion"}, by=user("rut"), at=now()
    )
    assert Document.objects.select_related("card").get(pk=question.pk).card.kind == "motion"
    with pytest.raises(Refused, match="alltid ett slag"):
        ruling.reject_finding(document=question, key=key(question, "kind"), by=user("rut"), at=now())


def test_a_day_that_has_not_been_is_never_a_fact(small_city: None) -> None:
    ahead = (today() + timedelta(days=400)).isoformat()
    document = paper(f"Motion om tid\n\nEkby den {ahead}\n\nEva Roos (V)\n", "motion.txt")
    held = taken(document)
    assert held.day is None
    assert "date" in held.proposed
    for act in (
        lambda: ruling.confirm_finding(document=document, key=key(document, "date"), by=user("rut"), at=now()),
        lambda: ruling.change_finding(
            document=document, key=key(document, "date"), value={"day": ahead}, by=user("rut"), at=now()
        ),
    ):
        with pytest.raises(Refused, match="har inte varit än"):
            act()


def test_only_registrars_rule_and_nobody_writes_a_personal_number(question: Document) -> None:
    for name in ("lena", "britt", "ada", "gun"):
        with pytest.raises(Denied):
            ruling.confirm_finding(document=question, key=key(question, "title"), by=user(name), at=now())
    with pytest.raises(Refused, match="personnummer"):
        ruling.add_finding(
            document=question, field="person", value={"name": f"Bo Ek {NUMBER}"}, by=user("rut"), at=now()
        )
    with pytest.raises(Refused, match="finns inte längre"):
        ruling.confirm_finding(document=question, key="f999999", by=user("rut"), at=now())
    assert not Ruling.objects.exists()


def test_the_page_shows_proposal_and_source_side_by_side(client: CheckingClient, minutes: Document) -> None:
    page = client.as_user("rut").get(address(minutes)).content.decode()
    assert "Vad handlingen säger" in page
    assert "Bekräfta alla säkra" in page
    assert re.search(r'<strong class="now">att ge förvaltningen i uppdrag', page)
    assert "31 mars 2025" in page
    assert "Hampus Brodin (M)" in page


def test_presses_on_the_page_are_answered_with_a_receipt(client: CheckingClient, minutes: Document) -> None:
    client.as_user("rut")
    promise = key(minutes, "commitment")
    for data, says in (
        ({"certain": "1"}, "uppgifter är bekräftade"),
        ({"confirm": promise}, "Bekräftat."),
        ({"reject": promise}, "Avvisade (1)"),
        ({"reopen": promise}, "förslag igen"),
    ):
        response = client.post(address(minutes), data, follow=True)
        assert says in response.content.decode(), data


def test_a_faulty_change_is_shown_again_with_everything_typed(client: CheckingClient, question: Document) -> None:
    where = f"{address(question)}{key(question, 'question')}/"
    client.as_user("rut")
    assert "Torbjörn af Ekenstam (M)" in client.get(where).content.decode()
    data = {"number": "1", "text": f"Gäller det {NUMBER}?", "asked_by": "Ann Ek (V)", "of_role": "kommunalrådet"}
    refused = client.post(where, data)
    assert refused.status_code == 400
    assert "Texten innehåller ett personnummer" in refused.content.decode()
    assert "Ann Ek (V)" in refused.content.decode()
    kept = client.post(where, data | {"text": "Hur många är inhyrda?"}, follow=True).content.decode()
    assert "Ändrat och bekräftat." in kept
    held = taken(question).questions[0].value
    assert (held["text"], held["asked_by"]) == ("Hur många är inhyrda?", [{"name": "Ann Ek", "party": "V"}])
    assert held["asked_of"]["role"] == "kommunalråd"


def test_what_is_added_is_looked_up_in_the_text(client: CheckingClient, question: Document) -> None:
    data = {"who": "", "text": "Sedan årsskiftet hyrs utredare in från fyra bolag.", "by": ""}
    client.as_user("rut").post(f"{address(question)}ny/commitment/", data)
    [added] = taken(question).commitments
    assert question.pages.get().raw[added.start : added.end] == data["text"]


@pytest.mark.parametrize(
    ("field", "data"),
    [
        ("title", {"text": "Om tid"}),
        ("date", {"day": "2025-01-22"}),
        ("body", {"name": "Kommunstyrelsen"}),
        ("person", {"name": "Bo Ek", "party": "v", "role": "ledamoten"}),
        ("decision_point", {"number": "1", "text": "Rapporten godkänns."}),
        (
            "statement",
            {"kind": "reservation", "who": "Bo Ek (V)\nAnn Roos (Miljöpartiet)", "text": "Vi reserverar oss."},
        ),
        ("question", {"number": "4", "text": "När sker det?"}),
        ("commitment", {"who": "Nämnden", "text": "Nämnden återkommer.", "by": "2026-01-01"}),
    ],
)
def test_every_kind_of_finding_can_be_added(
    client: CheckingClient, question: Document, field: str, data: dict[str, str]
) -> None:
    where = f"{address(question)}ny/{field}/"
    assert client.as_user("rut").get(where).status_code == 200
    assert client.post(where, data).status_code == 302
    added = [one for one in all_of(question) if one.outcome == "added"]
    assert [one.field for one in added] == [field]
    shown = client.get(address(question)).content.decode()
    assert "Tillagt" in shown
    if field == "person":
        assert dict(added[0].value) == {"name": "Bo Ek", "party": "V", "role": "ledamot"}
    if field == "statement":
        assert added[0].value["who"][1] == {"name": "Ann Roos", "party": "MP"}


def test_readers_see_it_without_buttons_and_secret_words_stay_black(client: CheckingClient, question: Document) -> None:
    raw = question.pages.get().raw
    start = raw.index("Yasmin")
    place = Place(1, start, start + len("Yasmin Björklund"))
    mark_passages(document=question, places=[place], chapter=21, section="1", reason="", by=user("rut"), at=now())
    page = client.as_user("lena").get(address(question)).content.decode()
    assert "Bara registratorer" in page
    assert 'name="confirm"' not in page
    assert "Yasmin" not in page
    assert "████" in page
    assert "Yasmin" in client.as_user("rut").get(address(question)).content.decode()
    assert client.as_user("lena").get(f"{address(question)}ny/person/").status_code == 403


def test_a_second_interpellation_and_a_day_to_come_are_told(client: CheckingClient, small_city: None) -> None:
    two = paper((TEXTS / "tva_interpellationer.txt").read_text(), "tva.txt")
    assert "Filen innehåller 2 handlingar som frågar" in client.as_user("rut").get(address(two)).content.decode()
    assert len(taken(two).further) == 1
    late = paper("Motion om tid\n\nEkby den 3 mars 2099\n", "sen.txt")
    assert "har inte varit än" in client.get(address(late)).content.decode()


def test_a_paper_without_questions_says_so(client: CheckingClient, small_city: None) -> None:
    plain = paper("Interpellation om lokaler\n\nVi är nöjda med lokalerna.\n", "lokaler.txt")
    assert "Inga frågor hittades i handlingen." in client.as_user("rut").get(address(plain)).content.decode()
    assert city().pk == plain.city_id


def test_the_page_asks_few_questions_however_much_was_found(client: CheckingClient, minutes: Document) -> None:
    client.as_user("rut").get(address(minutes))
    with client.at_most(22):
        client.get(address(minutes))
