"""What a report says is what the signs of life say, as they were known at its moment."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handslag.core.clock import at_local, now
from handslag.core.verdict import Refused
from handslag.oversight.exporters.orders import document_of
from handslag.oversight.facts import Letterhead
from handslag.oversight.pages import brief_of, report_of
from handslag.oversight.paper import Matrix, Paper
from handslag.plan.models import Plan
from handslag.vitals.actions import refresh
from handslag.vitals.judgement import judge
from tests.oversight.conftest import LATER, asked_of, read_in, said


def test_the_matrix_holds_every_cell_with_its_sign(town: Plan, paper: Paper) -> None:
    asked = asked_of(town)
    made = judge(town, asked.as_of, asked.known_at)
    matrix = next(b for s in paper.sections for b in s.blocks if isinstance(b, Matrix))
    drawn = {
        (column, row.name): square.sign
        for row in matrix.rows
        for column, square in zip(matrix.columns, row.squares, strict=True)
        if square
    }
    assert drawn == {(cell.administration, cell.area_name): cell.sign for cell in made.cells}
    assert sum(count for _, signs in matrix.legend for _, count in signs) == len(made.cells)
    assert sum(matrix.answer) == sum(row.answer for row in matrix.rows)


def test_what_must_be_answered_for_stands_with_every_reason_and_the_comment(town: Plan, paper: Paper) -> None:
    asked = asked_of(town)
    text = said(paper, "kraver-svar")
    found = [
        c for c in judge(town, asked.as_of, asked.known_at).cells if c.sign in ("sidestepped", "contested", "asleep")
    ]
    assert found
    for cell in found:
        assert cell.area_name in text and cell.administration in text
        assert all(reason.text in text for reason in cell.reasons)
    assert "Förvaltningen har inte kommenterat." in text


def test_an_opt_out_is_never_hidden_and_has_its_decision(paper: Paper) -> None:
    text = said(paper, "bortvalt")
    assert "”Tas upp i arbetsmiljöplanen i stället”" in text
    assert "21 januari 2025" in text and "Dnr ÄNG 2025/1" in text


def test_the_parts_of_a_tjansteutlatande_stand_in_their_order(paper: Paper) -> None:
    assert [section.title for section in paper.front] == [
        "Förslag till beslut", "Sammanfattning", "Ärendet", "Ärendets beredning", "Bilagor",
    ]  # fmt: skip
    assert said(paper, "bilagor").split("\n") == [section.title for section in paper.annexes]
    assert paper.head.to == "Socialnämnden" and paper.head.office == "Socialförvaltningen"


def test_signals_decisions_and_reports_are_told(paper: Paper) -> None:
    signals = said(paper, "signaler")
    assert "2 signaler kom in under perioden." in signals
    assert "”Ingen ny har fått en introduktion.”" in signals and "Obesvarad" in signals
    assert "”Fördelningen görs om från april.”" in signals and "Besvarad 26 mars 2025" in signals
    decisions = said(paper, "beslut")
    assert "ÄNG 2025/1" in decisions
    assert "2 av 3 förvaltningar har undertecknat" in decisions and "Strandvik skulle ha lämnat sin" in decisions
    assert "14 maj 2025" in decisions and "7 maj 2025" in decisions


def test_what_was_read_in_afterwards_is_said(paper: Paper) -> None:
    text = said(paper, "kallor")
    assert "i efterhand" in text and "vp.csv" in text and "verksamhetsplaner" in text
    assert "period 2025-T1, läget 2025-04-30, känt 2025-06-01T12:00:00+02:00" in text


def test_an_administration_has_a_report_of_its_own(town: Plan) -> None:
    own = report_of(town, asked_of(town, "Ängsby", letterhead=Letterhead("ÄNG 2025/9", "Karin Ek", "08-1")))
    assert own.title == "Lägesrapport för Ängsby, tertial 1 2025"
    assert own.head.to == "Ängsby stadsdelsnämnd" and own.head.dnr == "ÄNG 2025/9"
    assert "Strandvik" not in "".join(said(own, section.key) for section in own.sections)
    assert "Lägesrapporten undertecknades den 14 maj 2025." in said(own, "beredning")


def test_an_administration_is_the_same_from_a_snapshot_and_judged_by_itself(town: Plan) -> None:
    asked = asked_of(town, "Ängsby")
    alone = report_of(town, asked)
    assert refresh(plans=[town], at=asked.known_at)
    assert report_of(town, asked) == alone


@pytest.mark.parametrize("form", ["pdf", "docx", "html"])
@pytest.mark.parametrize("administration", ["", "Ängsby"])
def test_the_same_bytes_today_and_after_later_records(
    town: Plan, tmp_path: Path, form: str, administration: str
) -> None:
    asked = asked_of(town, administration, known_at=now())
    before = document_of(report_of(town, asked), form)
    read_in(tmp_path, "progress", LATER)
    read_in(tmp_path, "reports", "Förvaltning;Period;Undertecknad;Förvaltningsgrupp\nStrandvik;T1 2025;2025-06-02;\n")
    assert document_of(report_of(town, asked), form) == before
    refresh(plans=[town], at=now())
    assert document_of(report_of(town, asked), form) == before
    again = asked_of(town, administration, known_at=now())
    assert document_of(report_of(town, again), form) != before


def test_a_report_asks_few_questions(town: Plan) -> None:
    moment = now()
    refresh(plans=[town], at=moment)
    for build in (report_of, brief_of):
        with CaptureQueriesContext(connection) as asked:
            build(town, asked_of(town, known_at=moment))
        assert len(asked) <= 24, [q["sql"][:80] for q in asked.captured_queries]


def test_there_must_be_something_to_report_on(town: Plan) -> None:
    with pytest.raises(Refused, match="gällde inte den 1 juni 2021"):
        report_of(town, asked_of(town, as_of=at_local("2021-06-01").date()))


def test_a_day_that_had_not_been_is_said_before_anything_else(town: Plan) -> None:
    known = at_local("2025-04-29T12:00")
    ahead = asked_of(town, known_at=known)
    told = "Den 30 april 2025 hade inte varit den 29 april 2025, när uppgifterna togs fram:"
    assert said(report_of(town, ahead), "sammanfattning").startswith(told)
    assert said(brief_of(town, ahead), "kort-svar").startswith(told)
    assert "hade inte varit" not in said(report_of(town, asked_of(town)), "sammanfattning")
