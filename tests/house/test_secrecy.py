"""No letter of a secret passage reaches anyone who may not read it, whichever way it is asked for."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape

import pypdfium2
import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from tests.house.access import ACCESS, PEOPLE
from tests.house.paper_things import PAPER_THINGS, SECRET, SENTINEL, minutes, published_paper, request
from tests.house.things import address

from handslag.papers.models import REGISTRARS
from handslag.people.models import Membership, User

ROOMS = ("papers:", "questions:", "dossiers:", "search:", "public:paper", "public:data", "public:feed")
"""Addresses that tell of papers, whatever they are about."""
FORMS = ("format=csv", "format=xlsx", "format=json", "format=docx")


def _tells_of_papers(name: str) -> bool:
    row = ACCESS[name]
    return name.startswith(ROOMS) or any(one in PAPER_THINGS for one in row.about)


def _addresses() -> Iterator[str]:
    """Every such address, in each form a list can be had in, and the searches that would find the secret."""
    for name, row in ACCESS.items():
        if not _tells_of_papers(name) or row.granted not in {200, 302}:
            continue
        path = address(name, row)
        yield path
        if name.startswith(ROOMS) and not row.about:  # lists can be had as files
            yield from (f"{path}?{form}" for form in FORMS)
    for word in (SENTINEL, SENTINEL.lower(), "hotades", "Kvistlnda"):
        yield f"/sok/?q={word}"
    for kind in ("csv", "json"):
        yield reverse("public:data-file", args=["lillkoping", "handlingar", kind])


def content_of(response: HttpResponseBase) -> str:
    """All the words of an answer: a page, a text, the parts of a packed file, the pages of a PDF."""
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            parts = [packed.read(name).decode("utf-8", "replace") for name in packed.namelist()]
        return re.sub(r"<[^>]+>", "", "\n".join(parts))
    if body.startswith(b"%PDF-1"):
        return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(body))
    return unescape(body.decode("utf-8", "replace"))


def _may_read_it(person: str) -> bool:
    return Membership.objects.filter(user__username=person, role__in=REGISTRARS).exists()


@pytest.mark.parametrize("person", PEOPLE)
def test_no_letter_of_a_secret_passage_reaches_who_may_not_read_it(person: str, small_city: None) -> None:
    minutes()
    request()
    published_paper()
    client = Client()
    if person != "visitor":
        client.force_login(User.objects.get(username=person))
    told = [path for path in _addresses() if SENTINEL.casefold() in _without_the_query(client, path)]
    if _may_read_it(person):
        assert any("/handlingar/" in path for path in told), "registrars read all of it"
    else:
        assert not told, f"what is secret stands in {told}"


def _without_the_query(client: Client, path: str) -> str:
    """What the answer tells, without the words that were asked for."""
    said = content_of(client.get(path)).casefold()
    asked = re.search(r"[?&]q=([^&]+)", path)
    return said.replace(asked.group(1).casefold(), "") if asked else said


def test_the_secret_stands_in_the_paper_and_only_there(small_city: None) -> None:
    raw = minutes().pages.get(number=1).raw
    assert SECRET in raw
    assert raw.count(SENTINEL) == 1
