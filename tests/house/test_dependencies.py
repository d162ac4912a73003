"""Dependencies: each has a sentence, each is locked by hash, and no lock says where it came from."""

from __future__ import annotations

import re
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tests.house.tree import ROOT

PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
PROJECT = tomllib.loads(PYPROJECT)["project"]
LOCKS = {name: (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8") for name in ("base", "dev")}
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def _pins(name: str) -> dict[str, str]:
    return {canonicalize_name(package): version for package, version in PINNED.findall(LOCKS[name])}


def _wanted(name: str) -> list[Requirement]:
    more = PROJECT["optional-dependencies"]["dev"] if name == "dev" else []
    return [Requirement(text) for text in [*PROJECT["dependencies"], *more]]


def test_every_dependency_has_a_sentence_that_says_what_it_is_for() -> None:
    lines = [line.strip() for line in PYPROJECT.splitlines()]
    silent = []
    for text in [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]:
        above = lines[lines.index(f'"{text}",') - 1]
        if not (above.startswith("# ") and above.endswith(".")):
            silent.append(text)
    assert not silent


def test_every_dependency_is_locked_within_what_is_asked_for() -> None:
    for name in LOCKS:
        pins = _pins(name)
        for wanted in _wanted(name):
            pinned = pins.get(canonicalize_name(wanted.name))
            assert pinned is not None, f"{wanted.name} is not in requirements/{name}.txt: run make lock"
            assert wanted.specifier.contains(pinned), f"{wanted} is locked at {pinned}: run make lock"


def test_the_locks_hold_the_same_versions() -> None:
    base, dev = _pins("base"), _pins("dev")
    assert base.items() <= dev.items()


def test_every_locked_package_has_a_hash_and_no_lock_names_a_host() -> None:
    for name, text in LOCKS.items():
        blocks = re.split(r"\n(?=\S)", text.strip())
        assert all("--hash=sha256:" in block for block in blocks), name
        assert "http" not in text and "index-url" not in text and "find-links" not in text, name
    assert not list(ROOT.glob("uv.lock")) and not list(ROOT.glob("pylock*.toml"))
