"""Confirmed commitments and whether they held on the day, as they were known at a moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from handslag.core.text import swedish_date
from handslag.dossiers.facts import CommitmentState, Held
from handslag.people.models import City
from handslag.plan.checks import Row
from handslag.questions.loading.commitments import CommitmentStanding, commitments
from handslag.questions.rules.commitments import CommitmentState as Stands


def commitments_of(city: City, as_of: date, known_at: datetime) -> Iterator[CommitmentState]:
    """Each confirmed commitment that was not closed, with its check, in the words everyone may read."""
    for one in commitments(city, as_of, known_at):
        if one.state != Stands.CLOSED:
            yield _state(one)


def _state(one: CommitmentStanding) -> CommitmentState:
    outcome = one.outcome
    holds: bool | None = one.holds if one.is_open else one.state == Stands.FULFILLED
    sentence = outcome.sentence if outcome and one.is_open else f"{one.state_word.capitalize()}, {one.verdict}."
    return CommitmentState(
        pk=one.commitment.pk,
        label=one.commitment.label,
        text=one.text,
        who=one.who,
        by_day=one.by_day,
        holds=holds,
        sentence=f"{one.claim} {sentence}".strip() if one.claim and one.is_open else sentence,
        does=tuple(_held(row) for row in outcome.does) if outcome else (),
        does_not=tuple(_held(row) for row in outcome.does_not) if outcome else (),
        late=one.is_late,
        source=f"{one.who or 'Utfästelse'}, {swedish_date(one.commitment.made_on)}",
        href=one.commitment.get_absolute_url(),
        check=one.terms.check_code,
    )


def _held(row: Row) -> Held:
    return Held(row.name, row.detail, row.href)
