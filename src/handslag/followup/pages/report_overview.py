"""What I have to report, and by when; and for the plan office who has come how far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse

from handslag.core.text import counted
from handslag.followup.loading.reports import OpenPart, OpenReport
from handslag.followup.permissions.reporting import can_answer
from handslag.followup.rules.reporting import PART_LABELS, PartState, ReportPeriod, ReportState
from handslag.people.permissions import belongs, holds


@dataclass(frozen=True)
class ToDo:
    """Something the reader has to do with a report."""

    what: str
    why: str
    due: date
    late: bool
    href: str
    act: str
    older: bool = False
    """Whether it belongs to a period before the current one."""


@dataclass(frozen=True)
class Seen:
    """An administration's report as those outside it see it."""

    administration: str
    period: str
    state: str
    due: date
    late: bool
    href: str


@dataclass(frozen=True)
class Overview:
    """The page."""

    answer: str
    todo: tuple[ToDo, ...]
    older: tuple[ToDo, ...]
    own: tuple[Seen, ...]
    city: tuple[Seen, ...]


def overview(reports: Sequence[OpenReport], user: Any, day: date) -> Overview:
    """What the user has to do, the current period first; then how far the administrations have come."""
    current = {report.administration.pk: report.period for report in reports}
    todo = [
        replace(one, older=report.period != current[report.administration.pk])
        for report in reports
        for one in _todo(report, user, day)
    ]
    todo.sort(key=lambda one: one.due, reverse=True)
    own = [_seen(report, day, inside=True) for report in reports if belongs(user, report.administration)]
    office = [report for report in reports if holds(user, "plan_office", administration=report.administration)]
    newest: dict[int, OpenReport] = {}
    for report in office:
        newest[report.administration.pk] = report
    if not todo:
        answer = "Du har inget att rapportera just nu."
    else:
        late = sum(one.late for one in todo)
        answer = f"Du har {counted(len(todo), 'sak', 'saker')} att göra."
        answer += f" {counted(late, 'är försenad', 'är försenade')}." if late else ""
    city = [_seen(report, day, inside=False) for report in newest.values()]
    return Overview(
        answer,
        tuple(one for one in todo if not one.older),
        tuple(one for one in todo if one.older),
        tuple(own),
        tuple(city),
    )


def _todo(report: OpenReport, user: Any, day: date) -> list[ToDo]:
    where, period = report.administration, report.period
    found = [
        _part(part, day)
        for part in report.waits_for
        if (part.unit is not None and holds(user, "unit_manager", unit=part.unit))
        or (part.unit is None and can_answer(user, where, None))
    ]
    step = _step(report, user)
    if step:
        href = reverse("followup:report-administration", args=[period.key, where.slug])
        found.append(_made(f"{period.name}, {where}", step[1], period, day, href, step[0]))
    return found


def _step(report: OpenReport, user: Any) -> tuple[str, str] | None:
    """What the user does next with the administration's report: the button's word, and why."""
    where = report.administration
    if report.state in {ReportState.MISSING, ReportState.OPEN}:
        if holds(user, "district_office", administration=where):
            left = len(report.waits_for)
            why = f"{counted(left, 'del', 'delar')} är inte lämnade." if left else "Alla delar är lämnade."
            return "Förbered", why
    elif report.state is ReportState.PREPARED:
        if holds(user, "district_office", "head", administration=where) and report.prepared_by != user.pk:
            return "Godkänn", "Rapporten är förberedd. En annan person ska godkänna den."
    elif report.state is ReportState.APPROVED and holds(user, "head", administration=where):
        return "Underteckna", "Rapporten är godkänd."
    return None


def _part(part: OpenPart, day: date) -> ToDo:
    key = str(part.unit.pk) if part.unit else "egen"
    href = reverse("followup:report-part", args=[part.period.key, part.administration.slug, key])
    name = part.unit.name if part.unit else f"{part.administration}, egen del"
    why = f"Delen är {PART_LABELS[part.state]}."
    return _made(f"{part.period.name}, {name}", why, part.period, day, href, _word(part.state))


def _word(state: PartState) -> str:
    return "Fyll i" if state is PartState.MISSING else "Fortsätt"


def _made(what: str, why: str, period: ReportPeriod, day: date, href: str, act: str) -> ToDo:
    return ToDo(f"Lägesrapport {what}", why, period.due, period.late_on(day), href, act)


def outside_word(state: ReportState, *, office: bool) -> str:
    """What is told of a report outside its administration: the plan office sees that it is begun, others do not."""
    if state is ReportState.SIGNED:
        return "undertecknad"
    return "påbörjad" if office and state is not ReportState.MISSING else "inte lämnad"


def _seen(report: OpenReport, day: date, *, inside: bool) -> Seen:
    where, period = report.administration, report.period
    left = len(report.waits_for)
    told = {
        ReportState.MISSING: f"{counted(left, 'del', 'delar')} kvar",
        ReportState.OPEN: f"{counted(left, 'del', 'delar')} kvar" if left else "alla delar är lämnade",
        ReportState.PREPARED: "förberedd",
        ReportState.APPROVED: "godkänd",
    }
    state = told.get(report.state, "undertecknad") if inside else outside_word(report.state, office=True)
    href = reverse("followup:report-administration", args=[period.key, where.slug]) if inside else ""
    return Seen(where.name, period.name, state, period.due, period.late_on(day), href)
