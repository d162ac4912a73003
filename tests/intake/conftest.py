"""Someone of the plan office at the import page."""

from __future__ import annotations

import pytest

from tests.client import CheckingClient
from tests.intake.desk import Desk


@pytest.fixture
def desk(small_city: None, client: CheckingClient) -> Desk:
    """Pia, who is responsible for Lillköping's plan."""
    return Desk(client, "pia")
