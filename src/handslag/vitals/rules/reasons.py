"""The reasons of a verdict: every condition that holds, with what it rests on; those that decide the sign first."""

from __future__ import annotations

from collections.abc import Callable

from handslag.vitals.facts import Reason, Sign
from handslag.vitals.rules import wording
from handslag.vitals.rules.judging import has_slipped
from handslag.vitals.rules.measures import CellMeasure, as_day
from handslag.vitals.rules.moments import CellDay
from handslag.vitals.rules.ruler import FOLLOW_UP_AFTER, Period, days_within
from handslag.vitals.rules.store import folded

DECIDING: dict[str, tuple[str, ...]] = {
    Sign.NOT_DUE: ("vp_not_due",),
    Sign.SIDESTEPPED: ("no_answer", "no_reason", "no_measure"),
    Sign.MISSING: ("no_answer", "no_reason", "no_measure"),
    Sign.OPTED_OUT: ("reason_given",),
    Sign.CONTESTED: ("signal_overdue",),
    Sign.DONE: ("all_done",),
    Sign.ASLEEP: ("silent", "not_followed_up"),
    Sign.LATE: ("past_due", "slipped"),
    Sign.DROWSY: ("silent", "units_silent"),
    Sign.AWAKE: ("acts",),
}
"""Which reasons can decide each sign."""


def _vp_not_due(cell: CellDay) -> Reason | None:
    frame = cell.frame
    if frame.year is not None:
        return None
    due = frame.ruler.vp_due.get(frame.counts_from) if frame.counts_from is not None else None
    text = wording.vp_not_due(frame.counts_from, as_day(due) if due is not None else None)
    return Reason("vp_not_due", text, (f"revision:{frame.revision.id}",))


def _no_answer(cell: CellDay) -> Reason | None:
    frame = cell.frame
    if frame.year is None or frame.adoption.status is not None:
        return None
    text = wording.no_answer(frame.year, as_day(frame.vp_due))
    return Reason("no_answer", text, (f"period:{frame.year}-VP",))


def _no_reason(cell: CellDay) -> Reason | None:
    frame = cell.frame
    if frame.year is None or frame.adoption.status != "opted_out" or frame.adoption.complete:
        return None
    answer = frame.adoption.answers[0]
    lacking = [] if answer.reason.strip() else ["skäl"]
    if frame.mandatory:
        lacking += ["beslutsdag"] if answer.decided_on is None else []
        lacking += [] if answer.dnr.strip() else ["diarienummer"]
    return Reason("no_reason", wording.no_reason(frame.year, lacking), frame.adoption.evidence)


def _no_measure(cell: CellDay) -> Reason | None:
    frame, found = cell.frame, cell.found
    if frame.year is None or frame.adoption.status != "adopted" or found.count != found.dropped:
        return None
    evidence = (*frame.adoption.evidence, *(e for m in cell.measures for e in _state_evidence(cell, m)))
    return Reason("no_measure", wording.no_measure(frame.year, found.dropped), evidence)


def _reason_given(cell: CellDay) -> Reason | None:
    frame = cell.frame
    if frame.year is None or frame.adoption.status != "opted_out" or not frame.adoption.complete:
        return None
    answer = frame.adoption.answers[0]
    text = wording.reason_given(frame.year, answer.reason, answer.decided_on, answer.dnr.strip())
    return Reason("reason_given", text, frame.adoption.evidence)


def _signal_overdue(cell: CellDay) -> Reason | None:
    signals = cell.overdue()
    if not signals:
        return None
    oldest = signals[0]
    text = wording.signal_overdue(len(signals), oldest.sender, oldest.raised_on, oldest.answer_by)
    return Reason("signal_overdue", text, tuple(f"signal:{signal.id}" for signal in signals))


def _all_done(cell: CellDay) -> Reason | None:
    if cell.found.reported != "done":
        return None
    evidence = tuple(e for m in cell.measures for e in _state_evidence(cell, m))
    return Reason("all_done", wording.all_done(cell.found.done, cell.found.dropped), evidence)


def _not_followed_up(cell: CellDay) -> Reason | None:
    if not cell.frame.mandatory or cell.found.reported != "done":
        return None
    if cell.silent is None or cell.silent <= FOLLOW_UP_AFTER:
        return None
    return Reason("not_followed_up", wording.not_followed_up(cell.silent), _newest(cell))


def _silent(cell: CellDay) -> Reason | None:
    if cell.silent is None or cell.silent <= cell.frame.ruler.drowsy_after:
        return None
    return Reason("silent", wording.silent(cell.silent, as_day(cell.last)), _newest(cell))


def _units_silent(cell: CellDay) -> Reason | None:
    limit = cell.frame.ruler.sleep_after
    active = [unit for unit in cell.units if unit.open_measures]
    quiet = sorted((u for u in active if u.silent_days > limit), key=lambda u: -u.silent_days)
    if not quiet:
        return None
    longest = quiet[0]
    text = wording.units_silent(len(quiet), len(active), limit, longest.unit, longest.silent_days)
    newest = {folded(act.unit): act.evidence for act in cell.acts if act.kind != "talk"}
    return Reason("units_silent", text, tuple(newest[folded(unit.unit)] for unit in quiet))


