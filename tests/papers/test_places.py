"""Places in the text and in the raw page answer to one another, whatever has been changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from handslag.papers.rules.places import apply, marks, raw_span, text_span, to_raw, to_text, with_change

Changes = list[list[int | str]]


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, Changes]:
    """A raw page with changes that do not overlap."""
    raw = draw(st.text("abc åäö", max_size=40))
    cuts = sorted(draw(st.sets(st.integers(0, len(raw)), max_size=8)))
    words = st.text("xyzö", min_size=1, max_size=5)
    return raw, [[start, end, draw(words)] for start, end in zip(cuts[::2], cuts[1::2], strict=False)]


@given(pages())
def test_a_mark_covers_its_word_in_both(page: tuple[str, Changes]) -> None:
    raw, changes = page
    text = apply(raw, changes)
    for mark, (start, end, words) in zip(marks(raw, changes), changes, strict=True):
        assert text[mark.start : mark.end] == words
        assert mark.raw == raw[int(start) : int(end)]
        assert raw_span(changes, mark.start, mark.end) == (start, end)
        assert text_span(changes, int(start), int(end)) == (mark.start, mark.end)


@given(pages(), st.data())
def test_a_passage_that_is_not_changed_says_the_same_in_both(page: tuple[str, Changes], data: st.DataObject) -> None:
    raw, changes = page
    text = apply(raw, changes)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    if not any(mark.start < end and start < mark.end for mark in marks(raw, changes)):
        first, last = raw_span(changes, start, end)
        assert raw[first:last] == text[start:end]


@given(pages())
def test_places_go_forwards_and_reach_both_ends(page: tuple[str, Changes]) -> None:
    raw, changes = page
    text = apply(raw, changes)
    there = [to_raw(changes, place) for place in range(len(text) + 1)]
    back = [to_text(changes, place) for place in range(len(raw) + 1)]
    assert there == sorted(there) and back == sorted(back)
    assert (there[-1], back[-1]) == (len(raw), len(text))


def test_a_change_takes_the_place_of_those_it_touches() -> None:
    assert with_change([[0, 3, "ett"], [5, 8, "två"]], 5, 8, "tre") == [[0, 3, "ett"], [5, 8, "tre"]]
    assert with_change([[0, 3, "ett"]], 4, 6, "nu") == [[0, 3, "ett"], [4, 6, "nu"]]
