"""The forms that papers of a council come in: columns, signatures, stamps, questions told of in minutes."""

from __future__ import annotations

import time
from typing import Any

import pytest

from handslag.papers.rules.recognise import Found, PageText, answering, recognise


def read(text: str, name: str = "papper.txt") -> list[Found]:
    return recognise([PageText(1, text)], file_name=name)


def values(found: list[Found], field: str) -> list[dict[str, Any]]:
    return [one.value for one in found if one.field == field]


def people(text: str) -> list[tuple[str, str, str]]:
    return [tuple(value.values()) for value in values(read(text), "person")]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Tjänsteutlåtande\n\nHandläggare            Till\nSiri Ask               Äldrenämnden\n",
            [("Siri Ask", "", "handläggare")],
        ),
        (
            "Tjänsteutlåtande\n\nMoa Wik\nförvaltningschef          Ivar Bo\n                          enhetschef\n",
            [("Moa Wik", "", "förvaltningschef"), ("Ivar Bo", "", "enhetschef")],
        ),
        ("Tjänsteskrivelse\n\nHandläggare: Omar Lind\n\nEva Gren\n\nSocialdirektör\n",
         [("Omar Lind", "", "handläggare"), ("Eva Gren", "", "socialdirektör")]),
        ("Motion om skor\n\nEkby 2025-01-15\n\nSocialdemokraterna\n\nJohan Ask           Elin Wik\n",
         [("Johan Ask", "S", ""), ("Elin Wik", "S", "")]),
        ("Skrivelse\n\nFör Miljöpartiet\nAnna Berg\n\nFör Vänsterpartiet\nSven Öst\n",
         [("Anna Berg", "MP", ""), ("Sven Öst", "V", "")]),
        ("Motion om tid\n\nVi vill ha mer tid.\n\nSara Nygren\nVänsterpartiet\n", [("Sara Nygren", "V", "")]),
        ("Interpellation om tid\n\nHanna Sjö\nOppositionsråd (S)\n", [("Hanna Sjö", "S", "oppositionsråd")]),
        ("Interpellation om tid\n\nJonas af Klint, gruppledare (L)\n", [("Jonas af Klint", "L", "gruppledare")]),
        (
            (
                "Protokoll\nLedamöter: Stina Berg (S), ordf., Åke Malm (C), Eva Tell (M)\n"
                "Övriga: Kim Ohls, förvaltningschef, Mia Ros, nämndsekreterare\n"
            ),
            [
                ("Stina Berg", "S", "ordförande"), ("Åke Malm", "C", ""), ("Eva Tell", "M", ""),
                ("Kim Ohls", "", "förvaltningschef"), ("Mia Ros", "", "nämndsekreterare"),
            ],
        ),
        ("Beslutande         Jan Holm (L), ordförande\n                   Bo Lind (M)\n",
         [("Jan Holm", "L", "ordförande"), ("Bo Lind", "M", "")]),
        ("Interpellation till barn- och utbildningsnämndens ordförande Maja Lind (C) om tid\n",
         [("Maja Lind", "C", "barn- och utbildningsnämndens ordförande")]),
    ],
)  # fmt: skip
def test_people_stand_in_columns_signatures_and_lists(text: str, who: list[tuple[str, str, str]]) -> None:
    assert people(text) == who


MINUTES = """Sammanträdesprotokoll
Äldrenämnden 2025-03-18

Ledamöter
Siri Ask (V), ordförande
Ove Hed (M)

§ 4 Delårsrapport

Beslut
Äldrenämnden antar rapporten.

Ordföranden frågar om nämnden kan besluta enligt förslaget och finner att så sker.

§ 5 Anmälda frågor
Ove Hed (M) ställde följande frågor till ordföranden:
a) Hur många tjänster är vakanta?
b) När tillsätts de?

§ 6 Övrigt
Siri Ask undrar hur det går med flytten.

Ove Hed (M) antecknar följande till protokollet: Flytten borde ha utretts.

Vid protokollet
Mia Ros
"""


def test_minutes_tell_of_questions_and_who_put_them_as_proposals() -> None:
    found = [one for one in read(MINUTES) if one.field == "question"]
    assert [(one.value["text"], one.value["asked_by"][0]["name"]) for one in found] == [
        ("Hur många tjänster är vakanta?", "Ove Hed"),
        ("När tillsätts de?", "Ove Hed"),
        ("Siri Ask undrar hur det går med flytten.", "Siri Ask"),
    ]
    assert not any(one.certain for one in found)


def test_an_interpellation_in_minutes_says_who_put_it_to_whom() -> None:
    text = (
        "Kommunfullmäktiges protokoll\n2024-11-25\n\n§ 210 Interpellation om tid\n"
        "Jonas Klint (L) har lämnat in en interpellation till Maja Lind (C):\n\n1. Hur går det?\n2. Räcker tiden?\n"
    )
    found = values(read(text), "question")
    assert [value["text"] for value in found] == ["Hur går det?", "Räcker tiden?"]
    assert all(value["asked_by"] == [{"name": "Jonas Klint", "party": "L"}] for value in found)
    assert all(value["asked_of"]["name"] == "Maja Lind" for value in found)


