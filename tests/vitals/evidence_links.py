"""Whether what a page points at is there: every link to evidence is followed to the place it names."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

from tests.client import CheckingClient

HREF = re.compile(r'<a\b[^>]*\shref="([^"]+)"')


def links(html: str) -> list[str]:
    """The addresses of all links inside the main part of a page."""
    return [unescape(href) for href in HREF.findall(html[html.index("<main") :])]


def dead_anchors(client: CheckingClient, path: str) -> list[str]:
    """The links of a page with a place in them that is not to be found where they lead."""
    html = client.get(path).content.decode()
    pages = {path: html}
    dead = []
    for href in links(html):
        target = urljoin(path, href)
        parts = urlsplit(target)
        if not parts.fragment:
            continue
        address = target.partition("#")[0] if href[0] != "#" else path
        if address not in pages:
            response = client.get(address)
            pages[address] = response.content.decode() if response.status_code == 200 else ""
        if f'id="{parts.fragment}"' not in pages[address]:
            dead.append(href)
    return dead
