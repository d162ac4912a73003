"""What is read out of papers of every kind, in the styles of municipalities, regions and the Riksdag."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from handslag.papers.rules.recognise import Found, PageText, recognise

TEXTS = Path(__file__).parent / "texts"


def pages_of(text: str) -> list[PageText]:
    return [PageText(number, page) for number, page in enumerate(text.split("\f"), 1)]


def read(name: str, today: date | None = None) -> list[Found]:
    return recognise(pages_of((TEXTS / name).read_text(encoding="utf-8")), file_name=name, today=today)


def values(found: list[Found], field: str) -> list[dict[str, Any]]:
    return [one.value for one in found if one.field == field]


def one(found: list[Found], field: str) -> Any:
    first = next((each.value for each in found if each.field == field), {})
    return next((first[name] for name in ("code", "day", "name", "text") if name in first), None)


@pytest.mark.parametrize(
    ("name", "kind", "day", "body", "number", "title"),
    [
        ("interpellation_goteborg.txt", "interpellation", "2024-10-24", "Kommunfullmäktige", None, "väntetider"),
        ("interpellation_malmo.txt", "interpellation", "2025-03-03", "Kommunfullmäktige", None, "Bemanning"),
        ("interpellation_sidbryt.txt", "interpellation", "2024-11-05", "Regionfullmäktige", "RS 2024-0456", "Kurator"),
        ("skriftlig_fraga_riksdag.txt", "written_question", None, None, "2024/25:1187", "Stöd till"),
        ("enkel_fraga_lopande.txt", "written_question", "2025-02-17", "Kommunfullmäktige i Ljungsby", None, "Enkel"),
        ("skrivelse_stockholm.txt", "council_letter", "2024-04-16", "Socialnämnden", None, "Skrivelse av"),
        ("motion.txt", "motion", "2023-09-12", "Kommunfullmäktige", None, "Inför rätt"),
        ("motion_riksdag.txt", "motion", None, None, "2024/25:2764", "En nationell"),
        ("svar_kommunalrad.txt", "answer", "2025-03-31", "Kommunstyrelsen", "KS 2025/0091", "Svar på"),
        ("svar_utan_rubrik.txt", "answer", "2025-03-03", None, None, None),
        ("protokoll_kommun.txt", "minutes", "2024-09-25", "Socialnämnden", "SN 2024/0231-3", "Handlingsplan mot"),
        ("tjansteutlatande.txt", "official_report", "2024-08-29", "Socialnämnden", "3.1.2-417/2024", "Uppföljning"),
        ("inspektion.txt", "inspection", "2024-05-14", "Arbetsmiljöverket", "AV 2024/018233", "Resultatet"),
        ("debattartikel.txt", "article", "2024-11-12", None, None, "Sluta tala"),
        ("rapport.txt", "report", None, None, None, "Arbetsmiljö i"),
        ("brev.txt", "other", None, None, None, None),
    ],
    ids=lambda value: value if isinstance(value, str) and value.endswith(".txt") else "",
)
def test_a_paper_says_what_it_is(
    name: str, kind: str, day: str | None, body: str | None, number: str | None, title: str | None
) -> None:
    found = read(name)
    told = (one(found, "kind"), one(found, "date"), one(found, "body"), one(found, "dnr"))
    assert told == (kind, day, body, number)
    assert (one(found, "title") or "").startswith(title or "") or (title or "") in one(found, "title")


QUESTIONS = {
    "interpellation_goteborg.txt": [
        "Hur lång är väntetiden i dag, uppdelad på vart och ett av de fyra socialförvaltningarna?",
        "Kommer kommunalrådet att ta initiativ till ett tak för antalet ärenden? Om inte, varför?",
        "När kan fullmäktige få en redovisning av kvälls- och helgarbetet?",
    ],
    "interpellation_malmo.txt": [
        "Hur många inhyrda utredare arbetar i nämndens verksamheter i dag?",
        "Vad gör kommunalrådet för att fasta medarbetare ska vilja stanna? Finns det en tidsplan?",
        "Anser kommunalrådet att upplärningen av konsulter ska räknas som arbetstid i mätningen av arbetsbelastning?",
    ],
    "interpellation_sidbryt.txt": [
        "Har regionrådet tagit del av enkäten, och vilka slutsatser drar regionrådet av den?",
        (
            "Hur många kuratorer har slutat sedan 2022? Jag önskar svaret uppdelat på sjukhus och på orsak till att de "
            "slutade."
        ),
        "Är regionrådet beredd att: a) se över antalet tjänster, b) införa handledning på arbetstid?",
    ],
    "skriftlig_fraga_riksdag.txt": [
        (
            "Vilka åtgärder avser statsrådet att vidta för att små kommuner ska kunna dela på handläggare, och när "
            "kan de tidigast träda i kraft?"
        ),
    ],
    "enkel_fraga_lopande.txt": [
        "Min fråga är om ordföranden avser att införa en regelbunden kontroll av larmen.",
        "Jag undrar också vem som har ansvaret när ett larm inte fungerar.",
    ],
    "skrivelse_stockholm.txt": [
        "Hur många pass har varit obemannade under 2023 och 2024",
        "Vilka åtgärder har vidtagits",
        "Hur har de fackliga organisationerna involverats i arbetet?",
    ],
    "tva_interpellationer.txt": [
        "Hur många hot har anmälts i år?",
        "Vilket stöd får den som har hotats?",
        "Hur många vikarier saknas till sommaren?",
    ],
}


@pytest.mark.parametrize("name", sorted(path.name for path in TEXTS.glob("*.txt")))
def test_its_questions_are_found_whole_and_in_order_and_no_others(name: str) -> None:
    found = values(read(name), "question")
    assert [value["text"] for value in found] == QUESTIONS.get(name, [])
    assert [value["number"] for value in found] == list(range(1, len(found) + 1))


@pytest.mark.parametrize(
    ("name", "by", "of"),
    [
        ("interpellation_goteborg.txt", ("Maj-Britt Sjöquist", "D"), ("Per-Olof Hallander", "S", "kommunalråd")),
        ("interpellation_malmo.txt", ("Torbjörn af Ekenstam", "M"), ("Yasmin Björklund", "S", "kommunalråd")),
        ("interpellation_sidbryt.txt", ("Anna-Karin von Essen", "L"), ("Ibrahim Nasser", "S", "regionråd")),
        ("skriftlig_fraga_riksdag.txt", ("Ulrika Fagerström", "C"), ("Gustaf Rehnberg", "KD", "statsråd")),
        ("enkel_fraga_lopande.txt", ("Lovisa Hedberg", "MP"), ("", "", "socialnämndens ordförande")),
        ("skrivelse_stockholm.txt", ("Rebecka Ståhlberg", "C"), ("", "", "")),
    ],
)
def test_a_question_knows_who_asks_and_who_must_answer(name: str, by: tuple[str, str], of: tuple[str, ...]) -> None:
    for value in values(read(name), "question"):
        assert [(each["name"], each["party"]) for each in value["asked_by"]] == [by]
        assert tuple(value["asked_of"].values()) == of


def test_two_interpellations_in_one_file_are_told_apart() -> None:
    found = read("tva_interpellationer.txt")
    assert [(value["part"], value["label"]) for value in values(found, "question")] == [(1, "1"), (1, "2"), (2, "1")]
    assert [value["asked_by"][0]["name"] for value in values(found, "question")] == [
        "Sten Kronvall", "Sten Kronvall", "Agneta Lundmark",
    ]  # fmt: skip
    [first, second] = [each for each in found if each.field == "title"]
    assert "hot mot personal" in first.value["text"]
    assert second.value["part"] == 2
    assert not second.certain


@pytest.mark.parametrize(
    ("name", "people"),
    [
        (
            "protokoll_kommun.txt",
            [
                ("Gunvor Ask", "S", "ordförande"),
                ("Hampus Brodin", "M", ""),
                ("Viola Renman", "SD", "ersättare"),
                ("Ingmar Tell", "", "sekreterare"),
            ],
        ),
        ("svar_kommunalrad.txt", [("Torbjörn af Ekenstam", "M", ""), ("Yasmin Björklund", "S", "kommunalråd")]),
        ("inspektion.txt", [("Camilla Thorsell", "", "inspektör")]),
        (
            "debattartikel.txt",
            [("Filippa Gren", "", "socialsekreterare"), ("Noak Tornberg", "", "biståndshandläggare")],
        ),
        ("tjansteutlatande.txt", [("Birgitta Wallenius", "", "handläggare")]),
        ("brev.txt", []),
    ],
)
def test_people_are_named_with_party_and_role(name: str, people: list[tuple[str, str, str]]) -> None:
    assert [tuple(value.values()) for value in values(read(name), "person")] == people


def test_minutes_have_decision_points_and_statements_with_who_stands_behind() -> None:
    found = read("protokoll_kommun.txt")
    assert [value["text"] for value in values(found, "decision_point")] == [
        "att godkänna handlingsplanen mot hot och våld",
        "att ge förvaltningen i uppdrag att redovisa hur planen följs i mars 2025.",
    ]
    statements = values(found, "statement")
    assert [(value["kind"], value["who"]) for value in statements] == [
        ("reservation", [{"name": "Hampus Brodin", "party": "M"}]),
        ("protokollsanteckning", [{"name": "Viola Renman", "party": "SD"}]),
    ]
    assert statements[1]["text"].endswith("Planen är bra men kommer sent.")


AGREED = """Nämndens beslut
1. Nämnden lägger rapporten till handlingarna.

