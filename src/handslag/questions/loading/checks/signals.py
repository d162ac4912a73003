"""Signals in time: whether what was raised within a span was answered by its day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

from django.urls import reverse

from handslag.core.text import counted, swedish_date
from handslag.plan.checks import Asked, Check, Outcome, Param, Params, Row
from handslag.plan.models import Plan
from handslag.questions.loading.checks.scope import (
    AREAS,
    OFFICES,
    around,
    day_in,
    enough,
    has_area,
    has_office,
    number_of,
    share_words,
    where_words,
)
from handslag.questions.loading.checks.scope import frame as known_frame
from handslag.vitals.hearing import ReplyRow, SignalRow, signal_rows

EVER = datetime(9999, 12, 31, tzinfo=UTC)
DEFINITION = (
    "En signal är besvarad i tid när svaret kom senast på svarsdagen. Har avsändaren öppnat den igen räknas också det "
    "andra svaret. Signaler som väntar på svar och vars svarsdag inte har passerat räknas inte."
)


@dataclass(frozen=True, slots=True)
class _Turn:
    """One time a signal asked for an answer: by when, and when it came."""

    answer_by: date
    answered_on: date | None

    def in_time(self, day: date) -> bool | None:
        """Whether it was answered by its day; None while its day has not passed."""
        if self.answered_on is not None:
            return self.answered_on <= self.answer_by
        return False if self.answer_by < day else None


def _claim(asked: Asked, params: Params) -> str:
    percent = number_of(params, "percent", 100)
    who = "Alla signaler" if percent >= 100 else f"{share_words(percent)}signalerna"
    about = f" om {where_words(asked, params)}" if params.get("areas") or params.get("administrations") else ""
    return f"{who}{about} {_span(params)} besvaras i tid."


def _span(params: Params) -> str:
    first, last = day_in(params, "first"), day_in(params, "last")
    until = f" till den {swedish_date(last)}" if last else " och framåt"
    return f"från den {swedish_date(first)}{until}" if first else ""


def _evaluate(asked: Asked, params: Params) -> Outcome:
    first, last = day_in(params, "first"), day_in(params, "last")
    period = f"Signaler {_span(params)}, svar till och med den {swedish_date(asked.as_of)}"
    if first is None or asked.as_of < first:
        wait = f"Det går inte att säga än: tiden börjar den {swedish_date(first)}." if first else "Tiden saknas."
        return Outcome(None, wait, definition=DEFINITION, period=period)
    does: list[Row] = []
    does_not: list[Row] = []
    waiting = 0
    for one, replies in _signals(asked, first):
        if one.raised_on > min(last or asked.as_of, asked.as_of) or not _meant(asked, params, one):
            continue
        turns = _turns(one, replies, asked.as_of)
        told = [turn.in_time(asked.as_of) for turn in turns]
        if False in told:
            does_not.append(_row(asked, one, turns))
        elif None in told:
            waiting += 1
        else:
            does.append(_row(asked, one, turns))
    of, percent = len(does) + len(does_not), number_of(params, "percent", 100)
    rest = f" {counted(waiting, 'signal väntar', 'signaler väntar')} på svar inom sin tid." if waiting else ""
    if not of:
        none = f"Ingen signal har hunnit till sin svarsdag.{rest}" if waiting else "Ingen signal har kommit in."
        return Outcome(None, none, definition=DEFINITION, period=period)
    sentence = f"{len(does)} av {counted(of, 'signal', 'signaler')} besvarades i tid.{rest}"
    if percent < 100:
        sentence += f" Minst {percent} procent behövs."
    return Outcome(
        enough(len(does), of, percent), sentence, len(does), of, DEFINITION, period, tuple(does), tuple(does_not)
    )


def _signals(asked: Asked, first: date) -> Iterator[tuple[SignalRow, Sequence[ReplyRow]]]:
    """The signals from a day on with their answers, as known at the moment."""
    moment = asked.known_at
    for one, replies in _raised(asked.plan, around(asked).stamp, first):
        if one.recorded_at <= moment:
            known = one.reopening if one.reopening and one.reopening.recorded_at <= moment else None
            yield one._replace(reopening=known), [reply for reply in replies if reply.recorded_at <= moment]


@lru_cache(maxsize=16)
def _raised(plan: Plan, stamp: str, first: date) -> Sequence[tuple[SignalRow, Sequence[ReplyRow]]]:
    """Every signal from a day on with every answer; kept while nothing is added (`stamp`)."""
    signals, replies = signal_rows(plan, {"raised_on__gte": first}, EVER)
    return [(one._replace(text=""), [r._replace(text="") for r in replies.get(one.pk, ())]) for one in signals.values()]


def _meant(asked: Asked, params: Params, one: SignalRow) -> bool:
    """Whether the signal is about an area and an administration that were chosen."""
    holder = around(asked).holder(one.office)
    return has_area(params, one.area, mandatory=_mandatory(asked).get(one.area, False)) and (
        has_office(asked, params, holder.name)
    )


def _mandatory(asked: Asked) -> Mapping[str, bool]:
    """Area → whether the revision of the day has it as mandatory."""

    def load() -> Mapping[str, bool]:
        revision = known_frame(asked).revision_on(asked.as_of.toordinal())
        return {area.key: area.mandatory for area in revision.areas} if revision else {}

    return asked.daily("mandatory", load)


def _turns(one: SignalRow, replies: Sequence[ReplyRow], day: date) -> list[_Turn]:
    """The signal as it was raised, and as it was opened again, with the answers there were by the day."""

    def first(*, again: bool) -> date | None:
        return min((reply.day for reply in replies if reply.again == again and reply.day <= day), default=None)

    found = [_Turn(one.answer_by, first(again=False))]
    if (opened := one.reopened(day)) is not None:
        found.append(_Turn(opened.answer_by, first(again=True)))
    return found


def _row(asked: Asked, one: SignalRow, turns: Sequence[_Turn]) -> Row:
    last = next((turn for turn in turns if turn.in_time(asked.as_of) is False), turns[-1])
    place = around(asked).offices[one.office].name
    name = f"{one.label or 'Signal'} {swedish_date(one.raised_on)}, {place}"
    if last.answered_on is None:
        return Row(name, f"Obesvarad. Svarsdagen var den {swedish_date(last.answer_by)}", _href(one))
    late = (last.answered_on - last.answer_by).days
    after = f", {counted(late, 'dag', 'dagar')} för sent" if late > 0 else ""
    return Row(name, f"Besvarad den {swedish_date(last.answered_on)}{after}", _href(one))


def _href(one: SignalRow) -> str:
    return reverse("voice:signal", args=[one.pk])


def _faults(_: Asked, params: Params) -> Mapping[str, str]:
    first, last = day_in(params, "first"), day_in(params, "last")
    if first and last and last < first:
        return {"last": "Den sista dagen ligger före den första."}
    return {}


SIGNALS = Check(
    "signals",
    "Signaler besvarade i tid",
    "Att signaler som kommer in under en tid besvaras senast på sin svarsdag, alla eller en andel av dem.",
    (
        Param("first", "Signaler från och med", "day", required=True),
        Param("last", "Till och med", "day", help="Tomt betyder tills vidare."),
        AREAS,
        OFFICES,
        Param("percent", "Hur stor andel ska besvaras i tid?", "percent", default=100, required=True,
              help="I procent. 100 betyder alla."),
    ),
    _claim,
    _evaluate,
    _faults,
)  # fmt: skip
