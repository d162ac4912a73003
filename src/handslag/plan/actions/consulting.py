"""The consultation on a draft: opened, commented, answered, closed; and where the unions stand."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from handslag.audit.actions import record
from handslag.core.clock import local
from handslag.core.text import clean, swedish_date
from handslag.core.verdict import Refused
from handslag.people.models import User
from handslag.people.permissions import roles_in
from handslag.plan.actions.drafting import _locked
from handslag.plan.facts import STANCES, TAKEN, RevisionText
from handslag.plan.loading import base_of, consultation_of, contents_of, situation_of
from handslag.plan.models import (
    CommentAnswer,
    Consultation,
    ConsultationComment,
    Revision,
    RevisionStep,
    UnionStandpoint,
)
from handslag.plan.permissions import (
    can_answer,
    can_comment,
    can_move,
    can_revise,
    can_state_standpoint,
    seat_of,
)
from handslag.plan.rules import REVISION_MOVES, Move, Situation
from handslag.plan.rules.texts import refuse_numbers


def _situation(row: Revision, day: date) -> Situation:
    rows = list(Revision.objects.filter(plan=row.plan).order_by("pk"))
    base = base_of(rows, day)
    contents = contents_of(row.plan, [row.label, *([base.label] if base else [])])
    before: RevisionText | None = contents[base.label] if base else None
    invited = consultation_of(row)
    return situation_of(row, day, before=before, after=contents[row.label], ends=invited.ends if invited else None)


def _step(row: Revision, move: Move, reason: str, by: User, at: datetime) -> None:
    """The step in the revision's own record, and the state it leads to."""
    state = REVISION_MOVES[row.state, move]  # type: ignore[index]
    RevisionStep.objects.create(revision=row, move=move, state=state, reason=reason, by=by, at=at)
    Revision.objects.filter(pk=row.pk).update(state=state)
    row.state = state


@transaction.atomic
def open_consultation(*, revision: Revision, ends: date, message: str, by: User, at: datetime) -> Consultation:
    """Invite to the consultation to its last day; or give one that is open a later last day."""
    refuse_numbers(message)
    row = _locked(revision)
    day = local(at).date()
    can_revise(by, row.plan.city).require()
    if ends < day:
        raise Refused("Samrådets sista dag har redan varit.")
    before = consultation_of(row)
    again = row.state == "consultation" and before is not None
    if again and before is not None and ends < before.ends:
        raise Refused(f"Samrådet är utlyst till {swedish_date(before.ends)}. Det kan förlängas men inte kortas.")
    if not again:
        can_move(by, row, "open", _situation(row, day)).require()
        _step(row, "open", "", by, at)
    made = Consultation.objects.create(revision=row, ends=ends, message=message.strip(), by=by, at=at)
    told = {"label": row.label, "ends": ends.isoformat()}
    act: dict[str, Any] = {"by": by, "at": at, "subject": f"revision:{row.pk}", "data": told}
    if again:
        record("plan.consultation_extended", city_id=row.plan.city_id, **act)
    else:
        record("plan.consultation_opened", city_id=row.plan.city_id, **act)
    return made


@transaction.atomic
def close_consultation(*, revision: Revision, by: User, at: datetime) -> Revision:
    """No more comments: the draft goes to cooperation with the unions."""
    row = _locked(revision)
    can_move(by, row, "close", _situation(row, local(at).date())).require()
    _step(row, "close", "", by, at)
    told = {"label": row.label}
    record("plan.consultation_closed", by=by, at=at, subject=f"revision:{row.pk}", city_id=row.plan.city_id, data=told)
    return row


@transaction.atomic
def take_back(*, revision: Revision, reason: str, by: User, at: datetime) -> Revision:
    """Back to draft so that it can be changed; a new consultation and cooperation are then needed."""
    refuse_numbers(reason)
    row = _locked(revision)
    can_move(by, row, "take_back", Situation(row.state, local(at).date())).require()  # type: ignore[arg-type]
    if not clean(reason):
        raise Refused("Skriv varför utkastet tas tillbaka. De som har deltagit får läsa det.")
    _step(row, "take_back", clean(reason), by, at)
    told = {"label": row.label, "reason": clean(reason)}
    record("plan.draft_taken_back", by=by, at=at, subject=f"revision:{row.pk}", city_id=row.plan.city_id, data=told)
    return row


