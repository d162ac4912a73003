"""Every field of every model of ours has a personal-data class and a retention, in docs/reference/personal-data.md."""

from __future__ import annotations

import re

from django.apps import apps
from tests.house.tree import ROOT

from handslag.core.personal_data import SOURCE, kinds

PAGE = ROOT / "docs" / "reference" / "personal-data.md"
CLASSES = {"identity", "secret", "trace", "free text", "none"}
KEPT = {"permanent", "account", "waiting", "in use", "derived"}
ROW = re.compile(r"^\| (\w+\.\w+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
# Names that hold a person's words or name wherever they stand.
TELLING = {"note", "text", "reason", "sender", "owner", "reporter", "author", "username", "password", "who"}


def _rows() -> dict[str, tuple[str, str]]:
    listed: dict[str, tuple[str, str]] = {}
    for model, fields, kind, kept in ROW.findall(PAGE.read_text(encoding="utf-8")):
        for field in fields.split(","):
            key = f"{model}.{field.strip()}"
            assert key not in listed, f"{key} stands twice"
            listed[key] = (kind.strip(), kept.strip())
    return listed


def _fields() -> set[str]:
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("handslag.")
        for field in model._meta.get_fields()
        if field.concrete
    }


def test_every_field_has_a_row_and_every_row_a_field() -> None:
    listed, fields = set(_rows()), _fields()
    assert fields - listed == set(), "say in docs/reference/personal-data.md what these fields may tell of a person"
    assert listed - fields == set(), "these fields are gone"


def test_classes_and_retentions_are_among_those_the_page_explains() -> None:
    kinds = {kind for kind, _ in _rows().values()}
    kept = {kept for _, kept in _rows().values()}
    assert kinds <= CLASSES and kept <= KEPT
    text = PAGE.read_text(encoding="utf-8")
    assert all(f"*{word}*" in text for word in CLASSES | KEPT)


def test_a_field_with_a_telling_name_is_never_called_empty_of_personal_data() -> None:
    plain = [key for key, (kind, _) in _rows().items() if kind == "none" and key.rsplit(".", 1)[1] in TELLING]
    # The plan's own words are a public document, decided by a committee.
    assert set(plain) <= {"plan.FocusArea.text", "plan.Measure.text"}


def test_every_table_that_tells_of_a_person_says_what_it_is_for() -> None:
    kinds.cache_clear()
    lacking = {kind.model for kind in kinds() if not kind.purpose}
    assert not lacking, "say under What for, in src/handslag/core/data/personal-data.md, what these are kept for"
    told = {key.rsplit(".", 1)[0] for key, (kind, _) in _rows().items() if kind != "none"}
    assert told == {kind.model for kind in kinds()}


def test_the_page_and_what_ships_with_the_program_are_one_file() -> None:
    assert PAGE.resolve() == SOURCE.resolve(), "write in src/handslag/core/data/personal-data.md"
