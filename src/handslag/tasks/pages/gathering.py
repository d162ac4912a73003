"""All that waits in a city, or what can concern one person: tasks are derived each time, never stored."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from handslag.tasks.loading import CityFrame, open_escalations, work
from handslag.tasks.pages import words
from handslag.tasks.pages.asked import question_tasks
from handslag.tasks.pages.promised import commitment_tasks
from handslag.tasks.rules import AHEAD, Task, ordered, receivers

OFFICE = frozenset({"unit_manager", "district_office", "head"})
"""Roles to which an administration's own work can fall."""


def tasks_of(frame: CityFrame, user: int) -> list[Task]:
    """What one person must do, what is late first. Only the places that can concern the person are looked at."""
    posts = frame.held_by(user)
    roles = {post.role for post in posts}
    places: set[int] = {post.administration for post in posts if post.administration and post.role in OFFICE}
    if "plan_office" in roles:
        places |= set(work.orphans(frame)) & set(_living(frame))
    found = _gathered(frame, places, roles)
    return ordered((task for task in found if user in receivers(task.asked, frame.posts)), frame.day)


def tasks_by_person(frame: CityFrame) -> dict[int, list[Task]]:
    """Everybody's tasks, for the letters; somebody without any is not in it."""
    found: dict[int, list[Task]] = {}
    for task in _gathered(frame, None, {"plan_office", "head", "union_rep", "commissioner", "registrar"}):
        for user in receivers(task.asked, frame.posts):
            found.setdefault(user, []).append(task)
    return {user: ordered(tasks, frame.day) for user, tasks in found.items()}


def held_cells(frame: CityFrame) -> dict[tuple[int, str], date]:
    """Cells that are paused today, and until when."""
    return {(frame.around.holder(one.administration).pk, one.area): one.last_day for one in work.pauses(frame)}


def _gathered(frame: CityFrame, places: Collection[int] | None, roles: Collection[str]) -> list[Task]:
    """The tasks of some administrations (None: all), and of the city as far as the roles have to do with it."""
    held = held_cells(frame)
    soon = frame.day + AHEAD
    tasks: list[Task] = []
    for place in [None] if places is None else places:
        tasks += words.measure_tasks(frame, work.measures(frame, place), held, soon)
        tasks += words.report_tasks(frame, work.reports(frame, place))
    local = places is None or bool(places)
    if local:
        tasks += words.signal_tasks(frame, work.signals(frame))
        tasks += words.answer_tasks(frame, work.unanswered_areas(frame), work.changed_areas(frame), work.nudges(frame))
    if local or "commissioner" in roles or "plan_office" in roles:
        tasks += words.escalation_tasks(frame, open_escalations(frame.plan), held)
        tasks += words.point_tasks(frame, work.points(frame))
    if set(roles) & {"commissioner", "plan_office", "registrar"}:
        tasks += question_tasks(frame, work.questions(frame))
    tasks += commitment_tasks(frame, work.commitments(frame), soon)
    if set(roles) & {*words.CONSULTED, "plan_office"}:
        tasks += words.plan_tasks(frame, work.consultations(frame), work.warnings(frame), work.commented(frame))
    return list(_once(tasks))


def _living(frame: CityFrame) -> Iterable[int]:
    """Administrations that nobody has carried on."""
    return (pk for pk in frame.around.offices if frame.around.holder(pk).pk == pk)


def _once(tasks: Iterable[Task]) -> Iterable[Task]:
    """Each task once, by its key."""
    return {task.key: task for task in tasks}.values()
