"""What was said and raised: meetings about the plan, and signals, as they were known at a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from django.urls import reverse

from handslag.core.text import fold
from handslag.dossiers.facts import SignalState, Talk
from handslag.plan.models import Plan
from handslag.voice.models import KINDS, MeetingCell, MeetingPoint, MeetingRecord, PointAnswer, Signal
from handslag.voice.rules.meetings import MEETING_KINDS


def talks_of(plan: Plan, as_of: date, known_at: datetime) -> Iterator[Talk]:
    """The meetings held by the day. Of one that is not public only kind, day and numbers are told."""
    rows = MeetingRecord.objects.filter(meeting__plan=plan, recorded_at__lte=known_at)
    newest: dict[int, MeetingRecord] = {}
    for record in rows.order_by("recorded_at", "pk"):
        newest[record.meeting_id] = record
    held = [one for one in newest.values() if not one.withdrawn and one.held_on <= as_of]
    places: dict[int, list[str]] = defaultdict(list)
    cells = MeetingCell.objects.filter(record__in=[one.pk for one in held]).order_by("pk")
    for record_pk, name in cells.values_list("record_id", "administration__name"):
        places[record_pk].append(name)
    points = _points(plan, as_of, known_at)
    for one in sorted(held, key=lambda one: (one.held_on, one.pk)):
        told = points.get(one.meeting_id, [])
        yield Talk(
            kind=one.kind, word=MEETING_KINDS[one.kind], held_on=one.held_on,
            participants={key: int(count) for key, count in sorted(one.participants.items()) if count},
            administrations=tuple(dict.fromkeys(places[one.pk])) if one.public else (),
            points=len(told), answered=sum(told),
            href=reverse("voice:meeting", args=[one.meeting_id]) if one.public else "",
        )  # fmt: skip


def _points(plan: Plan, as_of: date, known_at: datetime) -> dict[int, list[bool]]:
    """Meeting → for each of its points whether it was answered."""
    rows = MeetingPoint.objects.filter(meeting__plan=plan, recorded_at__lte=known_at).order_by("recorded_at", "pk")
    first: dict[int, int] = {}
    gone: set[int] = set()
    for row in rows.only("pk", "meeting_id", "replaces_id", "withdrawn"):
        if row.replaces_id is None:
            first[row.pk] = row.meeting_id
        elif row.withdrawn:
            gone.add(row.replaces_id)
    given = PointAnswer.objects.filter(point__in=first, recorded_at__lte=known_at, answered_on__lte=as_of)
    answered = set(given.values_list("point_id", flat=True))
    found: dict[int, list[bool]] = defaultdict(list)
    for pk, meeting in first.items():
        if pk not in gone:
            found[meeting].append(pk in answered)
    return found


def signals_of(
    plan: Plan, as_of: date, known_at: datetime, areas: Mapping[str, str], lineage: Mapping[str, str]
) -> Iterator[SignalState]:
    """The signals raised by the day, with the first answer that counts."""
    rows = Signal.objects.filter(plan=plan, recorded_at__lte=known_at, raised_on__lte=as_of)
    rows = rows.select_related("administration").prefetch_related("answers", "steps")
    for row in rows.order_by("raised_on", "pk"):
        holder = lineage.get(fold(row.administration.name))
        if holder is None or row.area_key not in areas:
            continue
        known = [s for s in row.steps.all() if s.recorded_at <= known_at and s.on <= as_of]
        again = next((s for s in known if s.move == "reopen"), None)  # then the answer to that is the one that counts
        replies = [a for a in row.answers.all() if a.recorded_at <= known_at and a.answered_on <= as_of]
        given = [a.answered_on for a in replies if (a.after_id is not None) == (again is not None)]
        yield SignalState(
            administration=holder, area=row.area_key, area_name=areas[row.area_key], sender=row.sender, kind=row.kind,
            kind_word=KINDS.get(row.kind, row.kind or "signal"), raised_on=row.raised_on,
            answer_by=(again.answer_by if again else None) or row.answer_by,
            answered_on=min(given, default=None), href=reverse("voice:signal", args=[row.pk]),
        )  # fmt: skip
