"""What recognition takes in and gives back: pages of text, and what was found at a place in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PageText:
    """A page as it reads after repair."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """Something found by rule, at a place in the text of one page; `value` is shaped as in `models.Finding`."""

    field: str
    value: dict[str, Any]
    page: int
    start: int
    end: int
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one page."""

    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the whole paper, counted through all its pages."""

    start: int
    end: int
