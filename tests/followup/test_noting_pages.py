"""The pages on which one notes, corrects, comments and pauses, as their users meet them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from handslag.core.clock import now, today
from handslag.followup.actions import add_entry, correct_entry, pause, withdraw_entry
from handslag.followup.models import Comment, EvidenceFile, LocalMeasure, Pause, ProgressEntry
from handslag.people.models import User
from handslag.plan.models import Measure
from tests.client import CheckingClient

NEWS = "Fjorton av femton ligger under taket."
CELL = "/livstecken/angsby/arbetsbelastning/"


@pytest.fixture
def eva(small_city: None, client: CheckingClient) -> CheckingClient:
    """The unit's manager."""
    return client.as_user("eva")


def tak() -> LocalMeasure:
    return LocalMeasure.objects.get(external_id="A-1")


def page() -> str:
    return f"/atgarder/{tak().pk}/"


def sent(**more: object) -> dict[str, object]:
    base = {"note": NEWS, "state": "under_way", "seen_state": "under_way", "effective_on": today().isoformat()}
    return base | more


def noted(**more: object) -> ProgressEntry:
    eva = User.objects.get(username="eva")
    return add_entry(**{"measure": tak(), "note": NEWS, "by": eva, "at": now()} | more)  # type: ignore[arg-type]


def test_a_note_is_saved_and_shown_with_who_wrote_it(eva: CheckingClient) -> None:
    assert "Notera läget" in eva.get(page()).content.decode()
    form = eva.get(f"{page()}notera/").content.decode()
    assert "Tolv av fjorton ligger under taket." in form  # what was written before
    answer = eva.post(f"{page()}notera/", sent(obstacle="Två är sjuka.", next_step="Vikarie i maj."))
    entry = ProgressEntry.objects.get(note=NEWS)
    assert answer.headers["Location"] == f"{page()}#progress-{entry.pk}" and entry.state == ""
    shown = eva.get(page()).content.decode()
    assert "Noteringen är sparad." in shown and "Skriven av Eva Enhetschef." in shown
    assert "Hinder: Två är sjuka." in shown and "Nästa steg: Vikarie i maj." in shown


def test_the_source_is_said_when_it_is_not_the_page_itself(eva: CheckingClient) -> None:
    noted(source="mail")
    assert "Skriven av Eva Enhetschef, länk i mejl." in eva.get(page()).content.decode()


def test_who_may_not_sees_why_on_the_button_and_on_the_page(small_city: None, client: CheckingClient) -> None:
    shown = client.as_user("egon").get(page()).content.decode()
    assert 'aria-disabled="true"' in shown and "Bara enhetschefen, den som ansvarar" in shown
    refused = client.get(f"{page()}notera/")
    assert refused.status_code == 403 and "Bara enhetschefen" in refused.content.decode()


def test_a_copied_text_is_pointed_out_and_saved_all_the_same(eva: CheckingClient) -> None:
    shown = eva.post(f"{page()}notera/", sent(note="Tolv av fjorton ligger under taket."), follow=True).content.decode()
    assert "Noteringen är sparad." in shown
    assert "Samma text som i april 2025. Vad har hänt sedan dess?" in shown


