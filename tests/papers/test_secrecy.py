"""Secret passages: black for everyone but registrars, wherever the paper is read; the original kept from the others."""

from __future__ import annotations

import re

import pytest

from handslag.audit.models import Event
from handslag.core.clock import now
from handslag.core.verdict import Denied, Refused
from handslag.papers.actions import secrecy
from handslag.papers.loading.hidden import hidden_in
from handslag.papers.loading.secrecy import Place, cover_of, covers_of, has_secrets, unmasked_numbers
from handslag.papers.loading.texts import shown_pages
from handslag.papers.models import Document, PassageLift, SecretPassage
from tests.client import CheckingClient
from tests.papers.making import MINUTES, NUMBER, hidden, paper, places, user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_city")]
TEXT = f"""Svar på skrivelse

Vid besöket hotades Eva Ekorre av en besökare. Händelsen är anmäld.
Besökaren har personnummer {NUMBER} och bor i Strandvik.
\fPå andra sidan nämns Eva Ekorre igen.
"""


@pytest.fixture
def letter(small_city: None) -> Document:
    return paper(TEXT, "svar.txt")


def seen(document: Document, name: str | None) -> str:
    """The paper's text as someone reads it."""
    return "\n".join(page.text for page in shown_pages(document, user(name) if name else None))


@pytest.mark.parametrize("who", ["lena", "nils", "britt", "ada", "sara", "gun", None])
def test_a_secret_passage_is_black_letter_for_letter_for_all_but_registrars(letter: Document, who: str | None) -> None:
    hidden(letter, "hotades Eva Ekorre")
    text = seen(letter, who)
    assert "hotades" not in text
    assert "besöket ███████ ███ ██████ av en" in text
    assert "nämns Eva Ekorre igen" in text  # only the passage that was marked
    assert [len(page.text) for page in shown_pages(letter, None)] == [
        len(p.text) for p in shown_pages(letter, user("rut"))
    ]
    assert "hotades Eva Ekorre" in seen(letter, "rut")
    assert "hotades Eva Ekorre" in seen(letter, "pia")


def test_a_personal_number_is_black_from_the_first(letter: Document) -> None:
    assert NUMBER not in seen(letter, "lena")
    assert NUMBER in seen(letter, "rut")
    assert [
        (one.page, len(letter.pages.get(number=one.page).raw[one.start : one.end])) for one in unmasked_numbers(letter)
    ] == [(1, len(NUMBER))]
    assert has_secrets(letter)


def test_masking_is_one_press_for_all_and_one_event(letter: Document) -> None:
    made = secrecy.mask_numbers(document=letter, by=user("rut"), at=now())
    assert [row.ground for row in made] == ["personal_number"]
    assert unmasked_numbers(letter) == []
    assert NUMBER not in seen(letter, "lena")
    event = Event.objects.get(action="document.numbers_masked")
    assert event.data == {"document": letter.pk, "passages": 1}
    with pytest.raises(Refused, match="inget personnummer"):
        secrecy.mask_numbers(document=letter, by=user("rut"), at=now())


def test_digits_that_are_no_personal_number_are_shown_when_someone_has_said_so(letter: Document) -> None:
    place = unmasked_numbers(letter)[0]
    secrecy.clear_number(document=letter, place=place, by=user("rut"), at=now())
    assert NUMBER in seen(letter, "lena")
    assert not has_secrets(letter)
    assert PassageLift.objects.get().reason == "Är inget personnummer."


def test_a_lifted_passage_is_read_again_and_the_lift_has_its_reason(letter: Document) -> None:
    hidden(letter, "hotades", "Ekorre")
    row = SecretPassage.objects.get()
    with pytest.raises(Refused, match="varför"):
        secrecy.lift_passage(passage=row, reason=" ", by=user("rut"), at=now())
    secrecy.lift_passage(passage=row, reason="Beslut i kammarrätten.", by=user("rut"), at=now())
    assert "hotades Eva Ekorre" in seen(letter, "lena")
    with pytest.raises(Denied, match="redan hävd"):
        secrecy.lift_passage(passage=row, reason="Igen.", by=user("rut"), at=now())


