"""Which measure a progress note is about, and every reason for which it is refused."""

from __future__ import annotations

from datetime import date

import pytest

from handslag.core.clock import at_local
from handslag.core.outcome import FaultyFile
from handslag.core.sheets import HandMapping, SheetError, marked_copy, read_table
from handslag.followup.importers import PROGRESS
from handslag.followup.models import LocalMeasure, ProgressEntry
from tests.intake_files.files import csv_file
from tests.intake_files.town import Town, progress, vp


@pytest.fixture
def listed(town: Town) -> Town:
    """The town with measures in three VPs."""
    town.read(
        "vp",
        vp(measure="Tak", Enhet="7231", År=2025),
        vp(measure="Samtal", Enhet="7231"),
        vp(measure="Samtal", Enhet="7232"),
        vp(measure="Mentor", Id="M-1"),
        vp("Östra", measure="Handbok", Enhet="Stöd Östra", År=2023),
        vp("Gamla", measure="Handledning", År=2024),
        vp("Fackförvaltningen", measure="Egen åtgärd"),
    )
    return town


def test_a_note_says_all_it_says(listed: Town) -> None:
    known = at_local("2025-05-02T12:00")
    outcome = listed.read(
        "progress",
        progress(measure="tak", Enhet="barn och unga norra", Läge="pågår", Notering="Tolv av fjorton.\nFler kommer.",
                 Underlag="Protokoll 3", Hinder="Vakanser", Nästa_steg="Mäta", Uppgiftslämnare="Enhetschef"),
        recorded_at=known,
    )  # fmt: skip
    entry = ProgressEntry.objects.get()
    assert (entry.effective_on, entry.state, entry.note, entry.evidence) == (
        date(2025, 3, 1), "under_way", "Tolv av fjorton.\nFler kommer.", "Protokoll 3",
    )  # fmt: skip
    assert (entry.obstacle, entry.next_step, entry.reporter) == ("Vakanser", "Mäta", "Enhetschef")
    assert (entry.recorded_at, entry.event_id, entry.read_in_afterwards) == (known, outcome.event, True)


