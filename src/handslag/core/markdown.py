"""Running text with simple Markdown (paragraphs, lists, emphasis, links) as HTML with nothing else in it."""

from __future__ import annotations

from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "blockquote", "br"}
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(
    ["heading", "lheading", "image", "html_block", "html_inline", "code", "fence", "hr", "reference", "backticks"]
)


@lru_cache(maxsize=2048)
def markdown(text: str) -> SafeString:
    """The text as HTML; headings, pictures and raw HTML in it stay plain text."""
    if not text:
        return mark_safe("")
    clean = nh3.clean(
        _MARKDOWN.render(text),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        set_tag_attribute_values={"a": {"class": "ds-link"}},
        link_rel="noopener noreferrer",
    )
    return mark_safe(clean)  # noqa: S308 — nh3 has left nothing but the tags above
