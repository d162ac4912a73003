"""The whole way from a paper or a question to its frozen evidence."""

from __future__ import annotations

from datetime import date, datetime

from handslag.core.text import swedish_date
from handslag.core.verdict import Refused
from handslag.dossiers.facts import Asked, Head, Kept
from handslag.dossiers.loading.asking import as_known, asked_in, asked_of_question, head_of, renumbered
from handslag.dossiers.loading.material import load_material
from handslag.dossiers.rules.evidence import gather
from handslag.papers.models import Document
from handslag.plan.models import Plan
from handslag.questions.models import Question

EARLIEST = date(2000, 1, 1)


def gathered(
    plan: Plan, thing: Document | Question, as_of: date, known_at: datetime, before: tuple[str, ...] = ()
) -> Kept:
    """What bears on a paper's questions, or on one question. Raises `Refused` when there is nothing to answer."""
    if not EARLIEST <= as_of <= date(known_at.year + 5, 12, 31):
        raise Refused(
            f"Den {swedish_date(as_of)} går inte att ta fram underlag för. Välj en dag från år 2000 "
            f"till och med {known_at.year + 5}, fem år efter att uppgifterna var kända."
        )
    head, asked = _asked(thing, as_of, known_at)
    return gather(head, renumbered(asked), load_material(plan, as_of, known_at), before)


def _asked(thing: Document | Question, as_of: date, known_at: datetime) -> tuple[Head, list[Asked]]:
    if isinstance(thing, Document):
        return asked_in(thing, as_of, known_at)
    asked = as_known(thing, known_at)
    return head_of(None, [asked], known_at), [asked_of_question(asked, as_of, known_at)]
