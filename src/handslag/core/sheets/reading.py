"""Reads a file as a table of a declared format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from handslag.core.progress import Progress
from handslag.core.sheets.grids import Book, Grid
from handslag.core.sheets.headings import Headings
from handslag.core.sheets.heads import Choice, Head, choose, find_head
from handslag.core.sheets.likeness import suggest
from handslag.core.sheets.lines import Lines
from handslag.core.sheets.merging import filled_rows
from handslag.core.sheets.opening import open_book
from handslag.core.sheets.results import (
    Note,
    Outline,
    Problem,
    Row,
    SheetSeen,
    Table,
    UnknownHeading,
    UnknownWord,
)
from handslag.core.sheets.shapes import Cell, Format, HandMapping
from handslag.core.sheets.typing_cells import Typist
from handslag.core.sheets.words import shown
from handslag.core.text import fold

_STEP = 500


def read_table(
    content: bytes,
    form: Format,
    *,
    filename: str,
    mapping: HandMapping | None = None,
    progress: Progress | None = None,
) -> Table:
    """All rows of every sheet whose header is recognised, with what is wrong in them.

    Raises `SheetError` only when the file is no readable table (wrong type, broken, locked, too large); all
    else is a `Problem` in the table. `progress(done, total)` is told the number of rows, now and then.
    """
    mapping = mapping or HandMapping()
    book = open_book(content, filename)
    heads, choice = _understand(book, form, mapping)
    total = sum(len(head.grid.rows) - head.number for head in choice.taken)
    rows: list[Row] = []
    problems = list(choice.problems)
    notes = list(choice.notes)
    counts: dict[str, int] = {}
    for head in choice.taken:
        before = len(rows)
        _read_sheet(head, form, mapping, filename, (rows, problems, notes), _after(progress, before, total))
        counts[head.grid.name] = len(rows) - before
    if progress:
        progress(total, total)
    table = Table(
        format=form.name,
        file=filename,
        sha256=book.sha256,
        rows=tuple(rows),
        notes=tuple(notes),
        sheets=tuple(_sheet_seen(grid, head, choice, counts) for grid, head in zip(book.grids, heads, strict=True)),
        unknown_headings=_unknown_headings(choice.taken or tuple(head for head in heads if head)),
        unknown_words=_unknown_words(problems, form),
    )
    return table.with_problems(problems)


def outline(
    content: bytes, form: Format, *, filename: str, mapping: HandMapping | None = None, sample: int = 5
) -> Outline:
    """The file's sheets, how each heading was understood, and the first rows as text; raises `SheetError`."""
    book = open_book(content, filename)
    heads, choice = _understand(book, form, mapping or HandMapping())
    sheets = [_sheet_seen(grid, head, choice, {}, sample=sample) for grid, head in zip(book.grids, heads, strict=True)]
    return Outline(filename, tuple(sheets))


def _understand(book: Book, form: Format, mapping: HandMapping) -> tuple[list[Head | None], Choice]:
    headings = Headings(form, mapping)
    heads = [find_head(grid, headings) for grid in book.grids]
    return heads, choose(book.grids, heads, headings)


def _read_sheet(
    head: Head,
    form: Format,
    mapping: HandMapping,
    filename: str,
    into: tuple[list[Row], list[Problem], list[Note]],
    progress: Callable[[int], None],
) -> None:
    rows, problems, notes = into
    typist = Typist(form, mapping, head, filename)
    own = head.grid.rows[head.number :]
    filled = filled_rows(head.grid, head.number)
    places, left_out = Lines(form, head).sort(own, filled, head.number)
    notes += left_out
    for done, place in enumerate(places):
        row, wrong = typist.row(head.number + place + 1, filled[place])
        rows.append(row)
        problems += wrong
        if done % _STEP == 0:
            progress(done)
    if not places:
        message = "Det finns inga rader under rubrikraden."
        problems.append(Problem(head.grid.name, head.number, "", "", message, severity="warning", code="empty"))


def _after(progress: Progress | None, before: int, total: int) -> Callable[[int], None]:
    def told(done: int) -> None:
        if progress:
            progress(min(before + done, total), total)

    return told


def _sheet_seen(grid: Grid, head: Head | None, choice: Choice, counts: dict[str, int], *, sample: int = 0) -> SheetSeen:
    taken = head is not None and any(head is one for one in choice.taken)
    reasons = [str(problem.message) for problem in choice.problems if problem.sheet == grid.name and problem.row == 0]
    reasons += [note.reason for note in choice.notes if note.sheet == grid.name]
    return SheetSeen(
        name=grid.name,
        header_row=head.number if head is not None and head.found else None,
        headings=head.headings if head is not None else (),
        taken=taken,
        reason="" if taken else " ".join(reasons),
        rows=counts.get(grid.name, 0),
        sample=_sample(grid.rows[head.number :], sample) if head is not None and sample else (),
    )


def _sample(rows: Sequence[Sequence[Cell]], most: int) -> tuple[tuple[str, ...], ...]:
    texts: Iterable[tuple[str, ...]] = (tuple(shown(cell) for cell in row) for row in rows)
    return tuple(islice((row for row in texts if any(row)), most))


def _unknown_headings(heads: Sequence[Head]) -> tuple[UnknownHeading, ...]:
    found: dict[str, UnknownHeading] = {}
    for head in heads:
        for seen in head.headings:
            if seen.how in {"unknown", "ambiguous", "taken"}:
                found.setdefault(fold(seen.text), UnknownHeading(seen.text, head.grid.name, seen.suggestion))
    return tuple(found.values())


def _unknown_words(problems: Sequence[Problem], form: Format) -> tuple[UnknownWord, ...]:
    words = Counter((problem.field, fold(problem.value)) for problem in problems if problem.code == "choice")
    first: dict[tuple[str, str], str] = {}
    for problem in problems:
        if problem.code == "choice":
            first.setdefault((problem.field, fold(problem.value)), problem.value)
    return tuple(
        UnknownWord(column, first[column, word], count, suggest(word, form[column].choices))
        for (column, word), count in words.items()
    )
