"""The list of signals, and one of them: where it stands, who may do what, and who raised it for those who may know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from handslag.core.text import swedish_date
from handslag.core.verdict import Verdict
from handslag.plan.models import Plan
from handslag.voice.loading.places import area_names
from handslag.voice.loading.signals import Standing, standings, visible_standings
from handslag.voice.models import KINDS, Signal, SignalAnswer, SignalStep
from handslag.voice.permissions import can_answer, can_close, can_lift, can_reopen, can_see_sender, can_send
from handslag.voice.rules.signals import SHOWN_TO, SIGNAL_STATES, State

QUOTE = 160
WAITING, LATE = "vantar", "sen"
STATE_CHOICES: dict[str, str] = {
    WAITING: "Alla som väntar på svar",
    LATE: "Svaret är sent",
    **{str(state): word.capitalize() for state, word in SIGNAL_STATES.items()},
}
COLUMNS = ("Nummer", "Slag", "Förvaltning", "Fokusområde", "Enhet", "Avsändare", "Signal", "Lämnad", "Svar senast",
           "Läge", "Besvarad")  # fmt: skip
TAKEN = {
    "reopen": "Inte nöjd",
    "send": "Till Arbetsmiljöverket",
    "lift": "Skyddsstoppet hävt",
    "close": "Avslutad",
}
COLORS = {State.OPEN: "info", State.REOPENED: "warning", State.SENT: "danger", State.CLOSED: "neutral"}


@dataclass(frozen=True, slots=True)
class SignalRow:
    """A signal in a list; `sender` as the reader may know it."""

    pk: int
    href: str
    number: str
    kind: str
    administration: str
    area: str
    unit: str
    sender: str
    text: str
    raised_on: date
    answer_by: date
    state: str
    overdue: bool
    waits: bool
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class Choices:
    """The reader's choices; empty means all."""

    state: str = ""
    kind: str = ""
    administration: str = ""
    area: str = ""
    mine: bool = False
    order: str = ""


def choices_of(cleaned: Mapping[str, Any], order: str) -> Choices:
    """The choices of a form; what did not pass is as if not chosen."""
    return Choices(
        cleaned.get("lage", ""), cleaned.get("slag", ""), cleaned.get("forvaltning", ""), cleaned.get("omrade", ""),
        bool(cleaned.get("mina")), order,
    )  # fmt: skip


class Signals:
    """The signals of a plan that a user may see, chosen and put in order."""

    def __init__(self, plan: Plan, user: Any, day: date) -> None:
        self.plan, self.user, self.day = plan, user, day
        self.areas = area_names(plan)
        self.offices = {one.pk: one for one in plan.city.administrations.all()}
        self.all = visible_standings(user, plan)

    def chosen(self, choices: Choices) -> list[Standing]:
        """Those that match, in the order asked for; else the late first, then those that wait, then the newest."""
        found = [one for one in self.all if self._matches(one, choices)]
        by = choices.order.lstrip("-")
        keys = {
            "lamnad": lambda one: one.raised_on,
            "svar": lambda one: one.answer_by,
            "lage": lambda one: one.state,
            "forvaltning": lambda one: self.offices[one.administration_id].name,
            "omrade": lambda one: self.areas.get(one.area_key, one.area_key),
        }
        if by in keys:
            return sorted(found, key=keys[by], reverse=choices.order.startswith("-"))
        waiting = sorted((one for one in found if one.waits), key=lambda one: (one.answer_by, one.pk))
        done = sorted((one for one in found if not one.waits), key=lambda one: (one.raised_on, one.pk), reverse=True)
        return waiting + done

    def _matches(self, one: Standing, choices: Choices) -> bool:
        state = {WAITING: one.waits, LATE: one.is_overdue(self.day), "": True}.get(
            choices.state, one.state == choices.state
        )
        return (
            state
            and choices.kind in ("", one.kind)
            and choices.administration in ("", self.offices[one.administration_id].slug)
            and choices.area in ("", one.area_key)
            and (not choices.mine or one.raised_by_id == self.user.pk)
        )

    def rows(self, chosen: list[Standing]) -> list[SignalRow]:
        """They as they are shown to this reader: one question."""
        found = Signal.objects.filter(pk__in=[one.pk for one in chosen])
        signals = {one.pk: one for one in with_places(found)}
        return [self._row(one, signals[one.pk]) for one in chosen]

    def _row(self, one: Standing, signal: Signal) -> SignalRow:
        return SignalRow(
            one.pk, signal.get_absolute_url(), one.label, KINDS.get(one.kind, one.kind).capitalize(),
            signal.administration.name, self.areas.get(one.area_key, one.area_key),
            signal.unit.name if signal.unit else "", sender_for(self.user, signal), signal.text, one.raised_on,
            one.answer_by, SIGNAL_STATES[one.state], one.is_overdue(self.day), one.waits, one.answered_on,
        )  # fmt: skip

    @property
    def late(self) -> int:
        """How many have not been answered by their day."""
        return sum(one.is_overdue(self.day) for one in self.all)

    @property
    def waiting(self) -> int:
        """How many wait for an answer."""
        return sum(one.waits for one in self.all)


