"""Fixtures for every test: the client that checks each page it is given, and a small city."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import transaction
from hypothesis import HealthCheck, settings
from pytest_django.plugin import DjangoDbBlocker

from tests.client import CheckingClient
from tests.depth import examples
from tests.kept import Rows, all_rows, put_back
from tests.seeds import ABSENT, seeds
from tests.world import add_users, grow

JOURNEYS = Path(__file__).parent / "journeys"

# The two cores are shared: a slow moment is no fault of a rule. The examples are the same each time.
settings.register_profile(
    "handslag",
    deadline=None,
    derandomize=True,
    max_examples=examples(100),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("handslag")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The journeys need a browser and a process of their own: they run when they are named, as `make test` does."""
    named = any("journeys" in argument for argument in config.invocation_params.args if isinstance(argument, str))
    return True if collection_path == JOURNEYS and not named else None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say plainly when the original texts are not there to be tried."""
    if not seeds():
        terminalreporter.write_line(ABSENT)


@pytest.fixture
def client() -> CheckingClient:
    """A visitor: nobody is logged in. `client.as_user("pia")` logs in one of the small city's users."""
    return CheckingClient()


def run_command(name: str, *arguments: str) -> str:
    """Run `handslag NAME …` in this process, on the test's database; its output, or a failed test."""
    from handslag.cli import COMMANDS

    module, attribute = COMMANDS[name].split(":")
    done = CliRunner().invoke(getattr(import_module(module), attribute), arguments, catch_exceptions=False)
    assert done.exit_code == 0, f"handslag {name} {' '.join(arguments)}: exit {done.exit_code}\n{done.output}"
    return done.output


@pytest.fixture(scope="session")
def small_city_rows(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Rows:
    """The small city, grown once in each process, at the true time whatever a test does to the clock."""
    with django_db_blocker.unblock(), transaction.atomic():
        _grow_small_city()
        rows = all_rows()
        transaction.set_rollback(True)
    return rows


def _grow_small_city() -> None:
    from handslag.core.clock import now

    grow(run_command)
    add_users(now())


@pytest.fixture
def small_city(small_city_rows: Rows, db: None) -> None:
    """The small city of `tests.world`, its neighbour and their users."""
    put_back(small_city_rows)
