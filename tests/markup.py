"""What every page must be, told from its HTML alone: parsed strictly, with one sentence for each fault."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # html5lib 1.1 is older than this Python
    import html5lib
    from html5lib.constants import E as PARSE_ERRORS

CONTROLS = {"input", "select", "textarea"}
UNLABELLED = {"hidden", "submit", "button", "reset", "image"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "headers", "list", "form")


def faults(html: str, *, whole: bool = True) -> list[str]:
    """Everything that is wrong with a page, or with a piece of one that htmx has asked for."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root: Element = parser.parse(html) if whole else parser.parseFragment(html)
    found = [
        f"line {position[0]}: {PARSE_ERRORS.get(code, code) % data if data else PARSE_ERRORS.get(code, code)}"
        for position, code, data in parser.errors
    ]
    if whole:
        found += _frame(root)
        found += _references(root)
    for check in (_ids, _labels, _names, _tables, _inline, _htmx):
        found += check(root)
    return found


def _tags(root: Element, *names: str) -> list[Element]:
    return [e for e in root.iter() if isinstance(e.tag, str) and e.tag in names]


def _text(element: Element) -> str:
    """What a screen reader would be given inside an element: its text, and the alternatives of its pictures."""
    parts = list(element.itertext())
    parts += [e.get("alt") or e.get("aria-label") or "" for e in element.iter()]
    return "".join(parts).strip()


def _show(element: Element) -> str:
    marks = "".join(f' {k}="{v}"' for k, v in list(element.attrib.items())[:4])
    return f"<{element.tag}{marks}>"


def _frame(root: Element) -> Iterator[str]:
    if (lang := root.get("lang")) != "sv":
        yield f'html has lang="{lang}", not "sv"'
    if not any((e.text or "").strip() for e in _tags(root, "title")):
        yield "the page has no title"
    for name in ("h1", "main"):
        if (count := len(_tags(root, name))) != 1:
            yield f"the page has {count} {name}, not one"
    levels = [HEADINGS.index(e.tag) + 1 for e in _tags(root, *HEADINGS)]
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"an h{after} follows an h{before}: a level is skipped"


def _ids(root: Element) -> Iterator[str]:
    counted = Counter(e.get("id") for e in root.iter() if e.get("id") is not None)
    for name, count in counted.items():
        if count > 1:
            yield f'id="{name}" stands {count} times'
        if not name or any(c.isspace() for c in name):
            yield f'id="{name}" is empty or has a space'


def _references(root: Element) -> Iterator[str]:
    ids = {e.get("id") for e in root.iter()}
    for element in root.iter():
        wanted = [one for key in REFERENCES for one in element.get(key, "").split()]
        link = element.get("href", "")
        if link.startswith("#") and len(link) > 1:
            wanted.append(link[1:])
        for name in wanted:
            if name not in ids:
                yield f'{_show(element)} points at id="{name}", which is not on the page'


def _labels(root: Element) -> Iterator[str]:
    pointed = {e.get("for") for e in _tags(root, "label") if _text(e)}
    wrapped = {inner for label in _tags(root, "label") if _text(label) for inner in label.iter()}
    for control in _tags(root, *CONTROLS):
        if control.tag == "input" and control.get("type", "text") in UNLABELLED:
            continue
        named = control.get("aria-label") or control.get("aria-labelledby")
        if not named and control not in wrapped and (control.get("id") is None or control.get("id") not in pointed):
            yield f"{_show(control)} has no label"


def _names(root: Element) -> Iterator[str]:
    for element in _tags(root, "a", "button", "summary"):
        if not (_text(element) or element.get("aria-label") or element.get("aria-labelledby")):
            yield f"{_show(element)} has no text"
    for image in _tags(root, "img"):
        if image.get("alt") is None:
            yield f"{_show(image)} has no alt"


def _tables(root: Element) -> Iterator[str]:
    for head in _tags(root, "th"):
        if head.get("scope") not in {"col", "row", "colgroup", "rowgroup"}:
            yield f'{_show(head)} "{_text(head)}" has no scope'
    for table in _tags(root, "table"):
        if not _tags(table, "th"):
            yield f"{_show(table)} has no header cell"


def _inline(root: Element) -> Iterator[str]:
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        name = element.tag.rsplit("}", 1)[-1]
        if name == "style" or (
            name == "script" and not element.get("src") and element.get("type") != "application/json"
        ):
            yield f"{_show(element)} is inline: the content security policy refuses it"
        for key in element.attrib:
            if key == "style" or key.startswith(("on", "hx-on")):
                yield f"{_show(element)} has {key}=: the content security policy refuses it"


def _htmx(root: Element) -> Iterator[str]:
    for element in root.iter():
        asks = [k for k in element.attrib if k in {"hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete"}]
        inside = element.get("form") or any(
            element in form.iter() for form in _tags(root, "form") if form.get("action")
        )
        if asks and not (element.get("href") or element.get("action") or inside):
            yield f"{_show(element)} does nothing without JavaScript: it has neither href nor action"
