"""Builders: from what was known to the paper, and the list of reports."""

from handslag.oversight.pages.brief import brief_of
from handslag.oversight.pages.report import report_of
from handslag.oversight.pages.shelf import Shelf, shelf_of

__all__ = ["Shelf", "brief_of", "report_of", "shelf_of"]
