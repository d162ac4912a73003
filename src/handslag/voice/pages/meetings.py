"""The list of meetings, one of them, and what was said beside what was done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.urls import reverse

from handslag.core.clock import local
from handslag.core.text import counted, join_words, swedish_date
from handslag.core.verdict import Verdict
from handslag.people.models import ROLES
from handslag.plan.models import Plan
from handslag.voice.loading.meetings import MeetingStanding, PointStanding, meeting_standings
from handslag.voice.loading.places import area_names
from handslag.voice.models import Meeting, MeetingInvite, MeetingRecord, PointAnswer
from handslag.voice.permissions import can_answer_point, can_correct_meeting, can_correct_point
from handslag.voice.rules.meetings import MEETING_KINDS, PARTICIPANTS, POINT_STATES, PointState

COLUMNS = ("Dag", "Möte", "Förvaltning", "Punkt", "Läge", "Svar", "Besvarad", "Åtgärd")


@dataclass(frozen=True, slots=True)
class Reply:
    """What was done about a point; `struck` when a later answer has corrected it."""

    day: date
    text: str
    by: str
    measure: str
    measure_href: str
    struck: bool


@dataclass(frozen=True, slots=True)
class PointLine:
    """A point as it is shown, with what the reader may do with it."""

    pk: int
    text: str
    earlier: tuple[str, ...]
    state: str
    is_open: bool
    withdrawn: bool
    replies: list[Reply]
    answer: Verdict
    correct: Verdict


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting in a list."""

    pk: int
    href: str
    title: str
    held_on: date
    administrations: str
    participants: str
    points: int
    open_points: int
    withdrawn: bool


