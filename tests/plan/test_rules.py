"""The rules of plans: what is in force, from when it counts, keys that stay, and differences one can read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handslag.plan.facts import AreaText, Decision, MeasureText, RevisionText
from handslag.plan.rules import (
    Mark,
    content_hash,
    difference,
    first_vp_year,
    mark_words,
    paragraphs,
    revision_in_force,
    with_keys,
)

DAY = date(2023, 11, 21)


def decided(label: str, day: date, **more: object) -> RevisionText:
    return RevisionText(label, decision=Decision("Nämnden", day), in_force=day, **more)  # type: ignore[arg-type]


class TestInForce:
    def test_the_newest_that_has_come_into_force_counts(self) -> None:
        first, second = decided("1", date(2023, 1, 1)), decided("2", date(2025, 1, 1))
        assert revision_in_force([first, second], date(2024, 12, 31)) is first
        assert revision_in_force([second, first], date(2025, 1, 1)) is second
        assert revision_in_force([first, second], date(2022, 12, 31)) is None

    def test_a_draft_and_a_refused_revision_are_never_in_force(self) -> None:
        refused = replace(decided("2", DAY), decision=Decision("Nämnden", DAY, outcome="återremiss"))
        assert revision_in_force([RevisionText("1", in_force=DAY), refused], date(2030, 1, 1)) is None

    @pytest.mark.parametrize(
        ("decided_on", "given_year", "expected"),
        [
            (date(2024, 11, 2), None, 2025),  # 90 days before 31 January
            (date(2024, 11, 3), None, 2026),  # 89 days
            (DAY, 2024, 2024),
            (date(2026, 11, 3), None, None),
        ],
    )
    def test_the_first_vp_year(self, decided_on: date, given_year: int | None, expected: int | None) -> None:
        calendar = {2024: date(2024, 1, 31), 2025: date(2025, 1, 31), 2026: date(2026, 1, 31)}
        assert first_vp_year(decided_on, given_year, calendar) == expected


class TestKeys:
    OLD = RevisionText(
        "1", (AreaText("last", "Rimlig arbetsbelastning", measures=(MeasureText("tak", "Tak för ärenden"),)),)
    )

    def test_a_name_keeps_its_key_and_a_new_name_gets_one(self) -> None:
        new = RevisionText(
            "2",
            (
                AreaText(
                    "",
                    "rimlig  ARBETSBELASTNING",
                    measures=(MeasureText("", "Tak för ärenden"), MeasureText("", "Samtal")),
                ),
                AreaText("", "Lön"),
            ),
        )
        made = with_keys(new, [self.OLD])
        assert [area.key for area in made.areas] == ["last", "lon"]
        assert [measure.key for measure in made.areas[0].measures] == ["tak", "samtal"]

    def test_keys_are_unique_and_given_ones_win(self) -> None:
        new = RevisionText("2", (AreaText("lon", "Annat"), AreaText("", "Lön"), AreaText("", "Lon")))
        assert [area.key for area in with_keys(new, []).areas] == ["lon", "lon-2", "lon-3"]

    def test_a_name_without_letters_gets_a_key_too(self) -> None:
        assert with_keys(RevisionText("2", (AreaText("", "???"),)), []).areas[0].key == "namnlos"

    def test_the_hash_tells_content_not_place(self) -> None:
        assert content_hash(self.OLD) == content_hash(replace(self.OLD, line=7))
        assert content_hash(self.OLD) != content_hash(replace(self.OLD, preamble="Ny"))


class TestMarks:
    def test_words_are_marked_whole_and_close_changes_together(self) -> None:
        marks = mark_words(
            "Varje förvaltning bör verka för ett tak för antalet ärenden per handläggare, där så är möjligt.",
            "Varje enhet ska ha ett tak för antalet ärenden per handläggare, beslutat tillsammans med skyddsombudet.",
        )
        assert [(mark.what, mark.text.strip()) for mark in marks] == [
            ("same", "Varje"),
            ("removed", "förvaltning bör verka för"),
            ("added", "enhet ska ha"),
            ("same", "ett tak för antalet ärenden per handläggare,"),
            ("removed", "där så är möjligt"),
            ("added", "beslutat tillsammans med skyddsombudet"),
            ("same", "."),
        ]

    def test_a_sentence_of_its_own_is_struck_or_added_whole(self) -> None:
        marks = mark_words("Ett står kvar. Två försvinner helt.", "Ett står kvar. Nytt och olikt kommer nu till.")
        assert [mark.what for mark in marks] == ["same", "removed", "added"]
        assert marks[1].text == "Två försvinner helt."

    def test_a_sentence_between_others_is_no_confetti(self) -> None:
        before = "Chefen håller samtal varje månad. Det skrivs ner."
        after = "Chefen håller samtal varje månad. Skyddsombudet får vara med. Det skrivs ner."
        assert [(m.what, m.text.strip()) for m in mark_words(before, after) if m.what != "same"] == [
            ("added", "Skyddsombudet får vara med.")
        ]

    def test_numbers_and_dates_stay_whole(self) -> None:
        marks = mark_words(
            "Högst 12,5 ärenden från 2025-01-01 gäller här.", "Högst 13,5 ärenden från 2026-01-01 gäller här."
        )
        assert {m.text.strip() for m in marks if m.what == "removed"} == {"12,5", "2025-01-01"}

    def test_line_breaks_within_a_paragraph_mean_nothing(self) -> None:
        assert paragraphs("En rad\nsom fortsätter.\n\n\nNy\n- ett\n- två") == "En rad som fortsätter.\nNy\n- ett\n- två"

    @given(*[st.text(alphabet="ab åÅ.,!?-\n1§", max_size=60)] * 2)
    def test_the_marks_give_both_texts_back(self, before: str, after: str) -> None:
        for old, new in ((before, after), (paragraphs(before), paragraphs(after))):
            marks = mark_words(old, new)
            assert "".join(m.text for m in marks if m.what != "added") == old
            assert "".join(m.text for m in marks if m.what != "removed") == new
            assert all(m.text for m in marks)
            assert all(one.what != next_.what for one, next_ in pairwise(marks))

    @given(st.text(max_size=80))
    def test_equal_texts_have_no_marks(self, text: str) -> None:
        assert mark_words(text, text) == ((Mark("same", text),) if text else ())


WORDS = st.sampled_from(["Chefen talar med alla.", "Taket gäller.", "Chefen talar med några. Taket gäller inte.", ""])
MEASURES = st.builds(
    MeasureText,
    key=st.sampled_from("abcd"),
    name=st.sampled_from(["Tak", "Samtal"]),
    central=st.booleans(),
    due=st.sampled_from([None, DAY, date(2026, 1, 1)]),
    text=WORDS,
)
AREAS = st.builds(
    AreaText,
    key=st.sampled_from("xyz"),
    name=st.sampled_from(["Lön", "Last"]),
    text=WORDS,
    mandatory=st.booleans(),
    measures=st.lists(MEASURES, max_size=4, unique_by=lambda m: m.key).map(tuple),
)
REVISIONS = st.builds(
    RevisionText,
    label=st.just("v"),
    preamble=WORDS,
    areas=st.lists(AREAS, max_size=3, unique_by=lambda a: a.key).map(tuple),
)
OPPOSITE = {"added": "removed", "removed": "added", "mandatory": "optional", "optional": "mandatory"}


class TestDifference:
    @given(REVISIONS)
    def test_a_revision_does_not_differ_from_itself(self, one: RevisionText) -> None:
        made = difference(one, one)
        assert made.is_empty and not made.counts() and made.same_measures == len(one.measures)

    @given(REVISIONS, REVISIONS)
    def test_the_way_back_has_the_same_counts_turned_round(self, one: RevisionText, other: RevisionText) -> None:
        there, back = difference(one, other), difference(other, one)
        for counts, turned in ((there.counts(), back.counts()), (there.area_counts(), back.area_counts())):
            assert {OPPOSITE.get(kind, kind): number for kind, number in counts.items()} == dict(turned)
        assert there.same_measures == back.same_measures

    @given(REVISIONS, REVISIONS)
    def test_every_measure_of_both_is_accounted_for_once(self, one: RevisionText, other: RevisionText) -> None:
        changes = [measure for area in difference(one, other).areas for measure in area.measures]
        assert sum(1 for c in changes if c.before) == len(one.measures)
        assert sum(1 for c in changes if c.after) == len(other.measures)

    def test_each_kind_of_change_is_seen(self) -> None:
        before = RevisionText(
            "1",
            (
                AreaText("a", "Last", "Text.", measures=(MeasureText("m", "Tak", due=DAY), MeasureText("n", "Borta"))),
                AreaText("b", "Lön", measures=(MeasureText("p", "Flyttas"),)),
            ),
        )
        after = RevisionText(
            "2",
            (
                AreaText(
                    "a", "Belastning", "Ny text.", mandatory=True, mandatory_by="KF",
                    measures=(
                        MeasureText("m", "Taket", True, "Soc", date(2026, 1, 1), "Nytt."),
                        MeasureText("p", "Flyttas"),
                        MeasureText("q", "Ny"),
                    ),
                ),
                AreaText("b", "Lön"),
            ),
        )  # fmt: skip
        made = difference(before, after)
        assert made.areas[0].kinds == ("mandatory", "renamed", "reworded")
        kinds = {change.key: change.kinds for area in made.areas for change in area.measures}
        assert kinds == {
            "m": ("renamed", "reworded", "moved", "level"), "n": ("removed",), "p": ("area",), "q": ("added",)
        }  # fmt: skip
        moved = next(change for change in made.areas[0].measures if change.key == "p")
        assert (moved.left, moved.number_before, moved.number_after) == ("Lön", "2.1", "1.2")
        assert [change.key for change in made.areas[0].measures] == ["m", "n", "p", "q"], (
            "what is gone stands where it stood"
        )
