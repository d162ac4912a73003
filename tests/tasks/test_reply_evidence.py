"""The answer from a mail's link brings what shows it: a link, or a file."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from handslag.followup.models import LocalMeasure, ProgressEntry
from handslag.people.models import User
from handslag.tasks.tokens import reply_token
from tests.client import CheckingClient

STATE = {"state": "under_way", "seen_state": "under_way"}


@pytest.fixture
def link(small_city: None) -> str:
    measure = LocalMeasure.objects.get(external_id="A-1")
    return f"/svara/{reply_token(User.objects.get(username='eva').pk, measure.pk)}/"


def minutes() -> SimpleUploadedFile:
    return SimpleUploadedFile("protokoll.txt", b"Taket beslutades.")


def test_a_link_and_a_file_come_with_the_answer(link: str, client: CheckingClient) -> None:
    assert 'enctype="multipart/form-data"' in client.get(link).content.decode()
    sent = STATE | {"note": "Fjorton av femton ligger under taket.", "evidence": "Protokoll 3, § 7", "file": minutes()}
    assert client.post(link, sent).status_code == 302
    entry = ProgressEntry.objects.get(source="mail")
    assert entry.evidence == "Protokoll 3, § 7" and entry.attachment is not None
    assert (entry.attachment.name, str(entry.author)) == ("protokoll.txt", "Eva Enhetschef")


def test_a_file_is_not_lost_with_a_faulty_answer(link: str, client: CheckingClient) -> None:
    page = client.post(link, STATE | {"note": "Samtal med 19811218-9876.", "file": minutes()}).content.decode()
    assert "personnummer" in page and "Filen protokoll.txt är med." in page
    kept = page.split('name="kept" value="')[1].split('"')[0]
    assert client.post(link, STATE | {"note": "Samtal hölls.", "kept": kept}).status_code == 302
    assert ProgressEntry.objects.get(source="mail").attachment is not None


def test_a_file_of_a_wrong_kind_is_turned_away(link: str, client: CheckingClient) -> None:
    page = client.post(link, STATE | {"file": SimpleUploadedFile("a.exe", b"MZ")}).content.decode()
    assert "är av en sort som inte tas emot" in page and not ProgressEntry.objects.filter(source="mail").exists()
