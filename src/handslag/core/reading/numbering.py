"""The numbers of a Word document's lists, which stand in no text but are counted as the paragraphs come."""

from __future__ import annotations

import re
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def parsed(content: bytes) -> Any:
    """A part of the file as a tree without entities; None when there is none. Raises ValueError when it is broken."""
    if not content:
        return None
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as wrong:
        raise ValueError(str(wrong)) from wrong


def attribute(element: Any, name: str) -> str:
    """An attribute of Word's own; empty when it is not there."""
    return (element.get(f"{W}{name}") or "") if element is not None else ""


class Numbering:
    """Counts the lists of a document as its paragraphs pass."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._levels = _levels(numbering) if numbering is not None else {}
        self._styles = _styles(styles) if styles is not None else {}
        self._counts: dict[str, dict[int, int]] = {}

    def next_of(self, paragraph: Any) -> str:
        """What stands before the paragraph: `3. `, `b) `, `– ` or nothing."""
        number, level = self._place(paragraph)
        levels = self._levels.get(number)
        if not levels or level not in levels:
            return ""
        form, pattern, start, shared = levels[level]
        if form == "bullet":
            return "– "
        if form == "none":
            return ""
        counts = self._counts.setdefault(shared, {})
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        shown = re.sub(
            r"%(\d)",
            lambda hit: _written(
                counts.get(int(hit.group(1)) - 1, 1), levels.get(int(hit.group(1)) - 1, ("decimal", "", 1, ""))[0]
            ),
            pattern,
        )
        return f"{shown} " if shown.strip() else ""

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """Which list a paragraph stands in, and how deep; its own word goes before its style's."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return "", 0
        number, level = _numbered(properties)
        if not number:
            style = attribute(properties.find(f"{W}pStyle"), "val")
            number, inherited = self._styles.get(style, ("", 0))
            level = level or inherited
        return ("", 0) if number == "0" else (number, level)


def _numbered(properties: Any) -> tuple[str, int]:
    numbered = properties.find(f"{W}numPr")
    if numbered is None:
        return "", 0
    level = attribute(numbered.find(f"{W}ilvl"), "val")
    return attribute(numbered.find(f"{W}numId"), "val"), int(level) if level.isdigit() else 0


def _styles(tree: Any) -> dict[str, tuple[str, int]]:
    """The list and depth of every style that has one, its own or that of the style it is based on."""
    own: dict[str, tuple[str, int]] = {}
    based: dict[str, str] = {}
    for style in tree.iter(f"{W}style"):
        name = attribute(style, "styleId")
        based[name] = attribute(style.find(f"{W}basedOn"), "val")
        properties = style.find(f"{W}pPr")
        if properties is not None and (found := _numbered(properties))[0]:
            own[name] = found
    made = {}
    for name in based:
        at, seen = name, set[str]()
        while at and at not in own and at not in seen:
            seen.add(at)
            at = based.get(at, "")
        if at in own:
            made[name] = own[at]
    return made


def _levels(tree: Any) -> dict[str, dict[int, tuple[str, str, int, str]]]:
    """For each list its levels: form, pattern, first number, and the list whose count it shares."""
    drawn: dict[str, dict[int, tuple[str, str, int, str]]] = {}
    for each in tree.iter(f"{W}abstractNum"):
        name = attribute(each, "abstractNumId")
        drawn[name] = {}
        for level in each.iter(f"{W}lvl"):
            depth, start = attribute(level, "ilvl"), attribute(level.find(f"{W}start"), "val")
            form = attribute(level.find(f"{W}numFmt"), "val") or "decimal"
            pattern = attribute(level.find(f"{W}lvlText"), "val")
            first = int(start) if start.isdigit() else 1
            drawn[name][int(depth) if depth.isdigit() else 0] = (form, pattern, first, name)
    made = {}
    for each in tree.iter(f"{W}num"):
        number, base = attribute(each, "numId"), attribute(each.find(f"{W}abstractNumId"), "val")
        levels = dict(drawn.get(base, {}))
        for anew in each.iter(f"{W}lvlOverride"):
            depth, start = attribute(anew, "ilvl"), attribute(anew.find(f"{W}startOverride"), "val")
            if depth.isdigit() and start.isdigit() and int(depth) in levels:
                form, pattern, _, _ = levels[int(depth)]
                levels[int(depth)] = (form, pattern, int(start), f"{base}/{number}")
        made[number] = levels
    return made


def _written(count: int, form: str) -> str:
    """A count as the list writes it."""
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(96 + (count - 1) % 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and count < 40:
        text, left = "", count
        for value, sign in _ROMAN:
            while left >= value:
                text, left = text + sign, left - value
        return text if form == "lowerRoman" else text.upper()
    return str(count)
