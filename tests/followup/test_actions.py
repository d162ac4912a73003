"""Who may read in files, comments and pauses, and what the database itself refuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from handslag.audit.models import Event
from handslag.core.clock import now
from handslag.core.verdict import Denied, Refused
from handslag.followup.actions import comment, pause
from handslag.followup.models import Answer, Comment, Listing, LocalMeasure, Pause, ProgressEntry
from handslag.people.actions import Post, add_user
from handslag.people.models import User
from tests.intake_files.town import AT, Town, progress, vp


def _user(town: Town, role: str) -> User:
    return add_user(username=role, post=Post(role, town.city), password=None, by=None, at=now())


def test_the_plan_office_reads_in_and_readers_do_not(town: Town) -> None:
    with pytest.raises(Denied, match="Bara planansvariga"):
        town.read("vp", vp(measure="Tak"), by=_user(town, "reader"), at=now())
    outcome = town.read("vp", vp(measure="Tak"), by=_user(town, "plan_office"), at=now())
    assert Event.objects.get(pk=outcome.event).actor_label == "plan_office"


def test_nothing_counts_as_known_before_it_can_be(town: Town) -> None:
    with pytest.raises(Refused, match="inte har varit än"):
        town.read("vp", vp(measure="Tak"), recorded_at=AT + timedelta(minutes=1))


def _cell(town: Town) -> dict[str, Any]:
    place = town.city.administrations.get(name="Norra")
    return {"plan": town.plan, "administration": place, "area_key": "introduktion", "by": None, "at": AT}


def test_a_comment_stands_beside_the_cell(town: Town) -> None:
    made = comment(
        **_cell(town), text=" Två chefer slutade. ", effective_on=date(2025, 4, 1), author="Förvaltningschef"
    )
    assert (made.text, made.event.action, made.recorded_at) == ("Två chefer slutade.", "comment.given", AT)


def test_a_pause_has_a_reason_and_an_end(town: Town) -> None:
    days = {"first_day": date(2025, 7, 1), "last_day": date(2025, 7, 31)}
    made = pause(**_cell(town), **days, reason="Ombyggnad")
    assert (made.event.action, made.event.data["last_day"]) == ("pause.set", "2025-07-31")


@pytest.mark.parametrize(
    ("act", "more", "words"),
    [
        (comment, {"text": " ", "effective_on": date(2025, 4, 1)}, "Skriv en kommentar."),
        (comment, {"text": "Ring 19800101-1231", "effective_on": date(2025, 4, 1)}, "personnummer"),
        (comment, {"text": "X", "effective_on": date(2025, 9, 2)}, "1 september 2025"),
        (comment, {"text": "X", "effective_on": date(2025, 4, 1), "area_key": "annat"}, "finns inte i planen"),
        (pause, {"first_day": date(2025, 7, 1), "last_day": date(2025, 7, 31), "reason": ""}, "behöver ett skäl"),
        (pause, {"first_day": date(2025, 7, 2), "last_day": date(2025, 7, 1), "reason": "X"}, "före den första"),
    ],
)
def test_comments_and_pauses_that_are_refused(
    town: Town, act: Callable[..., Any], more: dict[str, Any], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        act(**(_cell(town) | more))
    assert not Comment.objects.exists()
    assert not Pause.objects.exists()


def _refused(change: Callable[[], Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        change()


def test_the_database_refuses_what_the_constraints_forbid(town: Town) -> None:
    town.read("vp", vp(measure="Tak"))
    outcome = town.read("progress", progress(measure="Tak"))
    measure, listing = LocalMeasure.objects.get(), Listing.objects.get()
    facts = {"event_id": outcome.event, "recorded_at": AT, "entered_at": AT}
    same = {"plan": town.plan, "administration": measure.administration, "identity": measure.identity}
    _refused(lambda: LocalMeasure.objects.create(**same, area_key="introduktion", title="Annat"))
    _refused(lambda: Listing.objects.create(answer=listing.answer, measure=measure, title="Tak", replaces=measure))
    _refused(
        lambda: ProgressEntry.objects.create(measure=measure, effective_on=date(2025, 1, 1), state="kanske", **facts)
    )
    cell = {"plan": town.plan, "administration": measure.administration, "area_key": "introduktion"}
    days = {"first_day": date(2025, 7, 2), "last_day": date(2025, 7, 1)}
    _refused(lambda: Pause.objects.create(**cell, **days, reason="X", **facts))


def test_what_has_been_given_cannot_be_changed_or_removed(town: Town) -> None:
    town.read("vp", vp(measure="Tak"))
    town.read("progress", progress(measure="Tak"))
    for model in (Answer, Listing, ProgressEntry):
        rows = model.objects.all()
        _refused(partial(rows.update, order=9))
        _refused(partial(rows._raw_delete, rows.db))
