"""From the records of a simulated city to the facts that the rules of signs of life read."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from itertools import count

from handslag.cli.bench.simulator.records import Line, Listed, PlanAnswer, World
from handslag.vitals import facts as f

STATES: dict[str, f.State] = {
    "planned": "planned",
    "started": "started",
    "under_way": "under_way",
    "done": "done",
    "dropped": "dropped",
}
CODES: dict[str, f.PeriodCode] = {"VP": "VP", "T1": "T1", "T2": "T2", "VB": "VB"}


def noon(day: date) -> datetime:
    """Records come in at noon."""
    return datetime.combine(day, time(12), tzinfo=UTC)


def evening(day: date) -> datetime:
    """The city looks in the evening, when everything of the day has come in."""
    return datetime.combine(day, time(20), tzinfo=UTC)


def facts_of(world: World, *, sleep_after: int | None = None) -> f.Facts:
    """All facts of a simulated city; ids are numbers in the order of the records."""
    records, ids = world.records, count(1)
    drowsy_after = None if sleep_after is None else min(90, sleep_after - 1)
    settings = (("sleep_after", sleep_after), ("drowsy_after", drowsy_after))
    return f.Facts(
        administrations=tuple(f.Administration(name, "district", date(2007, 1, 1)) for name in world.administrations),
        settings=tuple(f.Setting(key, value) for key, value in settings if value is not None),
        calendar=tuple(f.CalendarDay(day.year, CODES[day.code], day.due, day.as_of) for day in world.calendar),
        revisions=(_revision(world),),
        answers=tuple(_answer(answer, next(ids), ids) for answer in records.answers),
        entries=tuple(_entry(line, next(ids)) for line in records.lines),
        signals=tuple(
            f.Signal(
                next(ids), alarm.administration, alarm.area, alarm.raised_on, alarm.answer_by,
                answers=(f.SignalAnswer(alarm.answered_on, noon(alarm.answered_on)),) if alarm.answered_on else (),
                recorded_at=noon(alarm.raised_on),
            )
            for alarm in records.alarms
        ),
        pauses=tuple(
            f.Pause(next(ids), p.administration, p.area, p.first_day, p.last_day, p.reason, noon(p.recorded_on))
            for p in records.breaks
        ),
        reports=tuple(
            f.SignedReport(next(ids), s.administration, s.year, CODES[s.code], s.signed_on, noon(s.signed_on))
            for s in records.signed
        ),
    )  # fmt: skip


def _revision(world: World) -> f.Revision:
    areas = tuple(f.Area(area.key, area.name, area.mandatory) for area in world.areas)
    return f.Revision(1, "2023", date(2022, 10, 14), date(2023, 1, 1), areas, first_vp_year=world.first_day.year)


def _answer(answer: PlanAnswer, number: int, ids: count[int]) -> f.Answer:
    return f.Answer(
        number, answer.administration, answer.area, answer.year, answer.adopted, answer.reason, answer.decided_on,
        answer.dnr, tuple(_listing(answer, row, next(ids)) for row in answer.listed), noon(answer.recorded_on),
    )  # fmt: skip


def _listing(answer: PlanAnswer, row: Listed, number: int) -> f.Listing:
    place = (answer.administration, answer.area)
    ref = f.MeasureRef(*place, row.title, row.unit, row.source_id)
    formerly = f.MeasureRef(*place, row.formerly, row.unit) if row.formerly and not row.source_id else None
    return f.Listing(number, ref, row.due, formerly)


def _entry(line: Line, number: int) -> f.Entry:
    ref = f.MeasureRef(line.administration, line.area, line.title, line.unit, line.source_id)
    state = STATES[line.state] if line.state else None
    return f.Entry(number, ref, line.day, state, line.note, line.evidence, noon(line.recorded_on), number)
