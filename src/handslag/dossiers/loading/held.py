"""What was written and signed of a thing's dossier by a moment: what a command prints with the evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from handslag.core.clock import local
from handslag.dossiers.facts import Kept, kept_from
from handslag.dossiers.loading.covering import covered
from handslag.dossiers.models import Dossier, DossierEvidence, DossierStep, DossierText
from handslag.papers.models import Document
from handslag.plan.models import Plan
from handslag.questions.models import Question


@dataclass(frozen=True)
class Held:
    """The answers known at the moment, and what was signed by then."""

    plan: Plan
    keys: tuple[str, ...]
    answers: Mapping[str, Mapping[str, Any]]
    known_at: datetime
    signed_as_of: date | None = None
    kept: Kept | None = None
    signed_by: str = ""
    signed_on: date | None = None
    sha256: str = ""

    @property
    def texts(self) -> dict[str, str]:
        """Question → its answer."""
        return {key: str(one["text"]) for key, one in self.answers.items()}


def about(thing: Document | Question) -> dict[str, Any]:
    """The field of a dossier that names the thing."""
    return {"document" if isinstance(thing, Document) else "question": thing}


def held_of(thing: Document | Question, moment: datetime) -> Held | None:
    """None when the thing had no dossier by the moment."""
    dossier = Dossier.objects.filter(recorded_at__lte=moment, **about(thing)).select_related("plan__city").first()
    if dossier is None:
        return None
    texts = DossierText.objects.filter(dossier=dossier, recorded_at__lte=moment).order_by("number")
    answers = {row.key: {"text": row.text, "references": row.references, "done": row.done} for row in texts}
    keys = keys_of(dossier, moment)
    step = DossierStep.objects.filter(dossier=dossier, state="signed", recorded_at__lte=moment).first()
    if step is None or step.content is None:
        return Held(dossier.plan, keys, answers, moment)
    content = step.content
    return Held(
        dossier.plan, keys, answers, datetime.fromisoformat(content["known_at"]),
        date.fromisoformat(content["as_of"]), covered(kept_from(content)), str(step.by),
        local(step.recorded_at).date(), step.sha256,
    )  # fmt: skip


def keys_of(dossier: Dossier, moment: datetime | None = None) -> tuple[str, ...]:
    """The keys of all evidence the dossier has had, by number: a number never comes to mean something else."""
    rows = DossierEvidence.objects.filter(dossier=dossier).order_by("number")
    if moment is not None:
        rows = rows.filter(recorded_at__lte=moment)
    found: dict[int, str] = {}
    for row in rows:
        found |= {piece["number"]: piece["key"] for piece in row.content["evidence"]}
    return tuple(found.get(number, "") for number in range(1, max(found, default=0) + 1))
