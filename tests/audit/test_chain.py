"""The record: chained, append-only, and a tampered row is found and named."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from handslag.audit.actions import record, verify
from handslag.audit.models import Event
from handslag.audit.rules import START, canonical, segment_of
from handslag.core.append_only import GUARDS, install, missing

AT = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def _three_events() -> list[Event]:
    with transaction.atomic():
        return [
            record("test.done", by=None, at=AT + timedelta(days=step), subject=f"sak:{step}", data={"å": step, "a": []})
            for step in range(3)
        ]


def _tamper(sql: str) -> None:
    """Change a row as one would who owns the database: with the triggers out of the way."""
    with connection.cursor() as cursor:
        for name in GUARDS["audit_event"].names():
            cursor.execute(f"DROP TRIGGER {name}" + ("" if connection.vendor == "sqlite" else " ON audit_event"))
        cursor.execute(sql)
    install("default")


def test_each_event_is_chained_to_the_one_before_across_months() -> None:
    first, second, third = _three_events()
    assert (first.previous, second.previous, third.previous) == (START, first.hash, second.hash)
    assert [e.segment for e in (first, second, third)] == ["2026-01", "2026-02", "2026-02"]
    assert verify().sound
    assert verify().events == 3


@pytest.mark.parametrize(
    "sql",
    [
        pytest.param("UPDATE audit_event SET action = 'test.forged' WHERE number = 2", id="action"),
        pytest.param("UPDATE audit_event SET actor_id = 7 WHERE number = 2", id="actor"),
        pytest.param("""UPDATE audit_event SET data = '{"a": [], "å": 9}' WHERE number = 2""", id="data"),
        pytest.param("UPDATE audit_event SET segment = '2026-03' WHERE number = 2", id="segment"),
    ],
)
def test_a_changed_row_is_named(sql: str) -> None:
    _three_events()
    _tamper(sql)
    check = verify()
    assert not check.sound
    assert check.fault.startswith("Rad 2 (")


def test_a_removed_row_is_noticed_at_the_next() -> None:
    _three_events()
    _tamper("DELETE FROM audit_event WHERE number = 2")
    assert "Rad 3" in verify().fault


def test_the_actors_label_can_be_blanked_without_breaking_the_chain() -> None:
    _three_events()
    _tamper("UPDATE audit_event SET actor_label = '' WHERE number = 2")
    assert verify().sound


@pytest.mark.parametrize("sql", ["UPDATE audit_event SET action = 'x'", "DELETE FROM audit_event"])
def test_the_database_itself_refuses(sql: str) -> None:
    _three_events()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_every_declared_trigger_stands_and_a_lost_one_is_named() -> None:
    assert missing() == []
    with connection.cursor() as cursor:
        cursor.execute(
            "DROP TRIGGER guard_followup_progressentry_update"
            + ("" if connection.vendor == "sqlite" else " ON followup_progressentry")
        )
    assert missing() == ["guard_followup_progressentry_update"]
    assert verify().missing_triggers == ("guard_followup_progressentry_update",)


def test_a_trigger_that_no_longer_refuses_is_named() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER guard_plan_revision_update")
            cursor.execute(
                "CREATE TRIGGER guard_plan_revision_update BEFORE UPDATE ON plan_revision BEGIN SELECT 1; END"
            )
        else:
            cursor.execute(
                "CREATE OR REPLACE FUNCTION guard_audit_event() RETURNS trigger LANGUAGE plpgsql "
                "AS $$ BEGIN RETURN NEW; END $$"
            )
    lost = verify().missing_triggers
    assert lost[0] == ("guard_plan_revision_update" if connection.vendor == "sqlite" else "guard_audit_event_delete")
    install("default")
    assert verify().missing_triggers == ()


@pytest.mark.parametrize("table", sorted(GUARDS))
def test_a_table_is_not_emptied_at_one_blow(table: str) -> None:
    if connection.vendor == "sqlite":
        return  # SQLite has no such statement: there a DELETE is all there is
    with pytest.raises(DatabaseError, match=table), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")


def test_a_chain_that_is_cut_short_is_noticed_by_the_rows_that_hang_on_it() -> None:
    from handslag.people.models import City, Setting

    last = _three_events()[-1]
    city = City.objects.create(name="Kapstad", slug="kapstad", created_at=AT)
    Setting.objects.create(
        city=city, key="sleep_after", value=150, recorded_at=AT, entered_at=AT, effective_on=AT.date(),
        from_beginning=True, event_id=last.pk,
    )  # fmt: skip
    assert verify().sound
    if connection.vendor == "sqlite":  # PostgreSQL refuses it by the reference itself
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA defer_foreign_keys = ON")
        _tamper("DELETE FROM audit_event WHERE number = 3")
        assert "kedjan är avkortad" in verify().fault
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER guard_people_setting_delete")
            cursor.execute("DELETE FROM people_setting")
        install("default")


def test_canonical_json_does_not_depend_on_the_order_of_keys() -> None:
    assert canonical({"b": 1, "a": "å"}) == canonical({"a": "å", "b": 1}) == '{"a":"å","b":1}'.encode()


def test_a_segment_is_a_month_in_utc() -> None:
    assert segment_of(datetime.fromisoformat("2026-02-01T00:30:00+01:00")) == "2026-01"