def test_secrecy_needs_a_registrar_a_law_and_a_place_in_the_paper(letter: Document) -> None:
    law = {"chapter": 26, "section": "1", "at": now()}
    there = places(letter, "hotades")
    for name in ("lena", "ada", "gun"):
        with pytest.raises(Denied, match="Bara registratorer"):
            secrecy.mark_passages(document=letter, places=there, by=user(name), **law)
        with pytest.raises(Denied, match="Bara registratorer"):
            secrecy.mask_numbers(document=letter, by=user(name), at=now())
    for wrong in ({"chapter": 99}, {"section": ""}):
        with pytest.raises(Refused, match="Skriv"):
            secrecy.mark_passages(document=letter, places=there, by=user("rut"), **law | wrong)
    for outside in (Place(1, 5, 10_000), Place(9, 0, 3), Place(1, 7, 7)):
        with pytest.raises(Refused, match="finns inte"):
            secrecy.mark_passages(document=letter, places=[outside], by=user("rut"), **law)
    with pytest.raises(Refused, match="personnummer"):
        secrecy.mark_passages(document=letter, places=there, reason=NUMBER, by=user("rut"), **law)
    with pytest.raises(Refused, match="minst ett"):
        secrecy.mark_passages(document=letter, places=[], by=user("rut"), **law)
    assert not SecretPassage.objects.exists()


def test_what_is_secret_already_is_not_marked_again(letter: Document) -> None:
    hidden(letter, "hotades Eva Ekorre")
    with pytest.raises(Refused, match="redan sekretessmarkerat"):
        hidden(letter, "hotades")
    hidden(letter, "Eva Ekorre")  # stands on the second page as well, where it is open
    assert [(row.page.number, row.start > 0) for row in SecretPassage.objects.order_by("pk")] == [(1, True), (2, True)]
    secrecy.lift_passage(passage=SecretPassage.objects.earliest("pk"), reason="Fel.", by=user("rut"), at=now())
    assert "hotades Eva Ekorre" in seen(letter, "lena")


def test_a_passage_over_a_page_break_is_marked_in_one_press(letter: Document, client: CheckingClient) -> None:
    address = f"/handlingar/{letter.pk}/sekretess/"
    typed = {"first": "bor i Strandvik", "last": "nämns Eva", "page": "", "chapter": "26", "section": "1", "reason": ""}
    page = client.as_user("rut").post(address, {**typed, "do": "find"}).content.decode()
    places_shown = re.findall(r'type="checkbox" name="place" value="([^"]+)"', page)
    assert len(places_shown) == page.count(" checked") == 2
    client.post(address, {**typed, "do": "mark", "place": places_shown})
    text = seen(letter, "lena")
    assert "Strandvik" not in text and "På andra sidan nämns" not in text
    assert "Ekorre igen." in text


def test_where_the_words_stand_besides_is_told_to_who_marks(letter: Document, client: CheckingClient) -> None:
    other = paper(f"En annan skrivelse.\n{TEXT}", "annan.txt")
    apart = paper("En skrivelse om lokaler, skriven av någon som inte var med.", "lokal.txt")
    hidden(letter, "hotades Eva Ekorre av en besökare")
    page = client.as_user("rut").get(f"/handlingar/{letter.pk}/sekretess/").content.decode()
    told = page.partition("Orden står också här")[2].partition("</section>")[0]
    assert f'href="/handlingar/{other.pk}/"' in told and f"/handlingar/{apart.pk}/" not in told
    hidden(other, "hotades Eva Ekorre av en besökare")
    assert "Orden står också här" not in client.get(f"/handlingar/{letter.pk}/sekretess/").content.decode()


