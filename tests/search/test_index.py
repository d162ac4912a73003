"""The index keeps itself fresh: taken up bit by bit it is as made anew, and nothing new costs one question."""

from __future__ import annotations

import fcntl
from collections import OrderedDict
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.conftest import run_command
from tests.house.things import consulted, draft, held_meeting, own_signal
from tests.search.shelf import MINUTES, MOTION, NOISY, find, shelve

from handslag.core.clock import now
from handslag.followup.actions import add_entry
from handslag.followup.models import LocalMeasure
from handslag.people.models import User
from handslag.plan import actions as revise
from handslag.search import actions
from handslag.search.actions import bring_up_to_date, rebuild
from handslag.search.loading import kept
from handslag.search.loading.index import index_of
from handslag.search.loading.standing import state_now
from handslag.search.models import Passage, Posting, Segment, Thing, Waiting, WordKey
from handslag.search.rules.filters import values_of
from handslag.search.rules.segments import unpacked

QUERIES = (
    "introduktion",
    "ärenden",
    "personalomsättning",
    "handledarstöd",
    "taket",
    "stöd",
    "nämnden -motion",
    "mentor",
)


def told(who: str = "pia") -> dict[str, Any]:
    """What the index answers to some queries, to the last decimal."""
    found = {}
    for query in QUERIES:
        results = find(query, who, limit=200)
        found[query] = (
            results.total, results.near, results.counts,
            [(hit.kind, hit.object_id, hit.full, hit.title, hit.score, hit.where, hit.bits) for hit in results.hits],
        )  # fmt: skip
    return found


def things() -> list[tuple[Any, ...]]:
    """What is in it, with the texts; what is gone left out."""
    rows = Thing.objects.exclude(title="").order_by("kind", "object_id", "full")
    return [
        (row.kind, row.object_id, row.full, row.title, row.about, row.href, row.facts,
         list(row.passages.order_by("number").values_list("number", "label", "text")))
        for row in rows
    ]  # fmt: skip


def test_taken_up_bit_by_bit_is_as_made_anew(small_city: None) -> None:
    pia, measure = User.objects.get(username="pia"), LocalMeasure.objects.get(external_id="A-1")
    told()
    shelve("protokoll.txt", MINUTES)
    told()
    add_entry(measure=measure, note="Taket höll hela veckan för alla.", by=User.objects.get(username="eva"), at=now())
    told()
    own_signal(), draft(), held_meeting()
    told()
    shelve("motion.txt", MOTION), shelve("anteckning.txt", NOISY)
    row = consulted()
    told()
    revise.take_back(revision=row, reason="Mer behöver skrivas.", by=pia, at=now())
    revise.discard_draft(revision=row, reason="Behövs inte.", by=pia, at=now())
    before, there = told(), things()
    rebuild()
    assert things() == there
    assert told() == before


def test_what_is_taken_out_of_a_draft_is_found_no_more(small_city: None) -> None:
    row, pia = draft(), User.objects.get(username="pia")
    before = {hit.href for hit in find("introduktion", "pia", kind="area", limit=50).hits}
    assert any("utkast" in href for href in before)
    revise.remove_part(revision=row, area_key="introduktion", measure_key="", reason="", by=pia, at=now())
    after = {hit.href for hit in find("introduktion", "pia", kind="area", limit=50).hits}
    assert not any(href.endswith("#introduktion") and "utkast" in href for href in after)


def test_nothing_new_costs_one_question(small_city: None) -> None:
    bring_up_to_date()
    with CaptureQueriesContext(connection) as asked:
        assert bring_up_to_date(patient=False).things == 0
    assert len(asked) == 1


