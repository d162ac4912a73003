"""Tasks, who is asked, how often one is reminded, and how far a cell is raised: without a database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handslag.core.workdays import add_working_days
from handslag.tasks.rules import (
    ESCALATION_MOVES,
    LEVEL_MOVES,
    RAISED_SIGNS,
    Asked,
    CellNow,
    Given,
    Move,
    Post,
    Standing,
    Step,
    Task,
    due_words,
    first_level,
    late_words,
    lead_of,
    ordered,
    receivers,
    stage_of,
    stage_today,
    steps_today,
    to_remind,
)

CITY, DISTRICT, UNIT = 1, 10, 100
DAY = date(2026, 9, 22)  # a Tuesday
MOMENT = datetime(2026, 9, 22, 6, tzinfo=UTC)
NOBODY = Asked(CITY, ())


def task(due: date, key: str = "a", **more: object) -> Task:
    return Task(key=key, kind="x", title="Gör", why="Därför", href="/", due=due, asked=NOBODY, **more)  # type: ignore[arg-type]


# Order and words ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("due", "said"),
    [
        (date(2026, 9, 18), "2 arbetsdagar sen"),
        (date(2026, 9, 21), "1 arbetsdag sen"),
        (date(2026, 9, 22), "I dag"),
        (date(2026, 9, 23), "I morgon"),
        (date(2026, 9, 25), "Fredag"),
        (date(2026, 9, 30), "Onsdag"),
        (date(2026, 10, 9), "9 oktober"),
        (date(2027, 1, 9), "9 januari 2027"),
        (date(2026, 8, 31), "3 veckor sen"),
        (date(2026, 3, 1), "6 månader sen"),
    ],
)
def test_a_day_is_said_as_people_say_it(due: date, said: str) -> None:
    assert due_words(due, DAY) == said


def test_days_off_are_not_counted_as_late() -> None:
    assert late_words(date(2026, 9, 18), date(2026, 9, 20)) == "Sen"  # Friday to Sunday
    assert late_words(date(2026, 9, 18), date(2026, 9, 22), {date(2026, 9, 21)}) == "1 arbetsdag sen"


@given(st.dates(date(2026, 1, 1), date(2026, 3, 1)), st.integers(1, 40))
def test_as_many_working_days_late_as_were_counted_from_the_day(due: date, count: int) -> None:
    day = add_working_days(due, count)
    if (day - due).days < 14:
        assert late_words(due, day).split()[0] == str(count)


def test_what_is_late_stands_first_and_what_is_paused_last() -> None:
    late, soon = task(DAY - timedelta(9), "late"), task(DAY + timedelta(2), "soon")
    held = task(DAY - timedelta(30), "held", held_until=DAY)
    assert [one.key for one in ordered([held, soon, late], DAY)] == ["late", "soon", "held"]


def test_the_lead_says_how_many_and_where_to_begin() -> None:
    late = task(date(2026, 9, 18), about="signalen")
    assert lead_of([late, task(DAY, "b")], DAY) == ("Två saker väntar på dig. Börja med signalen: dagen var i fredags.")
    assert lead_of([], DAY) == "Inget väntar på dig."
    assert lead_of([task(DAY - timedelta(3), held_until=DAY)], DAY) == "Inget väntar på dig."


# Who is asked ---------------------------------------------------------------------------------------------------------
OWNER = Post(1, "social_worker", CITY, DISTRICT, UNIT)
MANAGER = Post(2, "unit_manager", CITY, DISTRICT, UNIT)
OFFICE = Post(3, "district_office", CITY, DISTRICT)
HEAD = Post(4, "head", CITY, DISTRICT)
PLAN = Post(5, "plan_office", CITY)
CHAIN = [OWNER, MANAGER, OFFICE, HEAD, PLAN]


@pytest.mark.parametrize("gone", range(6))
def test_when_somebody_has_left_the_next_in_the_chain_is_asked(gone: int) -> None:
    asked = Asked.owner(CITY, DISTRICT, UNIT, OWNER.user)
    left = CHAIN[gone:]
    assert receivers(asked, left) == ([left[0].user] if left else [])


def test_a_stand_in_is_asked_beside_whom_they_stand_in_for() -> None:
    stand_in = Post(9, "unit_manager", CITY, DISTRICT, UNIT)
    assert receivers(Asked.owner(CITY, DISTRICT, UNIT, None), [MANAGER, stand_in, OFFICE]) == [2, 9]


def test_a_role_elsewhere_is_never_asked() -> None:
    elsewhere = [Post(7, "unit_manager", CITY, DISTRICT, 101), Post(8, "unit_manager", 2, DISTRICT, UNIT)]
    assert receivers(Asked.owner(CITY, DISTRICT, UNIT, None), elsewhere) == []


def test_who_prepared_is_passed_over() -> None:
    other = Post(6, "district_office", CITY, DISTRICT)
    asked = Asked.administration_of(CITY, DISTRICT)
    assert receivers(asked.without(OFFICE.user), [OFFICE, other, HEAD]) == [6]
    assert receivers(asked.without(OFFICE.user), [OFFICE, HEAD]) == [4]


def test_everyone_reaches_all_over_the_city() -> None:
    reps = [Post(1, "union_rep", CITY), Post(2, "union_rep", CITY, DISTRICT), Post(3, "union_rep", 2)]
    assert receivers(Asked.everyone(CITY, ("union_rep",)), reps) == [1, 2]
    assert receivers(Asked.everyone(CITY, ("union_rep",), DISTRICT + 1), reps) == [1]


# Reminders ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("after", "stage"),
    [(-31, 0), (-30, 1), (-8, 1), (-7, 2), (-2, 2), (-1, 3), (0, 3), (1, 4), (6, 4), (7, 5), (29, 5), (30, 6), (59, 6),
     (60, 7), (90, 8)],
)  # fmt: skip
def test_reminders_come_at_30_7_and_1_days_before_and_1_7_30_and_every_30_after(after: int, stage: int) -> None:
    assert stage_of(DAY, DAY + timedelta(after)) == stage


def run(first: Task, days: int, start: date = DAY - timedelta(60)) -> list[date]:
    """On which days a person with this one task is reminded, when the tick runs twice every day."""
    reminded: dict[tuple[str, date], int] = {}
    letters = []
    for offset in range(days):
        day = start + timedelta(offset)
        for _ in range(2):
            for one in to_remind([first], day, reminded):
                reminded[one.key, one.due] = stage_of(one.due, day)
                letters.append(day)
    return letters


def test_a_task_is_reminded_of_on_just_the_right_days() -> None:
    days = [(day - DAY).days for day in run(task(DAY), 200)]
    assert days == [-30, -7, -1, 1, 7, 30, 60, 90, 120]


@given(st.integers(-50, 50), st.integers(1, 120))
def test_nobody_is_reminded_twice_a_day_or_while_a_pause_holds(begins: int, lasts: int) -> None:
    until = DAY + timedelta(begins + lasts)
    paused = task(DAY, held_until=until)
    letters = run(paused, 300)
    assert len(letters) == len(set(letters))
    assert all(day > until for day in letters)


@given(st.lists(st.integers(-60, 200), unique=True).map(sorted))
def test_a_missed_day_is_caught_up_with_once(days: list[int]) -> None:
    """Whenever the tick happens to run, a stage is sent at most once, and each newer one once."""
    reminded: dict[tuple[str, date], int] = {}
    stages = []
    for offset in days:
        for one in to_remind([task(DAY)], DAY + timedelta(offset), reminded):
            stage = stage_of(one.due, DAY + timedelta(offset))
            reminded[one.key, one.due] = stage
            stages.append(stage)
    assert stages == sorted(set(stages))


def test_who_is_asked_to_be_reminded_is_once_more_and_no_oftener() -> None:
    far = task(DAY + timedelta(90), nudge=3)
    letters = 0
    reminded: dict[tuple[str, date], int] = {}
    for offset in range(20):
        for one in to_remind([far], DAY + timedelta(offset), reminded):
            reminded[one.remind_key, one.due] = stage_today(one, DAY + timedelta(offset))
            letters += 1
    assert letters == 1
    again = task(DAY + timedelta(90), nudge=4)
    assert to_remind([again], DAY, reminded) == [again]


def test_a_moved_day_starts_anew() -> None:
    reminded = {("a", DAY): 4}
    assert to_remind([task(DAY)], DAY + timedelta(1), reminded) == []
    moved = task(DAY + timedelta(20))
    assert to_remind([moved], DAY + timedelta(1), reminded) == [moved]


# Escalation -----------------------------------------------------------------------------------------------------------
def cell(sign: str, *units: str) -> CellNow:
    return CellNow("Ängsby", "introduktion", sign, DAY - timedelta(3), units)


def standing(**more: object) -> Standing:
    values: dict[str, object] = {
        "pk": 1, "administration": "Ängsby", "area": "introduktion", "sign": "asleep", "level": "district",
        "state": "raised", "answer_by": DAY + timedelta(5), "raised_on": DAY - timedelta(5),
        "raised_at": MOMENT - timedelta(5),
    }  # fmt: skip
    return Standing(**(values | more))  # type: ignore[arg-type]


def steps(cells: list[CellNow], open_ones: list[Standing], *given: Given) -> list[Step]:
    return list(steps_today(cells, open_ones, lambda _: given, DAY, DAY + timedelta(14)))


def test_who_should_have_acted_is_not_asked_again_the_level_above_is() -> None:
    assert first_level(cell("asleep", "Enhet 1")) == "district"
    assert first_level(cell("contested", "Enhet 1")) == "district"
    assert first_level(cell("asleep")) == "plan_office"
    assert first_level(cell("sidestepped", "Enhet 1")) == "plan_office"


@pytest.mark.parametrize("sign", RAISED_SIGNS)
def test_a_cell_that_turns_is_raised_once(sign: str) -> None:
    (first,) = steps([cell(sign, "Enhet")], [])
    assert (first.move, first.state, first.answer_by) == (Move.RAISE, "raised", DAY + timedelta(14))
    assert steps([cell(sign, "Enhet")], [standing()]) == []


def test_a_calm_cell_is_not_raised_and_what_was_raised_is_closed() -> None:
    assert steps([cell("late")], []) == []
    (closing,) = steps([cell("awake")], [standing()])
    assert (closing.move, closing.state) == (Move.CLOSE, "closed")
    assert steps([], [standing(state="answered")])[0].move == Move.CLOSE


def test_it_moves_up_when_its_day_has_passed_until_there_is_nobody_above() -> None:
    passed = DAY - timedelta(1)
    (up,) = steps([cell("asleep")], [standing(answer_by=passed)])
    assert (up.move, up.level, up.answer_by) == (Move.MOVE_UP, "plan_office", DAY + timedelta(14))
    (up,) = steps([cell("asleep")], [standing(level="plan_office", answer_by=passed)])
    assert up.level == "commissioner"
    assert steps([cell("asleep")], [standing(level="commissioner", answer_by=passed)]) == []
    assert steps([cell("asleep")], [standing(answer_by=DAY)]) == []


@pytest.mark.parametrize("kind", ["comment", "pause", "measure"])
def test_an_answer_is_recognised_by_itself(kind: str) -> None:
    answer = Given(kind, 7, DAY, MOMENT)
    (step,) = steps([cell("asleep")], [standing(answer_by=DAY - timedelta(1))], answer)
    assert (step.move, step.state, step.given) == (Move.ANSWER, "answered", answer)


def test_what_was_said_before_it_was_raised_is_no_answer() -> None:
    earlier = Given("comment", 7, DAY, MOMENT - timedelta(6))
    backdated = Given("comment", 8, DAY - timedelta(6), MOMENT)
    assert steps([cell("asleep")], [standing()], earlier, backdated) == []


def test_a_pause_that_runs_out_is_no_answer_any_more() -> None:
    answered = standing(state="answered", answer_by=None, until=DAY)
    assert steps([cell("asleep")], [answered]) == []
    (again,) = steps([cell("asleep")], [standing(state="answered", answer_by=None, until=DAY - timedelta(1))])
    assert (again.move, again.state, again.level) == (Move.RUN_OUT, "raised", "district")


@given(st.sampled_from((*RAISED_SIGNS, "awake", "late")), st.integers(0, 3), st.booleans(), st.integers(-30, 30))
def test_taking_the_steps_and_asking_again_gives_none(sign: str, units: int, answered: bool, left: int) -> None:
    cells = [cell(sign, *[f"E{number}" for number in range(units)])]
    given = [Given("comment", 1, DAY, MOMENT)] if answered else []
    before = [standing(answer_by=DAY + timedelta(left))]
    taken = steps(cells, before, *given)
    after = [
        standing(level=one.level, state=one.state, answer_by=one.answer_by, raised_at=MOMENT + timedelta(1))
        for one in taken
        if one.state != "closed"
    ]
    assert steps(cells, after if taken else before, *given) == []


def test_every_move_leads_somewhere_and_upwards() -> None:
    order = ["unit", "district", "plan_office", "commissioner"]
    assert all(order.index(to) == order.index(level) + 1 for (level, _), to in LEVEL_MOVES.items())
    assert {state for state, _ in ESCALATION_MOVES} == {"raised", "answered"}
