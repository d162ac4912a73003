"""Headings and words of other systems: explained by hand, remembered by name, used again."""

from __future__ import annotations

from handslag.intake.models import Mapping
from tests.conftest import run_command
from tests.intake.desk import Desk, entries, text_of, waiting

FOREIGN = (
    "Förvaltning;Enhet;Fokusområde;Aktivitetsrubrik ur systemet;Avstämd;Trafikljus;Vad har hänt;Underlag\n"
    "Strandvik;Äldre Strandvik;Introduktion;Handbok för nya;2025-05-20;Gult ljus;Kapitel två är skrivet.;\n"
).encode()
MEANS = {"Aktivitetsrubrik": "Åtgärd", "Avstämd": "Datum", "Trafikljus": "Läge", "Vad har hänt": "Notering"}


def explained(desk: Desk) -> str:
    path = desk.sends("progress", FOREIGN, "ur systemet.csv")
    desk.explains(path, **MEANS)
    assert "Gult ljus" in desk.look(path)
    desk.explains(path, **{"”Gult ljus”": "Pågår", "remember": "Trafikljuset"})
    return path


def test_what_is_not_understood_is_asked_about_and_the_choices_stay(desk: Desk) -> None:
    path = desk.sends("progress", FOREIGN, "ur systemet.csv")
    labels = " ".join(label for label, _, _ in desk.fields(path).values())
    assert all(f"Rubriken ”{heading}" in labels for heading in MEANS)
    desk.explains(path, **MEANS)
    chosen = {label: value for label, _, value in desk.fields(path).values()}
    for heading, column in MEANS.items():
        assert any(heading in label and value == column for label, value in chosen.items()), (heading, chosen)


def test_a_choice_can_be_made_anew_and_taken_back(desk: Desk) -> None:
    path = desk.sends("progress", FOREIGN, "ur systemet.csv")
    desk.explains(path, **MEANS | {"Vad har hänt": "-"})
    assert "Kolumnen Notering" in desk.look(path)
    desk.explains(path, **{"Vad har hänt": "Notering"})
    assert "Kolumnen Notering" not in desk.look(path)
    desk.explains(path, Avstämd="")
    assert "Kolumnen Datum" in desk.look(path)


def test_the_words_that_can_be_chosen_are_the_first_of_those_that_mean_the_same(desk: Desk) -> None:
    path = desk.sends("progress", FOREIGN, "ur systemet.csv")
    desk.explains(path, **MEANS)
    [options] = [options for label, options, _ in desk.fields(path).values() if "Gult ljus" in label]
    assert options == ["", "-", "Planerad", "Startad", "Pågår", "Klar", "Avbruten"]


def test_an_explained_file_is_read_in_and_the_explanation_is_used_again(desk: Desk) -> None:
    path = explained(desk)
    assert "Översättningen är sparad som Trafikljuset." in desk.look(path)
    assert "Inläst: 1 lägesnotering" in desk.confirms(path)
    again = desk.sends("progress", FOREIGN.replace(b"2025-05-20", b"2025-05-27"), "juni.csv")
    desk.explains(again, saved="Trafikljuset")
    assert "Inläst: 1 lägesnotering" in desk.confirms(again)
    assert entries() == 7


def test_a_remembered_explanation_serves_the_command_line_by_name(desk: Desk, tmp_path: object) -> None:
    explained(desk)
    file = FOREIGN.replace(b"2025-05-20", b"2025-05-28")
    path = f"{tmp_path}/juni.csv"
    with open(path, "wb") as out:  # noqa: PTH123
        out.write(file)
    said = run_command("import", "progress", path, "--city", "Lillköping", "--mapping", "Trafikljuset")
    assert "Inläst: 1 lägesnotering" in said


def test_a_foreign_name_of_an_administration_or_an_area_can_be_explained(desk: Desk) -> None:
    line = "SDF 04;Äldre Strandvik;Intro;Handbok för nya;2025-05-20;Pågår;Kapitel två är skrivet.;\n"
    head = "Förvaltning;Enhet;Fokusområde;Åtgärd;Datum;Läge;Notering;Underlag\n"
    path = desk.sends("progress", (head + line).encode())
    desk.explains(path, **{"”SDF 04”": "Strandvik", "”Intro”": "Introduktion"})
    assert "Skulle läsas in: 1 lägesnotering" in desk.look(path)


def test_a_choice_that_is_not_offered_is_refused_and_nothing_is_lost(desk: Desk) -> None:
    path = desk.sends("progress", FOREIGN, "ur systemet.csv")
    names = {label: name for name, (label, _, _) in desk.fields(path).items()}
    date_field = next(name for label, name in names.items() if "Avstämd" in label)
    other = next(name for label, name in names.items() if "Trafikljus" in label)
    answer = desk.acts(path, "explain", **{date_field: "Påhittad kolumn", other: "Läge", "remember": "Mitt"})
    page = answer.content.decode()
    assert answer.status_code == 400 and "En sak behöver rättas" in text_of(answer)
    assert 'value="Läge" selected' in page and 'value="Mitt"' in page
    assert waiting() == 1 and not Mapping.objects.exists()


def test_a_button_that_does_not_exist_is_answered_with_a_sentence(desk: Desk) -> None:
    answer = desk.acts(desk.sends("progress", FOREIGN), "dansa")
    assert answer.status_code == 400 and "Sidan förstod inte vad du ville göra." in text_of(answer)
