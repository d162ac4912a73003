"""The demo's post office: letters that went over no server, to be read by whoever looks round."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from handslag.core.mail import folder

A_PAGE = 50
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"
"""A letter brings its style with it; the page that shows it lets in nothing else."""


@dataclass(frozen=True)
class Letter:
    """A letter as it lies in its file."""

    name: str
    to: str
    subject: str
    date: str
    text: str = ""
    html: str = ""

    @property
    def paragraphs(self) -> list[list[tuple[str, str]]]:
        """The text as paragraphs of lines, each with the address that it ends with, if any."""
        found: list[list[tuple[str, str]]] = []
        for block in self.text.strip().split("\n\n"):
            lines = [line.strip().partition("http") for line in block.splitlines() if line.strip()]
            found.append([(before, f"{http}{rest}") for before, http, rest in lines])
        return found


def _read(path: Path) -> Letter:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    return Letter(
        path.stem.replace(".", "_"), str(message["To"]), str(message["Subject"]), path.name[:10],
        plain.get_content() if plain else "", html.get_content() if html else "",
    )  # fmt: skip


def _paths() -> dict[str, Path]:
    """The letters by name, newest first; there are none but in a demo."""
    if not settings.HANDSLAG_DEMO:
        raise Http404
    found = sorted(folder().glob("*.eml"), reverse=True) if folder().is_dir() else []
    return {path.stem.replace(".", "_"): path for path in found}


def _one(name: str) -> Letter:
    path = _paths().get(name)
    if path is None:
        raise Http404
    return _read(path)


@login_not_required
def letters(request: HttpRequest) -> HttpResponse:
    """Every letter that the demo has sent."""
    page = Paginator(list(_paths().values()), A_PAGE).get_page(request.GET.get("sida"))
    context = {"heading": "Mejl i demon", "page": page, "letters": [_read(path) for path in page.object_list]}
    return render(request, "tasks/letters.html", context)


@login_not_required
def letter(request: HttpRequest, name: str) -> HttpResponse:
    """One letter as plain text."""
    found = _one(name)
    return render(request, "tasks/letter.html", {"heading": found.subject, "letter": found})


@login_not_required
def letter_html(request: HttpRequest, name: str) -> HttpResponse:
    """The same letter as a mail program shows it."""
    answer = HttpResponse(_one(name).html)
    answer.headers["Content-Security-Policy"] = POLICY
    return answer
