"""Adoption coverage: whether every district has adopted the focus areas in the VP of a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from handslag.core.text import fold, swedish_date
from handslag.plan.checks import Asked, Check, Outcome, Param, Params, Row
from handslag.questions.loading.checks.scope import (
    AREAS,
    OFFICES,
    answered,
    area_words,
    districts,
    has_area,
    has_office,
    listed,
    number_of,
    office_words,
    ruler,
    slug_of,
    upper_first,
    vp_years,
)
from handslag.vitals.facts import Administration, Area, Revision
from handslag.vitals.rules import Known
from handslag.vitals.rules.adoption import Question, adoption
from handslag.vitals.rules.ruler import Ruler

DEFINITION = (
    "En förvaltning räknas när den har antagit vart och ett av områdena i verksamhetsplanen, själv eller genom en "
    "central åtgärd som den leder. Ett bortval räknas inte som antaget, inte heller ett bortval med skäl."
)


@dataclass(frozen=True, slots=True)
class _Year:
    """A VP year as it is read on a day: whose answers, to which areas, by which calendar."""

    known: Known
    year: int
    due: date
    day: date
    """The day on which organisation and plan are read: from the VP's due day to the end of its year."""
    ruler: Ruler


def _claim(asked: Asked, params: Params) -> str:
    who = office_words(asked, params, "alla stadsdelsförvaltningar")
    return f"{upper_first(who)} har antagit {area_words(asked, params)} i VP {number_of(params, 'year', 0)}."


def _evaluate(asked: Asked, params: Params) -> Outcome:
    year = number_of(params, "year", 0)
    due = ruler(asked).vp_due.get(year)
    if due is None:
        return Outcome(None, f"VP {year} finns inte i kalendern.", definition=DEFINITION)
    first = date.fromordinal(due)
    ahead = asked.as_of < first
    period = f"VP {year}, som {'ska' if ahead else 'skulle'} vara beslutad senast den {swedish_date(first)}"
    read = _Year(answered(asked, year), year, first, min(asked.as_of, date(year, 12, 31)), ruler(asked))
    areas = _areas(read, params)
    holders = [one for one in districts(read.known, read.day) if has_office(asked, params, one.name)]
    if not areas or not holders:
        lack = "Planen frågar inte efter något av områdena" if holders else "Ingen av förvaltningarna finns"
        return Outcome(None, f"{lack} i VP {year}.", definition=DEFINITION, period=period)
    does: list[Row] = []
    does_not: list[Row] = []
    for holder in holders:
        lacking = _lacking(read, holder, areas, asked.as_of)
        href = reverse("followup:adoption-year", args=[slug_of(asked, holder.name), year])
        told = f"Saknas: {listed(lacking)}" if lacking else ""
        (does_not if lacking else does).append(Row(holder.name, told, href))
    if ahead and not does:
        wait = f"Det går inte att säga än: VP {year} ska vara beslutad senast den {swedish_date(first)}."
        return Outcome(None, wait, definition=DEFINITION, period=period)
    sentence = _sentence(asked, params, len(does), len(holders), [area for area, _ in areas], year)
    wait = f" Det går inte att säga än: de andra har till den {swedish_date(first)} på sig." if ahead else ""
    return Outcome(
        holds=None if ahead and does_not else not does_not,
        sentence=f"{sentence}{wait if does_not else ''}",
        count=len(does), of=len(holders), definition=DEFINITION, period=period,
        does=tuple(does), does_not=tuple(does_not),
    )  # fmt: skip


def _areas(read: _Year, params: Params) -> list[tuple[Area, bool]]:
    """The areas chosen that count for the year, and whether each is mandatory then."""
    revision = read.known.revision_on(max(read.due, read.day).toordinal())
    found = []
    for area in revision.areas if revision else ():
        counts, mandatory = _counts(read, revision, area)
        if counts and has_area(params, area.key, mandatory=mandatory):
            found.append((area, mandatory))
    return found


def _counts(read: _Year, revision: Revision | None, area: Area) -> tuple[bool, bool]:
    """Whether the area counts for the year, and whether it is mandatory in it."""
    assert revision is not None
    years = read.known.area_years(revision, area.key, read.ruler)
    counts = years.counts is not None and years.counts <= read.year
    return counts, area.mandatory and years.mandatory is not None and years.mandatory <= read.year


def _lacking(read: _Year, holder: Administration, areas: list[tuple[Area, bool]], day: date) -> list[str]:
    """The areas that the administration has not adopted, each with what it answered instead."""
    name, at = fold(holder.name), day.toordinal()
    members = read.known.members(name, read.day.toordinal())
    reading = read.known.reading(members)
    revision = read.known.revision_on(read.day.toordinal())
    found = []
    for area, mandatory in areas:
        central = tuple(
            one for one in revision.central if one.area == area.key and fold(one.administration) in members
        ) if revision else ()  # fmt: skip
        said = adoption(read.known, reading, members, name, Question(
            area.key, read.year, mandatory, central, at, read.ruler
        ))  # fmt: skip
        if said.status != "adopted":
            found.append(f"{area.name} ({'bortvalt' if said.status == 'opted_out' else 'obesvarat'})")
    return found


def _sentence(asked: Asked, params: Params, count: int, of: int, areas: list[Area], year: int) -> str:
    which = f"”{areas[0].name}”" if len(areas) == 1 else f"alla {len(areas)} områdena"
    what = "utvalda förvaltningar" if params.get("administrations") else "stadsdelsförvaltningar"
    day = swedish_date(asked.as_of)
    return f"Den {day} hade {count} av {of} {what} antagit {which} i VP {year}."


ADOPTION = Check(
    "adoption",
    "Områden antagna i verksamhetsplanen",
    "Att varje stadsdelsförvaltning, eller några utvalda, har antagit fokusområden i ett års verksamhetsplan.",
    (Param("year", "Verksamhetsplan", "one", vp_years, required=True), AREAS, OFFICES),
    _claim,
    _evaluate,
)
