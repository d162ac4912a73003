"""One page for the commissioner: the answer, the matrix, and what must be answered for."""

from __future__ import annotations

from handslag.core.clock import local
from handslag.core.text import counted
from handslag.oversight.facts import Asked
from handslag.oversight.loading import Frame, Material
from handslag.oversight.pages.answers import first_table, to_answer
from handslag.oversight.pages.changes import change_words
from handslag.oversight.pages.effort import effort_sentence
from handslag.oversight.pages.fields import standings_of
from handslag.oversight.pages.matrix import matrix_of, silence_figure, source
from handslag.oversight.pages.report import material_of, paper_of
from handslag.oversight.pages.signals import signal_words
from handslag.oversight.pages.sources import ahead_sentence
from handslag.oversight.paper import Block, Paper, Prose, Section
from handslag.oversight.rules import (
    own_report_sentence,
    reported_sentence,
    reports_sentence,
    state_sentences,
    weakest_sentence,
)
from handslag.plan.models import Plan

ROWS = 8
"""How many rows of what must be answered for there may be, as far as the page has room."""


def brief_of(plan: Plan, asked: Asked, frame: Frame | None = None) -> Paper:
    """One A4 page. Raises `Refused` when there was nothing to report on."""
    material = material_of(plan, asked, frame)
    sections = (
        Section("kort-svar", "Kort", (Prose(_answer(material)),)),
        _state(material),
        *_waiting(material),
        Section("kort-kalla", "Källa", (Prose((_source(material),), soft=True),)),
    )
    return paper_of(material, sections, brief=True)


def _answer(material: Material) -> tuple[str, ...]:
    standings, asked = standings_of(material), material.asked
    known = local(asked.known_at).date()
    reports = (
        reports_sentence(material.signed, asked.period, known)
        if material.of_city
        else own_report_sentence(next(iter(material.signed), None), asked.period, known)
    )
    weakest = weakest_sentence(standings) if material.of_city else ""
    state = state_sentences(standings, asked.as_of, asked.administration)
    first = [ahead_sentence(material), state, weakest, change_words(material)]
    second = [reported_sentence(standings), signal_words(material), reports, effort_sentence(material)]
    return tuple(" ".join(filter(None, sentences)) for sentences in (first, second))


def _state(material: Material) -> Section:
    if material.of_city:
        return Section("kort-laget", "Läget i staden", (matrix_of(material),))
    figure = silence_figure(material)
    blocks: tuple[Block, ...] = (figure,) if figure else ()
    return Section("kort-laget", "Dagar utan något nytt", blocks or (Prose(("Inget arbete har börjat än.",)),))


def _waiting(material: Material) -> tuple[Section, ...]:
    waiting = to_answer(material)
    if not waiting:
        return ()
    title = f"Kräver svar: {counted(len(waiting), 'område', 'områden')}"
    return (Section("kort-svara", title, (first_table(material, ROWS),)),)


def _source(material: Material) -> str:
    period = material.asked.period
    return f"{source(material)} Hela underlaget med skäl, kommentarer och signaler står i rapporten för {period.name}."
