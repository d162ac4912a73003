"""Whatever the file: it is read in rightly or refused with sentences; never half, and never twice."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handslag.audit.models import Event
from handslag.core.outcome import FaultyFile, Outcome
from handslag.core.sheets import SheetError
from handslag.core.verdict import Refused
from handslag.followup.models import Listing
from tests.depth import examples
from tests.intake_files.files import COLUMNS, csv_file, xlsx_file
from tests.intake_files.town import AT, Town, progress, signal, vp

KINDS = tuple(COLUMNS)
FUZZ = settings(
    max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)

ODD = st.one_of(
    st.sampled_from(
        ["", " ", "?", "-", "0", "Norra", "norra ", "Östra", "Nora", "Antaget", "Bortvalt", "ja", "2025", "2031",
         "T1 2025", "2025-03-01", "30/4 2025", "31 februari 2025", "99999-01-01", "=1+1", "Pågår", "Klar", "Tak", "TAK",
         "Kompetensfonden", "Enhet", "Summa", "arbetsbelastning", "Introduktion för nya", "7231", "19800101-1231",
         "ß" * 170, "x" * 400, "1e309", "-5", "12 345,50", "a\x00b", "rad\nrad", "\u202e", "🦆", "\ufeff"]
    ),
    st.text(max_size=12),
    st.integers(-(10**20), 10**20).map(str),
    st.dates(date(1, 1, 1), date(9999, 12, 31)).map(str),
)  # fmt: skip
GOOD: dict[str, st.SearchStrategy[str]] = {
    "Förvaltning": st.sampled_from(["Norra", "Östra", "Södra", "Ena", "Gamla", "Fackförvaltningen"]),
    "Enhet": st.sampled_from(["", "", "7231", "Barn och unga Norra", "Ny enhet"]),
    "Fokusområde": st.sampled_from(["arbetsbelastning", "Introduktion för nya", "Rimlig arbetsbelastning"]),
    "Beslut": st.sampled_from(["Antaget", "Antaget", "Bortvalt", ""]),
    "Skäl": st.sampled_from(["", "Annat går före"]),
    "Beslutsdatum": st.sampled_from(["", "2025-01-20"]),
    "Dnr": st.sampled_from(["", "N 2025/1"]),
    "År": st.sampled_from(["2024", "2025", "2025"]),
    "Åtgärd": st.sampled_from(["", "Tak för ärenden", "Tak för ärende", "Mentor", "Kompetensfonden"]),
    "Klart senast": st.sampled_from(["", "2025-10-31"]),
    "Kostnad": st.sampled_from(["", "100", "12 000 kr"]),
    "Id": st.sampled_from(["", "", "A-1", "A-2"]),
    "Ersätter": st.sampled_from(["", "", "", "Mentor", "A-1"]),
    "Målgrupp": st.sampled_from(["", "chefer"]),
    "Datum": st.sampled_from(["2025-03-01", "2025-03-02"]),
    "Läge": st.sampled_from(["", "Pågår", "Klar"]),
    "Notering": st.sampled_from(["", "Tolv av fjorton ligger under taket."]),
    "Avsändare": st.sampled_from(["Vision", "skyddsombud"]),
    "Signal": st.sampled_from(["Taket hålls inte.", "Ingen ny har introducerats."]),
    "Svar senast": st.sampled_from(["", "", "2025-04-01"]),
    "Period": st.sampled_from(["T1 2025", "2024-VB"]),
    "Undertecknad": st.sampled_from(["2025-05-15", "2025-05-16"]),
}
LISTED = (
    vp("Norra", "arbetsbelastning", "Tak för ärenden", År=2024, Enhet="7231"),
    vp("Norra", "arbetsbelastning", "Samtal", År=2024),
    vp("Östra", "arbetsbelastning", "Mentor", År=2024, Id="A-1"),
    vp("Gamla", "introduktion", "Mentor", År=2024),
)
PLAIN: dict[str, list[Mapping[str, Any]]] = {
    "vp": [
        vp(measure="Tak för ärenden", Enhet="7231"),
        vp(measure="Tak för ärende", Enhet="7231", Beslut="", Beslutsdatum="2025-01-20"),
        vp(measure="Samtal varje vecka", Ersätter="samtal", Kostnad="12 000 kr"),
        vp(measure="Mentor", Id="A-1", Skäl="Det gick bra"),
        vp(measure="Mentorer", Id="A-2", Ersätter="A-1", Beslut=""),
        vp(area="Introduktion för nya", measure="Handbok", Enhet="Ny enhet"),
        vp(area="introduktion", measure="", År=2026),
        vp("Södra", "Rimlig arbetsbelastning", Beslut="Bortvalt", Skäl="Annat går före"),
        vp("Södra", "Rimlig arbetsbelastning", Beslut="Bortvalt"),
        vp("Ena", "introduktion", "Mentor", Målgrupp="chefer"),
        vp("Ena", "introduktion", "Handledning", År=2024),
    ],
    "progress": [
        progress(measure="Tak för ärenden", Läge="Pågår", Enhet="7231"),
        progress(
            measure="Tak för ärenden", Läge="Klar", Notering="Tolv av fjorton ligger under taket.", day="1/4 2025"
        ),
        progress(measure="Mentor", Underlag="Protokoll 3"),
        progress(measure="Vad som helst", Id="a-1"),
        progress("Östra", measure="Mentor", Läge="Startad", day="2025-04-02"),
        progress("Ena", "Introduktion för nya", "Mentor"),
        progress("Andra", "Introduktion för nya", "Mentor"),
        progress("Fackförvaltningen", measure="Kompetensfond"),
        progress("Fackförvaltningen", measure="Kompetensfonden", Läge="Planerad"),
    ],
    "signals": [
        signal(),
        signal(Svarsdatum="2025-03-18", Svar="Ja."),
        signal(Slag="66a", Enhet="Ny enhet"),
        signal("Ena"),
    ],
    "reports": [
        {"Förvaltning": name, "Period": period, "Undertecknad": "2025-05-15"}
        for name in ("Norra", "Södra")
        for period in ("T1 2025", "2024-VB")
    ],
}


@st.composite
def tables(draw: st.DrawFn, noise: tuple[float, ...] = (0, 0.02, 0.1)) -> tuple[str, list[dict[str, Any]]]:
    """A kind of file and rows for it: plain ones, in which a share of the cells hold something else, or anything."""
    kind = draw(st.sampled_from(KINDS))
    lines = []
    share = draw(st.sampled_from(noise))
    for plain in draw(st.lists(st.sampled_from(PLAIN[kind]), max_size=7)):
        line = dict(plain)
        for column in COLUMNS[kind]:
            if share and draw(st.floats(0, 1)) < share:
                line[column] = draw(ODD | GOOD.get(column, st.just("")))
        lines.append(line)
    return kind, lines


def _try(town: Town, kind: str, content: bytes, name: str) -> Outcome | None:
    """Read the file in; when it is refused, with sentences and with nothing written, None."""
    before, events = town.counts(), Event.objects.count()
    try:
        return town.load(kind, content, name)
    except (FaultyFile, SheetError) as refused:
        assert str(refused).strip().endswith((".", "?", "!", ":", "”", ")")), str(refused)
        for problem in getattr(refused, "problems", ()):
            assert problem.message[-1] in ".!?", problem.message
        assert (town.counts(), Event.objects.count()) == (before, events)
        return None


@FUZZ
@given(table=tables(), form=st.sampled_from(["csv", "xlsx"]), seed=st.integers(0, 99))
def test_right_or_refused_and_the_same_again_is_nothing(
    town: Town, table: tuple[str, list[dict[str, Any]]], form: str, seed: int
) -> None:
    kind, lines = table
    make = csv_file if form == "csv" else xlsx_file
    with transaction.atomic():
        town.read("vp", *LISTED)
        done = _try(town, kind, make(kind, lines), f"fil.{form}")
        if done is not None:
            counts, events = town.counts(), Event.objects.count()
            again = _try(town, kind, make(kind, lines), f"fil.{form}")
            random.Random(seed).shuffle(lines)
            mixed = _try(town, kind, make(kind, lines), f"fil.{form}")
            assert again is not None
            assert again.nothing_new
            assert mixed is not None
            assert mixed.nothing_new
            assert (town.counts(), Event.objects.count()) == (counts, events)
        transaction.set_rollback(True)


@FUZZ
@given(table=tables(noise=(0,)), seed=st.integers(0, 99))
def test_the_order_of_the_rows_does_not_matter(town: Town, table: tuple[str, list[dict[str, Any]]], seed: int) -> None:
    kind, lines = table
    mixed = list(lines)
    random.Random(seed).shuffle(mixed)
    results: list[Any] = []
    for one in (lines, mixed):
        with transaction.atomic():
            town.read("vp", *LISTED)
            done = _try(town, kind, csv_file(kind, one), "fil.csv")
            results.append(done and (dict(done.created), town.counts()))
            transaction.set_rollback(True)
    assert results[0] == results[1]


@FUZZ
@given(content=st.binary(max_size=300), kind=st.sampled_from(KINDS), ending=st.sampled_from(["csv", "xlsx", "xls", ""]))
def test_bytes_that_are_no_table(town: Town, content: bytes, kind: str, ending: str) -> None:
    done = _try(town, kind, content, f"fil.{ending}")
    assert done is None or done.nothing_new


def test_an_import_that_breaks_off_leaves_nothing(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise Refused("Strömmen gick.")

    monkeypatch.setattr(Listing.objects, "bulk_create", broken)
    before, events = town.counts(), Event.objects.count()
    with pytest.raises(Refused):
        town.read("vp", vp(measure="Tak", Enhet="Ny enhet"))
    assert (town.counts(), Event.objects.count()) == (before, events)


def test_a_file_checked_before_another_was_read_in_is_refused(town: Town) -> None:
    from handslag.followup.actions import import_progress
    from handslag.followup.rules import EntryRow, MeasureRow, Resolved
    from handslag.plan.frame_loading import load_frame

    frame = load_frame(town.city, town.plan)
    town.read("vp", vp(measure="Tak"))
    place = frame.administrations[0].id
    row = EntryRow(MeasureRow(place, "arbetsbelastning", "t:x", "X"), date(2025, 1, 1) + timedelta(1))
    with pytest.raises(Refused, match="Något annat lästes in samtidigt"):
        import_progress(plan=town.plan, resolved=Resolved(frame.last_event, entries=(row,)), by=None, at=AT)


def test_reading_in_takes_as_many_questions_for_many_rows_as_for_few(
    town: Town, django_assert_max_num_queries: Any
) -> None:
    town.read("vp", vp(measure="Tak"))
    few = [progress(measure="Tak", day=f"2025-03-{day:02}") for day in range(1, 4)]
    many = [progress(measure="Tak", day=f"2025-{month:02}-{day:02}") for month in (4, 5) for day in range(1, 31)]
    with django_assert_max_num_queries(30):
        town.read("progress", *few)
    with django_assert_max_num_queries(30):
        town.read("progress", *many)
    with django_assert_max_num_queries(30):
        town.read("signals", *(signal(Datum=f"2025-03-{day:02}") for day in range(1, 31)))
