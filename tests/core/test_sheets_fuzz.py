"""Whatever comes in: a table, or one sentence; and a good table in any tolerated dress reads back the same."""

from __future__ import annotations

import io
import zipfile
from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from handslag.core.sheets import HandMapping, SheetError, Table, marked_copy, outline, read_table
from handslag.core.text import MONTHS
from tests.core.garden import GARDEN, HEADINGS, OAK, delimited, workbook
from tests.depth import examples

PLAIN = workbook({"Träd 2025": [["Titel"], HEADINGS, OAK, OAK]}, merges=[("Träd 2025", (4, 0, 6, 0))])
SYNONYMS = {column.name: (column.name, *column.synonyms) for column in GARDEN.columns}
WORDS = st.text("abcdefghåäö ÅÄÖéü-,;\"'=+@", min_size=1, max_size=20).map(str.strip).filter(bool)
NAMES = WORDS.map(lambda word: f"N{word}")


def survives(content: bytes) -> None:
    """A table or a sentence; and whatever could be read can be given back marked."""
    try:
        table = read_table(content, GARDEN, filename="fil.xlsx")
        outline(content, GARDEN, filename="fil.xlsx")
    except SheetError as refused:
        assert str(refused).endswith(".")
        return
    assert isinstance(table, Table)
    assert table.ok or all(problem.message for problem in table.errors)
    copy = marked_copy(content, table.problems, filename="fil.xlsx")
    assert copy[:2] == b"PK"


@given(st.binary(max_size=600))
@example(b"PK\x05\x06" + bytes(18))
@settings(max_examples=examples(150))
def test_noise(content):
    survives(content)


@given(
    st.binary(max_size=300),
    st.sampled_from([b"PK\x03\x04", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"Park;Art\n", b'"']),
)
@settings(max_examples=examples(100))
def test_noise_after_a_believable_start(content, start):
    survives(start + content)


@given(st.integers(1, len(PLAIN) - 1))
@settings(max_examples=examples(60))
def test_a_workbook_cut_off_anywhere(length):
    survives(PLAIN[:length])


@given(st.lists(st.tuples(st.integers(0, len(PLAIN) - 1), st.integers(0, 255)), min_size=1, max_size=8))
@settings(max_examples=examples(60))
def test_a_workbook_with_flipped_bytes(flips):
    content = bytearray(PLAIN)
    for place, value in flips:
        content[place] = value
    survives(bytes(content))


@st.composite
def broken_inside(draw):
    """A sound archive whose XML has been tampered with."""
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = draw(st.sampled_from(sorted(parts)))
    part = parts[name]
    start = draw(st.integers(0, len(part)))
    stop = min(len(part), start + draw(st.integers(0, 30)))
    crumbs = st.sampled_from(
        [b'"', b"<", b"</c>", b'r="ZZ9"', b'r="A0"', b"99999999999999999999", b"-1", b"&a;", b"1e999", b'<c t="s"/>']
    )
    parts[name] = part[:start] + draw(st.one_of(crumbs, st.binary(max_size=10))) + part[stop:]
    if draw(st.booleans()):
        del parts[draw(st.sampled_from(sorted(parts)))]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for one, text in parts.items():
            archive.writestr(one, text)
    return packed.getvalue()


@given(broken_inside())
@settings(max_examples=examples(150))
def test_a_workbook_broken_inside(content):
    survives(content)


CELLS = st.one_of(
    st.text(max_size=12),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.dates(date(1901, 1, 1), date(9999, 12, 31)),
    st.sampled_from(
        ["", "Summa", "Källa:", "Sida 1", *HEADINGS, "Friskt", "2025-04-30", "1.200", "#N/A", "=1+1", "=error:#REF!"]
    ),
)


@given(st.lists(st.lists(CELLS, max_size=9), max_size=8), st.booleans())
@settings(max_examples=examples(120))
def test_any_cells_below_a_header_become_rows_problems_or_notes(rows, in_text):
    """No line that holds anything is lost: it is a row or it is named in a note."""
    everything = [HEADINGS, *rows]
    if in_text:
        text = [[cell.replace("\x00", "") if isinstance(cell, str) else cell for cell in row] for row in everything]
        content = delimited(text, encoding="utf-8") if _encodable(text) else b""
    else:
        plain = [[_plain(cell) for cell in row] for row in everything]
        content = workbook({"A": plain})
    survives(content)


@given(
    st.lists(
        st.lists(st.sampled_from(["", "Summa", "Källa: x", "Lunden", "Ek", "12", "2025-04-30"]), max_size=8), max_size=8
    )
)
@settings(max_examples=examples(150))
def test_no_line_is_lost(rows):
    table = read_table(delimited([HEADINGS, *rows]), GARDEN, filename="x.csv")
    named = {row.number for row in table.rows} | {note.row for note in table.notes}
    assert named == {number for number, row in enumerate(rows, 2) if any(row)}


