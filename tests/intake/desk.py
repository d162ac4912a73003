"""The import page as someone uses it: send up, look, explain, confirm, give up."""

from __future__ import annotations

import html
import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from handslag.core.hyphens import SOFT
from handslag.followup.models import ProgressEntry
from handslag.intake.models import Upload
from tests.client import CheckingClient

START = "/las-in/"
HEAD = "Förvaltning;Enhet;Fokusområde;Åtgärd;Datum;Läge;Notering;Underlag\n"
LINE = "Strandvik;Äldre Strandvik;Introduktion;Handbok för nya;2025-05-20;Pågår;Kapitel två är skrivet.;\n"
GOOD = (HEAD + LINE).encode()
FAULTY = (
    HEAD
    + "Strandvik;Äldre Strandvik;Introduktion;Handbok för nya;32 maj 2025;Pågår;Kapitel två.;\n"
    + "Strandvyk;Äldre Strandvik;Introduktion;Handbok för nya;2025-05-21;Pågår;Kapitel tre.;\n"
).encode()


def text_of(response: HttpResponse) -> str:
    """What the page says, without its tags, with single spaces."""
    page = html.unescape(response.content.decode()).replace(SOFT, "").replace("\N{NO-BREAK SPACE}", " ")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


class Desk:
    """One of the small city's users at the import page."""

    def __init__(self, client: CheckingClient, username: str) -> None:
        self.client = client.as_user(username)

    def posts(self, kind: str, content: bytes, name: str, **fields: Any) -> HttpResponse:
        """Send up a file; the answer as it is."""
        data = {"kind": kind, "file": SimpleUploadedFile(name, content), **fields}
        return self.client.post(START, data)

    def sends(self, kind: str, content: bytes, name: str | None = None, **fields: Any) -> str:
        """Send up a file that is kept; the address where it waits."""
        answer = self.posts(kind, content, name or f"{kind}.csv", **fields)
        assert answer.status_code == 302, text_of(answer)
        return answer.headers["Location"]

    def look(self, path: str = START) -> str:
        """What a page says."""
        answer = self.client.get(path)
        assert answer.status_code == 200
        return text_of(answer)

    def acts(self, path: str, act: str, **fields: Any) -> HttpResponse:
        """Press one of the buttons at a waiting file."""
        return self.client.post(path, {"act": act, **fields})

    def confirms(self, path: str, **fields: Any) -> str:
        """Read the file in; what is said then."""
        answer = self.acts(path, "confirm", **fields)
        assert answer.status_code == 302, text_of(answer)
        return self.look(answer.headers["Location"])

    def fields(self, path: str) -> dict[str, tuple[str, list[str], str]]:
        """The choices of the mapping form: name → label, what can be chosen, what is chosen."""
        page = html.unescape(self.client.get(path).content.decode())
        found = {}
        for name, inner in re.findall(r'<select name="(\w+)"[^>]*>(.*?)</select>', page, re.DOTALL):
            label = re.search(rf'<label[^>]*for="id_{name}"[^>]*>(.*?)</label>', page, re.DOTALL)
            options = re.findall(r'<option value="([^"]*)"( selected)?', inner)
            assert label is not None
            found[name] = (label[1], [v for v, _ in options], next((v for v, chosen in options if chosen), ""))
        return found

    def explains(self, path: str, **by_label: str) -> None:
        """Choose what unknown headings and words mean, by a part of their labels, leaving the rest as it is."""
        fields = self.fields(path)
        data = {name: chosen for name, (_, _, chosen) in fields.items()}
        for part, value in by_label.items():
            names = [name for name, (label, _, _) in fields.items() if part in label]
            data[names[0] if names else part] = value
        assert self.acts(path, "explain", **data).status_code == 302


def waiting() -> int:
    """How many files wait."""
    return Upload.objects.count()


def entries() -> int:
    """How many progress notes there are."""
    return ProgressEntry.objects.count()
