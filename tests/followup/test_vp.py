"""What a VP becomes when it is read in, and every reason for which it is refused."""

from __future__ import annotations

from datetime import date

import pytest

from handslag.audit.models import Event
from handslag.core.clock import at_local
from handslag.followup.models import Answer, Listing, LocalMeasure
from handslag.people.models import Unit
from tests.intake_files.files import xlsx_file
from tests.intake_files.town import Town, vp


def test_rows_of_one_cell_are_one_answer_with_several_measures(town: Town) -> None:
    outcome = town.read(
        "vp",
        vp(measure="Tak för ärenden", Enhet="Barn och unga Norra", Ansvarig="Enhetschef", Kostnad="120 000 kr",
           Klart_senast="2025-10-31", Målgrupp="Socialsekreterare"),
        vp(measure="Veckovis fördelning", Enhet="7232", Beslut="", Skäl="Hög belastning", Beslutsdatum="21/1 2025",
           Dnr="N 2025/1"),
    )  # fmt: skip
    assert outcome.created == {"answers": 1, "listings": 2, "measures": 2}
    answer = Answer.objects.get()
    assert (answer.adopted, answer.reason, answer.decided_on, answer.dnr) == (
        True, "Hög belastning", date(2025, 1, 21), "N 2025/1",
    )  # fmt: skip
    first, second = answer.listings.order_by("order")
    assert (first.title, first.owner, first.cost, first.due, first.target_group) == (
        "Tak för ärenden", "Enhetschef", 12_000_000, date(2025, 10, 31), "socialsekreterare",
    )  # fmt: skip
    assert str(second.unit) == "Försörjning Norra"
    assert first.measure.identity == "t:arbetsbelastning|barn och unga norra|tak för ärenden"


def test_one_event_for_the_file_and_its_rows_carry_it(town: Town) -> None:
    known = at_local("2025-02-01T12:00")
    before = Event.objects.count()
    outcome = town.read("vp", vp(measure="A"), vp("Södra", measure="B"), recorded_at=known)
    assert Event.objects.count() == before + 1
    event = Event.objects.get(pk=outcome.event)
    assert (event.action, event.recorded_at, event.data["rows"], event.data["sha256"]) == (
        "vp.imported", known, 2, outcome.sha256,
    )  # fmt: skip
    answers = list(Answer.objects.order_by("order"))
    assert {answer.event_id for answer in answers} == {event.pk}
    assert {answer.recorded_at for answer in answers} == {known}
    assert {answer.entered_at for answer in answers} == {event.entered_at}
    assert [answer.order for answer in answers] == [0, 1]


def test_an_area_may_be_answered_without_a_measure_by_name_of_any_version_or_key(town: Town) -> None:
    town.read("vp", vp(area="RIMLIG  arbetsbelastning"), vp("Södra", area="En rimlig arbetsbelastning"))
    assert list(Answer.objects.values_list("area_key", flat=True)) == ["arbetsbelastning", "arbetsbelastning"]
    assert not Listing.objects.exists()


def test_opting_out_needs_no_measure_and_without_a_reason_is_told_of(town: Town) -> None:
    outcome = town.read("vp", vp(Beslut="Bortvalt"))
    assert not Answer.objects.get().adopted
    assert [warning.code for warning in outcome.warnings] == ["reason"]


def test_opting_out_with_a_measure_is_an_error(town: Town) -> None:
    faults = town.faults("vp", vp(Beslut="Bortvalt", Skäl="Annat går före"), vp(Beslut="", measure="Tak"))
    assert len(faults) == 1
    assert faults[0].startswith("Rad 3, kolumn Åtgärd, ”Tak”: Fokusområdet är bortvalt")


@pytest.mark.parametrize(
    ("column", "one", "other"),
    [
        ("Beslut", "Antaget", "Bortvalt"),
        ("Skäl", "Ett", "Två"),
        ("Beslutsdatum", "2025-01-10", "2025-01-11"),
        ("Dnr", "A 1", "A 2"),
        ("Samverkan", "MBL 11", "FSG"),
    ],
)
def test_rows_of_one_answer_may_not_contradict_each_other(town: Town, column: str, one: str, other: str) -> None:
    faults = town.faults("vp", vp(**{column: one}), vp(**{column: other}))
    assert any(f"kolumn {column}, ”{other}”: Raden säger emot rad 2" in fault for fault in faults)


