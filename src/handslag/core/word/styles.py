"""The styles of the Word document: the city's own when its template has them, else Word's, set plainly."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from handslag.core.palette import color

FACE = "Calibri"
# What a style may be called in a template, the first that is found is used.
NAMES = {
    "title": ("Title", "Rubrik", "Dokumentrubrik"),
    "h1": ("Heading 1", "Rubrik 1"),
    "h2": ("Heading 2", "Rubrik 2"),
    "body": ("Body Text", "Brödtext", "Normal"),
    "points": ("List Number", "Numrerad lista"),
    "caption": ("Caption", "Beskrivning"),
}
SIZES = {"Title": 20, "Heading 1": 13, "Heading 2": 11, "Caption": 9, "Normal": 10.5}


def ink(token: str) -> RGBColor:
    """A colour of the palette as Word has it."""
    return RGBColor.from_string(color(token).lstrip("#").upper())


class Styles:
    """Finds styles by name; with no template of the city's they are first set to our own look."""

    def __init__(self, document: Document, *, own: bool) -> None:
        """Take the document; `own` when it stands on the city's template, whose look is left alone."""
        self.document = document
        self.own = own
        there = {style.name: style for style in document.styles if style.type == WD_STYLE_TYPE.PARAGRAPH}
        self.found = {use: next((there[name] for name in names if name in there), None) for use, names in NAMES.items()}
        if not own:
            self._dress()

    def apply(self, paragraph: Any, use: str) -> None:
        """Give a paragraph a style; without one in the template a heading is at least heavy and kept with the next."""
        style = self.found[use]
        if style is not None:
            paragraph.style = style
        elif use in {"title", "h1", "h2"}:
            for run in paragraph.runs:
                run.bold = True
            paragraph.paragraph_format.keep_with_next = True
            _outline(paragraph, {"title": 0, "h1": 0, "h2": 1}[use])

    def _dress(self) -> None:
        for name, size in SIZES.items():
            style = self.document.styles[name]
            style.font.name, style.font.size = FACE, Pt(size)
            style.font.italic = style.font.bold = False
            style.font.color.rgb = ink("neutral-text-subtle" if name == "Caption" else "neutral-text-default")
            _face(style.element)
        for name in ("Title", "Heading 1", "Heading 2"):
            style = self.document.styles[name]
            style.font.bold = True
            style.paragraph_format.keep_with_next = True
            style.paragraph_format.space_before = Pt(14 if name == "Heading 1" else 8)
            style.paragraph_format.space_after = Pt(4)
        self.document.styles["Title"].paragraph_format.space_after = Pt(10)
        for border in self.document.styles["Title"].element.findall(f".//{qn('w:pBdr')}"):
            border.getparent().remove(border)
        normal = self.document.styles["Normal"].paragraph_format
        normal.space_after, normal.line_spacing = Pt(6), 1.15


def _face(style: Any) -> None:
    """The same letters everywhere: Word's themes would else choose others for headings."""
    fonts = style.get_or_add_rPr().get_or_add_rFonts()
    for place in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{place}"), None)
    for place in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{place}"), FACE)


def _outline(paragraph: Any, level: int) -> None:
    """A heading for those who listen, also where the template has no style for it."""
    outline = OxmlElement("w:outlineLvl")
    outline.set(qn("w:val"), str(level))
    paragraph._p.get_or_add_pPr().append(outline)


def set_sheet(document: Document, *, brief: bool) -> None:
    """A4 with room at the sides; less of it when all must go on one page."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20 if brief else 25)
    section.top_margin, section.bottom_margin = (Mm(16), Mm(14)) if brief else (Mm(24), Mm(22))
    section.header_distance = section.footer_distance = Mm(8 if brief else 12)


def room_of(document: Document) -> int:
    """How wide the text is."""
    section = document.sections[0]
    return (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)


def set_language(document: Document) -> None:
    """Swedish, in the document's defaults and in every style that says something else."""
    root = document.styles.element
    defaults = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is not None and defaults.find(qn("w:lang")) is None:
        defaults.append(OxmlElement("w:lang"))
    for one in root.iter(qn("w:lang")):
        one.set(qn("w:val"), "sv-SE")
        one.set(qn("w:eastAsia"), "sv-SE")
