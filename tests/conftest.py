"""Fixtures for every test: the client that checks each page it is given."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.client import CheckingClient

JOURNEYS = Path(__file__).parent / "journeys"

# The two cores are shared: a slow moment is no fault of a rule. The examples are the same each time.
settings.register_profile("handslag", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("handslag")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The journeys need a browser and a process of their own: they run when they are named, as `make test` does."""
    named = any("journeys" in argument for argument in config.invocation_params.args if isinstance(argument, str))
    return True if collection_path == JOURNEYS and not named else None


@pytest.fixture
def client() -> CheckingClient:
    """A visitor: nobody is logged in."""
    return CheckingClient()
