"""What the import pages show: the files that have come in, and what would come of one that waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.core.paginator import Page, Paginator

from handslag.audit.models import Event
from handslag.core.outcome import Outcome
from handslag.core.sheets import Column, HandMapping, Outline, SheetError, SheetSeen, Table, outline, read_table
from handslag.core.text import counted, fold, swedish_moment
from handslag.intake.formats import FORMATS, KIND_WORDS, LEAVE
from handslag.intake.models import Upload
from handslag.people.models import City
from handslag.plan.models import FocusArea, Plan

SHOWN = 100
HISTORY = 12
MOST_WORDS = 60
Headings = tuple[tuple[str, str | None], ...]
"""The headings that someone can explain, each with what is chosen or guessed."""
Words = tuple[tuple[str, str, str | None], ...]
"""The words that someone can explain, by column, each with what is chosen or guessed."""


@dataclass(frozen=True, slots=True)
class Line:
    """One file that has been read in."""

    id: int
    when: str
    file: str
    kind: str
    rows: str
    by: str
    known: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a waiting file: its headings with what each is read as, and its first rows, column under column."""

    name: str
    taken: bool
    reason: str
    headings: tuple[tuple[str, str], ...]
    sample: tuple[tuple[str, ...], ...]
    rows: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What would come of a waiting file: the outcome, or a sentence that says why it cannot be read at all."""

    upload: Upload
    kind: str
    known_from: str
    outcome: Outcome | None
    refusal: str
    sheets: tuple[Sheet, ...]
    headings: Headings
    words: Words

    @property
    def ready(self) -> bool:
        """Whether it can be read in as it is."""
        return self.outcome is not None and self.outcome.ok and not self.outcome.nothing_new

    @property
    def problems(self) -> Sequence[object]:
        return self.outcome.problems[:SHOWN] if self.outcome else ()

    @property
    def more_problems(self) -> int:
        return max(0, len(self.outcome.problems) - SHOWN) if self.outcome else 0


def history_of(city: City, page: str | None) -> Page[Line]:
    """A page of a city's imports, the newest first."""
    events = Event.objects.filter(city_id=city.pk, action__endswith=".imported").order_by("-number")
    shown: Page[Any] = Paginator(events, HISTORY).get_page(page)
    shown.object_list = [
        Line(
            event.pk,
            swedish_moment(event.entered_at),
            str(event.data.get("file", "")),
            KIND_WORDS.get(event.action.split(".")[0], event.action),
            counted(int(event.data.get("rows", 0)), "rad", "rader"),
            event.actor_label,
            "" if event.recorded_at is None or event.recorded_at == event.entered_at
            else f"Känt från {swedish_moment(event.recorded_at)}, inläst i efterhand",
            str(event.data.get("sha256", "")),
        )
        for event in shown.object_list
    ]  # fmt: skip
    return shown


def preview_of(upload: Upload, outcome: Outcome | None, refusal: str) -> Preview:
    """What would come of the file, and how its headings and words were understood."""
    seen, headings, words = _understood(upload, outcome)
    recorded = upload.options.get("recorded_at")
    known = f"Räknas som känt från {swedish_moment(datetime.fromisoformat(recorded))}." if recorded else ""
    return Preview(upload, KIND_WORDS[upload.kind], known, outcome, refusal, seen, headings, words)


def _understood(upload: Upload, outcome: Outcome | None) -> tuple[tuple[Sheet, ...], Headings, Words]:
    """How the headings were understood, and which headings and words someone can explain, or has explained."""
    if upload.kind not in FORMATS:
        return (), (), ()
    form, content, mapping = FORMATS[upload.kind], bytes(upload.content), HandMapping.from_json(upload.mapping)
    try:
        seen = outline(content, form, filename=upload.name, mapping=mapping)
        table = read_table(content, form, filename=upload.name, mapping=mapping)
    except SheetError:
        return (), (), ()
    headings = _explained_headings(seen, mapping) | {h.heading: h.suggestion for h in table.unknown_headings}
    words = _explained_words(table, mapping)
    for word in table.unknown_words:
        words[word.column, word.word] = _first_word(form[word.column], word.suggestion)
    for problem in outcome.problems if outcome else ():
        if problem.code == "name" and problem.field in ("Förvaltning", "Fokusområde"):
            words.setdefault((problem.field, problem.value), None)
    some = islice(((column, word, to) for (column, word), to in words.items()), MOST_WORDS)
    return _sheets(seen, table), tuple(headings.items()), tuple(some)


def _sheets(seen: Outline, table: Table) -> tuple[Sheet, ...]:
    """The sheets, in their order, with how many of their lines are rows of the table."""
    counts = Counter(row.sheet for row in table.rows)
    return tuple(
        Sheet(s.name, s.taken, s.reason, *_side_by_side(s), counted(counts[s.name], "rad", "rader"))
        for s in seen.sheets
    )


def _side_by_side(sheet: SheetSeen) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, ...], ...]]:
    """Headings and first rows with the same number of columns: a column may lack a heading, or a row its end."""
    by_cell = {each.cell: each for each in sheet.headings}
    width = max((*(cell + 1 for cell in by_cell), *map(len, sheet.sample)), default=0)
    headings = []
    for cell in range(width):
        each = by_cell.get(cell)
        meaning = "läses inte" if each is None or each.column is None else f"läses som {each.column}"
        plain = each is not None and each.column == each.text
        headings.append((each.text if each else "", "" if plain else meaning))
    rows = (row + ("",) * (width - len(row)) for row in sheet.sample)
    return tuple(headings), tuple(rows)


def _explained_headings(seen: Outline, mapping: HandMapping) -> dict[str, str | None]:
    """The file's headings that someone has explained, with what they chose."""
    chosen = {fold(heading): to for heading, to in mapping.headings.items()}
    headings = (each.text for sheet in seen.sheets for each in sheet.headings)
    return {text: chosen[fold(text)] or LEAVE for text in headings if fold(text) in chosen}


def _explained_words(table: Table, mapping: HandMapping) -> dict[tuple[str, str], str | None]:
    """The file's words that someone has explained, with what they chose."""
    columns = {column for column, _ in mapping.words}
    there = {(column, fold(row.original(column))) for column in columns for row in table.rows}
    return {key: to or LEAVE for key, to in mapping.words.items() if (key[0], fold(key[1])) in there}


def _first_word(column: Column, word: str | None) -> str | None:
    """The first of the words that mean the same as this one: the one that is offered."""
    if word is None or word not in column.choices:
        return word
    return next(each for each, value in column.choices.items() if value == column.choices[word])


def known_words(kind: str, city: City, plan: Plan | None) -> dict[str, Sequence[str]]:
    """By column: the words a foreign one can stand for; of those that mean the same, the first."""
    found: dict[str, Sequence[str]] = {}
    for column in FORMATS[kind].columns:
        if column.choices:
            found[column.name] = list(dict.fromkeys(str(_first_word(column, word)) for word in column.choices))
    found["Förvaltning"] = list(city.administrations.order_by("name").values_list("name", flat=True))
    if plan is not None:
        names = FocusArea.objects.filter(revision__plan=plan).order_by("name").values_list("name", flat=True)
        found["Fokusområde"] = list(dict.fromkeys(names))
    return found
