"""Files that are no tables: each is refused with one clear sentence, and none can exhaust the machine."""

from __future__ import annotations

import io
import re
import struct
import zipfile

import pytest

from handslag.core.sheets import SheetError, marked_copy, outline, read_table
from handslag.core.verdict import Refused
from tests.core.garden import ELM, GARDEN, HEADINGS, OAK, OAK_READ, delimited, workbook

PLAIN = workbook({"Träd": [HEADINGS, OAK]})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
SHEET = "xl/worksheets/sheet1.xml"


def zipped(**parts):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()


def changed(content=PLAIN, **parts):
    """The workbook with some of its parts changed by functions of their text; new parts by text alone."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        old = {name: archive.read(name) for name in archive.namelist()}
    for name, change in parts.items():
        old[name] = change(old[name].decode()).encode() if callable(change) else change
    return zipped(**old)


def sheet(change):
    return changed(**{SHEET: change})


def rows_of(text):
    return lambda old: re.sub(r"<sheetData>.*</sheetData>", f"<sheetData>{text}</sheetData>", old, flags=re.DOTALL)


def refusal(content):
    """The sentence with which all three ways of opening a file refuse it."""
    said = set()
    for way in (
        lambda: read_table(content, GARDEN, filename="x"),
        lambda: outline(content, GARDEN, filename="x"),
        lambda: marked_copy(content, [], filename="x"),
    ):
        with pytest.raises(SheetError) as refused:
            way()
        said.add(str(refused.value))
    assert len(said) == 1
    assert issubclass(SheetError, Refused)
    return said.pop()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "tom"),
        (b" \r\n\t", "tom"),
        (b";;;\n;;\n", "inga värden"),
        (workbook({"A": []}), "inga värden"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n", "bild"),
        (b"\x7fELF\x02", "ingen tabell"),
        (b"<html><table>", "webbsida"),
        (b"Park;Art\nEk\x00;x\n", "ingen tabell"),
        (b"Park;Art\n\x81\x8d;x\n", "teckenkodning"),
        (b"\xff\xfeP", "teckenkodning"),
        (OLE, ".xls"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "lösenord"),
        (zipped(**{"word/document.xml": "<a/>"}), "Word"),
        (zipped(**{"ppt/presentation.xml": "<a/>"}), "PowerPoint"),
        (zipped(**{"content.xml": "<a/>"}), "OpenDocument"),
        (zipped(**{"xl/workbook.bin": "x"}), ".xlsb"),
        (zipped(**{"a.txt": "x"}), "zip-arkiv"),
        (PLAIN[: len(PLAIN) // 2], "avkortad"),
        (PLAIN[:-30], "avkortad"),
        (b"PK\x03\x04" + bytes(100), "avkortad"),
        (b'Park;Art\n"Lunden;Ek\nHagen;Alm\n', "Rad 2 har ett citattecken"),
        (b"Park;Art\nLunden;" + b"x" * 40_000, "32\u00a0767 tecken"),
        (b"Park;Art\nLunden;" + b"x" * 200_000, "32\u00a0767 tecken"),
        (b"Park;Art\n" + b"a;" * 600 + b"b", "500 kolumner"),
        (b"a;b\n" * 200_002, "200\u00a0000 rader"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_table_is_refused_with_a_sentence(content, said):
    sentence = refusal(content)
    assert said in sentence
    assert sentence.endswith(".")


def _lying_size(content):
    """The same archive, whose directory says that every part is one byte long."""
    data = bytearray(content)
    for found in re.finditer(b"PK\x01\x02", content):
        data[found.start() + 24 : found.start() + 28] = struct.pack("<I", 1)
    return bytes(data)


FAR = rows_of('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
MANY_TEXTS = rows_of(("<row>" + '<c t="s"><v>0</v></c>' * 400 + "</row>") * 50)
LAUGHS = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
LONG_TEXT = (
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>' + "x" * 30_000 + "</t></si></sst>"
)


@pytest.mark.parametrize(
    ("bomb", "said"),
    [
        (lambda: changed(**{SHEET: b" " * 12_000_000}), "orimligt stor"),
        (lambda: changed(**{"xl/media/image1.png": bytes(12_000_000)}), "orimligt stor"),
        (lambda: changed(**{f"xl/x{number}.xml": b"" for number in range(2_001)}), "orimligt stor"),
        (lambda: _lying_size(PLAIN), "trasig"),
        (lambda: sheet(FAR), "rad 1\u00a0048\u00a0576"),
        (lambda: sheet(lambda old: FAR(old).replace("1048576", "90000").replace("XFD", "SF")), "för många celler"),
        (lambda: sheet(lambda old: FAR(old).replace("1048576", "2")), "kolumn 16\u00a0384"),
        (lambda: sheet(lambda old: FAR(old).replace("XFD1048576", "!!")), "trasig"),
        (lambda: sheet(lambda old: old.replace("<worksheet", LAUGHS + "<worksheet", 1)), "trasig"),
        (
            lambda: changed(**{"xl/workbook.xml": lambda old: old.replace("<workbook", LAUGHS + "<workbook", 1)}),
            "trasig",
        ),
        (lambda: changed(**{"xl/workbook.xml": b"<workbook"}), "trasig"),
        (lambda: changed(**{SHEET: b"<worksheet><sheetData>"}), "trasig"),
        (
            lambda: changed(
                **{SHEET: MANY_TEXTS},
                **{"xl/sharedStrings.xml": LONG_TEXT.encode()},
            ),
            "orimligt stor",
        ),
        (
            lambda: changed(**{"xl/sharedStrings.xml": LONG_TEXT.replace("x" * 9, "x" * 20).encode()}),
            "32\u00a0767 tecken",
        ),
    ],
    ids=[
        "ratio",
        "picture",
        "entries",
        "lie",
        "far",
        "dense",
        "wide",
        "place",
        "doctype",
        "workbook",
        "cut",
        "sheet",
        "texts",
        "long",
    ],
)
def test_a_bomb_is_refused_before_it_goes_off(bomb, said):
    assert said in refusal(bomb())


def test_a_part_that_does_not_say_where_its_cells_stand_is_read():
    text = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{word}</t></is></c>' for word in row) + "</row>"
        for row in (["Park", "Art", "Status", "Planterat"], ["Lunden", "Ek", "Friskt", "2025-04-30"])
    )
    table = read_table(sheet(rows_of(text)), GARDEN, filename="x.xlsx")
    assert table.rows[0].values[:3] == ("Lunden", "Ek", "well")


def test_formatted_but_empty_cells_far_away_are_no_matter():
    far = '<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    table = read_table(sheet(lambda old: old.replace("</sheetData>", far)), GARDEN, filename="x.xlsx")
    assert [row.values for row in table.rows] == [OAK_READ]


def test_a_file_is_known_by_what_it_holds_and_not_by_its_name():
    assert read_table(PLAIN, GARDEN, filename="träd.csv").ok
    assert read_table(delimited([HEADINGS, ELM]), GARDEN, filename="träd.xlsx").ok
    assert read_table(b"PK;Park;Art;Status;Planterat\n1;A;B;Friskt;2025-01-01\n", GARDEN, filename="x").ok


def test_excels_own_word_on_the_delimiter_is_heeded():
    content = b"sep=,\r\nPark,Art,Status,Planterat\r\nA;a;a;a,Ek,Friskt,2025-01-01\r\n"
    table = read_table(content, GARDEN, filename="x.csv")
    assert [(row["Park"], row.number) for row in table.rows] == [("A;a;a;a", 3)]
