"""What is open in a city, as the rooms below tell it; what is heavy is kept while nothing new is recorded."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.db.models import Q

from handslag.followup.loading import CurrentMeasure
from handslag.followup.loading.adoption import AskedAgain, Unanswered, ask_again, reminders, unanswered
from handslag.followup.loading.reports import OpenReport, open_work
from handslag.followup.models import Pause
from handslag.people.models import Administration, Invitation
from handslag.plan.loading import end_warnings, open_consultations
from handslag.plan.loading.revising import OpenConsultation
from handslag.plan.models import ConsultationComment
from handslag.plan.rules import EndWarning
from handslag.questions.loading.commitments import CommitmentStanding
from handslag.questions.loading.commitments import commitments as standing_commitments
from handslag.questions.loading.questions import due_soon
from handslag.questions.models import Commitment, Question
from handslag.tasks.loading.city import CityFrame
from handslag.tasks.rules import AHEAD
from handslag.voice.loading.meetings import WaitingPoint, unanswered_points
from handslag.voice.loading.signals import Standing, open_signals

T = TypeVar("T")
MOST = 96
QUESTIONS_AHEAD = AHEAD + timedelta(days=7)
"""An answer is prepared a week before it is given."""
_kept: OrderedDict[tuple[object, ...], object] = OrderedDict()


def kept(frame: CityFrame, name: str, key: object, make: Callable[[], T]) -> T:
    """What was made of the city as it stands: until something is recorded in it, or the day turns."""
    full = (frame.city, frame.plan.pk, frame.stamp, frame.day, name, key)
    if full not in _kept:
        _kept[full] = make()
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    _kept.move_to_end(full)
    return _kept[full]  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class PauseNow:
    """A pause that holds today."""

    administration: int
    area: str
    last_day: date


def _office(frame: CityFrame, pk: int) -> Administration:
    made = Administration(pk=pk, name=frame.around.offices[pk].name, city=frame.plan.city)
    made.slug = frame.around.offices[pk].slug
    return made


def measures(frame: CityFrame, administration: int | None) -> Sequence[CurrentMeasure]:
    """The open measures of an administration, or of all (None)."""
    return _measures_and_reports(frame, administration)[0]


def reports(frame: CityFrame, administration: int | None) -> Sequence[OpenReport]:
    """The period reports that are not signed."""
    return _measures_and_reports(frame, administration)[1]


def _measures_and_reports(
    frame: CityFrame, administration: int | None
) -> tuple[Sequence[CurrentMeasure], Sequence[OpenReport]]:
    only = None if administration is None else _office(frame, administration)
    return kept(frame, "work", administration, lambda: open_work(frame.plan, moment=frame.moment, only=only))


def signals(frame: CityFrame) -> Sequence[Standing]:
    """The signals that wait for an answer."""
    return kept(frame, "signals", None, lambda: open_signals(frame.plan.city))


def points(frame: CityFrame) -> Sequence[WaitingPoint]:
    """What was said at meetings and has no answer."""
    return kept(frame, "points", None, lambda: unanswered_points(frame.plan.city))


def unanswered_areas(frame: CityFrame) -> Sequence[Unanswered]:
    """What districts have left to answer in their VPs."""
    return kept(frame, "unanswered", None, lambda: unanswered(frame.plan, frame.day))


def changed_areas(frame: CityFrame) -> Sequence[AskedAgain]:
    """What districts are asked once more."""
    return kept(frame, "again", None, lambda: ask_again(frame.plan, frame.day))


def nudges(frame: CityFrame) -> Mapping[tuple[int, int], int]:
    """Administration and VP year → the newest time somebody pressed *Påminn*, in the last year."""

    def load() -> Mapping[tuple[int, int], int]:
        rows = reminders(frame.plan, frame.moment - timedelta(days=366))
        return {(one.administration_id, one.year): one.pk for one in rows}

    return kept(frame, "nudges", None, load)


def consultations(frame: CityFrame) -> Sequence[OpenConsultation]:
    """Drafts of the plan that are shared."""
    return kept(frame, "consultations", None, lambda: open_consultations(frame.plan))


def commented(frame: CityFrame) -> Mapping[int, Collection[int]]:
    """Draft → who has commented on it."""

    def load() -> Mapping[int, Collection[int]]:
        found: dict[int, set[int]] = defaultdict(set)
        shared = [one.revision.pk for one in consultations(frame)]
        rows = ConsultationComment.objects.filter(revision__in=shared) if shared else ConsultationComment.objects.none()
        for revision, user in rows.order_by().values_list("revision_id", "by_id"):
            found[revision].add(user)
        return found

    return kept(frame, "commented", None, load)


def warnings(frame: CityFrame) -> Sequence[EndWarning]:
    """The warnings that the plan's end is near that have come."""
    return end_warnings(frame.plan, frame.day)


def questions(frame: CityFrame) -> Sequence[Question]:
    """The questions of politicians that wait, as far as their day is near, has passed, or is not written."""
    return kept(frame, "questions", None, lambda: due_soon(frame.plan.city, frame.day, QUESTIONS_AHEAD))


def pauses(frame: CityFrame) -> Sequence[PauseNow]:
    """The pauses that hold today."""

    def load() -> Sequence[PauseNow]:
        rows = Pause.objects.filter(
            plan=frame.plan, withdrawn=False, corrections__isnull=True, first_day__lte=frame.day,
            last_day__gte=frame.day,
        )  # fmt: skip
        return [PauseNow(*row) for row in rows.values_list("administration_id", "area_key", "last_day")]

    return kept(frame, "pauses", None, load)


def invitations(frame: CityFrame) -> Sequence[tuple[int, str, datetime]]:
    """Invitations that wait: id, to whom, and when they expire."""
    rows = Invitation.objects.waiting().filter(city=frame.city).order_by("expires_at")
    return [(row.pk, str(row), row.expires_at) for row in rows]


def orphans(frame: CityFrame) -> Collection[int]:
    """Administrations in which nobody holds the office or heads it: what is theirs falls to the plan office."""
    led = {post.administration for post in frame.posts if post.role in ("district_office", "head")}
    return [pk for pk in frame.around.offices if pk not in led]


def commitments(frame: CityFrame) -> Sequence[CommitmentStanding]:
    """The commitments of the city with whether they hold, by the newest signs there are: nobody waits for the rules."""
    rows = Commitment.objects.filter(Q(plan=frame.plan) | Q(plan=None))
    city = frame.plan.city
    return kept(frame, "commitments", None, lambda: standing_commitments(city, frame.day, rows=rows, waits=False))
