"""The page of one commitment: what was said and where, whether it holds, who does and who does not, its steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from handslag.core.clock import local
from handslag.core.text import swedish_date
from handslag.core.verdict import Verdict
from handslag.papers.loading.hidden import NOTHING, hidden_in
from handslag.papers.permissions import is_registrar
from handslag.people.models import City, Membership, User
from handslag.plan.checks import CHECKS, Asked, Check
from handslag.questions.loading.checks.scope import ruler
from handslag.questions.loading.commitments import CommitmentStanding, Whole, whole, words_of
from handslag.questions.loading.proposals import Source, source_of
from handslag.questions.models import Commitment, CommitmentStep
from handslag.questions.permissions import can_move_commitment
from handslag.questions.rules.commitments import COMMITMENT_STEPS, HOLDS, CommitmentMove, CommitmentState
from handslag.vitals.pages.day import Day

COLORS = {
    CommitmentState.OPEN: "info",
    CommitmentState.FULFILLED: "success",
    CommitmentState.BROKEN: "danger",
    CommitmentState.CLOSED: "neutral",
}
HOLDS_COLORS = {True: "success", False: "danger", None: "neutral"}
WAYS = {
    CommitmentMove.CORRECT: ("andra", "Ändra ansvarig, dag eller kontroll"),
    CommitmentMove.FULFIL: ("infriad", "Utfästelsen är infriad"),
    CommitmentMove.BREAK: ("inte-infriad", "Den blev inte infriad"),
    CommitmentMove.CLOSE: ("avsluta", "Avsluta av annat skäl"),
    CommitmentMove.REOPEN: ("oppna-igen", "Öppna igen"),
}
"""The moves: the word in the address and on the button."""
EARLIER = 6
"""How many earlier days stand in the table of how it has gone."""
SHOWN = 8
"""How many of those who do not stand in the table before the rest are folded."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """Whether the check held on an earlier day."""

    day: date
    what: str
    word: str
    color: str
    share: str
    href: str


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened to it."""

    what: str
    day: date
    more: str
    by: str


@dataclass(frozen=True)
class CommitmentPage:
    """Everything the page shows."""

    commitment: Commitment
    standing: CommitmentStanding | None
    source: Source | None
    heading: str
    lead: str
    color: str
    verdict_color: str
    check: str
    earlier: Sequence[Earlier]
    steps: Sequence[Step]
    moves: Sequence[tuple[str, str, Verdict]]


def commitment_page(user: Any, one: Commitment, day: Day) -> CommitmentPage:
    """Build it, as of a day and as known at a moment."""
    source = source_of(one.document, one.finding, user) if one.document else None
    words = (one.text, one.who)
    if not is_registrar(user, one.city):
        words = words_of(one, hidden_in({one.document_id}).get(one.document_id or 0, NOTHING))
    found, days = _found(one, day, words)
    standing = found.standing
    heading = words[0] if len(words[0]) <= 120 else f"{words[0][:117].rsplit(' ', 1)[0].rstrip(' ,.;:')} …"
    return CommitmentPage(
        commitment=one,
        standing=standing,
        source=source,
        heading=heading,
        lead=_lead(standing, one, day.as_of),
        color=COLORS[standing.state] if standing else "neutral",
        verdict_color=HOLDS_COLORS[standing.holds] if standing else "neutral",
        check=CHECKS[standing.terms.check_code].label if standing and standing.terms.check_code in CHECKS else "",
        earlier=_earlier(found, days, day),
        steps=[_step(step) for step in found.steps],
        moves=_moves(user, one, found.steps[-1]),
    )


def _found(one: Commitment, day: Day, words: tuple[str, str]) -> tuple[Whole, dict[date, str]]:
    """The commitment as of the day, and the earlier days its check is asked for."""
    days = _days(one, day)
    return whole(one, day.as_of, day.known_at, words, days=list(days)), days


def _days(one: Commitment, day: Day) -> dict[date, str]:
    """The days of the city's periods between the promise and the day asked for, the newest first; and its own day."""
    if one.plan is None:
        return {}
    periods = ruler(Asked(one.plan, day.as_of, day.known_at)).periods
    named = {date.fromordinal(period.as_of): f"{period.code} {period.year}" for period in periods}
    own = sorted((on for on in named if one.made_on <= on < day.as_of), reverse=True)
    return {on: named[on] for on in own[:EARLIER]}


def _lead(standing: CommitmentStanding | None, one: Commitment, as_of: date) -> str:
    """What there is to say first."""
    if standing is None:
        return (
            f"Den {swedish_date(as_of)} var utfästelsen inte lämnad än. Den lämnades den {swedish_date(one.made_on)}."
        )
    if not standing.is_open:
        return f"Utfästelsen är {standing.state_word} sedan den {swedish_date(standing.step.on)}."
    by_day = swedish_date(standing.by_day)
    when = f"Den skulle vara infriad senast den {by_day}" if standing.by_day < as_of else f"Senast den {by_day}"
    if standing.outcome is None:
        return f"{when}. Den följs upp för hand."
    said = {True: "Den håller", False: "Den håller inte", None: "Det går inte att säga än om den håller"}
    return f"{said[standing.holds]}. {when}."


def _earlier(found: Whole, days: dict[date, str], day: Day) -> list[Earlier]:
    """Whether the check held on the days of earlier periods, from what was loaded already."""
    standing = found.standing
    check: Check | None = CHECKS.get(standing.terms.check_code) if standing else None
    if standing is None or check is None or found.asked is None:
        return []
    made = []
    for on, what in days.items():
        outcome = check.evaluate(found.asked.on(on), standing.terms.check_params)
        share = f"{outcome.count} av {outcome.of}" if outcome.of else ""
        word = HOLDS[outcome.holds] if outcome.made else "inte uträknat"
        made.append(Earlier(on, what, word, HOLDS_COLORS[outcome.holds], share, f"?dag={on}"))
    return made


def _step(step: CommitmentStep) -> Step:
    entered = local(step.recorded_at).date()
    by = f"{step.by}, " if step.by else ""
    owner = ", ".join(filter(None, (str(step.owner_user) if step.owner_user else "", step.owner)))
    label = CHECKS[step.check_code].label if step.check_code in CHECKS else "för hand"
    terms = f"Ansvarig: {owner}. Senast {swedish_date(step.by_day)}. Följs upp: {label[:1].lower()}{label[1:]}."
    more = " ".join(filter(None, (step.reason, terms if step.move in ("confirm", "correct") else "")))
    return Step(
        COMMITMENT_STEPS[step.move].capitalize(), step.on, more, f"{by}infört {swedish_date(entered)}"
    )  # fmt: skip


def _moves(user: Any, one: Commitment, newest: CommitmentStep) -> list[tuple[str, str, Verdict]]:
    """The steps that can be taken now: the words on the button, and where it leads."""
    found = []
    for move, (way, words) in WAYS.items():
        verdict = can_move_commitment(user, one.city, newest, move)
        if verdict:
            name = "questions:commitment-edit" if move == CommitmentMove.CORRECT else "questions:commitment-move"
            more = () if move == CommitmentMove.CORRECT else (way,)
            found.append((words, reverse(name, args=[one.pk, *more]), verdict))
    return found


def people_of(city: City, day: date) -> list[User]:
    """Who can own a commitment: everybody with a role in the city on the day, by name."""
    held: QuerySet[Membership] = Membership.objects.on(day).filter(city=city, user__is_active=True)
    users = {row.user_id: row.user for row in held.select_related("user")}
    return sorted(users.values(), key=lambda one: str(one).casefold())
