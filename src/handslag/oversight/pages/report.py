"""The report of a period: for the city or one administration, as a paper that is the same each time it is made."""

from __future__ import annotations

from collections.abc import Callable

from handslag.core.clock import local
from handslag.core.text import slug, swedish_date
from handslag.core.verdict import Refused
from handslag.oversight.facts import Asked
from handslag.oversight.loading import Frame, Material, known_frame, load_material
from handslag.oversight.pages.answers import answers_section, opted_out_section
from handslag.oversight.pages.changes import changes_section
from handslag.oversight.pages.decisions import decisions_section
from handslag.oversight.pages.effort import effort_section
from handslag.oversight.pages.escalations import escalations_section
from handslag.oversight.pages.front import front_sections, head_of, title_of
from handslag.oversight.pages.matrix import state_section
from handslag.oversight.pages.questions import questions_section
from handslag.oversight.pages.signals import signals_section
from handslag.oversight.pages.sources import sources_section
from handslag.oversight.paper import Paper, Section
from handslag.plan.models import Plan
from handslag.vitals.rules import SIGN_WORDS

ANNEXES: tuple[Callable[[Material], Section | None], ...] = (
    state_section,
    answers_section,
    opted_out_section,
    effort_section,
    changes_section,
    signals_section,
    escalations_section,
    questions_section,
    decisions_section,
    sources_section,
)


def report_of(plan: Plan, asked: Asked, frame: Frame | None = None) -> Paper:
    """The whole report. Raises `Refused` when there was nothing to report on."""
    material = material_of(plan, asked, frame)
    annexes = tuple(section for build in ANNEXES if (section := build(material)) is not None)
    return paper_of(material, (*front_sections(material, annexes), *annexes))


def material_of(plan: Plan, asked: Asked, frame: Frame | None = None) -> Material:
    """What the paper is made of; never empty."""
    material = load_material(plan, asked, frame or known_frame(plan, asked.known_at))
    if material.cells:
        return material
    day = swedish_date(asked.as_of)
    if asked.administration:
        raise Refused(
            f"{asked.administration} hade ingen del i {plan.name} den {day}, så det finns inget att rapportera."
        )
    raise Refused(f"{plan.name} gällde inte den {day}, så det finns inget att rapportera.")


def paper_of(material: Material, sections: tuple[Section, ...], *, brief: bool = False) -> Paper:
    """Letterhead and title round the sections."""
    asked = material.asked
    who = asked.administration or material.plan.city.name
    kind = "kort" if brief else "rapport"
    return Paper(
        example=material.plan.city.is_example,
        head=head_of(material),
        title=title_of(material),
        subtitle=material.plan.name,
        sections=sections,
        as_of=asked.as_of.isoformat(),
        known_at=local(asked.known_at).isoformat(),
        file_name=f"{kind}-{slug(who)}-{asked.period.key}",
        brief=brief,
        words=tuple((sign, words.word) for sign, words in SIGN_WORDS.items()),
    )
