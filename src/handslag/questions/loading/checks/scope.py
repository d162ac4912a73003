"""What several checks choose among and read: areas, administrations, calendar, and who is there on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from handslag.core.text import fold, join_words
from handslag.followup.models import Answer
from handslag.plan.checks import Asked, Options, Param, Params
from handslag.plan.models import Plan
from handslag.vitals.facts import Administration, Revision
from handslag.vitals.facts import Answer as AnswerFact
from handslag.vitals.rules import Known, prepare
from handslag.vitals.rules.ruler import Ruler
from handslag.vitals.surroundings import Surroundings, surroundings

NAMED = 3
"""How many areas or administrations a sentence names before it counts them."""
MANDATORY = "obligatoriska"
"""The choice of whatever areas are mandatory on the day."""


def around(asked: Asked) -> Surroundings:
    """The organisation, calendar, settings and revisions of the plan."""
    return asked.lasting("around", lambda: surroundings(asked.plan))


def frame(asked: Asked) -> Known:
    """The same, as known at the moment."""
    return asked.lasting("frame", lambda: prepare(around(asked).facts, asked.known_at))


def ruler(asked: Asked) -> Ruler:
    """Calendar and settings as they held on the day."""
    return frame(asked).rulers.on(asked.as_of.toordinal())


def answered(asked: Asked, year: int) -> Known:
    """The frame with every answer for a VP year that was known at the moment."""

    def load() -> Known:
        held = _answers(asked.plan, around(asked).stamp, year)
        names = {pk: office.name for pk, office in around(asked).offices.items()}
        answers = tuple(replace(one, administration=names[place]) for place, one in held)
        return prepare(replace(around(asked).facts, answers=answers), asked.known_at)

    return asked.lasting(("answers", year), load)


@lru_cache(maxsize=32)
def _answers(plan: Plan, stamp: str, year: int) -> tuple[tuple[int, AnswerFact], ...]:
    """Every answer for a VP year, whenever it was recorded, by its administration; kept while nothing is added."""
    columns = ("administration_id", "pk", "area_key", "adopted", "reason", "decided_on", "dnr", "recorded_at", "order",
               "replaces_id", "withdrawn")  # fmt: skip
    rows = Answer.objects.filter(plan=plan, year=year).order_by().values_list(*columns)
    return tuple(
        (place, AnswerFact(pk, "", area, year, adopted, reason, day, dnr, (), *rest))
        for place, pk, area, adopted, reason, day, dnr, *rest in rows
    )


def there(known: Known, day: date) -> list[Administration]:
    """The administrations that are there on a day in their own name, districts first."""
    return [one for one in known.in_order() if one.valid_from <= day and (one.valid_to is None or day <= one.valid_to)]


def districts(known: Known, day: date) -> list[Administration]:
    """The district administrations of a day."""
    return [one for one in there(known, day) if one.kind == "district"]


def taking_part(known: Known, revision: Revision, day: date) -> list[Administration]:
    """The districts, and those others that lead a central measure of the revision."""
    leading = {fold(measure.administration) for measure in revision.central}
    return [one for one in there(known, day) if one.kind == "district" or known.lineage(fold(one.name)) & leading]


def slug_of(asked: Asked, name: str) -> str:
    """The part of an address that is an administration's."""
    office = around(asked).named(name)
    return office.slug if office else ""


# What there is to choose among ----------------------------------------------------------------------------------------
def area_options(asked: Asked) -> Options:
    """Every focus area the plan has had, the mandatory ones as a choice of their own first."""
    return [(MANDATORY, "De obligatoriska områdena"), *around(asked).area_names().items()]


def office_options(asked: Asked) -> Options:
    """The administrations of the day."""
    return [(slug, one.name) for one in there(frame(asked), asked.as_of) if (slug := slug_of(asked, one.name))]