def test_while_one_types_the_same_address_answers_with_the_hint_alone(eva: CheckingClient) -> None:
    look = sent(note="Arbetet fortgår enligt plan.", granska="1")
    small = eva.post(f"{page()}notera/", look, headers={"HX-Request": "true"}).content.decode()
    assert small.strip().startswith('<div class="hint">') and "Det här säger inte vad som har hänt." in small
    whole = eva.post(f"{page()}notera/", look).content.decode()
    assert small.strip() in whole and "Arbetet fortgår enligt plan." in whole
    assert eva.post(f"{page()}notera/", sent(granska="1"), headers={"HX-Request": "true"}).content.strip() == b""
    assert ProgressEntry.objects.count() == 5


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(eva: CheckingClient) -> None:
    file = SimpleUploadedFile("protokoll.txt", b"Taket beslutades.")
    bad = sent(note="Gäller 19121212-1212.", obstacle="Få sökande.", file=file, effective_on="i går")
    shown = eva.post(f"{page()}notera/", bad).content.decode()
    assert "Texten innehåller ett personnummer. Ta bort det. Det har inte sparats." in shown
    assert "Gäller 19121212-1212." in shown and "Få sökande." in shown and "Skriv dagen så här" in shown
    assert "Filen protokoll.txt är med." in shown
    kept = shown.split('name="kept" value="')[1].split('"')[0]
    eva.post(f"{page()}notera/", sent(kept=kept))
    entry = ProgressEntry.objects.get(note=NEWS)
    assert entry.attachment is not None and entry.attachment.name == "protokoll.txt"


def test_a_file_one_has_not_sent_cannot_be_pointed_at(eva: CheckingClient) -> None:
    eva.post(f"{page()}notera/", sent(kept="1"))
    assert ProgressEntry.objects.get(note=NEWS).attachment is None


def test_an_empty_note_is_asked_for_its_content(eva: CheckingClient) -> None:
    shown = eva.post(f"{page()}notera/", sent(note="")).content.decode()
    assert "Skriv vad som har hänt, välj ett nytt läge eller lägg till ett underlag." in shown


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("a.pdf", b"<html>", "inte det som namnet säger"), ("19121212-1212.pdf", b"%PDF-1", "Filens namn innehåller")],
)
def test_a_file_that_cannot_be_evidence_is_turned_away(
    eva: CheckingClient, name: str, content: bytes, words: str
) -> None:
    shown = eva.post(f"{page()}notera/", sent(file=SimpleUploadedFile(name, content))).content.decode()
    assert words in shown and not EvidenceFile.objects.exists()


def test_a_file_is_taken_down_and_never_shown(eva: CheckingClient, client: CheckingClient) -> None:
    eva.post(f"{page()}notera/", sent(file=SimpleUploadedFile("Protokoll åtta.txt", b"Taket beslutades.")))
    file = EvidenceFile.objects.get()
    assert file.get_absolute_url() in eva.get(page()).content.decode()
    answer = client.as_user("lena").get(file.get_absolute_url())
    assert b"".join(answer.streaming_content) == b"Taket beslutades."  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert client.as_user("gun").get(file.get_absolute_url()).status_code == 404


# Corrections


def test_a_correction_stands_beside_what_it_corrects(eva: CheckingClient) -> None:
    entry = noted(obstacle="Få sökande.")
    address = f"/lagesnoteringar/{entry.pk}/ratta/"
    assert address in eva.get(page()).content.decode()
    form = eva.get(address).content.decode()
    assert NEWS in form and "Få sökande." in form
    right = {"note": "Tretton av femton.", "state": "", "effective_on": today().isoformat(), "reason": "Fel antal."}
    shown = eva.post(address, right, follow=True).content.decode()
    assert "Noteringen är rättad." in shown
    assert f"<del>{NEWS}</del>" in shown and "av Eva Enhetschef: Fel antal." in shown and "Rättad" in shown
    assert "Tretton av femton." in shown and "Rättelse." in shown
    assert "3 noteringar, varav" in shown  # the struck one is not counted
    assert address not in shown and eva.get(address).status_code == 403


def test_an_entry_that_is_taken_back_stands_struck(eva: CheckingClient) -> None:
    entry = noted()
    address = f"/lagesnoteringar/{entry.pk}/ratta/"
    bad = eva.post(address, {"aterta": "1", "why": "19121212-1212"}).content.decode()
    assert "personnummer" in bad and NEWS in bad
    shown = eva.post(address, {"aterta": "1", "why": "Fel åtgärd."}, follow=True).content.decode()
    assert "Noteringen är återtagen." in shown
    assert f"<del>{NEWS}</del>" in shown and "Återtagen" in shown and ": Fel åtgärd." in shown


