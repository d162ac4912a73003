"""The tick on the small city: snapshots, what is raised, letters; twice is as once, and nothing is marked unsent."""

from __future__ import annotations

import smtplib
from datetime import datetime, time, timedelta

import pytest
from click.testing import CliRunner
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handslag.audit.models import Event
from handslag.cli.running import tick as command
from handslag.core.clock import STOCKHOLM, now, today
from handslag.core.verdict import Refused
from handslag.core.workdays import add_working_days
from handslag.followup.actions import comment, pause
from handslag.people.models import City, Membership, User
from handslag.plan.models import Plan
from handslag.tasks.actions import escalate, note_bounce
from handslag.tasks.models import Bounce, Escalation, EscalationStep, Letter, Reminder
from handslag.tasks.ticking import tick

pytestmark = pytest.mark.django_db
AT = datetime.combine(today() + timedelta(days=1), time(8), STOCKHOLM)
"""The small city's people have their roles from the day it is grown; its areas have been silent for long by then."""

THEN = datetime(2025, 11, 3, 8, tzinfo=STOCKHOLM)
"""A Monday on which the small city's units have been silent since April."""


@pytest.fixture
def town(small_city: None, settings: pytest.FixtureRequest, tmp_path: object) -> Plan:
    settings.HANDSLAG_SMTP_URL = "smtp://mail.example.org"  # type: ignore[attr-defined]
    settings.HANDSLAG_DATA = tmp_path  # type: ignore[attr-defined]
    City.objects.update(is_example=False)
    return Plan.objects.select_related("city").get()


def latest(one: Escalation) -> EscalationStep:
    return one.steps.order_by("pk").reverse()[0]


def raised_to_district(plan: Plan) -> Escalation:
    """A cell whose units should have acted, and whose administration is asked."""
    return Escalation.objects.filter(plan=plan, steps__level="district").order_by("pk")[0]


# Letters --------------------------------------------------------------------------------------------------------------
def test_each_person_gets_one_letter_with_all_that_waits_and_a_second_tick_sends_none(town: Plan) -> None:
    first = tick(at=AT)
    assert first.letters.sent == len(mail.outbox) > 0
    assert len({one.to[0] for one in mail.outbox}) == len(mail.outbox)
    assert tick(at=AT + timedelta(hours=3)).letters.sent == 0
    assert Letter.objects.filter(sent_at__isnull=False).count() == first.letters.sent
    one = next(letter for letter in mail.outbox if letter.to == ["eva@example.org"])
    assert one.subject.startswith("Handslag: ") and "Hej Eva," in one.body and "/start/" in one.body
    html, kind = one.alternatives[0]  # type: ignore[attr-defined]
    assert kind == "text/html" and '<html lang="sv">' in html and "<h1" in html


def test_a_new_day_with_nothing_new_sends_none(town: Plan) -> None:
    tick(at=AT)
    mail.outbox.clear()
    reminded = set(Reminder.objects.values_list("letter__user", "key", "due", "stage"))
    tick(at=AT + timedelta(days=1))
    assert not reminded & set(
        Reminder.objects.filter(letter__day=AT.date() + timedelta(days=1)).values_list(
            "letter__user", "key", "due", "stage"
        )
    )


def test_a_letter_that_the_server_does_not_take_is_not_marked_and_is_tried_again(
    town: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: object) -> int:
        raise smtplib.SMTPServerDisconnected("borta")

    monkeypatch.setattr(EmailBackend, "send_messages", down)
    first = tick(at=AT)
    assert first.letters.sent == 0 and first.letters.faults
    assert not Letter.objects.filter(sent_at__isnull=False).exists() and not Reminder.objects.exists()
    monkeypatch.undo()
    assert tick(at=AT + timedelta(minutes=15)).letters.sent > 0
    assert not Letter.objects.filter(sent_at__isnull=True).exists()


