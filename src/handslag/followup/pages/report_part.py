"""A unit's part of a period report: the form it is filled in with, the question before it is handed in, and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from statistics import median

from django.urls import reverse

from handslag.core.clock import local
from handslag.core.text import counted, swedish_date
from handslag.core.verdict import Verdict
from handslag.followup.loading.reports import Filed, Reported
from handslag.followup.models import Part, PartLine
from handslag.followup.pages.report_lines import (
    NOTHING,
    OPEN,
    FormLine,
    Other,
    ToldLine,
    form_line,
    told_lines,
)
from handslag.followup.permissions.reporting import can_hand_in, in_words
from handslag.followup.rules.reporting import PartState
from handslag.followup.rules.reporting_lines import MESSAGE, SentLine, Words, mark
from handslag.people.loading import holders
from handslag.people.models import Unit, User

DAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
ENOUGH = 5
"""From so many parts on it is said how long the others took."""


@dataclass(frozen=True)
class PartForm:
    """The form."""

    heading: str
    lead: str
    used_for: str
    count: str
    left: str
    rest: str
    lines: tuple[FormLine, ...]
    message: str
    message_seen: str
    message_other: Other | None
    message_fault: str
    may_hand_in: Verdict
    saved: str
    unsaved: bool
    up: str
    up_name: str
    here: str

    @property
    def faults(self) -> list[FormLine]:
        """The lines that could not be saved."""
        return [one for one in self.lines if one.fault or one.file_fault]

    @property
    def crossed(self) -> list[FormLine]:
        """The lines another has written in."""
        return [one for one in self.lines if one.other]


def part_name(filed: Filed, unit: Unit | None) -> str:
    """Whose part it is."""
    return unit.name if unit else f"{filed.administration.name}, egen del"


def part_href(filed: Filed, unit: Unit | None, name: str = "report-part") -> str:
    """The address of a part."""
    key = str(unit.pk) if unit else "egen"
    return reverse(f"followup:{name}", args=[filed.period.key, filed.administration.slug, key])


def report_href(filed: Filed, name: str = "report-administration") -> str:
    """The address of the administration's report."""
    return reverse(f"followup:{name}", args=[filed.period.key, filed.administration.slug])


@dataclass(frozen=True)
class Typed:
    """What was sent and could not be saved, with what stands meanwhile."""

    sent: Mapping[int, SentLine]
    crossed: frozenset[int]
    refused: Mapping[int, str]
    files: Mapping[int, str] = field(default_factory=dict)
    """Why a file was not taken."""

    def kept(self, pk: int) -> SentLine | None:
        """What was typed in a line that was not saved."""
        return self.sent.get(pk) if pk in self.crossed or pk in self.refused else None

    def of(self, pk: int) -> tuple[SentLine | None, str, str]:
        """What was typed in a line and not saved, why not, and why its file was not taken."""
        return self.kept(pk), self.refused.get(pk, ""), self.files.get(pk, "")


NOTHING_TYPED = Typed({}, frozenset(), {})


def part_form(
    filed: Filed,
    unit: Unit | None,
    reported: list[Reported],
    part: Part | None,
    lines: Mapping[int, PartLine],
    *,
    user: User,
    now: datetime,
    typed: Typed = NOTHING_TYPED,
    minutes: float | None = None,
) -> PartForm:
    """The form with what is known, what has been written, and what could not be saved."""
    today, period = local(now).date(), filed.period
    made = tuple(form_line(one, one.line_in(lines), period, today, *typed.of(one.pk)) for one in reported)
    left = sum(not one.answered for one in made)
    count, message = len(made), part.message if part else ""
    kept, version = typed.kept(MESSAGE), part.version if part else 1
    seen = mark(version, Words(note=message))
    who = "Någon annan"
    newest = max((line.saved_at for line in lines.values()), default=None)
    return PartForm(
        heading=f"Lägesrapport {period.name}",
        lead=lead_of(filed, today),
        used_for="Svaren används i rapporten till nämnden och räknas till livstecken." + took(minutes),
        count=f"{part_name(filed, unit)}: {in_words(count)} {'åtgärd' if count == 1 else 'åtgärder'}",
        left=_left(count, left),
        rest=_rest(count, left),
        lines=made,
        message=kept.words.note if kept else message,
        message_seen=kept.seen if kept else seen,
        message_other=Other(who, "", "", (message,), False, seen) if kept and MESSAGE in typed.crossed else None,
        message_fault=typed.refused.get(MESSAGE, ""),
        may_hand_in=can_hand_in(user, filed, unit, measures=count, left=left),
        saved=f"Sparat kl. {local(newest):%H.%M}" if newest else "",
        unsaved=bool(typed.crossed or typed.refused or typed.files),
        up=report_href(filed),
        up_name=filed.administration.name,
        here=f"{part_name(filed, unit)}",
    )


