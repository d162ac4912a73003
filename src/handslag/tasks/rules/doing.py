"""A task: what somebody must do, by when and why; its order and its words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from handslag.core.text import MONTHS, counted
from handslag.core.workdays import is_working_day
from handslag.tasks.rules.asked import Asked

AHEAD = timedelta(days=45)
"""How long before its day a task stands on the start page; reports and decisions begin earlier."""
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
SMALL = ("Ingen", "En", "Två", "Tre", "Fyra", "Fem", "Sex", "Sju", "Åtta", "Nio", "Tio", "Elva", "Tolv")


@dataclass(frozen=True, slots=True)
class Task:
    """Something that somebody must do by a day.

    `key` names it for ever: what has been reminded of and what stands in calendars goes by it.
    `held_until`: nobody is reminded up to that day, because a pause or an extension holds.
    """

    key: str
    kind: str
    title: str
    why: str
    href: str
    due: date
    asked: Asked
    verb: str = "Öppna"
    about: str = ""
    """What it is, to stand after `Börja med …`: `signalen`, `lägesrapporten`."""
    minutes: int = 0
    """About how long it takes; 0 when it is not known."""
    measure: int | None = None
    held_until: date | None = None
    nudge: int = 0
    """The number of the newest time somebody pressed *Påminn*: the next letter says so, whatever the day."""
    since: date | None = None
    """From which day it is to be done; None: for long."""

    @property
    def remind_key(self) -> str:
        """What reminders go by: somebody's pressing *Påminn* makes it new."""
        return f"{self.key}#{self.nudge}" if self.nudge else self.key

    def is_late(self, day: date) -> bool:
        return self.due < day

    def is_held(self, day: date) -> bool:
        """Whether a pause or an extension holds on the day."""
        return self.held_until is not None and day <= self.held_until

    def held(self, until: date | None) -> Task:
        """The same while a pause lasts."""
        return replace(self, held_until=until)


def ordered(tasks: Iterable[Task], day: date) -> list[Task]:
    """What is late first, the latest of all on top; then by day. What is paused stands last."""
    return sorted(tasks, key=lambda task: (task.is_held(day), task.due, task.kind, task.key))


def working_days_late(due: date, day: date, off: Collection[date] = ()) -> int:
    """How many working days after its day: 0 while only days off have passed since."""
    passed = (due + timedelta(days=step) for step in range(1, (day - due).days + 1))
    return sum(is_working_day(one, off) for one in passed)


def late_words(due: date, day: date, off: Collection[date] = ()) -> str:
    """`2 arbetsdagar sen`; from two weeks in weeks, from two months in months; `Sen` when only days off have passed."""
    days = (day - due).days
    if days > 60:
        return f"{counted(days // 30, 'månad', 'månader')} sen"
    if days >= 14:
        return f"{days // 7} veckor sen"
    late = working_days_late(due, day, off)
    return f"{counted(late, 'arbetsdag', 'arbetsdagar')} sen" if late else "Sen"


def due_words(due: date, day: date, off: Collection[date] = ()) -> str:
    """How far off a day is: `2 arbetsdagar sen`, `I dag`, `I morgon`, `Fredag`, `9 oktober`."""
    ahead = (due - day).days
    if ahead < 0:
        return late_words(due, day, off)
    if ahead < 2:
        return ("I dag", "I morgon")[ahead]
    return WEEKDAYS[due.weekday()].capitalize() if ahead < 9 else day_words(due, day)


def day_words(due: date, day: date) -> str:
    """`25 september`, with the year when it is not this one's."""
    return f"{due.day} {MONTHS[due.month - 1]}" + (f" {due.year}" if due.year != day.year else "")


def lead_of(tasks: Sequence[Task], day: date) -> str:
    """`Fem saker väntar på dig. Börja med signalen: den skulle ha fått svar i fredags.`"""
    waiting = [task for task in tasks if not task.is_held(day)]
    if not waiting:
        return "Inget väntar på dig."
    number = SMALL[len(waiting)] if len(waiting) < len(SMALL) else str(len(waiting))
    many = f"{number} {'sak' if len(waiting) == 1 else 'saker'} väntar på dig."
    first = waiting[0]
    if not first.about:
        return many
    if first.is_late(day):
        return f"{many} Börja med {first.about}: dagen var {_past(first.due, day)}."
    if (first.due - day).days <= 7:
        return f"{many} Börja med {first.about}: dagen är {_coming(first.due, day)}."
    return many


def _past(due: date, day: date) -> str:
    ago = (day - due).days
    if ago == 1:
        return "i går"
    return f"i {WEEKDAYS[due.weekday()]}s" if ago < 7 else f"den {day_words(due, day)}"


def _coming(due: date, day: date) -> str:
    ahead = (due - day).days
    return ("i dag", "i morgon")[ahead] if ahead < 2 else f"på {WEEKDAYS[due.weekday()]}"
