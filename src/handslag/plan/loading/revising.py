"""Where the revisions of a plan stand on their way to a decision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from handslag.people.models import City, Membership
from handslag.plan.facts import TAKE_PART, RevisionText
from handslag.plan.models import (
    CommentAnswer,
    Consultation,
    ConsultationComment,
    CooperationRecord,
    Plan,
    Revision,
    RevisionStep,
)
from handslag.plan.rules import CLOSED, SHARED, Situation, Talks, difference, revision_in_force


@dataclass(frozen=True, slots=True)
class OpenConsultation:
    """A draft that is shared: its consultation's last day, and how many comments there are and lack an answer."""

    revision: Revision
    ends: date
    message: str
    comments: int
    unanswered: int


def base_of(rows: Iterable[Revision], day: date) -> Revision | None:
    """The revision that a draft is compared with: the one in force on the day, else the next to come into force."""
    decided = [row for row in rows if row.is_decided]
    coming = sorted((row for row in decided if row.in_force), key=lambda row: (row.in_force, row.pk))
    return revision_in_force(coming, day) or next(iter(coming), None)


def open_drafts(plan: Plan) -> list[Revision]:
    """The revisions on their way to a decision, in the order they were begun."""
    return list(Revision.objects.filter(plan=plan).exclude(state__in=CLOSED).order_by("pk"))


def unanswered(comments: QuerySet[ConsultationComment]) -> QuerySet[ConsultationComment]:
    """Those that have no answer yet."""
    return comments.filter(~Exists(CommentAnswer.objects.filter(comment=OuterRef("pk"))))


def open_consultations(plan: Plan) -> list[OpenConsultation]:
    """The drafts on consultation or in cooperation, with what waits for an answer; in two queries."""
    answered = CommentAnswer.objects.filter(comment=OuterRef("comments__pk"))
    rows = (
        Revision.objects.filter(plan=plan, state__in=SHARED)
        .annotate(
            told=Count("comments", distinct=True),
            silent=Count("comments", filter=~Exists(answered) & Q(comments__isnull=False), distinct=True),
        )
        .order_by("pk")
    )
    found = list(rows)
    numbers = {row.pk: (int(row.__dict__["told"]), int(row.__dict__["silent"])) for row in found}
    last = {one.revision_id: one for one in Consultation.objects.filter(revision__in=found).order_by("pk")}
    for row in found:
        row.plan = plan
    return [
        OpenConsultation(row, last[row.pk].ends, last[row.pk].message, numbers[row.pk][0], numbers[row.pk][1])
        for row in found
        if row.pk in last
    ]


def consultation_of(revision: Revision) -> Consultation | None:
    """The newest invitation to the revision's consultation."""
    return Consultation.objects.filter(revision=revision).order_by("-pk").first()


def talks_of(revision: Revision) -> CooperationRecord | None:
    """The cooperation that is registered for the draft as it stands: since it last went to cooperation."""
    into = RevisionStep.objects.filter(revision=revision, move="close").order_by("-pk").first()
    if into is None or revision.state != "cooperation":
        return None
    return CooperationRecord.objects.filter(revision=revision, at__gte=into.at).order_by("-pk").first()


def situation_of(
    revision: Revision, day: date, *, before: RevisionText | None, after: RevisionText, ends: date | None
) -> Situation:
    """All that decides which steps the revision can take; asks for the comments and the cooperation only."""
    talks = talks_of(revision) if revision.state == "cooperation" else None
    comments = ConsultationComment.objects.filter(revision=revision)
    return Situation(
        state=revision.state,  # type: ignore[arg-type]
        today=day,
        same=before is not None and difference(before, after).is_empty,
        areas=len(after.areas),
        ends=ends,
        unanswered=unanswered(comments).count() if revision.state != "draft" else 0,
        talks=Talks(talks.kind, talks.outcome, talks.central) if talks else None,
    )


def invited(city: City, day: date) -> dict[str, int]:
    """Role → how many hold it on the day, of those who take part in consultations."""
    rows = Membership.objects.filter(city=city, role__in=TAKE_PART, valid_from__lte=day).exclude(valid_to__lt=day)
    found = rows.order_by().values("role").annotate(number=Count("user", distinct=True))
    return {row["role"]: row["number"] for row in found}
