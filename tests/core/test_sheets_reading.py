"""Whole tables: headings, header rows, sheets, merged cells, footers, and the problems that name their place."""

from __future__ import annotations

from datetime import date

import pytest

from handslag.core.sheets import Column, Format, HandMapping, outline, read_table, suggest, year_in
from tests.core.garden import ELM, ELM_READ, GARDEN, HEADINGS, OAK, OAK_READ, delimited, workbook


def read(content, **more):
    return read_table(content, GARDEN, filename="träd.xlsx", **more)


def one_sheet(*rows, name="Träd 2025", **more):
    return read(workbook({name: rows}, **more))


def values(table):
    return [row.values for row in table.rows]


def sentences(table):
    return [str(problem) for problem in table.problems]


def test_a_plain_workbook():
    table = one_sheet(HEADINGS, OAK, ELM)
    assert values(table) == [OAK_READ, ELM_READ]
    assert table.ok
    assert table.problems == ()
    assert len(table.sha256) == 64
    row = table.rows[0]
    assert (row.file, row.sheet, row.number, row.sheet_year) == ("träd.xlsx", "Träd 2025", 2, 2025)
    assert (row.text("Park"), row.day("Planterat"), row.whole("Kostnad")) == ("Lunden", date(2025, 4, 30), 120_050)
    assert table.rows[1].text("Anteckning") == ""
    assert not table.rows[1].given("Anteckning")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_delimited_text_in_every_encoding(encoding, delimiter):
    long = [*OAK[:6], "Två rader:\nden andra; med, allt", "7231"]
    table = read(delimited([HEADINGS, long, ELM], delimiter=delimiter, encoding=encoding))
    assert sentences(table) == []
    assert table.rows[0]["Anteckning"] == "Två rader:\nden andra; med, allt"
    assert values(table)[1] == ELM_READ
    assert [row.number for row in table.rows] == [2, 3]


def test_a_title_blank_lines_other_order_and_extra_columns():
    table = one_sheet(
        ["Våra träd", "", "", ""],
        [],
        ["Status", "Foto", "Planterat", "Träd", "PARK"],
        [],
        ["friskt", "ek.jpg", "30/4 2025", "Ek", "Lunden"],
    )
    assert values(table) == [("Lunden", "Ek", "well", date(2025, 4, 30), None, None, None, None)]
    assert table.rows[0].number == 5
    assert [unknown.heading for unknown in table.unknown_headings] == ["Foto"]
    assert table.sheets[0].header_row == 3


@pytest.mark.parametrize(
    "heading",
    [
        "Tillstånd",
        "TILLSTÅND",
        " tillstånd: ",
        "Tillst.",
        "Tillstand",
        "Tillstånnd",
        "Tillstådn",
        "Status",
        "Till-stånd",
        "Tillstånd (obligatorisk)",
        "Tillstånd *",
    ],
)
def test_a_heading_in_other_spelling(heading):
    table = one_sheet(["Park", "Art", heading, "Planteringsdatum (ÅÅÅÅ-MM-DD)"], OAK[:4])
    assert sentences(table) == []
    assert table.rows[0]["Tillstånd"] == "well"


@pytest.mark.parametrize("heading", ["Tillståndsdatum", "Stånd", "Till", "Tillstånd (förra året)", "Otillstånd 2"])
def test_a_heading_that_is_not_near_enough_is_asked_about(heading):
    table = one_sheet(["Park", "Art", heading, "Planterat"], OAK[:4])
    assert [problem.code for problem in table.errors] == ["heading"]
    assert "Kolumnen Tillstånd saknas." in table.errors[0].message
    assert heading in str(table.errors[0])
    assert [unknown.heading for unknown in table.unknown_headings] == [heading]


def test_two_headings_as_near_to_one_column_are_not_guessed():
    table = one_sheet(
        ["Park", "Art", "Tillståndd", "Tilstånd", "Planterat"], ["A", "B", "Friskt", "Sjukt", "2025-01-01"]
    )
    assert [seen.how for seen in table.sheets[0].headings] == ["name", "synonym", "ambiguous", "ambiguous", "name"]
    assert not table.ok


