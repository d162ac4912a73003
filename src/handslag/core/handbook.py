"""The pages of a guide, written in Markdown that ships with the program, as HTML with headings, tables and pictures."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from handslag.core.text import slug

TAGS = {
    "p", "ul", "ol", "li", "strong", "em", "a", "blockquote", "br", "h2", "h3", "img", "code", "pre", "figure",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "class"},
    "h2": {"id", "class", "data-size", "tabindex"},
    "h3": {"id", "class", "data-size", "tabindex"},
    "img": {"src", "alt", "class", "loading"},
    "table": {"class", "data-color", "data-cards"},
    "th": {"scope"},
    "ul": {"class"},
    "ol": {"class"},
}
SIZES = {"h2": "sm", "h3": "xs"}
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_PAGE = re.compile(r"^(?!\w+:)(?P<page>[\w-]+)\.md(?P<place>#.*)?$")


@dataclass(frozen=True, slots=True)
class GuidePage:
    """A page of a guide: its first heading, the first paragraph, and the rest as HTML."""

    title: str
    lead: str
    html: SafeString


Address = Callable[[str], str]


@cache
def guide_page(file: Path, page_at: Address, picture_at: Address) -> GuidePage:
    """The page in the file. Links to other pages and pictures, written as file names, get the addresses given.

    The text begins with a heading and a paragraph.
    """
    text = file.read_text(encoding="utf-8")
    first, _, rest = text.partition("\n\n")
    lead, _, body = rest.partition("\n\n")
    tokens = _MARKDOWN.parse(body)
    for token in tokens:
        _dress(token, tokens)
        for child in token.children or ():
            _lead_on(child, page_at, picture_at)
    clean = nh3.clean(
        _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    return GuidePage(first.lstrip("# ").strip(), " ".join(lead.split()), mark_safe(clean))  # noqa: S308 — only TAGS are left


def _dress(token: Token, tokens: list[Token]) -> None:
    """The classes of the pages on what Markdown has made."""
    if token.type == "heading_open" and token.tag in SIZES:
        name = slug(tokens[tokens.index(token) + 1].content)
        token.attrs |= {"class": "ds-heading", "data-size": SIZES[token.tag], "id": name, "tabindex": "-1"}
    elif token.type == "table_open":
        token.attrs |= {"class": "ds-table", "data-color": "neutral"}
    elif token.type == "th_open":
        token.attrs |= {"scope": "col"}
    elif token.type in {"bullet_list_open", "ordered_list_open"}:
        token.attrs |= {"class": "ds-list"}


def _lead_on(token: Token, page_at: Address, picture_at: Address) -> None:
    """Links and pictures by their addresses."""
    if token.type == "link_open":
        found = _PAGE.match(str(token.attrs["href"]))
        if found:
            token.attrs["href"] = page_at(found["page"]) + (found["place"] or "")
        token.attrs["class"] = "ds-link"
    elif token.type == "image":
        token.attrs["src"] = picture_at(Path(str(token.attrs["src"])).name)
        token.attrs |= {"class": "picture", "loading": "lazy"}