Särskilt uttalande
Ledamoten Saga Vikander m.fl. (MP) och ledamoten Ernst Roos (V)

Rapporten säger för lite om arbetstiden.

Ersättaryttrande
Ersättaren Mona Falk (Fi) instämde i det särskilda uttalandet från (MP) och (V).

Vid protokollet
Pia Holm
"""


def test_whoever_agreed_afterwards_stands_behind_the_statement_as_well() -> None:
    special, substitute = values(recognise(pages_of(AGREED), file_name="p.txt"), "statement")
    assert [(each["name"], each["party"], each.get("joined", False)) for each in special["who"]] == [
        ("Saga Vikander", "MP", False), ("Ernst Roos", "V", False), ("Mona Falk", "Fi", True),
    ]  # fmt: skip
    assert special["text"] == "Rapporten säger för lite om arbetstiden."
    assert substitute["kind"] == "ersättaryttrande"


@pytest.mark.parametrize(
    ("name", "promises"),
    [
        (
            "svar_kommunalrad.txt",
            [("Yasmin Björklund", "höja lönen", "2025-09-01"), ("Förvaltningen", "lämna en plan", "2025-06-30")],
        ),
        ("svar_utan_rubrik.txt", [("Rikard Sandelin", "följa upp kontrollerna", "2025-05-31")]),
        ("protokoll_kommun.txt", [("Förvaltningen", "redovisa hur planen följs", "2025-03-31")]),
        ("tjansteutlatande.txt", [("Förvaltningen", "följa upp resultatet", "2025-12-31")]),
        (
            "inspektion.txt",
            [
                ("Ni", "undersöka hur", None),
                ("Ni", "ha åtgärdat bristen", "2024-10-01"),
                ("Ni", "fördela arbetsmiljöuppgifterna", None),
            ],
        ),
        ("debattartikel.txt", []),
        ("motion.txt", []),
        ("interpellation_malmo.txt", []),
    ],
)
def test_promises_are_proposed_with_who_what_and_by_when(
    name: str, promises: list[tuple[str, str, str | None]]
) -> None:
    found = [each for each in read(name) if each.field == "commitment"]
    assert [(each.value["who"], each.value["by"]) for each in found] == [(who, by) for who, _, by in promises]
    assert all(what in each.value["text"] for each, (_, what, _) in zip(found, promises, strict=True))
    assert not any(each.certain for each in found)


@pytest.mark.parametrize(
    "said",
    [
        "Staden borde anställa fler handläggare före sommaren.",
        "De här satsningarna måste fortsätta under 2025.",
        "Om pengarna räcker kommer vi att anställa fler.",
        "Syftet är att staden ska kunna erbjuda god vård.",
        "Vi vet inte hur förvaltningen ska lösa uppgiften.",
        "Vi vill att nämnden ska redovisa sina åtgärder.",
        "Ska staden betala för utbildningen?",
        "År 2016 beslutade nämnden om en plan.",
        "Vi ska inte göra mer än vad som krävs.",
    ],
)
def test_a_demand_a_condition_a_purpose_or_history_is_no_promise(said: str) -> None:
    text = f"Tack för frågan om läget. {said} Jag delar din oro.\n\nEkby den 3 mars 2025\n\nEskil Rönn\n"
    assert values(recognise(pages_of(text), file_name="svar.txt"), "commitment") == []


@pytest.mark.parametrize(
    ("said", "by"),
    [
        ("Jag kommer att återkomma före årets slut.", "2025-12-31"),
        ("Vi avser att göra om introduktionen under hösten.", "2025-11-30"),
        ("Förvaltningen ska redovisa läget senast i maj 2026.", "2026-05-31"),
        ("Vi kommer att ha planen på plats inför 2026.", "2025-12-31"),
        ("Nämnden ska följa upp detta första kvartalet 2026.", "2026-03-31"),
        ("Jag lovar att svara inom tre månader.", "2025-06-03"),
        ("Jag har sett till att varje nämnd ska ta in området i sin plan för 2026.", "2026-12-31"),
        ("Förvaltningen kommer att rapportera före den 1 juni 2025.", "2025-05-31"),
        ("Vi kommer att tillsätta en utredning.", None),
    ],
)
def test_by_when_is_the_last_day_of_the_time_that_is_said(said: str, by: str | None) -> None:
    text = f"Tack för frågan om läget. {said}\n\nEkby den 3 mars 2025\n\nEskil Rönn\n"
    [value] = values(recognise(pages_of(text), file_name="svar.txt"), "commitment")
    assert (value["text"], value["by"]) == (said, by)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Dnr 1.1-123/2025\n", "1.1-123/2025"),
        ("SOF 2019/123\nSkrivelse om tid\n", "SOF 2019/123"),
        ("Diarienummer: KS 2025/17\n", "KS 2025/17"),
        ("Vår beteckning: HSN 2023-0456\n", "HSN 2023-0456"),
        ("Dnr 19811218-9876\n", None),
        ("Dnr 2025-01-22\n", None),
        ("2025-01-22\nRapport\n", None),
        ("Planen beslutades under dnr 2 i ärendet.\n", None),
    ],
)
def test_a_registration_number_is_no_day_and_no_person(text: str, number: str | None) -> None:
    assert one(recognise(pages_of(text), file_name="x.txt"), "dnr") == number


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Nämnden har fått ett utlåtande daterat den 27 maj 2019.\n", None),
        ("Motion\nEkby den 5 april 2023\n", "2023-04-05"),
        ("Rapport\nDatum: 2024-02-29\n", "2024-02-29"),
        ("Rapport\nDatum: 2023-02-29\n", None),
        ("Brev\n\nVi sågs den 3 mars 2024 och talade länge om saken.\n", None),
        ("Protokoll fört vid sammanträde tisdagen den 12 mars 2024 kl. 16\nJusterat 2024-03-20\n", "2024-03-12"),
    ],
)
def test_the_date_is_the_papers_own(text: str, day: str | None) -> None:
    assert one(recognise(pages_of(text), file_name="x.txt"), "date") == day


def test_a_day_that_has_not_been_is_proposed_at_most() -> None:
    text = "Motion om tid\n\nEkby den 5 april 2031\n"
    [found] = [
        each for each in recognise(pages_of(text), file_name="m.txt", today=date(2025, 1, 1)) if each.field == "date"
    ]
    assert not found.certain
    [past] = [
        each for each in recognise(pages_of(text), file_name="m.txt", today=date(2032, 1, 1)) if each.field == "date"
    ]
    assert past.certain


def test_a_paper_without_a_word_says_nothing() -> None:
    assert recognise([], file_name="") == []
    assert recognise([PageText(1, ""), PageText(2, " \n\n")], file_name="tom.txt") == []
