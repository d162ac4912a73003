"""The tasks that commitments make: their owner is warned before the day, and asked when it has passed unkept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from handslag.core.text import swedish_date
from handslag.questions.loading.commitments import CommitmentStanding
from handslag.tasks.loading.city import CityFrame
from handslag.tasks.rules import Asked, Task
from handslag.tasks.rules.asked import Addressee

SHORT = 70


def commitment_tasks(frame: CityFrame, rows: Iterable[CommitmentStanding], soon: date) -> Iterator[Task]:
    """Each commitment that stands and does not hold (yet), as its day comes near and after it has passed."""
    for one in rows:
        if not one.is_open or one.by_day > soon or (one.holds is True and not one.is_late):
            continue
        yield Task(
            key=f"commitment:{one.commitment.pk}:{one.by_day.isoformat()}",
            kind="commitment",
            title=f"{'Svara för' if one.is_late else 'Se till'} utfästelsen ”{_short(one.text)}”",
            why=_why(one),
            href=one.commitment.get_absolute_url(),
            due=one.by_day,
            asked=_asked(frame, one),
            verb="Öppna",
            about=f"utfästelsen {one.commitment.label}",
            minutes=5,
        )


def _why(one: CommitmentStanding) -> str:
    """What there is to say of it: how it stands, and what one can do."""
    if one.outcome is None:
        told = "Den följs upp för hand."
    else:
        told = one.outcome.sentence
    if one.is_late:
        return f"Den skulle vara infriad den {swedish_date(one.by_day)}. {told} Säg om den blev infriad eller inte."
    return f"Den ska vara infriad den {swedish_date(one.by_day)}. {told}"


def _asked(frame: CityFrame, one: CommitmentStanding) -> Asked:
    """Its owner; when it has none in Handslag, or that person is gone, the plan office."""
    office = Asked.city_wide(frame.city, "plan_office")
    user = one.terms.owner_user_id
    return Asked(frame.city, (Addressee(users=(user,)), *office.chain)) if user is not None else office


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[:SHORT].rsplit(' ', 1)[0]} …"
