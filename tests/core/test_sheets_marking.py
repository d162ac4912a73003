"""The marked copy: the same values, the faults in colour with a comment, a list first, and nothing that runs."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
import python_calamine

from handslag.core.sheets import marked_copy, read_table
from handslag.core.sheets.marking import sheet_names
from tests.core.garden import ELM, ELM_READ, GARDEN, HEADINGS, OAK, OAK_READ, delimited, workbook

FAULTY = ["Lunden", "Ek", "Frikst", "31 feb 2025", 2025, "=cmd|' /C calc'!A0", "=error:#N/A", "+46"]


def copy_of(content, filename="träd.xlsx"):
    table = read_table(content, GARDEN, filename=filename)
    return marked_copy(content, table.problems, filename=filename)


def sheets_of(content):
    book = python_calamine.load_workbook(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def part(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def test_the_copy_lists_marks_and_comments_the_faults():
    copy = copy_of(workbook({"2025": [["Titel"], HEADINGS, OAK, FAULTY], "Annat": [["Hej", 1.5, True]]}))
    sheets = sheets_of(copy)
    assert list(sheets) == ["Fel", "2025", "Annat"]
    assert sheets["Fel"][1][:4] == ["2025", 4.0, "Tillstånd", "Frikst"]
    assert len(sheets["Fel"]) == 5
    assert sheets["2025"][0][0] == "Titel"
    assert sheets["2025"][2] == OAK
    assert sheets["2025"][3][:4] == ["Lunden", "Ek", "Frikst", "31 feb 2025"]
    assert sheets["Annat"] == [["Hej", 1.5, True]]
    assert set(re.findall(r'<comment ref="(\w+)"', part(copy, "xl/comments1.xml"))) == {"C4", "D4", "F4", "G4"}
    assert "Menade du ”Friskt”?" in part(copy, "xl/comments1.xml")


def test_text_that_looks_like_a_formula_stays_text():
    copy = copy_of(workbook({"2025": [HEADINGS, FAULTY, ["=1+1", "@SUM(A1)", "-1", "http://x.se"]]}))
    for name in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"):
        assert "<f>" not in part(copy, name)
        assert "<hyperlink" not in part(copy, name)
    assert sheets_of(copy)["2025"][2][:4] == ["=1+1", "@SUM(A1)", "-1", "http://x.se"]


def test_the_same_content_gives_the_same_bytes():
    content = workbook({"2025": [HEADINGS, FAULTY]})
    assert copy_of(content) == copy_of(content)


def test_the_copy_can_be_mended_and_read_in_again():
    rows = [HEADINGS, OAK, ["", *ELM[1:]]]
    copy = copy_of(workbook({"2025": rows, "Fel": [HEADINGS, ELM]}, merges=[("2025", (1, 0, 2, 0))]))
    assert list(sheets_of(copy)) == ["Fel (2)", "2025", "Fel"]
    table = read_table(copy, GARDEN, filename="x.xlsx")
    assert table.ok
    assert [row.values for row in table.rows] == [OAK_READ, ELM_READ, ELM_READ]


def test_delimited_text_becomes_a_workbook_and_a_fault_of_a_row_stands_on_its_first_cell():
    content = delimited(
        [["Park", "Art", "Status", "Planterat"], ["", "Ek; gammal", "Friskt", "2025-01-01", "för mycket"]]
    )
    copy = copy_of(content, filename="Mina träd: [2025].csv")
    assert list(sheets_of(copy)) == ["Fel", "Mina träd   2025"]
    assert set(re.findall(r'<comment ref="(\w+)"', part(copy, "xl/comments1.xml"))) == {"A2", "B2"}


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        (["Fel", "fel", "Fel (2)"], ["Fel (3)", "fel", "Fel (2)"]),
        (["Fel", "x" * 40, "x" * 40], ["Fel", "x" * 31, "x" * 26 + " (2)"]),
        (["Fel", "", "'"], ["Fel", "Blad", "Blad (2)"]),
    ],
)
def test_sheet_names_are_such_as_excel_allows(wanted, given):
    assert sheet_names(wanted) == given
