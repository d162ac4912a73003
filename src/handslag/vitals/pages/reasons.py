"""The reasons of a sign as a reader meets them: a short heading, the sentence, and the way to what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handslag.core.text import swedish_date
from handslag.vitals.facts import CellVitals, Reason, Sign
from handslag.vitals.pages.evidence import SHOWN, Evidence, Link

HEADINGS = {
    "vp_not_due": "Området räknas inte än",
    "no_answer": "Inget svar",
    "no_reason": "Bortvalt utan det som krävs",
    "no_measure": "Antaget utan åtgärd",
    "reason_given": "Bortvalt med skäl",
    "signal_overdue": "Obesvarad signal",
    "all_done": "Allt är klart",
    "not_followed_up": "Inte uppföljt",
    "copied_notes": "Samma text som förut",
    "reports_without_act": "Rapport utan något nytt",
    "report_missing": "Lägesrapport saknas",
    "past_due": "Passerad dag",
    "slipped": "Flyttad dag",
    "paused": "Paus",
    "vanished": "Inte med i årets VP",
    "acts": "Det senaste som hände",
}
SPLIT = ("silent", "units_silent")
"""Reasons whose first sentence is the heading."""
QUESTIONS = {
    Sign.NOT_DUE: "Varför är området inte aktuellt än?",
    Sign.SIDESTEPPED: "Varför räknas området som kringgånget?",
    Sign.MISSING: "Varför räknas området som saknat?",
    Sign.OPTED_OUT: "Varför är området bortvalt?",
    Sign.CONTESTED: "Vad motsäger det som rapporteras?",
    Sign.DONE: "Varför räknas området som genomfört?",
    Sign.ASLEEP: "Varför har arbetet avstannat?",
    Sign.LATE: "Vad är försenat?",
    Sign.DROWSY: "Varför avtar arbetet?",
    Sign.AWAKE: "Varför är arbetet aktivt?",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A reason as it is written; `more` counts the links that are left out."""

    code: str
    heading: str
    text: str
    decides: bool
    links: list[Link]
    more: int = 0


def shown_reasons(reasons: Sequence[Reason], evidence: Evidence, *, limit: int, paused: bool) -> list[Shown]:
    """The reasons with headings; the one that decides a silence says the limit."""
    return [_shown(reason, len(reasons), evidence, limit, paused) for reason in reasons]


def reasons_of(cell: CellVitals) -> tuple[Reason, ...]:
    """The reasons of the verdict. What keeps an active cell active stands first, also when other things are lacking."""
    if cell.sign != Sign.AWAKE or any(reason.decides for reason in cell.reasons) or not cell.acts:
        return cell.reasons
    act = cell.acts[-1]
    title = next((measure.title for measure in cell.measures if measure.identity == act.measure), "")
    about = {"entry": f": {title}" if title else "", "talk": ": ett samtal hölls"}.get(act.kind, "")
    text = f"Det senaste hände den {swedish_date(act.day)}{about}."
    return (Reason("acts", text, (act.evidence,), decides=True), *cell.reasons)


def _shown(reason: Reason, count: int, evidence: Evidence, limit: int, paused: bool) -> Shown:
    heading, text = HEADINGS.get(reason.code, ""), reason.text
    if reason.code in SPLIT:
        first, _, text = reason.text.partition(". ")
        heading = first
    parts = [text]
    if reason.decides and count > 1:
        parts.append("Det avgör tecknet.")
    if reason.code == "silent" and reason.decides:
        parts.append(f"Gränsen är {limit} dagar{'' if paused else ' och ingen paus är beslutad'}.")
    links = evidence.links(reason.evidence)
    if reason.code == "units_silent":
        links = [Link("Enheterna", "#enheter")]
    return Shown(reason.code, heading, " ".join(parts), reason.decides, links[:SHOWN], max(0, len(links) - SHOWN))


def lead_of(reasons: Sequence[Reason], sign: str) -> str:
    """The answer in a sentence or two: what decides, and for a silence what was reported meanwhile."""
    deciding = [reason.text for reason in reasons if reason.decides] or [reason.text for reason in reasons[:1]]
    told = deciding[:2]
    if sign in (Sign.ASLEEP, Sign.DROWSY):
        told += [reason.text for reason in reasons if reason.code == "reports_without_act"]
    return " ".join(told)