def _encodable(rows) -> bool:
    try:
        str(rows).encode()
    except UnicodeEncodeError:
        return False
    return True


def _plain(cell):
    """A cell that the writer of the test's workbook takes."""
    if isinstance(cell, str) and not cell.startswith("=error:"):
        return "".join(letter for letter in cell if letter.isprintable() and ord(letter) < 0xD800)
    return cell


@st.composite
def records(draw):
    """A valid row: park, kind, state, day, year, öre, note, id."""
    day = draw(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
    state = draw(st.sampled_from(["Friskt", "Frisk", "Sjukt", "Fällt"]))
    ore = draw(st.none() | st.integers(0, 10**9))
    note = draw(st.none() | NAMES)
    return (draw(NAMES), draw(NAMES), state, day, day.year, ore, note, draw(st.none() | st.integers(1, 10**6).map(str)))


@st.composite
def dressed(draw):
    """A table of valid rows and the same in some dress, as bytes."""
    rows = draw(st.lists(records(), min_size=1, max_size=5))
    order = draw(st.permutations(range(len(HEADINGS))))
    extra = draw(st.sampled_from([None, "Foto", "Område (karta)"]))
    in_text = draw(st.booleans())
    headings = [draw(_heading(HEADINGS[place])) for place in order] + ([extra] if extra else [])
    title = draw(st.sampled_from([[], [["Titel 2025"]], [["Titel"], [], ["Uttag 2025-01-02", "", ""]]]))
    lines = [*title, headings]
    for row in rows:
        lines += draw(st.sampled_from([[], [[]], [[""] * 3]]))
        lines.append([draw(_cell(row, place, in_text=in_text)) for place in order] + (["x.jpg"] if extra else []))
    lines += draw(
        st.sampled_from([[], [[], ["Källa: parkregistret"]], [["Antal rader:", len(rows)]], [["Sida 1 av 2"]]])
    )
    if in_text:
        encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
        return rows, delimited(lines, delimiter=draw(st.sampled_from([";", ",", "\t"])), encoding=encoding)
    return rows, workbook({draw(st.sampled_from(["Blad1", "Träd 2025"])): lines})


def _heading(name):
    def slip(word: str) -> str:
        return word[:4] + word[5:] if len(word) >= 7 else word

    dresses = st.sampled_from([str, str.upper, str.lower, lambda w: f" {w}: ", lambda w: f"{w}\u00a0*", slip])
    return st.tuples(st.sampled_from(SYNONYMS[name]), dresses).map(lambda pair: pair[1](pair[0]))


def _cell(row, place, *, in_text):
    value = row[place]
    if place == 2:
        return st.sampled_from([value, value.upper(), f" {value} "])
    if place == 3:
        ways = [value.isoformat(), f"{value.day}/{value.month} {value.year}", f"{value.day}.{value.month}.{value.year}"]
        ways += [f"{value.day} {MONTHS[value.month - 1]} {value.year}", f"{value} 13:45", f"{value:%Y%m%d}"]
        return st.sampled_from(ways if in_text else [*ways, value])
    if place == 4:
        return st.sampled_from([value, str(value), f"År {value}"])
    if place == 5 and value is not None:
        whole, rest = divmod(value, 100)
        ways = [
            f"{whole},{rest:02} kr",
            f"{whole:,},{rest:02}".replace(",", "\u00a0", f"{whole:,}".count(",")),
            f"{whole}.{rest:02}",
        ]
        return st.sampled_from(ways if in_text else [*ways, value / 100])
    if place == 7 and value is not None:
        return st.sampled_from([value, f"{value}.0"] if in_text else [value, int(value)])
    return st.just("" if value is None else value)


@given(dressed())
@settings(max_examples=examples(120))
def test_a_valid_table_in_any_dress_reads_back_to_equal_values(case):
    rows, content = case
    table = read_table(content, GARDEN, filename="x")
    assert [str(problem) for problem in table.problems] == []
    states = GARDEN["Tillstånd"].choices
    assert [row.values for row in table.rows] == [(*row[:2], states[row[2]], *row[3:]) for row in rows]


@given(st.dictionaries(st.text(max_size=8), st.sampled_from([None, "", *HEADINGS, "Okänd"]), max_size=4))
@settings(max_examples=examples(40))
def test_any_mapping_by_hand_is_survived(headings):
    mapping = HandMapping(headings, {("Tillstånd", word): target for word, target in headings.items()})
    assert isinstance(read_table(PLAIN, GARDEN, filename="x", mapping=mapping), Table)
