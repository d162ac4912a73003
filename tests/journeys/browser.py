"""Chromium as the journeys use it, and the person who sits at it: Given, When and Then as plain methods."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Download,
    Locator,
    Page,
    Playwright,
    Response,
    expect,
)
from playwright.sync_api import Error as PlaywrightError
from tests.journeys.server import ROOT
from tests.world import PASSWORD

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
)  # fmt: skip
AXE = (ROOT / "tests" / "assets" / "axe.min.js").read_text(encoding="utf-8")
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
PICTURES = ROOT / "docs" / "pictures"
GUIDE = ROOT / "src" / "handslag" / "public" / "handbok" / "bilder"
RESULTS = ROOT / "test-results"
SIZES = ("desktop", "phone")
MARK = "window.handslagChecked"
MOST_TURNS = 5
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)


def executable() -> str | None:
    """The Chromium to start: the one named, the system's, or (None) the one Playwright itself has installed."""
    named = os.environ.get("HANDSLAG_CHROMIUM")
    programs = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return named or next(filter(None, map(shutil.which, programs)), None)


def context_options(playwright: Playwright, size: str) -> dict[str, Any]:
    """A desk 1280 pixels wide, or a phone 390 pixels wide with everything that makes it a phone."""
    common: dict[str, Any] = {
        "locale": "sv-SE", "timezone_id": "Europe/Stockholm", "reduced_motion": "reduce", "accept_downloads": True,
    }  # fmt: skip
    if size == "phone":
        phone = dict(playwright.devices["iPhone 13"])
        phone.pop("default_browser_type", None)
        return common | phone
    return common | {"viewport": {"width": 1280, "height": 900}}


def picture(name: str, *, for_docs: bool) -> Path:
    """Where a picture goes: to the docs when they are to be made anew (`make pictures`), else beside the results."""
    kept = GUIDE if name.startswith("handbok-") else PICTURES
    folder = kept if for_docs and os.environ.get("HANDSLAG_PICTURES") else RESULTS
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{name}.png"


