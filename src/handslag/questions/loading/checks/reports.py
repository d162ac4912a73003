"""Reports in time: whether the period report was signed by its last day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache

from django.urls import reverse

from handslag.core.text import counted, swedish_date
from handslag.followup.models import SignedReport
from handslag.plan.checks import Asked, Check, Outcome, Param, Params, Row
from handslag.plan.models import Plan
from handslag.questions.loading.checks.scope import (
    OFFICES,
    around,
    frame,
    has_office,
    office_words,
    periods,
    ruler,
    slug_of,
    taking_part,
    upper_first,
)
from handslag.vitals.facts import Administration
from handslag.vitals.rules.ruler import Period

DEFINITION = (
    "En lägesrapport är lämnad i tid när den undertecknades senast på periodens sista dag. Första gången den "
    "undertecknades räknas. Stadsdelsförvaltningarna ska lämna, och de andra som leder en central åtgärd."
)


def _period(asked: Asked, params: Params) -> Period | None:
    year, _, code = str(params.get("period") or "").partition("-")
    return next((one for one in ruler(asked).periods if (str(one.year), one.code) == (year, code)), None)


def _claim(asked: Asked, params: Params) -> str:
    who = office_words(asked, params, "alla förvaltningar")
    year, _, code = str(params.get("period") or "").partition("-")
    own = "sin lägesrapport" if not params.get("administrations") or len(params["administrations"]) == 1 else (
        "sina lägesrapporter"
    )  # fmt: skip
    return f"{upper_first(who)} har undertecknat {own} för {code} {year} i tid."


def _evaluate(asked: Asked, params: Params) -> Outcome:
    period = _period(asked, params)
    if period is None:
        return Outcome(None, "Perioden finns inte i kalendern.", definition=DEFINITION)
    due, about = date.fromordinal(period.due), date.fromordinal(period.as_of)
    words = f"{period.code} {period.year}: läget den {swedish_date(about)}, lämnas senast den {swedish_date(due)}"
    holders = [one for one in _holders(asked, about) if has_office(asked, params, one.name)]
    if asked.as_of < about or not holders:
        wait = f"Det går inte att säga än: perioden slutar den {swedish_date(about)}."
        none = "Ingen av förvaltningarna hade del i planen då."
        return Outcome(None, wait if asked.as_of < about else none, definition=DEFINITION, period=words)
    signed = _signed(asked, period)
    does: list[Row] = []
    does_not: list[Row] = []
    for holder in holders:
        days = [day for name in _names(asked, holder) if (day := signed.get(name)) and day <= asked.as_of]
        row = _row(asked, holder, period, min(days, default=None), due)
        (does if days and min(days) <= due else does_not).append(row)
    of = len(holders)
    done = f"{len(does)} av {counted(of, 'förvaltning', 'förvaltningar')} har undertecknat"
    if asked.as_of <= due and does_not:
        wait = f"Det går inte att säga än: {done}, och de andra har till den {swedish_date(due)} på sig."
        return Outcome(None, wait, len(does), of, DEFINITION, words, tuple(does), tuple(does_not))
    sentence = f"{done} sin lägesrapport för {period.code} {period.year} senast den {swedish_date(due)}."
    return Outcome(not does_not, sentence, len(does), of, DEFINITION, words, tuple(does), tuple(does_not))


def _holders(asked: Asked, about: date) -> list[Administration]:
    """Those who had part in the plan on the period's day."""
    revision = frame(asked).revision_on(about.toordinal())
    return taking_part(frame(asked), revision, about) if revision else []


def _names(asked: Asked, holder: Administration) -> list[str]:
    """The administration and those it carries on from: whoever of them signed, it was signed."""
    office = around(asked).named(holder.name)
    return [around(asked).offices[pk].name for pk in around(asked).lineage(office.pk)] if office else [holder.name]


def _signed(asked: Asked, period: Period) -> Mapping[str, date]:
    """Administration → the first day on which it signed, as known at the moment."""
    rows = _signatures(asked.plan, around(asked).stamp, period.year, period.code)
    return {name: day for name, day, recorded in rows if recorded <= asked.known_at}


@lru_cache(maxsize=32)
def _signatures(plan: Plan, stamp: str, year: int, code: str) -> Sequence[tuple[str, date, datetime]]:
    """Every signature of a period, the first one last; kept while nothing is added (`stamp`)."""
    rows = SignedReport.objects.filter(plan=plan, year=year, code=code).order_by("-signed_on")
    return list(rows.values_list("administration__name", "signed_on", "recorded_at"))


def _row(asked: Asked, holder: Administration, period: Period, signed: date | None, due: date) -> Row:
    key = f"{period.year}-{period.code}"
    href = reverse("oversight:administration", args=[key, slug_of(asked, holder.name)])
    if signed is None:
        late = asked.as_of > due
        return Row(holder.name, "Inte undertecknad" if late else "Inte undertecknad än", href)
    after = f", {counted((signed - due).days, 'dag', 'dagar')} för sent" if signed > due else ""
    return Row(holder.name, f"Undertecknad den {swedish_date(signed)}{after}", href)


REPORTS = Check(
    "reports",
    "Lägesrapporter i tid",
    "Att förvaltningarna har undertecknat sin lägesrapport för en period senast på periodens sista dag.",
    (Param("period", "Period", "one", periods, required=True), OFFICES),
    _claim,
    _evaluate,
)
