"""Commitments as of any day: where each stood, whether its check holds, and what the reader may see of its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from handslag.core.clock import now
from handslag.papers.loading.secrecy import covers_of
from handslag.papers.models import Document
from handslag.people.models import City
from handslag.plan.checks import CHECKS, Asked, Outcome
from handslag.questions.loading.rows import Row
from handslag.questions.models import Commitment, CommitmentStep
from handslag.questions.rules.commitments import (
    BY_HAND,
    COMMITMENT_STATES,
    HOLDS,
    CommitmentState,
    is_overdue,
)
from handslag.questions.rules.kept import stood_and_terms

COVERED = "Texten är sekretessbelagd."
EVERYONE = object()
"""A reader with a role in the city and no more: what stands in drafts is left out, what is secret is covered."""


@dataclass(frozen=True, slots=True)
class CommitmentStanding:
    """A commitment as of a day: `step` gave its state, `terms` its owner, day and check; `outcome` is the check's."""

    commitment: Commitment
    step: CommitmentStep
    terms: CommitmentStep
    text: str
    who: str
    as_of: date
    claim: str = ""
    outcome: Outcome | None = None

    @property
    def state(self) -> CommitmentState:
        return CommitmentState(self.step.state)

    @property
    def state_word(self) -> str:
        return COMMITMENT_STATES[self.state]

    @property
    def is_open(self) -> bool:
        return self.state == CommitmentState.OPEN

    @property
    def by_day(self) -> date:
        return self.terms.by_day

    @property
    def owner(self) -> str:
        """Who is to see to it: a person, a role, or both."""
        person = str(self.terms.owner_user) if self.terms.owner_user else ""
        return ", ".join(filter(None, (person, self.terms.owner)))

    @property
    def holds(self) -> bool | None:
        """Whether its check holds; None also when it is followed by hand."""
        return self.outcome.holds if self.outcome else None

    @property
    def verdict(self) -> str:
        """`håller`, `håller inte`, `går inte att säga än`, `följs upp för hand`."""
        return HOLDS[self.outcome.holds] if self.outcome else BY_HAND

    @property
    def is_late(self) -> bool:
        """Whether its day has passed without its being kept."""
        return is_overdue(self.state, self.by_day, self.as_of, holds=self.holds)

    @property
    def told(self) -> str:
        """Where it stands in a few words: `gäller, håller inte`."""
        return f"{self.state_word}, {self.verdict}" if self.is_open else self.state_word


def commitments(
    city: City,
    as_of: date,
    known_at: datetime | None = None,
    *,
    user: Any = EVERYONE,
    rows: QuerySet[Commitment] | None = None,
    waits: bool = True,
) -> list[CommitmentStanding]:
    """The commitments of a city as of a day, by what was known: those whose day has passed first, then by day.

    Without `user` what everyone with a role in the city may read; `rows` narrows them. All checks share one loading for
    each plan. With `waits=False` signs that no snapshot has are taken from the newest one.
    """
    moment = known_at or now()
    found = list(_visible(city, user, rows).select_related("document__card", "finding", "plan").order_by("pk"))
    if not found:
        return []
    for one in found:
        one.city = city
        if one.plan:
            one.plan.city = city
        if one.document:
            one.document.city = city
    steps = steps_of(found)
    words = readable(found, user)
    grounds: dict[int, Asked] = {}
    made = []
    for one in found:
        held = stood_and_terms(steps[one.pk], as_of, moment)
        if held is not None:
            made.append(_standing(one, held, words[one.pk], as_of, moment, grounds, waits=waits))
    return sorted(made, key=lambda one: (not one.is_open, not one.is_late, one.by_day, one.commitment.pk))


@dataclass(frozen=True, slots=True)
class Whole:
    """A commitment for a page of its own: None for `standing` when it was not made or known then."""

    standing: CommitmentStanding | None
    steps: Sequence[CommitmentStep]
    asked: Asked | None


