"""The rules of signs of life say what a second, naive reading of the same text says, on worlds made to be nasty.

`HANDSLAG_ORACLE_EXAMPLES` sets how many worlds are compared; `HANDSLAG_ORACLE_FIRST` the first seed.
"""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from tests.depth import examples
from tests.vitals.oracle import texts
from tests.vitals.oracle.comparing import differences
from tests.vitals.oracle.judging import signs_by_day
from tests.vitals.oracle.shrinking import smallest
from tests.vitals.strategies import Question, questions, seeded

from handslag.vitals.facts import Facts
from handslag.vitals.rules import prepare, runs, vitals

EXAMPLES = int(os.environ.get("HANDSLAG_ORACLE_EXAMPLES", examples(120)))
FIRST = int(os.environ.get("HANDSLAG_ORACLE_FIRST", "0"))
CHUNKS = 4


def differ(as_of: date, known_at: datetime, with_since: bool, facts: Facts) -> bool:
    """The two readings say different things."""
    return bool(differences(vitals, facts, as_of, known_at, with_since=with_since))


def compare(question: Question, *, with_since: bool) -> None:
    """Fail with the smallest world in which the two readings differ."""
    if not differ(question.as_of, question.known_at, with_since, question.facts):
        return
    facts = smallest(question.facts, partial(differ, question.as_of, question.known_at, with_since))
    found = differences(vitals, facts, question.as_of, question.known_at, with_since=with_since)
    pytest.fail(f"{found}\nas of {question.as_of}, known at {question.known_at}\n{facts}")


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_rules_and_oracle_agree(chunk: int) -> None:
    for seed in range(FIRST + chunk, FIRST + EXAMPLES, CHUNKS):
        compare(seeded(seed), with_since=seed % 10 == 0)


@pytest.mark.parametrize("seed", range(FIRST, FIRST + max(8, EXAMPLES // 20)))
def test_runs_are_the_signs_of_their_days(seed: int) -> None:
    question = seeded(seed)
    first = question.as_of - timedelta(days=40)
    days = [first + timedelta(days=n) for n in range(60)]
    known = prepare(question.facts, question.known_at)
    for name in {row.name for row in question.facts.administrations}:
        found = runs(known, name, "belastning", days[0], days[-1])
        by_day = [next((run.sign for run in found if run.first_day <= d <= run.last_day), None) for d in days]
        assert by_day == signs_by_day(question.facts, question.known_at, (name, "belastning"), days)


@settings(max_examples=max(15, EXAMPLES // 10), deadline=None, derandomize=True, database=None,
          suppress_health_check=list(HealthCheck))  # fmt: skip
@given(questions())
def test_rules_and_oracle_agree_on_worlds_of_hypothesis(question: Question) -> None:
    compare(question, with_since=False)


@pytest.mark.parametrize(
    ("text", "numbers", "words"),
    [
        ("Klart 2025-04-30", [], ["klart"]),
        ("30/4 och 30/4 2025, 30.4.2025", [], ["och"]),
        ("30 april, 30 april 2025.", [], []),
        ("v 17 v. 17 v17 v.17 vecka 17 vecka17", [], []),
        ("1899 1900 2099 2100", ["1899", "2100"], []),
        ("30.4 12/14 32/1 v 54", ["30", "4", "12", "14", "32", "1", "54"], ["v"]),
        ("x30/4 30/4x 007/4", ["30", "4", "30", "4", "007", "4"], ["x", "x"]),
        ("rum_30/4_ 3,5", ["3", "5"], ["rum"]),
    ],
)
def test_what_a_note_says(text: str, numbers: list[str], words: list[str]) -> None:
    assert texts.numbers(text) == numbers
    assert texts.words(text) == words
