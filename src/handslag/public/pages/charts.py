"""The drawings of the public page: the state area by area, wide and narrow, and the line over the periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

LEFT, FULL, STEP = 240, 640, 32
NARROW, LOW = 358, 52
LETTERS = 33
HIGH = 92
"""Above this percent the number stands under its mark: there is no room over it."""
GAP = 2
INKS = (("f-attn", "on"), ("f-watch", "on-watch"), ("f-awake", ""))


@dataclass(frozen=True, slots=True)
class AreaBar:
    """An area with how many administrations must answer, are to be watched, and are calm."""

    name: str
    answer: int
    watch: int
    calm: int

    @property
    def counts(self) -> tuple[int, int, int]:
        return (self.answer, self.watch, self.calm)


@dataclass(frozen=True, slots=True)
class Point:
    """A period with its percent."""

    name: str
    long_name: str
    percent: int


def wide_areas(bars: Sequence[AreaBar], description: str) -> SafeString:
    """The names to the left of the bars."""
    scale, y, rows = _scale(bars, FULL), 0, []
    for bar in bars:
        lines = folded(bar.name)
        rows += [format_html('<text x="0" y="{}">{}</text>', y + 17 + 16 * at, line) for at, line in enumerate(lines)]
        rows += _pieces(bar, LEFT, y + 2, scale)
        y += STEP + 16 * (len(lines) - 1)
    return format_html(
        '<svg class="chart only-wide" viewBox="0 0 {} {}" role="img" aria-labelledby="omr-titel omr-text">'
        '<title id="omr-titel">Läget per område</title><desc id="omr-text">{}</desc>{}</svg>',
        LEFT + FULL, y, description, _joined(rows),
    )  # fmt: skip


def narrow_areas(bars: Sequence[AreaBar]) -> SafeString:
    """The name over each bar."""
    scale, rows = _scale(bars, NARROW), []
    for place, bar in enumerate(bars):
        y = place * LOW
        rows.append(format_html('<text class="strong" x="0" y="{}">{}</text>', y + 15, bar.name))
        rows += _pieces(bar, 0, y + 22, scale)
    return format_html(
        '<svg class="chart only-narrow" viewBox="0 0 {} {}" role="img" '
        'aria-label="Läget per område, samma siffror som i tabellen nedanför">{}</svg>',
        NARROW, len(bars) * LOW, _joined(rows),
    )  # fmt: skip


def folded(name: str) -> list[str]:
    """A long name on several lines."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + len(word) >= LETTERS:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _scale(bars: Sequence[AreaBar], width: int) -> float:
    return width / max((sum(bar.counts) for bar in bars), default=1)


def _pieces(bar: AreaBar, x: float, y: int, scale: float) -> list[SafeString]:
    drawn = []
    for count, (fill, ink) in zip(bar.counts, INKS, strict=True):
        if not count:
            continue
        length = count * scale
        drawn.append(
            format_html('<rect class="{}" x="{}" y="{}" width="{}" height="20"/>', fill, _n(x), y, _n(length - GAP))
        )
        shape = format_html(' class="{}"', ink) if ink else ""
        drawn.append(format_html('<text{} x="{}" y="{}">{}</text>', shape, _n(x + 8), y + 15, count))
        x += length
    return drawn


def line_of(points: Sequence[Point], description: str) -> SafeString:
    """Percent over the periods, on an axis from 0 to 100."""
    rows = []
    for at in (0, 25, 50, 75, 100):
        y = _y(at)
        kind = "grid" if at else "axis"
        rows.append(format_html('<line class="{}" x1="40" x2="420" y1="{}" y2="{}"/>', kind, y, y))
        rows.append(format_html('<text class="soft" x="32" y="{}" text-anchor="end">{}</text>', y + 4.5, at))
    step = (390 - 62) / max(len(points) - 1, 1)
    spots = [(round(62 + place * step, 1), _y(point.percent)) for place, point in enumerate(points)]
    path = "L".join(f"{x} {y}" for x, y in spots)
    rows.append(format_html('<path class="l-main" d="M{}"/>', path))
    for (x, y), point in zip(spots, points, strict=True):
        rows.append(
            format_html(
                '<circle class="f-main" cx="{0}" cy="{1}" r="5"/><text class="strong" x="{0}" y="{2}" '
                'text-anchor="middle">{3}</text><text class="soft" x="{0}" y="222" text-anchor="middle">{4}</text>',
                x, y, round(y + 24 if point.percent > HIGH else y - 14, 1), point.percent, point.name,
            )
        )  # fmt: skip
    return format_html(
        '<svg class="chart" viewBox="0 0 420 236" role="img" aria-labelledby="linje-titel linje-text">'
        '<title id="linje-titel">Andel aktivt eller genomfört</title><desc id="linje-text">{}</desc>{}</svg>',
        description, _joined(rows),
    )  # fmt: skip


def _y(percent: int) -> float:
    return round(200 - 1.8 * percent, 1)


def _joined(rows: Sequence[SafeString]) -> SafeString:
    return format_html_join("\n", "{}", ((row,) for row in rows))


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
