"""The paper as a tagged PDF, and its drawings as pictures, set by Typst with no other fonts than Handslag's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from handslag.core import palette
from handslag.core.press import STANDARDS, compiled
from handslag.oversight.paper import EXAMPLE_SENTENCE

TYPST = Path(__file__).parent.parent / "typst"
SYMBOLS = Path(palette.__file__).parent / "static" / "symbols.svg"
SOURCES = {"report": "report.typ", "brief": "brief.typ", "picture": "picture.typ"}
SHARP = 200
"""Pixels an inch of the pictures for Word."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What came of it, and what Typst warned of: nothing, or something is wrong with the fonts or the source."""

    content: bytes
    warnings: tuple[str, ...] = ()


def pdf_of(paper: dict[str, Any]) -> Printed:
    """The paper as PDF, with PDF/UA-1 and PDF/A-2a asked for."""
    made = _compile("brief" if paper["brief"] else "report", paper, format="pdf", pdf_standards=STANDARDS)
    return Printed(made[0], made[1])


def picture_of(paper: dict[str, Any], block: dict[str, Any]) -> bytes:
    """A drawing or the matrix as PNG."""
    return _compile("picture", paper, block, format="png", ppi=SHARP)[0]


def _compile(
    source: str, paper: dict[str, Any], block: dict[str, Any] | None = None, **options: Any
) -> tuple[bytes, tuple[str, ...]]:
    moment = datetime.fromisoformat(paper["known_at"])
    return compiled(TYPST / SOURCES[source], _inputs(paper, block), moment=moment, **options)


def _inputs(paper: dict[str, Any], block: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "paper": paper | {"sections": [_painted_section(section) for section in paper["sections"]]},
        "block": _painted(block) if block else None,
        "sprite": SYMBOLS.read_text(encoding="utf-8"),
        "palette": {sign: paint.hexes() for sign, paint in palette.SIGNS.items()},
        "ink": palette.color("neutral-text-default"),
        "soft": palette.color("neutral-text-subtle"),
        "line": palette.color("neutral-border-subtle"),
        "example": EXAMPLE_SENTENCE,
    }


def _painted_section(section: dict[str, Any]) -> dict[str, Any]:
    return section | {"blocks": [_painted(block) for block in section["blocks"]]}


def _painted(block: dict[str, Any]) -> dict[str, Any]:
    """A drawing with its colours, letters and name space, as it must be outside a page."""
    if block["kind"] != "figure":
        return block
    drawing = palette.painted(block["drawing"])
    outside = '<svg xmlns="http://www.w3.org/2000/svg" font-family="Inter" font-size="12"'
    return block | {"drawing": drawing.replace("<svg", outside, 1), "narrow": ""}