def with_places(rows: QuerySet[Signal]) -> QuerySet[Signal]:
    """The signals with what is shown and asked of them, in one question."""
    return rows.select_related("administration", "unit", "raised_by", "plan__city")


def sender_for(user: Any, signal: Signal) -> str:
    """Who raised it, in the words that this reader may have."""
    if signal.raised_by is None or not can_see_sender(user, signal) or signal.sender_shown == "everyone":
        return signal.sender
    return f"{signal.raised_by}, {signal.sender}"


def cells(rows: Iterable[SignalRow]) -> Iterable[tuple[Any, ...]]:
    """The rows of a spreadsheet."""
    for one in rows:
        yield (
            one.number, one.kind, one.administration, one.area, one.unit, one.sender, one.text, one.raised_on,
            one.answer_by, one.state, one.answered_on,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it is shown."""

    day: date
    text: str
    by: str
    measure: str
    measure_href: str


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened to the signal; `late` when it should have been something else."""

    day: date
    what: str
    more: str = ""


@dataclass(frozen=True)
class SignalPage:
    """Everything the page of a signal shows."""

    signal: Signal
    standing: Standing
    title: str
    state: str
    color: str
    kind: str
    area: str
    cell_href: str
    sender: str
    told: str
    own: bool
    overdue: bool
    lead: str
    replies: list[Reply]
    story: list[Happened]
    verdicts: dict[str, Verdict]


def signal_page(user: Any, signal: Signal, day: date) -> SignalPage:
    """One signal, for one reader, today."""
    standing = standings(Signal.objects.filter(pk=signal.pk))[0]
    steps = list(signal.steps.all())
    answers = list(signal.answers.select_related("answered_by", "measure"))
    area = area_names(signal.plan).get(signal.area_key, signal.area_key)
    own = signal.raised_by_id is not None and signal.raised_by_id == user.pk
    overdue = standing.is_overdue(day)
    return SignalPage(
        signal=signal,
        standing=standing,
        title=f"Signal {signal.label}" if signal.label else f"Signal från {signal.sender}",
        state=SIGNAL_STATES[standing.state],
        color="danger" if overdue else COLORS.get(standing.state, "success"),
        kind=KINDS.get(signal.kind, signal.kind),
        area=area,
        cell_href=reverse("vitals:cell", args=[signal.administration.slug, signal.area_key]),
        sender=sender_for(user, signal),
        told=SHOWN_TO[signal.sender_shown].lower() if signal.raised_by_id else "",
        own=own,
        overdue=overdue,
        lead=_lead(standing, overdue),
        replies=[_reply(one) for one in answers],
        story=_story(signal, steps, answers),
        verdicts={
            "answer": can_answer(user, signal, standing),
            "reopen": can_reopen(user, signal, standing),
            "close": can_close(user, signal, standing, day),
            "send": can_send(user, signal, standing),
            "lift": can_lift(user, signal, standing, lifted=any(one.move == "lift" for one in steps)),
        },
    )


def _lead(standing: Standing, overdue: bool) -> str:
    due = swedish_date(standing.answer_by)
    if overdue:
        return f"Obesvarad. Svaret skulle ha kommit senast {due}, och cellen visar det."
    if standing.waits:
        return f"Väntar på {'nytt svar' if standing.reopened_on else 'svar'}, senast {due}."
    if standing.state == State.CLOSED:
        return "Signalen är besvarad och avslutad."
    return f"Besvarad {swedish_date(standing.answered_on)}." if standing.answered_on else "Signalen är lämnad."


def _reply(one: SignalAnswer) -> Reply:
    names = [str(one.answered_by)] if one.answered_by else []
    by = ", ".join([*names, one.answered_as] if one.answered_as else names)
    title, href = (one.measure.title, one.measure.get_absolute_url()) if one.measure else ("", "")
    return Reply(one.answered_on, one.text, by, title, href)


def _story(signal: Signal, steps: list[SignalStep], answers: list[SignalAnswer]) -> list[Happened]:
    """What has happened, in order."""
    given = ", valt av skyddsombudet" if signal.answer_by_given and signal.raised_by_id else ""
    raised = Happened(signal.raised_on, "Lämnad", f"Svar senast {swedish_date(signal.answer_by)}{given}.")
    found = [(one.recorded_at, one.pk, _taken(one)) for one in steps if one.move in TAKEN]
    found += [(one.recorded_at, one.pk, Happened(one.answered_on, "Besvarad", one.answered_as)) for one in answers]
    return [raised, *(one[2] for one in sorted(found, key=lambda one: one[:2]))]


def _taken(step: SignalStep) -> Happened:
    due = f" Nytt svar senast {swedish_date(step.answer_by)}." if step.answer_by else ""
    return Happened(step.on, TAKEN[step.move], f"{step.reason}{due}")


def shortened(rows: list[SignalRow]) -> list[SignalRow]:
    """The rows with the beginning of their text, for a table."""
    return [replace(one, text=_short(one.text)) for one in rows]


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= QUOTE else plain[:QUOTE].rsplit(" ", 1)[0].rstrip(" ,.;:") + " …"
