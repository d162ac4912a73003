"""Papers on the command line."""

from handslag.papers.cli.intake import intake

__all__ = ["intake"]
