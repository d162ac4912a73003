"""Which files can be evidence: told by content and name, with a reason in Swedish when not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from handslag.core.files import decoded, ending, file_name, is_packed, is_text
from handslag.core.text import personal_numbers

LARGEST = 20 * 1024 * 1024
KINDS = "pdf, docx, xlsx, odt, png, jpg, txt, csv eller eml"
_TEXTS = frozenset({"txt", "csv", "eml"})


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that can be evidence: its cleaned name and what it is."""

    name: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Turned:
    """A file that cannot, with the reason."""

    reason: str


def look_at(name: str, content: bytes) -> Accepted | Turned:
    """Whether a file can be evidence, by its size, its name and what it holds."""
    tidy = file_name(name)
    kind = ending(tidy)
    if not content:
        return Turned("Filen är tom.")
    if len(content) > LARGEST:
        return Turned(f"Filen är för stor: {len(content) / 1024 / 1024:.0f} MB. Högst 20 MB går bra.")
    if kind not in TYPES:
        return Turned(f"Filen ”{tidy}” är av en sort som inte tas emot. Lämna {KINDS}.")
    media_type, holds = TYPES[kind]
    if not holds(content):
        return Turned(f"Filen ”{tidy}” innehåller inte det som namnet säger. Spara om den som {kind} och försök igen.")
    if personal_numbers(tidy):
        return Turned("Filens namn innehåller ett personnummer. Byt namn på filen. Den har inte sparats.")
    if kind in _TEXTS and personal_numbers(decoded(content) or ""):
        return Turned("Filen innehåller ett personnummer. Ta bort det. Filen har inte sparats.")
    return Accepted(tidy, media_type)


def _starts(*heads: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(heads)


def _packed(part: str, mimetype: bytes = b"") -> Callable[[bytes], bool]:
    return lambda content: is_packed(content, part, mimetype=mimetype)


def _is_text(content: bytes) -> bool:
    return is_text(decoded(content))


def _is_mail(content: bytes) -> bool:
    head = content[:20_000].replace(b"\r\n", b"\n").partition(b"\n\n")[0].lower()
    lines = head.split(b"\n")
    return decoded(content) is not None and any(line.startswith((b"from:", b"subject:")) for line in lines)


_OOXML = "application/vnd.openxmlformats-officedocument."
_ODT = "application/vnd.oasis.opendocument.text"
TYPES: dict[str, tuple[str, Callable[[bytes], bool]]] = {
    "pdf": ("application/pdf", _starts(b"%PDF-")),
    "docx": (f"{_OOXML}wordprocessingml.document", _packed("word/document.xml")),
    "xlsx": (f"{_OOXML}spreadsheetml.sheet", _packed("xl/workbook.xml")),
    "odt": (_ODT, _packed("content.xml", _ODT.encode())),
    "png": ("image/png", _starts(b"\x89PNG\r\n\x1a\n")),
    "jpg": ("image/jpeg", _starts(b"\xff\xd8\xff")),
    "jpeg": ("image/jpeg", _starts(b"\xff\xd8\xff")),
    "txt": ("text/plain", _is_text),
    "csv": ("text/csv", _is_text),
    "eml": ("message/rfc822", _is_mail),
}
