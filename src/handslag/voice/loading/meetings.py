"""What is known of meetings now: the newest record of each, the points as they read, and what they were answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from handslag.people.models import City
from handslag.voice.models import Meeting, MeetingCell, MeetingInvite, MeetingPoint, MeetingRecord, PointAnswer
from handslag.voice.rules.meetings import MEETING_KINDS, PointState, point_state


@dataclass(frozen=True)
class PointStanding:
    """A point as it reads now, with what it was before and its answers, the newest last."""

    pk: int
    meeting_id: int
    text: str
    earlier: tuple[str, ...]
    corrected_on: date | None
    state: PointState
    answers: tuple[PointAnswer, ...]

    @property
    def answer(self) -> PointAnswer | None:
        """The answer that holds."""
        return self.answers[-1] if self.answers else None

    @property
    def is_open(self) -> bool:
        return self.state == PointState.OPEN


@dataclass(frozen=True)
class MeetingStanding:
    """A meeting as it is known now, with the records that were corrected."""

    pk: int
    plan_id: int
    registered_by_id: int | None
    record: MeetingRecord
    earlier: tuple[MeetingRecord, ...]
    cells: tuple[MeetingCell, ...]
    invites: tuple[MeetingInvite, ...]
    points: tuple[PointStanding, ...]

    @property
    def administrations(self) -> dict[int, str]:
        """The administrations it was about: id → name."""
        return {cell.administration_id: cell.administration.name for cell in self.cells}

    @property
    def areas(self) -> list[str]:
        """The keys of the areas it was about."""
        return list(dict.fromkeys(cell.area_key for cell in self.cells if cell.area_key))


def meeting_standings(rows: QuerySet[Meeting]) -> list[MeetingStanding]:
    """These meetings as they are known now, newest day first: six questions."""
    meetings = list(rows)
    records: dict[int, list[MeetingRecord]] = defaultdict(list)
    known = MeetingRecord.objects.filter(meeting__in=meetings).select_related("by").order_by("recorded_at", "pk")
    for record in known:
        records[record.meeting_id].append(record)
    newest = [held[-1].pk for held in records.values()]
    cells: dict[int, list[MeetingCell]] = defaultdict(list)
    for cell in MeetingCell.objects.filter(record__in=newest).select_related("administration").order_by("pk"):
        cells[cell.record_id].append(cell)
    invites: dict[int, list[MeetingInvite]] = defaultdict(list)
    invited = MeetingInvite.objects.filter(record__in=newest).select_related("administration", "unit")
    for invite in invited.order_by("pk"):
        invites[invite.record_id].append(invite)
    points: dict[int, list[PointStanding]] = defaultdict(list)
    for point in point_standings(MeetingPoint.objects.filter(meeting__in=meetings)):
        points[point.meeting_id].append(point)
    found = [
        MeetingStanding(
            one.pk, one.plan_id, one.registered_by_id, records[one.pk][-1], tuple(records[one.pk][:-1]),
            tuple(cells.get(records[one.pk][-1].pk, ())), tuple(invites.get(records[one.pk][-1].pk, ())),
            tuple(points.get(one.pk, ())),
        )
        for one in meetings
        if one.pk in records
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.record.held_on, one.pk), reverse=True)


def point_standings(rows: QuerySet[MeetingPoint]) -> list[PointStanding]:
    """The points among these rows as they read now: two questions."""
    given = list(rows.order_by("meeting", "recorded_at", "order", "pk"))
    later: dict[int, list[MeetingPoint]] = defaultdict(list)
    for row in given:
        if row.replaces_id:
            later[row.replaces_id].append(row)
    answers: dict[int, list[PointAnswer]] = defaultdict(list)
    replies = PointAnswer.objects.filter(point__in=[row.pk for row in given if not row.replaces_id])
    for answer in replies.select_related("measure", "answered_by").order_by("recorded_at", "pk"):
        answers[answer.point_id].append(answer)
    firsts = [row for row in given if not row.replaces_id]
    return [_point(row, later.get(row.pk, []), answers.get(row.pk, [])) for row in firsts]


def _point(first: MeetingPoint, later: list[MeetingPoint], answers: list[PointAnswer]) -> PointStanding:
    newest = later[-1] if later else first
    texts = list(dict.fromkeys(row.text for row in (first, *later)))
    return PointStanding(
        first.pk,
        first.meeting_id,
        newest.text,
        tuple(text for text in texts if text != newest.text),
        newest.recorded_at.date() if later else None,
        point_state(withdrawn=newest.withdrawn, answered=bool(answers)),
        tuple(answers),
    )


@dataclass(frozen=True, slots=True)
class WaitingPoint:
    """A point that waits for an answer: what tasks read."""

    pk: int
    meeting_id: int
    text: str
    kind: str
    held_on: date
    administrations: tuple[int, ...]


def unanswered_points(city: City) -> list[WaitingPoint]:
    """The open points of the city's meetings, the oldest meeting first."""
    rows = Meeting.objects.filter(plan__city=city)
    found = [
        WaitingPoint(point.pk, one.pk, point.text, one.record.kind, one.record.held_on, tuple(one.administrations))
        for one in _held(meeting_standings(rows))
        for point in one.points
        if point.is_open
    ]
    return sorted(found, key=lambda point: (point.held_on, point.pk))


@dataclass(frozen=True, slots=True)
class PublicPoint:
    """A point and its answer as anyone may read them: nobody is named."""

    meeting_id: int
    held_on: date
    kind: str
    administrations: tuple[str, ...]
    areas: tuple[str, ...]
    point: str
    answered_on: date
    answer: str
    answered_as: str
    measure_id: int | None
    measure: str


def public_points(city: City, *, known_at: date | None = None) -> list[PublicPoint]:
    """The answered points of meetings that are marked public, newest answer first; those answered by a day if given."""
    found = []
    for one in _held(meeting_standings(Meeting.objects.filter(plan__city=city))):
        if not one.record.public:
            continue
        for point in one.points:
            answer = point.answer
            if point.state != PointState.ANSWERED or answer is None:
                continue
            if known_at is None or answer.answered_on <= known_at:
                found.append(_public(one, point, answer))
    return sorted(found, key=lambda one: (one.answered_on, one.held_on), reverse=True)


def _public(one: MeetingStanding, point: PointStanding, answer: PointAnswer) -> PublicPoint:
    return PublicPoint(
        one.pk, one.record.held_on, MEETING_KINDS[one.record.kind], tuple(one.administrations.values()),
        tuple(one.areas), point.text, answer.answered_on, answer.text, answer.answered_as, answer.measure_id,
        answer.measure.title if answer.measure else "",
    )  # fmt: skip


def _held(meetings: Iterable[MeetingStanding]) -> list[MeetingStanding]:
    return [one for one in meetings if not one.record.withdrawn]
