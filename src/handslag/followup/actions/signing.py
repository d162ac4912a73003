"""The writers of an administration's period report: summary, prepared, approved, signed or sent back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from handslag.audit.actions import record
from handslag.audit.models import Event
from handslag.core.clock import local
from handslag.core.text import personal_numbers, swedish_date
from handslag.core.verdict import Refused
from handslag.followup.actions.importing import facts_of
from handslag.followup.actions.reporting import reason_of
from handslag.followup.loading.reports import Duty, Filed, lines_of_report
from handslag.followup.models import Part, PartLine, PeriodReport, ProgressEntry, ReportStep, SignedReport
from handslag.followup.permissions.reporting import (
    can_approve,
    can_prepare,
    can_send_back,
    can_sign,
    can_write_summary,
    missing_sentence,
)
from handslag.followup.rules.reporting import (
    REPORT_MOVES,
    PartState,
    ReportMove,
    ReportState,
)
from handslag.followup.rules.reporting_lines import LONGEST, PERSONAL_NUMBER, TOO_LONG, Words, new_in, plain
from handslag.people.models import User

CROSSED = "{who} har ändrat sammanfattningen sedan du öppnade sidan. Läs den och spara igen, om du vill ändra den."


def _opened(filed: Filed, at: datetime) -> PeriodReport:
    """The report, made when nobody has begun it; locked until the transaction ends."""
    period = filed.period
    report, _ = PeriodReport.objects.select_for_update().get_or_create(
        plan=filed.plan,
        administration=filed.administration,
        year=period.year,
        code=period.code,
        defaults={"started_at": at},
    )
    expected = filed.state.value if filed.report else ReportState.OPEN.value
    if report.state != expected:
        raise Refused("Någon annan har ändrat rapporten sedan du öppnade sidan. Läs in den igen.")
    report.plan, report.administration = filed.plan, filed.administration
    return report


def _set_down(report: PeriodReport, summary: str, union_body_on: date | None, version: int, at: datetime) -> None:
    text = plain(summary)
    if personal_numbers(text):
        raise Refused(PERSONAL_NUMBER)
    if len(text) > LONGEST:
        raise Refused(TOO_LONG)
    if text != report.summary and version != report.version:
        raise Refused(CROSSED.format(who="Någon annan"))
    if union_body_on is not None and union_body_on < date(report.year, 1, 1):
        raise Refused(f"Dagen i förvaltningsgruppen ligger före {report.year}.")
    if text != report.summary or union_body_on != report.union_body_on:
        report.summary, report.union_body_on = text, union_body_on
        report.version += 1


@transaction.atomic
def write_summary(
    *, filed: Filed, summary: str, union_body_on: date | None, version: int, by: User, at: datetime
) -> PeriodReport:
    """Write the administration's own words on the period, and the day its union body took it up."""
    can_write_summary(by, filed).require()
    report = _opened(filed, at)
    _set_down(report, summary, union_body_on, version, at)
    report.save(update_fields=["summary", "union_body_on", "version"])
    record("report.summarised", by=by, at=at, subject=f"report:{report.pk}", data={"version": report.version})
    return report


def _moved(report: PeriodReport, move: ReportMove, *, by: User, at: datetime, reason: str = "") -> PeriodReport:
    """Take the report a step, as the table of moves has it."""
    report.state = REPORT_MOVES[ReportState(report.state), move].value
    report.save()
    ReportStep.objects.create(report=report, move=move.value, by=by, at=at, reason=reason)
    return report


def _recorded(report: PeriodReport, move: ReportMove, *, by: User, at: datetime, known: datetime | None) -> Event:
    return record(
        f"report.{move.value}",
        by=by,
        at=at,
        recorded_at=known,
        subject=f"report:{report.pk}",
        city_id=report.plan.city_id,
        data={"plan": report.plan.pk, "period": f"{report.year}-{report.code}"},
    )


def missing_parts(filed: Filed, duty: Duty) -> list[str]:
    """The parts that have something to answer and are not handed in."""
    return [
        unit.name if unit else "förvaltningens egen del"
        for unit in duty.parts
        if filed.part_state(unit) is not PartState.HANDED_IN
    ]


