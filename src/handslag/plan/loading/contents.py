"""From the database to a revision's content, as the rules and the pages read it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from handslag.plan.facts import AreaText, Cooperation, Decision, MeasureText, RevisionText, StatementText
from handslag.plan.models import FocusArea, Measure, Plan, Revision

_LAST = date.max


def revisions_of(plan: Plan, user: Any) -> list[Revision]:
    """The plan's revisions that the user may see, in the order they came or will come into force, drafts last."""
    rows = list(Revision.objects.visible_to(user).filter(plan=plan).select_related("event"))
    for row in rows:
        row.plan = plan
    return sorted(rows, key=lambda row: (not row.is_decided, row.in_force or row.decided_on or _LAST, row.pk))


def with_content(rows: QuerySet[Revision]) -> QuerySet[Revision]:
    """The same revisions, with their content in a fixed number of queries."""
    areas = FocusArea.objects.order_by("order")
    measures = Measure.objects.select_related("administration").order_by("order")
    return rows.prefetch_related(Prefetch("areas", areas), Prefetch("areas__measures", measures), "statements")


def contents_of(plan: Plan, labels: Iterable[str] | None = None) -> dict[str, RevisionText]:
    """Label → content, of all revisions or of some; the newest entered last."""
    rows: QuerySet[Revision] = Revision.objects.filter(plan=plan).order_by("pk")
    if labels is not None:
        rows = rows.filter(label__in=list(labels))
    return {row.label: content_of(row) for row in with_content(rows)}


def content_of(row: Revision) -> RevisionText:
    """A revision's content; asks the database no more when `row` came by `with_content`."""
    return RevisionText(
        label=row.label,
        areas=tuple(_area(area) for area in row.areas.all()),
        preamble=row.preamble,
        decision=_decision(row),
        in_force=row.in_force,
        first_vp_year=row.first_vp_year,
        cooperation=_cooperation(row),
        sent_to=tuple(row.sent_to),
        statements=tuple(StatementText(one.kind, tuple(one.who), one.party, one.text) for one in row.statements.all()),
    )


def _decision(row: Revision) -> Decision | None:
    if row.decided_on is None:
        return None
    return Decision(row.decided_by, row.decided_on, row.paragraph, row.dnr, row.outcome)


def _cooperation(row: Revision) -> Cooperation | None:
    if not row.cooperation_kind:
        return None
    return Cooperation(row.cooperation_kind, row.cooperation_body, row.cooperation_on, row.cooperation_outcome)


def _area(area: FocusArea) -> AreaText:
    return AreaText(
        area.key,
        area.name,
        area.text,
        area.mandatory,
        area.mandatory_by,
        area.mandatory_on,
        area.mandatory_dnr,
        tuple(_measure(measure) for measure in area.measures.all()),
    )


def _measure(row: Measure) -> MeasureText:
    leader = row.administration.name if row.administration else ""
    return MeasureText(row.key, row.name, row.central, leader, row.due, row.text)


def revision_values(content: RevisionText) -> dict[str, Any]:
    """The columns of a revision's own row, its areas and statements aside; not whether it is decided."""
    decision, cooperation = content.decision or Decision(outcome=""), content.cooperation or Cooperation("")
    return {
        "label": content.label,
        "preamble": content.preamble,
        "decided_on": decision.on,
        "decided_by": decision.body,
        "paragraph": decision.paragraph,
        "dnr": decision.dnr,
        "outcome": decision.outcome,
        "in_force": content.in_force,
        "first_vp_year": content.first_vp_year,
        "cooperation_kind": cooperation.kind,
        "cooperation_body": cooperation.body,
        "cooperation_on": cooperation.on,
        "cooperation_outcome": cooperation.outcome,
        "sent_to": list(content.sent_to),
    }
