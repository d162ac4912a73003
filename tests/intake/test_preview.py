"""What a file would do, and what is wrong in it, before anything is kept."""

from __future__ import annotations

import io

from python_calamine import CalamineWorkbook

from handslag.audit.models import Event
from tests.intake.desk import FAULTY, GOOD, HEAD, Desk, entries, text_of


def test_a_faulty_file_lists_place_value_and_advice_and_can_be_fetched_with_its_errors_marked(desk: Desk) -> None:
    path = desk.sends("progress", FAULTY, "läget.csv")
    page = desk.look(path)
    assert "Filen har 2 fel. Ingenting har lästs in." in page
    assert "Rad 2, kolumn Datum" in page and "32 maj 2025" in page
    assert "Rad 3, kolumn Förvaltning" in page and "Menade du ”Strandvik”?" in page
    answer = desk.client.get(f"{path}fel.xlsx")
    assert "filename*=utf-8''l%C3%A4get-fel.xlsx" in answer.headers["Content-Disposition"]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    marked = " ".join(str(value) for row in rows for value in row)
    assert "32 maj 2025" in marked and "Strandvyk" in marked and "Menade du" in marked


def test_a_faulty_file_cannot_be_confirmed_and_its_faults_stand_there_again(desk: Desk) -> None:
    path = desk.sends("progress", FAULTY)
    assert 'value="confirm"' not in desk.client.get(path).content.decode()
    answer = desk.acts(path, "confirm")
    assert answer.status_code == 400 and "Rad 2, kolumn Datum" in text_of(answer)
    assert entries() == 5


def test_looking_writes_nothing(desk: Desk) -> None:
    path = desk.sends("progress", GOOD)
    before = Event.objects.count()
    for _ in range(2):
        assert "Skulle läsas in: 1 lägesnotering" in desk.look(path)
    assert (entries(), Event.objects.count()) == (5, before)


def test_a_file_that_says_nothing_new_offers_nothing_to_read_in(desk: Desk) -> None:
    path = desk.sends("progress", GOOD)
    desk.confirms(path)
    again = desk.sends("progress", GOOD)
    assert "Inget nytt. Allt i filen fanns redan." in desk.look(again)
    assert 'value="confirm"' not in desk.client.get(again).content.decode()


def test_lines_that_were_left_out_are_told(desk: Desk) -> None:
    page = desk.look(desk.sends("progress", GOOD + b";;;Summa;;;;\n"))
    assert "Rader som lämnades utanför (1)" in page and "Summa" in page


def test_a_date_after_the_known_moment_is_a_fault_where_that_moment_is_shown(desk: Desk) -> None:
    path = desk.sends("progress", GOOD, recorded_at="2025-05-10 12:00")
    page = desk.look(path)
    assert "Räknas som känt från 10 maj 2025 kl. 12.00." in page and "Det här behöver rättas" in page


def test_a_hundred_faults_are_shown_and_the_rest_counted(desk: Desk) -> None:
    rows = "".join(f"Strandvik;;Introduktion;Handbok för nya;{n} maj;Pågår;n;\n" for n in range(100, 230))
    page = desk.look(desk.sends("progress", (HEAD + rows).encode()))
    assert "Filen har 130 fel." in page and "… och 30 fel till." in page
