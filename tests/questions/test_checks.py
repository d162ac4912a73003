"""Checks: adoption, signs, reports and signals, counted as of any day, with who does and who does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from handslag.core.clock import STOCKHOLM, now
from handslag.followup.loading.adoption import cells_of, given_answers, vp_frame
from handslag.followup.models import Answer, SignedReport
from handslag.oversight.facts import Asked as AskedReport
from handslag.oversight.loading import known_frame, load_material, period_in
from handslag.oversight.pages.report import report_of
from handslag.plan.checks import CHECKS, Asked, Check, Outcome, Param, register
from handslag.plan.models import Plan
from handslag.public.actions import publish_closed
from handslag.public.models import Publication
from handslag.questions.actions import Said, confirm_commitment, correct_commitment
from handslag.questions.loading import commitments
from handslag.questions.rules.commitments import Terms
from handslag.tasks.loading import frame_of
from handslag.tasks.pages.gathering import tasks_of
from handslag.vitals.actions import take_snapshot
from handslag.vitals.judgement import judge
from handslag.voice.actions import answer_signal
from handslag.voice.models import Signal
from tests.client import CheckingClient
from tests.house.commitment_things import commitment
from tests.papers import making

DAY = date(2025, 5, 31)
EVERY = {"signs": ["asleep", "sidestepped", "contested"], "percent": 100}


def asked(day: date = DAY, known_at: datetime | None = None, **more: Any) -> Asked:
    plan = Plan.objects.select_related("city").get()
    return Asked(plan, day, known_at or now(), **more)


def outcome(code: str, at: Asked, **params: Any) -> Outcome:
    return CHECKS[code].evaluate(at, params)


# Adoption -------------------------------------------------------------------------------------------------------------
def test_adoption_cannot_be_said_before_the_vp_is_due(small_city: None) -> None:
    found = outcome("adoption", asked(date(2025, 1, 1)), year="2025")
    assert found.holds is None and "Det går inte att säga än" in found.sentence and not found.does


def test_before_its_day_it_is_told_who_has_adopted_and_who_has_time_left(small_city: None) -> None:
    whole = outcome("adoption", asked(date(2025, 12, 1)), year="2025", areas=["obligatoriska"])
    found = outcome("adoption", asked(date(2025, 1, 24)), year="2025", areas=["obligatoriska"])
    decided = Answer.objects.filter(year=2025, adopted=True, decided_on__lte=date(2025, 1, 24))
    assert found.does and {row.name for row in found.does} <= set(
        decided.values_list("administration__name", flat=True)
    )
    assert found.of == len(found.does) + len(found.does_not) == whole.of
    assert found.holds == (None if found.does_not else True)
    assert ("de andra har till den 31 januari 2025 på sig" in found.sentence) == bool(found.does_not)


@pytest.mark.parametrize("areas", [["obligatoriska"], [], ["introduktion"]], ids=["mandatory", "all", "one"])
def test_adoption_is_what_the_coverage_of_the_vp_says(small_city: None, areas: list[str]) -> None:
    found = outcome("adoption", asked(date(2025, 12, 1)), year="2025", areas=areas)
    frame = vp_frame(Plan.objects.select_related("city").get(), 2025)
    assert frame is not None
    cells = cells_of(frame, frame.districts, given_answers(frame.plan, years=[2025]))
    wanted = {
        office.administration.name: all(
            cells[office.pk, one.key].status in ("adopted", "central", "inherited")
            for one in frame.areas
            if not areas or one.key in areas or (one.mandatory and "obligatoriska" in areas)
        )
        for office in frame.districts
    }
    assert {row.name: True for row in found.does} | {row.name: False for row in found.does_not} == wanted
    assert (found.count, found.of) == (sum(wanted.values()), len(wanted))
    assert found.holds == all(wanted.values()) and f"{found.count} av {found.of}" in found.sentence
    assert all(row.href.startswith("/verksamhetsplan/") for row in (*found.does, *found.does_not))


def test_adoption_as_known_before_the_answers_came_is_not_held(small_city: None) -> None:
    before = datetime(2025, 1, 24, 11, tzinfo=STOCKHOLM)
    found = outcome("adoption", asked(known_at=before), year="2025")
    assert found.holds is False and not found.does and "obesvarat" in found.does_not[0].detail


# Signs ----------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kept", [True, False], ids=["snapshot", "live"])
def test_signs_are_those_of_the_matrix(small_city: None, *, kept: bool) -> None:
    at = asked()
    if kept:
        take_snapshot(plan=at.plan, as_of=DAY, known_at=at.known_at)
    found = outcome("signs", at, **EVERY)
    cells = [cell for cell in judge(at.plan, DAY, at.known_at).cells if cell.sign != "not_due"]
    bad = {f"{c.area_name}, {c.administration}" for c in cells if c.sign in EVERY["signs"]}  # type: ignore[operator]
    assert {row.name for row in found.does_not} == bad
    assert (found.count, found.of) == (len(cells) - len(bad), len(cells))
    assert found.holds == (not bad)
    assert all(row.href.endswith("?dag=2025-05-31") for row in found.does_not)


def test_a_share_is_enough_when_a_share_was_promised(small_city: None) -> None:
    at = asked(date(2026, 6, 1))
    found = outcome("signs", at, **EVERY)
    assert found.does_not and found.holds is False
    share = 100 * found.count // found.of
    assert outcome("signs", at, **{**EVERY, "percent": max(1, share)}).holds is True
    assert outcome("signs", at, **{**EVERY, "percent": share + 1}).holds is False


def test_a_day_beside_the_page_is_not_worked_out_and_says_so(small_city: None) -> None:
    at = asked(days=(date(2025, 4, 30),))
    found = outcome("signs", at.on(date(2025, 4, 30)), **EVERY)
    assert found.holds is None and not found.made
    assert outcome("signs", asked(waits=False), **EVERY).holds is None


# Reports --------------------------------------------------------------------------------------------------------------
def test_reports_are_said_after_their_last_day_and_by_the_first_signature(small_city: None) -> None:
    at = asked()
    period = next(one for one in periods(at) if one.code == "T1" and one.year == 2025)
    due, key = date.fromordinal(period.due), "2025-T1"
    assert outcome("reports", at.on(date.fromordinal(period.as_of) - timedelta(days=1)), period=key).holds is None
    waiting = outcome("reports", at.on(due), period=key)
    assert waiting.holds is None and "har till den" in waiting.sentence
    late = outcome("reports", at.on(due + timedelta(days=1)), period=key)
    assert late.holds is False and late.count == 0
    office, event = at.plan.city.administrations.get(name="Ängsby"), SignedReport._meta.get_field("event")
    known = {"recorded_at": now(), "entered_at": now(), "event": event.related_model.objects.first()}
    signed = {"plan": at.plan, "administration": office, "year": 2025, "code": "T1"}
    SignedReport.objects.create(**signed, signed_on=due, **known)
    SignedReport.objects.create(**signed, signed_on=due + timedelta(days=9), **known)
    fresh = Asked(at.plan, due + timedelta(days=30), now(), _lasting={"around": at._lasting["around"]})
    signatures_forgotten()
    after = outcome("reports", fresh, period=key)
    assert [row.name for row in after.does] == ["Ängsby"] and after.count == 1
    assert outcome("reports", Asked(at.plan, due, at.known_at - timedelta(days=1)), period=key).count == 0


def signatures_forgotten() -> None:
    """The rows were written past the actions, so no event says that what is kept no longer holds."""
    from handslag.questions.loading.checks import reports

    reports._signatures.cache_clear()


def periods(at: Asked) -> Iterator[Any]:
    from handslag.questions.loading.checks.scope import ruler

    return iter(ruler(at).periods)


def test_those_who_report_are_those_of_the_report(small_city: None) -> None:
    at = asked()
    frame = known_frame(at.plan, at.known_at)
    period = period_in(frame, 2025, "T1")
    assert period is not None
    material = load_material(at.plan, AskedReport(period, period.as_of, at.known_at), frame)
    found = outcome("reports", at.on(period.due + timedelta(days=1)), period="2025-T1")
    assert {row.name for row in (*found.does, *found.does_not)} == {one.administration for one in material.signed}


# Signals --------------------------------------------------------------------------------------------------------------
def test_signals_are_in_time_when_answered_by_their_day(small_city: None) -> None:
    first = Signal.objects.order_by("raised_on")[0].raised_on
    params = {"first": first.isoformat(), "percent": 100}
    late = max(one.answer_by for one in Signal.objects.all()) + timedelta(days=1)
    found = outcome("signals", asked(late), **params)
    rows = {one.pk: [a.answered_on for a in one.answers.all()] for one in Signal.objects.prefetch_related("answers")}
    days = {one.pk: one.answer_by for one in Signal.objects.all()}
    in_time = sum(bool(given) and min(given) <= days[pk] for pk, given in rows.items())
    assert (found.count, found.of) == (in_time, len(rows)) and found.holds == (in_time == len(rows))
    assert outcome("signals", asked(first - timedelta(days=1)), **params).holds is None
    early = outcome("signals", asked(first), **params)
    assert early.of == 0 and early.holds is None and "väntar på svar inom sin tid" in early.sentence


def test_an_answer_changes_the_figure_from_its_day_and_moment(small_city: None) -> None:
    signal = Signal.objects.filter(answers=None).order_by("pk")[0]
    params = {"first": signal.raised_on.isoformat(), "last": signal.raised_on.isoformat()}
    day, before = now().date(), now()
    count = outcome("signals", asked(day), **params)
    answer_signal(signal=signal, text="Vi har anställt två till.", by=making.user("pia"), at=now())
    after = outcome("signals", asked(day), **params)
    assert any("Besvarad" in row.detail and str(signal.pk) in row.href for row in (*after.does, *after.does_not))
    assert outcome("signals", asked(day, before), **params).sentence == count.sentence


# The registry ---------------------------------------------------------------------------------------------------------
def test_a_room_adds_a_check_and_its_form_is_drawn_by_itself(small_city: None, client: CheckingClient) -> None:
    seen = Param("share", "Andel som har läst", "percent", default=50, required=True)
    said = Outcome(True, "7 av 9 har läst.", 7, 9)
    register(Check("read", "Planen är läst", "Att många har läst.", (seen,), lambda *_: "Många har läst.",
                   lambda *_: said))  # fmt: skip
    try:
        page = client.as_user("rut").get("/fragor/utfastelser/ny/?kontroll=read").content.decode()
        assert "Planen är läst" in page and "Andel som har läst" in page and 'value="50"' in page
        terms = Terms(DAY, "nämnden", check_code="read", check_params={"share": 50})
        made = confirm_commitment(
            city=making.city(), plan=Plan.objects.get(), said=Said("Alla ska läsa.", date(2025, 1, 1)), terms=terms,
            by=making.user("rut"), at=now(),
        )  # fmt: skip
        assert "7 av 9 har läst." in client.get(made.get_absolute_url()).content.decode()
    finally:
        del CHECKS["read"]
    assert "Kontrollen finns inte längre." in client.get(made.get_absolute_url()).content.decode()


def test_many_commitments_share_one_loading(small_city: None, client: CheckingClient) -> None:
    first = commitment()
    params: tuple[tuple[str, dict[str, Any]], ...] = (("signs", EVERY), ("reports", {"period": "2025-T1"}))
    for code, chosen in params * 6:
        confirm_commitment(
            city=first.city, plan=first.plan, said=Said("Vi lovar.", date(2025, 1, 1)),
            terms=Terms(DAY, "nämnden", None, code, chosen), by=making.user("rut"), at=now(),
        )  # fmt: skip
    moment = now()
    take_snapshot(plan=Plan.objects.select_related("city").get(), as_of=DAY, known_at=moment)
    commitments(first.city, DAY, moment)
    with client.at_most(3):
        assert len(commitments(first.city, DAY, moment)) == 13


# What tells of them ---------------------------------------------------------------------------------------------------
def test_the_report_tells_whether_they_hold_as_of_its_day(small_city: None) -> None:
    made = commitment()
    frame = known_frame(asked().plan, now())
    period = period_in(frame, 2025, "T1")
    assert period is not None
    paper = report_of(asked().plan, AskedReport(period, period.as_of, now()), frame)
    [section] = [one for one in paper.sections if one.key == "fragor"]
    text = str(section)
    assert section.title == "Frågor och utfästelser" and "väntade ingen fråga på svar" in text
    assert made.text in text and "gällde 1 utfästelse" in text and "VP 2025" in text
    own = report_of(asked().plan, AskedReport(period, period.as_of, now(), "Ängsby"), frame)
    [section] = [one for one in own.sections if one.key == "fragor"]
    assert section.title == "Utfästelser" and "gällde 1 utfästelse också Ängsby" in str(section)
    held = CHECKS["adoption"].evaluate(asked(period.as_of), made.steps.get().check_params)
    does = "Ängsby" in {row.name for row in held.does}
    assert f"som det är sagt i {int(does)} av 1" in str(section)
    assert "fragor" not in {one.key for one in report_of(
        asked().plan, AskedReport(period, period.as_of, datetime(2025, 5, 1, tzinfo=STOCKHOLM), "Ängsby"), frame
    ).sections}, "before it was confirmed nobody was held to it"  # fmt: skip


def test_the_owner_is_asked_when_the_day_has_passed(small_city: None) -> None:
    britt = making.user("britt")
    made = confirm_commitment(
        city=making.city(), plan=Plan.objects.get(), said=Said("Vi lovar.", date(2025, 1, 1)),
        terms=Terms(DAY, owner_user=britt.pk, note="För hand."), by=making.user("rut"), at=now(),
    )  # fmt: skip
    tasks = [one for one in tasks_of(frame_of(asked().plan, now()), britt.pk) if one.kind == "commitment"]
    assert [one.href for one in tasks] == [made.get_absolute_url()] and tasks[0].due == DAY
    others = tasks_of(frame_of(asked().plan, now()), making.user("pia").pk)
    assert not [one for one in others if one.kind == "commitment"]


def test_the_open_page_keeps_their_number_and_quotes_them_as_they_are_now(
    small_city: None, client: CheckingClient
) -> None:
    known = datetime(2025, 5, 1, 12, tzinfo=STOCKHOLM)
    made = confirm_commitment(
        city=making.city(), plan=Plan.objects.get(), said=Said("Vi lovar guld.", date(2025, 1, 1)),
        terms=Terms(DAY, "nämnden", None, "adoption", {"year": "2025"}), by=making.user("rut"), at=now(),
        recorded_at=known,
    )  # fmt: skip
    publish_closed(at=now(), press=lambda _: b"%PDF-")
    newest = Publication.objects.order_by("-as_of")[0]
    assert newest.summary["promised"]["commitments"] == 1
    page = client.get("/oppet/lillkoping/").content.decode()
    assert "1 utfästelse gäller." in page and "Vi lovar guld." in page
    assert "guld" not in str(newest.summary) + str(newest.content), "a text that is kept would stay when it is hidden"
    hidden = Terms(DAY, "nämnden", None, "adoption", {"year": "2025"}, public=False)
    correct_commitment(commitment=made, terms=hidden, by=making.user("rut"), at=now())
    page = client.get("/oppet/lillkoping/").content.decode()
    assert "1 utfästelse gäller." in page and "guld" not in page