def test_a_heading_as_near_to_two_columns_is_not_guessed():
    form = Format("x", (Column("Startad"), Column("Startat"), Column("Plats"), Column("Dag")))
    table = read_table(delimited([["Starta", "Plats", "Dag"], ["a", "b", "c"]]), form, filename="x.csv")
    assert {unknown.heading for unknown in table.unknown_headings} == {"Starta"}
    assert len(table.errors) == 2


def test_the_name_wins_over_a_synonym_and_twice_is_an_error():
    assert one_sheet([*HEADINGS, "Status"], [*OAK, "Sjukt"]).rows[0]["Tillstånd"] == "well"
    table = one_sheet([*HEADINGS, "PARK"], [*OAK, "Parken"])
    assert sentences(table) == [
        "Blad ”Träd 2025”, rad 1, kolumn PARK: Rubrikerna ”Park” och ”PARK” betyder båda Park. Byt namn på den ena."
    ]


def test_a_missing_column_is_named_with_what_is_there():
    table = one_sheet(["Park", "Sortering", "Planterat"], ["a", "b", "2025-01-01"])
    said = " ".join(sentences(table))
    assert "Kolumnen Trädslag saknas." in said
    assert "Kolumnen Tillstånd saknas." in said
    assert "”Sortering”" in said


def test_a_mapping_by_hand_wins_over_everything():
    mapping = HandMapping.from_json(
        {
            "headings": {"Hälsa": "Tillstånd", "Status": None},
            "words": {"Tillstånd": {"toppen": "Friskt", "grön": "well", "?": None}, "Park": {"L.": "Lunden"}},
        }
    )
    assert HandMapping.from_json(mapping.to_json()) == mapping
    rows = [["Park", "Art", "Status", "HÄLSA", "Planterat"]]
    rows += [["L.", "Ek", "Sjukt", word, "2025-01-01"] for word in ("Toppen", "Grön", "?", "Fällt")]
    table = read(workbook({"A": rows}), mapping=mapping)
    assert sentences(table) == []
    assert [row["Tillstånd"] for row in table.rows] == ["well", "well", None, "felled"]
    assert {row["Park"] for row in table.rows} == {"Lunden"}
    assert [seen.how for seen in table.sheets[0].headings][2:4] == ["ignored", "mapping"]


def test_headings_of_another_system_can_all_be_mapped():
    foreign = workbook(
        {"Uttag": [["Uttag ur systemet"], ["Område", "Objekt", "Kod", "Tid"], ["L", "Ek", "Sjukt", "2025-01-01"]]}
    )
    table = read(foreign)
    assert "Ingen rubrikrad känns igen." in sentences(table)[0]
    assert [unknown.heading for unknown in table.unknown_headings] == ["Område", "Objekt", "Kod", "Tid"]
    mapping = HandMapping({"Område": "Park", "Objekt": "Trädslag", "Kod": "Tillstånd", "Tid": "Planterat"})
    assert values(read(foreign, mapping=mapping))[0][:4] == ("L", "Ek", "ill", date(2025, 1, 1))


def test_each_error_names_sheet_row_column_value_and_what_to_do():
    table = one_sheet(HEADINGS, OAK, ["Lunden", "", "Frikst", "31 feb 2025", "i år", "dyrt", "=error:#REF!", "1"])
    assert sentences(table) == [
        "Blad ”Träd 2025”, rad 3, kolumn Trädslag: Trädslag saknas. Fyll i cellen.",
        (
            "Blad ”Träd 2025”, rad 3, kolumn Tillstånd: ”Frikst” är inget av orden som får stå här. "
            "Menade du ”Friskt”? Skriv Friskt, Sjukt eller Fällt."
        ),
        "Blad ”Träd 2025”, rad 3, kolumn Planterat: ”31 feb 2025” är inget datum. Skriv till exempel 2025-04-30.",
        "Blad ”Träd 2025”, rad 3, kolumn År: ”i år” är inget årtal. Skriv till exempel 2025.",
        "Blad ”Träd 2025”, rad 3, kolumn Kostnad: ”dyrt” är inget belopp. Skriv till exempel 1 200 000 eller 1200,50.",
        "Blad ”Träd 2025”, rad 3, kolumn Anteckning: ”#REF!” är ett fel i en formel. Rätta formeln eller skriv värdet.",
    ]
    assert values(table)[1] == ("Lunden", None, None, None, None, None, None, "1")
    assert table.rows[1].given("Planterat")
    assert table.rows[1].original("Planterat") == "31 feb 2025"
    assert [(word.column, word.word, word.count, word.suggestion) for word in table.unknown_words] == [
        ("Tillstånd", "Frikst", 1, "Friskt")
    ]


