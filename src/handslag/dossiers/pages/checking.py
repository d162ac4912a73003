"""The references of an answer held against their sources as they are now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from handslag.dossiers.loading.dossiers import Standing, references_of
from handslag.dossiers.loading.gathering import gathered
from handslag.dossiers.loading.held import keys_of
from handslag.dossiers.rules.comparing import Change, change_sentence, changes


@dataclass(frozen=True)
class Checked:
    """The changes in the answer to one question."""

    heading: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class CheckPage:
    """What the page says: the sentence first, then which references and from what to what."""

    answer: str
    found: tuple[Checked, ...]


def check_page(standing: Standing, day: date, moment: datetime) -> CheckPage:
    """Gather the same evidence as of a day and compare it with what the texts froze."""
    dossier = standing.dossier
    thing = dossier.document or dossier.question
    assert thing is not None
    if not standing.references:
        return CheckPage(change_sentence(0, 0), ())
    now = gathered(dossier.plan, thing, day, moment, keys_of(dossier))
    found = [
        Checked(f"Fråga {one.number}", tuple(changes(references_of(standing.texts[one.key]), now.evidence)))
        for one in standing.kept.questions
        if one.key in standing.texts
    ]
    changed = sum(len(one.changes) for one in found)
    return CheckPage(change_sentence(changed, standing.references), tuple(one for one in found if one.changes))