def test_minutes_have_plain_decisions_and_what_is_noted_in_them() -> None:
    found = read(MINUTES)
    assert [value["text"] for value in values(found, "decision_point")] == ["Äldrenämnden antar rapporten."]
    [note] = values(found, "statement")
    assert (note["kind"], note["who"]) == ("protokollsanteckning", [{"name": "Ove Hed", "party": "M"}])


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        ("Debatt: Ge oss tid\n\nSiri Ask, ordförande i Vision\n\nVi orkar inte mer.\n", "article", "Ge oss tid"),
        ("Replik: Vi har lyssnat\n\nSiri Ask påstår motsatsen.\n", "article", "Replik: Vi har lyssnat"),
        ("Bladet\nDebatt 14 november 2024\n\n”Låt oss arbeta”\n\nVi orkar inte mer.\n", "article", "”Låt oss arbeta”"),
        ("DEBATT | TID\nSluta lova – börja nu\n\nVi har väntat.\n", "article", "Sluta lova – börja nu"),
        ("Gruppskrivelse från Liberalerna\n\nUpprop för tiden\n", "council_letter", "Upprop för tiden"),
        ("Delårsrapport per 31 augusti 2024\nÄldrenämnden\n", "report", "Delårsrapport per 31 augusti 2024"),
        ("Kartläggning av arbetstid 2024\n\nKontoret, enheten för tid\n", "report", "Kartläggning av arbetstid 2024"),
        ("Utlåtande 2024:112 RVIII (Dnr KS 2023/15)\n\nProgram för trygghet\n", "official_report",
         "Program för trygghet"),
        ("Motion om parker\n2031-01-10\n\nFler parker.\n", "motion", "Motion om parker"),
        ("ARBETSMILJÖVERKET          INSPEKTIONSMEDDELANDE\n2024-10-01\n", "inspection", "INSPEKTIONSMEDDELANDE"),
    ],
)  # fmt: skip
def test_a_heading_is_told_from_what_stands_around_it(text: str, kind: str, title: str) -> None:
    found = read(text)
    assert (values(found, "kind")[0]["code"], values(found, "title")[0]["text"]) == (kind, title)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Datum: 06.03.2025", "2025-03-06"),
        ("Datum 20250306", "2025-03-06"),
        ("Datum: 6/3-25", "2025-03-06"),
        ("Ankom 2025 -03- 06", "2025-03-06"),
        ("Ekby den 6:e mars 2025", "2025-03-06"),
        ("Datum: 31/2-25", None),
    ],
)
def test_a_day_is_written_in_many_ways(line: str, day: str | None) -> None:
    found = values(read(f"Motion om tid\n{line}\n\nVi vill ha mer tid.\n"), "date")
    assert [value["day"] for value in found] == ([day] if day else [])


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Kommunstyrelsens arbetsutskott\nProtokoll\n", "Kommunstyrelsens arbetsutskott"),
        ("PROTOKOLL fört vid sammanträde med stadsdelsnämnden Norra Ön den 3 mars 2025\n", "Stadsdelsnämnden Norra Ön"),
        ("Siri Ask          Äldrenämnden\n", "Äldrenämnden"),
    ],
)
def test_the_body_is_named_whole(text: str, body: str) -> None:
    assert [value["name"] for value in values(read(text), "body")] == [body]


def test_the_work_environment_authoritys_number_needs_no_label_and_a_stamped_day_is_none() -> None:
    authority = "ARBETSMILJÖVERKET\n2024-10-01      2024/048812\nInspektionsmeddelande\n"
    assert values(read(authority), "dnr") == [{"text": "2024/048812"}]
    assert values(read("Motion om tid\nINKOM 2025-02-03\nKS2025.0112\n"), "dnr") == [{"text": "KS2025.0112"}]


def test_one_short_question_in_running_text_is_found() -> None:
    text = "Interpellation av Bo Ek (M) till Siri Ask (S) om parker\n2025-01-10\n\nVad kostar det?\nBo Ek (M)\n"
    assert [value["text"] for value in values(read(text), "question")] == ["Vad kostar det?"]


@pytest.mark.parametrize(
    "text",
    ["a" + " " * 100_000 + "b", "a" + "\n" * 100_000 + "b", "A" * 100_000, "Motion\n" + "1. Hur går det?\n" * 4_000],
    ids=["spaces", "lines", "letters", "lists"],
)
def test_a_hostile_page_is_read_in_seconds(text: str) -> None:
    started = time.process_time()
    read(text)
    assert time.process_time() - started < 6


ASKED = (
    "Hur följs trygghetsplanen upp, och vad rapporteras till skolnämndens ordförande?",
    "Vilka åtgärder ämnar ordföranden Rask vidta för att arbetet enligt trygghetsplanen fortsätter?",
    "Vad görs för att skolorna inte ska runda mobbningen?",
    "Hur många bussar går till ön?",
)
ANSWERED = """Det är viktigt att vi ser till att lärarna trivs och vill fortsätta som anställda hos oss.

Jag följer själv upp arbetet genom samtal med alla rektorer. Inför nästa läsår har jag tryckt på att
trygghetsplanen ska stå i varje skolas arbetsplan. Att det dröjde beror på branden i vintras.

Skolorna ser vikten av arbetet. Jag tror inte att någon av skolorna vill runda mobbningen.
"""


def test_answers_go_in_the_order_of_the_questions_and_one_word_alone_ties_nothing_elsewhere() -> None:
    found = answering(ASKED, [PageText(1, ANSWERED)])
    said = [" ".join(ANSWERED[one.start : one.end].split()) if one else "" for one in found]
    assert said[0].startswith("Jag följer själv upp")
    assert said[1].startswith("Inför nästa läsår har jag tryckt på")
    assert said[2].endswith("runda mobbningen.")
    assert said[3] == ""
