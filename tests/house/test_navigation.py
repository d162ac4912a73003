"""Every page is reached by following links from the first one, and no link on the way is dead."""

from __future__ import annotations

import re
from collections import Counter, deque
from html import unescape
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.urls import Resolver404, resolve
from tests.client import CheckingClient
from tests.house.access import ACCESS
from tests.house.commitment_things import commitment
from tests.house.dossier_things import dossier, prepared_dossier
from tests.house.paper_things import published_paper, request
from tests.house.question_things import answering, reported
from tests.house.things import consulted, cooperating, draft, held_meeting, open_city, raised_cell, waiting_upload

HREF = re.compile(r"""<a\b[^>]*\shref=["']([^"'#]*)""")
OF_A_KIND = 3  # pages of the same address that are looked at, and as many for each name it can be asked with

# Pages that no link leads to, and why.
OUTSIDE = {
    "people:login": "where one is sent when one has not logged in",
    "people:logout": "a button",
    "people:choose-city": "a button, for those with roles in several cities",
    "people:demo": "in demo mode only",
    "people:invitation": "a link in a mail",
    "followup:evidence": "a file on an entry, where there is one",
    "followup:pause-end": "a button",
    "followup:adoption-adopt": "from a VP of a year that goes on, while areas are unanswered",
    "followup:adoption-carry": "from a VP of a year that goes on, while open measures are left behind",
    "followup:adoption-withdraw": "from an answer of a year that goes on",
    "followup:adoption-measure-new": "from an area adopted in a year that goes on",
    "followup:adoption-measure": "from an area adopted in a year that goes on",
    "papers:again": "a button, on a paper with pages that could not be read",
    "public:help-picture": "shown on a page of the guide",
    "tasks:feed": "for a calendar program",
    "tasks:register-feed": "for a calendar program",
    "tasks:reply": "a link in a mail",
    "tasks:letters": "in demo mode only",
    "tasks:letter": "in demo mode only",
    "tasks:letter-html": "in demo mode only",
    "plan:choose": "a button, for cities with several plans",
}


def walk(client: CheckingClient, start: str = "/") -> tuple[set[str], dict[str, str]]:
    """Follow links from a page: the names of the addresses that were reached, and the dead links with their pages."""
    reached: set[str] = set()
    dead: dict[str, str] = {}
    seen: Counter[tuple[str, str]] = Counter()
    known, waiting = {start}, deque([(start, "")])
    while waiting:
        path, on = waiting.popleft()
        parts = urlsplit(path)
        try:
            name = resolve(parts.path).view_name
        except Resolver404:
            dead[path] = on
            continue
        kinds = {(name, key) for key in ("", *(key for key, _ in parse_qsl(parts.query)))}
        if all(seen[kind] >= OF_A_KIND for kind in kinds):
            continue
        seen.update(kinds)
        response = client.get(path, follow=True)
        if response.status_code != 200:
            dead[path] = f"{on} ({response.status_code})"
        reached |= {name, *(resolve(urlsplit(target).path).view_name for target, _ in response.redirect_chain)}
        if response.streaming or not response.headers["Content-Type"].startswith("text/html"):
            continue
        here = response.redirect_chain[-1][0] if response.redirect_chain else path
        for link in HREF.findall(response.content.decode()):
            target = urljoin(here, unescape(link))
            if target.startswith("/") and not target.startswith("/static/") and target not in known:
                known.add(target)
                waiting.append((target, path))
    return reached, dead


def test_every_page_is_linked_to_and_no_link_is_dead(small_city: None, client: CheckingClient) -> None:
    waiting_upload()
    _ = draft(), consulted(), cooperating()
    _ = held_meeting(), raised_cell()
    open_city()
    _ = published_paper(), request(), reported(), answering(), commitment(), dossier(), prepared_dossier()
    reached, dead = walk(client.as_user("pia"))
    assert not dead, f"dead links, with the page they stand on: {dead}"
    pages = {name for name, row in ACCESS.items() if row.status("pia") in {200, 302}}
    assert pages - reached - OUTSIDE.keys() == set(), "link to it, or say in OUTSIDE why not"
    assert OUTSIDE.keys() <= ACCESS.keys()


def test_a_reader_meets_no_link_that_refuses(small_city: None, client: CheckingClient) -> None:
    _, dead = walk(client.as_user("lena"))
    assert not dead
