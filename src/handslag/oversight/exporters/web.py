"""The paper as one HTML file that needs nothing beside it."""

from __future__ import annotations

import base64
from functools import cache
from pathlib import Path

from django.template.loader import render_to_string

from handslag.core import palette
from handslag.oversight.paper import Paper

STATIC = Path(palette.__file__).parent / "static"
SHEETS = ("vendor/designsystemet.css", "theme.css", "app.css")


def html_of(paper: Paper) -> str:
    """A whole document, with the pages' own style inside it and no links."""
    return render_to_string("oversight/paper.html", {"paper": paper, "linked": False, "sheets": sheets()})


@cache
def sheets() -> tuple[str, ...]:
    """The style sheets as addresses that carry their own content."""
    return tuple(f"data:text/css;base64,{base64.b64encode((STATIC / name).read_bytes()).decode()}" for name in SHEETS)