def _copied_notes(cell: CellDay) -> Reason | None:
    copies = cell.copies_since(cell.last) if cell.last else []
    return Reason("copied_notes", wording.copied_notes(len(copies)), tuple(copies)) if copies else None


def _reports_without_act(cell: CellDay) -> Reason | None:
    found = cell.reports_since(cell.last) if cell.last else []
    if not found:
        return None
    names = _period_names([period for period, _ in found])
    return Reason("reports_without_act", wording.reports_without_act(names), tuple(e for _, e in found))


def _report_missing(cell: CellDay) -> Reason | None:
    periods = sorted(cell.missing_reports(), key=lambda period: (period.as_of, period.due))
    if not periods:
        return None
    text = wording.report_missing(_period_names(periods), as_day(max(period.due for period in periods)))
    return Reason("report_missing", text, tuple(f"period:{p.year}-{p.code}" for p in periods))


def _past_due(cell: CellDay) -> Reason | None:
    past = sorted((m for m in cell.open_measures() if cell.day > m.due), key=lambda m: m.due)
    if not past:
        return None
    worst = past[0]
    text = wording.past_due(len(past), worst.title, as_day(worst.due), cell.day - worst.due)
    return Reason("past_due", text, tuple(_due_evidence(measure) for measure in past))


def _slipped(cell: CellDay) -> Reason | None:
    found = sorted((m for m in cell.open_measures() if has_slipped(m, cell.day)), key=lambda m: m.original or 0)
    if not found:
        return None
    worst = found[0]
    text = wording.slipped(len(found), worst.title, worst.moves, as_day(worst.original or worst.due))
    return Reason("slipped", text, tuple(e for measure in found for e in measure.evidence))


def _paused(cell: CellDay) -> Reason | None:
    pauses = cell.pauses_since(cell.last) if cell.last else []
    if not pauses:
        return None
    newest = pauses[-1]
    count = days_within(cell.frame.paused, cell.last, cell.day)
    text = wording.paused(newest.first_day, newest.last_day, newest.reason, count)
    return Reason("paused", text, tuple(f"pause:{pause.id}" for pause in pauses))


def _vanished(cell: CellDay) -> Reason | None:
    gone = cell.vanished()
    if not gone or cell.frame.year is None:
        return None
    text = wording.vanished(len(gone), gone[0].title, cell.frame.year)
    return Reason("vanished", text, tuple(measure.evidence[-1] for measure in gone))


def _acts(cell: CellDay) -> Reason:
    newest = cell.newest_acts
    act = min(newest, key=lambda one: ("entry", "talk", "listed").index(one.kind))
    titles = {measure.identity: measure.title for measure in cell.measures}
    if act.kind == "talk":
        text = wording.act_talk(act.day)
    elif act.kind == "listed":
        text = wording.act_listed(act.day, titles[act.measure])
    else:
        text = wording.act_entry(act.day, titles[act.measure], act.unit)
    return Reason("acts", text, _newest(cell))


CONDITIONS: tuple[Callable[[CellDay], Reason | None], ...] = (
    _vp_not_due, _no_answer, _no_reason, _no_measure, _reason_given, _signal_overdue, _all_done, _not_followed_up,
    _silent, _units_silent, _copied_notes, _reports_without_act, _report_missing, _past_due, _slipped, _paused,
    _vanished,
)  # fmt: skip


def reasons(cell: CellDay) -> tuple[Reason, ...]:
    """Every reason that holds; what the sign rests on first, else in the order of the letter."""
    found = [reason for condition in CONDITIONS if (reason := condition(cell)) is not None]
    if not found:
        found = [_acts(cell)]
    deciding = {code for code in DECIDING[cell.sign] if _decides(cell, code)}
    marked = [Reason(reason.code, reason.text, reason.evidence, decides=reason.code in deciding) for reason in found]
    return tuple(sorted(marked, key=lambda reason: not reason.decides))


def _decides(cell: CellDay, code: str) -> bool:
    """Whether the condition, holding, is also strong enough for the sign."""
    if cell.sign == Sign.LATE:
        found = cell.found
        if code == "slipped":
            return found.slipped > 0
        return found.long_past > 0 or (found.past >= 2 and found.past * 3 >= found.open)
    if cell.sign == Sign.DROWSY and code == "units_silent":
        active = [unit for unit in cell.units if unit.open_measures]
        quiet = sum(unit.silent_days > cell.frame.ruler.sleep_after for unit in active)
        return quiet * 2 > len(active)
    return True


def _newest(cell: CellDay) -> tuple[str, ...]:
    return tuple(act.evidence for act in cell.newest_acts)


def _period_names(periods: list[Period]) -> list[str]:
    return [wording.period_name(period.code, period.year) for period in periods]


def _state_evidence(cell: CellDay, measure: CellMeasure) -> tuple[str, ...]:
    """The entry that brought the measure into its state."""
    line = measure.line
    place = line.at(cell.day)
    for i in range(place, 0, -1):
        if line.states[i] != line.states[i - 1]:
            return (f"progress:{line.entries[i - 1].id}",)
    return ()


def _due_evidence(measure: CellMeasure) -> str:
    """The listing that gave the due day, or the newest one."""
    for row in reversed(measure.rows):
        if row.listing.due is not None and row.listing.due.toordinal() == measure.due:
            return row.evidence
    return measure.evidence[-1]