def test_an_answer_without_a_decision_is_an_error(town: Town) -> None:
    assert "Beslut saknas" in town.faults("vp", vp(Beslut="", measure="Tak"))[0]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (vp("Nora"), "kolumn Förvaltning: Förvaltningen ”Nora” finns inte i Provstad. Menade du ”Norra”?"),
        (vp(area="Introduktion för nja"), "Menade du ”Introduktion för nya”?"),
        (vp(År=2031), "År 2031 finns inte i kalendern. Där finns 2023–2026."),
        (vp(År=""), "År saknas."),
        (vp(Beslut="Kanske"), "kolumn Beslut"),
        (vp(measure="Samtal med 19800101-1231"), "Texten innehåller ett personnummer. Ta bort det."),
        (vp(measure="x" * 301), "Skriv högst 300 tecken."),
        (vp(Id="A-1"), "Åtgärd saknas."),
        (vp(measure="Tak", Ersätter="Tak"), "Åtgärden kan inte ersätta sig själv."),
        (vp(measure="Tak", Ersätter="Något annat"), "Ingen tidigare åtgärd i Norra, En rimlig arbetsbelastning"),
        (vp(measure="Tak", Målgrupp="lärare"), "kolumn Målgrupp"),
        (vp(measure="Tak", Klart_senast="snart"), "kolumn Klart senast"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(town: Town, row: dict[str, object], words: str) -> None:
    faults = town.faults("vp", row)
    assert len(faults) == 1
    assert faults[0].startswith("Rad 2")
    assert words in faults[0]


def test_a_personal_number_does_not_travel_on_in_the_message(town: Town) -> None:
    assert "1231" not in town.faults("vp", vp(measure="Samtal med 19800101-1231"))[0]


def test_the_year_is_the_rows_else_the_sheets_else_the_given_one(town: Town) -> None:
    lines = [vp(År=""), vp("Södra", År=2024)]
    town.load("vp", xlsx_file("vp", lines, sheet="VP 2026", title="Verksamhetsplan"), "vp.xlsx", year=2023)
    town.read("vp", vp("Ena", År=""), year=2023)
    years = dict(Answer.objects.values_list("administration__name", "year"))
    assert years == {"Norra": 2026, "Södra": 2024, "Ena": 2023}


def test_the_same_file_twice_changes_nothing(town: Town) -> None:
    lines = [
        vp(measure="Tak", Kostnad=100),
        vp(measure="Ny enhets", Enhet="Vuxna Norra"),
        vp("Södra", Beslut="Bortvalt", Skäl="x"),
    ]
    town.read("vp", *lines)
    before, events = town.counts(), Event.objects.count()
    again = town.read("vp", *reversed(lines))
    assert again.nothing_new
    assert again.event is None
    assert again.skipped == 3
    assert again.sentence.startswith("Inget nytt")
    assert (town.counts(), Event.objects.count()) == (before, events)


def test_a_later_file_is_a_newer_answer_and_only_what_differs_is_one(town: Town) -> None:
    town.read("vp", vp(measure="Tak"), vp("Södra", measure="Tak"))
    outcome = town.read("vp", vp(measure="Tak", Klart_senast="2025-12-01"), vp("Södra", measure="Tak"))
    assert outcome.created == {"answers": 1, "listings": 1}
    assert outcome.skipped == 1
    assert LocalMeasure.objects.count() == 2


def test_to_return_to_an_earlier_answer_is_a_newer_answer_too(town: Town) -> None:
    town.read("vp", vp(measure="Tak"))
    town.read("vp", vp(measure="Golv"))
    assert town.read("vp", vp(measure="Tak")).created["answers"] == 1


def test_history_read_in_twice_changes_nothing_though_newer_answers_have_come(town: Town) -> None:
    known = at_local("2025-02-01T12:00")
    town.read("vp", vp(measure="Tak"), recorded_at=known)
    town.read("vp", vp(measure="Golv"), recorded_at=at_local("2025-03-01T12:00"))
    assert town.read("vp", vp(measure="Tak"), recorded_at=known).nothing_new


def test_a_measure_twice_in_one_answer_is_once_when_equal_and_else_an_error(town: Town) -> None:
    faults = town.faults("vp", vp(measure="Tak", Kostnad=1), vp(measure="TAK", Kostnad=2))
    assert "Åtgärden står redan på rad 2." in faults[0]
    outcome = town.read("vp", vp(measure="Tak"), vp(measure="Tak"))
    assert outcome.created["listings"] == 1
    assert "likadan som rad 2" in str(outcome.warnings[0])


def test_an_unknown_unit_is_added_and_the_nearest_one_named(town: Town) -> None:
    outcome = town.read("vp", vp(measure="Tak", Enhet="Barn & unga Norra"), vp("Södra", measure="Tak", Enhet="Äldre"))
    assert outcome.created["units"] == 2
    near, far = outcome.warnings
    assert "Menade du ”Barn och unga Norra”?" in str(near)
    assert "Menade" not in str(far)
    assert Unit.objects.filter(administration__name="Norra", name="Barn & unga Norra").exists()
    assert not town.read("vp", vp(measure="Tak 2", Enhet="Barn & unga Norra")).warnings


def test_a_measure_is_known_by_its_id_under_a_new_title(town: Town) -> None:
    town.read("vp", vp(measure="Tak", Id="77", År=2024))
    town.read("vp", vp(measure="Tak för alla", Id="77"))
    measure = LocalMeasure.objects.get()
    assert measure.identity == "id:77"
    assert [one.title for one in measure.listings.order_by("answer__year")] == ["Tak", "Tak för alla"]
    assert (
        "fokusområdet ”En rimlig arbetsbelastning”" in town.faults("vp", vp(area="ledarskap", measure="X", Id="77"))[0]
    )


def test_a_measure_replaces_an_earlier_one_by_title_or_id_also_a_predecessors(town: Town) -> None:
    town.read("vp", vp("Östra", measure="Gammalt tak", År=2023), vp("Västra", measure="Handbok", Id="V-1", År=2023))
    town.read("vp", vp(measure="Nytt tak", Ersätter="gammalt tak"), vp(measure="Ny handbok", Ersätter="V-1"))
    replaced = {one.title: str(one.replaces.administration) for one in Listing.objects.filter(answer__year=2025)}
    assert replaced == {"Nytt tak": "Östra", "Ny handbok": "Västra"}


def test_a_measure_may_replace_one_of_an_earlier_year_in_the_same_file(town: Town) -> None:
    lines = [vp(measure="Nytt", Ersätter="Gammalt"), vp(measure="Gammalt", År=2024)]
    town.read("vp", *lines)
    assert Listing.objects.get(title="Nytt").replaces == LocalMeasure.objects.get(title="Gammalt")
    assert town.read("vp", *lines).nothing_new


def test_of_several_earlier_measures_the_same_units_is_meant_else_it_is_an_error(town: Town) -> None:
    town.read(
        "vp",
        vp(measure="Samtal", Enhet="7231", År=2024),
        vp(measure="Samtal", Enhet="7232", År=2024),
    )
    assert "Flera tidigare åtgärder heter ”Samtal”" in town.faults("vp", vp(measure="Dialog", Ersätter="Samtal"))[0]
    town.read("vp", vp(measure="Dialog", Enhet="7232", Ersätter="Samtal"))
    assert str(Listing.objects.get(title="Dialog").replaces.unit) == "Försörjning Norra"


def test_measures_cannot_replace_each_other(town: Town) -> None:
    town.read("vp", vp(measure="Ett", År=2024))
    town.read("vp", vp(measure="Två", Ersätter="Ett"))
    assert "ersätta varandra" in town.faults("vp", vp(measure="Ett", År=2026, Ersätter="Två"))[0]


def test_a_likely_rename_is_asked_about_and_can_be_accepted(town: Town) -> None:
    town.read("vp", vp(measure="Tak för antalet ärenden", År=2024), vp(measure="Mentor", År=2024))
    lines = [vp(measure="Tak för antal ärenden"), vp(measure="Mentor")]
    asked = town.read("vp", *lines, dry_run=True)
    (rename,) = asked.renames
    assert (rename.title, rename.earlier) == ("Tak för antal ärenden", "Tak för antalet ärenden")
    assert "Är detta samma åtgärd?" in str(asked.warnings[0])
    assert asked.event is None
    assert Answer.objects.filter(year=2025).count() == 0
    town.read("vp", *lines, accepted_renames={rename.key})
    assert Listing.objects.get(title="Tak för antal ärenden").replaces.title == "Tak för antalet ärenden"
    again = town.read("vp", *lines)  # without the acceptance: what was accepted stays so
    assert again.nothing_new
    assert not again.renames


def test_a_title_that_is_still_listed_is_not_asked_about(town: Town) -> None:
    town.read("vp", vp(measure="Tak för antalet ärenden", År=2024))
    assert not town.read("vp", vp(measure="Tak för antalet ärenden"), vp(measure="Tak för antal ärenden")).renames


def test_a_dry_run_writes_nothing(town: Town) -> None:
    before = town.counts()
    outcome = town.read("vp", vp(measure="Tak", Enhet="Ny enhet"), dry_run=True)
    assert outcome.created == {"answers": 1, "listings": 1, "measures": 1, "units": 1}
    assert town.counts() == before


def test_columns_that_are_not_in_the_file_are_said_to_be_read_as_empty(town: Town) -> None:
    content = "Förvaltning;Fokusomr.;Beslut;År;Åtgärd;Deadline\nNorra;arbetsbelastning;Antaget;2025;Tak;30 april 2025\n"
    outcome = town.load("vp", content.encode())
    assert Listing.objects.get().due == date(2025, 4, 30)
    assert "Kolumnerna Enhet, Skäl, Beslutsdatum, Dnr, Ansvarig, Start, Förväntad effekt och Kostnad" in str(
        outcome.warnings[0]
    )
