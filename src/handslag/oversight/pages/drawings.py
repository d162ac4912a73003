"""The drawings of a report, as SVG with the classes of the pages: bars across, for a sheet and for a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDE, NARROW = 620, 358
LEFT = 214
"""Where the bars begin on a sheet; the names stand before."""
LETTERS = 34
"""How many letters of a name go on a line before the bars."""
STEP, BAR, LINE = 21, 17, 14


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar: how long, the class that fills it, what is written on it and the class of that."""

    size: float
    fill: str
    text: str = ""
    ink: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its name; `tail` is written after it."""

    name: str
    pieces: tuple[Piece, ...]
    tail: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across the bars to compare with, and what it is."""

    at: float
    text: str


def wide(
    name: str, bars: Sequence[Bar], *, full: float, title: str, alt: str, marks: Sequence[Mark] = ()
) -> SafeString:
    """Names to the left of the bars; `full` is the size that takes the whole width."""
    tail = 150 if any(bar.tail for bar in bars) else 0
    width = WIDE - LEFT - tail
    top = 22 if marks else 0
    rows, y = [], top
    for bar in bars:
        lines = folded_name(bar.name)
        rows += [_name(line, 0, y + 13 + at * LINE) for at, line in enumerate(lines)]
        rows += _pieces(bar, LEFT, y, width / full)
        if bar.tail:
            rows.append(_text(bar.tail, LEFT + width + 8, y + 13, "soft"))
        y += STEP + (len(lines) - 1) * LINE
    for mark in marks:
        at = LEFT + width * mark.at / full
        rows.append(
            format_html('<line class="axis" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>', _n(at), top - 5, y - STEP + BAR + 3)
        )
        rows.append(_text(mark.text, at, 12, "soft", anchor="middle"))
    return _drawing(name, "chart only-wide", WIDE, y - STEP + BAR + 4, title, alt, rows)


def narrow(name: str, bars: Sequence[Bar], *, full: float, title: str) -> SafeString:
    """The name over each bar."""
    rows: list[SafeString] = []
    for place, bar in enumerate(bars):
        y = place * 50
        rows.append(_text(bar.name, 0, y + 14, "strong"))
        rows += _pieces(bar, 0, y + 21, (NARROW - (110 if bar.tail else 0)) / full)
        if bar.tail:
            rows.append(_text(bar.tail, NARROW, y + 34, "soft", anchor="end"))
    alt = f"{title}, samma siffror som i tabellen"
    return _drawing(f"{name}-smal", "chart only-narrow", NARROW, len(bars) * 50, title, alt, rows)


def folded_name(name: str) -> list[str]:
    """A long name on two lines."""
    if len(name) <= LETTERS:
        return [name]
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + len(word) >= LETTERS:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _pieces(bar: Bar, x: float, y: float, scale: float) -> list[SafeString]:
    drawn: list[SafeString] = []
    for piece in bar.pieces:
        if piece.size <= 0:
            continue
        length = piece.size * scale
        drawn.append(
            format_html(
                '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>',
                piece.fill, _n(x), _n(y), _n(max(length - 1.5, 1)), BAR,
            )
        )  # fmt: skip
        if piece.text:
            drawn.append(_text(piece.text, x + 5, y + 13, piece.ink))
        x += length
    return drawn


def _name(text: str, x: float, y: float) -> SafeString:
    return _text(text, x, y, "")


def _text(text: str, x: float, y: float, kind: str, *, anchor: str = "") -> SafeString:
    shape = format_html(' class="{}"', kind) if kind else ""
    place = format_html(' text-anchor="{}"', anchor) if anchor else ""
    return format_html('<text{} x="{}" y="{}"{}>{}</text>', shape, _n(x), _n(y), place, text)


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _drawing(
    name: str, kind: str, width: int, height: float, title: str, alt: str, rows: Sequence[SafeString]
) -> SafeString:
    inner = format_html_join("\n", "{}", ((row,) for row in rows))
    return format_html(
        '<svg class="{}" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-titel {}-text">'
        '<title id="{}-titel">{}</title><desc id="{}-text">{}</desc>\n{}</svg>',
        kind, width, _n(height), name, name, name, title, name, alt, inner,
    )  # fmt: skip
