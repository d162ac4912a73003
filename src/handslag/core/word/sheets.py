"""The sheet of a Word document: the banner of an example, page numbers, what the file says of itself, stillness."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from handslag.core.word.styles import ink

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip file can hold; every part of ours has it."""
EXAMPLE_SENTENCE = "Påhittat exempel. Personer, händelser och siffror är inte verkliga."


def set_properties(document: Document, *, title: str, subject: str, office: str, moment: datetime) -> None:
    """What the file says of itself; nothing of the machine it was made on."""
    known = moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    properties = document.core_properties
    properties.title, properties.author = title, office
    properties.last_modified_by, properties.revision = office, 1
    properties.created = properties.modified = known
    properties.language, properties.subject = "sv-SE", subject
    properties.comments, properties.keywords = "", ""


def add_banner(document: Document) -> None:
    """At the top of every page."""
    for section in document.sections:
        heads = [section.header]
        heads += [section.first_page_header] if section.different_first_page_header_footer else []
        heads += [section.even_page_header] if document.settings.odd_and_even_pages_header_footer else []
        for head in heads:
            head.is_linked_to_previous = False
            first = head.paragraphs[0] if head.paragraphs else head.add_paragraph()
            mark = first.insert_paragraph_before() if first.text or first.runs else first
            run = mark.add_run(EXAMPLE_SENTENCE)
            run.bold = True
            run.font.color.rgb = ink("warning-text-default")


def number_pages(document: Document) -> None:
    """`Sida 1 (3)` at the foot of each page."""
    line = document.sections[0].footer.paragraphs[0]
    for text, code in (("Sida ", "PAGE"), (" (", "NUMPAGES"), (")", "")):
        line.add_run(text)
        if code:
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), code)
            run, value = OxmlElement("w:r"), OxmlElement("w:t")
            value.text = "1"
            run.append(value)
            field.append(run)
            line._p.append(field)


def stilled(content: bytes) -> bytes:
    """The same document without the moment it was saved: every part is dated alike and in the same order."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as saved, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as still:
        names = sorted(saved.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            part = zipfile.ZipInfo(name, EARLIEST)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            still.writestr(part, saved.read(name))
    return out.getvalue()
