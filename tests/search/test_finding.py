"""What is found by which words: stems, compounds, dots, noise, misspelling, phrases, minus words, choices, order."""

from __future__ import annotations

import pytest
from tests.search.shelf import MINUTES, MOTION, NOISY, find, kinds, shelve, titles

from handslag.papers.models import Document
from handslag.search.loading import DATE


@pytest.fixture
def shelf(small_city: None) -> dict[str, Document]:
    """Three papers."""
    return {
        "minutes": shelve("protokoll.txt", MINUTES),
        "motion": shelve("motion.txt", MOTION),
        "noisy": shelve("anteckning.txt", NOISY),
    }


def papers(query: str, **more: object) -> list[int]:
    return [hit.object_id for hit in find(query, kind="paper", **more).hits]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("personalomsättning", "minutes"),  # another form
        ("omsättning", "minutes"),  # the head of a compound
        ("omsättningen", "minutes"),
        ("arbetsuppgift", "motion"),
        ("uppgift", "motion"),
        ("sodermalm", "minutes"),  # without dots
        ("SÖDERMALM", "minutes"),
        ("namnden", "minutes"),
        ("trädgård", "noisy"),  # read wrong in the paper
        ("stöd mottagningen", "noisy"),
        ("personalomsätning", "minutes"),  # misspelt
        ("socialsekretare", "motion"),
        ('"trappa med arbetsuppgifter"', "motion"),
        ('"som är ny i yrket"', "motion"),
    ],
)
def test_a_paper_is_found_by_what_one_would_write(shelf: dict[str, Document], query: str, found: str) -> None:
    assert papers(query)[0] == shelf[found].pk, query


def test_a_compound_is_found_as_one_word_and_as_two(shelf: dict[str, Document]) -> None:
    both = {shelf["minutes"].pk, shelf["motion"].pk}
    assert set(papers("handledarstöd")) == both
    assert set(papers("handledar stöd")) >= both and papers("handledar stöd")[0] == shelf["motion"].pk


def test_the_very_word_comes_before_the_compound_with_it(small_city: None) -> None:
    weaker = shelve("a.txt", "Personalomsättningen ökade i år, säger förvaltningen i sitt svar till nämnden.")
    itself = shelve("b.txt", "Omsättningen ökade i år, säger förvaltningen i sitt svar till nämnden på mötet.")
    assert papers("omsättning") == [itself.pk, weaker.pk]


def test_dots_that_are_written_count(small_city: None) -> None:
    without = shelve("a.txt", "Kon gick på ängen bakom skolan när mötet i nämnden var slut på kvällen.")
    dotted = shelve("b.txt", "Kön till mottagningen är lång, säger nämnden på sitt möte i går kväll igen.")
    assert papers("kön") == [dotted.pk, without.pk]
    assert set(papers("kon")) == {dotted.pk, without.pk}


def test_a_word_that_is_guessed_is_told(shelf: dict[str, Document]) -> None:
    assert find("personalomsätning").near == {"personalomsätning": ["personalomsättningen"]}
    assert find("personalomsättning").near == {}


def test_nothing_found_suggests_the_nearest_words(shelf: dict[str, Document]) -> None:
    found = find("protokollsoomsättninq")
    assert found.total == 0 and found.hits == ()
    assert find("vikinggn").near == {"vikinggn": ["vikingen"]}
    near = find("traxxa")
    assert near.total == 0 and near.suggested == ["trappa"]


@pytest.mark.parametrize(
    ("query", "suggested"),
    [
        ("nämndprotokoll", ["nämnd protokoll"]),  # a compound that stands nowhere, its parts do
        ('"med trappa arbetsuppgifter"', ["med trappa arbetsuppgifter"]),  # every word is found, the phrase is not
        ('"trappa med arbetsupgifter"', ['"trappa med arbetsuppgifter"']),
        ('"trappa vxqzw arbetsuppgifter"', ["trappa arbetsuppgifter"]),
        ("vxq traxxa", ["trappa"]),  # nothing is near the other word
        ("traxxa med arbetsuppg", None),
    ],
)
def test_what_is_suggested_finds_something(shelf: dict[str, Document], query: str, suggested: list[str] | None) -> None:
    found = find(query)
    assert found.total == 0 or suggested is None
    assert suggested is None or found.suggested == suggested
    assert all(find(one).total for one in found.suggested)


def test_words_that_stand_everywhere_are_not_suggested(shelf: dict[str, Document]) -> None:
    for query in ("jan", "han jönzzon", "qq"):
        assert find(query).suggested == []


def test_a_registration_number_is_one_word(small_city: None) -> None:
    right = shelve("a.txt", "Socialnämnden, diarienummer SN 2025/123, tar upp frågan om lokaler i maj 2024.")
    shelve("b.txt", "Socialnämnden, diarienummer SN 2024/88, fick 123 svar under 2025 på frågan om lokaler.")
    assert papers("SN 2025/123") == [right.pk]


def test_a_long_passage_is_looked_for_by_its_first_words(shelf: dict[str, Document]) -> None:
    found = find((MINUTES + NOISY) * 2)
    assert found.hits[0].object_id == shelf["minutes"].pk and any("första orden" in note for note in found.notes)


def test_a_phrase_has_its_words_in_order(shelf: dict[str, Document]) -> None:
    assert papers('"med trappa arbetsuppgifter"') == []
    loose = find('"en trappa med arbetsuppgiften"', kind="paper")
    assert loose.total == 1 and "ordagrant" in loose.notes[0]


