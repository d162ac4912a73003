"""Reads a VP, progress notes or signed reports from a spreadsheet: understood, checked, and written all or nothing."""

from handslag.followup.importers.formats import FORMATS, PROGRESS, REPORTS, VP
from handslag.followup.importers.reading import import_file

__all__ = ["FORMATS", "PROGRESS", "REPORTS", "VP", "import_file"]
