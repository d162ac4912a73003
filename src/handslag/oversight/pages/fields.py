"""Fields of the tables: a cell by name, its sign, since when, and who said what."""

from __future__ import annotations

from django.urls import reverse

from handslag.core.text import slug, swedish_date
from handslag.oversight.facts import Standing
from handslag.oversight.loading import Material
from handslag.oversight.paper import Field, Part
from handslag.vitals.judgement import Cell
from handslag.vitals.pages.comparing import turn_of
from handslag.vitals.rules import REPORTED_WORDS, SIGN_WORDS

NOTHING: Field = (Part("–"),)


def said(text: object) -> Field:
    """A field with nothing but a text."""
    return (Part(str(text)),)


def cell_href(material: Material, cell: Cell) -> str:
    """The page of the cell on the same day; the moment is left to the page."""
    if cell.central:
        return f"{reverse('vitals:central', args=[cell.central_key])}?dag={material.asked.as_of}"
    place = material.slugs.get(cell.administration) or slug(cell.administration)
    return f"{reverse('vitals:cell', args=[place, cell.area])}?dag={material.asked.as_of}"


def cell_field(material: Material, cell: Cell) -> Field:
    """The focus area, and under it the administration when the report is about several."""
    tail = (Part(cell.administration, soft=True),) if material.of_city else ()
    if cell.mandatory:
        tail = (*tail, Part("Obligatoriskt", soft=True))
    return (Part(cell.area_name, strong=True, href=cell_href(material, cell)), *tail)


def sign_part(sign: str) -> Part:
    """A sign with its word."""
    return Part(SIGN_WORDS[sign].word, sign=sign)


def sign_field(cell: Cell) -> Field:
    """The sign, since when, and under it what is reported."""
    return (
        sign_part(cell.sign),
        Part(f"sedan {swedish_date(cell.since)}", soft=True),
        Part(f"Rapporterat: {REPORTED_WORDS[cell.reported].lower()}", soft=True),
    )


def comment_parts(cell: Cell) -> Field:
    """The administration's own words, or that there are none."""
    comment = cell.comment
    if comment is None:
        return (Part("Förvaltningen har inte kommenterat.", soft=True),)
    who = ", ".join(filter(None, (comment.by, swedish_date(comment.effective_on))))
    return (Part(f"Förvaltningens kommentar ({who}): ”{comment.text}”"),)


def sign_before(material: Material) -> dict[tuple[str, str], str]:
    """The sign of each cell at the period before."""
    return {(c.administration, c.area): c.sign for c in material.then.cells} if material.then else {}


def standings_of(material: Material) -> list[Standing]:
    """The cells as the sentences need them."""
    then = sign_before(material)
    return [
        Standing(
            cell.administration,
            cell.area_name,
            cell.mandatory,
            cell.sign,
            cell.reported,
            turn_of(then.get((cell.administration, cell.area)), cell.sign),
        )
        for cell in material.cells
    ]


def by_weight(cell: Cell) -> tuple[object, ...]:
    """The most serious first, mandatory areas before others, then the oldest."""
    return (-SIGN_WORDS[cell.sign].weight, not cell.mandatory, cell.since)
