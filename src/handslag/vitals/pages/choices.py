"""Which part of the matrix is asked for, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handslag.vitals.judgement import Cell
from handslag.vitals.pages.comparing import Comparison
from handslag.vitals.rules import SIGN_WORDS

KINDS = {"stadsdelar": "district", "fack": "specialist"}
MANDATORY = "obligatoriska"


@dataclass(frozen=True, slots=True)
class Choices:
    """The reader's choices; empty means all, in the plan's and the organisation's order."""

    areas: str = ""
    administrations: str = ""
    sign: str = ""
    field_of_work: str = ""
    target_group: str = ""
    changed: bool = False
    rows: str = ""
    columns: str = ""
    reported: bool = False
    everything: bool = False

    def in_scope(self, cell: Cell) -> bool:
        """Whether the cell's row and column are shown."""
        if self.areas == MANDATORY and not cell.mandatory:
            return False
        if self.areas not in ("", MANDATORY, cell.area):
            return False
        return self.administrations == "" or KINDS[self.administrations] == cell.kind

    def counts(self, cell: Cell, compared: Comparison) -> bool:
        """Whether the cell is in what is counted: everything but the sign."""
        if self.field_of_work and self.field_of_work not in cell.fields_of_work:
            return False
        if self.target_group and self.target_group not in cell.target_groups:
            return False
        return not self.changed or bool(compared.turn(cell))

    def has_sign(self, cell: Cell) -> bool:
        """Whether the cell has the sign, or one of the group of signs, asked for."""
        return self.sign in ("", cell.sign, SIGN_WORDS[cell.sign].group)

    def matches(self, cell: Cell, compared: Comparison) -> bool:
        """Whether the cell is what is asked for in every respect."""
        return self.in_scope(cell) and self.counts(cell, compared) and self.has_sign(cell)

    @property
    def narrowed(self) -> bool:
        """Whether anything but the sign is left out of what is counted."""
        return any((self.areas, self.administrations, self.field_of_work, self.target_group, self.changed))


def choices_of(cleaned: Mapping[str, Any], *, everything: bool) -> Choices:
    """The choices of a form; what did not pass is as if not chosen."""
    return Choices(
        areas=cleaned.get("omraden", ""),
        administrations=cleaned.get("forvaltningar", ""),
        sign=cleaned.get("tecken", ""),
        field_of_work=cleaned.get("verksamhet", ""),
        target_group=cleaned.get("malgrupp", ""),
        changed=bool(cleaned.get("andrat")),
        rows=cleaned.get("rader", ""),
        columns=cleaned.get("kolumner", ""),
        reported=bool(cleaned.get("rapporterat")),
        everything=everything,
    )