def whole(
    one: Commitment, as_of: date, known_at: datetime, words: tuple[str, str], *, days: Sequence[date] = ()
) -> Whole:
    """One commitment with its steps; `words` are its text and who said it as the reader may see them.

    `days` are those on which its check is asked for as well.
    """
    steps = steps_of([one])[one.pk]
    asked = Asked(one.plan, as_of, known_at, tuple(days)) if one.plan is not None else None
    held = stood_and_terms(steps, as_of, known_at)
    if held is None:
        return Whole(None, steps, asked)
    grounds = {asked.plan.pk: asked} if asked else {}
    return Whole(_standing(one, held, words, as_of, known_at, grounds, waits=True), steps, asked)


def _visible(city: City, user: Any, rows: QuerySet[Commitment] | None) -> QuerySet[Commitment]:
    every = Commitment.objects.all() if rows is None else rows
    if user is EVERYONE:
        return every.filter(Q(document=None) | ~Q(document__card__state="draft"), city=city)
    return every.filter(pk__in=Commitment.objects.visible_to(user).values("pk"), city=city)


def _standing(
    one: Commitment, held: tuple[CommitmentStep, CommitmentStep], words: tuple[str, str], as_of: date,
    moment: datetime, grounds: dict[int, Asked], *, waits: bool,
) -> CommitmentStanding:  # fmt: skip
    step, terms = held
    claim, outcome = "", None
    if terms.check_code:
        claim, outcome = "", Outcome(None, "Kontrollen finns inte längre.")
        if one.plan is not None and terms.check_code in CHECKS:
            asked = grounds.setdefault(one.plan.pk, Asked(one.plan, as_of, moment, waits=waits))
            check = CHECKS[terms.check_code]
            claim, outcome = check.claim(asked, terms.check_params), check.evaluate(asked, terms.check_params)
    return CommitmentStanding(one, step, terms, *words, as_of, claim, outcome)


def steps_of(found: Iterable[Commitment]) -> Mapping[int, Sequence[CommitmentStep]]:
    """Commitment → its steps in the order they were recorded: one question."""
    steps: dict[int, list[CommitmentStep]] = defaultdict(list)
    rows = CommitmentStep.objects.filter(commitment__in=[one.pk for one in found]).select_related("owner_user", "by")
    for step in rows.order_by("recorded_at", "pk"):
        steps[step.commitment_id].append(step)
    return steps


def readable(found: Sequence[Commitment], user: Any) -> dict[int, tuple[str, str]]:
    """Commitment → its words and who said them, as the reader may see them: covered where the paper is."""
    papers: dict[int, Document] = {
        one.document.pk: one.document for one in found if one.document is not None and one.finding is not None
    }
    covers = covers_of(list(papers.values()), None if user is EVERYONE else user) if papers else {}
    made = {}
    for one in found:
        at = one.finding
        hidden = at is not None and covers[at.document_id].hides(at.page, at.start, at.end)
        made[one.pk] = (COVERED, "") if hidden else (one.text, one.who)
    return made


def commitment_rows(city: City, user: Any, day: date) -> list[Row]:
    """The commitments a reader may see, as rows of the register."""
    names = {None: "unsaid", True: "holds", False: "broken"}
    return [
        Row(
            key=f"commitment:{one.commitment.pk}",
            kind="commitment",
            word="utfästelse",
            label=one.commitment.label,
            href=one.commitment.get_absolute_url(),
            text=one.text,
            matter=one.claim or one.terms.note,
            who=one.who,
            parties=(),
            to=one.owner,
            areas=(),
            put_on=one.commitment.made_on,
            deadline=one.by_day,
            state=f"commitment-{one.state}" + (f"-{names[one.holds] if one.outcome else 'hand'}" * one.is_open),
            state_word=one.told,
            waits=one.is_open and (one.holds is not True or one.by_day >= day),
            closed_on=None if one.is_open else one.step.on,
        )
        for one in commitments(city, day, user=user)
    ]
