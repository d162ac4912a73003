"""A file that shows what was done comes with the line of a report, and becomes evidence when it is signed."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from handslag.followup.models import EvidenceFile, PartLine, ProgressEntry
from tests.client import CheckingClient
from tests.followup.round import REPORT, as_user, fields_of, hand_in, measure, part_path, prepare

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_city")]


def minutes(content: bytes = b"Taket beslutades.", name: str = "protokoll.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def put(client: CheckingClient, file: SimpleUploadedFile | None = None, **more: object) -> str:
    """Send the form with a file on the first measure; the page that is shown then."""
    page = fields_of(client.get(part_path()))
    page.update({name: "" for name in list(page) if name.startswith("fil-")})
    sent: dict[str, object] = {name: value for name, value in page.items() if not name.startswith("fil-")}
    sent |= {f"fil-{measure('A-1')}": file} if file else {}
    return client.post(part_path(), sent | more, follow=True).content.decode()


def test_a_file_alone_is_an_answer_and_can_be_taken_away(client: CheckingClient) -> None:
    shown = put(client.as_user("eva"), minutes())
    line = PartLine.objects.get()
    assert line.answer == "news" and line.attachment is not None and str(line.saved_by) == "Eva Enhetschef"
    assert "protokoll.txt</a> är med." in shown and "Ta bort filen" in shown
    put(client, utan_fil=str(line.measure_id))
    line.refresh_from_db()
    assert (line.answer, line.attachment) == ("", None)


def test_text_written_meanwhile_is_not_crossed_by_the_file_nor_the_file_lost_by_text(client: CheckingClient) -> None:
    client.as_user("eva")
    a1 = measure("A-1")
    before = fields_of(client.get(part_path()))
    put(client, minutes())
    text = {name: value for name, value in before.items() if not name.startswith("fil-")}
    shown = client.post(part_path(), text | {f"nytt-{a1}": "Taket gäller elva."}, follow=True).content.decode()
    line = PartLine.objects.get()
    assert line.note == "Taket gäller elva." and line.attachment is not None and "Någon annan" not in shown


def test_a_file_does_not_take_anothers_place_unseen(client: CheckingClient) -> None:
    put(client.as_user("eva"), minutes())
    shown = put(as_user("hugo"), minutes(b"Annat.", "annat.txt"))
    assert "Filen protokoll.txt är redan med. Ta bort den först, om din ska gälla i stället." in shown
    assert str(PartLine.objects.get().attachment) == "protokoll.txt"


def test_a_file_that_is_turned_away_loses_no_text(client: CheckingClient) -> None:
    shown = put(client.as_user("eva"), minutes(b"MZ", "a.exe"), **{f"nytt-{measure('A-1')}": "Taket gäller elva."})
    assert "är av en sort som inte tas emot" in shown and "Något har inte sparats" in shown
    assert PartLine.objects.get().note == "Taket gäller elva." and not EvidenceFile.objects.exists()
    assert "Någon annan" not in put(client, **{f"nytt-{measure('A-1')}": "Taket gäller tolv."})


def test_the_file_is_read_inside_until_signed_and_is_evidence_then(client: CheckingClient) -> None:
    put(client.as_user("eva"), minutes())
    file = EvidenceFile.objects.get()
    for who, status in (("hilda", 200), ("pia", 404), ("nils", 404), ("lena", 404)):
        assert as_user(who).get(file.get_absolute_url()).status_code == status, who
    hand_in("eva", "Barn och unga Ängsby")
    hand_in("egon", "Försörjning Ängsby")
    prepare()
    as_user("hanna").post(f"{REPORT}godkann/")
    assert as_user("hilda").post(f"{REPORT}underteckna/").status_code == 302
    entry = ProgressEntry.objects.get(source="report")
    assert (entry.measure_id, entry.attachment) == (measure("A-1"), file)
    shown = as_user("lena").get(REPORT).content.decode()
    assert file.get_absolute_url() in shown and as_user("lena").get(file.get_absolute_url()).status_code == 200
    assert "fil protokoll.txt" in as_user("lena").get(f"{REPORT}ils/").content.decode()
