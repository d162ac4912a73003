"""A plan as YAML: one file with all its revisions."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from handslag.core.text import fold, join_words, slug
from handslag.core.yaml_sections import Section, read_sections, twice
from handslag.plan.facts import (
    COOPERATION_KINDS,
    COOPERATION_OUTCOMES,
    LEVELS,
    OUTCOMES,
    STATEMENT_KINDS,
    AreaText,
    Cooperation,
    Decision,
    MeasureText,
    PlanFile,
    RevisionText,
    StatementText,
)

_KEY = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


def read_plan_yaml(content: bytes, name: str, *, label: str = "", city: str = "") -> PlanFile:
    """What a plan's file says. Raises `YamlError`, or `FaultyFile` with every error and its line.

    With `label` only the revision of that label is read; `city` is used where the file names none.
    """
    root = read_sections(content, name)
    sections = root.sections("revisions", named="label")
    if root.has("revisions") and not sections:
        root.fault("revisions", "innehåller ingen version.")
    elif not root.has("revisions"):
        root.fault("revisions", "saknas.")
    revisions = [_revision(section) for section in sections]
    twice(((s, one.label) for s, one in zip(sections, revisions, strict=True)), "label", "Versionen")
    made = PlanFile(
        name=root.name("plan", required=True, longest=200),
        city=root.name("city", longest=120) or city,
        ends=root.day("ends"),
        revisions=tuple(revisions),
    )
    if made.name and not slug(made.name):
        root.fault("plan", f"”{made.name}” innehåller inga bokstäver.", value=made.name)
    root.close()
    if label:
        made = replace(made, revisions=_only(root, made, label))
    root.check(name)
    return replace(made, warnings=root.warnings)


def _only(root: Section, made: PlanFile, label: str) -> tuple[RevisionText, ...]:
    found = tuple(one for one in made.revisions if fold(one.label) == fold(label))
    if not found:
        known = join_words([one.label for one in made.revisions])
        root.fault("revisions", f"versionen ”{label}” finns inte i filen.", f"De som finns: {known}.", value=label)
    return found


def _revision(section: Section) -> RevisionText:
    areas = section.sections("focus_areas")
    lines = [_area(area) for area in areas]
    twice(((s, one.name) for s, one in zip(areas, lines, strict=True)), "name", "Fokusområdet")
    twice(((s, one.key) for s, one in zip(areas, lines, strict=True)), "key", "Nyckeln")
    decision = _decision(section)
    line = RevisionText(
        label=section.name("label", required=True, longest=60),
        areas=tuple(lines),
        preamble=section.prose("text"),
        decision=decision,
        in_force=_in_force(section, decision),
        first_vp_year=section.whole("first_vp_year", 2000, 2199),
        cooperation=_cooperation(section),
        sent_to=section.names("sent_to"),
        statements=_statements(section),
        line=section.line,
    )
    if not lines:
        section.fault("focus_areas", "saknas: en version behöver minst ett fokusområde.")
    section.close()
    return line


def _in_force(section: Section, decision: Decision | None) -> date | None:
    given = section.day("in_force")
    if decision is None or decision.on is None or decision.outcome != "godkänd":
        return given
    if given and given < decision.on:
        section.fault("in_force", f"{given} ligger före beslutsdagen, {decision.on}.", value=str(given), warning=True)
    return given or decision.on


def _decision(revision: Section) -> Decision | None:
    section = revision.section("decided")
    if section is None:
        return None
    made = Decision(
        body=section.name("body", required=True),
        on=section.day("date", required=True),
        paragraph=section.name("paragraph", longest=40),
        dnr=section.name("dnr", longest=60),
        outcome=section.choice("outcome", OUTCOMES, default="godkänd"),
    )
    section.close()
    return made


def _cooperation(revision: Section) -> Cooperation | None:
    section = revision.section("cooperation")
    if section is None:
        return None
    made = Cooperation(
        kind=section.choice("kind", tuple(COOPERATION_KINDS), required=True),
        body=section.name("body"),
        on=section.day("date"),
        outcome=section.choice("outcome", tuple(COOPERATION_OUTCOMES)),
    )
    section.close()
    return made


def _statements(revision: Section) -> tuple[StatementText, ...]:
    found = []
    for section in revision.sections("statements", named="party"):
        kind = section.choice("kind", STATEMENT_KINDS, required=True)
        found.append(
            StatementText(kind, section.names("who"), section.name("party", longest=80), section.prose("text"))
        )
        section.close()
    return tuple(found)


def _key(section: Section, longest: int) -> str:
    key = section.name("key", longest=longest)
    if key and not _KEY.fullmatch(key):
        advice = f"Skriv till exempel ”{slug(key)}”." if slug(key) else ""
        section.fault("key", f"”{key}” ska bestå av små bokstäver a–z, siffror och bindestreck.", advice, value=key)
    return key


def _area(section: Section) -> AreaText:
    sections = section.sections("measures")
    measures = [_measure(one) for one in sections]
    twice(((s, one.name) for s, one in zip(sections, measures, strict=True)), "name", "Åtgärden")
    twice(((s, one.key) for s, one in zip(sections, measures, strict=True)), "key", "Nyckeln")
    area = AreaText(
        key=_key(section, 80),
        name=section.name("name", required=True),
        text=section.prose("text"),
        measures=tuple(measures),
        line=section.line,
    )
    area = _mandate(section, area)
    section.close()
    return area


def _mandate(section: Section, area: AreaText) -> AreaText:
    """`mandatory: true`, or by whose decision."""
    if not section.has("mandatory"):
        return area
    if section.is_flag("mandatory"):
        return replace(area, mandatory=section.flag("mandatory"))
    by = section.section("mandatory")
    if by is None:
        return area
    made = replace(
        area,
        mandatory=True,
        mandatory_by=by.name("by", required=True),
        mandatory_on=by.day("date"),
        mandatory_dnr=by.name("dnr", longest=60),
    )
    by.close()
    return made


def _measure(section: Section) -> MeasureText:
    level = section.choice("level", tuple(LEVELS), default="local")
    administration = section.name("administration", longest=120)
    if level == "central" and not administration:
        section.fault("administration", "saknas: en central åtgärd leds av en förvaltning.")
    if level == "local" and administration:
        message = f"används inte, för en lokal åtgärd gäller alla. Skriv level: central om {administration} leder den."
        section.fault("administration", message, value=administration, warning=True)
    made = MeasureText(
        key=_key(section, 120),
        name=section.name("name", required=True, longest=200),
        central=level == "central",
        administration=administration if level == "central" else "",
        due=section.day("due"),
        text=section.prose("text"),
        line=section.line,
    )
    section.close()
    return made
