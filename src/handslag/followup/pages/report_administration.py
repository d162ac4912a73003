"""An administration's period report: its parts, its steps, and the signed report as everyone reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from handslag.core.clock import local
from handslag.core.text import short_date, swedish_date, swedish_moment
from handslag.core.verdict import Verdict
from handslag.followup.exporters.reports import Activity
from handslag.followup.loading.reports import Duty, Filed
from handslag.followup.models import PartLine, ReportStep
from handslag.followup.pages.report_lines import ToldLine, frozen_lines, told_lines
from handslag.followup.pages.report_part import part_href, part_name, part_state
from handslag.followup.permissions.reporting import (
    can_answer,
    can_approve,
    can_prepare,
    can_send_back,
    can_send_part_back,
    can_sign,
    can_write_summary,
    in_words,
    missing_sentence,
)
from handslag.followup.rules.reporting import STEP_WORDS, PartState, ReportState
from handslag.people.models import Unit, User
from handslag.people.permissions import belongs

NEXT = {
    ReportState.MISSING: "Enheterna lämnar sina delar. Sedan förbereder kansliet rapporten.",
    ReportState.OPEN: "Kansliet förbereder rapporten när delarna har kommit in.",
    ReportState.PREPARED: "En annan person än den som förberedde godkänner rapporten.",
    ReportState.APPROVED: "Förvaltningschefen undertecknar rapporten.",
    ReportState.SIGNED: "",
}


@dataclass(frozen=True)
class PartShown:
    """A part with its state, and its answers once they are handed in."""

    name: str
    state: str
    handed_in: bool
    href: str
    act: str
    send_back: str
    count: int
    lines: tuple[ToldLine, ...]
    message: str
    remind: tuple[tuple[str, str], ...] = ()
    """Whom one can remind, and the letter that is begun with a press."""


@dataclass(frozen=True)
class Step:
    """A step the report has taken."""

    word: str
    by: str
    at: str
    reason: str


@dataclass(frozen=True)
class AdministrationPage:
    """The report of an administration."""

    heading: str
    lead: str
    what_next: str
    signed: bool
    summary: str
    union_body: str
    parts: tuple[PartShown, ...]
    steps: tuple[Step, ...]
    missing: str
    left_out: str
    may_write: Verdict
    may_prepare: Verdict
    may_approve: Verdict
    may_sign: Verdict
    may_send_back: Verdict
    state: str
    imported: bool

    @property
    def works(self) -> bool:
        """Whether the reader has anything to do with the report but to read it."""
        return bool(self.may_write or self.may_prepare or self.may_approve or self.may_sign or self.may_send_back)

    @property
    def told(self) -> list[PartShown]:
        """The parts whose answers are shown."""
        return [part for part in self.parts if part.lines]


def administration_page(
    filed: Filed,
    duty: Duty,
    lines: Mapping[int | None, Mapping[int, PartLine]],
    steps: list[ReportStep],
    *,
    user: Any,
    now: datetime,
    areas: Mapping[str, str] | None = None,
    managers: Mapping[int, Sequence[User]] | None = None,
) -> AdministrationPage:
    """The parts with their state, what the reader may do, and all that has been handed in.

    `areas` are the names of the focus areas, for a signed report: it is told from its own lines alone.
    """
    report, state = filed.report, filed.state
    day = local(now).date()
    units = list(dict.fromkeys([*duty.parts, *(part.unit for part in filed.parts.values())]))
    missing = [part_name(filed, one) for one in duty.parts if filed.part_state(one) is not PartState.HANDED_IN]
    prepared = next((step for step in reversed(steps) if step.move == "prepare"), None)
    body = report.union_body_on if report else (filed.signed.union_body_on if filed.signed else None)
    shown = (
        part
        for unit in units
        if state is not ReportState.SIGNED or filed.part_state(unit) is PartState.HANDED_IN
        for part in [_part(filed, unit, duty, lines.get(unit.pk if unit else None, {}), user, areas)]
    )
    if managers and can_write_summary(user, filed):
        shown = (_with_reminder(filed, part, managers) for part in shown)
    return AdministrationPage(
        heading=f"Lägesrapport {filed.period.name}, {filed.administration}",
        lead=_lead(filed, missing, len(duty.parts), day),
        what_next=NEXT[state],
        signed=state is ReportState.SIGNED,
        summary=report.summary if report else "",
        union_body=swedish_date(body) if body else "",
        parts=tuple(shown),
        steps=tuple(Step(STEP_WORDS[s.move], str(s.by or ""), swedish_moment(s.at), s.reason) for s in steps)
        if belongs(user, filed.administration)
        else (),
        missing=missing_sentence(missing) if state in {ReportState.MISSING, ReportState.OPEN} else "",
        left_out=prepared.reason if prepared and state not in {ReportState.MISSING, ReportState.OPEN} else "",
        may_write=can_write_summary(user, filed),
        may_prepare=can_prepare(user, filed),
        may_approve=can_approve(user, filed, prepared),
        may_sign=can_sign(user, filed, union_body_on=body or day, day=day),
        may_send_back=can_send_back(user, filed),
        state=state.value,
        imported=state is ReportState.SIGNED and (report is None or report.state != "signed"),
    )


def _part(
    filed: Filed,
    unit: Unit | None,
    duty: Duty,
    lines: Mapping[int, PartLine],
    user: Any,
    areas: Mapping[str, str] | None,
) -> PartShown:
    part = filed.parts.get(unit.pk if unit else None)
    handed = filed.part_state(unit) is PartState.HANDED_IN
    href = part_href(filed, unit)
    told = told_lines(duty.of(unit), lines) if areas is None else frozen_lines(lines, areas)
    open_now = filed.state in {ReportState.MISSING, ReportState.OPEN}
    return PartShown(
        name=part_name(filed, unit),
        state=part_state(filed, unit, part),
        handed_in=handed,
        href=href,
        act="Fyll i" if open_now and not handed and can_answer(user, filed.administration, unit) else "",
        send_back=part_href(filed, unit, "report-send-part-back") if can_send_part_back(user, filed, unit) else "",
        count=len(duty.of(unit)),
        lines=tuple(told) if handed else (),
        message=part.message if part and handed and filed.state is not ReportState.SIGNED else "",
    )


def _with_reminder(filed: Filed, part: PartShown, managers: Mapping[int, Sequence[User]]) -> PartShown:
    """The part with a letter to whoever has not handed it in."""
    if part.handed_in:
        return part
    unit = part.href.rstrip("/").rsplit("/", 1)[1]
    who = managers.get(int(unit), ()) if unit.isdecimal() else ()
    subject = quote(f"Lägesrapport {filed.period.name}")
    asked = (
        f"Hej! {part.name} har inte lämnat sin del av lägesrapporten för {filed.period.name}. Den finns i Handslag "
        "under Rapporter. Utan nyheter tar den mindre än en minut."
    )
    letters = tuple(
        (str(one), f"mailto:{quote(one.email, safe='@')}?subject={subject}&body={quote(asked)}")
        for one in who
        if one.email
    )
    return replace(part, remind=letters)


def _lead(filed: Filed, missing: list[str], expected: int, day: date) -> str:
    """How far the report has come, and by when it is due."""
    state, due = filed.state, filed.period.due
    if state is ReportState.SIGNED and filed.signed:
        return f"Undertecknad {swedish_date(filed.signed.signed_on)}."
    when = "skulle ha varit" if filed.period.late_on(day) else "ska vara"
    signed_by = f"{when} undertecknad senast {swedish_date(due)}."
    by = f"Rapporten {signed_by}"
    if state is ReportState.APPROVED:
        return f"Rapporten är godkänd. Den {signed_by}"
    if state is ReportState.PREPARED:
        return f"Rapporten är förberedd. Den {signed_by}"
    done = expected - len(missing)
    if not expected:
        return f"Det finns ingen åtgärd att rapportera. {by}"
    if not done:
        return f"Ingen del är lämnad än. {by}"
    if not missing:
        return f"Alla delar är lämnade. {by}"
    told = "delar är lämnad" if done == 1 else "delar är lämnade"
    return f"{in_words(done).capitalize()} av {in_words(expected)} {told}. {by}"


def activities(page: AdministrationPage, filed: Filed) -> list[Activity]:
    """Every measure of the report as the management system wants it."""
    return [
        Activity(
            line.area,
            line.title,
            part.name,
            line.state,
            f"Inget nytt sedan {short_date(filed.period.since, year=True)}." if line.nothing_new else "",
            line.words.note,
            line.words.obstacle,
            line.words.next_step,
            "; ".join(filter(None, (line.words.evidence, f"fil {line.file}" if line.file else ""))),
        )
        for part in page.told
        for line in part.lines
    ]
