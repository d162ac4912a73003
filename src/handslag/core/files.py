"""Files from outside: their names made tidy, what a file holds told by its content, never by its name alone."""

from __future__ import annotations

import unicodedata
import zipfile
from io import BytesIO

UNPACKED = 400 * 1024 * 1024
"""More than this no file that is a packed folder may unpack into."""


def file_name(name: str) -> str:
    """The last part of a file's name without control characters, at most 200 characters with its ending kept."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    plain = "".join(char for char in last if unicodedata.category(char)[0] != "C").strip(" .")
    if len(plain) <= 200:
        return plain
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[: 199 - len(ending)]}{dot}{ending}" if dot and len(ending) < 20 else plain[:200]


def ending(name: str) -> str:
    """The ending of a file's name in small letters, without its dot; empty when it has none."""
    return name.rpartition(".")[2].casefold() if "." in name else ""


def is_packed(content: bytes, part: str, *, mimetype: bytes = b"", most: int = UNPACKED) -> bool:
    """Whether it is a zip file with a part of this name, without programs in it, that does not unpack into a flood."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = {item.filename for item in archive.infolist()}
            flood = sum(item.file_size for item in archive.infolist()) > most
            programs = any(name.casefold().endswith("vbaproject.bin") for name in names)
            if part not in names or flood or programs:
                return False
            return not mimetype or archive.open("mimetype").read(100) == mimetype
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, ValueError):
        return False


def decoded(content: bytes) -> str | None:
    """A text file's text, in UTF-8 or Windows' western letters; None when it is no text."""
    if b"\0" in content:
        return None
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def is_text(text: str | None) -> bool:
    """Whether what was decoded holds nothing but what stands in texts."""
    return text is not None and not any(char < " " and char not in "\t\r\n\f" for char in text)
