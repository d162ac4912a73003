"""Registering papers: everything kept, nothing half registered, the same file one paper."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from pytest_django.fixtures import Settings as SettingsWrapper

from handslag.audit.models import Event
from handslag.core.clock import STOCKHOLM
from handslag.core.verdict import Denied, Refused
from handslag.papers.actions import correct_word, read_again, register
from handslag.papers.loading.naming import document_named
from handslag.papers.models import Document, KnownWord, Page, Reading
from handslag.papers.rules.places import apply, marks, raw_span
from handslag.people.models import City, User
from tests.core.test_reading import drawn
from tests.papers.making import MINUTES

pytestmark = pytest.mark.django_db
NOON = datetime(2025, 3, 3, 12, 0, tzinfo=STOCKHOLM)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: SettingsWrapper) -> None:
    settings.HANDSLAG_DATA = tmp_path


@pytest.fixture
def city(small_city: None) -> City:
    return City.objects.get(name="Lillköping")


@pytest.fixture
def rut(city: City) -> User:
    return User.objects.get(username="rut")


def test_a_paper_is_kept_with_its_original_pages_and_first_readings(city: City, rut: User) -> None:
    content = "Första sidan.\n\fAndra sidan.\n".encode("cp1252")
    done = register(city=city, name="brev/frågan.txt", content=content, by=rut, at=NOON)
    paper = done.document
    assert done.new
    assert paper.file_name == "frågan.txt"
    assert paper.registered_on == date(2025, 3, 3)
    assert [(page.number, page.raw, page.how) for page in paper.pages.all()] == [
        (1, "Första sidan.\n", "text"),
        (2, "Andra sidan.\n", "text"),
    ]
    assert [reading.text for reading in Reading.objects.filter(page__document=paper)] == [
        "Första sidan.\n",
        "Andra sidan.\n",
    ]
    assert (Path(settings.HANDSLAG_DATA) / "handlingar" / paper.sha256[:2] / paper.sha256).read_bytes() == content
    assert paper.card.state == "drawn_up"
    event = Event.objects.get(pk=paper.event_id)
    assert (event.action, event.data["pages"]) == ("document.registered", 2)


def test_the_same_file_again_is_the_same_paper(city: City, rut: User) -> None:
    first = register(city=city, name="fråga.txt", content=b"En fr\xe5ga.", by=rut, at=NOON)
    events = Event.objects.count()
    again = register(city=city, name="annat namn.txt", content=b"En fr\xe5ga.", by=rut, at=NOON)
    assert (again.document, again.new) == (first.document, False)
    assert Event.objects.count() == events
    neighbour = City.objects.get(name="Grannköping")
    assert register(city=neighbour, name="f.txt", content=b"En fr\xe5ga.", by=None, at=NOON).new


@pytest.mark.parametrize("name", ["tom.txt", "trasig.pdf", "bild.exe"])
def test_what_cannot_be_read_leaves_nothing_behind(city: City, rut: User, name: str, tmp_path: Path) -> None:
    events = Event.objects.count()
    with pytest.raises(Refused):
        register(city=city, name=name, content=b"" if name == "tom.txt" else b"%PDF-", by=rut, at=NOON)
    assert (Document.objects.count(), Event.objects.count()) == (0, events)
    assert not (tmp_path / "handlingar").exists()


def test_a_fault_in_the_middle_leaves_nothing_half_registered(
    city: City, rut: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(document: Document) -> None:
        raise RuntimeError(str(document))

    monkeypatch.setattr("handslag.papers.actions.likening.refresh", broken)
    events = Event.objects.count()
    with pytest.raises(RuntimeError):
        register(city=city, name="brev.txt", content=b"Hej.", by=rut, at=NOON)
    assert (Document.objects.count(), Page.objects.count(), Event.objects.count()) == (0, 0, events)


def test_only_registrars_and_the_plan_office_register(city: City) -> None:
    pia, sara = User.objects.get(username="pia"), User.objects.get(username="sara")
    assert register(city=city, name="brev.txt", content=b"Hej.", by=pia, at=NOON).new
    with pytest.raises(Denied, match="Bara registratorer"):
        register(city=city, name="annat.txt", content=b"Hejdu.", by=sara, at=NOON)
    with pytest.raises(Denied):
        register(city=City.objects.get(name="Grannköping"), name="b.txt", content=b"Hej.", by=pia, at=NOON)


def test_a_day_that_has_not_been_is_refused(city: City, rut: User) -> None:
    tomorrow = NOON.date() + timedelta(days=1)
    with pytest.raises(Refused, match="har inte varit än"):
        register(city=city, name="b.txt", content=b"Hej.", by=rut, at=NOON, registered_on=tomorrow)
    with pytest.raises(Refused, match="inte har varit än"):
        register(city=city, name="b.txt", content=b"Hej.", by=rut, at=NOON, recorded_at=NOON + timedelta(days=1))
    assert not Document.objects.exists()


def test_what_the_city_writes_itself_begins_as_a_draft_for_registrars_only(city: City, rut: User) -> None:
    paper = register(city=city, name="svar.txt", content=b"Ett svar.", by=rut, at=NOON, origin="own").document
    assert paper.card.state == "draft"
    assert Document.objects.visible_to(rut).filter(pk=paper.pk).exists()
    assert not Document.objects.visible_to(User.objects.get(username="lena")).filter(pk=paper.pk).exists()


def test_history_counts_as_known_from_its_moment_and_says_when_it_was_entered(city: City) -> None:
    known = NOON - timedelta(days=400)
    paper = register(city=city, name="b.txt", content=b"Hej.", by=None, at=NOON, recorded_at=known).document
    assert (paper.recorded_at, paper.entered_at, paper.registered_on) == (known, NOON, known.date())
    assert paper.read_in_afterwards


def test_pages_that_could_not_be_read_are_read_later_once(
    city: City, rut: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = drawn(["Interpellation om arbetsbelastningen på socialkontoret"])
    with monkeypatch.context() as without:
        without.setattr("handslag.core.reading.pdf.means", lambda: "language")
        without.setenv("PATH", "/nowhere")
        paper = register(city=city, name="skannad.pdf", content=content, by=rut, at=NOON).document
    assert [(page.raw, page.how) for page in paper.pages.all()] == [("", "unread")]
    assert not Reading.objects.filter(page__document=paper).exists()
    later = register(city=city, name="skannad.pdf", content=content, by=rut, at=NOON + timedelta(days=1))
    assert not later.new
    page = Page.objects.get(document=paper)
    assert (page.how, "arbetsbelastningen på" in page.raw) == ("ocr", True)
    assert Reading.objects.get(page=page).text == page.raw
    assert Document.objects.get(pk=paper.pk).card.kind == "interpellation"
    with pytest.raises(Refused, match="redan lästa"):
        read_again(document=paper, by=rut, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Page.objects.filter(pk=page.pk).update(raw="annat")


def test_a_garbled_page_is_repaired_and_every_change_points_at_the_raw_page(city: City, rut: User) -> None:
    raw = MINUTES.translate(str.maketrans("åäöÅÄÖ", "aaoAAO"))
    paper = register(city=city, name="gammalt.txt", content=raw.encode(), by=rut, at=NOON).document
    page = paper.pages.get(number=1)
    reading = page.readings.get()
    assert page.raw == raw and len(reading.changes) > 5
    assert apply(page.raw, reading.changes) == reading.text
    for mark in marks(page.raw, reading.changes):
        start, end = raw_span(reading.changes, mark.start, mark.end)
        assert page.raw[start:end] == mark.raw


def test_a_corrected_word_is_a_new_reading_and_the_archive_knows_it(city: City, rut: User) -> None:
    page = register(city=city, name="b.txt", content="Mötet i Kvarnlanda är öppet.".encode(), by=rut, at=NOON)
    stored = page.document.pages.get()
    start = stored.raw.index("Kvarnlanda")
    correct_word(page=stored, places=[(start, start + 10)], right="Kvarnlända", by=rut, at=NOON)
    assert [one.text for one in stored.readings.all()] == [stored.raw, stored.raw.replace("landa", "lända")]
    assert KnownWord.objects.get(city=city).word == "Kvarnlända"
    with pytest.raises(Refused, match="Så står det redan"):
        correct_word(page=stored, places=[(start, start + 10)], right="Kvarnlända", by=rut, at=NOON)
    back = correct_word(page=stored, places=[(start, start + 10)], right="Kvarnlanda", by=rut, at=NOON)
    assert (back.number, back.changes, back.text) == (3, [], stored.raw)


@pytest.mark.parametrize(
    ("right", "says"),
    [("", "Skriv hur"), ("x" * 81, "högst 80"), ("811218-9876", "personnummer")],
)
def test_a_correction_that_cannot_stand_is_refused(city: City, rut: User, right: str, says: str) -> None:
    page = register(city=city, name="b.txt", content=b"Hej du.", by=rut, at=NOON).document.pages.get()
    with pytest.raises(Refused, match=says):
        correct_word(page=page, places=[(0, 3)], right=right, by=rut, at=NOON)
    with pytest.raises(Refused, match="finns inte på sidan"):
        correct_word(page=page, places=[(5, 99)], right="hej", by=rut, at=NOON)
    with pytest.raises(Denied):
        correct_word(page=page, places=[(0, 3)], right="Nej", by=User.objects.get(username="lena"), at=NOON)


def test_a_paper_is_named_by_id_registration_number_or_a_part_of_its_file_name(city: City, rut: User) -> None:
    one = register(city=city, name="interpellation-vår.txt", content=b"En.", by=rut, at=NOON).document
    two = register(city=city, name="interpellation-host.txt", content=b"Tv\xe5.", by=rut, at=NOON).document
    assert document_named(city, str(one.pk)) == one
    assert document_named(city, "HOST") == two
    with pytest.raises(Refused, match=rf"flera handlingar: .*id {two.pk}.*id {one.pk}"):
        document_named(city, "interpellation")
    with pytest.raises(Refused, match="Ingen handling heter ”motion”"):
        document_named(city, "motion")