def test_an_address_that_is_refused_for_good_is_noted_and_left_alone(
    town: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = EmailBackend.send_messages

    def picky(self: EmailBackend, letters: list[mail.EmailMessage]) -> int:
        if letters[0].to == ["eva@example.org"]:
            raise smtplib.SMTPRecipientsRefused({"eva@example.org": (550, b"No such user")})
        return int(honest(self, letters))

    monkeypatch.setattr(EmailBackend, "send_messages", picky)
    done = tick(at=AT)
    assert done.letters.lost == ["eva@example.org: 550 No such user"] and done.letters.sent > 0
    assert Bounce.objects.get().address == "eva@example.org"
    monkeypatch.undo()
    tick(at=AT + timedelta(days=31))
    assert not Letter.objects.filter(user__username="eva", sent_at__isnull=False).exists()
    note_bounce(address="Eva@example.org", reason="", works=True, by=None, at=now())
    tick(at=AT + timedelta(days=32))
    assert Letter.objects.filter(user__username="eva", sent_at__isnull=False).exists()


def test_a_bounce_is_noted_by_hand_only_for_an_address_that_somebody_has(town: Plan) -> None:
    with pytest.raises(Refused, match="Ingen användare"):
        note_bounce(address="okand@example.org", reason="", by=None, at=now())
    note_bounce(address="egon@example.org", reason="okänd mottagare", by=None, at=now())
    tick(at=AT)
    assert not any(one.to == ["egon@example.org"] for one in mail.outbox)


def test_who_has_left_gets_no_letter_and_somebody_else_is_asked(town: Plan) -> None:
    Membership.objects.filter(user__username="eva").update(valid_to=today())
    tick(at=AT)
    to = {one.to[0]: one.body for one in mail.outbox}
    assert "eva@example.org" not in to
    assert "Barn och unga Ängsby" in to["hugo@example.org"] or "Notera" in to["hugo@example.org"]


def test_a_dry_run_says_who_and_sends_nothing(town: Plan) -> None:
    events = Event.objects.count()
    done = tick(at=AT, dry_run=True)
    assert any(line.startswith("eva@example.org: Handslag: ") for line in done.waiting)
    assert not mail.outbox and not Letter.objects.exists() and Event.objects.count() == events


def test_only_and_limit_choose_letters_and_the_rest_come_later(town: Plan) -> None:
    assert tick(at=AT, only="eva").letters.sent == 1
    assert tick(at=AT, limit=2).letters.sent == 2
    assert tick(at=AT).letters.sent > 0
    assert len({one.to[0] for one in mail.outbox}) == len(mail.outbox)


def test_without_a_server_nothing_is_sent_and_it_is_said(town: Plan, settings: object) -> None:
    settings.HANDSLAG_SMTP_URL = ""  # type: ignore[attr-defined]
    done = tick(at=AT)
    assert done.without_server and not mail.outbox and not Letter.objects.exists()


def test_the_command_line_says_what_was_done(town: Plan) -> None:
    assert "mejl skickades" in CliRunner().invoke(command, ["--limit", "1"], catch_exceptions=False).output
    assert CliRunner().invoke(command, ["--dry-run"], catch_exceptions=False).exit_code == 0


def test_a_tick_with_nothing_new_asks_few_questions(town: Plan) -> None:
    tick(at=AT)
    with CaptureQueriesContext(connection) as asked:
        done = tick(at=AT + timedelta(minutes=1))
    assert len(asked) <= 20, [query["sql"][:120] for query in asked.captured_queries]
    assert (done.snapshots, done.steps, done.letters.sent) == (0, 0, 0)


# Escalation -----------------------------------------------------------------------------------------------------------
def test_a_cell_that_has_stopped_is_raised_once_moves_up_and_is_answered_by_a_comment(town: Plan) -> None:
    escalate(plan=town, by=None, at=THEN)
    one = raised_to_district(town)
    first = latest(one)
    assert (first.move, first.level) == ("raise", "district")
    assert first.answer_by == add_working_days(THEN.date(), 10)
    assert escalate(plan=town, by=None, at=THEN + timedelta(hours=1)).total == 0

    late = THEN + timedelta(days=22)
    escalate(plan=town, by=None, at=late)
    assert (latest(one).move, latest(one).level) == ("move_up", "plan_office")

    comment(
        plan=town, administration=one.administration,
        area_key=one.area_key,
        text="Handboken trycks om i januari.", effective_on=late.date(), by=None, at=late + timedelta(hours=1),
    )  # fmt: skip
    escalate(plan=town, by=None, at=late + timedelta(hours=2))
    answered = latest(one)
    assert (answered.move, answered.state, answered.answer_kind) == ("answer", "answered", "comment")
    assert Escalation.objects.filter(administration=one.administration, area_key=one.area_key).count() == 1


def test_a_pause_answers_until_it_runs_out_and_holds_the_reminders(town: Plan) -> None:
    tick(at=THEN, mail=False)
    one = raised_to_district(town)
    pause(
        plan=town, administration=one.administration,
        area_key=one.area_key,
        reason="Enheten flyttar.",
        first_day=THEN.date() + timedelta(days=1),
        last_day=THEN.date() + timedelta(days=19),
        by=None,
        at=THEN + timedelta(days=1),
    )  # fmt: skip
    tick(at=THEN + timedelta(days=2), mail=False)
    assert (latest(one).state, latest(one).until) == ("answered", THEN.date() + timedelta(days=19))
    tick(at=THEN + timedelta(days=10), mail=False)
    assert latest(one).state == "answered"
    tick(at=THEN + timedelta(days=20), mail=False)
    assert (latest(one).move, latest(one).state) == ("run_out", "raised")


def test_what_is_raised_leaves_one_event_and_changes_no_sign(town: Plan) -> None:
    before = Event.objects.count()
    escalate(plan=town, by=None, at=AT)
    event = Event.objects.latest("number")
    assert Event.objects.count() == before + 1
    assert (event.action, event.recorded_at, event.data["raise"]) == ("cells.raised", None, Escalation.objects.count())


def test_users_of_an_invented_city_get_their_letters_as_files(town: Plan, tmp_path: object) -> None:
    type(town.city).objects.filter(pk=town.city_id).update(is_example=True)
    done = tick(at=AT)
    files = list((tmp_path / "mejl").glob("*.eml"))  # type: ignore[operator]
    assert not mail.outbox and len(files) == done.letters.sent > 0
    assert User.objects.filter(letters__sent_at__isnull=False).count() == len(files)
