"""What the documents say is what the code does: generated pages are up to date, links lead somewhere, names exist."""

from __future__ import annotations

import re
import sys

import pytest
from tests.house.tree import ROOT, SRC, name_of

sys.path.insert(0, str(ROOT / "tools"))
import reference

DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]+)?(?:#[^)]*)?\)")


@pytest.mark.parametrize("page", sorted(reference.PAGES))
def test_a_generated_page_is_what_the_code_says(page: str) -> None:
    path = reference.REFERENCE / page
    assert path.exists(), "run make docs"
    assert path.read_text(encoding="utf-8") == reference.MADE + reference.PAGES[page](), f"{page} is old: run make docs"


def test_every_table_of_states_is_printed_under_a_name() -> None:
    assert reference._tables_of_states().keys() == reference.MACHINES.keys(), "name it in tools/reference.py"


def test_every_link_leads_to_a_file() -> None:
    dead = [
        f"{name_of(document)}: {target}"
        for document in DOCUMENTS
        for target in LINK.findall(document.read_text(encoding="utf-8"))
        if target and not (document.parent / target).exists()
    ]
    assert not dead


def test_every_environment_variable_is_explained() -> None:
    named = set(re.findall(r"\bHANDSLAG_[A-Z_]+\b", (SRC / "config" / "settings.py").read_text(encoding="utf-8")))
    settings = (SRC / "config" / "settings.py").read_text(encoding="utf-8")
    read = {name for name in named if re.search(rf"""environ(?:\.get)?[\(\[]\s*["']{name}["']""", settings)}
    explained = set(re.findall(r"`(HANDSLAG_[A-Z_]+)`", (ROOT / "docs/how-to/install.md").read_text(encoding="utf-8")))
    assert read - explained == set(), "explain it in docs/how-to/install.md"
    assert explained - named == set(), "no setting reads it"


def test_every_make_target_named_in_a_document_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for document in DOCUMENTS:
        named = set(re.findall(r"`make ([a-z-]+)", document.read_text(encoding="utf-8")))
        assert named <= targets, f"{name_of(document)}: {named - targets}"


def test_every_decision_has_a_number_and_a_reason() -> None:
    decisions = sorted(p for p in (ROOT / "docs" / "adr").glob("*.md"))
    assert [int(p.name[:4]) for p in decisions] == list(range(1, len(decisions) + 1))
    for path in decisions:
        text = path.read_text(encoding="utf-8")
        assert all(f"\n## {part}\n" in text for part in ("Context", "Decision", "Consequences")), name_of(path)
