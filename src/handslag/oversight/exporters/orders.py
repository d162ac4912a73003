"""Orders to the press: a paper in, a document out, whatever the format."""

from __future__ import annotations

import base64
import json
import logging
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from handslag.core.verdict import Refused
from handslag.oversight.exporters.web import html_of
from handslag.oversight.paper import Paper
from handslag.people.models import City

FORMATS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}
PATIENCE = 60
"""Seconds a document may take."""
FAULTY_TEMPLATE = 3
log = logging.getLogger(__name__)


def document_of(paper: Paper, form: str, template: bytes = b"") -> bytes:
    """The paper as PDF, Word or HTML; `template` is the city's own Word file. Raises `Refused` when that is faulty."""
    if form == "html":
        return html_of(paper).encode()
    order = {"format": form, "paper": paper.plain(), "template": base64.b64encode(template).decode()}
    done = subprocess.run(
        [sys.executable, "-m", "handslag.oversight.exporters.press"],
        input=json.dumps(order, ensure_ascii=False).encode(),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    if done.returncode == FAULTY_TEMPLATE:
        raise Refused("Mallen går inte att läsa. Den ska vara ett Word-dokument (.docx) som går att öppna i Word.")
    if done.stderr:
        log.warning("the press: %s", done.stderr.decode(errors="replace"))
    if done.returncode != 0:
        raise RuntimeError(f"the press answered {done.returncode}")
    return done.stdout


def template_file(city: City) -> Path:
    """Where a city keeps its own Word template."""
    folder: Path = settings.HANDSLAG_DATA
    return folder / "mallar" / city.slug / "mall.docx"


def template_of(city: City) -> bytes:
    """The city's own Word template; empty when it has none."""
    file = template_file(city)
    return file.read_bytes() if file.is_file() else b""
