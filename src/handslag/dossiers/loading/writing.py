"""What was typed for a question, and what came of saving it."""

from __future__ import annotations

from dataclasses import dataclass, field

from handslag.dossiers.models import DossierText


@dataclass(frozen=True)
class Written:
    """What was typed for one question: on which version, and whether it is done."""

    text: str
    seen: int
    done: bool = False


@dataclass
class Saved:
    """What came of saving: which questions were kept, what was refused, and whose text came in between."""

    kept: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    crossed: dict[str, DossierText] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Whether all that was typed is kept."""
        return not self.refused and not self.crossed