def test_a_long_value_is_cut_in_the_sentence_and_whole_beside_it():
    problem = one_sheet(HEADINGS, ["Lunden", "Ek", "x" * 9_000, "2025-01-01"]).problems[0]
    assert len(str(problem)) < 250
    assert problem.value == "x" * 9_000


def test_a_room_adds_its_own_problems_in_the_order_of_the_file():
    table = one_sheet(HEADINGS, OAK, ["Lunden", "Ek", "?", "2025-01-01"])
    first = table.rows[0].unknown("Park", ["Lund", "Hagen"])
    assert str(first) == "Blad ”Träd 2025”, rad 2, kolumn Park: ”Lunden” känns inte igen. Menade du ”Lund”?"
    more = [table.rows[1].problem(None, "Raden finns redan.", severity="warning"), first]
    together = table.with_problems(more).with_problems(more)
    assert [(p.row, p.column, p.severity) for p in together.problems] == [
        (2, "Park", "error"), (3, "", "warning"), (3, "Tillstånd", "error"),
    ]  # fmt: skip
    assert len(together.warnings) == 1


def test_every_recognised_sheet_is_read_and_the_others_are_named():
    table = read(
        workbook(
            {
                "Läs mig": [["Fyll i bladen som heter ett år."]],
                "2024": [HEADINGS, ELM],
                "2025": [["Titel"], HEADINGS, OAK],
                "Listor": [["Park", "Tillstånd"], ["Lunden", "Friskt"]],
                "Gammalt": [HEADINGS, OAK],
                "Tomt": [],
            },
            hidden=["Gammalt"],
        )
    )
    assert [(row.sheet, row.number, row.sheet_year) for row in table.rows] == [("2024", 2, 2024), ("2025", 3, 2025)]
    assert table.ok
    assert [problem.sheet for problem in table.warnings] == ["Listor", "Gammalt"]
    assert [note.sheet for note in table.notes] == ["Läs mig", "Tomt"]
    assert [sheet.taken for sheet in table.sheets] == [False, True, True, False, False, False]


def test_a_year_sheet_that_lacks_a_column_is_an_error_though_another_is_whole():
    table = read(
        workbook({"2024": [HEADINGS, ELM], "2025": [["Park", "Träd", "Planterat"], ["A", "Ek", "2025-01-01"]]})
    )
    assert [(problem.sheet, problem.field) for problem in table.errors] == [("2025", "Tillstånd")]


def test_merged_cells_hold_for_their_rows_and_no_others():
    rows = [HEADINGS, OAK, ["", "Alm", *OAK[2:]], ["", "Bok", *OAK[2:]], ["", "Lind", *OAK[2:]]]
    table = one_sheet(*rows, merges=[("Träd 2025", (1, 0, 3, 0))])
    assert [row["Park"] for row in table.rows] == ["Lunden", "Lunden", "Lunden", None]
    assert [problem.row for problem in table.errors] == [5]


def test_a_merge_leaves_blank_rows_blank_and_headings_may_be_merged_too():
    rows = [["Träd", *[""] * 7], HEADINGS, [""] * 8, OAK, [""] * 8, ELM]
    merges = [(0, 0, 0, 7), (3, 0, 4, 0), (3, 1, 4, 1), *((1, column, 2, column) for column in range(8))]
    table = one_sheet(*rows, merges=[("Träd 2025", merge) for merge in merges])
    assert values(table) == [OAK_READ, ELM_READ]
    assert table.problems == ()


