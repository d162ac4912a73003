"""What has become worse or better since the period before."""

from __future__ import annotations

from handslag.core.text import swedish_date
from handslag.oversight.loading import Material
from handslag.oversight.pages.fields import by_weight, cell_field, said, sign_before, sign_part, standings_of
from handslag.oversight.paper import Block, Column, Heading, Part, Prose, Section, Table
from handslag.oversight.rules import change_sentence
from handslag.vitals.judgement import Cell
from handslag.vitals.pages.comparing import BETTER, WORSE, turn_of

WAYS = ((WORSE, "Sämre"), (BETTER, "Bättre"))


def change_words(material: Material) -> str:
    """The change as a sentence."""
    one, many = ("cell", "celler") if material.of_city else ("område", "områden")
    return change_sentence(standings_of(material), material.before, one=one, many=many)


def changes_section(material: Material) -> Section:
    """The cells that have turned, the worst first."""
    if material.before is None:
        return Section("nytt", "Nytt sedan förra perioden", (Prose((change_words(material),)),), annex=True)
    then = sign_before(material)
    blocks: list[Block] = [Prose((f"{change_words(material)} {_compared(material)}",))]
    for way, word in WAYS:
        turned = [c for c in material.cells if turn_of(then.get((c.administration, c.area)), c.sign) == way]
        if turned:
            blocks += [Heading(f"{word} ({len(turned)})"), _table(material, word, sorted(turned, key=by_weight), then)]
    return Section("nytt", f"Nytt sedan {material.before.name}", tuple(blocks), annex=True)


def _compared(material: Material) -> str:
    assert material.before
    return f"Jämförelsen är med läget den {swedish_date(material.before.as_of)}, som det är känt nu."


def _table(material: Material, word: str, cells: list[Cell], then: dict[tuple[str, str], str]) -> Table:
    assert material.before
    return Table(
        f"{word} än vid {material.before.name}",
        (Column("Område", 1.6), Column("Då", 1), Column("Nu", 1), Column("Sedan", 0.9)),
        tuple(
            (
                (
                    *cell_field(material, cell)[:1],
                    *((Part(cell.administration, soft=True),) if material.of_city else ()),
                ),
                (sign_part(then[cell.administration, cell.area]),),
                (sign_part(cell.sign),),
                said(swedish_date(cell.since)),
            )
            for cell in cells
        ),
    )
