"""The one door for a single progress entry, and for its corrections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from handslag.audit.actions import record
from handslag.core.clock import local
from handslag.core.text import personal_numbers, swedish_date
from handslag.core.verdict import Refused
from handslag.followup.actions.importing import facts_of
from handslag.followup.loading.places import place_of
from handslag.followup.models import SOURCES, STATES, EvidenceFile, LocalMeasure, ProgressEntry
from handslag.followup.permissions import can_correct, can_note
from handslag.people.models import User

PERSONAL_NUMBER = "Texten innehåller ett personnummer. Ta bort det. Det har inte sparats."
NOTHING = "Skriv vad som har hänt, välj ett nytt läge eller lägg till ett underlag."


@dataclass(frozen=True, slots=True)
class _Content:
    """What an entry says."""

    effective_on: date
    state: str
    note: str
    evidence: str
    obstacle: str
    next_step: str
    attachment: EvidenceFile | None
    reporter: str

    def check(self, measure: LocalMeasure, latest: date) -> None:
        """Refuse what cannot be an entry."""
        if self.state not in ("", *STATES):
            raise Refused(f"Läget ”{self.state}” finns inte.")
        texts = (self.note, self.evidence, self.obstacle, self.next_step, self.reporter)
        if not any((self.state, *texts[:4], self.attachment)):
            raise Refused(NOTHING)
        if any(personal_numbers(text) for text in texts):
            raise Refused(PERSONAL_NUMBER)
        if self.effective_on > latest:
            raise Refused(f"Noteringen kan inte gälla en dag efter den {swedish_date(latest)}.")
        if self.attachment is not None and self.attachment.city_id != measure.plan.city_id:
            raise Refused("Filen hör till en annan kommun.")

    def values(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


def _content(
    effective_on: date,
    state: str,
    note: str,
    evidence: str,
    obstacle: str,
    next_step: str,
    attachment: EvidenceFile | None,
    reporter: str,
) -> _Content:
    return _Content(
        effective_on,
        state,
        note.strip(),
        evidence.strip(),
        obstacle.strip(),
        next_step.strip(),
        attachment,
        reporter.strip(),
    )


@transaction.atomic
def add_entry(
    *,
    measure: LocalMeasure,
    by: User | None,
    at: datetime,
    state: str = "",
    note: str = "",
    obstacle: str = "",
    next_step: str = "",
    evidence: str = "",
    attachment: EvidenceFile | None = None,
    effective_on: date | None = None,
    reporter: str = "",
    source: str = "page",
    recorded_at: datetime | None = None,
) -> ProgressEntry:
    """Note how a measure goes; a fact at once. The same entry sent twice is one; `by` None is the machine itself."""
    known = recorded_at or at
    content = _content(
        effective_on or local(known).date(), state, note, evidence, obstacle, next_step, attachment, reporter
    )
    if by is not None:
        can_note(by, place_of(measure, local(at).date())).require()
    if source not in SOURCES or source == "import":
        raise Refused(f"En notering kan inte komma från ”{source}”.")
    if known > at:
        raise Refused("Uppgifterna kan inte räknas som kända från en tid som inte har varit än.")
    content.check(measure, local(known).date())
    measure = _known(measure)
    sent = ProgressEntry.objects.filter(measure=measure, author=by, source=source, **content.values())
    if (twin := sent.filter(replaces=None, corrections=None).first()) is not None:
        return twin
    event = record(
        "progress.noted",
        by=by,
        at=at,
        recorded_at=known,
        subject=f"measure:{measure.pk}",
        city_id=measure.plan.city_id,
        data={"plan": measure.plan_id, "effective_on": content.effective_on.isoformat(), "state": state,
              "source": source},
    )  # fmt: skip
    return ProgressEntry.objects.create(
        measure=measure, author=by, source=source, **content.values(), **facts_of(event)
    )


def _known(measure: LocalMeasure) -> LocalMeasure:
    """The measure itself; the row of a central one is made on its first entry."""
    if not measure._state.adding:
        return measure
    row, _ = LocalMeasure.objects.get_or_create(
        plan=measure.plan,
        administration_id=measure.administration_id,
        identity=measure.identity,
        defaults={"area_key": measure.area_key, "title": measure.title},
    )
    return row


@transaction.atomic
def correct_entry(
    *,
    entry: ProgressEntry,
    by: User | None,
    at: datetime,
    state: str = "",
    note: str = "",
    obstacle: str = "",
    next_step: str = "",
    evidence: str = "",
    attachment: EvidenceFile | None = None,
    effective_on: date | None = None,
    reason: str = "",
) -> ProgressEntry:
    """Put another entry in the place of one: both stand, the earlier one struck, and only the new one counts."""
    _may_correct(entry, by, at, reason)
    day = effective_on or entry.effective_on
    content = _content(day, state, note, evidence, obstacle, next_step, attachment, entry.reporter)
    content.check(entry.measure, local(at).date())
    if content.values() == {name: getattr(entry, name) for name in content.values()}:
        raise Refused("Du har inte ändrat något. Ändra texten, eller ta tillbaka noteringen.")
    event = _record("progress.corrected", entry, by, at)
    return ProgressEntry.objects.create(
        measure=entry.measure, replaces=entry, author=by, source="page", reason=reason.strip(),
        **content.values(), **facts_of(event),
    )  # fmt: skip


@transaction.atomic
def withdraw_entry(*, entry: ProgressEntry, by: User | None, at: datetime, reason: str = "") -> ProgressEntry:
    """Take an entry back: it stands struck, and counts no more."""
    _may_correct(entry, by, at, reason)
    event = _record("progress.withdrawn", entry, by, at)
    return ProgressEntry.objects.create(
        measure=entry.measure, replaces=entry, withdrawn=True, author=by, source="page", reason=reason.strip(),
        effective_on=entry.effective_on, **facts_of(event),
    )  # fmt: skip


def _may_correct(entry: ProgressEntry, by: User | None, at: datetime, reason: str) -> None:
    if by is not None:
        can_correct(by, place_of(entry.measure, local(at).date()), entry).require()
    if personal_numbers(reason):
        raise Refused(PERSONAL_NUMBER)


def _record(action: str, entry: ProgressEntry, by: User | None, at: datetime) -> Any:
    return record(
        action,
        by=by,
        at=at,
        recorded_at=at,
        subject=f"measure:{entry.measure_id}",
        city_id=entry.measure.plan.city_id,
        data={"plan": entry.measure.plan_id, "entry": entry.pk},
    )
