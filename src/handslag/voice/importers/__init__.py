"""Reads signals and their answers from a spreadsheet: understood, checked, and written all or nothing."""

from handslag.voice.importers.formats import FORMATS, SIGNALS
from handslag.voice.importers.reading import import_file

__all__ = ["FORMATS", "SIGNALS", "import_file"]
