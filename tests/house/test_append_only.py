"""What only grows is guarded by the database itself, after all migrations, on both databases."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection

from handslag.core.append_only import GUARDS, install, missing

# Tables of ours whose rows may change or go, and why.
CHANGING = {
    "tasks_bounce": "an address that comes to work again is taken away",
    "tasks_calendaraddress": "an address can be revoked",
    "tasks_letter": "tried until the server accepts it",
    "tasks_reminder": "goes with its letter",
    "tasks_round": "derived: how far the tick has come",
    "people_user": "a person changes password and may be switched off",
    "people_city": "the frame that dated facts hang on; its name may be corrected",
    "people_administration": "known by name; what is known of it stands in dated versions",
    "people_unit": "known by name; what it has done stands in dated rows",
    "people_invitation": "sent again, withdrawn or used; each is an event, and name and address are blanked then",
    "people_failedlogin": "forgotten after a quarter of an hour",
    "plan_plan": "the frame that revisions hang on",
    "followup_localmeasure": "what a measure is known by; what is known of it stands in listings and entries",
    "vitals_snapshot": "derived from the facts, rebuilt by one command",
    "public_publication": "derived from the facts: the same facts give the same again",
    "papers_card": "derived from findings, rulings and steps",
    "papers_sketch": "derived from the texts of papers",
    "papers_likeness": "derived from the texts of papers",
    **dict.fromkeys(
        (
            "search_passage",
            "search_posting",
            "search_segment",
            "search_standing",
            "search_thing",
            "search_waiting",
            "search_wordkey",
        ),
        "the index of the search, derived from what it finds; made anew by one command",
    ),
    "intake_mapping": "how a city reads a file, theirs to change",
    "intake_upload": "waits for confirmation, then goes",
}


@pytest.mark.django_db
def test_every_trigger_stands_after_all_migrations() -> None:
    assert GUARDS
    assert missing() == []


@pytest.mark.django_db
def test_a_trigger_that_is_gone_is_missed_and_made_anew() -> None:
    guard = GUARDS["audit_event"]
    name = guard.names()[0]
    on = "" if connection.vendor == "sqlite" else " ON audit_event"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")
    assert missing() == [name]
    install("default")
    assert missing() == []


def test_every_table_of_ours_is_guarded_or_says_why_not() -> None:
    tables = {m._meta.db_table for m in apps.get_models() if m.__module__.startswith("handslag.")}
    assert tables - set(GUARDS) - set(CHANGING) == set(), "declare it with core.append_only.guard, or say why not here"
    assert set(CHANGING) & set(GUARDS) == set()
    assert (set(CHANGING) | set(GUARDS)) - tables == set(), "these tables are gone"
