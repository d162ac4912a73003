"""What was raised to whom, when, and what was answered: told by the room above that raises."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handslag.core.text import counted, swedish_date
from handslag.oversight.loading import Material
from handslag.oversight.paper import Column, Field, Part, Prose, Section, Table
from handslag.oversight.telling import RaisedCell, escalations


def raised_cells(material: Material) -> list[RaisedCell]:
    """All that was raised, those that wait first, then the newest."""
    found = [one for tell in escalations for one in tell(material)]
    return sorted(found, key=lambda one: (not one.waits, -one.raised_on.toordinal(), one.administration, one.area_name))


def escalations_section(material: Material) -> Section:
    """What was raised to whom, and what was answered."""
    cells = raised_cells(material)
    prose = Prose((raised_sentence(cells, material.asked.as_of),))
    if not cells:
        return Section("lyft", "Vad som har lyfts", (prose,), annex=True)
    table = Table(
        "Vad som har lyfts till nästa nivå",
        (Column("Cell", 1.2), Column("Lyft till", 1.2), Column("Svar", 1.6)),
        tuple((_cell(material, one), _raised(one), _answer(one, material.asked.as_of)) for one in cells),
    )
    return Section("lyft", "Vad som har lyfts", (prose, table), annex=True)


def raised_sentence(cells: Sequence[RaisedCell], day: date) -> str:
    """How many were raised, and how many of them wait."""
    what = "En cell som har avstannat, kringgåtts eller motsägs lyfts till nästa nivå."
    if not cells:
        return f"{what} Inget har lyfts under perioden, och inget väntar på svar."
    waiting = sum(one.waits for one in cells)
    late = sum(one.waits and one.answer_by is not None and one.answer_by < day for one in cells)
    rest = f"{waiting or 'Ingen'} av dem väntar på svar" + (f", {late} efter sin sista dag." if late else ".")
    return (
        f"{what} {counted(len(cells), 'cell', 'celler')} har lyfts under perioden eller väntade sedan tidigare. {rest}"
    )


def _cell(material: Material, one: RaisedCell) -> Field:
    where = (Part(one.administration, soft=True),) if material.of_city else ()
    return (Part(one.area_name, strong=True), *where, Part(one.word, sign=one.sign))


def _raised(one: RaisedCell) -> Field:
    return (Part(one.level_word.capitalize()), Part(f"Lyft {swedish_date(one.raised_on)}", soft=True))


def _answer(one: RaisedCell, day: date) -> Field:
    if one.waits and one.answer_by is not None:
        late = one.answer_by < day
        said = f"Svar skulle ha kommit {swedish_date(one.answer_by)}" if late else (
            f"Svar senast {swedish_date(one.answer_by)}"
        )  # fmt: skip
        return (Part("Obesvarad", strong=True) if late else Part("Väntar på svar"), Part(said, soft=True))
    said = f"Besvarad {swedish_date(one.answered_on)}" if one.answered_on else "Inget svar"
    return (
        *((Part(one.answer),) if one.answer else ()),
        Part(said, soft=True),
        *((Part(one.state_word.capitalize(), soft=True),) if one.state_word == "avslutad" else ()),
    )