@transaction.atomic
def prepare_report(
    *,
    filed: Filed,
    duty: Duty,
    summary: str,
    union_body_on: date | None,
    version: int,
    reason: str,
    by: User,
    at: datetime,
) -> PeriodReport:
    """Put the report together for approval; without a unit that has not handed in only with a reason."""
    can_prepare(by, filed).require()
    why = ""
    if missing := missing_sentence(missing_parts(filed, duty)):
        why = reason_of(reason, f"{missing} Skriv varför rapporten lämnas ändå.")
    report = _opened(filed, at)
    _set_down(report, summary, union_body_on, version, at)
    _moved(report, ReportMove.PREPARE, by=by, at=at, reason=why)
    _recorded(report, ReportMove.PREPARE, by=by, at=at, known=None)
    return report


def _prepared(report: PeriodReport | None) -> ReportStep | None:
    steps = ReportStep.objects.filter(report=report, move="prepare") if report else ReportStep.objects.none()
    return steps.order_by("-at", "-pk").first()


@transaction.atomic
def approve_report(*, filed: Filed, by: User, at: datetime) -> PeriodReport:
    """Approve what another has prepared."""
    can_approve(by, filed, _prepared(filed.report)).require()
    report = _moved(_opened(filed, at), ReportMove.APPROVE, by=by, at=at)
    _recorded(report, ReportMove.APPROVE, by=by, at=at, known=None)
    return report


@transaction.atomic
def send_report_back(*, filed: Filed, reason: str, by: User, at: datetime) -> PeriodReport:
    """Send the report back to the office, with a reason; the parts can be sent back to the units then."""
    can_send_back(by, filed).require()
    why = reason_of(reason, "Skriv varför rapporten skickas tillbaka.")
    report = _moved(_opened(filed, at), ReportMove.SEND_BACK, by=by, at=at, reason=why)
    _recorded(report, ReportMove.SEND_BACK, by=by, at=at, known=None)
    return report


@transaction.atomic
def sign_report(*, filed: Filed, duty: Duty, union_body_on: date | None = None, by: User, at: datetime) -> SignedReport:
    """Sign the report: its news become facts, counted from the day each part was handed in, and nothing changes again.

    `union_body_on` is written here when the office has not done it.
    """
    day = local(at).date()
    body_on = (filed.report.union_body_on if filed.report else None) or union_body_on
    can_sign(by, filed, union_body_on=body_on, day=day).require()
    assert body_on is not None
    if body_on < date(filed.period.year, 1, 1):
        raise Refused(f"Dagen i förvaltningsgruppen, {swedish_date(body_on)}, ligger före {filed.period.year}.")
    report = _opened(filed, at)
    event = _recorded(report, ReportMove.SIGN, by=by, at=at, known=at)
    signed = SignedReport.objects.create(
        plan=filed.plan,
        administration=filed.administration,
        year=report.year,
        code=report.code,
        signed_on=day,
        union_body_on=body_on,
        **facts_of(event),
    )
    _write_news(filed, duty, lines_of_report(report), event)
    report.union_body_on, report.signed = body_on, signed
    _moved(report, ReportMove.SIGN, by=by, at=at)
    return signed


def _write_news(filed: Filed, duty: Duty, lines: Mapping[int | None, Mapping[int, PartLine]], event: Event) -> None:
    """The lines with news as entries; what is recorded already, and what is nothing new, makes none."""
    measures = {name: one for items in duty.parts.values() for one in items for name in (one.pk, *one.current.names)}
    made: list[ProgressEntry] = []
    for part in filed.parts.values():
        if part.state != PartState.HANDED_IN:
            continue
        for line in lines.get(part.unit_id, {}).values():
            known = measures.get(line.measure_id)
            recorded, state = (known.recorded, known.current.state) if known else ((), "")
            words = Words(line.state, line.note, line.obstacle, line.next_step, line.evidence)
            news = new_in(words, recorded, state) if line.answer == "news" else None
            if news is None and line.answer == "news" and line.attachment_id is not None:
                news = Words(words.state)
            if news is not None:
                made.append(_entry(part, line, news, len(made), event))
    ProgressEntry.objects.bulk_create(made, batch_size=2000)


def _entry(part: Part, line: PartLine, news: Words, order: int, event: Event) -> ProgressEntry:
    assert part.handed_in_at is not None
    return ProgressEntry(
        measure_id=line.measure_id,
        effective_on=local(part.handed_in_at).date(),
        state=news.state,
        note=news.note,
        obstacle=news.obstacle,
        next_step=news.next_step,
        evidence=news.evidence,
        reporter=str(part.handed_in_by or ""),
        author=part.handed_in_by,
        source="report",
        attachment_id=line.attachment_id,
        order=order,
        **facts_of(event),
    )
