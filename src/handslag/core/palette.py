"""The colours outside the browser: the light theme as plain values, for drawings in the PDF, Word and PNG."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Values of theme.css, light: a test holds the two together.
COLORS = {
    "accent-base-default": "#0B5A8F",
    "accent-surface-tinted": "#e0eaf1",
    "accent-text-default": "#062e49",
    "accent-text-subtle": "#166294",
    "danger-base-contrast-default": "#ffffff",
    "danger-base-default": "#C01B1B",
    "danger-border-default": "#ce4d4d",
    "danger-surface-tinted": "#f8e4e4",
    "danger-text-subtle": "#b81a1a",
    "lugn-background-tinted": "#eff5f4",
    "lugn-base-default": "#1F6B5C",
    "lugn-surface-hover": "#ccdeda",
    "lugn-text-default": "#0e312a",
    "lugn-text-subtle": "#1e685a",
    "neutral-background-default": "#ffffff",
    "neutral-background-tinted": "#f3f4f4",
    "neutral-base-contrast-default": "#ffffff",
    "neutral-base-default": "#24303C",
    "neutral-border-default": "#727a81",
    "neutral-border-strong": "#555e68",
    "neutral-border-subtle": "#b8bcc0",
    "neutral-surface-active": "#c7cacd",
    "neutral-surface-hover": "#d8dadc",
    "neutral-surface-tinted": "#e7e9ea",
    "neutral-text-default": "#212c38",
    "neutral-text-subtle": "#555e68",
    "warning-base-contrast-default": "#000000",
    "warning-base-default": "#EA9B1B",
    "warning-border-subtle": "#eeb04c",
    "warning-surface-tinted": "#fae6c6",
    "warning-text-default": "#3c2807",
}


@dataclass(frozen=True)
class Paint:
    """How a sign is drawn: fill, ink and line by token name (`None`: bare), and whether the line is dashed."""

    ink: str
    fill: str | None = None
    line: str | None = None
    dash: bool = False
    bars: bool = False
    """Thick dark sides, so that the sign stands out in greyscale too."""

    def hexes(self) -> dict[str, str | bool | None]:
        """The same with colours as values, as the drawings take them."""
        return {
            "fill": color(self.fill) if self.fill else None,
            "ink": color(self.ink),
            "line": color(self.line) if self.line else None,
            "dash": self.dash,
            "bars": self.bars,
        }


# A token set by name; what the names mean is said in the rooms above.
SIGNS = {
    "sidestepped": Paint("danger-base-contrast-default", "danger-base-default"),
    "contested": Paint("warning-base-contrast-default", "warning-base-default", "warning-text-default", bars=True),
    "asleep": Paint("neutral-base-contrast-default", "neutral-base-default"),
    "missing": Paint("danger-text-subtle", line="danger-border-default", dash=True),
    "late": Paint("warning-text-default", "warning-surface-tinted", "warning-border-subtle"),
    "drowsy": Paint("neutral-text-default", "neutral-surface-tinted"),
    "awake": Paint("lugn-text-subtle"),
    "done": Paint("lugn-text-default", "lugn-background-tinted"),
    "opted_out": Paint("neutral-text-subtle", line="neutral-border-subtle"),
    "not_due": Paint("neutral-text-subtle"),
}

# The chart classes of app.css as presentation attributes (Typst knows no CSS).
CHART: dict[str, dict[str, str]] = {
    "soft": {"fill": "neutral-text-subtle"},
    "strong": {"font-weight": "600"},
    "grid": {"stroke": "neutral-surface-hover"},
    "axis": {"stroke": "neutral-border-default"},
    "now": {"stroke": "accent-base-default", "stroke-width": "2"},
    "now-text": {"fill": "accent-text-subtle", "font-weight": "600"},
    "f-awake": {"fill": "lugn-surface-hover"},
    "f-drowsy": {"fill": "neutral-surface-active"},
    "f-asleep": {"fill": "neutral-base-default"},
    "ink": {"fill": "neutral-base-default"},
    "inv": {"fill": "neutral-base-contrast-default"},
    "f-act": {"fill": "lugn-base-default"},
    "f-attn": {"fill": "danger-base-default"},
    "f-watch": {"fill": "warning-border-subtle"},
    "f-rest": {"fill": "neutral-surface-tinted"},
    "on": {"fill": "danger-base-contrast-default", "font-weight": "600"},
    "on-watch": {"fill": "warning-text-default"},
    "hollow": {"fill": "neutral-background-default", "stroke": "neutral-text-subtle", "stroke-width": "2"},
    "l-main": {"fill": "none", "stroke": "accent-base-default", "stroke-width": "2.5"},
    "f-main": {"fill": "accent-base-default"},
    "l-sig": {"stroke": "danger-base-default", "stroke-width": "2.5"},
}
_CLASSES = re.compile(r' class="([^"]*)"')
_TEXT = re.compile(r"<text(?![^>]*\sfill=)")


def color(token: str) -> str:
    """The light value of a token, named without `--ds-color-`."""
    return COLORS[token]


def painted(drawing: str) -> str:
    """An SVG drawn with the classes of the pages, with attributes in their place, for the PDF and the PNG."""

    def attributes(match: re.Match[str]) -> str:
        merged: dict[str, str] = {}
        for name in match[1].split():
            merged |= CHART.get(name, {})
        return "".join(f' {name}="{COLORS.get(value, value)}"' for name, value in merged.items())

    return _TEXT.sub(f'<text fill="{color("neutral-text-default")}"', _CLASSES.sub(attributes, drawing))
