"""The bench of sleeping plans: an honest simulator, metrics that count right, and a run from end to end."""

from __future__ import annotations

import ast
import json
import sys
from dataclasses import replace
from datetime import date, timedelta
from math import inf
from pathlib import Path

import pytest
from click.testing import CliRunner

from handslag.cli.bench import bench
from handslag.cli.bench import simulator as simulator_package
from handslag.cli.bench.adapter import evening, facts_of
from handslag.cli.bench.baselines import late_task, lights, stale_row
from handslag.cli.bench.reader import perfect_reader
from handslag.cli.bench.scoring import ANY, GRACE, Tally, full_round, is_hit, score, spread, status_on, total
from handslag.cli.bench.simulator import simulate_city
from handslag.cli.bench.simulator.records import (
    AreaInPlan,
    Circumstance,
    Light,
    Line,
    Listed,
    PlanAnswer,
    Records,
    Span,
    Truth,
    World,
)
from handslag.cli.bench.simulator.scenarios import BY_KEY, LIGHTS, SCENARIOS
from handslag.cli.bench.vitals import at_threshold, evaluation_days, measure_city
from handslag.vitals.rules import prepare, vitals

DAY = date(2024, 1, 1)


@pytest.fixture(scope="module")
def world() -> World:
    return simulate_city(1, 0)


@pytest.fixture(scope="module")
def worlds() -> list[World]:
    return [simulate_city(5, number) for number in range(6)]


# The simulator


