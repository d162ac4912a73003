"""Web pages: the words of the article itself, without menus, scripts and footers."""

from __future__ import annotations

import re
from typing import Any

from handslag.core.reading.pages import ReadPage, Unreadable, pages_of, tidy

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_LEFT_OUT = (
    "script", "style", "nav", "aside", "form", "noscript", "template", "button", "svg", "iframe", "select", "head",
    "canvas", "object", "video", "audio", "dialog",
)  # fmt: skip
_BLOCKS = frozenset((
    "address", "article", "blockquote", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "ol", "p", "pre", "section", "table", "ul",
))  # fmt: skip
_LINES = frozenset(("li", "tr", "dd", "dt", "caption"))
_CELLS = frozenset(("td", "th"))


def read_html(content: bytes) -> tuple[ReadPage, ...]:
    """The main text of a web page, as one page."""
    from lxml import html

    text, parser = _decoded(content), html.HTMLParser(encoding="utf-8", huge_tree=False, no_network=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (html.etree.ParserError, html.etree.XMLSyntaxError) as wrong:
        raise Unreadable("Filen gick inte att läsa som webbsida. Spara sidan igen, eller som pdf.") from wrong
    heading = next((" ".join("".join(map(str, each.itertext())).split()) for each in tree.iter("h1")), "")
    main = _main(tree)
    parts: list[str] = []
    _walk(main, parts)
    words = _laid_out("".join(parts))
    if heading and heading not in " ".join(words.split()):
        words = f"{heading}\n\n{words}"
    return pages_of([tidy(words)])


def _decoded(content: bytes) -> str:
    """The letters by byte order mark, else as UTF-8 when they are, else as the page itself says they are written."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    said = _CHARSET.search(content[:4096])
    name = said.group(1).decode("ascii", "replace").lower() if said else "cp1252"
    if name in ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii", "utf-8", "utf8"):
        name = "cp1252"  # as every browser reads it
    try:
        return content.decode(name, "replace")
    except LookupError:
        return content.decode("cp1252", "replace")


def _main(tree: Any) -> Any:
    """The element that holds the text, with all that is not text taken out of it."""
    chosen = (
        next(iter(tree.xpath("//main | //*[@role='main']")), None)
        or _only(tree.xpath("//article"))
        or next(iter(tree.xpath("//body")), tree)
    )
    for each in list(chosen.iter(*_LEFT_OUT)):
        _drop(each)
    unseen = ".//*[@hidden or @aria-hidden='true' or @role='navigation' or @role='search' or @role='contentinfo']"
    for each in chosen.xpath(unseen):
        _drop(each)
    if chosen.tag == "body":
        for each in chosen.xpath("./header | ./footer | ./div/header[not(.//h1)] | ./div/footer"):
            _drop(each)
    return chosen


def _only(found: list[Any]) -> Any:
    return found[0] if len(found) == 1 else None


def _drop(element: Any) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _walk(element: Any, parts: list[str]) -> None:
    """Put the words of an element last in `parts`; \\v stands between blocks, \\n between lines, \\t between cells."""
    pending = [(element, False)]
    while pending:
        node, done = pending.pop()
        tag = node.tag if isinstance(node.tag, str) else None
        if done:
            parts.append(_edge(tag))
            if node is not element:
                parts.append(_folded(node.tail))
            continue
        parts.append(_edge(tag) + _mark(node, tag))
        if tag is not None:
            parts.append(_folded(node.text) if tag != "pre" else (node.text or ""))
        pending.append((node, True))
        pending.extend((child, False) for child in reversed(node if tag is not None else ()))


def _edge(tag: str | None) -> str:
    if tag in _CELLS:
        return "\t"
    if tag in _LINES or tag == "br":
        return "\n" if tag != "br" else ""
    return "\v" if tag in _BLOCKS else ""


def _mark(node: Any, tag: str | None) -> str:
    """What a list item begins with, and the break itself."""
    if tag == "br":
        return "\n"
    if tag != "li":
        return ""
    parent = node.getparent()
    if parent is None or parent.tag != "ol":
        return "– "
    start = parent.get("start", "1")
    before = sum(1 for each in node.itersiblings("li", preceding=True))
    place = (int(start) if start.isdigit() and len(start) < 6 else 1) + before
    letters = {"a": chr(96 + min(place, 26)), "A": chr(64 + min(place, 26))}
    return f"{letters.get(parent.get('type', ''), place)}. "


def _folded(text: str | None) -> str:
    return re.sub(r"[ \t\r\n\f]+", " ", text or "")


def _laid_out(text: str) -> str:
    """Blocks with an empty line between them, lines and cells without stray spaces."""
    text = re.sub(r"[ \t]*\t[ \t]*", "\t", text)
    blocks = [
        re.sub(r"[ \t]*\n[ \t\n]*", "\n", block.replace("\n\t", "\n")) for block in re.split(r"[ \t\n]*\v\s*", text)
    ]
    return "\n\n".join(block.strip() for block in blocks if block.strip()).replace("– \n", "– ")
