"""Who may note how a measure goes, correct a note, comment on a sign and pause a cell."""

from __future__ import annotations

from typing import Any

from handslag.core.text import swedish_date
from handslag.core.verdict import Verdict
from handslag.followup.loading.places import Place, Seat
from handslag.followup.models import Pause, ProgressEntry
from handslag.people.models import ROLES, Administration
from handslag.people.permissions import holds

NOT_YOURS = (
    "Bara enhetschefen, den som ansvarar för åtgärden, förvaltningens kansli, förvaltningschefen och planansvariga "
    "kan notera läget."
)
NOT_OFFICE = "Bara förvaltningschefen, förvaltningens kansli och planansvariga kan {}."


def can_note(user: Any, place: Seat) -> Verdict:
    """The unit's manager, the owner, the administration's office and head, and the plan office note how it goes."""
    if holds(user, "district_office", "head", "plan_office", administration=place.administration):
        return Verdict.yes()
    if place.unit is not None and holds(user, "unit_manager", unit=place.unit):
        return Verdict.yes()
    if place.owner_user_id is not None and place.owner_user_id == getattr(user, "pk", None):
        return Verdict.yes()
    return Verdict.no(NOT_YOURS)


def can_correct(user: Any, place: Place, entry: ProgressEntry) -> Verdict:
    """Whoever may note may correct, once: what has been corrected is corrected in its newest wording."""
    if entry.withdrawn:
        return Verdict.no("Det här är inte en notering utan att en notering togs tillbaka.")
    later = entry.corrections.select_related("author").first()
    if later is not None:
        done = "togs tillbaka" if later.withdrawn else "rättades"
        by = f" av {later.author}" if later.author else ""
        return Verdict.no(f"Noteringen {done} den {swedish_date(later.recorded_at.date())}{by}. Gå till åtgärden.")
    return can_note(user, place)


def can_comment(user: Any, administration: Administration) -> Verdict:
    """The comment is the administration's own word beside its sign."""
    return _office(user, administration, "skriva förvaltningens kommentar")


def can_pause(user: Any, administration: Administration) -> Verdict:
    """The administration answers for a pause, with a reason and an end."""
    return _office(user, administration, "pausa ett fokusområde")


def can_end_pause(user: Any, pause: Pause) -> Verdict:
    """Whoever may pause may end a pause, once."""
    if pause.withdrawn or pause.corrections.exists():
        return Verdict.no("Pausen är redan ändrad. Gå till fokusområdet.")
    return can_pause(user, pause.administration)


def _office(user: Any, administration: Administration, what: str) -> Verdict:
    if holds(user, "district_office", "head", "plan_office", administration=administration):
        return Verdict.yes()
    return Verdict.no(NOT_OFFICE.format(what))


def office_word(user: Any, administration: Administration) -> str:
    """As what somebody speaks for the administration: the role, not the name, since everyone can read it."""
    for role in ("head", "district_office", "plan_office"):
        if holds(user, role, administration=administration):
            return ROLES[role][:1].upper() + ROLES[role][1:]
    return ""
