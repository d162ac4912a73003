"""The press of the register: a process of its own that sets a list as Word, so that the one that shows pages is small.

It reads the list as JSON from standard input and writes the document to standard output; it knows no database.
"""

from __future__ import annotations

import io
import json
import sys
from datetime import datetime
from typing import Any

import docx
from docx.enum.section import WD_ORIENT

from handslag.core.word.sheets import add_banner, number_pages, set_properties, stilled
from handslag.core.word.styles import Styles, set_language, set_sheet
from handslag.core.word.tables import add_table


def document_of(paper: dict[str, Any]) -> bytes:
    """The list as a Word document on a lying sheet, the same to the byte each time."""
    document = docx.Document()
    styles = Styles(document, own=False)
    set_sheet(document, brief=True)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    number_pages(document)
    set_language(document)
    moment = datetime.fromisoformat(paper["moment"])
    set_properties(document, title=paper["title"], subject=paper["lead"], office=paper["office"], moment=moment)
    if paper["example"]:
        add_banner(document)
    styles.apply(document.add_paragraph(paper["title"]), "title")
    for text in (paper["lead"], *paper["notes"]):
        styles.apply(document.add_paragraph(text), "body")
    for table in paper["tables"]:
        if table["heading"]:
            styles.apply(document.add_paragraph(table["heading"]), "h1")
        add_table(document, table)
    out = io.BytesIO()
    document.save(out)
    return stilled(out.getvalue())


def main() -> int:
    """Carry out one order."""
    sys.stdout.buffer.write(document_of(json.load(sys.stdin.buffer)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
