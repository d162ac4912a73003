"""Where a dossier stands: its newest evidence, the newest text of each question, and the steps it has taken."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from handslag.dossiers.facts import Kept, kept_from
from handslag.dossiers.loading.covering import covered
from handslag.dossiers.models import Dossier, DossierEvidence, DossierStep, DossierText
from handslag.dossiers.rules.comparing import Change, Reference, changes
from handslag.dossiers.rules.states import Move, State


@dataclass(frozen=True)
class Standing:
    """A dossier with all that is shown of it."""

    dossier: Dossier
    evidence: DossierEvidence
    texts: dict[str, DossierText]
    steps: tuple[DossierStep, ...]

    @property
    def state(self) -> State:
        return State(self.dossier.state)

    @cached_property
    def kept(self) -> Kept:
        """The matter, the questions and the evidence as they are frozen."""
        return covered(kept_from(self.evidence.content))

    @property
    def signed(self) -> DossierStep | None:
        """The step that signed it."""
        return next((one for one in self.steps if one.move == Move.SIGN), None)

    @property
    def prepared_by(self) -> int | None:
        """Who last handed it over for approval."""
        found = [one.by_id for one in self.steps if one.move == Move.PREPARE]
        return found[-1] if found else None

    def is_done(self, key: str) -> bool:
        """Whether the answer to a question is marked as done."""
        text = self.texts.get(key)
        return text is not None and text.done

    @property
    def done(self) -> list[bool]:
        """Question by question, whether its answer is done."""
        return [self.is_done(one.key) for one in self.kept.questions]

    @cached_property
    def changes(self) -> dict[str, list[Change]]:
        """By question the references that no longer say what they said when the text was written."""
        return {key: changes(references_of(text), self.kept.evidence) for key, text in self.texts.items()}

    @property
    def references(self) -> int:
        """How many references all answers have together."""
        return sum(len(text.references) for text in self.texts.values())


def references_of(text: DossierText) -> list[Reference]:
    """The references of a text as they were bound."""
    return [Reference(one["number"], one["key"], one["title"], one["figures"]) for one in text.references]


def standing_of(dossier: Dossier) -> Standing:
    """All of it in three questions."""
    evidence = DossierEvidence.objects.filter(dossier=dossier).select_related("by").order_by("-number")[0]
    steps = DossierStep.objects.filter(dossier=dossier).select_related("by").defer("content")
    return Standing(dossier, evidence, dossier_texts(dossier), tuple(steps.order_by("recorded_at", "pk")))


def dossier_texts(dossier: Dossier) -> dict[str, DossierText]:
    """The newest text of each question."""
    rows = DossierText.objects.filter(dossier=dossier).select_related("by").order_by("number")
    return {row.key: row for row in rows}
