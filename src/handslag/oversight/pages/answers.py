"""What must be answered for, and what was opted out of: each with its reasons and the administration's own words."""

from __future__ import annotations

from handslag.core.text import counted, swedish_date
from handslag.oversight.loading import Material
from handslag.oversight.pages.fields import by_weight, cell_field, comment_parts, said, sign_field, sign_part
from handslag.oversight.pages.matrix import group_of
from handslag.oversight.paper import Column, Field, Part, Prose, Section, Table
from handslag.vitals.judgement import Cell
from handslag.vitals.rules import REPORTED_WORDS


def to_answer(material: Material) -> list[Cell]:
    """The cells that must be answered for, the most serious first."""
    return sorted((cell for cell in material.cells if group_of(cell) == "answer"), key=by_weight)


def first_table(material: Material, rows: int) -> Table:
    """The most serious of them, short."""
    shown = to_answer(material)[:rows]
    heading = "Fokusområde och förvaltning" if material.of_city else "Fokusområde"
    return Table(
        "Det mest allvarliga av det som kräver svar",
        (Column(heading, 2.2), Column("Tecken", 0), Column("Sedan", 1), Column("Rapporterat", 0.8)),
        tuple(
            (
                (Part(f"{cell.area_name}, {cell.administration}" if material.of_city else cell.area_name),),
                (sign_part(cell.sign),),
                said(swedish_date(cell.since)),
                said(REPORTED_WORDS[cell.reported]),
            )
            for cell in shown
        ),
    )


def answers_section(material: Material) -> Section:
    """All of them, with every reason and the comment."""
    cells = to_answer(material)
    if not cells:
        text = "Inget kräver svar: inget område är kringgånget, motsagt eller avstannat."
        return Section("kraver-svar", "Det som kräver svar", (Prose((text,)),), annex=True)
    intro = (
        "Ett område kräver svar när det är kringgånget, när en signal motsäger det som rapporteras eller när arbetet "
        "har avstannat. Först står det skäl som avgör tecknet. Förvaltningens kommentar står alltid med."
    )
    table = Table(
        "Det som kräver svar, med skäl och kommentar",
        (Column("Område", 1.1), Column("Läge", 1), Column("Skäl och kommentar", 2.2)),
        tuple((cell_field(material, cell), sign_field(cell), _why(cell)) for cell in cells),
    )
    return Section("kraver-svar", "Det som kräver svar", (Prose((intro,)), table), annex=True)


def _why(cell: Cell) -> Field:
    return (*(Part(reason.text) for reason in cell.reasons), *comment_parts(cell))


def opted_out_section(material: Material) -> Section:
    """Every area that was opted out of, never hidden."""
    cells = sorted((cell for cell in material.cells if cell.adopted is False), key=by_weight)
    if not cells:
        text = "Inget område är bortvalt."
        return Section("bortvalt", "Bortvalda områden", (Prose((text,)),), annex=True)
    mandatory = sum(cell.mandatory for cell in cells)
    intro = f"{counted(len(cells), 'område är bortvalt', 'områden är bortvalda')}."
    if mandatory:
        intro += f" Bland dem finns {counted(mandatory, 'obligatoriskt', 'obligatoriska')}."
    table = Table(
        "Bortvalda områden, med skäl och beslut",
        (Column("Område", 1.1), Column("Läge", 1), Column("Skäl", 1.3), Column("Beslut", 0.9)),
        tuple(
            (cell_field(material, cell), sign_field(cell), _reason(cell), _decision(material, cell)) for cell in cells
        ),
    )
    return Section("bortvalt", "Bortvalda områden", (Prose((intro,)), table), annex=True)


def _reason(cell: Cell) -> Field:
    reason = (Part(f"”{cell.answer_reason}”"),) if cell.answer_reason else (Part("Inget skäl är angivet."),)
    return (*reason, *(comment_parts(cell) if cell.comment else ()))


def _decision(material: Material, cell: Cell) -> Field:
    cited = (e for reason in cell.reasons for e in reason.evidence if e.startswith("answer:"))
    answer = next((found for e in cited if (found := material.opt_outs.get(int(e.partition(":")[2])))), None)
    if answer is None or not (answer.decided_on or answer.dnr):
        return said("Inget beslut är angivet.")
    day = (Part(swedish_date(answer.decided_on)),) if answer.decided_on else ()
    return (*day, Part(f"Dnr {answer.dnr}" if answer.dnr else "Dnr saknas", soft=True))
