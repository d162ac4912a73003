"""Papers on the command line."""

from handslag.papers.cli.document import document
from handslag.papers.cli.intake import intake

__all__ = ["document", "intake"]