def test_the_simulator_imports_nothing_but_the_standard_library() -> None:
    folder = Path(simulator_package.__file__).parent
    own = "handslag.cli.bench.simulator"
    files = sorted(folder.glob("*.py"))
    assert len(files) > 4
    for file in files:
        for node in ast.walk(ast.parse(file.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                assert node.level == 0, file
                names = [node.module or ""]
            for name in names:
                assert name == own or name.startswith(f"{own}.") or name.split(".")[0] in sys.stdlib_module_names, name


def test_the_simulator_reads_no_file() -> None:
    folder = Path(simulator_package.__file__).parent
    for file in folder.glob("*.py"):
        called = {
            n.func.id
            for n in ast.walk(ast.parse(file.read_text()))
            if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
        }
        assert not called & {"open", "__import__", "eval", "exec"}, file


def test_the_same_seed_gives_the_same_city_and_another_one_another(world: World) -> None:
    assert simulate_city(1, 0) == world
    assert simulate_city(1, 1) != world
    assert simulate_city(2, 0).records != world.records


def test_every_day_of_every_cell_has_one_truth(worlds: list[World]) -> None:
    for city in worlds:
        assert len(city.truths) == len(city.administrations) * len(city.areas)
        for truth in city.truths:
            assert truth.spans[0].first_day == city.first_day
            assert truth.spans[-1].last_day == city.last_day
            for one, two in zip(truth.spans, truth.spans[1:], strict=False):
                assert two.first_day == one.last_day + timedelta(days=1)


def test_nobody_works_while_a_cell_sleeps_and_somebody_does_while_it_lives(worlds: list[World]) -> None:
    for city in worlds:
        for truth in city.truths:
            for span in truth.spans:
                worked = [day for day in truth.worked_on if span.first_day <= day <= span.last_day]
                if span.life in ("asleep", "sidestepped", "paused", "outside"):
                    assert not worked, (truth.scenario, span)
                elif span.life == "working" and (span.last_day - span.first_day).days > 600:
                    assert worked, (truth.scenario, span)


def test_dead_spans_say_what_is_true_of_them(worlds: list[World]) -> None:
    for truth in (truth for city in worlds for truth in city.truths):
        family = BY_KEY[truth.scenario].family
        lives = {span.life for span in truth.spans}
        assert ("asleep" in lives) == (family == "asleep")
        assert ("sidestepped" in lives) == (family == "sidestepped")
        assert ("partly" in lives) == (family == "partly")
        for span in truth.spans:
            assert bool(span.kinds) == (span.life in ("asleep", "sidestepped", "partly"))


def test_records_come_in_on_or_after_the_day_they_are_about(worlds: list[World]) -> None:
    for city in worlds:
        assert all(line.day <= line.recorded_on for line in city.records.lines)
        assert all(answer.decided_on <= answer.recorded_on for answer in city.records.answers)


def test_a_line_is_about_a_measure_that_a_yearly_plan_lists(worlds: list[World]) -> None:
    for city in worlds:
        listed = {(a.administration, a.area, row.unit, row.title) for a in city.records.answers for row in a.listed}
        lost = [
            line for line in city.records.lines if (line.administration, line.area, line.unit, line.title) not in listed
        ]
        assert not lost


def test_all_scenarios_turn_up_and_have_lights() -> None:
    seen = {truth.scenario for number in range(40) for truth in simulate_city(9, number).truths}
    assert seen == {scenario.key for scenario in SCENARIOS}
    for weights in LIGHTS.values():
        assert sum(weights) == pytest.approx(1)


# The metrics


def dead_from(day: date, *kinds: str, life: str = "asleep", until: date = date(2025, 12, 31)) -> Truth:
    spans = (
        Span(date(2023, 1, 31), day - timedelta(days=1), "working"),
        Span(day, until, life, frozenset(kinds)),
    )
    return Truth("A", "x", "silent", spans)


def test_a_sleep_counts_from_the_day_it_can_be_known() -> None:
    truth = dead_from(DAY, "asleep")
    assert status_on(truth, DAY - timedelta(days=1), "alarm")[0] == "alive"
    assert status_on(truth, DAY + timedelta(days=GRACE - 1), "alarm")[0] == "unknowable"
    assert status_on(truth, DAY + timedelta(days=GRACE), "alarm") == ("dead", frozenset({"asleep"}))


def test_sidestepping_can_be_known_after_a_month() -> None:
    truth = dead_from(DAY, "sidestepped", life="sidestepped")
    assert status_on(truth, DAY + timedelta(days=30), "alarm")[0] == "unknowable"
    assert status_on(truth, DAY + timedelta(days=31), "alarm")[0] == "dead"


def test_most_units_asleep_counts_only_where_warnings_count() -> None:
    truth = dead_from(DAY, "asleep", life="partly")
    late = DAY + timedelta(days=300)
    assert status_on(truth, late, "alarm")[0] == "unknowable"
    assert status_on(truth, late, "warning")[0] == "dead"


def test_what_is_true_on_paper_is_no_false_alarm_on_a_living_cell_and_a_hit_on_a_dead_one() -> None:
    paper = (Circumstance(DAY, DAY + timedelta(days=400), "contested"),)
    alive = Truth("A", "x", "many", (Span(date(2023, 1, 31), date(2025, 12, 31), "working"),), paper)
    assert status_on(alive, DAY, "alarm")[0] == "unknowable"
    sleeping = Truth("A", "x", "silent", dead_from(DAY, "asleep").spans, paper)
    assert status_on(sleeping, DAY + timedelta(days=200), "alarm")[1] == {"asleep", "contested"}


@pytest.mark.parametrize(
    ("shown", "kinds", "level", "hit"),
    [
        pytest.param("asleep", {"asleep"}, "alarm", True, id="the right sign"),
        pytest.param("contested", {"asleep"}, "alarm", False, id="an alarm of the wrong kind"),
        pytest.param("contested", {"asleep", "contested"}, "alarm", True, id="contested where that is the truth"),
        pytest.param("drowsy", {"asleep"}, "alarm", False, id="drowsy is no alarm"),
        pytest.param("drowsy", {"asleep"}, "warning", True, id="drowsy is a warning"),
        pytest.param(ANY, {"sidestepped"}, "alarm", True, id="a light does not say which"),
        pytest.param("done", {"asleep"}, "warning", False, id="done is calm"),
    ],
)
def test_hits(shown: str, kinds: set[str], level: str, hit: bool) -> None:
    assert is_hit(shown, frozenset(kinds), level) is hit  # type: ignore[arg-type]


def test_precision_recall_and_delay_by_hand() -> None:
    truth = dead_from(DAY, "asleep")
    looks = [DAY + timedelta(days=n) for n in (-60, -30, 100, 160, 190, 220)]
    signs = ["asleep", "awake", "awake", "awake", "asleep", "asleep"]
    shown = {day: {("A", "x"): sign} for day, sign in zip(looks, signs, strict=True)}
    tally = score([truth], shown, "alarm")["silent"]
    assert (tally.hit, tally.miss, tally.false, tally.quiet) == (2, 1, 1, 1)
    assert tally.precision == pytest.approx(2 / 3)
    assert tally.recall == pytest.approx(2 / 3)
    assert tally.false_rate == pytest.approx(1 / 2)
    assert tally.delay == 190
    assert tally.seen == 1


def test_never_seen_is_an_infinite_delay() -> None:
    tally = score([dead_from(DAY, "asleep")], {DAY + timedelta(days=300): {}}, "alarm")["silent"]
    assert tally.delay == inf
    assert tally.seen == 0
    assert tally.precision is None


def test_an_alarm_of_the_wrong_kind_is_a_miss_and_false() -> None:
    shown = {DAY + timedelta(days=300): {("A", "x"): "sidestepped"}}
    tally = score([dead_from(DAY, "asleep")], shown, "alarm")["silent"]
    assert (tally.hit, tally.miss, tally.false) == (0, 1, 1)


def test_a_cell_that_wakes_up_has_a_month_to_be_heard() -> None:
    spans = (
        *dead_from(DAY, "asleep", until=date(2024, 8, 31)).spans,
        Span(date(2024, 9, 1), date(2025, 12, 31), "working"),
    )
    truth = Truth("A", "x", "revived", spans)
    assert status_on(truth, date(2024, 9, 20), "alarm")[0] == "unknowable"
    assert status_on(truth, date(2024, 10, 1), "alarm")[0] == "alive"


def test_totals_and_spread() -> None:
    one, two = Tally(9, 1, 1, 9, [10.0]), Tally(8, 2, 0, 10, [20.0])
    both = total({"a": one, "b": two, "c": Tally(100)}, ("a", "b", "not there"))
    assert (both.hit, both.miss, both.false, both.quiet, both.delays) == (17, 3, 1, 19, [10.0, 20.0])
    ranges = spread([one, two])
    assert ranges["recall"] == (0.8, 0.9)
    assert spread([one, two]) == ranges


# The baselines and the adapter


def a_city() -> World:
    answer = PlanAnswer("A", "x", 2024, True, DAY, DAY, listed=(Listed("u", "t", date(2024, 6, 30)),))
    line = Line("A", "x", "u", "t", date(2024, 3, 1), date(2024, 3, 5), "under_way", "Möte om schemat, 3 kom", "")
    records = Records(
        answers=(answer,),
        lines=(line,),
        lights=(Light("A", "x", date(2024, 5, 20), "green"), Light("A", "x", date(2024, 9, 22), "red")),
    )
    return World("s", date(2024, 1, 1), date(2025, 12, 31), (), ("A",), (AreaInPlan("x", "X", False),), records)


def test_the_newest_light_holds() -> None:
    assert lights(a_city(), date(2024, 5, 19)) == {}
    assert lights(a_city(), date(2024, 6, 1)) == {("A", "x"): "calm"}
    assert lights(a_city(), date(2024, 10, 1)) == {("A", "x"): ANY}


def test_an_open_task_is_late_the_day_after_it_was_due() -> None:
    assert late_task(a_city(), date(2024, 6, 30)) == {}
    assert late_task(a_city(), date(2024, 7, 1)) == {("A", "x"): ANY}


def test_a_row_is_stale_when_nobody_has_saved_it_for_180_days() -> None:
    saved = date(2024, 3, 5)
    assert stale_row(a_city(), saved + timedelta(days=180)) == {}
    assert stale_row(a_city(), saved + timedelta(days=181)) == {("A", "x"): ANY}


def test_every_record_becomes_a_fact(world: World) -> None:
    facts = facts_of(world)
    assert len(facts.entries) == len(world.records.lines)
    assert len(facts.answers) == len(world.records.answers)
    assert len(facts.signals) == len(world.records.alarms)
    assert sum(len(a.listings) for a in facts.answers) == sum(len(a.listed) for a in world.records.answers)
    ids = [
        fact.id
        for facts_of_kind in (facts.answers, facts.entries, facts.signals, facts.pauses)
        for fact in facts_of_kind
    ]
    assert len(ids) == len(set(ids))


# From end to end


def test_the_curve_is_what_the_setting_would_give(world: World) -> None:
    for day in evaluation_days(world, 112):
        for limit in (60, 100, 200):
            known = prepare(facts_of(world, sleep_after=limit), evening(day))
            real = {(c.administration, c.area) for c in vitals(known, day).cells if c.sign == "asleep"}
            plain = vitals(prepare(facts_of(world), evening(day)), day).cells
            drawn = {
                (c.administration, c.area) for c in plain if at_threshold(c.sign, c.silent_days, limit) == "asleep"
            }
            assert drawn == real


def test_a_city_measured_twice_gives_the_same_tallies() -> None:
    assert measure_city(0, seed=3, step=112) == measure_city(0, seed=3, step=112)


def test_a_quick_bench_prints_the_tables_and_sees_more_than_the_lights() -> None:
    answer = CliRunner().invoke(bench, ["vitals", "--quick"])
    assert answer.exit_code == 0, answer.output
    for words in (
        "2 simulerade kommuner (frö 1)",
        "* utan stockord",
        "sleep_after",
        "Somnar och tystnar",
        "I allt",
    ):
        assert words in answer.output


def test_as_data_signs_see_more_than_lights_and_less_than_a_perfect_reader() -> None:
    data = json.loads(CliRunner().invoke(bench, ["vitals", "--quick", "--json", "--seed", "4"]).stdout)
    assert (data["seed"], data["cities"]) == (4, 2)
    recall = {name: levels["alarm"]["in_all"]["recall"] for name, levels in data["detectors"].items()}
    assert recall["lights"] < recall["signs"] < recall["reader"]
    assert recall["sleep:60"] > recall["sleep:210"]


def test_the_perfect_reader_knows_true_lines_only_and_when_they_came_in() -> None:
    span = Span(date(2024, 1, 1), date(2025, 12, 31), "working")
    truth = Truth("A", "x", "many", (span,), told=((date(2024, 3, 1), date(2024, 5, 1)),))
    city = replace(a_city(), truths=(truth,))
    assert perfect_reader(city, date(2024, 4, 30), {}, 60) == {("A", "x"): "asleep"}
    assert perfect_reader(city, date(2024, 5, 1), {}, 61) == {("A", "x"): "calm"}
    assert perfect_reader(city, date(2024, 5, 2), {("A", "x"): "contested"}) == {("A", "x"): "contested"}


@pytest.mark.parametrize(
    ("stop", "known"),
    [
        pytest.param(date(2024, 1, 1), date(2024, 5, 21), id="the whole first period"),
        pytest.param(date(2024, 1, 2), date(2024, 9, 23), id="one day too late for it"),
        pytest.param(date(2024, 8, 15), date(2025, 1, 31), id="autumn"),
        pytest.param(date(2024, 10, 1), date(2025, 5, 21), id="over the turn of the year"),
    ],
)
def test_a_full_round_is_a_period_without_work_and_its_report(stop: date, known: date) -> None:
    assert full_round(stop) == known