def test_segments_of_a_size_are_put_together_and_nothing_is_lost(
    small_city: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    eva, measure = User.objects.get(username="eva"), LocalMeasure.objects.get(external_id="A-1")
    for number in range(12):
        add_entry(measure=measure, note=f"Möte {number} om taket gav {number} beslut om väntan.", by=eva, at=now())
        bring_up_to_date()
    assert Segment.objects.count() <= actions.ALIKE + 1
    assert sorted(state_now().segments) == sorted(Segment.objects.values_list("pk", flat=True))
    assert set(Posting.objects.values_list("segment", flat=True)) <= set(state_now().segments)
    before = told()
    rebuild()
    assert told() == before


def test_a_search_takes_up_what_it_can_and_says_what_is_left(small_city: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "A_FEW", 3)
    monkeypatch.setattr(actions, "WAITED", -1.0)
    taken = bring_up_to_date(patient=False)
    assert taken.things == 3 and taken.waiting == Waiting.objects.count() > 0
    assert bring_up_to_date().waiting == 0 and bring_up_to_date().things == 0


def test_while_another_takes_up_what_is_new_a_search_does_not_wait(small_city: None) -> None:
    folder = Path(settings.HANDSLAG_DATA)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "sok.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert bring_up_to_date(patient=False).things == 0
    assert bring_up_to_date(patient=False).things > 0


def test_the_tick_takes_up_what_is_new(small_city: None) -> None:
    run_command("tick", "--no-mail")
    assert state_now().is_fresh and Thing.objects.exists()


def test_rules_that_have_changed_make_it_anew(small_city: None, monkeypatch: pytest.MonkeyPatch) -> None:
    before = told()
    monkeypatch.setattr("handslag.search.loading.standing.MADE_BY", "andra regler")
    monkeypatch.setattr("handslag.search.actions.MADE_BY", "andra regler")
    assert not state_now().is_fresh
    assert bring_up_to_date().things > 0 and told() == before


def test_a_word_is_kept_with_its_things_and_places(small_city: None) -> None:
    bring_up_to_date()
    row = Posting.objects.get(form="mentorer")
    hits = unpacked(row.hits)
    assert len(hits.rows) == len(hits.counts) == len(hits.heads) == 1
    assert set(WordKey.objects.filter(form="mentorer").values_list("how", flat=True)) <= set("sxnhm")
    assert Passage.objects.filter(text__contains="mentorer").exists()


def test_words_that_are_kept_in_memory_are_let_go_when_room_is_short(
    small_city: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = told()
    monkeypatch.setattr(kept, "_kept", OrderedDict())
    monkeypatch.setattr(kept, "_room", [3 * kept.EACH])
    assert told() == expected
    assert len(kept._kept) <= 3 and kept._room[0] >= 0


def test_a_word_that_is_kept_is_read_again_only_from_new_segments(small_city: None) -> None:
    find("mentorer")
    eva, measure = User.objects.get(username="eva"), LocalMeasure.objects.get(external_id="A-1")
    add_entry(measure=measure, note="Två mentorer till är utsedda.", by=eva, at=now())
    assert "utsedda" in find("mentorer utsedda två").hits[0].snippet
    with CaptureQueriesContext(connection) as asked:
        find("mentorer utsedda två")
    assert not [one for one in asked.captured_queries if '"places"' in one["sql"]]


@pytest.mark.parametrize("many", [0, 10**9])
@pytest.mark.parametrize("who", ["pia", "lena"])
def test_common_and_rare_words_are_counted_alike(
    small_city: None, monkeypatch: pytest.MonkeyPatch, many: int, who: str
) -> None:
    shelve("protokoll.txt", MINUTES)
    draft()
    usual = told(who)
    monkeypatch.setattr(kept, "_kept", OrderedDict())
    monkeypatch.setattr(kept, "MANY", many)
    assert told(who) == usual


def test_what_a_thing_is_filtered_by_and_its_words_are_kept_segment_by_segment(small_city: None) -> None:
    find("mentorerr")
    shelve("protokoll.txt", MINUTES)
    found = find("nämnden", limit=100)
    index = index_of(state_now())
    assert len(index.parts) > 1 and index.values == values_of(index.rows)
    assert sum(found.counts["kind"].values()) == found.total
    assert find("personalomsätning").near == {"personalomsätning": ["personalomsättningen"]}
