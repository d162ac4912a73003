"""What is not signed is seen inside the administration alone; what is signed is read by everyone, and can be copied."""

from __future__ import annotations

import pytest

from handslag.core.clock import now
from handslag.followup.models import ProgressEntry, SignedReport
from handslag.oversight.loading import known_frame
from handslag.oversight.pages import shelf_of
from handslag.plan.models import Plan
from tests.client import CheckingClient
from tests.followup.round import (
    REPORT,
    as_user,
    hand_in,
    hand_in_all,
    measure,
    part_path,
    prepare,
    unit,
)
from tests.house.access import ACCESS
from tests.house.things import address
from tests.intake.desk import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_city")]
WORD = "zonkelbeslut"
ROOMS = ("vitals:", "oversight:", "public:", "tasks:start", "followup:report")


def _handed_in() -> None:
    a1 = measure("A-1")
    typed = {f"nytt-{a1}": f"Ett {WORD} om taket i nio grupper.", f"hinder-{a1}": f"Hinder: {WORD}.",
             "meddelande": f"Till chefen: {WORD}."}  # fmt: skip
    hand_in_all(**typed)
    prepare(sammanfattning=f"Sammanfattat: {WORD}.")


def _signed() -> None:
    _handed_in()
    as_user("hanna").post(f"{REPORT}godkann/")
    assert as_user("hilda").post(f"{REPORT}underteckna/").status_code == 302


def _where_the_word_is_told(who: str) -> list[str]:
    client = CheckingClient().as_user(who)
    told = []
    for name, row in ACCESS.items():
        if not name.startswith(ROOMS) or row.status(who) != 200:
            continue
        path = address(name, row)
        for more in ("", "csv", "json"):
            glue = "&" if "?" in path else "?"
            response = client.get(f"{path}{glue}format={more}" if more else path)
            if response.status_code == 200 and WORD in b"".join(response).decode(errors="replace"):
                told.append(f"{path} {more}")
    return told


@pytest.mark.parametrize("who", ["pia", "stina", "lena", "nils"])
def test_nobody_outside_the_administration_reads_what_is_not_signed(who: str) -> None:
    _handed_in()
    assert _where_the_word_is_told(who) == []
    client = as_user(who)
    for path in (REPORT, part_path(), f"{REPORT}ils/", f"{REPORT}ils/?format=txt"):
        refused = client.get(path)
        assert refused.status_code == 403 and WORD not in refused.content.decode()
        assert "Till dess ser bara de som arbetar i Ängsby den." in refused.content.decode()


def test_inside_the_administration_it_is_read_and_the_plan_office_sees_that_it_is_begun() -> None:
    hand_in("eva", "Barn och unga Ängsby", **{f"nytt-{measure('A-1')}": f"Ett {WORD} om taket."})
    for who in ("sara", "egon", "siv", "hilda"):
        assert WORD in as_user(who).get(REPORT).content.decode()
    page = as_user("pia").get("/lagesrapport/").content.decode()
    assert "påbörjad" in page and "Strandvik" in page and WORD not in page
    other = as_user("lena").get("/lagesrapport/").content.decode()
    assert "påbörjad" not in other and "Du har inget att rapportera just nu." in other


def test_a_signed_report_is_frozen_and_read_by_everyone_in_the_city() -> None:
    _signed()
    for who in ("lena", "pia", "stina", "sara"):
        page = as_user(who).get(REPORT).content.decode()
        assert f"Ett {WORD} om taket i nio grupper." in page and "Undertecknad" in page
        assert "Till chefen" not in page, "the message was for the head"
    assert "Vem som har gjort vad" in as_user("sara").get(REPORT).content.decode()
    assert "Vem som har gjort vad" not in as_user("lena").get(REPORT).content.decode()
    told = as_user("lena").get("/rapporter/?ar=2026").content.decode()
    assert f'href="{REPORT}"' in told
    assert WORD in as_user("lena").get(f"/atgarder/{measure('A-1')}/").content.decode()
    assert as_user("gun").get(REPORT).status_code == 404


def test_the_shelf_counts_the_signed_report_and_misses_the_others() -> None:
    plan = Plan.objects.select_related("city").get()
    before = shelf_of(plan, known_frame(plan, now()), "2026")
    _signed()
    after = shelf_of(plan, known_frame(plan, now()), "2026")
    states = {(slot.administration, slot.period.key): slot.state for slot in after.slots}
    assert states["Ängsby", "2026-T2"] == "signed" and states["Strandvik", "2026-T2"] == "late"
    assert {slot.state for slot in before.slots if slot.period.key == "2026-T2"} == {"late"}
    assert after.slots != before.slots and SignedReport.objects.count() == 1


def test_the_report_is_copied_as_plain_text_activity_by_activity(client: CheckingClient) -> None:
    _signed()
    client.as_user("lena")
    page = client.get(f"{REPORT}ils/").content.decode()
    assert page.count("<textarea") == 4 and "data-copies" in page
    sent = client.get(f"{REPORT}ils/?format=txt")
    assert sent["Content-Type"].startswith("text/plain")
    assert "lagesrapport-2026-t2-angsby.txt" in sent["Content-Disposition"]
    text = sent.content.decode()
    assert (
        "Fokusområde: Rimlig arbetsbelastning\nAktivitet: Tak på femton ärenden\nEnhet: Barn och unga Ängsby\n"
        f"Läge: Pågår\nVad är nytt: Ett {WORD} om taket i nio grupper.\nHinder: Hinder: {WORD}."
    ) in text
    assert "Aktivitet: Mentor det första halvåret" in text and "Inget nytt sedan 30 apr 2026." in text
    own = client.get(f"{REPORT}ils/?del={unit().pk}").content.decode()
    assert own.count("<h2") == 3 and "Veckovis fördelning" not in own


def test_an_export_from_the_management_system_comes_in_by_the_mapping(client: CheckingClient) -> None:
    """What was pasted into ILS comes back in its own export, under its own headings and words."""
    export = (
        "Nämnd;Enhetsnamn;KF:s mål;Aktivitet;Uppföljningsdatum;Status aktivitet;Analys\n"
        "Ängsby;Barn och unga Ängsby;Rimlig arbetsbelastning;Tak på femton ärenden;2026-09-10;Delvis;"
        "Taket gäller nu elva av fjorton handläggare.\n"
    ).encode()
    desk = Desk(client, "pia")
    path = desk.sends("progress", export, "ils-webb.csv")
    meant = {"Nämnd": "Förvaltning", "Enhetsnamn": "Enhet", "KF:s mål": "Fokusområde", "Uppföljningsdatum": "Datum",
             "Status aktivitet": "Läge", "Analys": "Notering"}  # fmt: skip
    asked = " ".join(label for label, _, _ in desk.fields(path).values())
    desk.explains(path, **{heading: column for heading, column in meant.items() if f"”{heading}”" in asked})
    asked = " ".join(label for label, _, _ in desk.fields(path).values())
    if "”Delvis”" in asked:
        desk.explains(path, **{"”Delvis”": "Pågår"})
    assert "Inläst: 1 lägesnotering" in desk.confirms(path)
    entry = ProgressEntry.objects.get(note__startswith="Taket gäller nu elva")
    assert entry.measure_id == measure("A-1") and entry.state == "under_way"


def test_a_report_whose_day_has_passed_says_so() -> None:
    path = REPORT.replace("2026-T2", "2025-T1")
    assert "Rapporten skulle ha varit undertecknad senast " in as_user("hugo").get(path).content.decode()