def test_a_correction_without_change_is_asked_for_one(eva: CheckingClient) -> None:
    entry = noted()
    same = {"note": NEWS, "state": "", "effective_on": today().isoformat()}
    shown = eva.post(f"/lagesnoteringar/{entry.pk}/ratta/", same).content.decode()
    assert "Du har inte ändrat något." in shown


def test_a_wrong_file_is_left_out_of_the_correction(eva: CheckingClient) -> None:
    eva.post(f"{page()}notera/", sent(file=SimpleUploadedFile("fel.txt", b"Fel fil.")))
    entry = ProgressEntry.objects.get(note=NEWS)
    address = f"/lagesnoteringar/{entry.pk}/ratta/"
    form = eva.get(address).content.decode()
    kept = form.split('name="kept" value="')[1].split('"')[0]
    again = {"note": "Tretton av femton.", "state": "", "effective_on": today().isoformat(), "kept": kept}
    eva.post(address, again | {"drop_file": "on"})
    assert ProgressEntry.objects.get(note="Tretton av femton.").attachment is None


def test_after_correcting_a_central_measure_one_is_back_on_its_own_page(
    small_city: None, client: CheckingClient
) -> None:
    pia = client.as_user("pia")
    there = Measure.objects.filter(central=True, area__revision__is_decided=True).values_list("key", flat=True)[0]
    home = f"/atgarder/central/{there}/"
    pia.post(f"{home}notera/", sent())
    entry = ProgressEntry.objects.get(note=NEWS)
    address = f"/lagesnoteringar/{entry.pk}/ratta/"
    right = {"note": "Tretton av femton.", "state": "", "effective_on": today().isoformat(), "reason": "Fel antal."}
    answer = pia.post(address, right)
    new = ProgressEntry.objects.get(note="Tretton av femton.")
    assert answer.headers["Location"] == f"{home}#progress-{new.pk}"
    assert f"<del>{NEWS}</del>" in pia.get(home).content.decode()


# What reads entries


def test_a_struck_entry_moves_no_sign_and_stands_in_no_list(eva: CheckingClient) -> None:
    def parts() -> list[str]:
        cell, listed = eva.get(CELL).content.decode(), eva.get("/atgarder/").content.decode()
        sign = cell.split('data-sign="')[1].split('"')[0]
        return [sign, str(NEWS in cell), listed.split("Tak på femton ärenden")[1][:700]]

    before = parts()
    entry = noted(state="done")
    assert parts() != before and parts()[1] == "True"
    withdraw_entry(entry=entry, by=User.objects.get(username="eva"), at=now())
    assert parts() == before


def test_what_a_correction_says_is_what_the_cell_quotes(eva: CheckingClient) -> None:
    by = {"by": User.objects.get(username="eva"), "at": now()}
    correct_entry(entry=noted(), note="Tretton av femton ligger under taket.", **by)  # type: ignore[arg-type]
    shown = eva.get(CELL).content.decode()
    assert "Tretton av femton ligger under taket." in shown and NEWS not in shown


def test_a_file_counts_as_something_new_once(eva: CheckingClient) -> None:
    for note in ("", "Arbetet fortgår enligt plan."):
        file = SimpleUploadedFile("protokoll.txt", b"Taket beslutades.")
        eva.post(f"{page()}notera/", sent(note=note, file=file))
    shown = eva.get(page()).content.decode()
    assert "Räknas: nytt underlag." in shown and "Räknas inte: texten har bara allmänna ord." in shown
    assert "Underlag: en fil" in eva.get(CELL).content.decode()
    assert EvidenceFile.objects.get().sha256 not in shown


# Comments and pauses