def vp_years(asked: Asked) -> Options:
    """The calendar's VP years, newest first."""
    return [(str(year), f"VP {year}") for year in sorted(ruler(asked).vp_due, reverse=True)]


def periods(asked: Asked) -> Options:
    """The calendar's periods, newest first."""
    rows = sorted(ruler(asked).periods, key=lambda one: one.as_of, reverse=True)
    return [(f"{one.year}-{one.code}", f"{one.code} {one.year}") for one in rows]


AREAS = Param(
    "areas", "Fokusområden", "several", area_options, default=[MANDATORY], help="Inget valt betyder alla områden."
)
OFFICES = Param("administrations", "Förvaltningar", "several", office_options, help="Inget valt betyder alla.")


# What was chosen, in the rules' terms and in words --------------------------------------------------------------------
def has_area(params: Params, key: str, *, mandatory: bool) -> bool:
    """Whether an area is among those chosen."""
    chosen = _chosen(params, "areas")
    return not chosen or key in chosen or (mandatory and MANDATORY in chosen)


def has_office(asked: Asked, params: Params, name: str) -> bool:
    """Whether an administration is among those chosen, itself or by one it carries on from."""
    chosen = _chosen(params, "administrations")
    if not chosen:
        return True
    office = around(asked).named(name)
    held = around(asked).lineage(office.pk) if office else ()
    return any(around(asked).offices[pk].slug in chosen for pk in held)


def _chosen(params: Params, name: str) -> Collection[str]:
    found: Any = params.get(name) or ()
    return tuple(map(str, found))


def area_words(asked: Asked, params: Params) -> str:
    """`de obligatoriska fokusområdena`, `fokusområdet Introduktion`, `5 fokusområden`."""
    chosen = _chosen(params, "areas")
    if not chosen:
        return "alla fokusområden"
    names = around(asked).area_names()
    own = [f"”{names.get(key, key)}”" for key in chosen if key != MANDATORY]
    parts = ["de obligatoriska fokusområdena"] if MANDATORY in chosen else []
    if len(own) > NAMED:
        parts.append(f"{len(own)} fokusområden")
    elif own:
        parts.append(f"{'fokusområdet' if len(own) == 1 else 'fokusområdena'} {join_words(own)}")
    return join_words(parts)


def office_words(asked: Asked, params: Params, every: str) -> str:
    """`alla stadsdelsförvaltningar`, `Ängsby och Strandvik`, `7 utvalda förvaltningar`."""
    chosen = _chosen(params, "administrations")
    if not chosen:
        return every
    names = [office.name for slug in chosen if (office := around(asked).office(slug))]
    return join_words(names) if len(names) <= NAMED else f"{len(names)} utvalda förvaltningar"


def where_words(asked: Asked, params: Params) -> str:
    """`de obligatoriska fokusområdena`, `fokusområdet ”Introduktion” i Ängsby`."""
    offices = f" i {office_words(asked, params, '')}" if _chosen(params, "administrations") else ""
    return f"{area_words(asked, params)}{offices}"


def number_of(params: Params, name: str, default: int) -> int:
    """A number that was chosen."""
    try:
        return int(params.get(name) or default)
    except (TypeError, ValueError):
        return default


def day_in(params: Params, name: str) -> date | None:
    """A day that was chosen."""
    try:
        return date.fromisoformat(str(params.get(name) or ""))
    except ValueError:
        return None


def enough(count: int, of: int, percent: int) -> bool:
    """Whether so many of all are at least the share asked for."""
    return 100 * count >= percent * of


def share_words(percent: int) -> str:
    """`Alla`, or `Minst 80 procent av`."""
    return "" if percent >= 100 else f"Minst {percent} procent av "


def upper_first(text: str) -> str:
    """Words as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def listed(rows: Iterable[str]) -> str:
    """Some names in a row's detail, the rest counted."""
    names = list(rows)
    more = len(names) - NAMED
    return join_words(names) if more <= 1 else f"{', '.join(names[:NAMED])} och {more} till"
