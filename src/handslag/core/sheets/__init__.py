"""The tolerant reader of tables: a room declares its columns, and gets typed rows and clear problems back.

The words used here, in the order one meets them:

* a room declares a `Format` of `Column`s;
* `read_table` gives a `Table` of `Row`s and `Problem`s for any .xlsx or .csv, or raises `SheetError` with
  one Swedish sentence when the file is no table at all;
* `outline` tells a page how the headings were understood, before anything is read in earnest;
* a `HandMapping` says by hand what a heading or a word means, and always wins;
* `marked_copy` gives the same workbook back with the faulty cells marked.
"""

from handslag.core.sheets.likeness import suggest
from handslag.core.sheets.marking import marked_copy
from handslag.core.sheets.reading import outline, read_table
from handslag.core.sheets.results import (
    HeadingSeen,
    Note,
    Outline,
    Problem,
    Row,
    SheetSeen,
    Table,
    UnknownHeading,
    UnknownWord,
    year_in,
)
from handslag.core.sheets.shapes import Column, Format, HandMapping, SheetError

__all__ = [
    "Column",
    "Format",
    "HandMapping",
    "HeadingSeen",
    "Note",
    "Outline",
    "Problem",
    "Row",
    "SheetError",
    "SheetSeen",
    "Table",
    "UnknownHeading",
    "UnknownWord",
    "marked_copy",
    "outline",
    "read_table",
    "suggest",
    "year_in",
]
