"""The town in which the importers are tested."""

from __future__ import annotations

import pytest

from tests.intake_files.town import Town


@pytest.fixture
def town(db: None) -> Town:
    """A town with a merger and a split behind it."""
    return Town()
