"""The drawing of what has happened in a cell: days in, marks with places and classes out; a template writes the SVG.

The classes are those of `app.css`; `core.palette.painted` turns them into colours where there is no style sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from handslag.core.text import MONTHS, SHORT_MONTHS
from handslag.vitals.facts import Run
from handslag.vitals.rules import SIGN_WORDS

FILLS = {"calm": "f-awake", "watch": "f-drowsy", "answer": "f-asleep"}
"""A bar's fill by the group of its sign: the word on it, or the table, says which."""
LETTER = 6.9
"""About how wide a letter is, in the 13 px text of drawings."""
CROWDED = 18
"""Acts closer than this share one mark with their number on it."""


@dataclass(frozen=True, slots=True)
class Signalled:
    """A signal, and the day it was answered."""

    raised_on: date
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class Reported:
    """A signed report (`new`: something had happened since the one before), or one that is missing on its due day."""

    day: date
    code: str
    new: bool
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Happened:
    """All that is drawn between two days; `now` is the as-of day."""

    first_day: date
    last_day: date
    now: date
    runs: Sequence[Run]
    acts: Sequence[date] = ()
    signals: Sequence[Signalled] = ()
    reports: Sequence[Reported] = ()
    pauses: Sequence[tuple[date, date]] = ()
    silent_since: date | None = None
    silent_days: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: its shape and the attributes that shape has, as they are written."""

    kind: str  # line, rect, circle, path, text
    css: str = ""
    x: str = ""
    y: str = ""
    to_x: str = ""
    to_y: str = ""
    d: str = ""
    text: str = ""
    anchor: str = ""
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing with its marks in the order they are painted."""

    width: int
    height: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the rows stand, and how days become places."""

    width: int
    height: int
    left: float
    right: float
    top: int
    bottom: int
    bar: int
    acts: int
    signals: int
    reports: int
    months: int
    labels: tuple[tuple[str, float, float], ...]
    wide: bool

    def scale(self, happened: Happened) -> float:
        return (self.right - self.left) / ((happened.last_day - happened.first_day).days + 1)


WIDE = Frame(
    880, 262, 116, 872, 24, 232, 40, 104, 150, 190, 250,
    (("Tecken", 0, 59), ("Händelser", 0, 109), ("Signaler", 0, 155), ("Rapporter", 0, 201)), wide=True,
)  # fmt: skip
NARROW = Frame(
    358, 280, 2, 354, 26, 254, 28, 106, 166, 220, 272,
    (("Tecken", 0, 20), ("Händelser", 0, 84), ("Signaler", 0, 150), ("Rapporter", 0, 206)), wide=False,
)  # fmt: skip


def draw(happened: Happened, *, wide: bool) -> Drawing:
    """The time line for a wide page, or for a phone."""
    pen = _Pen(happened, WIDE if wide else NARROW)
    marks = (*pen.months(), *pen.bars(), *pen.pauses(), *pen.acts(), *pen.signals(), *pen.reports(), *pen.labels())
    return Drawing(pen.frame.width, pen.frame.height, marks)


def _n(value: float) -> str:
    """A number as SVG writes it."""
    return f"{value:.1f}".removesuffix(".0")


def _text(x: float, y: float, text: str, css: str = "", anchor: str = "") -> Mark:
    return Mark("text", css, _n(x), _n(y), text=text, anchor=anchor)


def _line(css: str, x: float, y: float, to_x: float, to_y: float, dash: str = "") -> Mark:
    return Mark("line", css, _n(x), _n(y), _n(to_x), _n(to_y), dash=dash)


def _diamond(css: str, x: float, y: float, size: float) -> Mark:
    return Mark("path", css, d=f"M{_n(x)} {_n(y - size)}l{size} {size}-{size} {size}-{size}-{size}z")


def months_between(first: date, last: date) -> Iterator[date]:
    """The first day of every month from one day to another."""
    day = first.replace(day=1)
    while day <= last:
        if day >= first:
            yield day
        day = (day + timedelta(days=32)).replace(day=1)


class _Pen:
    """Draws one row at a time."""

    def __init__(self, happened: Happened, frame: Frame) -> None:
        self.happened = happened
        self.frame = frame
        self.scale = frame.scale(happened)

    def x(self, day: date) -> float:
        """The place of a day; what lies outside is put at the edge."""
        place = self.frame.left + (day - self.happened.first_day).days * self.scale
        return min(max(place, self.frame.left), self.frame.right)

    def within(self, day: date) -> bool:
        return self.happened.first_day <= day <= self.happened.now

    def months(self) -> Iterator[Mark]:
        """A line a month, and its name every third."""
        frame = self.frame
        for place, day in enumerate(months_between(self.happened.first_day, self.happened.last_day)):
            x = self.x(day)
            css = "axis" if place == 0 or day.month == 1 else "grid"
            yield _line(css, x, frame.top, x, frame.bottom)
            if place % 3:
                continue
            name = SHORT_MONTHS[day.month - 1]
            if place == 0 or day.month == 1 or (place < 12 and day.month < 4):
                name += f" {day.year}" if frame.wide else f" ’{day.year % 100:02}"
            start = x + 4 if frame.wide else x
            if start + len(name) * LETTER <= frame.width:
                yield _text(start, frame.months, name, "soft")

    def bars(self) -> Iterator[Mark]:
        """The signs, with a word on each bar that has room for one, or above it."""
        frame = self.frame
        free = frame.left
        for run in self.happened.runs:
            x, end = self.x(run.first_day), self.x(run.last_day + timedelta(days=1))
            width = max(end - x - 1.4, 1)
            words = SIGN_WORDS[run.sign]
            yield Mark("rect", FILLS[words.group], _n(x), _n(frame.bar), _n(width), "28")
            loud = words.group == "answer"
            if len(words.short) * LETTER + 14 <= width:
                yield _text(x + 10, frame.bar + 18.5, words.short, "inv strong" if loud else "")
            elif frame.wide and x >= free and x + len(words.short) * LETTER < self.x(self.happened.now) - 80:
                yield _text(x, frame.bar - 6, words.short, "soft")
                free = x + len(words.short) * LETTER + 6

    def pauses(self) -> Iterator[Mark]:
        y = self.frame.acts
        for first, last in self.happened.pauses:
            if last < self.happened.first_day or first > self.happened.now:
                continue
            x, end = self.x(first), self.x(min(last, self.happened.now) + timedelta(days=1))
            yield Mark("rect", "f-drowsy", _n(x), _n(y - 4), _n(max(end - x, 2)), "8")
            yield _text((x + end) / 2, y + 22, "paus", "soft", "middle")

    def acts(self) -> Iterator[Mark]:
        """A dot a day something happened; close ones share one, with their number."""
        y, happened = self.frame.acts, self.happened
        if happened.silent_since is not None:
            yield from self._silence(happened.silent_since)
        for x, count in self._crowds():
            yield Mark("circle", "f-act", _n(x), _n(y), "7" if count == 1 else "9")
            if count > 1:
                yield _text(x, y + 4.5, str(count), "inv", "middle")

    def _silence(self, since: date) -> Iterator[Mark]:
        y = self.frame.acts
        x, end = self.x(since) + 12, self.x(self.happened.now) - 4
        if end - x < 8:
            return
        yield _line("axis", x, y, end, y, "2 5")
        words = f"{self.happened.silent_days} dagar tyst"
        if end - x > len(words) * LETTER:
            yield _text((x + end) / 2, y - 7, words, "soft", "middle")

    def _crowds(self) -> list[tuple[float, int]]:
        """The places of the marks with how many acts each stands for; none touches the one before."""
        crowds: list[tuple[float, int]] = []
        for day in sorted(filter(self.within, self.happened.acts)):
            x, count = self.x(day), 1
            while crowds and x - crowds[-1][0] < CROWDED:
                before, others = crowds.pop()
                x, count = (before * others + x * count) / (others + count), others + count
            crowds.append((x, count))
        return crowds

    def signals(self) -> Iterator[Mark]:
        """A filled diamond for a signal, a line for as long as it waited, an empty diamond for its answer."""
        y = self.frame.signals
        for signal in self.happened.signals:
            if signal.raised_on > self.happened.now:
                continue
            end = signal.answered_on or self.happened.now
            if end < self.happened.first_day:
                continue
            x, to_x = self.x(signal.raised_on), self.x(end)
            yield _line("l-sig", x, y, to_x, y)
            if self.within(signal.raised_on):
                yield _diamond("f-attn", x, y, 8)
            if signal.answered_on is not None:
                yield _diamond("hollow", to_x, y, 6.5)

    def reports(self) -> Iterator[Mark]:
        """A filled square for a report with something new, an empty one without, a cross for one that is missing."""
        y = self.frame.reports
        for report in filter(lambda one: self.within(one.day), self.happened.reports):
            x = self.x(report.day)
            if report.missing:
                yield Mark("path", "l-sig", d=f"M{_n(x - 5)} {y + 1}l10 10m0-10l-10 10")
            else:
                yield Mark("rect", "ink" if report.new else "hollow", _n(x - 6), _n(y), "12", "12")
            yield _text(x, y + 29, report.code, "soft", "middle")

    def labels(self) -> Iterator[Mark]:
        """The names of the rows, and the line of the day."""
        frame, x, now = self.frame, self.x(self.happened.now), self.happened.now
        yield _line("now", x, frame.top, x, frame.bottom)
        words = f"{now.day} {MONTHS[now.month - 1]}"
        yield _text(max(x + 4, frame.left + len(words) * LETTER + 60), frame.top - 6, words, "now-text", "end")
        for label, place, y in frame.labels:
            yield _text(place, y, label, "strong")
