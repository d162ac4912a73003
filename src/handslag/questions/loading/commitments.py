"""Commitments as of any day: where each stood, whether its check holds, and what the reader may see of its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from handslag.core.clock import now
from handslag.papers.loading.hidden import NOTHING, hidden_in, hidden_where
from handslag.papers.models import SecretPassage
from handslag.papers.permissions import is_registrar
from handslag.papers.rules.hidden import Hidden
from handslag.people.models import City
from handslag.plan.checks import CHECKS, Asked, Outcome
from handslag.questions.loading.checks.signs import cells_of
from handslag.questions.loading.rows import Row
from handslag.questions.models import Commitment, CommitmentStep, Question
from handslag.questions.rules.commitments import (
    BY_HAND,
    COMMITMENT_STATES,
    HOLDS,
    CommitmentState,
    is_overdue,
)
from handslag.questions.rules.kept import stood_and_terms
from handslag.vitals.judgement import Judgement
from handslag.vitals.surroundings import Surroundings

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
    loaded: Mapping[Hashable, Any] | None = None,
    hidden: Callable[[], Mapping[int, Hidden]] | None = None,
) -> list[CommitmentStanding]:
    """The commitments of a city as of a day, by what was known: those whose day has passed first, then by day.

    Without `user` what everyone with a role in the city may read; `rows` narrows them. One question, one more when
    anything in their papers is secret, and one or none for each check: all share one loading for each plan. `loaded`
    is what the one plan that the rows are about is known to hold already (`with_judgement`), `hidden` what is covered
    (`hidden_of`; nothing for who only counts). With `waits=False` signs that no snapshot has are taken from the newest
    one.
    """
    moment = known_at or now()
    reads_all = user is not EVERYONE and is_registrar(user, city)
    grounds: dict[int, Asked] = {}
    made = []
    every = list(_steps_by_commitment(_visible(city, user, rows)))
    marked = {steps[0].commitment.document_id for steps in every if steps[0].marked}  # type: ignore[attr-defined]
    secret = {} if reads_all or not marked else hidden() if hidden else hidden_in(marked)
    for steps in every:
        held = stood_and_terms(steps, as_of, moment)
        if held is None:
            continue
        one = steps[0].commitment
        for thing in (one, one.plan, one.document):
            if thing is not None:
                thing.city = city
        words = (one.text, one.who) if reads_all else words_of(one, secret.get(one.document_id or 0, NOTHING))
        if one.plan is not None and one.plan.pk not in grounds:
            grounds[one.plan.pk] = Asked(one.plan, as_of, moment, waits=waits, _lasting=dict(loaded or {}))
        made.append(_standing(one, held, words, as_of, grounds))
    return sorted(made, key=lambda one: (not one.is_open, not one.is_late, one.by_day, one.commitment.pk))


def hidden_of(city: City) -> Callable[[], Mapping[int, Hidden]]:
    """What is covered in the papers of a city's questions and commitments, asked for once when any of it is needed."""
    asked = Q(page__document__in=Question.objects.filter(city=city).values("document"))
    said = Q(page__document__in=Commitment.objects.filter(city=city).values("document"))
    return cache(lambda: hidden_where(asked | said))


def words_of(one: Commitment, hidden: Hidden) -> tuple[str, str]:
    """The text of a commitment and who said it, for somebody who does not read all of its paper."""
    place = one.finding
    if place is not None and hidden.hides(place.page, place.start, place.end):
        return COVERED, ""
    return hidden.cover(one.text), hidden.cover(one.who)


def with_judgement(made: Judgement, around: Surroundings) -> dict[Hashable, Any]:
    """What checks need not load when a page has judged the day already."""
    return {"around": around, "cells": {made.as_of: cells_of(made)}}


def _steps_by_commitment(rows: QuerySet[Commitment]) -> Iterator[list[CommitmentStep]]:
    """Each commitment's steps in the order they were recorded, with all that a list shows of it: one question."""
    secret = SecretPassage.objects.filter(page__document=OuterRef("commitment__document"))
    beside = ("commitment__document__card", "commitment__plan", "commitment__finding", "owner_user")
    steps = CommitmentStep.objects.filter(commitment__in=rows.order_by().values("pk")).select_related(*beside)
    found: dict[int, list[CommitmentStep]] = defaultdict(list)
    for step in steps.annotate(marked=Exists(secret)).order_by("recorded_at", "pk"):
        found[step.commitment_id].append(step)
    yield from found.values()


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
    return Whole(_standing(one, held, words, as_of, grounds), steps, asked)


def _visible(city: City, user: Any, rows: QuerySet[Commitment] | None) -> QuerySet[Commitment]:
    every = Commitment.objects.all() if rows is None else rows
    if user is EVERYONE:
        return every.filter(Q(document=None) | ~Q(document__card__state="draft"), city=city)
    return every.filter(pk__in=Commitment.objects.visible_to(user).values("pk"), city=city)


def _standing(
    one: Commitment, held: tuple[CommitmentStep, CommitmentStep], words: tuple[str, str], as_of: date,
    grounds: Mapping[int, Asked],
) -> CommitmentStanding:  # fmt: skip
    step, terms = held
    claim, outcome = "", Outcome(None, "Kontrollen finns inte längre.") if terms.check_code else None
    check = CHECKS.get(terms.check_code)
    if check is not None and one.plan is not None:
        asked = grounds[one.plan.pk]
        claim, outcome = check.claim(asked, terms.check_params), check.evaluate(asked, terms.check_params)
    return CommitmentStanding(one, step, terms, *words, as_of, claim, outcome)


def steps_of(found: Iterable[Commitment]) -> Mapping[int, Sequence[CommitmentStep]]:
    """Commitment → its steps in the order they were recorded: one question."""
    steps: dict[int, list[CommitmentStep]] = defaultdict(list)
    rows = CommitmentStep.objects.filter(commitment__in=[one.pk for one in found]).select_related("owner_user", "by")
    for step in rows.order_by("recorded_at", "pk"):
        steps[step.commitment_id].append(step)
    return steps


def commitment_rows(city: City, user: Any, day: date, *, waits: bool = True) -> list[Row]:
    """The commitments a reader may see, as rows of the register; `waits` as in `commitments`."""
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
            document=one.commitment.document_id,
            role=one.terms.owner,
        )
        for one in commitments(city, day, user=user, waits=waits)
    ]
