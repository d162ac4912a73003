"""Signals: what makes two the same, by when they are to be answered, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from handslag.core.clock import at_local
from handslag.people.actions import import_city
from handslag.people.importers import read_city
from handslag.voice.models import Signal, SignalAnswer
from tests.intake_files.town import CITY, Town, signal


def test_a_signal_with_its_answer(town: Town) -> None:
    row = signal(
        Avsändare="Kommunal", Slag="66a", Enhet="7231", Svar_senast="2025-03-20", Svarsdatum="2025-03-18", Svar="Ja."
    )
    assert town.read("signals", row).created == {"signals": 1, "signal_answers": 1}
    one = Signal.objects.get()
    assert (one.sender, one.kind, str(one.unit), one.answer_by, one.answer_by_given) == (
        "Kommunal", "request_66a", "Barn och unga Norra", date(2025, 3, 20), True,
    )  # fmt: skip
    assert (one.answers.get().answered_on, one.answers.get().text) == (date(2025, 3, 18), "Ja.")


def test_the_day_of_answer_is_the_citys_working_days_later(town: Town) -> None:
    town.read("signals", signal(), signal(Datum="2025-05-26", Signal="Vid Kristi himmelsfärd"))
    days = dict(Signal.objects.values_list("raised_on", "answer_by"))
    assert days == {date(2025, 3, 10): date(2025, 3, 24), date(2025, 5, 26): date(2025, 6, 12)}
    assert not Signal.objects.filter(answer_by_given=True).exists()


def test_the_setting_that_held_on_the_signals_day_counts(town: Town) -> None:
    changed = CITY.replace("signal_answer_days: 10", "signal_answer_days: 5")
    day = at_local("2025-04-01T09:00")
    import_city(parsed=read_city(changed.encode(), "provstad.yaml"), by=None, at=day, recorded_at=day)
    town.read("signals", signal(), signal(Datum="2025-04-07", Signal="Nytt"))
    assert list(Signal.objects.order_by("raised_on").values_list("answer_by", flat=True)) == [
        date(2025, 3, 24), date(2025, 4, 14),
    ]  # fmt: skip


def test_an_answer_in_a_later_file_is_added_to_the_same_signal(town: Town) -> None:
    town.read("signals", signal())
    answered = signal(Avsändare=" vision ", Signal="Taket  hålls inte.", Svarsdatum="2025-03-18", Svar="Det gör vi om.")
    assert town.read("signals", answered).created == {"signal_answers": 1}
    assert SignalAnswer.objects.get().signal == Signal.objects.get()
    again = town.read("signals", answered)
    assert again.nothing_new
    assert again.event is None


def test_what_a_signal_said_when_it_came_in_stays(town: Town) -> None:
    town.read("signals", signal(Svar_senast="2025-03-20", Slag="medarbetare"))
    outcome = town.read("signals", signal(Svar_senast="2025-04-20", Slag="skyddsstopp"))
    assert outcome.nothing_new
    assert [warning.code for warning in outcome.warnings] == ["stands", "stands"]
    assert Signal.objects.get().answer_by == date(2025, 3, 20)


def test_two_rows_of_one_file_are_one_signal(town: Town) -> None:
    town.read(
        "signals",
        signal(),
        signal(Svarsdatum="2025-03-18", Svar="Ja.", Slag="facklig signal"),
        signal(Svarsdatum="2025-03-19", Svar="Och mer."),
    )
    assert (Signal.objects.get().kind, SignalAnswer.objects.count()) == ("union", 2)
    assert (
        "Samma signal har en annan dag på rad 2"
        in town.faults(
            "signals", signal(Signal="Ny", Svar_senast="2025-04-01"), signal(Signal="Ny", Svar_senast="2025-04-02")
        )[0]
    )


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (signal(Svar="Ja."), "kolumn Svarsdatum: Svaret har inget svarsdatum."),
        (signal(Svarsdatum="2025-03-18"), "kolumn Svar: Svarsdatum finns, men inget svar."),
        (signal(Svarsdatum="2025-03-01", Svar="Ja."), "Dagen ligger före signalens, 10 mars 2025."),
        (signal(Svarsdatum="2025-10-01", Svar="Ja."), "Dagen ligger efter 1 september 2025"),
        (signal(Svar_senast="2025-03-01"), "Dagen ligger före signalens, 10 mars 2025."),
        (signal(Datum="2025-10-01"), "Dagen ligger efter 1 september 2025"),
        (signal("Nora"), "Menade du ”Norra”?"),
        (signal(Slag="rykte"), "kolumn Slag"),
        (signal(Signal="Om 19800101-1231"), "Texten innehåller ett personnummer. Ta bort det."),
        (signal(Avsändare=""), "kolumn Avsändare"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(town: Town, row: dict[str, object], words: str) -> None:
    faults = town.faults("signals", row)
    assert len(faults) == 1
    assert words in faults[0]
