"""A whole simulated city, the same every time from the same seed."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from handslag.cli.bench.simulator import papers
from handslag.cli.bench.simulator.cells import FIRST, LAST, YEARS, live, make_cell
from handslag.cli.bench.simulator.records import AreaInPlan, PeriodDay, Records, Signed, Truth, World
from handslag.cli.bench.simulator.scenarios import SCENARIOS, Scenario
from handslag.cli.bench.simulator.writing import write

AREAS = (
    AreaInPlan("arbetsbelastning", "Rimlig arbetsbelastning", True),
    AreaInPlan("introduktion", "Introduktion", False),
    AreaInPlan("ledarskap", "Nära ledarskap", False),
    AreaInPlan("administrativt-stod", "Administrativt stöd", False),
    AreaInPlan("kompetens", "Kompetensutveckling", False),
    AreaInPlan("hot-och-vald", "Hot och våld", False),
)
DISTRICTS = 6
UNITS = ("Barn och unga", "Ekonomiskt bistånd", "Vuxen", "Mottagning", "Äldre", "Funktionsnedsättning")


def calendar() -> tuple[PeriodDay, ...]:
    """Three reports a year, per 30 April, 31 August and 31 December, and the yearly plan due on 31 January."""
    days = []
    for year in YEARS:
        days += [
            PeriodDay(year, "VP", date(year, 1, 31)),
            PeriodDay(year, "T1", date(year, 5, 20), date(year, 4, 30)),
            PeriodDay(year, "T2", date(year, 9, 22), date(year, 8, 31)),
            PeriodDay(year, "VB", date(year + 1, 1, 30), date(year, 12, 31)),
        ]
    return tuple(days)


def draw_scenario(rng: Random, mandatory: bool) -> Scenario:
    """A scenario, by its share among the cells of such an area."""
    weights = [scenario.weight_mandatory if mandatory else scenario.weight for scenario in SCENARIOS]
    return rng.choices(SCENARIOS, weights)[0]


def simulate_city(seed: int, number: int) -> World:
    """City number so and so of the series that begins with a seed."""
    name = f"{seed}/{number}"
    rng = Random(f"{name}/city")
    uses_ids = rng.random() < 0.5
    days = calendar()
    districts = tuple(f"Stadsdel {index + 1}" for index in range(DISTRICTS))
    parts: list[tuple[Records, Truth]] = []
    for district in districts:
        units = tuple(f"{unit} {district[-1]}" for unit in UNITS)
        for area in AREAS:
            scenario = draw_scenario(rng, area.mandatory)
            parts.append(_cell(name, district, units, area, scenario, uses_ids, days))
    records = Records(
        answers=tuple(answer for part, _ in parts for answer in part.answers),
        lines=tuple(line for part, _ in parts for line in part.lines),
        alarms=tuple(alarm for part, _ in parts for alarm in part.alarms),
        breaks=tuple(pause for part, _ in parts for pause in part.breaks),
        lights=tuple(light for part, _ in parts for light in part.lights),
        signed=tuple(_signed(rng, districts, days)),
    )
    return World(name, FIRST, LAST, days, districts, AREAS, records, tuple(truth for _, truth in parts))


def _cell(
    seed: str,
    district: str,
    units: tuple[str, ...],
    area: AreaInPlan,
    scenario: Scenario,
    uses_ids: bool,
    days: tuple[PeriodDay, ...],
) -> tuple[Records, Truth]:
    """The records and the truth of one cell."""
    cell = make_cell(seed, district, units, area, scenario, uses_ids)
    if papers.sidesteps_from_the_start(cell):
        cell.jobs.clear()
    live(cell)
    lines = write(cell, days)
    given, raised = papers.answers(cell), papers.alarms(cell)
    truth = papers.truth_of(cell, given, raised)
    lights = papers.lights(cell, truth, days)
    known = Records(tuple(given), tuple(lines), tuple(raised), tuple(papers.breaks(cell)), tuple(lights))
    return known, truth


def _signed(rng: Random, districts: tuple[str, ...], days: tuple[PeriodDay, ...]) -> list[Signed]:
    """The administrations sign nine reports of ten, around the day they are due."""
    found = []
    for district in districts:
        for period in days:
            if period.as_of is not None and rng.random() < 0.92:
                signed = max(period.as_of, period.due + timedelta(days=rng.randint(-5, 10)))
                found.append(Signed(district, period.year, period.code, signed))
    return [report for report in found if report.signed_on <= LAST]
