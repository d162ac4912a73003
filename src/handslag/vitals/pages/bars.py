"""Horizontal bars of shares, drawn as SVG for a wide page and for a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its share in percent (None: nothing to share) and what is written after it."""

    name: str
    percent: float | None
    text: str


def wide_bars(bars: Sequence[Bar], *, title: str, description: str, mark: int, mark_text: str) -> SafeString:
    """Names to the left, numbers to the right, and a line at `mark` percent to compare with."""
    left = min(430, max(230, *(len(bar.name) * 8 for bar in bars))) if bars else 230
    width, step = 670 - left, 30
    height = len(bars) * step + 28
    at = left + width * mark / 100
    rows = format_html_join(
        "\n",
        '<text x="0" y="{}">{}</text><rect class="f-rest" x="{}" y="{}" width="{}" height="20"/>'
        '<rect class="f-main" x="{}" y="{}" width="{}" height="20"/><text x="{}" y="{}">{}</text>',
        (
            (
                y + 15,
                _fitted(bar.name, left // 8),
                left,
                y,
                width,
                left,
                y,
                _part(width, bar.percent),
                left + width + 10,
                y + 15,
                bar.text,
            )
            for y, bar in ((28 + place * step, bar) for place, bar in enumerate(bars))
        ),
    )
    return format_html(
        '<svg class="chart only-wide" viewBox="0 0 880 {}" role="img" aria-labelledby="staplar-titel staplar-text">'
        '<title id="staplar-titel">{}</title><desc id="staplar-text">{}</desc>'
        '<text class="soft" x="{}" y="15">{}</text>\n{}\n<line class="axis" x1="{}" x2="{}" y1="20" y2="{}"/></svg>',
        height, title, description, at, mark_text, rows, at, at, height - 8,
    )  # fmt: skip


def narrow_bars(bars: Sequence[Bar], *, title: str) -> SafeString:
    """The name and the numbers over each bar."""
    width, step = 358, 50
    rows = format_html_join(
        "\n",
        '<text class="strong" x="0" y="{}">{}</text><text x="{}" y="{}" text-anchor="end">{}</text>'
        '<rect class="f-rest" x="0" y="{}" width="{}" height="16"/>'
        '<rect class="f-main" x="0" y="{}" width="{}" height="16"/>',
        (
            (
                y + 14,
                _fitted(bar.name, 44 - len(bar.text)),
                width,
                y + 14,
                bar.text,
                y + 21,
                width,
                y + 21,
                _part(width, bar.percent),
            )
            for y, bar in ((place * step, bar) for place, bar in enumerate(bars))
        ),
    )
    return format_html(
        '<svg class="chart only-narrow" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        width, len(bars) * step, f"{title}, samma siffror som i tabellen nedanför", rows,
    )  # fmt: skip


def _part(width: int, percent: float | None) -> str:
    return f"{width * (percent or 0) / 100:.1f}"


def _fitted(name: str, room: int) -> str:
    """The name, or its beginning and its end when it is longer than there is room for; the table has it whole."""
    if len(name) <= room:
        return name
    end = room // 3
    return f"{name[: room - end - 1]}…{name[-end:]}"
