"""Whoever walks every link, list, file and search finds no word of what has become secret, however it was taken up."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import quote, urljoin, urlsplit

import click
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse
from tests.house.access import ACCESS
from tests.house.secret_papers import WORDS, lifted, taken_up
from tests.house.test_secrecy import FORMS, content_of
from tests.house.things import address

from handslag.audit.models import Event
from handslag.core.clock import now
from handslag.dossiers.cli import oversight
from handslag.papers.models import Document
from handslag.people.models import City, User
from handslag.search.cli import search as find
from handslag.search.loading import Filters, search
from handslag.tasks.actions import make_calendar
from handslag.tasks.tokens import calendar_token

WALKED = (
    "/handlingar/", "/fragor/", "/underlag-till-svar/", "/sok/", "/oppet/lillkoping/handlingar/",
    "/oppet/lillkoping/fragor/",
)  # fmt: skip
"""Where links are followed to: the rooms that tell of papers."""
SHUT_OUT = ("visitor", "gun", "lena", "britt")
"""Nobody, somebody of another city, a reader, and the one who answers and sees dossiers before they are signed."""
LINK = re.compile(r'(?:href|src|hx-get|action)="([^"#]+)')
ORDERED = re.compile(r"[?&](?:ordna|dag|mot)=")
"""The same list or page in another order, or of another day."""


def _roots(person: str) -> Iterator[str]:
    """Every address that needs no thing of its own, each list's files, and searches near every word."""
    for name, row in ACCESS.items():
        if row.granted == 200 and set(row.about) <= {"open city", "period"}:
            path = address(name, row)
            yield path
            if name.startswith(("papers:", "questions:", "dossiers:", "search:", "public:")):
                yield from (f"{path}{'&' if '?' in path else '?'}{form}" for form in FORMS)
    for word in WORDS:  # what is asked for is repeated on the page: the word itself is asked for below
        yield f"/sok/?q={quote(word[:4] + 'x' + word[5:])}"
        yield f"/sok/?q={quote(word[:-1])}"
    for kind in ("csv", "json"):
        yield reverse("public:data-file", args=["lillkoping", "handlingar", kind])
    if person != "visitor":
        key = make_calendar(by=User.objects.get(username=person), at=now()).key
        yield reverse("tasks:feed", args=[calendar_token(key)])
        yield reverse("tasks:register-feed", args=[calendar_token(key)])


def _walk(person: str) -> dict[str, str]:
    """Address → what it tells, as a page and as the smaller answer to a part of one."""
    client = Client()
    if person != "visitor":
        client.force_login(User.objects.get(username=person))
    told: dict[str, str] = {}
    waiting = list(_roots(person))
    while waiting:
        path = waiting.pop()
        if path in told:
            continue
        response = client.get(path)
        told[path] = f"{content_of(response)} {response.headers}"
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            continue
        if "hx-get" in told[path]:
            told[path] += content_of(client.get(path, headers={"HX-Request": "true", "HX-Target": "rows"}))
        for link in map(unescape, LINK.findall(told[path])):
            onward = urljoin(path, link)
            if not urlsplit(link).netloc and onward.startswith(WALKED) and not ORDERED.search(onward):
                waiting.append(onward)
    return told


def _found(told: dict[str, str]) -> dict[str, list[str]]:
    """Word → the addresses that tell it."""
    every = {path: said.casefold() for path, said in told.items()}
    return {word: [path for path, said in every.items() if word.casefold() in said] for word in WORDS}


def _commands() -> dict[str, str]:
    """What the commands print for a reader: searches and every dossier, in each form that is text."""
    told = {}
    for word in WORDS:
        near = word[:4] + "x" + word[5:]
        told[f"search {near}"] = _printed(find, near, "--json")
    for paper in Document.objects.filter(questions__isnull=False).distinct():
        for form in ("json", "html"):
            told[f"dossier {paper} {form}"] = _printed(oversight, "dossier", str(paper), "--format", form, "-o", "-")
    return told


def _printed(command: click.Command, *words: str) -> str:
    done = CliRunner().invoke(command, words)
    assert done.exit_code == 0, done.output
    return done.output


def test_nobody_who_is_shut_out_finds_a_secret_word_anywhere_and_registrars_find_each(small_city: None) -> None:
    taken_up()
    for person in SHUT_OUT:
        told = _walk(person)
        assert len(told) > 90, "the walk has come some way"
        assert not {word: paths for word, paths in _found(told).items() if paths}, person
    everything = _found(_walk("rut"))
    assert not [word for word, paths in everything.items() if not paths], "registrars read all of it"
    assert not {word: where for word, where in _found(_commands()).items() if where}
    record = json.dumps([event.data for event in Event.objects.all()], ensure_ascii=False, default=str).casefold()
    assert not [word for word in WORDS if word.casefold() in record], "the record has no words of papers"
    place, lena, rut = City.objects.get(name="Lillköping"), *map(_user, ("lena", "rut"))
    for word in WORDS[:-1]:  # the last is how a word came, which is not what it is searched by
        assert not search(lena, place, word, Filters()).total, word
        assert search(rut, place, word, Filters()).total, word
    lifted()
    assert not [word for word, paths in _found(_walk("lena")).items() if not paths], "what is lifted is read again"


def _user(name: str) -> User:
    return User.objects.get(username=name)
