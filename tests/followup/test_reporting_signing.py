"""Units hand in, the office prepares, another approves, the head signs: and only then do the news become facts."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from handslag.audit.actions import verify
from handslag.audit.models import Event
from handslag.core.clock import local, now, today
from handslag.core.verdict import Denied, Refused
from handslag.followup.actions.reporting import send_part_back
from handslag.followup.actions.signing import approve_report, prepare_report, sign_report, write_summary
from handslag.followup.loading.reports import duty_of, open_parts, open_reports
from handslag.followup.models import Part, PartLine, PeriodReport, ProgressEntry, SignedReport
from handslag.people.actions import Post, add_user
from handslag.people.models import Membership
from handslag.plan.models import Plan
from tests.client import CheckingClient
from tests.followup.round import (
    REPORT,
    as_user,
    fields_of,
    filed,
    hand_in,
    hand_in_all,
    measure,
    part_path,
    prepare,
    unit,
    user,
)  # fmt: skip

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_city")]
NEWS = "Taket gäller nu elva av fjorton handläggare."


def _prepared(**said: str) -> None:
    hand_in_all(**{f"nytt-{measure('A-1')}": NEWS})
    assert prepare(**said).status_code == 302


def _approved() -> None:
    _prepared()
    assert as_user("hanna").post(f"{REPORT}godkann/").status_code == 302


def _signed() -> None:
    _approved()
    assert as_user("hilda").post(f"{REPORT}underteckna/").status_code == 302


def test_the_whole_round_makes_one_fact_of_each_line_with_news() -> None:
    before = ProgressEntry.objects.count()
    events = Event.objects.filter(recorded_at__isnull=False).count()
    _approved()
    assert ProgressEntry.objects.count() == before and not SignedReport.objects.exists()
    assert as_user("hilda").post(f"{REPORT}underteckna/").status_code == 302
    [entry] = ProgressEntry.objects.filter(source="report")
    part = Part.objects.get(unit=unit())
    assert part.handed_in_at is not None
    assert (entry.note, entry.measure_id, entry.reporter) == (NEWS, measure("A-1"), "Eva Enhetschef")
    assert entry.author == user("eva") and entry.effective_on == local(part.handed_in_at).date()
    signed = SignedReport.objects.get()
    assert signed.union_body_on == date(2026, 9, 10) and entry.recorded_at == signed.recorded_at
    assert entry.event_id == signed.event_id and signed.event.action == "report.sign"
    assert ProgressEntry.objects.count() == before + 1
    assert Event.objects.filter(recorded_at__isnull=False).count() == events + 1
    assert verify().sound


def test_a_note_that_came_in_by_itself_is_not_written_down_twice() -> None:
    path, report = part_path().replace("2026-T2", "2025-T1"), REPORT.replace("2026-T2", "2025-T1")
    eva, hugo = as_user("eva"), as_user("hugo")
    before = ProgressEntry.objects.count()
    eva.post(f"{path}lamna/")
    page = fields_of(hugo.get(report))
    hugo.post(report, page | {"forvaltningsgrupp": "2025-05-12", "skal": "Enheten är ny.", "forbered": "ja"})
    as_user("hanna").post(f"{report}godkann/")
    assert as_user("hilda").post(f"{report}underteckna/").status_code == 302
    assert SignedReport.objects.count() == 1 and ProgressEntry.objects.count() == before


def test_the_one_who_prepared_does_not_approve() -> None:
    _prepared()
    refused = as_user("hugo").post(f"{REPORT}godkann/")
    assert refused.status_code == 403
    assert "Du har förberett rapporten. En annan person ska godkänna den." in refused.content.decode()
    page = as_user("hugo").get(REPORT).content.decode()
    assert "Du har förberett rapporten." in page and 'aria-disabled="true"' in page
    assert PeriodReport.objects.get().state == "prepared"


@pytest.mark.parametrize("who", ["eva", "sara", "siv", "nils", "stina", "pia", "ada"])
def test_only_the_office_and_the_head_take_the_report_further(who: str) -> None:
    _prepared()
    assert as_user(who).post(f"{REPORT}godkann/").status_code == 403
    assert as_user(who).post(REPORT, {"sammanfattning": "x"}).status_code == 403
    assert PeriodReport.objects.get().state == "prepared"


def test_the_office_does_not_sign_and_the_head_signs_only_what_is_approved() -> None:
    _prepared()
    refused = as_user("hilda").post(f"{REPORT}underteckna/")
    assert "Rapporten ska godkännas innan den undertecknas." in refused.content.decode()
    as_user("hanna").post(f"{REPORT}godkann/")
    assert as_user("hugo").post(f"{REPORT}underteckna/").status_code == 403
    assert not SignedReport.objects.exists()


def test_a_stand_in_signs_for_the_head() -> None:
    _approved()
    there = filed().administration
    add_user(username="vera", post=Post("reader", there.city), password=None, name="Vera Vikarie", by=None, at=now())
    Membership.objects.create(
        user=user("vera"), city=there.city, administration=there, role="head", valid_from=today(),
        stand_in_for=user("hilda"),
    )  # fmt: skip
    assert as_user("vera").post(f"{REPORT}underteckna/").status_code == 302
    assert SignedReport.objects.count() == 1


def test_without_a_unit_only_with_a_reason() -> None:
    hand_in("eva", "Barn och unga Ängsby")
    refused = prepare().content.decode()
    assert "En enhet har inte lämnat: Försörjning Ängsby. Skriv varför rapporten lämnas ändå." in refused
    assert PeriodReport.objects.get().state == "open"
    assert prepare(skal="Enheten saknar chef till oktober.").status_code == 302
    page = as_user("hanna").get(REPORT).content.decode()
    assert "Alla delar är inte med." in page and "Enheten saknar chef till oktober." in page


def test_the_day_in_the_union_body_is_needed_and_the_head_can_write_it() -> None:
    _prepared(forvaltningsgrupp="")
    as_user("hanna").post(f"{REPORT}godkann/")
    hilda = as_user("hilda")
    assert "Dag i förvaltningsgruppen" in hilda.get(f"{REPORT}underteckna/").content.decode()
    assert hilda.post(f"{REPORT}underteckna/").status_code == 200
    ahead = hilda.post(f"{REPORT}underteckna/", {"forvaltningsgrupp": (now() + timedelta(9)).date().isoformat()})
    assert "har inte varit än" in ahead.content.decode() and not SignedReport.objects.exists()
    assert hilda.post(f"{REPORT}underteckna/", {"forvaltningsgrupp": "2026-09-11"}).status_code == 302
    assert SignedReport.objects.get().union_body_on == date(2026, 9, 11)


def test_sending_back_needs_a_reason_and_opens_the_report_and_its_parts_again() -> None:
    _prepared()
    hanna = as_user("hanna")
    assert hanna.post(f"{REPORT}skicka-tillbaka/", {"skal": " "}).status_code == 200
    assert hanna.post(f"{REPORT}skicka-tillbaka/", {"skal": "Siffran stämmer inte."}).status_code == 302
    assert PeriodReport.objects.get().state == "open"
    path = part_path(more="skicka-tillbaka/")
    assert hanna.post(path, {"skal": "Räkna om den första raden."}).status_code == 302
    assert "Räkna om den första raden." in as_user("eva").get(REPORT).content.decode()
    assert as_user("eva").get(part_path()).content.decode().count("<textarea") > 1


def test_a_part_stands_still_while_the_report_is_prepared() -> None:
    hand_in("eva", "Barn och unga Ängsby")
    late = fields_of(as_user("egon").get(part_path("Försörjning Ängsby")))
    prepare(skal="Enheten saknar chef.")
    refused = as_user("egon").post(part_path("Försörjning Ängsby"), late | {"inget_nytt": "resten"})
    assert refused.status_code == 403 and "Rapporten är förberedd." in refused.content.decode()
    with pytest.raises(Denied, match="Rapporten är förberedd"):
        send_part_back(filed=filed(), unit=unit(), reason="x", by=user("hugo"), at=now())


def test_what_is_signed_is_frozen_in_the_database_itself() -> None:
    _signed()
    report = PeriodReport.objects.get()
    for change in (
        lambda: PeriodReport.objects.filter(pk=report.pk).update(summary="annat"),
        lambda: Part.objects.filter(report=report).update(message="annat"),
        lambda: PartLine.objects.filter(part__report=report).update(note="annat"),
        lambda: PartLine.objects.filter(part__report=report).delete(),
        lambda: report.steps.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    for who, path in (("eva", part_path()), ("hugo", REPORT), ("hilda", f"{REPORT}underteckna/")):
        assert as_user(who).post(path, {"inget_nytt": "resten"}).status_code in {302, 403}
    assert SignedReport.objects.count() == 1 and PeriodReport.objects.get().summary == ""


def test_two_who_write_the_summary_at_once_are_told() -> None:
    hugo, hanna = as_user("hugo"), as_user("hanna")
    first, second = fields_of(hugo.get(REPORT)), fields_of(hanna.get(REPORT))
    assert hanna.post(REPORT, second | {"sammanfattning": "Från Hanna.", "spara": "ja"}).status_code == 302
    shown = hugo.post(REPORT, first | {"sammanfattning": "Från Hugo.", "spara": "ja"}).content.decode()
    assert "har ändrat sammanfattningen" in shown and "Från Hugo." in shown and "Från Hanna." in shown
    assert PeriodReport.objects.get().summary == "Från Hanna."


def test_two_moves_at_once_are_one(client: CheckingClient) -> None:
    _prepared()
    stale = filed()
    approve_report(filed=stale, by=user("hanna"), at=now())
    with pytest.raises(Refused, match="Någon annan har ändrat rapporten"):
        approve_report(filed=stale, by=user("hilda"), at=now())


def test_a_personal_number_in_the_summary_is_refused() -> None:
    with pytest.raises(Refused, match="personnummer"):
        write_summary(
            filed=filed(), summary="Ring 811228-9874", union_body_on=None, version=1, by=user("hugo"), at=now()
        )
    shown = prepare(sammanfattning="Ring 811228-9874").content.decode()
    assert "Texten innehåller ett personnummer." in shown and "Ring 811228-9874" in shown


def test_a_report_that_was_read_in_as_signed_is_not_begun_again() -> None:
    stands = filed()
    hand_in_all()
    duty = duty_of(filed(), local(now()).date())
    prepare_report(
        filed=filed(), duty=duty, summary="", union_body_on=date(2026, 9, 10), version=1, reason="", by=user("hugo"),
        at=now(),
    )  # fmt: skip
    approve_report(filed=filed(), by=user("hanna"), at=now())
    sign_report(filed=filed(), duty=duty, by=user("hilda"), at=now())
    assert stands.state == "missing" and filed().state == "signed"
    assert as_user("eva").get(part_path()).status_code == 302


def test_what_is_missing_is_told_to_the_tasks_in_few_questions(django_assert_max_num_queries: object) -> None:
    plan = Plan.objects.select_related("city").get()
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        parts = open_parts(plan, moment=now())
    mine = [one for one in parts if one.unit == unit() and one.period.key == "2026-T2"]
    assert len(mine) == 1 and mine[0].period.due == date(2026, 9, 22) and mine[0].state == "missing"
    _prepared()
    [report] = [one for one in open_reports(plan, moment=now()) if one.period.key == "2026-T2" and one.waits_for == ()]
    assert (report.state, report.prepared_by) == ("prepared", user("hugo").pk)
    as_user("hanna").post(f"{REPORT}godkann/")
    as_user("hilda").post(f"{REPORT}underteckna/")
    left = open_reports(plan, moment=now(), only=filed().administration)
    assert left and "2026-T2" not in [one.period.key for one in left]
    assert isinstance(now(), datetime)


def test_the_office_can_remind_whoever_has_not_handed_in() -> None:
    hand_in("eva", "Barn och unga Ängsby")
    page = as_user("hugo").get(REPORT).content.decode()
    assert "mailto:egon@example.org?subject=" in page and "Påminn Egon Enhetschef" in page
    assert "Påminn Eva Enhetschef" not in page
    assert "Påminn" not in as_user("sara").get(REPORT).content.decode()
