"""How often one is reminded: 30, 7 and 1 days before, 1, 7 and 30 days after, and then every 30."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from handslag.tasks.rules.doing import Task

BEFORE = (30, 7, 1)
AFTER = (1, 7, 30)
EVERY = 30
Reminded = Mapping[tuple[str, date], int]
"""Key and due day of a task → the highest stage a person has been reminded of in a mail that was accepted."""


@dataclass(frozen=True, slots=True)
class _Stages:
    """The stages in words, for the docs: number → from how many days after the due day (negative: before)."""

    days: tuple[int, ...]


STAGES = _Stages((*(-days for days in BEFORE), *AFTER))


def stage_of(due: date, day: date) -> int:
    """The stage a task has come to: 0 is none yet, 1–3 before its day, 4–6 after it, then one more every 30 days."""
    after = (day - due).days
    reached = sum(after >= start for start in STAGES.days)
    return reached + max(0, (after - AFTER[-1]) // EVERY)


def stage_today(task: Task, day: date) -> int:
    """The stage of a task; one that somebody has asked to remind of is never at none."""
    return max(stage_of(task.due, day), 1 if task.nudge else 0)


def to_remind(tasks: Iterable[Task], day: date, reminded: Reminded) -> list[Task]:
    """Those of one person's tasks that have come to a stage not yet reminded of, and that no pause holds.

    A day without a run is caught up with: the newest stage counts, the ones before it are not sent as well.
    A task whose day is moved starts anew: an extension is a new day.
    """
    return [
        task
        for task in tasks
        if not task.is_held(day) and stage_today(task, day) > reminded.get((task.remind_key, task.due), 0)
    ]
