"""PDF: the text that lies in the file; a page without any is drawn and read as a picture, in Swedish."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Collection
from functools import cache
from io import BytesIO
from typing import Any

from handslag.core.reading.pages import MOST_PAGES, ReadPage, Unreadable, refuse_flood, tidy

DOTS = 200
"""Dots an inch of a drawn page."""
MOST_DOTS = 30_000_000
FEW = 8
"""A page with fewer letters and digits than this has no text of its own."""
PAGE_PATIENCE = 90
LANGUAGE = "swe"
LOCKED = "PDF-filen är låst med lösenord. Spara en kopia utan lösenord och läs in den."
BROKEN = "PDF-filen är skadad och går inte att läsa. Öppna den i en pdf-läsare, spara om den och försök igen."


@cache
def means() -> str:
    """What is missing for reading pictures: empty, `program` or `language`. Asked for once a process."""
    program = shutil.which("tesseract")
    if program is None:
        return "program"
    try:
        asked = subprocess.run(  # noqa: S603 — no shell, nothing from outside
            [program, "--list-langs"], capture_output=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return "program"
    return "" if LANGUAGE in asked.stdout.decode("utf-8", "replace").split() else "language"


def read_pdf(content: bytes, *, patience: float, only: Collection[int] = ()) -> tuple[tuple[ReadPage, ...], bool]:
    """The pages (or only those asked for), and whether the time ran out before all pictures were read."""
    import pypdfium2

    until = time.monotonic() + patience
    try:
        paper = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as wrong:
        raise Unreadable(LOCKED if "password" in str(wrong).lower() else BROKEN) from wrong
    try:
        count = len(paper)
        if not count:
            raise Unreadable(BROKEN)
        if count > MOST_PAGES:
            refuse_flood([""] * count)
        numbers = [number for number in range(1, count + 1) if not only or number in only]
        pages = [_read(paper, number, until) for number in numbers]
    finally:
        paper.close()
    refuse_flood([page.raw for page in pages])
    late = not means() and any(page.how == "unread" for page in pages) and time.monotonic() >= until
    return tuple(pages), late


def _read(paper: Any, number: int, until: float) -> ReadPage:
    import pypdfium2

    try:
        page = paper[number - 1]
    except pypdfium2.PdfiumError:
        return ReadPage(number, "", "unread")
    try:
        text = tidy(page.get_textpage().get_text_range())
        if sum(map(str.isalnum, text)) >= FEW:
            return ReadPage(number, text.strip("\n"))
        if not any(page.get_objects(max_depth=3)):
            return ReadPage(number, text.strip())  # an empty page
        if means() or time.monotonic() >= until:
            return ReadPage(number, "", "unread")
        return _read_picture(page, number, text.strip(), until)
    except pypdfium2.PdfiumError:
        return ReadPage(number, "", "unread")
    finally:
        page.close()


def _read_picture(page: Any, number: int, text: str, until: float) -> ReadPage:
    """The page drawn and read; an even surface is an empty page."""
    width, height = page.get_size()
    scale = DOTS / 72
    scale = min(scale, (MOST_DOTS / max(width * height, 1)) ** 0.5)
    picture = page.render(scale=scale, grayscale=True).to_pil()
    lightest, darkest = picture.getextrema()
    if darkest - lightest < 12:
        return ReadPage(number, text)
    out = BytesIO()
    picture.save(out, "png", dpi=(round(scale * 72), round(scale * 72)))
    program = shutil.which("tesseract") or "tesseract"
    left = max(1.0, min(PAGE_PATIENCE, until - time.monotonic() + 5))
    try:
        done = subprocess.run(  # noqa: S603 — no shell, the picture comes on standard input
            [program, "stdin", "stdout", "-l", LANGUAGE, "--psm", "3"],
            input=out.getvalue(), capture_output=True, timeout=left, check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return ReadPage(number, "", "unread")
    if done.returncode != 0:
        return ReadPage(number, "", "unread")
    words = tidy(done.stdout.decode("utf-8", "replace").replace("\f", "")).strip("\n ")
    return ReadPage(number, words, "ocr")