def test_sums_and_footers_are_left_out_and_listed():
    table = one_sheet(
        HEADINGS, OAK,
        ["Delsumma Lunden", "", "", "", "", 1200.5],
        HEADINGS, ELM, [],
        ["", "", "", "Summa:", "", "1 500,50 kr"],
        ["Totalt", 2],
        ["Källa: parkförvaltningen", "2025"],
        ["", "", "", "Sida 1 av 2"],
        ["Två träd väntar på besiktning."],
    )  # fmt: skip
    assert values(table) == [OAK_READ, ELM_READ]
    assert table.problems == ()
    assert [(note.row, note.reason) for note in table.notes] == [
        (3, "Summarad"), (4, "Rubrikraden igen"), (7, "Summarad"), (8, "Summarad"), (9, "Fotnot"), (10, "Sidnummer"),
        (11, "Kommentar under tabellen"),
    ]  # fmt: skip
    assert str(table.notes[4]) == "Blad ”Träd 2025”, rad 9: Fotnot (”Källa: parkförvaltningen”)"


def test_a_row_is_never_taken_for_a_footer_because_of_how_it_begins():
    table = one_sheet(
        HEADINGS,
        ["Summa park", "Ek", "Friskt", "2025-01-01"],
        ["Källa park", "Ek", "Friskt", "2025-01-01"],
        ["Sida 1", "Ek", "Friskt", "2025-01-01"],
        ["Ensam park"],
        ["Sist", "", "Friskt"],
    )
    assert [row["Park"] for row in table.rows] == ["Summa park", "Källa park", "Sida 1", "Ensam park", "Sist"]
    assert [problem.row for problem in table.errors] == [5, 6]
    assert table.notes == ()


def test_a_line_of_text_with_too_many_fields_is_an_error_and_not_shifted_silently():
    table = read(b"Park;Art;Status;Planterat\nLunden;Ek; gammal;Friskt;2025-01-01\n")
    assert {problem.code for problem in table.errors} == {"choice", "date", "width"}


def test_a_table_without_rows_and_a_field_without_sheets():
    table = read(delimited([HEADINGS]))
    assert sentences(table) == ["Rad 1: Det finns inga rader under rubrikraden."]
    assert table.ok
    assert "rad 2, kolumn Park".casefold() in str(read(delimited([HEADINGS, ["", "Ek"]])).problems[0]).casefold()


def test_the_outline_shows_how_headings_were_understood():
    content = workbook(
        {"2025": [["Titel"], ["Park", "Art", "Hälsa", "Tillstnd", "Planterat"], ["A", "Ek", "", "Friskt"], ELM]}
    )
    seen = outline(content, GARDEN, filename="x.xlsx", sample=1).sheets[0]
    assert [(one.text, one.column, one.how) for one in seen.headings] == [
        ("Park", "Park", "name"), ("Art", "Trädslag", "synonym"), ("Hälsa", None, "unknown"),
        ("Tillstnd", "Tillstånd", "likeness"), ("Planterat", "Planterat", "name"),
    ]  # fmt: skip
    assert seen.header_row == 2
    assert [row[:4] for row in seen.sample] == [("A", "Ek", "", "Friskt")]


def test_progress_is_told_up_to_the_end():
    told = []
    read(delimited([HEADINGS, *[OAK] * 1200]), progress=lambda done, total: told.append((done, total)))
    assert told[0] == (0, 1200)
    assert told[-1] == (1200, 1200)
    assert told == sorted(told)


def test_a_format_that_contradicts_itself_is_refused_at_once():
    with pytest.raises(ValueError, match="stands for both"):
        Format("x", (Column("A", ("C",)), Column("B", ("c",))))
    with pytest.raises(ValueError, match="choices"):
        Column("A", kind="choice")


def test_small_questions():
    assert year_in("VP 2025 (utkast)") == 2025
    assert year_in("2024-2025") is None
    assert suggest("Lundn", ["Hagen", "Lunden"]) == "Lunden"
    assert suggest("xyz", ["Hagen", "Lunden"]) is None
