"""Who fills in, hands in, prepares, approves and signs a period report, and who may see it before it is signed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from handslag.core.text import join_words
from handslag.core.verdict import Verdict
from handslag.followup.loading.reports import Filed
from handslag.followup.models import ReportStep
from handslag.followup.rules.reporting import (
    SIGNED_ALREADY,
    PartMove,
    PartState,
    ReportMove,
    ReportState,
    refused_part_move,
    refused_report_move,
)
from handslag.people.models import Administration, Unit
from handslag.people.permissions import belongs, holds

NUMBERS = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
_LOCKED = "Rapporten är {}. Be förvaltningens kansli skicka tillbaka den först."


def in_words(count: int) -> str:
    """A small number in words, a large one in digits."""
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def _works(user: Any, *roles: str, administration: Administration) -> bool:
    return holds(user, *roles, administration=administration)


def can_see_report(user: Any, filed: Filed) -> Verdict:
    """A signed report is read by everyone in the city; until then it is seen inside the administration alone."""
    if filed.state is ReportState.SIGNED or belongs(user, filed.administration):
        return Verdict.yes()
    where = filed.administration
    return Verdict.no(f"Rapporten är inte undertecknad än. Till dess ser bara de som arbetar i {where} den.")


def can_answer(user: Any, administration: Administration, unit: Unit | None) -> Verdict:
    """The unit's manager answers for the unit; the administration's office and head for all of it."""
    if _works(user, "district_office", "head", administration=administration):
        return Verdict.yes()
    if unit is None:
        return Verdict.no(f"Bara kansliet och chefen i {administration} fyller i förvaltningens egen del.")
    if holds(user, "unit_manager", unit=unit):
        return Verdict.yes()
    return Verdict.no(f"Bara chefen för {unit} och förvaltningens kansli fyller i enhetens del.")


def can_fill(user: Any, filed: Filed, unit: Unit | None) -> Verdict:
    """Whether the user may write in the part now."""
    allowed = can_answer(user, filed.administration, unit)
    if not allowed:
        return allowed
    if filed.state is ReportState.SIGNED:
        return Verdict.no(SIGNED_ALREADY)
    if filed.part_state(unit) is PartState.HANDED_IN:
        return Verdict.no("Delen är lämnad. Be förvaltningens kansli skicka tillbaka den, om den ska ändras.")
    return _while_open(filed)


def _while_open(filed: Filed) -> Verdict:
    if filed.state in {ReportState.PREPARED, ReportState.APPROVED}:
        word = "förberedd" if filed.state is ReportState.PREPARED else "godkänd"
        return Verdict.no(_LOCKED.format(word))
    return Verdict.yes()


def can_hand_in(user: Any, filed: Filed, unit: Unit | None, *, measures: int, left: int) -> Verdict:
    """A part is handed in when every measure has an answer."""
    allowed = can_fill(user, filed, unit)
    if not allowed:
        return allowed
    if left:
        every = "åtgärden har" if measures == 1 else f"alla {in_words(measures)} har"
        return Verdict.no(f"Du kan lämna när {every} fått svar. {in_words(left).capitalize()} är kvar.")
    return Verdict.yes()


def can_send_part_back(user: Any, filed: Filed, unit: Unit | None) -> Verdict:
    """The administration's office asks a unit to look at its part again."""
    if not _works(user, "district_office", "head", administration=filed.administration):
        return Verdict.no("Bara förvaltningens kansli och chef skickar tillbaka en del.")
    reason = SIGNED_ALREADY if filed.state is ReportState.SIGNED else ""
    reason = reason or refused_part_move(filed.part_state(unit), PartMove.SEND_BACK)
    return Verdict.no(reason) if reason else _while_open(filed)


def can_write_summary(user: Any, filed: Filed) -> Verdict:
    """The administration's office writes the summary while the report is open."""
    if not _works(user, "district_office", "head", administration=filed.administration):
        return Verdict.no(f"Bara kansliet och chefen i {filed.administration} skriver sammanfattningen.")
    return Verdict.no(SIGNED_ALREADY) if filed.state is ReportState.SIGNED else _while_open(filed)


def missing_sentence(missing: Sequence[str]) -> str:
    """`Två enheter har inte lämnat: A och B.`; empty when all have."""
    if not missing:
        return ""
    count = "En enhet" if len(missing) == 1 else f"{in_words(len(missing)).capitalize()} enheter"
    return f"{count} har inte lämnat: {join_words(list(missing))}."


def can_prepare(user: Any, filed: Filed) -> Verdict:
    """The district office puts the report together. A report may be prepared before any part has come in."""
    if not _works(user, "district_office", "head", administration=filed.administration):
        return Verdict.no(f"Bara kansliet och chefen i {filed.administration} förbereder rapporten.")
    state = ReportState.OPEN if filed.state is ReportState.MISSING else filed.state
    reason = refused_report_move(state, ReportMove.PREPARE)
    return Verdict.no(reason) if reason else Verdict.yes()


def can_approve(user: Any, filed: Filed, prepared: ReportStep | None) -> Verdict:
    """Another person than the one who prepared it looks it through."""
    if not _works(user, "district_office", "head", administration=filed.administration):
        return Verdict.no(f"Bara kansliet och chefen i {filed.administration} godkänner rapporten.")
    if reason := refused_report_move(filed.state, ReportMove.APPROVE):
        return Verdict.no(reason)
    if prepared is not None and prepared.by_id == user.pk:
        return Verdict.no("Du har förberett rapporten. En annan person ska godkänna den.")
    return Verdict.yes()


def can_sign(user: Any, filed: Filed, *, union_body_on: date | None, day: date) -> Verdict:
    """The head signs, or whoever stands in for the head."""
    if not _works(user, "head", administration=filed.administration):
        return Verdict.no(f"Bara förvaltningschefen i {filed.administration} eller ställföreträdaren undertecknar.")
    if reason := refused_report_move(filed.state, ReportMove.SIGN):
        return Verdict.no(reason)
    if union_body_on is None:
        return Verdict.no("Dagen i förvaltningsgruppen är inte registrerad. Skriv den först.")
    if union_body_on > day:
        return Verdict.no("Dagen i förvaltningsgruppen har inte varit än. Underteckna efter den.")
    return Verdict.yes()


def can_send_back(user: Any, filed: Filed) -> Verdict:
    """Whoever approves or signs may send the report back, with a reason."""
    if not _works(user, "district_office", "head", administration=filed.administration):
        return Verdict.no(f"Bara kansliet och chefen i {filed.administration} skickar tillbaka rapporten.")
    reason = refused_report_move(filed.state, ReportMove.SEND_BACK)
    return Verdict.no(reason) if reason else Verdict.yes()