@transaction.atomic
def comment_on(
    *, revision: Revision, area_key: str, measure_key: str, text: str, by: User, at: datetime
) -> ConsultationComment:
    """Say what one thinks of a focus area, a measure, or (no keys) the whole draft."""
    refuse_numbers(text)
    row = _locked(revision)
    invited = consultation_of(row) if row.state != "draft" else None
    can_comment(by, row, invited.ends if invited else None, local(at).date()).require()
    seat = seat_of(by, row.plan.city)
    assert seat is not None
    if not text.strip():
        raise Refused("Skriv din synpunkt.")
    made = ConsultationComment.objects.create(
        revision=row, area_key=area_key, measure_key=measure_key, about=_about(row, area_key, measure_key),
        text=text.strip(), role=seat.role, organisation=seat.organisation or str(seat.place), by=by, at=at,
    )  # fmt: skip
    told = {"comment": made.pk, "about": made.about}
    record("plan.commented", by=by, at=at, subject=f"revision:{row.pk}", city_id=row.plan.city_id, data=told)
    return made


def _about(row: Revision, area_key: str, measure_key: str) -> str:
    """What the comment is about, by the name it has now; also what the draft takes away can be commented on."""
    if not area_key:
        return "Hela utkastet"
    own = contents_of(row.plan, [row.label])[row.label]
    rows = list(Revision.objects.filter(plan=row.plan, is_decided=True).order_by("pk"))
    for content in (own, *reversed(contents_of(row.plan, [one.label for one in rows]).values())):
        for area in content.areas:
            if area.key != area_key:
                continue
            names = [one.name for one in area.measures if one.key == measure_key] if measure_key else [area.name]
            if names:
                return names[0]
    raise Refused("Det som synpunkten gäller finns inte i utkastet.")


@transaction.atomic
def answer_comment(*, comment: ConsultationComment, taken: str, text: str, by: User, at: datetime) -> CommentAnswer:
    """Say what comes of a comment and why; a later answer is added to the earlier."""
    refuse_numbers(text)
    row = _locked(comment.revision)
    can_answer(by, row).require()
    if taken not in TAKEN or not text.strip():
        raise Refused("Säg vad synpunkten leder till, och varför.")
    made = CommentAnswer.objects.create(comment=comment, taken=taken, text=text.strip(), by=by, at=at)
    told = {"comment": comment.pk, "taken": taken}
    record("plan.comment_answered", by=by, at=at, subject=f"revision:{row.pk}", city_id=row.plan.city_id, data=told)
    return made


@transaction.atomic
def state_standpoint(
    *, revision: Revision, organisation: str, stance: str, text: str, by: User, at: datetime
) -> UnionStandpoint:
    """Where a union stands on the draft; a union representative speaks for the own organisation only."""
    refuse_numbers(organisation, text)
    row = _locked(revision)
    can_state_standpoint(by, row).require()
    name = clean(organisation)
    if "plan_office" not in roles_in(by, row.plan.city):
        name = next((o for o in organisations_of(by, row) if o == name), next(iter(organisations_of(by, row)), ""))
    if not name or stance not in STANCES:
        raise Refused("Ange organisation och om den tillstyrker, avstyrker eller avstår.")
    made = UnionStandpoint.objects.create(
        revision=row, organisation=name[:80], stance=stance, text=text.strip(), by=by, at=at
    )
    told = {"organisation": name, "stance": stance}
    record("plan.standpoint_stated", by=by, at=at, subject=f"revision:{row.pk}", city_id=row.plan.city_id, data=told)
    return made


def organisations_of(user: User, revision: Revision) -> list[str]:
    """The unions the user represents in the city."""
    city = revision.plan.city_id
    return [m.organisation for m in user.held if m.city_id == city and m.role == "union_rep" and m.organisation]
