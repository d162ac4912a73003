"""Opens an .xlsx as the zip archive it is, without trusting it, and packs it anew for the parser.

The parser (calamine) gets an archive that this module has written: only XML parts, stored, each of the size that
was counted here. What the scan has seen is therefore what the parser sees, whatever the original archive says
about itself.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from handslag.core.sheets.shapes import SheetError

MAX_ENTRIES = 2_000
MAX_UNPACKED = 200_000_000
MAX_RATIO = 250
SMALL = 10_000_000

BROKEN = "Filen är trasig eller avkortad. Öppna den i Excel, spara den på nytt och försök igen."
TOO_LARGE = (
    "Filen blir orimligt stor när den packas upp och läses därför inte. Spara den på nytt i Excel och försök igen."
)
LOCKED = "Filen är låst med lösenord. Ta bort lösenordet i Excel och försök igen."
_ZIP_FAULTS = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError, LookupError,
    OverflowError, MemoryError,
)  # fmt: skip
_XML_FAULTS = (ParseError, DefusedXmlException, ValueError, LookupError)
_WORKBOOK = "xl/workbook.xml"


def unpack(content: bytes) -> dict[str, bytes]:
    """The XML parts of an .xlsx by name; SheetError when it is something else, broken, locked or a zip bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = list(archive.NameToInfo.values())
            _check_bomb(archive.infolist(), len(content))
            _check_kind({entry.filename for entry in entries})
            if any(entry.flag_bits & 1 for entry in entries):
                raise SheetError(LOCKED)
            return {entry.filename: archive.read(entry) for entry in entries if _wanted(entry.filename)}
    except _ZIP_FAULTS as fault:
        raise SheetError(BROKEN) from fault


def repack(parts: dict[str, bytes]) -> io.BytesIO:
    """The parts as a new archive, stored without compression; `parts` is emptied, to hold each only once."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        while parts:
            name, part = parts.popitem()
            archive.writestr(zipfile.ZipInfo(name), part)
    packed.seek(0)
    return packed


def sheet_parts(parts: dict[str, bytes]) -> dict[str, str]:
    """The name of each part that holds a sheet → the sheet's name."""
    relations = {
        element.get("Id", ""): posixpath.normpath(posixpath.join("/xl", element.get("Target", ""))).lstrip("/")
        for element in _elements(parts, "xl/_rels/workbook.xml.rels", "Relationship")
    }
    names = {}
    for sheet in _elements(parts, _WORKBOOK, "sheet"):
        target = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        names[relations.get(target, "")] = sheet.get("name", "")
    return names


def _elements(parts: dict[str, bytes], name: str, tag: str) -> list[Element]:
    if len(parts.get(name, b"")) > SMALL:
        raise SheetError(TOO_LARGE)
    try:
        root: Element = ElementTree.fromstring(parts[name])
    except _XML_FAULTS as fault:
        raise SheetError(BROKEN) from fault
    return [element for element in root.iter() if isinstance(element.tag, str) and element.tag.endswith(f"}}{tag}")]


def _wanted(name: str) -> bool:
    return name.endswith((".xml", ".rels")) and not name.startswith(("xl/media/", "xl/theme/", "xl/drawings/"))


def _check_bomb(entries: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    ratio = unpacked / max(packed, 1)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or (unpacked > SMALL and ratio > MAX_RATIO):
        raise SheetError(TOO_LARGE)


def _check_kind(names: set[str]) -> None:
    if _WORKBOOK in names:
        return
    if "xl/workbook.bin" in names:
        raise SheetError("Filen är en binär Excelfil (.xlsb). Öppna den i Excel och spara den som .xlsx.")
    if "content.xml" in names:
        raise SheetError("Filen är i OpenDocument-format. Öppna den och spara den som .xlsx eller .csv.")
    for folder, program in (("word/", "ett Word-dokument"), ("ppt/", "en PowerPoint-presentation")):
        if any(name.startswith(folder) for name in names):
            raise SheetError(f"Filen är {program}, inte en tabell. Spara tabellen som .xlsx eller .csv.")
    raise SheetError("Filen är ett zip-arkiv, inte en tabell. Packa upp det och välj en .xlsx- eller .csv-fil.")
