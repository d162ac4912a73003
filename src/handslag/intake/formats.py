"""The kinds of files that can be read in, and an empty template for each spreadsheet."""

from __future__ import annotations

import io

from handslag.core.sheets import Format
from handslag.followup.importers import formats as followup
from handslag.voice.importers import formats as voice

FORMATS: dict[str, Format] = {**followup.FORMATS, **voice.FORMATS}
SHEET_KINDS = ("vp", "progress", "signals", "reports")
LEAVE = "-"
"""What stands for leaving a heading out, or reading a word as empty, when someone explains a file."""
KIND_WORDS = {
    "vp": "Verksamhetsplan: svar och åtgärder",
    "progress": "Lägesnoteringar",
    "signals": "Signaler och svar",
    "reports": "Undertecknade rapporter",
    "plan": "Handlingsplan (YAML eller Word)",
    "city": "Kommunens organisation och kalender (YAML)",
}


def template_of(kind: str) -> bytes:
    """An empty workbook with the headings of the kind, required ones in bold."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Blad1")
        bold, plain = book.add_format({"bold": True}), book.add_format({})
        for place, column in enumerate(FORMATS[kind].columns):
            sheet.write_string(0, place, column.name, bold if column.required else plain)
            sheet.set_column(place, place, max(12, len(column.name) + 4))
        sheet.freeze_panes(1, 0)
    return out.getvalue()
