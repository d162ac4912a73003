"""The first page: letterhead, proposals, summary, background and how the errand was prepared."""

from __future__ import annotations

from collections.abc import Sequence

from handslag.core.clock import local
from handslag.core.text import counted, fold, join_words, swedish_date
from handslag.oversight.loading import Material
from handslag.oversight.pages.answers import first_table, to_answer
from handslag.oversight.pages.changes import change_words
from handslag.oversight.pages.decisions import revision_sentence
from handslag.oversight.pages.effort import effort_sentence
from handslag.oversight.pages.fields import standings_of
from handslag.oversight.pages.signals import signal_words
from handslag.oversight.pages.sources import ahead_sentence, locked_sentence
from handslag.oversight.paper import Block, Head, Points, Prose, Section
from handslag.oversight.rules import (
    own_report_sentence,
    proposals,
    reported_sentence,
    reports_sentence,
    state_sentences,
    union_sentence,
    weakest_sentence,
)

FIRST = 3
"""How many rows of what must be answered for stand on the first page."""
COMPUTED = "Tecknen räknas fram ur daterade händelser. Förvaltningarnas egna rapporter visas bredvid och ändras aldrig."


def head_of(material: Material) -> Head:
    """Who writes, to whom, on what day."""
    asked, city = material.asked, material.plan.city.name
    day = swedish_date(local(asked.known_at).date())
    given = asked.letterhead
    if not material.of_city:
        to = material.committees.get(asked.administration, "")
        return Head(asked.administration, city, day, to, given.dnr, given.officer, given.phone)
    to = material.revision.decided_by if material.revision else ""
    office = next((name for name, body in material.committees.items() if to and fold(body) == fold(to)), "")
    return Head(office or city, city if office else "", day, to, given.dnr, given.officer, given.phone)


def title_of(material: Material) -> str:
    """What the errand is."""
    period = material.asked.period.long_name
    if material.of_city:
        return f"Uppföljning av handlingsplanen, {period}"
    return f"Lägesrapport för {material.asked.administration}, {period}"


def summary_of(material: Material) -> tuple[str, ...]:
    """The answer first: how it stands, where it is weakest, what has changed, who has said something."""
    standings, asked = standings_of(material), material.asked
    known = local(asked.known_at).date()
    first = [ahead_sentence(material), state_sentences(standings, asked.as_of, asked.administration)]
    where = [weakest_sentence(standings)] if material.of_city else []
    paragraphs = [
        " ".join([*first, reported_sentence(standings)]),
        " ".join([*where, change_words(material)]),
        " ".join(
            [
                signal_words(material),
                reports_sentence(material.signed, asked.period, known)
                if material.of_city
                else own_report_sentence(next(iter(material.signed), None), asked.period, known),
                effort_sentence(material),
            ]
        ),
        COMPUTED,
    ]
    return tuple(" ".join(text.split(" ")).strip() for text in paragraphs if text.strip())


def background_of(material: Material) -> str:
    """Which plan it is about, by whose decision, and which areas are mandatory."""
    areas = {cell.area: (cell.area_name, cell.mandatory) for cell in material.cells}
    mandatory = [name for name, is_mandatory in areas.values() if is_mandatory]
    decided = revision_sentence(material.revision, short=True) if material.revision else ""
    verb = "är obligatoriskt" if len(mandatory) == 1 else "är obligatoriska"
    names = join_words([f"”{name}”" for name in mandatory])
    must = f" {names} {verb}." if mandatory else " Inget av dem är obligatoriskt."
    what = "uppföljningen" if material.of_city else "lägesrapporten"
    part = f"{counted(len(areas), 'fokusområde', 'fokusområden')}"
    who = "Planen har" if material.of_city else "Förvaltningen har del i"
    return (
        f"{material.plan.name}: {decided} {who} {part}.{must} Det här är {what} för {material.asked.period.long_name}."
    )


def preparation_of(material: Material) -> str:
    """How the errand was prepared with the unions, and that the facts are locked."""
    if material.of_city:
        prepared = union_sentence(material.signed)
    else:
        signed = next(iter(material.signed), None)
        prepared = own_report_sentence(signed, material.asked.period, local(material.asked.known_at).date())
    return f"{prepared} {locked_sentence(material)}"


def front_sections(material: Material, annexes: Sequence[Section]) -> tuple[Section, ...]:
    """The parts of a tjänsteutlåtande, in their order."""
    standings = standings_of(material)
    to = head_of(material).to
    found = proposals(standings, to, material.following, of_city=material.of_city)
    waiting = to_answer(material)
    sections = [
        Section("forslag", "Förslag till beslut", (Points(tuple(found)),)),
        Section("sammanfattning", "Sammanfattning", (Prose(summary_of(material)),)),
    ]
    arendet: list[Block] = [Prose((background_of(material),))]
    if waiting:
        shown = min(FIRST, len(waiting))
        more = f" Här står de {shown} mest allvarliga." if len(waiting) > FIRST else ""
        arendet += [
            Prose(
                (f"{_waiting(material, len(waiting))} kräver svar.{more} Skälen och kommentarerna står i bilaga 2.",)
            ),
            first_table(material, FIRST),
        ]
    sections += [
        Section("arendet", "Ärendet", tuple(arendet)),
        Section("beredning", "Ärendets beredning", (Prose((preparation_of(material),)),)),
        Section("bilagor", "Bilagor", (Points(tuple(section.title for section in annexes), short=True),)),
    ]
    return tuple(sections)


def _waiting(material: Material, number: int) -> str:
    one, many = ("cell", "celler") if material.of_city else ("område", "områden")
    return counted(number, one, many)
