"""Templates: safe, in the theme's colours, without inline style, and every one used."""

from __future__ import annotations

import re
from pathlib import Path

from tests.house.tree import SRC, name_of, ours

CORE = SRC / "core"
HEX = re.compile(r"(?<![&\w/])#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b(?![-\w])")
INLINE = re.compile(r"""<style\b|\sstyle\s*=\s*["'{]|\son[a-z]+\s*=\s*["']|<script(?![^>]*\bsrc=)[^>]*>""")
UNSAFE = re.compile(r"\|\s*safe\b|\|\s*safeseq\b|autoescape\s+off|\bmark_safe\b|\bSafeString\(|\bSafeText\(")
ROOTS = ("templates", "typst")


def _lines(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    return [
        f"{name_of(path)}:{number} {line.strip()[:80]}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def test_only_the_core_says_that_text_is_safe_html() -> None:
    found = _lines(UNSAFE, [p for p in ours(".py", ".html", ".txt", ".svg") if CORE not in p.parents])
    assert not found, found


def test_colours_stand_in_the_palette_and_the_theme_only() -> None:
    files = [
        p for p in ours(".py", ".html", ".css", ".svg", ".typ", ".js") if p.name not in {"palette.py", "theme.css"}
    ]
    found = _lines(HEX, files)
    assert not found, found


def test_no_template_has_inline_style_or_script() -> None:
    found = _lines(INLINE, [p for p in ours(".html", ".svg") if p.parent.name != "mail"])  # mail programs know no other
    assert not found, found


def test_every_template_is_used() -> None:
    sources = {p: p.read_text(encoding="utf-8") for p in ours(".py", ".html", ".typ", ".svg")}
    unused = []
    for path in ours(".html", ".txt", ".svg", ".typ"):
        root = next((p for p in path.parents if p.name in ROOTS), None)
        if root is None:
            continue
        name = path.relative_to(root).as_posix()
        # Django itself looks for its form templates and for the error pages that its settings name.
        asked = name.startswith("django/forms/") or any(
            re.search(rf"""["'/]{re.escape(name)}["'#]""", text) for other, text in sources.items() if other != path
        )
        if not asked:
            unused.append(name_of(path))
    assert not unused, f"no file names these templates: {unused}"
