"""Papers on the command line."""

from handslag.papers.cli.document import document
from handslag.papers.cli.intake import intake
from handslag.papers.cli.repair import repair

__all__ = ["document", "intake", "repair"]
