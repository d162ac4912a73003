"""The content of a plan as plain values: what a file says, what the database holds, and what two versions differ in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from handslag.core.sheets.results import Problem

COOPERATION_KINDS = {"mbl11": "förhandling enligt 11 § MBL", "samverkan": "samverkan"}
COOPERATION_OUTCOMES = {
    "agreed": "parterna var överens",
    "disagreed": "parterna var oeniga",
    "declined_by_union": "de fackliga avstod",
    "exceptional": "beslut före förhandling av synnerliga skäl",
}
CENTRAL = {"asked_for": "begärd", "ended": "avslutad", "not_wanted": "begärs inte"}
"""The central negotiation (14 § MBL) when the local one ended without agreement."""
TAKEN = {"taken": "tillgodoses", "partly": "tillgodoses delvis", "not_taken": "tillgodoses inte", "noted": "noteras"}
"""What comes of a comment."""
STANCES = {"supports": "tillstyrker", "opposes": "avstyrker", "abstains": "avstår"}
"""Where a union stands."""
TAKE_PART = ("union_rep", "safety_rep", "head", "district_office", "unit_manager", "social_worker")
"""Those who take part in the consultation on a draft: the unions, the safety representatives and the districts."""
OUTCOMES = ("godkänd", "avslag", "återremiss", "bordlagd")
STATEMENT_KINDS = ("särskilt uttalande", "reservation", "ersättaryttrande")
LEVELS = {"local": "lokal", "central": "central"}


@dataclass(frozen=True, slots=True)
class MeasureText:
    """A measure as a revision words it; `administration` leads it when it is central. `line` is its place in a file."""

    key: str
    name: str
    central: bool = False
    administration: str = ""
    due: date | None = None
    text: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class AreaText:
    """A focus area as a revision words it."""

    key: str
    name: str
    text: str = ""
    mandatory: bool = False
    mandatory_by: str = ""
    mandatory_on: date | None = None
    mandatory_dnr: str = ""
    measures: tuple[MeasureText, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """What a political body decided on a revision, and when."""

    body: str = ""
    on: date | None = None
    paragraph: str = ""
    dnr: str = ""
    outcome: str = "godkänd"


@dataclass(frozen=True, slots=True)
class Cooperation:
    """The employer's talks with the unions before the decision."""

    kind: str
    body: str = ""
    on: date | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class StatementText:
    """A statement at the decision: särskilt uttalande, reservation or ersättaryttrande."""

    kind: str
    who: tuple[str, ...] = ()
    party: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class CooperationTalks:
    """How the employer has talked with the unions, and what came of it."""

    kind: str
    body: str
    held_on: date
    outcome: str
    reason: str = ""
    central: str = ""
    central_on: date | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What goes with a decision to approve: from when it holds, and what is known around it."""

    in_force: date | None = None
    first_vp_year: int | None = None
    sent_to: tuple[str, ...] = ()
    statements: tuple[StatementText, ...] = ()


@dataclass(frozen=True, slots=True)
class RevisionText:
    """A revision of the plan with all that it says and what is known of its decision."""

    label: str
    areas: tuple[AreaText, ...] = ()
    preamble: str = ""
    decision: Decision | None = None
    in_force: date | None = None
    first_vp_year: int | None = None
    cooperation: Cooperation | None = None
    sent_to: tuple[str, ...] = ()
    statements: tuple[StatementText, ...] = ()
    line: int = 0

    @property
    def is_decided(self) -> bool:
        """Whether it has been approved; refused, sent back or tabled it is still a draft."""
        return self.decision is not None and self.decision.outcome == "godkänd"

    @property
    def measures(self) -> tuple[MeasureText, ...]:
        """All measures, in the order of the plan."""
        return tuple(measure for area in self.areas for measure in area.measures)


@dataclass(frozen=True, slots=True)
class PlanFile:
    """All that a plan's file says. Keys that the file leaves out are empty until the plan it belongs to is known."""

    name: str
    city: str = ""
    ends: date | None = None
    revisions: tuple[RevisionText, ...] = ()
    warnings: tuple[Problem, ...] = ()

    @property
    def rows(self) -> int:
        """How many revisions, focus areas and measures the file states."""
        return sum(1 + len(one.areas) + len(one.measures) for one in self.revisions)
