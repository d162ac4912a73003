"""The benches of pages and imports: every kind of page is measured, the floor is fair, no city is touched."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from django.urls import resolve
from tests.house.access import ACCESS
from tests.house.commitment_things import commitment
from tests.house.paper_things import minutes, published_paper
from tests.house.question_things import question
from tests.house.things import consulted, held_meeting, own_signal, raised_cell

from handslag.cli.bench import bench, pages
from handslag.cli.bench.child import scratch
from handslag.cli.bench.floor import bare_application, stand_for
from handslag.cli.bench.pages import (
    Caller,
    Kind,
    Measured,
    as_json,
    as_text,
    kinds,
    listening,
    logged_in,
    measure,
    ready,
    timed,
)
from handslag.people.models import Administration, City, Unit, User

# Files, and pages that one comes to once, by a link of one's own.
MUCH_LIKE_THESE = {
    "followup:evidence", "people:account-details", "people:account-password", "people:account-stand-in",
    "people:invitation", "plan:changes-word", "public:feed", "public:help-picture", "public:report-pdf", "tasks:feed",
    "tasks:register-feed", "tasks:reply", "papers:text", "questions:reported",
}  # fmt: skip


@pytest.fixture
def cookie(small_city: None) -> str:
    """What Pia's browser sends with each call."""
    client = Client()
    client.force_login(User.objects.get(username="pia"))
    return f"sessionid={client.cookies['sessionid'].value}"


@pytest.fixture
def get(cookie: str) -> Iterator[Callable[[str], bytes]]:
    """Pia, calling the application as a web server does; the test's own connection stays open between the calls."""
    caller = Caller(get_wsgi_application())
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield lambda path: caller.get(path, cookie)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_every_kind_of_page_is_measured(small_city: None) -> None:
    consulted("2028"), own_signal(), held_meeting(), raised_cell(), question(), commitment()
    minutes(), published_paper()
    # The bench looks for things of the demo city by their names: the small city lends it those.
    City.objects.filter(name="Lillköping").update(name="Ekstaden")
    Administration.objects.filter(name="Ängsby").update(name="Sjöholmen")
    Unit.objects.filter(name="Barn och unga Ängsby").update(name="Barn och unga Sjöholmen")
    City.objects.filter(slug="lillkoping").update(slug="ekstaden")
    measured = {resolve(urlsplit(kind.path).path).view_name for kind in kinds()}
    answered = {name for name, row in ACCESS.items() if row.granted == 200 and row.may is None}
    assert answered - measured == MUCH_LIKE_THESE


def test_a_page_is_called_through_the_application_and_its_questions_are_heard(get: Callable[[str], bytes]) -> None:
    get("/livstecken/")
    with listening() as said:
        body = get("/livstecken/")
    assert b"<h1" in body
    assert sum("vitals_snapshot" in statement for statement, _ in said) == 1


def test_a_page_that_does_not_answer_stops_the_bench(get: Callable[[str], bytes]) -> None:
    with pytest.raises(SystemExit, match="404"):
        get("/enheter/0/")


def test_the_floor_asks_the_same_and_answers_the_same_bytes(get: Callable[[str], bytes]) -> None:
    with listening() as said:
        body = get("/planen/")
    stand_for(said, body)
    with bare_application() as bare, listening() as below:
        assert Caller(bare).get("/") == body
    assert below == said


def test_each_page_is_asked_as_the_one_it_is_for(get: Callable[[str], bytes]) -> None:
    mine = Caller(get_wsgi_application()).get("/start/", logged_in("eva"))
    # The greeting follows the time of day; the name after it does not.
    assert b", Eva</h1>" in mine and b", Pia</h1>" in get("/start/")


def test_a_page_is_measured_beside_its_floor(get: Callable[[str], bytes], cookie: str) -> None:
    (row,), megabytes = measure([Kind("Planen", "/planen/", who="pia")], {"pia": cookie}, 5)
    assert row.size == len(get("/planen/")) and 4 < row.queries <= 15
    assert 0 < row.floor < row.p50 <= row.p95
    assert 30 < megabytes < 2000


def test_times_are_the_middle_and_the_slow_end() -> None:
    calls: list[int] = []
    p50, p95, own = timed(lambda: calls.append(1), 20)
    assert len(calls) == 20 and 0 <= p50 <= p95 < 1000 and own >= 0


FAST = Measured(Kind("Matris", "/livstecken/", 60, 15), 41.2, 52.0, 40.0, 0.9, 9, 137_000)
SLOW = Measured(Kind("Lista", "/atgarder/?antal=500", 100, 10, "784 ms, 509 frågor"), 80, 95, 75, 12, 11, 290_000)


def test_the_table_says_which_goals_are_met_and_what_others_take() -> None:
    text = as_text([FAST, SLOW], 104.4)
    assert "| Matris | 41 | 52 | 40 | 0.9 | 9 | 134 | 60 ms, 15 frågor | ja |  |" in text
    assert "| 100 ms, 10 frågor | **nej** | 784 ms, 509 frågor |" in text
    assert "Minne efter alla sidor: 104 MB" in text


def test_the_same_as_json() -> None:
    said = json.loads(as_json([FAST, SLOW], 104.4))
    assert [one["met"] for one in said["pages"]] == [True, False]
    assert said["memory_mb"] == 104.4


def test_a_database_with_another_city_is_not_touched(small_city: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.core.management.call_command", lambda *_, **__: None)
    with pytest.raises(SystemExit, match="Lillköping"):
        ready()


def test_a_given_folder_is_copied_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "handslag.sqlite3"
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("CREATE TABLE kept (word TEXT)")
    before = file.read_bytes()
    with scratch(tmp_path) as folder, closing(sqlite3.connect(folder / file.name)) as copy:
        copy.execute("INSERT INTO kept VALUES ('x')")
        copy.commit()
    assert file.read_bytes() == before
    assert not folder.exists()


def test_a_folder_without_a_database_is_refused_in_words(tmp_path: Path) -> None:
    done = CliRunner().invoke(bench, ["pages", "--data", str(tmp_path)])
    assert done.exit_code == 2 and "finns ingen databas" in done.output


def test_both_benches_run_in_processes_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[tuple[str, ...]] = []
    monkeypatch.setattr(pages, "run_child", lambda module, *words, **_: ran.append(words) or 0)
    done = CliRunner().invoke(bench, ["pages", "--times", "5"])
    assert done.exit_code == 0
    assert ran == [("grow",), ("text", "5")]


def test_two_databases_at_once_are_refused(tmp_path: Path) -> None:
    done = CliRunner().invoke(bench, ["pages", "--data", str(tmp_path), "--database-url", "postgres://x/y"])
    assert done.exit_code == 2 and "antingen" in done.output
