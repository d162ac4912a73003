"""Papers with their pages and readings, what was found in them, what was decided about them, which share passages."""

from handslag.papers.models.documents import REGISTRARS, Card, Document, Finding, KnownWord, Page, Reading
from handslag.papers.models.likeness import Likeness, Sketch
from handslag.papers.models.rulings import (
    AccessAnswer,
    AccessRequest,
    DocumentStep,
    PassageLift,
    Ruling,
    SecretPassage,
)

__all__ = [
    "REGISTRARS",
    "AccessAnswer",
    "AccessRequest",
    "Card",
    "Document",
    "DocumentStep",
    "Finding",
    "KnownWord",
    "Likeness",
    "Page",
    "PassageLift",
    "Reading",
    "Ruling",
    "SecretPassage",
    "Sketch",
]
