"""Noting how a measure goes: who may, what is refused, what is recorded, and how corrections stand."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from handslag.audit.models import Event
from handslag.core.clock import now, today
from handslag.core.verdict import Denied, Refused
from handslag.followup.actions import add_entry, correct_entry, keep_evidence, withdraw_entry
from handslag.followup.loading import central_measure, current_measures, place_of, standing_of
from handslag.followup.loading.evidence import evidence_path
from handslag.followup.models import Answer, EvidenceFile, Listing, LocalMeasure, ProgressEntry
from handslag.followup.permissions import can_correct, can_note
from handslag.people.models import City, Unit, User
from handslag.plan.models import Plan
from tests.conftest import run_command
from tests.world import FILES

NEWS = "Fjorton av femton ligger under taket."


@pytest.fixture
def tak(small_city: None) -> LocalMeasure:
    """A measure of Barn och unga Ängsby."""
    return LocalMeasure.objects.get(external_id="A-1")


def user(name: str) -> User:
    return User.objects.get(username=name)


def noted(measure: LocalMeasure, by: str = "eva", **more: Any) -> ProgressEntry:
    return add_entry(**{"measure": measure, "note": NEWS, "by": user(by), "at": now()} | more)


@pytest.mark.parametrize("name", ["eva", "hugo", "hilda", "pia"])
def test_those_who_answer_for_the_measure_note_how_it_goes(tak: LocalMeasure, name: str) -> None:
    entry = noted(tak, name, state="under_way", obstacle="Få sökande.", next_step="Ny annons.")
    assert (entry.author, entry.source, entry.effective_on) == (user(name), "page", today())
    event = Event.objects.get(pk=entry.event_id)
    assert (event.action, event.actor_label) == ("progress.noted", str(user(name)))
    assert event.city_id == tak.plan.city_id and event.recorded_at is not None


@pytest.mark.parametrize("name", ["sara", "egon", "emil", "stina", "siv", "ulf", "nils", "britt", "ada", "lena", "gun"])
def test_the_others_do_not(tak: LocalMeasure, name: str) -> None:
    with pytest.raises(Denied, match="Bara enhetschefen"):
        noted(tak, name)
    assert ProgressEntry.objects.count() == 5


def test_the_owner_notes_whatever_the_role(tak: LocalMeasure) -> None:
    answer = Answer.objects.get(listings__measure=tak)
    kept = {name: getattr(answer, name) for name in ("plan", "administration", "area_key", "year", "event")}
    moment = {"recorded_at": now(), "entered_at": now()}
    change = Answer.objects.create(**kept, **moment, adopted=True, under=answer, decided_on=today())
    Listing.objects.create(answer=change, measure=tak, title=tak.title, unit=tak.unit, owner_user=user("sara"))
    assert can_note(user("sara"), place_of(tak, today()))
    assert noted(tak, "sara").author == user("sara")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"note": " "}, "Skriv vad som har hänt"),
        ({"note": "Ring 19121212-1212 om taket."}, "personnummer"),
        ({"obstacle": "19121212-1212"}, "personnummer"),
        ({"evidence": "19121212-1212"}, "personnummer"),
        ({"state": "kanske"}, "finns inte"),
        ({"effective_on": today() + timedelta(days=1)}, "kan inte gälla en dag efter"),
        ({"source": "rykte"}, "kan inte komma från"),
        ({"source": "import"}, "kan inte komma från"),
        ({"recorded_at": now() + timedelta(days=1)}, "inte har varit än"),
    ],
)
def test_what_is_no_entry_is_refused(tak: LocalMeasure, more: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        noted(tak, **more)
    assert ProgressEntry.objects.count() == 5


def test_the_same_entry_sent_twice_is_one(tak: LocalMeasure) -> None:
    assert noted(tak) == noted(tak)
    assert Event.objects.filter(action="progress.noted").count() == 1


def test_a_central_measure_gets_its_row_with_its_first_entry(small_city: None) -> None:
    measure = central_measure(Plan.objects.get(), "fond")
    assert measure is not None and measure.pk is None
    entry = noted(measure, "pia", note="Elva kurser är betalda.")
    again = central_measure(Plan.objects.get(), "fond")
    assert again == entry.measure and again is not None and str(again.administration) == "Socialförvaltningen"
    with pytest.raises(Denied):
        noted(again, "eva")


# Corrections


def test_a_correction_takes_the_place_of_the_entry_and_both_stand(tak: LocalMeasure) -> None:
    entry = noted(tak, state="done")
    new = correct_entry(entry=entry, note="Tretton av femton.", by=user("hugo"), at=now(), reason="Fel antal.")
    assert (new.replaces, new.author, new.reason, new.effective_on) == (entry, user("hugo"), "Fel antal.", today())
    assert ProgressEntry.objects.get(pk=entry.pk).note == NEWS
    assert Event.objects.get(pk=new.event_id).action == "progress.corrected"
    standing = standing_of(place_of(tak, today()), today())
    assert [one.note for one in standing.earlier][-1] == "Tretton av femton." and standing.state == "under_way"


def test_an_entry_that_is_taken_back_counts_no_more(tak: LocalMeasure) -> None:
    entry = noted(tak, state="done")
    gone = withdraw_entry(entry=entry, by=user("eva"), at=now(), reason="Fel åtgärd.")
    assert gone.withdrawn and gone.replaces == entry and gone.reason == "Fel åtgärd."
    assert Event.objects.get(pk=gone.event_id).action == "progress.withdrawn"
    (measure,) = [m for m in current_measures(tak.plan, day=today()) if m.measure == tak]
    assert measure.state == "under_way" and measure.entry_count == 2


def test_corrections_that_are_refused(tak: LocalMeasure) -> None:
    entry = noted(tak)
    by = {"by": user("eva"), "at": now()}
    with pytest.raises(Denied, match="Bara enhetschefen"):
        withdraw_entry(entry=entry, by=user("egon"), at=now())
    with pytest.raises(Refused, match="inte ändrat något"):
        correct_entry(entry=entry, note=NEWS, **by)
    with pytest.raises(Refused, match="personnummer"):
        correct_entry(entry=entry, note="Nytt", reason="19121212-1212", **by)
    new = correct_entry(entry=entry, note="Tretton av femton.", **by)
    with pytest.raises(Denied, match=r"rättades den .* av Eva Enhetschef"):
        correct_entry(entry=entry, note="Tolv av femton.", **by)
    gone = withdraw_entry(entry=new, **by)
    with pytest.raises(Denied, match="togs tillbaka"):
        withdraw_entry(entry=new, **by)
    assert "inte en notering" in can_correct(user("eva"), place_of(tak, today()), gone).reason


# Evidence


def keep(name: str = "protokoll.txt", content: bytes = b"Taket beslutades.", city: str = "Lillköping") -> EvidenceFile:
    town = City.objects.get(name=city)
    return keep_evidence(city=town, name=name, content=content, by=user("eva"), at=now())


def test_a_file_lies_under_its_hash_once(tak: LocalMeasure, tmp_path: Path, settings: Any) -> None:
    settings.HANDSLAG_DATA = tmp_path
    file = keep()
    path = evidence_path(file.sha256)
    assert path == tmp_path / "underlag" / file.sha256[:2] / file.sha256
    assert path.read_bytes() == b"Taket beslutades."
    assert keep() == file  # the same file again
    other = keep("annat namn.txt")
    assert other != file and other.sha256 == file.sha256
    assert [one.name for one in path.parent.iterdir()] == [file.sha256]
    events = Event.objects.filter(action="evidence.kept")
    assert events.count() == 2 and all(event.recorded_at is None for event in events)


def test_a_file_that_cannot_be_evidence_is_not_kept(tak: LocalMeasure, tmp_path: Path, settings: Any) -> None:
    settings.HANDSLAG_DATA = tmp_path
    with pytest.raises(Refused, match="inte det som namnet säger"):
        keep("protokoll.pdf", b"<html>")
    assert not EvidenceFile.objects.exists() and not list(tmp_path.iterdir())


def test_a_file_alone_is_an_entry_and_evidence(tak: LocalMeasure) -> None:
    entry = noted(tak, note="", attachment=keep(), state="done")
    assert standing_of(place_of(tak, today()), today()).state == "done"
    assert entry.attachment is not None
    with pytest.raises(Refused, match="annan kommun"):
        noted(tak, attachment=keep(city="Grannköping", content=b"Annat."))


def test_a_file_is_seen_by_whoever_sees_its_entry(tak: LocalMeasure) -> None:
    file = keep()
    assert not EvidenceFile.objects.visible_to(user("eva")).exists()  # nothing points at it yet
    noted(tak, attachment=file)
    assert EvidenceFile.objects.visible_to(user("lena")).get() == file
    assert not EvidenceFile.objects.visible_to(user("gun")).exists()


# What stands


def test_the_measures_of_a_unit_stand_with_owner_day_and_newest_entry(tak: LocalMeasure) -> None:
    noted(tak)
    unit = Unit.objects.get(name="Barn och unga Ängsby")
    found = {one.title: one for one in current_measures(tak.plan, unit=unit, day=today(), since=date(2025, 4, 1))}
    assert set(found) == {"Tak på femton ärenden", "Mentor det första halvåret"}
    one = found["Tak på femton ärenden"]
    assert (one.owner, one.due, one.original_due, one.year) == ("Enhetschef", date(2025, 10, 31), one.due, 2025)
    assert (one.state, one.area_name, str(one.administration)) == ("under_way", "Rimlig arbetsbelastning", "Ängsby")
    assert one.last_entry is not None and one.last_entry.note == NEWS and one.entry_count == 3
    assert [entry.note for entry in one.entries_since(date(2025, 4, 1))] == [
        NEWS,
        "Tolv av fjorton ligger under taket.",
    ]


def test_a_done_measure_is_not_among_the_open_ones(tak: LocalMeasure) -> None:
    noted(tak, state="done")
    assert tak not in [one.measure for one in current_measures(tak.plan, day=today())]
    assert tak in [one.measure for one in current_measures(tak.plan, day=today(), closed=True)]


def test_measures_are_found_in_a_fixed_number_of_questions(
    tak: LocalMeasure, django_assert_max_num_queries: Any
) -> None:
    plan = Plan.objects.select_related("city").get()
    with django_assert_max_num_queries(12):
        assert len(current_measures(plan, day=today(), since=date(2025, 1, 1))) == 4


def test_a_file_read_in_again_does_not_bring_back_what_was_corrected(small_city: None) -> None:
    before = ProgressEntry.objects.get(note="Tre mentorer är utsedda.")
    correct_entry(entry=before, note="Fyra mentorer är utsedda.", by=user("eva"), at=now())
    count = ProgressEntry.objects.count()
    run_command("import", "progress", str(FILES / "lagesnoteringar.csv"), "--city", "Lillköping")
    assert ProgressEntry.objects.count() == count