@pytest.mark.parametrize(("name", "role"), [("hilda", "Förvaltningschef"), ("hugo", "Förvaltningens kansli")])
def test_the_administration_comments_its_sign(small_city: None, client: CheckingClient, name: str, role: str) -> None:
    hers = client.as_user(name)
    assert (
        "Kommentaren visas för alla, även på kommunens öppna sida." in hers.get(f"{CELL}kommentera/").content.decode()
    )
    assert f"{CELL}kommentera/" in hers.get(CELL).content.decode()
    assert "Skriv en kommentar." in hers.post(f"{CELL}kommentera/", {"text": " "}).content.decode()
    assert "personnummer" in hers.post(f"{CELL}kommentera/", {"text": "19121212-1212"}).content.decode()
    shown = hers.post(f"{CELL}kommentera/", {"text": "Vi väntar på stadens mall."}, follow=True).content.decode()
    assert "Kommentaren är sparad." in shown and "Vi väntar på stadens mall." in shown
    made = Comment.objects.get()
    assert (made.author, made.effective_on, made.event.actor_label) == (
        role,
        today(),
        str(User.objects.get(username=name)),
    )
    assert "Vi väntar på stadens mall." in hers.get(f"{CELL}kommentera/").content.decode()


@pytest.mark.parametrize("where", ["kommentera", "pausa"])
def test_others_do_not_speak_for_the_administration(small_city: None, client: CheckingClient, where: str) -> None:
    for name in ("eva", "stina", "ulf", "lena"):
        refused = client.as_user(name).get(f"{CELL}{where}/")
        assert refused.status_code == 403 and "Bara förvaltningschefen" in refused.content.decode()
    assert client.as_user("hilda").get(f"/livstecken/angsby/finns-inte/{where}/").status_code == 404
    assert client.as_user("hilda").get(f"/livstecken/finns-inte/arbetsbelastning/{where}/").status_code == 404


def test_a_pause_is_set_shown_and_ended(small_city: None, client: CheckingClient) -> None:
    hilda = client.as_user("hilda")
    days = {"first_day": today().isoformat(), "last_day": (today() + timedelta(days=60)).isoformat()}
    assert "En paus behöver ett skäl." in hilda.post(f"{CELL}pausa/", days).content.decode()
    shown = hilda.post(f"{CELL}pausa/", days | {"reason": "Ombyggnad."}, follow=True).content.decode()
    assert "Pausen är beslutad." in shown and "Ombyggnad." in shown
    made = Pause.objects.get()
    assert "Avsluta pausen" in hilda.get(f"{CELL}pausa/").content.decode()
    ended = hilda.post(f"/pauser/{made.pk}/avsluta/", follow=True).content.decode()
    assert "Pausen är avslutad." in ended and "Ombyggnad." not in ended
    assert hilda.post(f"/pauser/{made.pk}/avsluta/").status_code == 403


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [(5, 4, "före den första"), (0, 365, "högst 365 dagar"), (-1, 10, "kan inte börja före i dag")],
)
def test_a_pause_that_cannot_be(small_city: None, client: CheckingClient, first: int, last: int, words: str) -> None:
    day = [(today() + timedelta(days=days)).isoformat() for days in (first, last)]
    sent = {"first_day": day[0], "last_day": day[1], "reason": "Ombyggnad."}
    shown = client.as_user("hilda").post(f"{CELL}pausa/", sent).content.decode()
    assert words in shown and "Ombyggnad." in shown and not Pause.objects.exists()


def test_a_pause_in_another_city_is_not_there(small_city: None, client: CheckingClient) -> None:
    made = pause(
        plan=tak().plan, administration=tak().administration, area_key="introduktion", reason="Ombyggnad.",
        first_day=today(), last_day=today(), by=None, at=now(),
    )  # fmt: skip
    assert client.as_user("gun").post(f"/pauser/{made.pk}/avsluta/").status_code == 404
    assert client.as_user("eva").post(f"/pauser/{made.pk}/avsluta/").status_code == 403


def test_beside_the_picture_of_another_day_there_is_nothing_to_note(eva: CheckingClient) -> None:
    shown = eva.get(page(), {"dag": "2025-05-02"}).content.decode()
    assert "Notera läget" not in shown and "/ratta/" not in shown
