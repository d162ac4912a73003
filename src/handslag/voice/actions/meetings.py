"""Registering meetings, correcting them, and answering what was said there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from handslag.audit.actions import record
from handslag.core.clock import local
from handslag.core.verdict import Refused
from handslag.people.models import Administration, City, Unit, User
from handslag.plan.models import Plan
from handslag.voice.loading.meetings import MeetingStanding, PointStanding, meeting_standings
from handslag.voice.models import Meeting, MeetingCell, MeetingInvite, MeetingPoint, MeetingRecord, PointAnswer
from handslag.voice.permissions.meetings import can_answer_point, can_correct_meeting, can_correct_point, can_register
from handslag.voice.permissions.signals import answering_as
from handslag.voice.rules.meetings import COUNTS_AS_TALK, PARTICIPANTS
from handslag.voice.rules.texts import fault_of

if TYPE_CHECKING:
    from django.db.models import Model

Invite = tuple[str, Administration | None, Unit | None]
"""Role ("" for everyone), and the place."""


@dataclass(frozen=True)
class MeetingFacts:
    """What is told of a meeting: when, what kind, how many of each, what it was about and who was invited."""

    kind: str
    held_on: date
    participants: dict[str, int]
    administrations: Sequence[Administration] = ()
    areas: Sequence[str] = ()
    invites: Sequence[Invite] = field(default=())
    public: bool = False

    def fault(self, today: date) -> str:
        """Why it is refused, in Swedish; empty when it is not."""
        if self.held_on > today:
            return "Mötet kan föras in när det har hållits."
        if self.kind in COUNTS_AS_TALK and not (self.administrations and self.areas):
            return "Välj vilken förvaltning och vilka fokusområden dialogmötet handlade om."
        if self.areas and not self.administrations:
            return "Välj vilken förvaltning det gäller."
        counts = [self.participants.get(kind, 0) for kind in PARTICIPANTS]
        return "" if any(counts) else "Skriv hur många som deltog."


@transaction.atomic
def register_meeting(
    *,
    plan: Plan,
    told: MeetingFacts,
    points: Sequence[str] = (),
    by: User,
    at: datetime,
    recorded_at: datetime | None = None,
) -> Meeting:
    """Write down a meeting that has been held, with the points that were raised."""
    can_register(by, plan.city, told.kind, [one.pk for one in told.administrations]).require()
    known = _known(at, recorded_at)
    _refuse(told.fault(local(known).date()), *points)
    facts = _event("meeting.registered", plan.city, by, at, known, kind=told.kind, points=len(points))
    meeting = Meeting.objects.create(plan=plan, registered_by=by, registered_at=known)
    _write_record(meeting, told, by, facts)
    _write_points(meeting, points, by, facts)
    return meeting


@transaction.atomic
def correct_meeting(
    *,
    meeting: Meeting,
    told: MeetingFacts,
    reason: str,
    withdrawn: bool = False,
    by: User,
    at: datetime,
    recorded_at: datetime | None = None,
) -> MeetingRecord:
    """A new record of the meeting in place of the one that stands, which is still shown; or take the meeting back."""
    can_correct_meeting(by, meeting.plan.city, _standing(meeting)).require()
    if not withdrawn:
        can_register(by, meeting.plan.city, told.kind, [one.pk for one in told.administrations]).require()
    known = _known(at, recorded_at)
    _refuse(told.fault(local(known).date()), reason)
    if not reason.strip():
        raise Refused("Skriv varför mötet rättas.")
    facts = _event("meeting.corrected", meeting.plan.city, by, at, known, meeting=meeting.pk, withdrawn=withdrawn)
    return _write_record(meeting, told, by, facts, reason=reason, withdrawn=withdrawn)


@transaction.atomic
def add_points(
    *, meeting: Meeting, texts: Sequence[str], by: User, at: datetime, recorded_at: datetime | None = None
) -> list[MeetingPoint]:
    """Points that were left out when the meeting was registered."""
    can_correct_meeting(by, meeting.plan.city, _standing(meeting)).require()
    if not texts:
        raise Refused("Skriv minst en punkt.")
    known = _known(at, recorded_at)
    _refuse("", *texts)
    facts = _event("meeting.points_added", meeting.plan.city, by, at, known, meeting=meeting.pk, points=len(texts))
    return _write_points(meeting, texts, by, facts)


@transaction.atomic
def correct_point(
    *, point: MeetingPoint, text: str = "", withdrawn: bool = False, by: User, at: datetime
) -> MeetingPoint:
    """Reword a point that has no answer yet, or take it back; what it said before is still shown."""
    meeting, standing = _of_point(point)
    can_correct_point(by, point.meeting.plan.city, meeting, standing).require()
    _refuse("" if withdrawn or text.strip() else "Skriv hur punkten ska lyda.", text)
    facts = _event("meeting.point_corrected", point.meeting.plan.city, by, at, at, point=point.pk, withdrawn=withdrawn)
    made: MeetingPoint = MeetingPoint.objects.create(
        meeting=point.meeting, text=text if text.strip() and not withdrawn else standing.text, replaces=point,
        withdrawn=withdrawn, by=by, **facts,
    )  # fmt: skip
    return made


@transaction.atomic
def answer_point(
    *,
    point: MeetingPoint,
    text: str,
    measure: Model | None = None,
    by: User,
    at: datetime,
    recorded_at: datetime | None = None,
) -> PointAnswer:
    """Say what was done about a point; a second answer corrects the first, and both are shown."""
    meeting, standing = _of_point(point)
    can_answer_point(by, point.meeting.plan.city, meeting, standing).require()
    _refuse("" if text.strip() else "Skriv vad som har gjorts.", text)
    known = _known(at, recorded_at)
    facts = _event("meeting.point_answered", point.meeting.plan.city, by, at, known, point=point.pk)
    place = next(iter(meeting.administrations), 0)
    made: PointAnswer = PointAnswer.objects.create(
        point=point, answered_on=local(known).date(), text=text, measure_id=measure.pk if measure else None,
        answered_by=by, answered_as=answering_as(by, place), **facts,
    )  # fmt: skip
    return made


def _write_record(
    meeting: Meeting, told: MeetingFacts, by: User, facts: dict[str, Any], *, reason: str = "", withdrawn: bool = False
) -> MeetingRecord:
    counted = {kind: told.participants[kind] for kind in PARTICIPANTS if told.participants.get(kind)}
    made: MeetingRecord = MeetingRecord.objects.create(
        meeting=meeting, kind=told.kind, held_on=told.held_on, participants=counted, public=told.public, by=by,
        reason=reason, withdrawn=withdrawn, **facts,
    )  # fmt: skip
    MeetingCell.objects.bulk_create(
        MeetingCell(record=made, administration=place, area_key=area)
        for place in told.administrations
        for area in (told.areas or ("",))
    )
    MeetingInvite.objects.bulk_create(
        MeetingInvite(record=made, role=role, administration=place, unit=unit) for role, place, unit in told.invites
    )
    return made


def _write_points(meeting: Meeting, texts: Sequence[str], by: User, facts: dict[str, Any]) -> list[MeetingPoint]:
    return MeetingPoint.objects.bulk_create(
        MeetingPoint(meeting=meeting, text=text, order=place, by=by, **facts) for place, text in enumerate(texts)
    )


def _standing(meeting: Meeting) -> MeetingStanding:
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    return meeting_standings(Meeting.objects.filter(pk=meeting.pk))[0]


def _of_point(point: MeetingPoint) -> tuple[MeetingStanding, PointStanding]:
    """The meeting of a point, and the point as it reads now. `point` is the first row of it."""
    meeting = _standing(point.meeting)
    return meeting, next(one for one in meeting.points if one.pk == point.pk)


def _known(at: datetime, recorded_at: datetime | None) -> datetime:
    if recorded_at is not None and recorded_at > at:
        raise Refused("Uppgifterna kan inte räknas som kända från en tid som inte har varit än.")
    return recorded_at or at


def _refuse(fault: str, *texts: str) -> None:
    for found in (fault, *map(fault_of, texts)):
        if found:
            raise Refused(found)


def _event(action: str, city: City, by: User, at: datetime, known: datetime, **data: Any) -> dict[str, Any]:
    subject = f"meeting:{data.get('meeting', '')}"
    event = record(action, by=by, at=at, subject=subject, city_id=city.pk, recorded_at=known, data=data)
    return {"event": event, "entered_at": at, "recorded_at": known}