class Person:
    """Someone at a browser. Every page they come to is checked with axe, and nothing may fail in the console."""

    def __init__(self, browser: Browser, context: BrowserContext, address: str, size: str) -> None:
        self.browser = browser
        self.context = context
        self.address = address
        self.size = size
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.noise: list[str] = []
        self.checked: list[str] = []
        self.expected: set[int] = set()
        self.pressed = 0
        """How many times they have clicked: what an act costs."""
        self.page.on("console", self._hears)
        self.page.on("pageerror", lambda error: self.noise.append(f"{self.page.url}: {error}"))
        self.page.on("response", self._receives)

    def _hears(self, message: ConsoleMessage) -> None:
        # A page that answers 403 or 404 on purpose is reported by the console too; `_receives` judges those.
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.noise.append(f"{self.page.url}: {message.text}")

    def _receives(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.noise.append(f"{response.status} {response.url}")

    # When ------------------------------------------------------------------------------------------------------------
    def goes_to(self, path: str, *, expecting: int = 200) -> Person:
        """Open an address by typing it."""
        self.expected.add(expecting)
        response = self.page.goto(self.address + path)
        assert response is not None and response.status == expecting, f"{path}: {response and response.status}"
        return self._arrives()

    def clicks(self, name: str | re.Pattern[str], role: Any = None, *, within: Locator | None = None) -> Person:
        """Click the one button or link with this name (or another role, when told)."""
        place = within or self.page
        if role:
            found = place.get_by_role(role, name=name, exact=isinstance(name, str))
        else:
            exact = isinstance(name, str)
            found = place.get_by_role("link", name=name, exact=exact).or_(
                place.get_by_role("button", name=name, exact=exact)
            )
        self.pressed += 1
        found.click()
        return self._arrives()

    def fills(self, label: str, value: str) -> Person:
        """Write into the field with this label."""
        self.page.get_by_label(label, exact=True).fill(value)
        return self

    def chooses(self, label: str, option: str) -> Person:
        """Choose in the list with this label."""
        self.page.get_by_label(label, exact=True).select_option(label=option)
        return self

    def ticks(self, label: str) -> Person:
        """Tick the box, or choose the round button, with this label."""
        self.page.get_by_label(label, exact=True).check()
        return self

    def uploads(self, label: str, *files: Path) -> Person:
        """Give files to the field with this label."""
        self.page.get_by_label(label, exact=True).set_input_files(list(files))
        return self

    def presses(self, key: str, times: int = 1) -> Person:
        """Press a key, such as Tab or Enter. Where Enter leads is looked at by what is said of it next (`is_at`)."""
        for _ in range(times):
            self.page.keyboard.press(key)
        return self

    def tabs_to(self, name: str, most: int = 60) -> Person:
        """Press Tab until what has this visible name or label has focus, as someone without a mouse must."""
        seen = []
        for _ in range(most):
            self.page.keyboard.press("Tab")
            at = self.page.evaluate(
                "() => { const e = document.activeElement;"
                " return (e.labels && e.labels[0] || e).innerText?.trim() || e.getAttribute('aria-label') || ''; }"
            )
            if at == name or at.startswith(name):
                return self
            seen.append(at)
        raise AssertionError(f"{name!r} was not reached by {most} tabs, only: {seen}")

    def downloads(self, name: str | re.Pattern[str]) -> bytes:
        """Click a link that gives a file, and return its bytes."""
        with self.page.expect_download() as waiting:
            self.page.get_by_role("link", name=name, exact=isinstance(name, str)).click()
        download: Download = waiting.value
        return Path(download.path()).read_bytes()

    def logs_in_as(self, username: str) -> Person:
        """Log in with the password that all users of the small city have."""
        self.goes_to("/logga-in/").fills("Användarnamn", username).fills("Lösenord", PASSWORD)
        return self.clicks("Logga in", "button")

    def becomes(self, name: str) -> Person:
        """Choose one of the demo's users."""
        return self.goes_to("/demo/").clicks(f"Välj {name}", "button").is_at("/start/")

    def follows(self, link: Locator) -> Person:
        """Click a link that can be seen, and come to where it leads."""
        href = link.get_attribute("href") or ""
        self.pressed += 1
        link.click()
        self.page.wait_for_url(lambda url: url.endswith(href))
        return self._arrives()

    def goes_back(self) -> Person:
        """The browser's own way back."""
        self.page.go_back()
        return self._arrives()

    def looks_in_the_dark(self) -> Person:
        """The same page in the dark scheme: its contrasts are others, all else is the same."""
        self.page.emulate_media(color_scheme="dark")
        self._is_accessible({"type": "rule", "values": ["color-contrast"]})
        self.page.emulate_media(color_scheme="light")
        return self

    # Then ------------------------------------------------------------------------------------------------------------
    def sees(self, text: str | re.Pattern[str]) -> Person:
        """The text can be seen somewhere on the page."""
        expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()
        return self

    def sees_heading(self, text: str | re.Pattern[str]) -> Person:
        """The page's own heading is this."""
        expect(self.page.locator("h1")).to_have_text(text)
        return self._arrives()

    def does_not_see(self, text: str | re.Pattern[str]) -> Person:
        """The text can be seen nowhere."""
        expect(self.page.get_by_text(text).filter(visible=True)).to_have_count(0)
        return self

    def is_at(self, path: str | re.Pattern[str]) -> Person:
        """The address is this one."""
        expect(self.page).to_have_url(self.address + path if isinstance(path, str) else path)
        return self._arrives()

    def takes_picture(self, name: str, *, tall: int = 0, for_docs: bool = False) -> Person:
        """A picture of what can be seen, or of the `tall` topmost pixels; `make pictures` keeps those for the docs."""
        before = self.page.viewport_size
        if tall and before and self.size == "desktop":
            self.page.set_viewport_size({"width": before["width"], "height": tall})
        self.page.screenshot(path=picture(f"{name}-{self.size}", for_docs=for_docs), animations="disabled", scale="css")
        if tall and before:
            self.page.set_viewport_size(before)
        return self

    # Always ----------------------------------------------------------------------------------------------------------
    def _arrives(self) -> Person:
        """Wait for the page and, when it is a new one or has changed, look at it with axe.

        A key or a click may lead to another page while this one is looked at; then that one is looked at instead.
        """
        for turn in range(1, MOST_TURNS + 1):
            try:
                self._looks()
                break
            except PlaywrightError:
                if turn == MOST_TURNS:
                    raise
        return self

    def _looks(self) -> None:
        self.page.wait_for_function("() => document.readyState === 'complete' && !!document.body")
        size = self.page.evaluate("() => document.documentElement.outerHTML.length")
        if self.page.evaluate(f"() => {MARK}") != size:
            self._is_accessible()
            self.page.evaluate(f"size => {{ {MARK} = size }}", size)

    def _is_accessible(self, only: dict[str, Any] | None = None) -> None:
        self.page.evaluate(AXE)
        result = self.page.evaluate(
            "only => axe.run(document, {runOnly: only, resultTypes: ['violations']})",
            only or {"type": "tag", "values": list(AXE_TAGS)},
        )
        found = [
            f"{v['id']} ({v['impact']}): {v['help']}: " + "; ".join(n["html"][:160] for n in v["nodes"][:3])
            for v in result["violations"]
        ]
        where = f"{self.page.url} ({self.size})"
        self.checked.append(where)
        assert not found, f"axe on {where}:\n  " + "\n  ".join(found)
        width = self.page.evaluate("() => [document.documentElement.scrollWidth, window.innerWidth]")
        assert width[0] <= width[1], f"{where} is {width[0]} pixels wide in a window of {width[1]}: it scrolls sideways"

    def is_content(self) -> None:
        """At the end: nothing has failed in the console, and nothing was missing."""
        assert not self.noise, "the browser complained:\n  " + "\n  ".join(self.noise)
