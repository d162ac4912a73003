"""The small city with an interpellation in it, and the dossier that Pia has begun to its answer."""

from __future__ import annotations

import pytest

from handslag.dossiers.loading.dossiers import Standing, standing_of
from handslag.dossiers.models import Dossier
from handslag.papers.models import Document
from handslag.people.models import User
from tests.house.dossier_things import asked_paper, dossier


@pytest.fixture
def paper(small_city: None) -> Document:
    """An interpellation with three questions."""
    return asked_paper()


@pytest.fixture
def begun(small_city: None) -> Dossier:
    """The dossier to its answer."""
    return dossier()


@pytest.fixture
def standing(begun: Dossier) -> Standing:
    """Where it stands."""
    return standing_of(begun)


def user(name: str) -> User:
    """One of the small city's users."""
    return User.objects.get(username=name)
