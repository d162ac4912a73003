"""Who may do what with a plan and its revisions, answered with a reason."""

from __future__ import annotations

from datetime import date
from typing import Any

from handslag.core.verdict import Verdict
from handslag.people.models import City, Membership
from handslag.people.permissions import memberships, roles_in
from handslag.plan.facts import TAKE_PART
from handslag.plan.models import Revision
from handslag.plan.rules import Move, Situation
from handslag.plan.rules.revising import may, may_comment, may_edit, may_register


def can_revise(user: Any, city: City) -> Verdict:
    """Only the plan office writes new revisions of the plan and takes them to a decision."""
    if "plan_office" in roles_in(user, city):
        return Verdict.yes()
    return Verdict.no("Bara planansvariga ändrar planen. Du kan lämna synpunkter när ett utkast är på samråd.")


def can_edit(user: Any, revision: Revision) -> Verdict:
    """The plan office changes the text of a revision while it is a draft, and not after."""
    allowed = can_revise(user, revision.plan.city)
    return allowed and may_edit(revision.state)  # type: ignore[arg-type]


def can_move(user: Any, revision: Revision, move: Move, situation: Situation) -> Verdict:
    """The plan office takes a revision a step on its way, when nothing is left that must come before."""
    return can_revise(user, revision.plan.city) and may(situation, move)


def seat_of(user: Any, city: City) -> Membership | None:
    """The role by which the user takes part in consultations; that of a union or a safety representative first."""
    held = [one for one in memberships(user) if one.city_id == city.pk and one.role in TAKE_PART]
    return min(held, key=lambda one: TAKE_PART.index(one.role), default=None)


def can_comment(user: Any, revision: Revision, ends: date | None, day: date) -> Verdict:
    """Those who take part in the consultation comment on the draft while it is open."""
    if seat_of(user, revision.plan.city) is None:
        return Verdict.no("Synpunkter lämnas av fackliga ombud, skyddsombud, chefer, kanslier och handläggare.")
    return may_comment(revision.state, ends, day)  # type: ignore[arg-type]


def can_answer(user: Any, revision: Revision) -> Verdict:
    """The plan office answers comments until the revision is decided."""
    allowed = can_revise(user, revision.plan.city)
    if allowed and revision.state in {"decided", "rejected", "discarded"}:
        return Verdict.no("Versionen är avgjord. Svaren kan inte ändras.")
    return allowed


def can_state_standpoint(user: Any, revision: Revision) -> Verdict:
    """A union representative states where the union stands; the plan office can enter what a union has said."""
    held = roles_in(user, revision.plan.city)
    if not held & {"union_rep", "plan_office"}:
        return Verdict.no("Ställningstagandet lämnas av ett fackligt ombud eller förs in av en planansvarig.")
    if revision.state not in {"consultation", "cooperation"}:
        return Verdict.no("Ställningstagandet lämnas när utkastet är på samråd eller i samverkan.")
    return Verdict.yes()


def can_register_cooperation(user: Any, revision: Revision) -> Verdict:
    """The plan office registers the cooperation between the consultation and the decision."""
    return can_revise(user, revision.plan.city) and may_register(revision.state)  # type: ignore[arg-type]


def can_prolong(user: Any, city: City) -> Verdict:
    """Only the plan office enters a decision on how long the plan lasts."""
    if "plan_office" in roles_in(user, city):
        return Verdict.yes()
    return Verdict.no("Bara planansvariga för in beslut om hur länge planen gäller.")
