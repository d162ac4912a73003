"""The files that are named on a command line."""

from __future__ import annotations

from pathlib import Path

from handslag.core.reading import refuse_large
from handslag.core.verdict import Refused


def content_of(file: Path) -> bytes:
    """The file's bytes; one that is too large is refused before it is read. Raises `Refused` with what to do."""
    try:
        if file.is_dir():
            raise Refused("Det är en mapp. Ange en fil.")
        refuse_large(file.name, file.stat().st_size)
        return file.read_bytes()
    except FileNotFoundError as wrong:
        raise Refused("Filen finns inte. Kontrollera sökvägen.") from wrong
    except PermissionError as wrong:
        raise Refused("Du har inte rätt att läsa filen.") from wrong
    except OSError as wrong:
        raise Refused(f"Filen gick inte att läsa: {wrong.strerror or wrong}.") from wrong
