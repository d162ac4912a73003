"""The way of a revision from draft to decision, as a table; and why a step cannot be taken yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from handslag.core.text import swedish_date
from handslag.core.verdict import Verdict
from handslag.plan.rules.wording import few

State = Literal["draft", "consultation", "cooperation", "decided", "rejected", "discarded"]
Move = Literal["open", "close", "take_back", "approve", "refuse", "send_back", "table", "discard"]

STATES: dict[State, str] = {
    "draft": "utkast",
    "consultation": "samråd",
    "cooperation": "samverkan",
    "decided": "beslutad",
    "rejected": "avslagen",
    "discarded": "övergivet",
}
MOVE_WORDS: dict[Move, str] = {
    "open": "öppna samråd",
    "close": "avsluta samrådet",
    "take_back": "ta tillbaka till utkast",
    "approve": "besluta: godkänd",
    "refuse": "besluta: avslag",
    "send_back": "besluta: återremiss",
    "table": "besluta: bordlagd",
    "discard": "överge utkastet",
}
REVISION_MOVES: dict[tuple[State, Move], State] = {
    ("draft", "open"): "consultation",
    ("draft", "discard"): "discarded",
    ("consultation", "close"): "cooperation",
    ("consultation", "take_back"): "draft",
    ("cooperation", "take_back"): "draft",
    ("cooperation", "approve"): "decided",
    ("cooperation", "refuse"): "rejected",
    ("cooperation", "send_back"): "draft",
    ("cooperation", "table"): "cooperation",
}
"""A revision is in force on its day, and superseded when a later one is: neither is a state, both follow from days."""
OF_OUTCOME: dict[str, Move] = {"godkänd": "approve", "avslag": "refuse", "återremiss": "send_back", "bordlagd": "table"}
CLOSED: tuple[State, ...] = ("decided", "rejected", "discarded")
"""From these there is no way on, and the database lets nothing in them be changed."""
SHARED: tuple[State, ...] = ("consultation", "cooperation")
"""In these a revision is seen by all who have a right to take part."""

_NOT_FROM: dict[tuple[State, Move], str] = {
    ("draft", "close"): "Samrådet är inte öppnat.",
    ("draft", "approve"): "Utkastet har inte varit på samråd.",
    ("draft", "take_back"): "Versionen är redan ett utkast.",
    ("consultation", "open"): "Samrådet är redan öppet.",
    ("consultation", "approve"): "Samrådet är inte avslutat.",
    ("consultation", "discard"): "Utkastet är på samråd. Ta tillbaka det först.",
    ("cooperation", "open"): "Samrådet är avslutat. Ta tillbaka utkastet för att öppna ett nytt.",
    ("cooperation", "close"): "Samrådet är redan avslutat.",
    ("cooperation", "discard"): "Utkastet är i samverkan. Ta tillbaka det först.",
}
_CLOSED_WORDS: dict[State, str] = {
    "decided": "Versionen är beslutad och kan inte ändras.",
    "rejected": "Versionen fick avslag och kan inte ändras.",
    "discarded": "Utkastet är övergivet och kan inte ändras.",
}


@dataclass(frozen=True, slots=True)
class Talks:
    """The cooperation with the unions that is registered for the draft as it stands."""

    kind: str
    outcome: str
    central: str = ""

    @property
    def is_open(self) -> bool:
        """Whether a central negotiation (14 § MBL) has been asked for and not ended."""
        return self.outcome == "disagreed" and self.central not in {"ended", "not_wanted"}


@dataclass(frozen=True, slots=True)
class Situation:
    """All that decides which steps a revision can take."""

    state: State
    today: date
    same: bool = False  # it says what the revision in force says
    areas: int = 1
    ends: date | None = None  # the consultation's last day
    unanswered: int = 0
    talks: Talks | None = None


def may(situation: Situation, move: Move) -> Verdict:
    """Whether the step can be taken, or every reason why not."""
    state = situation.state
    if (state, move) not in REVISION_MOVES:
        return Verdict.no(_CLOSED_WORDS.get(state) or _not_from(state, move))
    reasons = list(_reasons(situation, move))
    return Verdict.no(" ".join(reasons)) if reasons else Verdict.yes()


def _not_from(state: State, move: Move) -> str:
    asked: Move = "approve" if move in OF_OUTCOME.values() else move
    return _NOT_FROM.get((state, asked), f"Det går inte att {MOVE_WORDS[move]} från {STATES[state]}.")


def _reasons(situation: Situation, move: Move) -> Iterator[str]:
    if move in {"open", "approve"}:
        if not situation.areas:
            yield "Utkastet har inget fokusområde."
        elif situation.same:
            yield "Utkastet är likadant som den gällande versionen."
    if move == "close" and situation.ends is not None and situation.today < situation.ends:
        yield f"Samrådet pågår till och med {swedish_date(situation.ends)}."
    if move == "approve":
        yield from _not_ready(situation)


def _not_ready(situation: Situation) -> Iterator[str]:
    if situation.talks is None:
        yield "Samverkan är inte registrerad."
    elif situation.talks.is_open:
        yield "Central förhandling är begärd och inte avslutad."
    if situation.unanswered:
        number = few(situation.unanswered).capitalize()
        yield f"{number} {'synpunkt' if situation.unanswered == 1 else 'synpunkter'} har inte fått svar."


def after(situation: Situation, move: Move) -> State:
    """The state the step leads to. Raises `Denied` with the reason when it cannot be taken."""
    may(situation, move).require()
    return REVISION_MOVES[situation.state, move]


def may_edit(state: State) -> Verdict:
    """Whether the text can be changed: only while it is a draft."""
    if state == "draft":
        return Verdict.yes()
    words = {
        "consultation": "Utkastet är på samråd. Ta tillbaka det för att ändra i det.",
        "cooperation": "Utkastet är i samverkan. Ta tillbaka det för att ändra i det.",
    }
    return Verdict.no(_CLOSED_WORDS.get(state) or words[state])


def may_comment(state: State, ends: date | None, today: date) -> Verdict:
    """Whether the consultation takes in comments: while it is open, to the end of its last day."""
    if state != "consultation" or ends is None:
        return Verdict.no("Samrådet är avslutat." if ends else "Utkastet är inte på samråd.")
    if today > ends:
        return Verdict.no(f"Samrådet slutade {swedish_date(ends)}.")
    return Verdict.yes()


def may_register(state: State) -> Verdict:
    """Whether cooperation can be registered: between the consultation and the decision."""
    if state == "cooperation":
        return Verdict.yes()
    words = {"draft": "Utkastet har inte varit på samråd.", "consultation": "Samrådet är inte avslutat."}
    return Verdict.no(_CLOSED_WORDS.get(state) or words[state])
