"""From draft to decision there is one way, and every refusal says why; a plan's end is warned of long before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handslag.core.verdict import Denied
from handslag.plan.facts import AreaText, MeasureText
from handslag.plan.rules.ending import end_warnings, months_before
from handslag.plan.rules.parts import area_of, measure_of, plain_area, plain_measure, seal
from handslag.plan.rules.revising import (
    CLOSED,
    MOVE_WORDS,
    REVISION_MOVES,
    STATES,
    Situation,
    Talks,
    after,
    may,
    may_comment,
    may_edit,
    may_register,
)

DAY = date(2026, 9, 1)
READY = Situation("cooperation", DAY, talks=Talks("mbl11", "agreed"))


@pytest.mark.parametrize(
    ("situation", "move", "reason"),
    [
        (Situation("draft", DAY, same=True), "open", "Utkastet är likadant som den gällande versionen."),
        (Situation("draft", DAY, areas=0), "open", "Utkastet har inget fokusområde."),
        (Situation("draft", DAY), "approve", "Utkastet har inte varit på samråd."),
        (Situation("draft", DAY), "refuse", "Utkastet har inte varit på samråd."),
        (Situation("consultation", DAY), "approve", "Samrådet är inte avslutat."),
        (Situation("consultation", DAY), "open", "Samrådet är redan öppet."),
        (Situation("consultation", DAY), "discard", "Utkastet är på samråd. Ta tillbaka det först."),
        (
            Situation("consultation", DAY, ends=DAY + timedelta(1)), "close",
            "Samrådet pågår till och med 2 september 2026.",
        ),
        (replace(READY, talks=None), "approve", "Samverkan är inte registrerad."),
        (replace(READY, unanswered=1), "approve", "En synpunkt har inte fått svar."),
        (replace(READY, unanswered=3), "approve", "Tre synpunkter har inte fått svar."),
        (replace(READY, same=True), "approve", "Utkastet är likadant som den gällande versionen."),
        (
            replace(READY, talks=Talks("mbl11", "disagreed", "asked_for")), "approve",
            "Central förhandling är begärd och inte avslutad.",
        ),
        (
            replace(READY, talks=None, unanswered=3), "approve",
            "Samverkan är inte registrerad. Tre synpunkter har inte fått svar.",
        ),
        (Situation("decided", DAY), "take_back", "Versionen är beslutad och kan inte ändras."),
        (Situation("rejected", DAY), "open", "Versionen fick avslag och kan inte ändras."),
        (Situation("discarded", DAY), "open", "Utkastet är övergivet och kan inte ändras."),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_each_refusal_says_why(situation: Situation, move: str, reason: str) -> None:
    verdict = may(situation, move)  # type: ignore[arg-type]
    assert not verdict and verdict.reason == reason
    with pytest.raises(Denied, match=reason[:20]):
        after(situation, move)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "talks",
    [
        Talks("mbl11", "agreed"),
        Talks("samverkan", "declined_by_union"),
        Talks("mbl11", "exceptional"),
        Talks("mbl11", "disagreed", "ended"),
        Talks("mbl11", "disagreed", "not_wanted"),
    ],
    ids=str,
)
def test_every_finished_cooperation_lets_a_decision_through(talks: Talks) -> None:
    assert after(replace(READY, talks=talks), "approve") == "decided"


def test_a_closed_state_has_no_way_on_and_every_state_can_be_reached() -> None:
    assert not {state for state, _ in REVISION_MOVES} & set(CLOSED)
    assert {"draft", *REVISION_MOVES.values()} == set(STATES)
    assert {move for _, move in REVISION_MOVES} == set(MOVE_WORDS)


ACTS = st.lists(
    st.one_of(
        st.sampled_from(sorted(MOVE_WORDS)),
        st.sampled_from(["comment", "answer", "edit"]),
        st.builds(
            Talks,
            st.just("mbl11"),
            st.sampled_from(["agreed", "disagreed", "declined_by_union", "exceptional"]),
            st.sampled_from(["", "asked_for", "ended", "not_wanted"]),
        ),
    ),
    max_size=40,
)


def taken(now: Situation, act: str | Talks, since_edit: set[str]) -> Situation:
    """The situation after someone has tried to do something; `since_edit` is what has been done with this text."""
    if isinstance(act, Talks):
        if not may_register(now.state):
            return now
        since_edit.add("cooperation")
        return replace(now, talks=act)
    if act == "comment":
        return replace(now, unanswered=now.unanswered + bool(may_comment(now.state, now.ends, now.today)))
    if act == "answer":
        return replace(now, unanswered=max(0, now.unanswered - 1))
    if act == "edit":
        if may_edit(now.state):
            since_edit.clear()
            return replace(now, same=False)
        return now
    if not may(now, act):  # type: ignore[arg-type]
        return now
    since_edit.add(act)
    talks = None if act == "close" else now.talks  # what was registered before holds for another text
    return replace(now, state=after(now, act), talks=talks)  # type: ignore[arg-type]


@given(ACTS)
def test_no_path_leads_to_a_decision_without_consultation_cooperation_and_answers(acts: list[str | Talks]) -> None:
    now, since_edit = Situation("draft", DAY, same=True, ends=DAY), set[str]()
    for act in acts:
        now = taken(now, act, since_edit)
        if now.state == "decided":
            assert {"open", "close", "cooperation"} <= since_edit
            assert now.talks is not None and not now.talks.is_open and not now.unanswered and not now.same


def test_the_straight_way_leads_to_a_decision() -> None:
    now, done = Situation("draft", DAY, same=True, ends=DAY), set[str]()
    for act in ("edit", "open", "comment", "answer", "close", Talks("mbl11", "agreed"), "approve"):
        now = taken(now, act, done)
    assert now.state == "decided"


def test_comments_are_taken_in_to_the_end_of_the_last_day() -> None:
    assert may_comment("consultation", DAY, DAY)
    assert may_comment("consultation", DAY, DAY + timedelta(1)).reason == "Samrådet slutade 1 september 2026."
    assert may_comment("cooperation", DAY, DAY).reason == "Samrådet är avslutat."
    assert may_comment("draft", None, DAY).reason == "Utkastet är inte på samråd."


ENDS = date(2027, 12, 31)


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (date(2026, 12, 30), []),
        (date(2026, 12, 31), [12]),
        (date(2027, 6, 30), [12, 6]),
        (date(2027, 9, 30), [12, 6, 3]),
        (date(2028, 1, 1), [12, 6, 3, 0]),
    ],
    ids=str,
)
def test_the_end_is_warned_of_twelve_six_and_three_months_before_and_after_it(day: date, months: list[int]) -> None:
    assert [one.months for one in end_warnings(ENDS, day)] == months


def test_a_warning_says_when_and_a_plan_that_goes_on_has_none() -> None:
    texts = [one.text for one in end_warnings(ENDS, date(2028, 1, 1))]
    assert texts[0] == "Planen slutar 31 december 2027, inom tolv månader. Den är inte förlängd."
    assert texts[-1] == "Planen tog slut 31 december 2027. Den är inte förlängd."
    assert end_warnings(None, ENDS) == () and end_warnings(date(2030, 12, 31), ENDS) == ()


def test_months_are_counted_in_the_calendar() -> None:
    assert months_before(date(2027, 5, 31), 3) == date(2027, 2, 28)
    assert months_before(date(2027, 1, 15), 12) == date(2026, 1, 15)


def test_a_part_that_is_kept_can_be_read_again_and_is_known_by_its_seal() -> None:
    measure = MeasureText("tak", "Tak", True, "Norra", date(2026, 1, 2), "Text")
    area = AreaText("a", "A", "T", True, "KF", date(2023, 1, 1), "1", (measure,))
    assert area_of(plain_area(area)) == area and measure_of(plain_measure(measure)) == measure
    assert seal(area) == seal(replace(area, measures=())) != seal(replace(area, text="Annat"))
    assert seal(measure) != seal(replace(measure, due=None)) and seal("a") != seal("b")
