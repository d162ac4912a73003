"""Who may do what with a signal, and who may know who raised it."""

from __future__ import annotations

from datetime import date
from typing import Any

from handslag.core.verdict import Verdict
from handslag.people.models import ROLES, City, Membership
from handslag.people.permissions import holds, memberships
from handslag.voice.loading.signals import Standing
from handslag.voice.models import Signal
from handslag.voice.rules.signals import CLOSES_AFTER, KINDS_OF_ROLE, OWN_PLACE_ONLY, SIGNAL_STATES, Move, after

NOT_RAISING = "Signaler lämnas av medarbetare, fackliga ombud och skyddsombud i förvaltningen."
ANSWERING = ("head", "district_office", "plan_office")


def _in_place(held: Membership, kind: str, administration: int, unit: int | None) -> bool:
    """Whether the role lets its holder raise this kind there: staff in their administration, others at their place."""
    if held.administration_id and held.administration_id != administration:
        return False
    return kind not in OWN_PLACE_ONLY or not held.unit_id or held.unit_id == unit


def speaks_for(user: Any, kind: str, city: City, administration: int, unit: int | None = None) -> Membership | None:
    """The role by which the user may raise this kind of signal about the place; None when there is none."""
    for held in memberships(user):
        raising = held.city_id == city.pk and kind in KINDS_OF_ROLE.get(held.role, ())
        if raising and _in_place(held, kind, administration, unit):
            return held
    return None


def kinds_for(user: Any, city: City) -> list[str]:
    """The kinds of signal the user may raise somewhere in the city."""
    roles = [held.role for held in memberships(user) if held.city_id == city.pk]
    return list(dict.fromkeys(kind for role in roles for kind in KINDS_OF_ROLE.get(role, ())))


def can_raise(user: Any, city: City, administration: int | None = None) -> Verdict:
    """Staff, union and safety representatives raise signals; each in their own administration, or all over the city."""
    raising = [held for held in memberships(user) if held.city_id == city.pk and held.role in KINDS_OF_ROLE]
    if not raising:
        return Verdict.no(NOT_RAISING)
    places = {held.administration_id for held in raising}
    if administration is None or None in places or administration in places:
        return Verdict.yes()
    return Verdict.no("Du kan lämna signaler om din egen förvaltning.")


def can_see_sender(user: Any, signal: Signal) -> bool:
    """Whether the user may know who raised it: the sender, and those the sender chose."""
    if signal.raised_by_id is None:
        return False
    if signal.raised_by_id == getattr(user, "pk", None):
        return True
    place = signal.administration
    if signal.sender_shown == "everyone":
        return any(held.city_id == place.city_id for held in memberships(user))
    roles = ("union_rep", "safety_rep") if signal.sender_shown == "union" else ("plan_office",)
    return holds(user, *roles, administration=place, unit=signal.unit)


def can_see_receipt(user: Any, signal: Signal) -> Verdict:
    """The receipt is the sender's own."""
    if signal.raised_by_id is not None and signal.raised_by_id == user.pk:
        return Verdict.yes()
    return Verdict.no("Kvittot är till för den som lämnade signalen.")


def _may(move: Move, standing: Standing) -> Verdict:
    if after(standing.state, move):
        return Verdict.yes()
    return Verdict.no(f"Det går inte nu: signalen är {SIGNAL_STATES[standing.state]}.")


def can_answer(user: Any, signal: Signal, standing: Standing) -> Verdict:
    """The head, the office or another unit's manager; never who raised it, nor the manager of the unit it is about."""
    place = signal.administration
    if signal.raised_by_id is not None and signal.raised_by_id == user.pk:
        return Verdict.no("Du lämnade signalen. Någon annan ska svara på den.")
    manages = [held for held in memberships(user) if held.role == "unit_manager" and held.administration_id == place.pk]
    if not (manages or holds(user, *ANSWERING, administration=place)):
        return Verdict.no(f"Svar ges av förvaltningschef, kansli eller enhetschef i {place}, eller av planansvarig.")
    if signal.unit_id and any(held.unit_id == signal.unit_id for held in manages):
        return Verdict.no(f"Signalen gäller {signal.unit}, som du är chef för. Någon som den inte gäller ska svara.")
    if not standing.waits:
        return Verdict.no("Signalen är redan besvarad.")
    return _may(Move.ANSWER, standing)


def can_reopen(user: Any, signal: Signal, standing: Standing) -> Verdict:
    """Who raised it may say once that the answer does not do."""
    if signal.raised_by_id is None or signal.raised_by_id != user.pk:
        return Verdict.no("Bara den som lämnade signalen kan säga att svaret inte räcker.")
    if standing.reopened_on:
        return Verdict.no("Signalen har redan öppnats igen en gång.")
    return _may(Move.REOPEN, standing)


def can_close(user: Any, signal: Signal, standing: Standing, day: date) -> Verdict:
    """Who raised it closes it; the plan office may when thirty days have passed since the answer."""
    own = signal.raised_by_id is not None and signal.raised_by_id == user.pk
    if not own:
        if not holds(user, "plan_office", administration=signal.administration):
            return Verdict.no("Signalen avslutas av den som lämnade den, eller av planansvarig.")
        answered = standing.answered_on
        if answered is None or (day - answered).days < CLOSES_AFTER:
            return Verdict.no(f"Planansvarig kan avsluta signalen {CLOSES_AFTER} dagar efter svaret.")
    if standing.waits:
        return Verdict.no("Signalen väntar på svar.")
    return _may(Move.CLOSE, standing)


def _represents(user: Any, signal: Signal) -> bool:
    return holds(user, "safety_rep", administration=signal.administration, unit=signal.unit)


def can_send(user: Any, signal: Signal, standing: Standing) -> Verdict:
    """A safety representative of the place notes that a 66 a-request has gone to Arbetsmiljöverket."""
    if signal.kind != "request_66a":
        return Verdict.no("Bara en begäran enligt 66 a går vidare till Arbetsmiljöverket.")
    if not _represents(user, signal):
        return Verdict.no("Bara ett skyddsombud för platsen kan föra begäran vidare.")
    return _may(Move.SEND, standing)


def can_lift(user: Any, signal: Signal, standing: Standing, *, lifted: bool) -> Verdict:
    """A safety representative of the place, or the administration, notes that a stop is lifted."""
    if signal.kind != "stop":
        return Verdict.no("Signalen är inget skyddsstopp.")
    if not (_represents(user, signal) or holds(user, "head", "district_office", administration=signal.administration)):
        return Verdict.no("Att stoppet är hävt antecknas av skyddsombudet eller förvaltningen.")
    if lifted:
        return Verdict.no("Stoppet är redan hävt.")
    return _may(Move.LIFT, standing)


def answering_as(user: Any, administration: int) -> str:
    """By which role the user answers, as it stands beside the answer: `förvaltningschef, Ängsby`."""
    for role in (*ANSWERING, "unit_manager"):
        for held in memberships(user):
            if held.role == role and held.administration_id in (None, administration):
                return f"{ROLES[role]}, {held.place}"
    return ""
