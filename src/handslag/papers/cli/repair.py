"""`handslag repair FILE`: the text with its å, ä and ö back, and nothing else, on standard output."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from handslag.core.files import decoded, ending, is_text
from handslag.core.verdict import Refused
from handslag.papers.cli.files import content_of

_MARK = b"\xef\xbb\xbf"


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
def repair(*, file: Path) -> None:
    """Skriv ut texten i FILE med å, ä och ö på sina platser.

    För handlingar som är inlästa med fel alfabet. Varje sida bedöms för sig; ren svenska kommer tillbaka oförändrad.
    Ordlistan görs första gången och sparas. Ingenting annat skrivs ut, så att texten kan sparas eller läsas vidare.
    """
    pages, mark = _pages(file)
    text = "\f".join(_repaired(page) for page in pages)
    sys.stdout.flush()
    out = sys.stdout.buffer
    out.write(mark + text.encode("utf-8", "surrogatepass"))
    out.flush()


def _repaired(page: str) -> str:
    from handslag.core.swedish.lexicon import load
    from handslag.core.swedish.lexicon_file import ready
    from handslag.papers.rules.repair import gate
    from handslag.papers.rules.repair import repair as repaired

    return repaired(page, load(ready())).text if gate.lacks_dots(page) else page


def _pages(file: Path) -> tuple[list[str], bytes]:
    """The file's pages, and the mark that it began with. Raises `Refused` when it cannot be read."""
    content = content_of(file)
    if not content.strip():
        raise Refused(f"Filen ”{file.name}” är tom.")
    if ending(file.name) in ("pdf", "docx", "html", "htm"):
        from handslag.core.reading import read_file

        return [page.raw for page in read_file(file.name, content).pages], b""
    text = decoded(content)
    if text is None or not is_text(text):
        raise Refused(f"Filen ”{file.name}” är ingen text. Lämna txt, pdf, docx eller html.")
    return text.split("\f"), _MARK if content.startswith(_MARK) else b""
