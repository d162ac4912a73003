"""Starting a dossier, gathering its evidence anew, saving answers, and every step to the signed answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from handslag.audit.actions import record
from handslag.audit.models import Event
from handslag.core.text import personal_numbers
from handslag.core.verdict import Refused
from handslag.dossiers.facts import Kept, kept_from
from handslag.dossiers.loading.dossiers import Standing, dossier_texts, standing_of
from handslag.dossiers.loading.gathering import gathered
from handslag.dossiers.loading.held import about, keys_of
from handslag.dossiers.loading.writing import Saved, Written
from handslag.dossiers.models import Dossier, DossierEvidence, DossierStep, DossierText
from handslag.dossiers.permissions import can_move, can_start, can_write
from handslag.dossiers.rules.comparing import bound
from handslag.dossiers.rules.states import DOSSIER_MOVES, Move
from handslag.dossiers.rules.writing import citing, numbers_in
from handslag.papers.models import Document
from handslag.people.models import City, User
from handslag.plan.models import Plan
from handslag.questions.models import Question

PERSONAL_NUMBER = "Texten innehåller ett personnummer. Ta bort det. Det har inte sparats."
LONGEST = 20_000


def start_dossier(*, plan: Plan, thing: Document | Question, as_of: date, by: User, at: datetime) -> Dossier:
    """Gather the evidence for a paper or a question and freeze it; a thing that has a dossier keeps the one it has."""
    can_start(by, plan.city).require()
    if standing := of_thing(thing):
        return standing
    kept = gathered(plan, thing, as_of, at)
    return _start(plan=plan, thing=thing, kept=kept, as_of=as_of, by=by, at=at)


def of_thing(thing: Document | Question) -> Dossier | None:
    """The dossier a paper or a question has."""
    return Dossier.objects.filter(**about(thing)).select_related("city", "plan").first()


@transaction.atomic
def _start(*, plan: Plan, thing: Document | Question, kept: Kept, as_of: date, by: User, at: datetime) -> Dossier:
    city = City.objects.select_for_update().get(pk=plan.city_id)
    if standing := of_thing(thing):
        return standing
    facts = _event("dossier.started", city, by, at, of=_named(thing), as_of=as_of.isoformat())
    made = Dossier.objects.create(
        city=city, plan=plan, title=kept.head.title[:300], dnr=kept.head.dnr[:60], **about(thing), **facts
    )
    _keep(made, kept, as_of, at, by, facts, number=1)
    DossierStep.objects.create(dossier=made, move="start", state=made.state, by=by, **facts)
    return made


def _named(thing: Document | Question) -> str:
    """What the record calls it: nothing of a paper's own words goes there."""
    return f"{'document' if isinstance(thing, Document) else 'question'}:{thing.pk}"


def _event(action: str, city: City, by: User, at: datetime, **told: Any) -> dict[str, Any]:
    """One event, and what every row made by it carries."""
    subject = f"dossier:{told.pop('dossier', 'ny')}"
    event: Event = record(action, by=by, at=at, subject=subject, city_id=city.pk, data=told)
    return {"event": event, "recorded_at": at, "entered_at": at}


def _keep(
    dossier: Dossier, kept: Kept, as_of: date, at: datetime, by: User, facts: dict[str, Any], *, number: int
) -> DossierEvidence:
    return DossierEvidence.objects.create(
        dossier=dossier, number=number, as_of=as_of, known_at=at, content=kept.plain(), by=by, **facts
    )


def refresh_evidence(*, dossier: Dossier, as_of: date, by: User, at: datetime) -> DossierEvidence:
    """Gather the evidence anew, as of a day: a piece keeps its number, and the texts keep what they said."""
    can_write(by, dossier).require()
    thing = dossier.document or dossier.question
    assert thing is not None
    last = DossierEvidence.objects.filter(dossier=dossier).order_by("-number")[0]
    kept = gathered(dossier.plan, thing, as_of, at, keys_of(dossier))
    return _refresh(dossier=dossier, kept=kept, last=last.number, as_of=as_of, by=by, at=at)


@transaction.atomic
def _refresh(*, dossier: Dossier, kept: Kept, last: int, as_of: date, by: User, at: datetime) -> DossierEvidence:
    row = Dossier.objects.select_for_update(of=("self",)).select_related("city").get(pk=dossier.pk)
    can_write(by, row).require()
    if DossierEvidence.objects.filter(dossier=row, number__gt=last).exists():
        raise Refused("Någon annan hann uppdatera underlaget. Läs det och försök igen om det behövs.")
    told = {"as_of": as_of.isoformat(), "version": last + 1}
    facts = _event("dossier.refreshed", row.city, by, at, dossier=row.pk, **told)
    made = _keep(row, kept, as_of, at, by, facts, number=last + 1)
    DossierStep.objects.create(dossier=row, move="refresh", state=row.state, by=by, **facts)
    return made


