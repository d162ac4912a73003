"""Fixtures for every test: the client that checks each page it is given."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from tests.client import CheckingClient

# The two cores are shared: a slow moment is no fault of a rule. The examples are the same each time.
settings.register_profile("handslag", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("handslag")


@pytest.fixture
def client() -> CheckingClient:
    """A visitor: nobody is logged in."""
    return CheckingClient()