def test_what_is_covered_says_by_which_law(letter: Document, client: CheckingClient) -> None:
    hidden(letter, "hotades", chapter=39, section="3 a")
    hidden(letter, "Eva Ekorre")
    said = (
        "Grund: 26 kap. 1 § offentlighets- och sekretesslagen, 39 kap. 3 a § offentlighets- och sekretesslagen "
        "och personnummer."
    )
    client.as_user("lena")
    for address in ("original", "offentlighet", "text"):
        assert said in client.get(f"/handlingar/{letter.pk}/{address}/").content.decode(), address


def test_a_file_with_a_personal_number_in_its_name_is_not_taken(small_city: None) -> None:
    with pytest.raises(Refused, match="Filens namn innehåller ett personnummer"):
        paper("En skrivelse om lokaler.", f"anmalan_{NUMBER}.txt")
    assert not Document.objects.exists()


def test_texts_longer_than_anyone_reads_are_refused_with_their_length(letter: Document, client: CheckingClient) -> None:
    asked = {"asked_for": "x" * 5001, "made_on": "2024-01-08", "paper": ""}
    page = client.as_user("rut").post("/handlingar/begaran/ny/", asked)
    assert page.status_code == 400
    assert "Högst 5\u00a0000 tecken får plats" in page.content.decode()
    assert client.get("/handlingar/las-in/?nya=99999999999999999999,x,1").status_code == 200


def test_nothing_of_a_secret_passage_stands_in_the_record(letter: Document) -> None:
    hidden(letter, "hotades", "Ekorre", reason="Rör en enskild.")
    assert not any("Ekorre" in str(event.data) or "enskild" in str(event.data) for event in Event.objects.all())


def test_what_is_covered_is_told_by_place(letter: Document) -> None:
    raw = letter.pages.get(number=1).raw
    place = 1, raw.index("Vid besöket"), raw.index(" Händelsen")
    assert not cover_of(letter, user("lena")).hides(*place)
    assert not hidden_in([letter.pk])
    hidden(letter, "Eva Ekorre")
    assert cover_of(letter, user("lena")).hides(*place)
    assert not cover_of(letter, user("rut"))
    assert hidden_in([letter.pk])[letter.pk].hides(*place)


def test_how_a_repaired_word_came_is_covered_in_copies_as_well(small_city: None) -> None:
    garbled = paper(MINUTES.translate(str.maketrans("åäöÅÄÖ", "aaoAAO")), "protokoll.txt")
    hidden(garbled, "uppfattning om budgeten för nästa år")
    [made] = hidden_in([garbled.pk]).values()
    assert made.cover("namndens uppfattning om budgeten for nasta ar").count("█") == len(
        "uppfattningombudgetenfornastaar"
    )
    assert "█" in made.cover("budgeten för nästa år")


def test_what_is_covered_in_many_papers_is_asked_for_at_once(
    letter: Document, django_assert_max_num_queries: object
) -> None:
    more = [letter, *(paper(f"{TEXT}\n{number}", f"{number}.txt") for number in range(4))]
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        found = covers_of(more, user("lena"))
    assert all(found[one.pk] for one in more)