@transaction.atomic
def save_answers(*, dossier: Dossier, written: Mapping[str, Written], by: User, at: datetime) -> Saved:
    """Keep the answers that have changed, each with its references bound to the evidence as it stands now.

    What somebody else has saved since it was read is never written over unseen: it is given back to be read first.
    """
    row = (
        Dossier.objects.select_for_update(of=("self",))
        .select_related("city", "question", "document")
        .get(pk=dossier.pk)
    )
    can_write(by, row).require()
    standing = standing_of(row)
    saved, fresh, read = Saved(), {}, _read(row, written)
    for key in (one.key for one in standing.kept.questions):
        if key not in written:
            continue
        one, before = written[key], standing.texts.get(key)
        if not _is_new(one, before) or not _is_new(one, read.get(key)):
            continue  # as it stands, or as it was when it was read: whoever wrote here, it was somebody else
        if fault := _fault(one):
            saved.refused[key] = fault
        elif before is not None and before.number > one.seen:
            saved.crossed[key] = before
        else:
            fresh[key] = one
    if fresh:
        facts = _event("dossier.written", row.city, by, at, dossier=row.pk, questions=sorted(fresh))
        for key, one in fresh.items():
            _write(standing, key, one, by, facts)
            saved.kept.append(key)
    return saved


def _read(dossier: Dossier, written: Mapping[str, Written]) -> dict[str, DossierText]:
    """Question → its text as the writer had read it, which may be an older one than the newest."""
    rows = DossierText.objects.filter(dossier=dossier, number__in={one.seen for one in written.values()})
    return {row.key: row for row in rows if row.key in written and row.number == written[row.key].seen}


def _is_new(one: Written, before: DossierText | None) -> bool:
    if before is None:
        return bool(one.text) or one.done
    return one.text != before.text or one.done != before.done


def _fault(one: Written) -> str:
    """Why a text cannot be kept; empty when it can."""
    if personal_numbers(one.text):
        return PERSONAL_NUMBER
    if len(one.text) > LONGEST:
        return "Texten är för lång. Högst 20 000 tecken får plats."
    if one.done and not one.text:
        return "Skriv svaret innan du markerar det som klart."
    return ""


def _write(standing: Standing, key: str, one: Written, by: User, facts: dict[str, Any]) -> None:
    """A reference in a sentence that stands unchanged keeps the figures it had: what is written now is bound now."""
    before = standing.texts.get(key)
    stood, stands = citing(before.text) if before else {}, citing(one.text)
    older = {ref["number"]: ref for ref in before.references} if before else {}
    references = [
        older[ref.number]
        if ref.number in older and stood.get(ref.number) == stands.get(ref.number)
        else {"number": ref.number, "key": ref.key, "title": ref.title, "figures": dict(ref.figures)}
        for ref in bound(numbers_in(one.text), standing.kept.evidence)
    ]
    DossierText.objects.create(
        dossier=standing.dossier, key=key, number=(before.number if before else 0) + 1, text=one.text, done=one.done,
        evidence=standing.evidence, references=references, by=by, **facts,
    )  # fmt: skip


@transaction.atomic
def move_dossier(*, dossier: Dossier, move: Move, reason: str = "", by: User, at: datetime) -> Dossier:
    """Prepare, approve, sign or send back. What is signed is frozen whole, with its SHA-256."""
    row = (
        Dossier.objects.select_for_update(of=("self",))
        .select_related("city", "question", "document")
        .get(pk=dossier.pk)
    )
    standing = standing_of(row)
    can_move(by, standing, move).require()
    if move is Move.SEND_BACK and not reason.strip():
        raise Refused("Skriv skälet, så att den som skriver vet vad som ska ändras.")
    if personal_numbers(reason):
        raise Refused(PERSONAL_NUMBER)
    state = DOSSIER_MOVES[standing.state, move]
    content = frozen_content(standing) if move is Move.SIGN else None
    digest = digest_of(content) if content else ""
    told = {"state": str(state), **({"sha256": digest} if digest else {})}
    facts = _event(f"dossier.{PAST[move]}", row.city, by, at, dossier=row.pk, **told)
    DossierStep.objects.create(
        dossier=row, move=move, state=state, reason=reason.strip(), content=content, sha256=digest, by=by, **facts
    )
    row.state = state
    row.save(update_fields=["state"])
    return row


PAST = {Move.PREPARE: "prepared", Move.APPROVE: "approved", Move.SIGN: "signed", Move.SEND_BACK: "sent_back"}


def frozen_content(standing: Standing) -> dict[str, Any]:
    """All that is signed: the evidence, its day and moment, and the answers with their references."""
    texts = dossier_texts(standing.dossier)
    return {
        **kept_from(standing.evidence.content).plain(),
        "as_of": standing.evidence.as_of.isoformat(),
        "known_at": standing.evidence.known_at.isoformat(),
        "answers": {key: {"text": one.text, "references": one.references} for key, one in sorted(texts.items())},
    }


def digest_of(content: dict[str, Any]) -> str:
    """The SHA-256 of what is signed, whatever order a database keeps its fields in."""
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(plain.encode()).hexdigest()
