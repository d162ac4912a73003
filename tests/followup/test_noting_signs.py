"""What signs of life make of corrections and files: the matrix and the cell's own page read the same facts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from handslag.core.clock import now, today
from handslag.core.verdict import Denied, Refused
from handslag.followup.actions import add_entry, correct_entry, end_pause, keep_evidence, pause, withdraw_entry
from handslag.followup.models import LocalMeasure
from handslag.people.models import User
from handslag.vitals.loading import load_facts
from handslag.vitals.records import load_records
from handslag.vitals.rules.store import uncorrected
from handslag.vitals.surroundings import surroundings
from tests.client import CheckingClient
from tests.vitals.evidence_links import dead_anchors

CELL = "/livstecken/angsby/arbetsbelastning/"


@pytest.fixture
def tak(small_city: None) -> LocalMeasure:
    """The measure with one entry corrected, one taken back, and one that is a file alone."""
    measure = LocalMeasure.objects.get(external_id="A-1")
    by = {"by": User.objects.get(username="eva"), "at": now()}
    first = add_entry(measure=measure, note="Fjorton av femton ligger under taket.", **by)
    correct_entry(entry=first, note="Tretton av femton ligger under taket.", **by)
    withdraw_entry(entry=add_entry(measure=measure, note="Allt är klart nu.", state="done", **by), **by)
    file = SimpleUploadedFile("protokoll.txt", b"Taket beslutades.")
    kept = keep_evidence(city=measure.plan.city, name=file.name or "", content=file.read(), **by)
    add_entry(measure=measure, attachment=kept, evidence="Protokoll 9", **by)
    cell = {"plan": measure.plan, "administration": measure.administration, "area_key": measure.area_key}
    set_up = pause(**cell, first_day=today(), last_day=today(), reason="Ombyggnad.", by=None, at=now())
    end_pause(pause=set_up, by=None, at=now())
    return measure


def test_the_matrix_and_the_page_read_the_same_facts(tak: LocalMeasure) -> None:
    moment, around = now(), surroundings(tak.plan)
    whole = load_facts(tak.plan, known_at=moment)
    part = load_records(tak.plan, around, set(around.offices), moment).facts
    there = {(one.id, one.state, one.note, one.evidence) for one in uncorrected(whole.entries)}
    assert there == {(one.id, one.state, one.note, one.evidence) for one in uncorrected(part.entries)}
    assert uncorrected(whole.pauses) == uncorrected(part.pauses) == []
    texts = {note for _, _, note, _ in there}
    assert "Tretton av femton ligger under taket." in texts
    assert not texts & {"Fjorton av femton ligger under taket.", "Allt är klart nu."}
    (evidence,) = {said for _, _, _, said in there if said.startswith("Protokoll 9")}
    assert len(evidence.split()[-1]) == 64  # the file's own hash


def test_as_known_before_it_was_corrected_the_entry_stands(tak: LocalMeasure) -> None:
    entry = tak.entries.get(note="Fjorton av femton ligger under taket.")
    known = load_facts(tak.plan, known_at=entry.recorded_at).entries
    assert entry.pk in {one.id for one in uncorrected(one for one in known if one.replaces is None)}


def test_every_piece_of_evidence_leads_to_an_entry_that_is_there(tak: LocalMeasure, client: CheckingClient) -> None:
    reader = client.as_user("lena")
    assert dead_anchors(reader, CELL) == []
    shown = reader.get(f"/atgarder/{tak.pk}/").content.decode()
    struck = tak.entries.get(note="Allt är klart nu.")
    assert f'id="progress-{struck.pk}"' in shown  # whoever has the address of a struck one still finds it


def test_a_pause_that_has_begun_ends_the_day_before_it_is_ended(small_city: None) -> None:
    measure, by = LocalMeasure.objects.get(external_id="A-1"), {"by": User.objects.get(username="hilda"), "at": now()}
    cell = {"plan": measure.plan, "administration": measure.administration, "area_key": measure.area_key}
    days = {"first_day": today() - timedelta(days=20), "last_day": today() + timedelta(days=20)}
    begun = pause(**cell, **days, reason="Ombyggnad.", by=None, at=now())
    ended = end_pause(pause=begun, **by)
    assert (ended.last_day, ended.withdrawn, ended.replaces) == (today() - timedelta(days=1), False, begun)
    assert (ended.event.action, ended.event.actor_label) == ("pause.ended", "Hilda Chef")
    with pytest.raises(Denied, match="redan ändrad"):
        end_pause(pause=begun, **by)
    with pytest.raises(Refused, match="slutade redan"):
        end_pause(pause=ended, **by)
    with pytest.raises(Denied, match="Bara förvaltningschefen"):
        end_pause(pause=ended, by=User.objects.get(username="eva"), at=now())
