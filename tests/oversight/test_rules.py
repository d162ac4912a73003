"""The sentences of a report, without a database."""

from __future__ import annotations

from datetime import date

import pytest

from handslag.oversight import rules
from handslag.oversight.facts import Period, SignalLine, Signed, Standing

T1 = Period(2025, "T1", date(2025, 4, 30), date(2025, 5, 21))
T2 = Period(2025, "T2", date(2025, 8, 31), date(2025, 9, 22))


def standing(who: str, sign: str, *, area: str = "Introduktion", mandatory: bool = False, **more: str) -> Standing:
    return Standing(who, area, mandatory, sign, more.get("reported", "under_way"), more.get("turn", ""))


CITY = [
    standing("Norra", "asleep", area="Belastning", mandatory=True, turn="worse"),
    standing("Södra", "sidestepped", area="Belastning", mandatory=True, reported="none"),
    standing("Norra", "awake", turn="better"),
    standing("Södra", "contested"),
]


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("2025-T1", (2025, "T1")),
        (" 2025-vb ", (2025, "VB")),
        ("2025-VP", None),
        ("T1", None),
        ("25-T1", None),
        ("", None),
    ],
)
def test_a_period_is_year_and_code(text: str, parsed: tuple[int, str] | None) -> None:
    assert rules.parse_period(text) == parsed


def test_a_period_has_a_long_name() -> None:
    assert (T1.key, T1.name, T1.long_name) == ("2025-T1", "T1 2025", "tertial 1 2025")
    assert Period(2025, "VB", T1.as_of, T1.due).long_name == "helåret 2025"


def test_the_answer_comes_first_sign_by_sign() -> None:
    text = rules.state_sentences(CITY, T1.as_of)
    assert "Den 30 april 2025 är arbetet aktivt eller genomfört i 1 av 4 celler." in text
    assert "3 celler kräver svar: 1 är kringgången, 1 motsägs och 1 har avstannat." in text
    assert rules.state_sentences([CITY[2]], T1.as_of).endswith("Ingen cell kräver svar.")
    assert "i Norra aktivt eller genomfört i 1 av 1 fokusområden" in rules.state_sentences([CITY[2]], T1.as_of, "Norra")


def test_the_weakest_area_is_named_and_how_it_is_reported() -> None:
    assert rules.weakest_sentence(CITY) == (
        "Svagast är det obligatoriska området Belastning. Där kräver 2 av 2 förvaltningar svar."
    )
    assert rules.weakest_sentence([CITY[2]]) == ""
    assert rules.reported_sentence(CITY) == "Av de 3 som kräver svar rapporteras 2 som pågående eller klara."
    assert rules.reported_sentence(CITY[1:2]) == "Förvaltningen rapporterar inte arbetet som pågående eller klart."


def test_what_has_changed() -> None:
    told = {"one": "cell", "many": "celler"}
    assert rules.change_sentence(CITY, T1, **told) == "Sedan tertial 1 2025 har 1 cell blivit sämre och 1 bättre."
    assert rules.change_sentence(CITY[2:3], T1, **told) == "Sedan tertial 1 2025 har 1 cell blivit bättre."
    assert rules.change_sentence(CITY[3:], T1, **told) == "Sedan tertial 1 2025 har ingen cell ändrats."
    assert "ingen tidigare period" in rules.change_sentence(CITY, None, **told)


def test_proposals_ask_for_an_answer_on_the_mandatory_areas_before_the_next_period() -> None:
    found = rules.proposals(CITY, "Socialnämnden", T2, of_city=True)
    assert found[1] == (
        "Socialnämnden begär att Norra och Södra svarar på det obligatoriska området Belastning "
        "före uppföljningen av tertial 2 2025."
    )
    many = [standing(f"F{n}", "asleep", area="Belastning", mandatory=True) for n in range(8)]
    assert "de 8 förvaltningar som står i bilaga 2" in rules.proposals(many, "Socialnämnden", None, of_city=True)[1]
    own = rules.proposals(CITY, "Norra nämnden", None, of_city=False)
    assert own[1] == "Norra nämnden ger förvaltningen i uppdrag att svara på ”Belastning” och ”Introduktion”."


def test_who_has_signed_and_who_has_not() -> None:
    signed = [Signed("Norra", date(2025, 5, 14), date(2025, 5, 7)), Signed("Södra")]
    late = rules.reports_sentence(signed, T1, date(2025, 6, 1))
    assert late == (
        "1 av 2 förvaltningar har undertecknat sin lägesrapport. Södra skulle ha lämnat sin senast den 21 maj 2025."
    )
    assert "De andra har till den 21 maj 2025 på sig." in rules.reports_sentence(signed, T1, date(2025, 5, 20))
    assert rules.union_sentence(signed) == "1 förvaltningsgrupp har informerats den 7 maj 2025."
    assert "skulle ha undertecknats senast" in rules.own_report_sentence(signed[1], T1, date(2025, 6, 1))
    assert "informerades den 7 maj 2025" in rules.own_report_sentence(signed[0], T1, date(2025, 6, 1))


def test_signals_that_wait_are_counted() -> None:
    waiting = SignalLine(1, "Norra", "a", "A", "", "Vision", "", date(2025, 3, 1), "Text", date(2025, 3, 15))
    text = rules.signal_sentence([waiting], date(2024, 12, 31), T1.as_of)
    assert text == "1 signal kom in under perioden. 1 signal är obesvarad efter sin svarsdag."
    assert not waiting.is_overdue(date(2025, 3, 15))
    assert rules.signal_sentence([], None, T1.as_of).startswith("Ingen signal kom in")


def test_shares_and_what_was_read_in_afterwards() -> None:
    assert rules.share_sentence(12, 2, 13) == (
        "12 procent av det som har hänt det senaste året ligger i de obligatoriska områdena, 2 av 13."
    )
    assert rules.share_sentence(None, 1, 13) == "" and rules.share_sentence(5, 0, 13) == ""
    assert rules.afterwards_sentence(3, 1200, 3).startswith(
        "Alla 3 inläsningar är gjorda i efterhand, med 1\u00a0200 rader."
    )
    assert rules.afterwards_sentence(0, 0, 3).startswith("Inget har lästs in i efterhand")
