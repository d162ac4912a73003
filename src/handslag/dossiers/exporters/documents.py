"""An answer as PDF, Word, HTML or JSON; the same paper gives the same bytes."""

from __future__ import annotations

import base64
import json
import logging
import subprocess
import sys
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from handslag.core import palette
from handslag.core.press import PATIENCE, pdf_of
from handslag.dossiers.facts import Kept
from handslag.dossiers.paper import DossierPaper

TYPST = Path(__file__).parent.parent / "typst" / "dossier.typ"
STATIC = Path(palette.__file__).parent / "static"
SHEETS = ("vendor/designsystemet.css", "theme.css", "app.css", "editor.css")
FORMATS = {
    "json": "application/json",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}
log = logging.getLogger(__name__)


def document_of(paper: DossierPaper, form: str) -> bytes:
    """The paper as PDF, Word or HTML."""
    if form == "pdf":
        return pdf_of(TYPST, _painted(paper), moment=datetime.fromisoformat(paper.known_at))
    if form == "docx":
        return _word(paper)
    return render_to_string("dossiers/paper.html", {"paper": paper, "sheets": sheets()}).encode()


def _painted(paper: DossierPaper) -> dict[str, Any]:
    """The paper with the colours the press needs."""
    late = palette.SIGNS["late"].hexes()
    return {
        "paper": paper.plain(),
        "ink": palette.color("neutral-text-default"),
        "soft": palette.color("neutral-text-subtle"),
        "line": palette.color("neutral-border-subtle"),
        "tint": palette.color("neutral-background-tinted"),
        "accent": palette.color("accent-text-subtle"),
        "banner": {"fill": late["fill"], "ink": late["ink"]},
    }


def _word(paper: DossierPaper) -> bytes:
    done = subprocess.run(
        [sys.executable, "-m", "handslag.dossiers.exporters.word"],
        input=json.dumps(paper.plain(), ensure_ascii=False).encode(),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    if done.stderr:
        log.warning("the press: %s", done.stderr.decode(errors="replace"))
    if done.returncode != 0:
        raise RuntimeError(f"the press answered {done.returncode}")
    return done.stdout


@cache
def sheets() -> tuple[str, ...]:
    """The style sheets as addresses that carry their own content."""
    return tuple(f"data:text/css;base64,{base64.b64encode((STATIC / name).read_bytes()).decode()}" for name in SHEETS)


def json_of(kept: Kept, paper: DossierPaper, *, plan: str, answers: dict[str, Any]) -> bytes:
    """The dossier as data: each question with its evidence, and each figure with all it takes to trace it."""
    pieces = {piece.number: piece for piece in kept.evidence}
    plain = kept.plain()
    questions = []
    for one, told in zip(plain["questions"], kept.questions, strict=True):
        held = answers.get(told.key) or {"text": "", "references": [], "done": False}
        evidence = [_piece(pieces[number].plain(), paper) for number in told.numbers if number in pieces]
        questions.append({**one, "answer": held, "evidence": evidence})
    content = {
        "city": paper.city,
        "plan": plan,
        "example": paper.example,
        "example_sentence": "Påhittade uppgifter" if paper.example else "",
        "as_of": paper.as_of,
        "known_at": paper.known_at,
        "state": "draft" if paper.draft else "signed",
        "sha256": paper.sha256,
        "document": plain["head"],
        "questions": questions,
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _piece(piece: dict[str, Any], paper: DossierPaper) -> dict[str, Any]:
    """A piece of evidence with the day and the moment it is of."""
    return {**piece, "as_of": paper.as_of, "known_at": paper.known_at}