@dataclass(frozen=True)
class MeetingPage:
    """Everything the page of a meeting shows."""

    standing: MeetingStanding
    title: str
    lead: str
    facts: list[tuple[str, str]]
    areas: list[tuple[str, str]]
    points: list[PointLine]
    earlier: list[tuple[str, str]]
    correct: Verdict


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A point of a meeting beside what was done about it."""

    held_on: date
    kind: str
    administrations: str
    text: str
    state: str
    answer: str
    answered_on: date | None
    measure: str
    meeting_href: str
    measure_href: str


def title_of(record: MeetingRecord) -> str:
    """`Dialogmöte 12 maj 2026`."""
    return f"{MEETING_KINDS[record.kind].capitalize()} {swedish_date(record.held_on)}"


def participants_of(numbers: Mapping[str, int]) -> str:
    """`6 handläggare och 2 förtroendevalda`."""
    words = [counted(numbers[key], one, many) for key, (one, many) in PARTICIPANTS.items() if numbers.get(key)]
    return join_words(words)


def visible_meetings(user: Any, plan: Plan) -> list[MeetingStanding]:
    """The meetings of the plan that the user may see, newest day first."""
    return meeting_standings(Meeting.objects.visible_to(user).filter(plan=plan))


def meeting_lines(found: Iterable[MeetingStanding]) -> list[MeetingLine]:
    """They as lines of a list."""
    return [
        MeetingLine(
            one.pk, reverse("voice:meeting", args=[one.pk]), title_of(one.record), one.record.held_on,
            join_words(list(one.administrations.values())), participants_of(one.record.participants),
            sum(point.state != PointState.WITHDRAWN for point in one.points),
            sum(point.is_open for point in one.points), one.record.withdrawn,
        )
        for one in found
    ]  # fmt: skip


def meeting_page(user: Any, plan: Plan, standing: MeetingStanding) -> MeetingPage:
    """One meeting, for one reader."""
    record, names = standing.record, area_names(plan)
    offices = {cell.administration_id: cell.administration for cell in standing.cells}
    areas = [
        (f"{names.get(cell.area_key, cell.area_key)}, {cell.administration}",
         reverse("vitals:cell", args=[cell.administration.slug, cell.area_key]))
        for cell in standing.cells
        if cell.area_key
    ]  # fmt: skip
    facts = [
        ("Dag", swedish_date(record.held_on)),
        ("Slag", MEETING_KINDS[record.kind].capitalize()),
        ("Deltog", participants_of(record.participants)),
        ("Förvaltning", join_words([one.name for one in offices.values()]) or "Hela kommunen"),
        ("Inbjudna", invited_words(standing.invites)),
        ("Visas för", "Alla, även allmänheten" if record.public else "De inbjudna och planansvariga"),
    ]
    return MeetingPage(
        standing=standing,
        title=title_of(record),
        lead=_lead(standing),
        facts=facts,
        areas=areas,
        points=[_point(user, plan, standing, point) for point in standing.points],
        earlier=_earlier(standing),
        correct=can_correct_meeting(user, plan.city, standing),
    )


def _earlier(standing: MeetingStanding) -> list[tuple[str, str]]:
    """Each correction: what stood before, and who changed it why."""
    found = []
    for before, later in pairwise([*standing.earlier, standing.record]):
        what = "Återtaget" if later.withdrawn else "Rättat"
        why = f"{what} {swedish_date(local(later.recorded_at).date())}: {later.reason}"
        found.append((f"{title_of(before)}. {participants_of(before.participants)}.", why))
    return found


def invited_words(invites: Iterable[MeetingInvite]) -> str:
    """`Handläggare och enhetschef i Ängsby`, by place."""
    places: dict[str, list[str]] = {}
    for one in invites:
        place = str(one.unit or one.administration or "hela kommunen")
        places.setdefault(place, []).append(ROLES.get(one.role, "alla"))
    said = [f"{join_words(roles)} i {place}" for place, roles in places.items()]
    return "; ".join(one[:1].upper() + one[1:] for one in said)


def _lead(standing: MeetingStanding) -> str:
    if standing.record.withdrawn:
        return "Mötet är återtaget. Det räknas inte."
    points = [point for point in standing.points if point.state != PointState.WITHDRAWN]
    if not points:
        return "Inga punkter är antecknade."
    waiting = sum(point.is_open for point in points)
    told = f"{counted(len(points), 'punkt', 'punkter')} kom upp."
    if not waiting:
        return f"{told} {'Den är besvarad' if len(points) == 1 else 'Alla är besvarade'}."
    return f"{told} {counted(waiting, 'väntar', 'väntar')} på svar."


def _point(user: Any, plan: Plan, standing: MeetingStanding, point: PointStanding) -> PointLine:
    return PointLine(
        pk=point.pk,
        text=point.text,
        earlier=point.earlier,
        state=POINT_STATES[point.state],
        is_open=point.is_open,
        withdrawn=point.state == PointState.WITHDRAWN,
        replies=[_reply(one, struck=one is not point.answers[-1]) for one in point.answers],
        answer=can_answer_point(user, plan.city, standing, point),
        correct=can_correct_point(user, plan.city, standing, point),
    )


def _reply(one: PointAnswer, *, struck: bool) -> Reply:
    names = [str(one.answered_by)] if one.answered_by else []
    by = ", ".join([*names, one.answered_as] if one.answered_as else names)
    title, href = (one.measure.title, one.measure.get_absolute_url()) if one.measure else ("", "")
    return Reply(one.answered_on, one.text, by, title, href, struck)


def said_lines(found: Iterable[MeetingStanding], office: str = "") -> list[SaidLine]:
    """Every point of the meetings: those that wait first, oldest first; then what was done, newest first."""
    lines = [
        _said(one, point)
        for one in found
        for point in one.points
        if not one.record.withdrawn
        and point.state != PointState.WITHDRAWN
        and (not office or office in {cell.administration.slug for cell in one.cells})
    ]
    waiting = sorted((line for line in lines if not line.answer), key=lambda line: line.held_on)
    done = sorted((line for line in lines if line.answer), key=lambda line: line.answered_on or date.min, reverse=True)
    return waiting + done


def _said(one: MeetingStanding, point: PointStanding) -> SaidLine:
    answer = point.answer
    measure = answer.measure if answer else None
    return SaidLine(
        one.record.held_on, MEETING_KINDS[one.record.kind], join_words(list(one.administrations.values())), point.text,
        POINT_STATES[point.state], answer.text if answer else "", answer.answered_on if answer else None,
        measure.title if measure else "", reverse("voice:meeting", args=[one.pk]),
        measure.get_absolute_url() if measure else "",
    )  # fmt: skip


def said_cells(lines: Iterable[SaidLine]) -> Iterable[tuple[Any, ...]]:
    """The rows of a spreadsheet."""
    for one in lines:
        yield (
            one.held_on, one.kind, one.administrations, one.text, one.state, one.answer, one.answered_on, one.measure
        )  # fmt: skip
