"""Finds what the rows of a file name, and says clearly where they name nothing; no database."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from rapidfuzz import fuzz

from handslag.core.clock import local
from handslag.core.sheets import Format, Problem, Row, Table
from handslag.core.text import fold, join_words, personal_numbers, swedish_date
from handslag.plan.frame import Frame, KnownAdministration, KnownArea, UnitRef

MOST_LISTED = 20
"""Known names that are listed when none is near."""
LIKE = 85
"""Likeness (0–100) from which two names are probably the same."""
PERSONAL_NUMBER = "Texten innehåller ett personnummer. Ta bort det."
_NUMBERS = frozenset(("Id", "Dnr"))
_MAYBE_PERSONAL = re.compile(r"\d(?:[^\da-zåäö]{0,4}\d){9}")


def likeness(one: str, other: str) -> int:
    """How alike two names are (0–100), also when their words stand in another order."""
    first, second = fold(one), fold(other)
    return int(max(fuzz.ratio(first, second), fuzz.token_sort_ratio(first, second)))


def nearest(word: str, known: Collection[str]) -> str | None:
    """The known name most like the word, when they are probably the same."""
    found = max(known, key=lambda name: likeness(word, name), default=None)
    return found if found is not None and likeness(word, found) >= LIKE else None


@dataclass
class Findings:
    """The problems met while one file's rows are resolved, and what its words have been found to mean."""

    frame: Frame
    recorded_at: datetime
    problems: list[Problem] = field(default_factory=list)
    new_units: dict[tuple[int, str], UnitRef] = field(default_factory=dict)
    _administrations: dict[str, KnownAdministration | None] = field(default_factory=dict)
    _areas: dict[str, KnownArea | None] = field(default_factory=dict)

    @property
    def errors(self) -> int:
        return sum(problem.severity == "error" for problem in self.problems)

    def error(self, row: Row, column: str | None, message: str, suggestion: str = "", *, code: str = "") -> None:
        self.problems.append(row.problem(column, message, suggestion, code=code))

    def warn(self, row: Row, column: str | None, message: str, suggestion: str = "", *, code: str = "") -> None:
        self.problems.append(row.problem(column, message, suggestion, severity="warning", code=code))

    def unknown(self, row: Row, column: str, known: Collection[str], message: str) -> None:
        """The cell's word is none of the known: an error that names the nearest, else all if they are few."""
        problem = row.unknown(column, known, message)
        if not problem.suggestion:
            few = join_words(list(known)) if 0 < len(known) <= MOST_LISTED else ""
            problem = replace(problem, suggestion=f"Det som finns: {few}." if few else "Rätta eller lämna tomt.")
        self.problems.append(problem)

    def administration(self, row: Row) -> KnownAdministration | None:
        """The row's administration, also one that is no more; one that is not in the city is an error."""
        word = row.text("Förvaltning")
        if word not in self._administrations:
            self._administrations[word] = self.frame.administration(word) if word else None
        found = self._administrations[word]
        if found is None and word:
            names = [one.name for one in self.frame.administrations]
            message = f"Förvaltningen ”{word}” finns inte i {self.frame.city}."
            self.unknown(row, "Förvaltning", names, message)
        return found

    def area(self, row: Row) -> KnownArea | None:
        """The row's focus area, by name or key, also by a name of an earlier version of the plan."""
        word = row.text("Fokusområde")
        if word not in self._areas:
            self._areas[word] = self.frame.area(word) if word else None
        found = self._areas[word]
        if found is None and word:
            names = [one.name for one in self.frame.areas]
            self.unknown(row, "Fokusområde", names, f"Fokusområdet ”{word}” finns inte i planen.")
        return found

    def unit(self, row: Row, administration: KnownAdministration) -> UnitRef | None:
        """The row's unit by name or id; one that is not known is made, and said so."""
        word = row.text("Enhet")
        if not word:
            return None
        known = self.frame.unit(administration, word)
        if known is not None:
            if known.id is None:
                self.new_units.setdefault(known.key, known)
            return known
        made = UnitRef(administration.id, " ".join(word.split()), fold(word))
        if made.key not in self.new_units:
            near = nearest(word, self.frame.unit_names(administration))
            self.new_units[made.key] = made
            self.warn(
                row,
                "Enhet",
                f"Enheten ”{word}” är ny i {administration.name} och läggs till.",
                f"Menade du ”{near}”?" if near else "",
                code="new_unit",
            )
        return self.new_units[made.key]

    def texts(self, row: Row, longest: Mapping[str, int]) -> None:
        """No text of the columns may be longer than its place; none but a registration number or an id may hold
        a personal number.
        """
        for column, limit in longest.items():
            value = row[column]
            if value is None:
                continue
            if len(value) > limit or (len(value) > limit // 3 and len(fold(value)) > limit):
                self.error(row, column, f"Texten är för lång. Skriv högst {limit} tecken.", code="length")
            if column not in _NUMBERS and _MAYBE_PERSONAL.search(value) and personal_numbers(value):
                # The number itself must not travel on into messages, marked copies and pages.
                problem = row.problem(column, PERSONAL_NUMBER, code="personal_number")
                self.problems.append(replace(problem, value=""))

    def not_ahead(self, row: Row, column: str) -> date | None:
        """The day in the column; after the recorded moment is an error."""
        day = row.day(column)
        known = local(self.recorded_at).date()
        if day is not None and day > known:
            self.error(
                row,
                column,
                f"Dagen ligger efter {swedish_date(known)}, då uppgiften räknas som känd.",
                "Kontrollera dag och år.",
                code="ahead",
            )
        return day

    def missing_columns(self, table: Table, form: Format, needed: Collection[str]) -> None:
        """Says once a sheet which of the template's columns are not in it, since they are then read as empty."""
        seen: set[str] = set()
        for row in table.rows:
            if row.sheet in seen:
                continue
            seen.add(row.sheet)
            names = [c.name for c in form.columns if c.name in needed and c.name not in row.layout.cells]
            if names:
                which = "Kolumnen" if len(names) == 1 else "Kolumnerna"
                words = f"{which} {join_words(names)} finns inte och läses som {'tom' if len(names) == 1 else 'tomma'}."
                self.problems.append(Problem(row.sheet, 0, "", "", words, severity="warning", code="column"))
