"""The story of a measure is told from the same walk as its signs: names that are one, what counts, days that moved."""

from __future__ import annotations

from datetime import date

import pytest
from tests.vitals.town import NORTH, NOW, answered, day, listed, noted, ref, town

from handslag.followup.rules.notes import is_taken
from handslag.vitals import rules
from handslag.vitals.facts import Administration
from handslag.vitals.rules import parts_of, prepare, story_of

OLD, NEW = ref("Tak", "Barn"), ref("Tak för alla", "Barn")


def test_a_measure_under_a_new_name_keeps_its_entries_and_its_first_day() -> None:
    newer = listed(2, "Tak för alla", "Barn", "2025-12-31", replaces=OLD)
    facts = town(
        answered(1, 2024, listed(1, "Tak", "Barn", "2024-06-30"), decided="2024-01-10"),
        answered(2, 2025, newer, decided="2025-01-10"),
        entries=[noted(1, "2024-03-01", "started", of=OLD), noted(2, "2025-03-01", None, "Nu gäller det alla", of=NEW)],
    )
    known = prepare(facts, NOW)
    story = story_of(known, NORTH, OLD, day("2025-06-01"))
    assert [told.entry.id for told in story.entries] == [1, 2]
    assert (story.original_due, story.due, story.moves) == (day("2024-06-30"), day("2025-12-31"), 1)
    assert [(due.evidence, due.moved) for due in story.dues] == [("listing:1", False), ("listing:2", True)]
    assert story_of(known, NORTH, NEW, day("2025-06-01")) == story


def test_what_counts_in_the_story_is_what_the_cell_counts() -> None:
    facts = town(
        answered(1, 2025, listed(1, "Tak", "Barn")),
        entries=[
            noted(1, "2025-02-03", "started", "Fördelningen prövas nu i grupp ett", of=OLD),
            noted(2, "2025-03-03", "under_way", "Arbetet fortgår enligt plan", of=OLD),
            noted(3, "2025-04-03", "under_way", "Fördelningen prövas nu i grupp ett", of=OLD),
            noted(4, "2025-05-03", "done", of=OLD),
            noted(5, "2025-06-03", "dropped", "Avbryts eftersom rutinen ersätts", of=OLD),
            noted(6, "2025-07-03", "under_way", "Öppnas igen efter skyddsronden", "Protokoll 7", of=OLD),
        ],
    )
    known = prepare(facts, NOW)
    story = story_of(known, NORTH, OLD, day("2025-12-01"))
    assert [told.brings for told in story.entries] == [
        ("state", "note"), ("state",), (), (), ("state", "note"), ("reopened", "evidence", "note"),
    ]  # fmt: skip
    assert [told.lacks for told in story.entries] == ["", "stock", "copy", "empty", "", ""]
    assert [told.copy_of for told in story.entries] == [None, None, 1, None, None, None]
    assert [told.refused for told in story.entries] == [False, False, False, True, False, False]
    cell = rules.cell_vitals(known, NORTH, "beta", day("2025-12-01"))
    assert cell is not None
    acts = {int(act.evidence.removeprefix("progress:")) for act in cell.acts if act.kind == "entry"}
    assert acts == {told.entry.id for told in story.entries if told.counts}
    assert story.last_act == day("2025-07-03")


@pytest.mark.parametrize(
    ("state", "note", "evidence", "taken"),
    [
        ("under_way", "", "", True),
        ("", "Något nytt", "", False),
        ("done", "", "", False),
        ("done", "enligt plan", "", False),
        ("done", "", "Protokoll", True),
        ("dropped", "", "Protokoll", False),
        ("dropped", "Ersatt", "", True),
    ],
)
def test_done_and_dropped_need_substance_to_be_taken(state: str, note: str, evidence: str, taken: bool) -> None:
    assert is_taken(state, note, evidence) is taken


def test_a_units_part_has_its_own_measures_and_silence_and_what_came_from_before_a_merger() -> None:
    before = Administration("Sydvästra", "district", day("2007-01-01"), day("2025-05-31"))
    after = Administration("Syd", "district", day("2025-06-01"), predecessors=("Sydvästra",))
    mine, other = ref("Tak", "Barn", who="Sydvästra"), ref("Mentor", "Äldre", who="Sydvästra")
    facts = town(
        answered(
            1,
            2025,
            listed(1, "Tak", "Barn", who="Sydvästra"),
            listed(2, "Mentor", "Äldre", who="Sydvästra"),
            who="Sydvästra",
        ),
        entries=[noted(1, "2025-03-03", "started", of=mine), noted(2, "2025-10-03", "started", of=other)],
        administrations=(before, after),
    )
    (part,) = parts_of(prepare(facts, NOW), "Syd", "barn", date(2025, 10, 13))
    assert [measure.title for measure in part.measures] == ["Tak"]
    assert part.silence.silent_days == (date(2025, 10, 13) - date(2025, 3, 3)).days
    assert {act.evidence for act in part.acts} == {"progress:1", "listing:1"}
