"""Reads signals and their answers from a spreadsheet: understood, checked, and written all or nothing."""

from handslag.voice.importers.formats import SIGNALS
from handslag.voice.importers.reading import FORMATS, import_file

__all__ = ["FORMATS", "SIGNALS", "import_file"]
