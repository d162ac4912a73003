"""The start page: what one must do, how one's measures are, what is new, and what one's role looks at first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from handslag.core.clock import local
from handslag.followup.loading import CurrentMeasure
from handslag.people.models import User
from handslag.plan.models import Plan
from handslag.tasks.loading import CityFrame, frame_of, work
from handslag.tasks.pages.beside import Panel, panels_of
from handslag.tasks.pages.gathering import tasks_of
from handslag.tasks.pages.news import News, news_of
from handslag.tasks.rules import Post, Task, due_words, lead_of
from handslag.tasks.rules.doing import day_words
from handslag.vitals.judgement import Cell, Judgement, judge, newest_kept
from handslag.vitals.rules import SIGN_WORDS

MOST_TASKS, MOST_MEASURES = 12, 6
OWNERS = {"unit_manager": "Dina åtgärder", "social_worker": "Enhetens åtgärder"}


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task as it is drawn."""

    when: str
    day: str
    late: bool
    title: str
    why: str
    href: str
    verb: str
    pressed: bool
    """Whether it has the page's one filled button."""


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure with the sign of its cell."""

    title: str
    href: str
    area: str
    sign: str
    word: str
    last: str
    due: str


@dataclass(frozen=True)
class StartPage:
    """All that stands on it."""

    greeting: str
    lead: str
    tasks: Sequence[TaskLine]
    more_tasks: int
    measures: Sequence[MeasureLine]
    measures_heading: str
    all_measures: str
    all_href: str
    news: Sequence[News]
    news_heading: str
    panels: Sequence[Panel]
    judged: Judgement


def greeting(name: str, at: datetime) -> str:
    """`God morgon, Maria`; in the middle of the day `Hej, Maria`."""
    hour = local(at).hour
    word = "God morgon" if 4 <= hour < 10 else "God kväll" if hour >= 18 else "Hej"
    return f"{word}, {name.split(maxsplit=1)[0]}" if name.strip() else word


def start_page(user: User, plan: Plan, at: datetime) -> StartPage:
    """The page of a user in a city with a plan. Signs are those of the newest snapshot: the tick keeps it fresh."""
    frame = frame_of(plan, at)
    tasks = tasks_of(frame, user.pk)
    judged = newest_kept(plan, frame.day) or judge(plan, frame.day, at)
    heading, rows = _own_measures(frame, user.pk)
    cells = judged.by_key()
    ranked = sorted(rows, key=lambda one: (-_rank(cells, one), one.due or frame.day))
    news, news_heading = news_of(frame, user)
    return StartPage(
        greeting=greeting(str(user), at),
        lead=lead_of(tasks, frame.day),
        tasks=[_task_line(task, frame, number) for number, task in enumerate(tasks[:MOST_TASKS])],
        more_tasks=max(0, len(tasks) - MOST_TASKS),
        measures=[_measure_line(one, cells, frame) for one in ranked[:MOST_MEASURES]],
        measures_heading=heading,
        all_measures=f"Alla {len(rows)}" if len(rows) > MOST_MEASURES else "",
        all_href=_all_href(frame, user.pk),
        news=news,
        news_heading=news_heading,
        panels=panels_of(frame, user, judged),
        judged=judged,
    )


def _task_line(task: Task, frame: CityFrame, number: int) -> TaskLine:
    held = task.is_held(frame.day)
    when = "Pausad" if held else due_words(task.due, frame.day, frame.off)
    day = f"till {day_words(task.held_until, frame.day)}" if held and task.held_until else day_words(
        task.due, frame.day
    )  # fmt: skip
    return TaskLine(
        when=when,
        day="" if day == when else day,
        late=not held and task.is_late(frame.day),
        title=task.title,
        why=task.why,
        href=task.href,
        verb=task.verb,
        pressed=number == 0 and not held,
    )


def _place(frame: CityFrame, user: int) -> Post | None:
    """The narrowest place in which somebody has a part in measures."""
    own = [post for post in frame.held_by(user) if post.role in (*OWNERS, "district_office", "head")]
    return min(own, key=lambda post: (post.unit is None, post.role == "head"), default=None)


def _own_measures(frame: CityFrame, user: int) -> tuple[str, list[CurrentMeasure]]:
    """The heading, and the open measures of one's unit or administration, or those one owns."""
    place = _place(frame, user)
    if place is None:
        return "", []
    rows = [one for one in work.measures(frame, place.administration) if not one.central]
    if place.unit is None:
        return "Förvaltningens åtgärder", list(rows)
    own = [one for one in rows if (one.unit and one.unit.pk == place.unit) or one.owner_user_id == user]
    return OWNERS[place.role], own


def _all_href(frame: CityFrame, user: int) -> str:
    place = _place(frame, user)
    if place is None or place.administration is None:
        return reverse("vitals:measures")
    if place.unit is not None:
        return reverse("vitals:unit", args=[place.unit])
    return reverse("vitals:administration", args=[frame.around.offices[place.administration].slug])


def _rank(cells: dict[tuple[str, str], Cell], one: CurrentMeasure) -> int:
    cell = cells.get((one.administration.name, one.area_key))
    return SIGN_WORDS[cell.sign].weight if cell else 0


def _measure_line(one: CurrentMeasure, cells: dict[tuple[str, str], Cell], frame: CityFrame) -> MeasureLine:
    cell = cells.get((one.administration.name, one.area_key))
    last = one.last_entry
    return MeasureLine(
        title=one.title,
        href=reverse("vitals:measure", args=[one.pk]),
        area=one.area_name,
        sign=cell.sign if cell else "not_due",
        word=SIGN_WORDS[cell.sign].word if cell else SIGN_WORDS["not_due"].word,
        last=day_words(last.day, frame.day) if last else "inget än",
        due=day_words(one.due, frame.day) if one.due else "ingen dag",
    )
