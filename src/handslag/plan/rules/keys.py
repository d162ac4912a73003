"""Stable keys: what a focus area or a measure is known by from one revision to the next."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any

from handslag.core.text import fold, slug
from handslag.plan.facts import AreaText, MeasureText, RevisionText

AREA_KEY, MEASURE_KEY = 80, 120


def with_keys(revision: RevisionText, earlier: Sequence[RevisionText]) -> RevisionText:
    """The revision with a key for everything: the one given, else that of the same name earlier, else made of the name.

    `earlier` are the revisions to look in, the most telling first. Keys are unique in their revision or area.
    """
    taken = {area.key for area in revision.areas if area.key}
    areas = []
    for area in revision.areas:
        key = area.key or _free(_area_key(area, earlier) or slug(area.name), taken, AREA_KEY)
        taken.add(key)
        areas.append(replace(area, key=key, measures=_measures(area, key, earlier)))
    return replace(revision, areas=tuple(areas))


def _area_key(area: AreaText, earlier: Iterable[RevisionText]) -> str:
    name = fold(area.name)
    return next((old.key for revision in earlier for old in revision.areas if fold(old.name) == name), "")


def _measures(area: AreaText, key: str, earlier: Sequence[RevisionText]) -> tuple[MeasureText, ...]:
    taken = {measure.key for measure in area.measures if measure.key}
    found = []
    for measure in area.measures:
        word = measure.key or _free(_measure_key(measure, key, earlier) or slug(measure.name), taken, MEASURE_KEY)
        taken.add(word)
        found.append(replace(measure, key=word))
    return tuple(found)


def _measure_key(measure: MeasureText, area: str, earlier: Sequence[RevisionText]) -> str:
    """The key of the measure with the same name: in the same area first, else anywhere."""
    name = fold(measure.name)
    for same_area in (True, False):
        for revision in earlier:
            for old_area in revision.areas:
                if same_area and old_area.key != area:
                    continue
                for old in old_area.measures:
                    if fold(old.name) == name:
                        return old.key
    return ""


def _free(wanted: str, taken: set[str], longest: int) -> str:
    """The wanted key, cut to size, with a number after it when it is taken."""
    key, number = wanted[:longest].strip("-") or "namnlos", 2
    free = key
    while free in taken:
        free, number = f"{key[: longest - 4]}-{number}", number + 1
    return free


def content_hash(revision: RevisionText) -> str:
    """SHA-256 of all that the revision says, places in the file aside: equal when nothing differs."""
    plain = json.dumps(_plain(asdict(revision)), sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items() if key != "line"}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value