def test_the_page_finds_passages_by_their_words_shows_them_and_marks_them(
    letter: Document, client: CheckingClient
) -> None:
    address = f"/handlingar/{letter.pk}/sekretess/"
    client.as_user("rut")
    typed = {
        "first": "eva  ekorre",
        "last": "",
        "page": "",
        "chapter": "26",
        "section": "1 §",
        "reason": "Rör en enskild.",
    }
    found = client.post(address, {**typed, "do": "find"}).content.decode()
    assert found.count('name="place"') >= 2
    assert "Rör en enskild." in found
    assert not SecretPassage.objects.exists()
    chosen = [str(one) for one in places(letter, "Eva Ekorre")]
    wrong = client.post(address, {**typed, "chapter": "", "do": "mark", "place": chosen})
    assert wrong.status_code == 400
    assert "Skriv kapitlet" in wrong.content.decode()
    nothing = client.post(address, {**typed, "do": "mark"})
    assert "Välj minst ett av ställena" in nothing.content.decode()
    done = client.post(address, {**typed, "do": "mark", "place": chosen}, follow=True)
    assert "2 ställen är sekretessmarkerade" in done.content.decode()
    assert [(row.page.number, row.chapter, row.section) for row in SecretPassage.objects.all()] == [
        (1, 26, "1"),
        (2, 26, "1"),
    ]
    assert "Ekorre" not in client.as_user("lena").get(f"/handlingar/{letter.pk}/").content.decode()
    lift = SecretPassage.objects.order_by("pk").first()
    assert lift is not None
    done = client.as_user("rut").post(f"{address}{lift.pk}/hav/", {"reason": "Fel namn."}, follow=True)
    assert "Markeringen är hävd" in done.content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"first": ""}, "Skriv orden"),
        ({"first": "står ingenstans"}, "Orden står inte i handlingen"),
        ({"first": "Händelsen", "last": "hotades"}, "börjar och slutar så"),
        ({"first": "Svar", "page": "2"}, "Orden står inte på sidan"),
        ({"first": "Eva", "chapter": "många"}, "Skriv kapitlet som ett tal"),
    ],
)
def test_words_that_stand_nowhere_are_said_and_nothing_is_lost(
    letter: Document, client: CheckingClient, typed: dict[str, str], said: str
) -> None:
    sent = {
        "first": "",
        "last": "",
        "page": "",
        "chapter": "26",
        "section": "1",
        "reason": "Står kvar.",
        **typed,
        "do": "find",
    }
    answer = client.as_user("rut").post(f"/handlingar/{letter.pk}/sekretess/", sent)
    assert answer.status_code == 400
    assert said in answer.content.decode()


def test_numbers_are_masked_or_cleared_by_a_press(letter: Document, client: CheckingClient) -> None:
    address = f"/handlingar/{letter.pk}/sekretess/"
    page = client.as_user("rut").get(address).content.decode()
    assert "Personnummer att maskera" in page
    place = str(unmasked_numbers(letter)[0])
    assert client.post(address, {"do": "mask", "place": "x"}).status_code == 400
    assert "är maskerat" in client.post(address, {"do": "mask", "place": place}, follow=True).content.decode()
    assert "inget personnummer" in client.post(address, {"do": "mask-all"}).content.decode()
    other = paper(f"{TEXT} igen", "igen.txt")
    there = f"/handlingar/{other.pk}/sekretess/"
    place = str(unmasked_numbers(other)[0])
    assert "inget personnummer" in client.post(there, {"do": "clear", "place": place}, follow=True).content.decode()
    assert client.as_user("lena").get(there).status_code == 403


def test_the_original_is_for_registrars_when_anything_is_secret_and_the_refusal_says_how_to_appeal(
    letter: Document, client: CheckingClient
) -> None:
    address = f"/handlingar/{letter.pk}/original/"
    refused = client.as_user("lena").get(address)
    page = refused.content.decode()
    assert refused.status_code == 403
    for said in (
        "inte för alla",
        "begära ett skriftligt beslut",
        "Ställ överklagandet till kammarrätten",
        "tre veckor",
        "lämna det till Lillköping",
    ):
        assert said in page
    assert f"/handlingar/{letter.pk}/text/" in page
    text = client.get(f"/handlingar/{letter.pk}/text/")
    assert text.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert NUMBER not in text.content.decode()
    assert "Händelsen är anmäld." in text.content.decode()
    assert client.as_user("rut").get(address).status_code == 200
    open_one = paper("Ett brev utan hemligheter om lokaler och möbler.", "lokaler.txt")
    assert client.as_user("lena").get(f"/handlingar/{open_one.pk}/original/").status_code == 200
