"""The report of a closed period as the public gets it: the committee's report without what exposes someone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handslag.oversight.facts import Asked, Period
from handslag.oversight.loading import Frame, LateFile, Material, framed
from handslag.oversight.pages.answers import answers_section, opted_out_section
from handslag.oversight.pages.changes import changes_section
from handslag.oversight.pages.decisions import decisions_section
from handslag.oversight.pages.effort import effort_section
from handslag.oversight.pages.front import front_sections
from handslag.oversight.pages.matrix import state_section
from handslag.oversight.pages.report import material_of, paper_of
from handslag.oversight.pages.signals import signal_words
from handslag.oversight.pages.sources import sources_section
from handslag.oversight.paper import Paper, Prose, Section
from handslag.plan.models import Plan
from handslag.public.content import Censor
from handslag.public.rules import ClosedPeriod, without_names
from handslag.vitals.judgement import Judgement
from handslag.vitals.surroundings import surroundings

COUNTED_ONLY = (
    "Signaler räknas bara. Vad de säger och vem som har lämnat dem står inte i den offentliga rapporten. "
    "Den som vill läsa en signal begär ut den som allmän handling, och då prövas sekretessen."
)


def public_paper(plan: Plan, period: ClosedPeriod, known_at: datetime, censor: Censor) -> Paper:
    """The paper of the period. Raises `Refused` when the plan did not hold then."""
    frame: Frame = framed(surroundings(plan), known_at)
    asked = Asked(Period(period.year, period.code, period.as_of, period.due), period.as_of, known_at)
    material = _censored(material_of(plan, asked, frame), censor)
    annexes = (
        state_section(material),
        answers_section(material),
        opted_out_section(material),
        effort_section(material),
        changes_section(material),
        Section("signaler", "Signaler", (Prose((f"{signal_words(material)} {COUNTED_ONLY}",)),), annex=True),
        decisions_section(material),
        sources_section(material),
    )
    return paper_of(material, (*front_sections(material, annexes), *annexes))


def _censored(material: Material, censor: Censor) -> Material:
    for one in material.opt_outs.values():
        one.reason = without_names(one.reason, censor.names)  # the row is read, never saved
    return replace(
        material,
        now=_judgement(material.now, censor),
        then=material.then and _judgement(material.then, censor),
        signals=tuple(replace(one, sender="", text="", answer="", unit="") for one in material.signals),
        late_files=tuple(_nameless(one) for one in material.late_files),
    )


def _judgement(made: Judgement, censor: Censor) -> Judgement:
    return replace(
        made,
        cells=tuple(censor.cell(cell) for cell in made.cells),
        central=tuple(censor.cell(cell) for cell in made.central),
    )


def _nameless(one: LateFile) -> LateFile:
    """A file's own name may name someone: its kind stands instead."""
    return replace(one, name="")
