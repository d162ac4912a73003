"""The pages of papers: the register, one paper, handing in files, putting a word right."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings as SettingsWrapper
from python_calamine import CalamineWorkbook

from handslag.core.clock import now
from handslag.papers.actions import register
from handslag.papers.models import Document, KnownWord
from tests.client import CheckingClient
from tests.core.test_reading import drawn
from tests.papers.making import ARTICLE, MINUTES, city, user

pytestmark = pytest.mark.django_db
GARBLED = MINUTES.translate(str.maketrans("åäöÅÄÖ", "aaoAAO"))
ASKING = """Interpellation av Lo Lind (V) till kommunstyrelsens ordförande om introduktionen

Jag vill fråga:

1. Hur många nyanställda har fått en mentor?
2. När får alla en mentor?
"""


@pytest.fixture(autouse=True)
def own_folder(small_city: None, tmp_path: Path, settings: SettingsWrapper) -> None:
    settings.HANDSLAG_DATA = tmp_path


def paper(text: str, name: str = "brev.txt") -> Document:
    """A paper of Lillköping."""
    return register(city=city(), name=name, content=text.encode(), by=user("rut"), at=now()).document


def sent(*files: tuple[str, bytes], **more: str) -> dict[str, object]:
    """What the form sends."""
    papers = [SimpleUploadedFile(name, content) for name, content in files]
    return {"papers": papers, "origin": "received", "registered_on": "", **more}


def test_the_empty_register_says_so(client: CheckingClient) -> None:
    assert "Ingen handling är registrerad än." in client.as_user("lena").get("/handlingar/").content.decode()


def test_the_register_is_filtered_ordered_and_taken_down(client: CheckingClient) -> None:
    paper(ASKING, "fråga.txt"), paper(ARTICLE, "artikel.txt")
    client.as_user("lena")
    page = client.get("/handlingar/?slag=interpellation&parti=V").content.decode()
    assert "1 handling i urvalet" in page and "introduktionen" in page and "artikel.txt" not in page
    assert "Ingen handling stämmer" in client.get("/handlingar/?lage=published").content.decode()
    assert client.get("/handlingar/?slag=okänt&ar=x&ordna=-rubrik&sida=99").status_code == 200
    lines = client.get("/handlingar/?format=csv&ordna=registrerad").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 3 and lines[0].startswith("Id;Rubrik;Slag;Datum")
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get("/handlingar/?format=xlsx").content))
    assert len(book.get_sheet_by_index(0).to_python()) == 3


def test_a_repaired_word_says_how_it_stood_to_all_and_leads_to_its_correction_for_some(client: CheckingClient) -> None:
    made = paper(GARBLED, "protokoll.txt")
    page = client.as_user("lena").get(made.get_absolute_url()).content.decode()
    assert '<span class="mended" tabindex="0">Nämnden<span class="came">' in page and "stod som ”Namnden”" in page
    assert "ord är lagade" in page and "/ord/" not in page
    page = client.as_user("rut").get(made.get_absolute_url()).content.decode()
    assert f'<a class="mended" href="/handlingar/{made.pk}/sida/1/ord/?fran=' in page
    raw = client.get(f"{made.get_absolute_url()}?text=som-den-kom").content.decode()
    assert "Namnden godkanner" in raw and "mended" not in raw


def test_a_long_paper_is_shown_part_by_part_with_the_same_number_of_questions(client: CheckingClient) -> None:
    short = paper("Sida.\n", "kort.txt")
    long = paper("\f".join(f"Sida nummer {number}.\n" for number in range(1, 201)), "lång.txt")
    client.as_user("lena")
    counts = []
    for made in (short, long):
        client.get(made.get_absolute_url())
        with CaptureQueriesContext(connection) as asked:
            client.get(made.get_absolute_url())
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15
    page = client.get(f"{long.get_absolute_url()}?sida=199").content.decode()
    assert 'id="sida-199"' in page and 'id="sida-1"' not in page and "161–200" in page


def test_an_unread_page_says_what_to_install_and_can_be_read_again(
    client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as without:
        without.setattr("handslag.core.reading.means", lambda: "program")
        without.setattr("handslag.papers.pages.documents.means", lambda: "program")
        without.setenv("PATH", "/nowhere")
        content = drawn(["Skrivelse om lokaler på ön"])
        made = register(city=city(), name="skannad.pdf", content=content, by=user("rut"), at=now()).document
        page = client.as_user("rut").get(made.get_absolute_url()).content.decode()
        assert "ej läst" in page and "apt install tesseract-ocr-swe. Läs" in page
        assert "Ingen text är läst än." in page and "texten står som den kom" not in page
    answer = client.post(f"{made.get_absolute_url()}las-igen/", follow=True)
    assert "Sidorna är lästa." in answer.content.decode() and "Skrivelse om lokaler på ön" in answer.content.decode()
    assert client.as_user("lena").post(f"{made.get_absolute_url()}las-igen/").status_code == 403


def test_the_original_comes_as_a_file_to_take_down(client: CheckingClient) -> None:
    made = paper("<script>alert(1)</script>", "läs mig.txt")
    answer = client.as_user("lena").get(f"{made.get_absolute_url()}original/")
    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_one_file_leads_to_its_paper_and_several_to_their_list(client: CheckingClient) -> None:
    client.as_user("rut")
    answer = client.post("/handlingar/las-in/", sent(("fråga.txt", ASKING.encode())))
    assert answer.headers["Location"] == Document.objects.get().get_absolute_url()
    files = (("fråga.txt", ASKING.encode()), ("artikel.txt", ARTICLE.encode()))
    page = client.post("/handlingar/las-in/", sent(*files), follow=True).content.decode()
    assert "2 filer är inlästa. 1 av filerna fanns redan." in page and "Väntar på bekräftelse" in page
    assert Document.objects.count() == 2


def test_a_faulty_file_stops_no_other_and_what_was_chosen_stays(client: CheckingClient) -> None:
    files = (("fråga.txt", ASKING.encode()), ("tom.pdf", b""), ("bild.exe", b"MZ"))
    answer = client.as_user("rut").post("/handlingar/las-in/", sent(*files, origin="own", registered_on="2025-01-22"))
    page = answer.content.decode()
    assert answer.status_code == 400 and Document.objects.get().file_name == "fråga.txt"
    assert "”tom.pdf” är tom" in page and "”bild.exe” är av en sort som inte läses" in page and "registrerad." in page
    assert 'value="own" selected' in page and 'value="2025-01-22"' in page


def test_a_form_without_files_or_with_a_day_to_come_is_shown_again(client: CheckingClient) -> None:
    client.as_user("rut")
    assert "Välj minst en fil." in client.post("/handlingar/las-in/", sent()).content.decode()
    page = client.post("/handlingar/las-in/", sent(("a.txt", b"Hej"), registered_on="2999-01-01")).content.decode()
    assert "Dagen har inte varit än." in page and not Document.objects.exists()


def test_a_word_is_put_right_where_it_stands_or_everywhere(client: CheckingClient) -> None:
    made = paper("Kvarnlanda är en by. I Kvarnlanda finns ett kontor.")
    client.as_user("rut")
    address = f"{made.get_absolute_url()}sida/1/ord/"
    assert "Kvarnlanda är en by" in client.get(address).content.decode()
    page = client.get(f"{address}?fran=0&till=10").content.decode()
    assert "Så kom det" in page and "Kvarnlanda</strong>" in page
    given = {"word": "Kvarnlanda", "right": "Kvarnlända"}
    assert "Ordet står på 2 ställen." in client.post(address, given).content.decode()
    answer = client.post(address, given | {"everywhere": "on"})
    assert answer.headers["Location"] == f"{made.get_absolute_url()}?sida=1#sida-1"
    reading = made.pages.get().readings.get(number=2)
    assert reading.text.count("Kvarnlända") == 2 and reading.by == user("rut")
    assert KnownWord.objects.filter(word="Kvarnlända").exists()
    once = client.post(f"{address}?fran=0&till=10", {"word": "Kvarnlända", "right": "Kvarnlanda"}, follow=True)
    assert "Rättat på 1 ställe." in once.content.decode()
    assert made.pages.get().readings.get(number=3).text.startswith("Kvarnlanda är")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"word": "", "right": "x"}, "Skriv ordet som det står"),
        ({"word": "Saknas", "right": "x"}, "Ordet står inte så på sidan"),
        ({"word": "Hej", "right": "811218-9876"}, "personnummer"),
        ({"word": "Hej", "right": "Hej"}, "Så står det redan"),
    ],
)
def test_a_correction_that_is_refused_keeps_what_was_written(
    client: CheckingClient, given: dict[str, str], says: str
) -> None:
    made = paper("Hej du.")
    answer = client.as_user("rut").post(f"{made.get_absolute_url()}sida/1/ord/", given)
    assert answer.status_code == 400 and says in answer.content.decode()
    assert f'value="{given["right"]}"' in answer.content.decode()


def test_a_page_that_is_not_there_is_not_found(client: CheckingClient) -> None:
    made = paper("Hej.")
    client.as_user("rut")
    for address in ("/handlingar/99999/", f"{made.get_absolute_url()}sida/7/ord/"):
        assert client.get(address).status_code == 404
    assert client.as_user("gun").get(made.get_absolute_url()).status_code == 404


def test_two_papers_in_one_file_are_told(client: CheckingClient) -> None:
    two = (Path(__file__).parent / "texts" / "tva_interpellationer.txt").read_text(encoding="utf-8")
    page = client.as_user("rut").get(paper(two, "två.txt").get_absolute_url()).content.decode()
    assert "flera handlingar" in page
