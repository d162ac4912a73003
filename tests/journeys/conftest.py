"""What every journey starts from: an installation grown once, a copy of it served, and a person at a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright
from tests.journeys.browser import FLAGS, RESULTS, SIZES, Person, context_options, executable
from tests.journeys.server import Installation, Server

# All of it in one process: starting a program for each file would take longer than reading the files.
SMALL_CITY = """
from handslag.cli import set_up
set_up()
from handslag.cli.running import migrate_when_empty
from handslag.core.clock import now
from tests.conftest import run_command
from tests.world import PASSWORD, add_users, grow
migrate_when_empty()
grow(run_command)
add_users(now(), PASSWORD)
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is a journey."""
    for item in items:
        item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The installation that all journeys copy: made once, changed by none."""
    installation = Installation(tmp_path_factory.mktemp("grown") / "data")
    installation.runs("python", "-c", SMALL_CITY)
    return installation


@pytest.fixture
def installation(grown: Installation, tmp_path: Path) -> Installation:
    """A copy that this journey may change; `installation.handslag("import", …)` acts on it."""
    return grown.copied_to(tmp_path / "data")


@pytest.fixture
def server(installation: Installation) -> Iterator[Server]:
    """The copy, served on a loopback port."""
    with Server(installation) as running:
        yield running


@pytest.fixture(scope="session")
def ekstaden(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demo city, grown once and served to all journeys that only look."""
    installation = Installation(tmp_path_factory.mktemp("demo") / "data")
    installation.handslag("demo", "--no-serve")
    with Server(installation, ("--preload",)) as running:
        yield running


@pytest.fixture
def guest(
    request: pytest.FixtureRequest, playwright: Playwright, chromium: Browser, ekstaden: Server, size: str
) -> Iterator[Person]:
    """Someone who looks round in the demo city."""
    yield from _someone(request, playwright, chromium, ekstaden, size)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright, started once."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """One Chromium for all journeys; each person has a context of their own in it."""
    browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
    yield browser
    browser.close()


@pytest.fixture(params=SIZES)
def size(request: pytest.FixtureRequest) -> str:
    """Every journey is made at a desk and on a phone, unless it says otherwise."""
    return str(request.param)


@pytest.fixture
def person(
    request: pytest.FixtureRequest, playwright: Playwright, chromium: Browser, server: Server, size: str
) -> Iterator[Person]:
    """Someone at a browser who has not logged in."""
    yield from _someone(request, playwright, chromium, server, size)


def _someone(
    request: pytest.FixtureRequest, playwright: Playwright, chromium: Browser, server: Server, size: str
) -> Iterator[Person]:
    """A person; a picture is kept in test-results when the journey fails."""
    context = chromium.new_context(**context_options(playwright, size))
    someone = Person(chromium, context, server.address, size)
    failed = request.session.testsfailed
    yield someone
    if request.session.testsfailed > failed:
        RESULTS.mkdir(exist_ok=True)
        name = re.sub(r"[^a-z0-9]+", "-", request.node.name.lower())
        someone.page.screenshot(path=RESULTS / f"failed-{name}.png", full_page=True)
    context.close()
    someone.is_content()