def test_without_a_unit_the_only_measure_of_that_title_is_meant(listed: Town) -> None:
    listed.read("progress", progress(measure="Tak"))
    assert ProgressEntry.objects.get().measure.title == "Tak"
    faults = listed.faults("progress", progress(measure="Samtal"))
    assert "Den finns för Barn och unga Norra och Försörjning Norra. Skriv Enhet eller Id." in faults[0]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (progress(measure="Takk"), "Menade du ”Tak”?"),
        (progress(measure="Zzz"), "Läs in verksamhetsplanen först, eller rätta titeln."),
        (progress(measure="Tak", Enhet="7232"), "Den finns för Barn och unga Norra."),
        (progress(measure="Tak", Enhet="Barn och unga Nora"), "Menade du ”Barn och unga Norra”?"),
        (progress(measure="Mentor", Enhet="7232"), "lämna Enhet tom"),
        (progress(measure="Mentor", Id="M-2"), "Menade du ”M-1”?"),
        (progress(area="ledarskap", Id="M-1"), "hör till fokusområdet ”En rimlig arbetsbelastning”"),
        (progress(measure=""), "Åtgärd saknas."),
        (progress(measure="Tak", day="2025-09-02"), "Dagen ligger efter 1 september 2025"),
        (progress(measure="Tak", Läge="Sådär"), "kolumn Läge"),
        (progress(measure="Tak", Notering="Ring 19800101-1231"), "Texten innehåller ett personnummer. Ta bort det."),
        (progress("Nora", measure="Tak"), "Menade du ”Norra”?"),
        (progress("Södra", measure="Tak"), "finns inte i verksamhetsplanen för Södra"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(listed: Town, row: dict[str, object], words: str) -> None:
    faults = listed.faults("progress", row)
    assert len(faults) == 1
    assert words in faults[0]


def test_a_day_after_the_recorded_moment_is_an_error_also_in_history(listed: Town) -> None:
    row = progress(measure="Tak", day="2025-03-02")
    assert listed.faults("progress", row, recorded_at=at_local("2025-03-01T23:00"))
    assert listed.read("progress", row, recorded_at=at_local("2025-03-02T00:30")).created == {"entries": 1}


def test_the_id_wins_over_the_title(listed: Town) -> None:
    listed.read("progress", progress(measure="Tak", Id="m-1"), progress(Id="M-1", day="2025-03-02"))
    assert {entry.measure.title for entry in ProgressEntry.objects.all()} == {"Mentor"}


def test_what_a_predecessor_listed_is_carried_on_by_the_successor_as_its_own(listed: Town) -> None:
    listed.read("progress", progress(measure="Handbok", Läge="Startad"))
    mine = ProgressEntry.objects.get().measure
    assert (mine.administration.name, mine.identity) == ("Norra", "t:arbetsbelastning|stöd östra|handbok")
    assert mine.identity == LocalMeasure.objects.get(administration__name="Östra").identity
    assert str(mine.unit) == "Stöd Östra"


def test_after_a_split_each_carries_its_own(listed: Town) -> None:
    listed.read(
        "progress", progress("Ena", measure="Handledning", Läge="Klar", Notering="Alla grupper har handledning.")
    )
    assert str(ProgressEntry.objects.get().measure.administration) == "Ena"
    listed.read("progress", progress("Gamla", measure="Handledning", day="2024-11-01"))
    assert ProgressEntry.objects.filter(measure__administration__name="Gamla").count() == 1


def test_a_central_measure_is_found_by_any_of_its_names_for_whoever_leads_it(listed: Town) -> None:
    listed.read("progress", progress("Fackförvaltningen", measure="Kompetensfond"))
    listed.read("progress", progress("Fackförvaltningen", measure="kompetensfonden", day="2025-04-01"))
    central = LocalMeasure.objects.get(title="Kompetensfonden")
    assert central.unit is None
    assert central.entries.count() == 2
    assert listed.faults("progress", progress(measure="Kompetensfonden"))


def test_the_same_rows_again_change_nothing_also_among_new_ones(listed: Town) -> None:
    rows = [progress(measure="Tak", Läge="Startad"), progress(measure="Mentor", Notering="Tre är utsedda.")]
    listed.read("progress", *rows)
    assert listed.read("progress", *rows).nothing_new
    outcome = listed.read("progress", progress(measure="Tak", day="2025-04-01"), *rows)
    assert (outcome.created, outcome.skipped) == ({"entries": 1}, 2)


def test_equal_rows_in_one_file_are_one_with_a_warning(listed: Town) -> None:
    outcome = listed.read("progress", progress(measure="Tak"), progress(measure="TAK "))
    assert outcome.created == {"entries": 1}
    assert "Raden är likadan som rad 2" in str(outcome.warnings[0])


def test_all_errors_are_told_at_once_and_a_marked_copy_can_be_made(listed: Town) -> None:
    content = csv_file(
        "progress", [progress(measure="X"), progress(measure="Tak", day="igår"), progress(measure="Tak")]
    )
    with pytest.raises(FaultyFile) as caught:
        listed.load("progress", content, "lägen.csv")
    assert [problem.row for problem in caught.value.problems] == [2, 3]
    assert "lägen.csv har 2 fel. Ingenting har lästs in." in str(caught.value)
    assert caught.value.outcome is not None
    assert caught.value.outcome.to_json()["created"] == {}
    copy = marked_copy(content, caught.value.problems, filename="lägen.csv")
    assert read_table(copy, PROGRESS, filename="kopia.xlsx").rows


def test_foreign_headings_and_words_are_mapped_by_hand(listed: Town) -> None:
    content = "Organ;Omr;Uppgift;När;Färg;Ord\nNorra;arbetsbelastning;Tak;2025-03-01;Gul;Halvvägs\n".encode()
    mapping = HandMapping.from_json(
        {
            "headings": {
                "Organ": "Förvaltning", "Omr": "Fokusområde", "Uppgift": "Åtgärd", "När": "Datum", "Färg": "Läge",
                "Ord": "Notering",
            },
            "words": {"Läge": {"Gul": "Pågår"}},
        }
    )  # fmt: skip
    listed.load("progress", content, mapping=mapping)
    assert ProgressEntry.objects.get().state == "under_way"


def test_what_is_no_table_is_refused_with_a_sentence(listed: Town) -> None:
    with pytest.raises(SheetError):
        listed.load("progress", b"%PDF-1.7", "x.pdf")
