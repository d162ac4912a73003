"""A stem is the same for the forms of a word, with or without dots and rings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handslag.core.swedish.stems import LONGEST, stem
from handslag.core.swedish.words import fold


@pytest.mark.parametrize(
    "forms",
    [
        ("förvaltning", "förvaltningen", "förvaltningarna", "förvaltningarnas", "Förvaltningens", "forvaltning"),
        ("åtgärd", "åtgärder", "åtgärderna", "atgarden", "ÅTGÄRDERNAS"),
        ("handläggare", "handläggaren", "handläggarna", "handlaggarnas"),
        ("arbetsbelastning", "arbetsbelastningen", "Arbetsbelastningens"),
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


def test_different_words_have_different_stems() -> None:
    assert len({stem(word) for word in ("handlägga", "handleda", "behandla", "handling")}) == 4


@given(st.text(alphabet="abdeghiklmnoprstuvyåäö", min_size=1, max_size=30))
def test_dots_make_no_difference(word: str) -> None:
    assert stem(word) == stem(fold(word)) and stem(word).isascii()


@given(st.text(max_size=200))
def test_whatever_is_written_has_a_stem(word: str) -> None:
    assert isinstance(stem(word), str)


def test_a_run_of_letters_that_is_no_word_is_its_own_stem() -> None:
    assert stem("a" * (LONGEST + 1)) == "a" * (LONGEST + 1)