def lead_of(filed: Filed, today: date) -> str:
    """What is asked, and by when."""
    period = filed.period
    day = f"{DAYS[period.due.weekday()]} den {_day(period.due, today)}"
    by = f"Den skulle ha lämnats {day}." if period.late_on(today) else f"Lämna senast {day}."
    return f"Vad är nytt sedan den {_day(period.since, today)}? Skriv bara där något har hänt. {by}"


def _day(day: date, today: date) -> str:
    text = swedish_date(day)
    return text.rsplit(" ", 1)[0] if day.year == today.year else text


def took(minutes: float | None) -> str:
    """How long it took the others, when there are enough of them."""
    if minutes is None:
        return ""
    if minutes < 1:
        return " Andra behövde mindre än en minut (median)."
    return f" Andra behövde {in_words(round(minutes))} {'minut' if round(minutes) == 1 else 'minuter'} (median)."


def median_minutes(spans: list[tuple[datetime, datetime]]) -> float | None:
    """The median time from the first save to the handing in, when there are enough parts to say so."""
    if len(spans) < ENOUGH:
        return None
    return median((end - start).total_seconds() / 60 for start, end in spans)


def _left(count: int, left: int) -> str:
    if not left:
        return "alla klara" if count > 1 else "klar"
    done = count - left
    return f"{in_words(done)} {'klar' if done == 1 else 'klara'}, {in_words(left)} kvar" if done else ""


def _rest(count: int, left: int) -> str:
    if not left:
        return ""
    if left == count:
        return "Inget nytt för åtgärden" if count == 1 else f"Inget nytt för alla {in_words(count)}"
    return "Inget nytt för den som är kvar" if left == 1 else f"Inget nytt för de {in_words(left)} som är kvar"


# The question, and what is handed in ---------------------------------------------------------------------------------
@dataclass(frozen=True)
class HandInPage:
    """The question before a part is handed in."""

    lead: str
    report: str
    news: str
    nothing: str
    goes_to: str
    copied: tuple[str, ...]
    may: Verdict
    back: str


def hand_in_page(form: PartForm, filed: Filed, unit: Unit | None, day: date) -> HandInPage:
    """What is handed in, to whom, and that it cannot be undone."""
    heads = holders(filed.plan.city, "head", day=day, administration=filed.administration)
    news = sum(one.kind not in {NOTHING, OPEN} for one in form.lines)
    nothing = sum(one.kind == NOTHING for one in form.lines)
    return HandInPage(
        lead="När du har lämnat den är den förvaltningens. Kansliet kan skicka tillbaka den, men du ändrar den inte.",
        report=f"{filed.period.name}, {part_name(filed, unit)}",
        news=counted(news, "åtgärd", "åtgärder") if news else "Ingen åtgärd",
        nothing=counted(nothing, "åtgärd", "åtgärder") if nothing else "Ingen åtgärd",
        goes_to=", ".join(f"{one}, förvaltningschef" for one in heads)
        or f"Förvaltningschefen i {filed.administration}",
        copied=tuple(one.title for one in form.lines if one.hints and one.kind != NOTHING),
        may=form.may_hand_in,
        back=part_href(filed, unit),
    )


@dataclass(frozen=True)
class PartPage:
    """A part to read: handed in, or one that somebody else fills in."""

    heading: str
    name: str
    state: str
    lines: tuple[ToldLine, ...]
    message: str
    why_not: str
    up: str
    up_name: str
    ils: str


def part_page(
    filed: Filed,
    unit: Unit | None,
    reported: list[Reported],
    part: Part | None,
    lines: Mapping[int, PartLine],
    why: str,
) -> PartPage:
    """A part as it is read."""
    told = told_lines(reported, lines)
    return PartPage(
        heading=f"Lägesrapport {filed.period.name}",
        name=part_name(filed, unit),
        state=part_state(filed, unit, part),
        lines=tuple(told),
        message=part.message if part else "",
        why_not=why,
        up=report_href(filed),
        up_name=filed.administration.name,
        ils=f"{report_href(filed, 'report-ils')}?del={unit.pk if unit else 'egen'}" if told else "",
    )


def part_state(filed: Filed, unit: Unit | None, part: Part | None) -> str:
    """How far the part has come, by whom and when."""
    state = filed.part_state(unit)
    if part is not None and state is PartState.HANDED_IN and part.handed_in_at:
        there = local(part.handed_in_at)
        return f"Lämnad {swedish_date(there.date())} kl. {there:%H.%M} av {part.handed_in_by}."
    return "Påbörjad, inte lämnad." if state is PartState.STARTED else "Inte lämnad."
