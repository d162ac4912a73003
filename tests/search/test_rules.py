"""How texts become words, how a query is read, and how what is found is ordered and shown; no database."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handslag.search.rules.filters import Filters, all_values, counted, passing, values_of
from handslag.search.rules.kinds import Found, Text
from handslag.search.rules.query import (
    LONGEST,
    MOST_WORDS,
    NO_WORDS,
    NOTHING,
    ONLY_MINUS,
    ONLY_STOPS,
    TOO_LONG,
    TOO_MANY,
    Term,
    read_query,
)
from handslag.search.rules.ranking import NEAR, damping, idf, nearness, shortest_span, word_scores
from handslag.search.rules.segments import Built, unpacked, unpacked_places
from handslag.search.rules.snippets import LONGEST as LONGEST_SNIPPET
from handslag.search.rules.snippets import best_window, snippet, whole
from handslag.search.rules.words import (
    HEAD,
    NOISE,
    OWN,
    PART,
    UNKNOWN,
    forms,
    joined,
    keys_of,
    own_keys,
    unbroken,
    variants,
)


class Listed:
    """A lexicon of a few words."""

    words = frozenset(
        [
            "personal",
            "omsättning",
            "handledare",
            "stöd",
            "skola",
            "skolan",
            "verkstad",
            "verkstaden",
            "trumma",
            "cykel",
            "arbete",
            "åtgärd",
        ]
    )
    compounds = {
        "personalomsättning": ("personal", "omsättning"),
        "handledarstöd": ("handledar", "stöd"),
        "personaltrumman": ("personal", "trumman"),
        "arbetsskola": ("arbets", "skola"),
    }

    def __contains__(self, word: str) -> bool:
        return word in self.words

    def parts(self, word: str) -> tuple[str, ...]:
        return self.compounds.get(word, (word,))


def keys(form: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for key, of, how in keys_of(form, Listed()):
        assert of == form
        found.setdefault(how, set()).add(key)
    return found


def test_a_form_is_found_under_its_stem_and_itself() -> None:
    assert keys("åtgärder") == {UNKNOWN: {"atgard", "atgarder"}}
    assert keys("åtgärd") == {OWN: {"atgard"}}


def test_endings_that_snowball_leaves_are_taken_where_a_lexicon_knows_the_rest() -> None:
    assert own_keys("trumman", Listed()) & own_keys("trumma", Listed())
    assert own_keys("cykelns", Listed()) & own_keys("cykel", Listed())
    assert own_keys("verkstaden", Listed()) & own_keys("verkstad", Listed())


def test_a_compound_is_found_under_its_parts() -> None:
    found = keys("personalomsättning")
    assert "omsattning" in found[HEAD] and "personal" in found[PART]
    assert "arbet" in keys("arbetsskola")[PART]
    assert own_keys("trumma", Listed()) & keys("personaltrumman")[HEAD]


def test_a_digit_among_letters_is_read_as_the_letter_it_was() -> None:
    assert keys("st6d")[NOISE] == {"stod"}
    assert NOISE not in keys("2024") and NOISE not in keys("a4")


def test_a_word_with_a_hyphen_is_found_under_both_parts_and_whole() -> None:
    found = keys("vp-arbete")
    assert "vparbete" in found[OWN] and "vp" in found[PART] and "arbet" in found[HEAD]


def test_what_a_reading_program_made_of_a_word_is_looked_for() -> None:
    assert {"tridgard", "tradgird", "tredgard"} <= set(variants("trädgård"))
    assert variants("år") == [] and len(variants("överåskådlighetsöversättning")) <= 60


def test_two_words_are_joined_in_the_ways_words_are() -> None:
    assert joined(("handledar", "stöd")) == ("handledarstöd", "handledarsstöd")
    assert "arbetsmiljö" in joined(("arbete", "miljö"))


def test_forms_are_in_lower_case_with_plain_hyphens() -> None:
    assert forms("Socialtjänsten, VP\u2011arbete och hand\u00adläggare (2024).") == [
        "socialtjänsten", "vp-arbete", "och", "handläggare", "2024",
    ]  # fmt: skip


def test_words_parted_at_the_ends_of_lines_are_put_together() -> None:
    assert unbroken("behöver en men-\ntorn i år") == "behöver en mentorn i år"
    assert unbroken("2024-\n2025, VP-\nArbete och - så") == "2024-\n2025, VP-\nArbete och - så"


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Rimlig arbetsbelastning", (Term(("rimlig",)), Term(("arbetsbelastning",)))),
        ('"rimlig arbetsbelastning" mentor', (Term(("rimlig", "arbetsbelastning"), phrase=True), Term(("mentor",)))),
        ("”rätt att vara”", (Term(("rätt", "att", "vara"), phrase=True),)),
        ("introduktion -mentor", (Term(("introduktion",)), Term(("mentor",), minus=True))),
        ('plan -"ny plan"', (Term(("plan",)), Term(("ny", "plan"), phrase=True, minus=True))),
        ("hur är planen", (Term(("planen",)),)),
        ('"inte avslutad', (Term(("inte", "avslutad"), phrase=True),)),
        ("SoF 2024/123", (Term(("sof",)), Term(("2024", "123"), phrase=True))),
        ("§12 kl. 13:30", (Term(("12",)), Term(("kl",)), Term(("13", "30"), phrase=True))),
        ("plan plan plan", (Term(("plan",)),)),
    ],
)
def test_a_query_is_read_as_it_is_meant(text: str, terms: tuple[Term, ...]) -> None:
    read = read_query(text)
    assert read.terms == terms and not read.fault


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", NOTHING), ("   \x00 ", NOTHING), ("och det att", ONLY_STOPS), ("-plan", ONLY_MINUS), ("?!* ()", NO_WORDS),
        ("å" * 10_000, TOO_LONG), ("x " * LONGEST, TOO_LONG),
    ],
)  # fmt: skip
def test_what_cannot_be_looked_for_is_said_kindly(text: str, fault: str) -> None:
    assert read_query(text).fault == fault


def test_of_very_many_words_the_first_are_used() -> None:
    read = read_query("och att " * 9 + " ".join(f"ord{number}" for number in range(30)))
    assert [term.words[0] for term in read.terms] == [f"ord{number}" for number in range(MOST_WORDS)]
    assert read.note == TOO_MANY


@given(st.text(max_size=600))
def test_any_query_is_read(text: str) -> None:
    read = read_query(text)
    assert bool(read.fault) != bool(read.wanted)


def test_the_rarer_word_says_more_and_the_longer_text_less() -> None:
    assert idf(100, 1) > idf(100, 50) > idf(100, 100) > 0
    assert damping(10, 100.0) > damping(100, 100.0) > damping(1000, 100.0)
    once, thrice = word_scores([1.0, 3.0], 10, 2)
    assert thrice > once


@given(st.lists(st.lists(st.integers(0, 60), min_size=1, max_size=5, unique=True), min_size=1, max_size=3))
def test_the_shortest_span_is_the_shortest(places: list[list[int]]) -> None:
    from itertools import product

    given_places = [array("I", sorted(one)) for one in places]
    assert shortest_span(given_places) == min(max(one) - min(one) for one in product(*places))


def test_nearer_is_better_and_apart_is_nothing() -> None:
    beside, apart = (array("I", [4]), array("I", [5])), (array("I", [4]), array("I", [50]))
    assert nearness(beside) == NEAR > nearness(apart) > 0
    assert nearness((array("I", [4]), array("I"))) == 0


def _built(*things: Found) -> Built:
    built = Built()
    for number, one in enumerate(things):
        built.add(number + 1, one)
    return built


def _thing(title: str, *texts: str, **more: object) -> Found:
    return Found("paper", 1, 1, title, "/", texts=tuple(Text("", text) for text in texts), **more)  # type: ignore[arg-type]


def test_a_segment_knows_how_often_and_where_each_word_stands() -> None:
    built = _built(_thing("Planen", "ett två två", "tre"), _thing("", "två planen"))
    kept = {form: (hits, places) for form, hits, places in built.packed()}
    hits = unpacked(kept["två"][0])
    assert list(hits.rows) == [0, 1] and list(hits.counts) == [2, 1] and list(hits.heads) == [0, 0]
    assert list(unpacked(kept["planen"][0]).heads) == [3, 0]
    first = built.rows[0]
    places = unpacked_places(kept["två"][1])
    assert [place - first.start - first.texts[0] for place in places[:2]] == [1, 2]
    assert built.rows[1].start == first.end


@given(st.lists(st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=6), min_size=1, max_size=5))
def test_every_word_of_every_thing_is_in_the_segment(texts: list[list[str]]) -> None:
    built = _built(*(_thing("", " ".join(words)) for words in texts))
    counted_words: dict[tuple[int, str], int] = {}
    for form, hits, places in built.packed():
        found = unpacked(hits)
        assert sum(found.counts) == len(unpacked_places(places))
        counted_words |= {(row, form): count for row, count in zip(found.rows, found.counts, strict=True)}
    assert counted_words == {(row, word): words.count(word) for row, words in enumerate(texts) for word in words}


def test_a_snippet_is_cut_around_the_word_and_marks_it() -> None:
    text = " ".join(f"ord{number}" for number in range(100))
    bits = snippet(text, {50, 52}, 50)
    assert [bit.text for bit in bits if bit.marked] == ["ord50", "ord52"]
    assert bits[0].text.startswith("…") and bits[-1].text.endswith("…")
    assert "ord40 " in "".join(bit.text for bit in bits) and "ord39 " not in "".join(bit.text for bit in bits)


@given(st.text(max_size=300), st.sets(st.integers(0, 60), max_size=5), st.integers(0, 60))
def test_a_snippet_is_a_piece_of_its_text(text: str, marked: set[int], first: int) -> None:
    bits = snippet(text, marked, first)
    said = "".join(bit.text for bit in bits)
    assert said.replace("… ", "").replace(" …", "").strip().replace(" ", "") in "".join(text.split()) + "……"
    assert len(said) <= LONGEST_SNIPPET * 2 + 10


def test_a_title_is_shown_whole() -> None:
    bits = whole("Rimlig arbetsbelastning i Ängsby", {1})
    assert "".join(bit.text for bit in bits) == "Rimlig arbetsbelastning i Ängsby"
    assert [bit.text for bit in bits if bit.marked] == ["arbetsbelastning"]


def test_the_snippet_begins_where_most_of_the_words_stand() -> None:
    assert best_window([(3, 0), (100, 0), (104, 1), (200, 1)]) == 100
    assert best_window([(7, 0)]) == 7


def test_choices_are_counted_as_if_not_chosen_in_their_own_field() -> None:
    from datetime import date

    rows = _built(
        _thing("a", paper_kind="minutes", dated_on=date(2024, 1, 1), parties=("L", "S")),
        _thing("b", paper_kind="motion", dated_on=date(2024, 1, 1), parties=("L",)),
        _thing("c", paper_kind="motion", dated_on=date(2023, 1, 1)),
    ).rows
    values = values_of(rows)
    assert all_values([values_of(rows[:1]), values_of(rows[1:])]) == values == all_values([values_of([]), values])
    chosen = Filters(paper_kind="motion", year="2024")
    assert passing(range(3), chosen, values) == [1]
    counts = counted(range(3), chosen, values)
    assert counts["paper_kind"] == {"minutes": 1, "motion": 1}
    assert counts["year"] == {"2024": 1, "2023": 1} and list(counts["year"]) == ["2024", "2023"]
    assert counts["party"] == {"L": 1}
    assert counted(range(3), Filters(body="Okänd"), values)["body"] == {"Okänd": 0}
