"""A plan's file is read as it stands, or refused with every fault and its place."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from handslag.core.outcome import FaultyFile
from handslag.core.verdict import Refused
from handslag.plan.facts import Cooperation, Decision
from handslag.plan.importers import read_plan, read_plan_docx, read_plan_yaml
from tests.plan.files import BOTH, FIRST


def faults(text: str) -> str:
    with pytest.raises(FaultyFile) as refused:
        read_plan_yaml(text.encode(), "plan.yaml")
    return "\n".join(str(problem) for problem in refused.value.problems)


class TestYaml:
    def test_everything_is_read(self) -> None:
        plan = read_plan_yaml(FIRST.encode(), "plan.yaml")
        assert (plan.name, plan.city, plan.ends) == (
            "Handlingsplan för bättre arbetssituation", "Ekstaden", date(2027, 12, 31)
        )  # fmt: skip
        one = plan.revisions[0]
        assert one.decision == Decision("Socialnämnden", date(2023, 11, 21), "§ 12", "SOF 2023/1", "godkänd")
        assert one.cooperation == Cooperation("mbl11", "Förvaltningsgruppen", date(2023, 11, 7), "agreed")
        assert one.areas[0].measures[1].administration == "Socialförvaltningen"
        assert (one.areas[0].mandatory_on, one.areas[1].mandatory) == (date(2023, 12, 11), False)

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            (("plan: Handlings", "pln: Handlings"), "plan: saknas"),
            (('label: "2023"', "text: x"), "label: saknas"),
            (("kind: mbl11", "kind: mbl12"), "Menade du ”mbl11”?"),
            (("outcome: godkänd", "outcome: godkänt"), "Menade du ”godkänd”?"),
            (("date: 2023-11-21", "date: i höstas"), "”i höstas” är inget datum"),
            (("body: Socialnämnden, ", ""), "decided › body: saknas"),
            (("level: central, administration: Socialförvaltningen", "level: central"), "leds av en förvaltning"),
            (("key: lon", "key: Lön"), "Skriv till exempel ”lon”"),
            (("key: lon", "key: arbetsbelastning"), "Nyckeln ”arbetsbelastning” står två gånger"),
            (("name: Lön\n", "name: rimlig ARBETSBELASTNING\n"), "står två gånger"),
            (("kind: reservation", "kind: reservasjon"), "Menade du ”reservation”?"),
            (("mandatory: {by: Kommunfullmäktige,", "mandatory: {"), "mandatory › by: saknas"),
            (("ends: 2027-12-31", "ends: 2027-12-32"), "är inget datum"),
            (("name: Lön", "nam: Lön"), "Menade du ”name”?"),
        ],
    )
    def test_each_fault_is_told(self, change: tuple[str, str], said: str) -> None:
        assert change[0] in FIRST
        assert said in faults(FIRST.replace(*change))

    def test_a_file_without_revisions_or_areas_is_refused(self) -> None:
        assert "revisions: saknas" in faults("plan: X\n")
        assert "minst ett fokusområde" in faults('plan: X\nrevisions: [{label: "1"}]\n')
        assert "Versionen ”2023” står två gånger" in faults(BOTH.replace('"2025"', '"2023"'))

    def test_one_revision_can_be_chosen(self) -> None:
        plan = read_plan(BOTH.encode(), "plan.yaml", label="2025")
        assert [one.label for one in plan.revisions] == ["2025"]
        with pytest.raises(FaultyFile, match="De som finns: 2023 och 2025"):
            read_plan(BOTH.encode(), "plan.yaml", label="2030")

    def test_a_local_measure_is_nobodys_in_particular(self) -> None:
        text = FIRST.replace("name: Löneplan, level: local", "name: Löneplan, level: local, administration: Norra")
        plan = read_plan_yaml(text.encode(), "plan.yaml")
        assert plan.revisions[0].areas[1].measures[0].administration == ""
        assert "gäller alla" in str(plan.warnings[0])

    @given(st.binary(max_size=300))
    def test_noise_is_a_clear_refusal(self, noise: bytes) -> None:
        with pytest.raises(Refused) as refused:
            read_plan(noise, "x.yaml")
        assert str(refused.value).strip()

    @given(st.integers(0, len(FIRST.encode())), st.binary(max_size=4))
    def test_a_damaged_file_is_read_or_refused_never_a_crash(self, place: int, noise: bytes) -> None:
        content = FIRST.encode()
        try:
            read_plan(content[:place] + noise + content[place:], "x.yaml")
            read_plan(content[:place], "x.yaml")
        except Refused as refusal:
            assert str(refusal).strip()


Lines = Sequence[tuple[str, str] | list[tuple[str, str]]]
PLAN: Lines = [
    ("Heading 1", "Handlingsplan för bättre arbetssituation"),
    [("Version", "2027"), ("Beslutad av", "Socialnämnden"), ("Beslutsdatum", "3 mars 2026"),
     ("Gäller från", "2026-04-01")],
    ("Normal", "Planen gäller alla."),
    ("Heading 2", "Rimlig arbetsbelastning (obligatoriskt)"),
    ("Normal", "Belastningen ska gå att klara."),
    ("List Bullet", "varje dag"),
    ("List Bullet", "varje vecka"),
    ("Heading 3", "Tak för ärenden"),
    ("Normal", "Varje enhet ska ha ett tak."),
    [("Nivå", "Lokal"), ("Klart senast", "31 december 2027")],
    ("Heading 3", "Mäta"),
    [("Nivå", "Central"), ("Förvaltning", "Socialförvaltningen"), ("Klart senast:", "2027-06-30")],
    ("Heading 2", "Lön"),
    ("Heading 3", "Löneplan"),
]  # fmt: skip


def word(lines: Lines) -> bytes:
    document = Document()
    for line in lines:
        if isinstance(line, tuple):
            document.add_paragraph(line[1], style=line[0])
            continue
        table = document.add_table(0, 2)
        for label, value in line:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = label, value
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


class TestWord:
    def test_headings_texts_and_tables_are_read(self) -> None:
        plan = read_plan(word(PLAN), "plan.docx", city="Ekstaden")
        one = plan.revisions[0]
        assert (plan.name, plan.city, one.label, one.preamble) == (
            "Handlingsplan för bättre arbetssituation", "Ekstaden", "2027", "Planen gäller alla."
        )  # fmt: skip
        assert one.decision == Decision("Socialnämnden", date(2026, 3, 3)) and one.in_force == date(2026, 4, 1)
        last, pay = one.areas
        assert (last.name, last.mandatory, pay.mandatory) == ("Rimlig arbetsbelastning", True, False)
        assert last.text == "Belastningen ska gå att klara.\n\n- varje dag\n- varje vecka"
        limit, measured = last.measures
        assert (limit.text, limit.central, limit.due) == ("Varje enhet ska ha ett tak.", False, date(2027, 12, 31))
        assert (measured.central, measured.administration) == (True, "Socialförvaltningen")
        assert not plan.warnings

    def test_the_label_can_be_given_beside_the_document(self) -> None:
        plain = [line for line in PLAN if not (isinstance(line, list) and line[0][0] == "Version")]
        plan = read_plan_docx(word(plain), "plan.docx", label="2028")
        assert (plan.revisions[0].label, plan.revisions[0].is_decided) == ("2028", False)
        with pytest.raises(FaultyFile, match="--label"):
            read_plan_docx(word(plain), "plan.docx")

    @pytest.mark.parametrize(
        ("lines", "said"),
        [
            ([("Normal", "bara text")], "ingen Rubrik 1"),
            ([("Heading 1", "Plan")], "inget fokusområde"),
            ([("Heading 1", "Plan"), ("Heading 3", "Åtgärd")], "före det första fokusområdet"),
            ([*PLAN, ("Heading 2", "lön")], "två fokusområden med samma namn"),
            ([*PLAN, [("Nivå", "lokalt"), ("Klart senast", "snart")]], "”snart” är inget datum"),
            ([*PLAN, [("Nivå", "regional")]], "Skriv lokal eller central"),
            ([*PLAN, [("Nivå", "central")]], "behöver en förvaltning"),
            ([*PLAN, [("Klart snarast", "2027-01-01")]], "Menade du ”klart senast”?"),
            ([*PLAN, ("Normal", "Ring 19121212-1212")], "personnummer"),
        ],
    )
    def test_each_fault_is_told_with_its_heading(self, lines: Lines, said: str) -> None:
        with pytest.raises(FaultyFile) as refused:
            read_plan_docx(word(lines), "plan.docx", label="1")
        assert said in "\n".join(map(str, refused.value.problems))

    def test_what_is_not_read_is_warned_of(self) -> None:
        plan = read_plan_docx(word([*PLAN, ("Heading 1", "Bilaga"), ("Heading 2", "Annat")]), "plan.docx")
        assert [area.name for area in plan.revisions[0].areas] == ["Rimlig arbetsbelastning", "Lön"]
        assert "”Bilaga” läses inte" in str(plan.warnings[0])

    def test_what_is_no_document_is_refused_in_a_sentence(self) -> None:
        whole = word(PLAN)
        bomb = io.BytesIO()
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", b"0" * 61_000_000)
        for content in (whole[: len(whole) // 2], b"PK\x03\x04", bomb.getvalue(), b"%PDF-1.7", b"\xd0\xcf\x11\xe0"):
            with pytest.raises(Refused) as refused:
                read_plan(content, "plan.docx", label="1")
            assert "plan.docx" in str(refused.value)