def test_a_word_with_minus_must_not_be_there(shelf: dict[str, Document]) -> None:
    assert set(papers("nämnden OR")) >= set()
    assert shelf["minutes"].pk in papers("introduktion") and shelf["minutes"].pk not in papers("introduktion -nämnden")
    assert shelf["motion"].pk not in papers('socialsekreterare -"trappa med arbetsuppgifter"')


def test_when_no_thing_has_all_words_those_with_some_are_shown(shelf: dict[str, Document]) -> None:
    found = find("personalomsättning vikingen", kind="paper")
    assert {hit.object_id for hit in found.hits} == {shelf["minutes"].pk, shelf["noisy"].pk}
    assert "några av dem" in found.notes[0]


def test_all_kinds_of_things_are_found(small_city: None) -> None:
    assert kinds(find("introduktion", limit=100)) >= {"area", "measure", "signal"}
    assert {"Mentor det första halvåret", "Mentor för nya"} <= set(titles(find("mentorer")))
    assert "Lägesnotering 20 mars 2025" in {hit.where for hit in find("mentorer utsedda").hits}
    assert [hit.kind for hit in find("fredagar").hits] == ["signal"]
    assert find("fördelningen görs om", kind="signal").hits[0].where == "Svar 26 mars 2025"


def test_choices_narrow_and_are_counted(shelf: dict[str, Document]) -> None:
    every = find("nämnden introduktion socialsekreterare mottagningen", limit=100)
    counts = every.counts["kind"]
    assert counts["paper"] == 3 and sum(counts.values()) == every.total
    only = find("nämnden introduktion socialsekreterare mottagningen", kind="paper", limit=100)
    assert only.total == 3 and only.counts["kind"] == counts and only.found_in_all == every.total
    year = next(iter(only.counts["year"]))
    assert (
        find("nämnden introduktion socialsekreterare mottagningen", kind="paper", year=year).total
        == (only.counts["year"][year])
    )
    assert find("introduktion", body="Strandvik").total == find("introduktion").counts["body"]["Strandvik"]


def test_hits_come_page_by_page_in_one_order(small_city: None) -> None:
    whole = [(hit.kind, hit.object_id) for hit in find("ärenden introduktion", limit=50).hits]
    pieces = [
        (hit.kind, hit.object_id)
        for start in range(0, len(whole), 2)
        for hit in find("ärenden introduktion", limit=2, offset=start).hits
    ]
    assert pieces == whole and len(set(whole)) == len(whole)


def test_the_newest_come_first_when_asked_for(small_city: None) -> None:
    days = [hit.day for hit in find("introduktion", limit=50, order=DATE).hits if hit.day]
    assert days == sorted(days, reverse=True) and len(days) > 2


def test_words_close_together_come_first(small_city: None) -> None:
    filler = "Det är mycket annat som står här emellan och som inte handlar om saken alls i det här fallet. " * 4
    apart = shelve("a.txt", f"Chefen vill se en lösning. {filler} Då blir det en trappa i slutet av texten.")
    near = shelve("b.txt", f"Chefen vill ha en trappa. {filler} Då blir det en lösning i slutet av texten.")
    assert papers("chefen trappa") == [near.pk, apart.pk]


def test_the_snippet_marks_the_words(shelf: dict[str, Document]) -> None:
    hit = find("personalomsättning", kind="paper").hits[0]
    assert [bit.text for bit in hit.bits if bit.marked] == ["personalomsättningen"]
    assert "Nämnden beslutar att personalomsättningen" in hit.snippet


@pytest.mark.parametrize(
    "query",
    [
        "'; DROP TABLE search_posting; --", 'NEAR("a" b)', "introduktion*", "title:introduktion", "a AND NOT (b OR c)",
        "\x00introduktion\x00", "🙂 introduktion", "introduktion\\", "%introduktion_", "ﬁnans ﷽", "- - -", '"""', "<b>",
    ],
)  # fmt: skip
def test_no_query_is_a_command(small_city: None, query: str) -> None:
    found = find(query)
    assert found.query.fault or found.total >= 0


ORDER = {
    "ärenden taket": [
        ("measure", "Tak på femton ärenden", 5.321),
        ("plan_measure", "Tak för antalet ärenden", 5.233),
    ],
    "introduktion": [
        ("area", "Introduktion", 1.362),
        ("area", "Introduktion", 1.362),
        ("signal", "Signal från Vision", 0.978),
        ("measure", "Mentor det första halvåret", 0.693),
        ("measure", "Handbok för nya", 0.693),
        ("plan_measure", "Mentor för nya", 0.693),
    ],
    "mentorerr": [
        ("plan_measure", "Mentor för nya", 2.259),
        ("plan_measure", "Mentor för nya", 2.259),
        ("measure", "Mentor det första halvåret", 2.238),
    ],
    "nya ärenden fördelas": [
        ("measure", "Veckovis fördelning av nya ärenden", 6.428),
    ],
}
"""Query → the hits with their scores, in their order: the same on both databases, on which this test is run."""


@pytest.mark.parametrize("query", ORDER)
def test_both_databases_find_the_same_in_the_same_order(small_city: None, query: str) -> None:
    found = find(query, limit=6)
    assert [(hit.kind, hit.title, round(hit.score, 3)) for hit in found.hits] == ORDER[query]
