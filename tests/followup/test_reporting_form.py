"""The report form of a unit: one press when nothing is new, saved line by line, handed in when all has an answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from handslag.audit.models import Event
from handslag.followup.models import Part, PartLine, PeriodReport, ProgressEntry
from tests.client import CheckingClient
from tests.conftest import run_command
from tests.followup.round import REPORT, as_user, fields_of, hand_in, measure, part_path

HEAD = "Förvaltning;Enhet;Fokusområde;Beslut;Skäl;Beslutsdatum;Dnr;År;Åtgärd;Ansvarig;Klart senast;Id\n"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_city")]


def test_looking_begins_nothing_and_the_first_save_begins_the_part(client: CheckingClient) -> None:
    client.as_user("eva")
    page = client.get(part_path())
    assert page.status_code == 200 and not PeriodReport.objects.exists()
    text = page.content.decode()
    assert "Barn och unga Ängsby: två åtgärder" in text and "Inget nytt för alla två" in text
    assert "Du kan lämna när alla två har fått svar. Två är kvar." in text
    a1 = measure("A-1")
    client.post(part_path(), fields_of(page) | {f"nytt-{a1}": "Taket gäller nu elva av femton handläggare."})
    line = PartLine.objects.get()
    assert (line.measure_id, line.answer, str(line.saved_by)) == (a1, "news", "Eva Enhetschef")
    assert Event.objects.filter(action="part.saved").count() == 1
    again = client.get(part_path()).content.decode()
    assert "Taket gäller nu elva" in again and "Sparat kl. " in again and "Inget nytt för den som är kvar" in again


def test_nothing_new_is_one_press_for_all_and_makes_no_fact(client: CheckingClient) -> None:
    client.as_user("eva")
    before = ProgressEntry.objects.count()
    page = fields_of(client.get(part_path()))
    assert client.post(part_path(), page | {"inget_nytt": "resten"}).status_code == 302
    assert client.get(part_path()).content.decode().count("<strong>Inget nytt</strong>") == 2
    question = client.get(part_path(more="lamna/")).content.decode()
    assert "Lämna lägesrapporten?" in question and "Hilda Chef, förvaltningschef" in question
    assert client.post(part_path(more="lamna/")).status_code == 302
    assert "Rapporten är lämnad." in client.get(part_path()).content.decode()
    assert Part.objects.get().state == "handed_in" and ProgressEntry.objects.count() == before


def test_the_whole_report_without_news_takes_four_requests_after_login() -> None:
    assert hand_in("eva", "Barn och unga Ängsby").status_code == 302


def test_what_was_noted_since_the_last_report_comes_in_by_itself(client: CheckingClient) -> None:
    path = part_path().replace("2026-T2", "2025-T1")
    text = client.as_user("eva").get(path).content.decode()
    assert "Tolv av fjorton ligger under taket." in text
    assert "Hämtat från anteckningen 14 apr 2025. Ändra om du vill." in text
    assert text.count("Ifyllt åt dig") == 2 and "alla klara" in text
    assert client.post(f"{path}lamna/").status_code == 302
    assert sorted(PartLine.objects.values_list("answer", flat=True)) == ["news", "news"]


def test_nothing_new_for_one_can_be_undone_and_the_text_comes_back(client: CheckingClient) -> None:
    client.as_user("eva")
    a1 = measure("A-1")
    page = fields_of(client.get(part_path()))
    client.post(part_path(), page | {f"nytt-{a1}": "Halvfärdig mening", "inget_nytt": str(a1)})
    assert PartLine.objects.get().answer == "nothing_new"
    client.post(part_path(), fields_of(client.get(part_path())) | {"angra": str(a1)})
    line = PartLine.objects.get()
    assert (line.answer, line.note) == ("news", "Halvfärdig mening")


def test_a_new_state_alone_is_an_answer_and_nothing_new_puts_it_back(client: CheckingClient) -> None:
    client.as_user("eva")
    a1 = measure("A-1")
    client.post(part_path(), fields_of(client.get(part_path())) | {f"lage-{a1}": "done"})
    assert PartLine.objects.get().answer == "news"
    page = client.get(part_path())
    assert "Läget Klar räknas inte än." in page.content.decode()
    client.post(part_path(), fields_of(page) | {"inget_nytt": str(a1)})
    line = PartLine.objects.get()
    assert (line.answer, line.state) == ("nothing_new", "under_way")


def test_a_copied_text_is_pointed_out_and_may_be_handed_in(client: CheckingClient) -> None:
    client.as_user("eva")
    a1 = measure("A-1")
    client.post(part_path(), fields_of(client.get(part_path())) | {f"nytt-{a1}": "Tolv av fjorton ligger under taket."})
    page = client.get(part_path()).content.decode()
    assert "Samma text som i april 2025." in page and "Vad har hänt sedan dess?" in page
    client.post(part_path(), fields_of(client.get(part_path())) | {"inget_nytt": "resten"})
    assert "En text säger inget nytt." in client.get(part_path(more="lamna/")).content.decode()
    assert client.post(part_path(more="lamna/")).status_code == 302


def test_a_part_with_a_measure_left_cannot_be_handed_in_and_says_why(client: CheckingClient) -> None:
    client.as_user("eva")
    client.post(part_path(), fields_of(client.get(part_path())) | {"inget_nytt": str(measure("A-1"))})
    refused = client.post(part_path(more="lamna/"))
    assert refused.status_code == 403 and "En är kvar." in refused.content.decode()


def test_a_personal_number_is_refused_at_its_line_and_the_rest_is_saved(client: CheckingClient) -> None:
    client.as_user("eva")
    a1, a3 = measure("A-1"), measure("A-3")
    page = fields_of(client.get(part_path()))
    typed = {f"nytt-{a1}": "Talade med 811228-9874 om taket.", f"nytt-{a3}": "Fjärde mentorn är utsedd."}
    shown = client.post(part_path(), page | typed | {"meddelande": "Ring 19811228-9874."})
    text = shown.content.decode()
    assert shown.status_code == 200 and "<title>Fel: " in text
    assert text.count("Texten innehåller ett personnummer. Ta bort det. Det har inte sparats.") == 4
    assert "811228-9874 om taket" in text and "19811228-9874." in text
    assert PartLine.objects.get().measure_id == a3 and Part.objects.get().message == ""


def test_two_people_at_once_overwrite_nothing(client: CheckingClient) -> None:
    eva, hugo, a1 = as_user("eva"), as_user("hugo"), measure("A-1")
    first, second = fields_of(eva.get(part_path())), fields_of(hugo.get(part_path()))
    hugo.post(part_path(), second | {f"nytt-{a1}": "Hugo: taket höjs till sexton."})
    shown = eva.post(part_path(), first | {f"nytt-{a1}": "Eva: taket gäller alla utom två."})
    text = shown.content.decode()
    assert shown.status_code == 200 and "Hugo Handläggare har skrivit här kl. " in text
    assert "Hugo: taket höjs till sexton." in text and "Eva: taket gäller alla utom två." in text
    assert PartLine.objects.get().note == "Hugo: taket höjs till sexton."
    # Saving again without choosing changes nothing; choosing does.
    still = eva.post(part_path(), fields_of(shown))
    assert still.status_code == 200 and PartLine.objects.get().note == "Hugo: taket höjs till sexton."
    assert eva.post(part_path(), fields_of(still) | {"mitt": str(a1)}).status_code == 302
    assert PartLine.objects.get().note == "Eva: taket gäller alla utom två."


def test_the_others_text_can_be_kept_and_one_who_has_not_touched_a_line_crosses_nobody() -> None:
    eva, hugo, a1, a3 = as_user("eva"), as_user("hugo"), measure("A-1"), measure("A-3")
    first, second = fields_of(eva.get(part_path())), fields_of(hugo.get(part_path()))
    hugo.post(part_path(), second | {f"nytt-{a1}": "Hugo: taket höjs till sexton."})
    assert eva.post(part_path(), first | {f"nytt-{a3}": "Fjärde mentorn är utsedd."}).status_code == 302
    assert set(PartLine.objects.values_list("note", flat=True)) == {
        "Hugo: taket höjs till sexton.", "Fjärde mentorn är utsedd.",
    }  # fmt: skip
    shown = eva.post(part_path(), first | {f"nytt-{a1}": "Evas text"})
    assert eva.post(part_path(), fields_of(shown) | {"deras": str(a1)}).status_code == 302
    assert PartLine.objects.get(measure=a1).note == "Hugo: taket höjs till sexton."


def test_nothing_new_does_not_wipe_out_what_another_has_just_written() -> None:
    eva, hugo, a1 = as_user("eva"), as_user("hugo"), measure("A-1")
    first = fields_of(eva.get(part_path()))
    hugo.post(part_path(), fields_of(hugo.get(part_path())) | {f"nytt-{a1}": "Hugo: taket höjs till sexton."})
    shown = eva.post(part_path(), first | {"inget_nytt": str(a1)})
    assert "Någon annan hann svara på Tak på femton ärenden." in shown.content.decode()
    assert PartLine.objects.get().answer == "news"
    eva.post(part_path(), first | {"inget_nytt": "resten"})
    assert PartLine.objects.get(measure=a1).answer == "news" and PartLine.objects.count() == 2


def test_the_message_is_not_overwritten_either() -> None:
    eva, hugo = as_user("eva"), as_user("hugo")
    first, second = fields_of(eva.get(part_path())), fields_of(hugo.get(part_path()))
    hugo.post(part_path(), second | {"meddelande": "Från Hugo."})
    shown = eva.post(part_path(), first | {"meddelande": "Från Eva."})
    assert "Från Hugo." in shown.content.decode() and Part.objects.get().message == "Från Hugo."
    eva.post(part_path(), fields_of(shown) | {"mitt": "0"})
    assert Part.objects.get().message == "Från Eva."


def test_the_form_that_saves_itself_gets_the_same_page_and_the_same_refusals(client: CheckingClient) -> None:
    client.as_user("eva")
    a1 = measure("A-1")
    page = fields_of(client.get(part_path()))
    saved = client.post(part_path(), page | {f"nytt-{a1}": "Taket gäller elva."}, headers={"HX-Request": "true"})
    assert saved.status_code == 200 and "Sparat kl. " in saved.content.decode()
    assert PartLine.objects.get().note == "Taket gäller elva."


@pytest.mark.parametrize(("who", "status"), [("egon", 403), ("emil", 403), ("sara", 403), ("pia", 403), ("hugo", 302)])
def test_only_those_who_answer_for_the_part_save_it(who: str, status: int) -> None:
    page = fields_of(as_user("eva").get(part_path()))
    assert as_user(who).post(part_path(), page | {"inget_nytt": "resten"}).status_code == status
    assert PartLine.objects.exists() is (status == 302)


@pytest.mark.parametrize("path", ["/lagesrapport/2026-T3/angsby/egen/", "/lagesrapport/2031-T1/angsby/egen/",
                                  "/lagesrapport/2026-T2/ingen/egen/", "/lagesrapport/2026-T2/angsby/0/",
                                  "/lagesrapport/2026-T2/angsby/annat/"])  # fmt: skip
def test_what_is_not_there_is_not_found(path: str, client: CheckingClient) -> None:
    assert client.as_user("hugo").get(path).status_code == 404


def test_the_part_of_another_administration_is_not_there_under_this_one(client: CheckingClient) -> None:
    there = part_path("Äldre Strandvik")
    assert client.as_user("hugo").get(there).status_code == 404


def test_forty_measures_take_fifteen_questions_at_most(client: CheckingClient, tmp_path: Path) -> None:
    rows = "".join(
        f"Ängsby;Barn och unga Ängsby;Introduktion;Antaget;;2026-01-21;Ä 2026/1;2026;Åtgärd {n};Chef;2026-12-31;F-{n}\n"
        for n in range(40)
    )
    file = tmp_path / "vp.csv"
    file.write_text(HEAD + rows, encoding="utf-8")
    run_command("import", "vp", str(file), "--city", "Lillköping", "--recorded-at", "2026-01-25T12:00")
    client.as_user("eva")
    page = fields_of(client.get(part_path()))
    assert sum(name.startswith("sedd-") for name in page) == 43
    client.post(part_path(), page | {"inget_nytt": "resten"})
    assert PartLine.objects.count() == 42
    assert client.count(part_path()) <= 15
    assert as_user("hugo").count(REPORT) <= 15
    assert as_user("eva").count("/lagesrapport/") <= 15


def test_a_measure_that_was_done_within_the_period_is_reported_too(client: CheckingClient, tmp_path: Path) -> None:
    file = tmp_path / "lage.csv"
    head = "Förvaltning;Enhet;Fokusområde;Åtgärd;Datum;Läge;Notering;Underlag;Id\n"
    row = "Ängsby;Barn och unga Ängsby;Introduktion;Mentor;2026-06-15;Klar;Fyra mentorer är klara.;;A-3\n"
    file.write_text(head + row, encoding="utf-8")
    run_command("import", "progress", str(file), "--city", "Lillköping", "--recorded-at", "2026-06-16T12:00")
    text = client.as_user("eva").get(part_path()).content.decode()
    assert "Fyra mentorer är klara." in text and "Hämtat från anteckningen 15 juni" in text
    later = client.get(part_path().replace("2026-T2", "2026-VB"))
    assert later.status_code in {200, 404} and "Fyra mentorer är klara." not in later.content.decode()
