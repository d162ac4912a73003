"""How the cells of the simulated city behave: one row a scenario, with its share of the cells and its habits.

All figures are assumptions (see docs/explanation/does-it-see.md); none is chosen by looking at how a rule fares.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Family = Literal["alive", "asleep", "sidestepped", "partly", "outside"]


@dataclass(frozen=True, slots=True)
class Scenario:
    """One way for a cell to behave.

    `weight` and `weight_mandatory`: shares among the cells of ordinary and of mandatory areas. `gap`: mean days between
    two days of real work in the cell, `regular`: shape of their gamma distribution (1 = haphazard). `habit`: forces how
    its units keep their records, `mask`: what they hand in when the work has stopped. `holiday`: the first and last
    day of the summer break as (month, day).
    """

    key: str
    label: str
    family: Family
    weight: float
    weight_mandatory: float
    gap: float = 60.0
    regular: float = 3.0
    habit: str = ""
    mask: str = ""
    holiday: tuple[tuple[int, int], tuple[int, int]] = ((6, 25), (8, 10))
    tellable: bool = True


SCENARIOS: tuple[Scenario, ...] = (
    # Alive: an alarm is a false alarm.
    Scenario("many", "Arbetar, många händelser", "alive", 12, 9, gap=20),
    Scenario("few", "Arbetar, få händelser", "alive", 12, 9, gap=75),
    Scenario("slow", "Långsamt men levande", "alive", 6, 5, gap=115, regular=8),
    Scenario("summer", "Lång sommar, arbetar annars", "alive", 5, 4, gap=45, holiday=((6, 5), (9, 5))),
    Scenario("periodic", "Skriver bara när rapporten ska in", "alive", 8, 6, gap=40, habit="reporter"),
    Scenario("terse", "Arbetar, skriver knappt något", "alive", 5, 4, gap=45, habit="terse"),
    Scenario("series", "Samma sak om och om igen", "alive", 4, 3, gap=50, habit="series"),
    Scenario("behind", "Arbetar, men efter tidplanen", "alive", 5, 4, gap=45),
    Scenario("heard", "Arbetar, signal besvaras", "alive", 3, 3, gap=45),
    Scenario("paused", "Pausat med skäl", "alive", 3, 2, gap=50),
    Scenario("done", "Genomfört på riktigt", "alive", 6, 0, gap=35),
    # Asleep from a known day.
    Scenario("silent", "Somnar och tystnar", "asleep", 6, 4, mask="silent"),
    Scenario("copied", "Somnar, kopierar noteringar", "asleep", 6, 4, mask="copied"),
    Scenario("reworded", "Somnar, formulerar om lätt", "asleep", 5, 4, mask="reworded"),
    Scenario("scribbled", "Somnar, skriver 'pågår'", "asleep", 4, 3, mask="scribbled"),
    Scenario("hopeful", "Somnar, tom optimism", "asleep", 6, 4, mask="hopeful"),
    Scenario("toggled", "Somnar, växlar läge", "asleep", 3, 2, mask="toggled"),
    Scenario("renamed", "Somnar, åtgärden döps om", "asleep", 3, 2, mask="renamed"),
    Scenario("moved", "Somnar, datum flyttas", "asleep", 3, 2, mask="moved"),
    Scenario("closed", "Somnar, kallas klart", "asleep", 3, 2, mask="closed"),
    Scenario("renumbered", "Somnar, nya siffror i gammal text", "asleep", 3, 2, mask="renumbered"),
    Scenario("vanished", "Somnar, försvinner ur nästa VP", "asleep", 3, 2, mask="silent"),
    Scenario("contradicted", "Motsägs av personalen", "asleep", 5, 5, mask="invented"),
    Scenario("revived", "Somnar och vaknar igen", "asleep", 4, 3, mask="hopeful"),
    Scenario("token", "Skenåtgärd från början", "asleep", 4, 6, mask="hopeful"),
    # Sidestepped: mandatory areas only.
    Scenario("unanswered", "Kringgås: inget svar", "sidestepped", 0, 4),
    Scenario("no_reason", "Kringgås: bortvalt utan skäl", "sidestepped", 0, 3),
    Scenario("no_measure", "Kringgås: antaget utan åtgärd", "sidestepped", 0, 4),
    Scenario("all_dropped", "Kringgås: allt avbryts", "sidestepped", 0, 3),
    # Most units have stopped, one has not.
    Scenario("one_busy", "En enhet arbetar, resten sover", "partly", 5, 4, gap=25, mask="mixed"),
    # Outside the total: no record can tell.
    Scenario("invented", "Sover, påhittade noteringar", "asleep", 2, 2, mask="invented", tellable=False),
    Scenario("unwritten", "Arbetar, skriver aldrig", "alive", 2, 1, gap=45, habit="unwritten", tellable=False),
    Scenario("opted_out", "Bortvalt med skäl", "outside", 2, 1, tellable=False),
)

BY_KEY = {scenario.key: scenario for scenario in SCENARIOS}

HABITS: tuple[tuple[str, float], ...] = (("diary", 0.40), ("reporter", 0.40), ("forgetful", 0.20))
"""How units keep their records unless the scenario says otherwise."""

LIGHTS: dict[str, tuple[float, float, float]] = {
    # green, yellow, red, as reported by those responsible themselves
    "working": (0.75, 0.20, 0.05),
    "slow": (0.50, 0.40, 0.10),
    "behind": (0.30, 0.50, 0.20),
    "done": (0.95, 0.05, 0.0),
    "paused": (0.40, 0.50, 0.10),
    # Two reports of five are optimistic (Snow, Keil and Wallace 2007: 60 % biased, two thirds of them upwards).
    "asleep": (0.40, 0.40, 0.20),
    "partly": (0.45, 0.40, 0.15),
    "sidestepped": (0.40, 0.40, 0.20),
    # Those who hide in words that they have stopped do not show it in colours.
    "masked": (0.85, 0.12, 0.03),
}
