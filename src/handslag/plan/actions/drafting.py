"""A draft is begun from the revision in force, and given up."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from handslag.audit.actions import record
from handslag.audit.models import Event
from handslag.core.clock import local
from handslag.core.text import clean, fold, swedish_date
from handslag.core.verdict import Refused
from handslag.people.models import User
from handslag.plan.actions.writing import _write_areas
from handslag.plan.facts import RevisionText
from handslag.plan.loading import base_of, content_of, with_content
from handslag.plan.models import Plan, Removal, Revision, RevisionStep
from handslag.plan.permissions import can_edit, can_revise
from handslag.plan.rules import content_hash
from handslag.plan.rules.revising import Situation, after
from handslag.plan.rules.texts import refuse_numbers

LONGEST_LABEL = 60


@transaction.atomic
def create_draft(*, plan: Plan, label: str, by: User, at: datetime) -> Revision:
    """A draft with all that stands in the revision in force, under the same keys."""
    refuse_numbers(label)
    can_revise(by, plan.city).require()
    rows = list(Revision.objects.select_for_update().filter(plan=plan).order_by("pk"))
    name = clean(label)
    if not name or len(name) > LONGEST_LABEL:
        raise Refused(f"Ge versionen ett namn på högst {LONGEST_LABEL} tecken.")
    if any(fold(row.label) == fold(name) for row in rows):
        raise Refused(f"Det finns redan en version som heter {name}.")
    base = base_of(rows, local(at).date())
    content = content_of(with_content(Revision.objects.filter(pk=base.pk)).get()) if base else RevisionText(name)
    told = {"label": name, "from": base.label if base else ""}
    event = record("plan.drafted", by=by, at=at, subject=f"plan:{plan.pk}", city_id=plan.city_id, data=told)
    draft = Revision.objects.create(
        plan=plan, label=name, preamble=content.preamble, order=len(rows), event=event, recorded_at=at,
        entered_at=event.entered_at, content_hash=content_hash(RevisionText(name, content.areas, content.preamble)),
    )  # fmt: skip
    leaders = {fold(one.name): one for one in plan.city.administrations.all()}
    _write_areas(draft, content.areas, leaders)
    return draft


@transaction.atomic
def discard_draft(*, revision: Revision, reason: str, by: User, at: datetime) -> Revision:
    """Give a draft up; it stays in the record under a name that leaves its label free."""
    refuse_numbers(reason)
    row = _locked(revision)
    can_edit(by, row).require()
    day = local(at).date()
    state = after(Situation(row.state, day), "discard")  # type: ignore[arg-type]
    label = _free_label(row, f"{row.label} (övergivet {swedish_date(day)}")
    Removal.objects.filter(revision=row).delete()
    RevisionStep.objects.create(revision=row, move="discard", state=state, reason=clean(reason), by=by, at=at)
    told = {"label": row.label, "reason": clean(reason)}
    event = record(
        "plan.draft_discarded", by=by, at=at, subject=f"revision:{row.pk}", city_id=row.plan.city_id, data=told
    )
    Revision.objects.filter(pk=row.pk).update(state=state, label=label, event=event)
    row.state, row.label = state, label
    return row


def _free_label(row: Revision, head: str) -> str:
    taken = set(Revision.objects.filter(plan=row.plan).values_list("label", flat=True))
    names = (f"{head[: LONGEST_LABEL - 5]}{f', {n}' if n > 1 else ''})" for n in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def _locked(revision: Revision) -> Revision:
    """The revision as it stands now, held until the act is done."""
    row = Revision.objects.select_for_update().get(pk=revision.pk)
    row.plan = revision.plan
    return row


def _stamp(row: Revision, event: Event) -> None:
    """What the draft says has changed: its hash, and who wrote it last."""
    fresh = content_of(with_content(Revision.objects.filter(pk=row.pk)).get())
    written = {"event": event, "recorded_at": event.entered_at, "entered_at": event.entered_at}
    Revision.objects.filter(pk=row.pk).update(content_hash=content_hash(fresh), **written)
