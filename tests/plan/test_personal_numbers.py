"""No text of a plan names a person by number, whichever way it comes to the actions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handslag.plan import actions
from handslag.plan.facts import StatementText, Terms
from handslag.plan.loading import contents_of
from tests.plan.revisers import AGREED, APPROVED, Desk, desk
from tests.plan.test_revising import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_work() -> Desk:
    """The plan office at work."""
    return desk()


NUMBER = "Ring 19121212-1212."


class TestPersonalNumbers:
    def test_a_draft_takes_none(self, at_work: Desk) -> None:
        made, by = at_work.draft(), {"by": at_work.pia, "at": at_work.tick()}
        area = contents_of(at_work.plan)["2027"].areas[0]
        wanted, about = replace(area.measures[0], text=NUMBER), {"area_key": area.key, "measure_key": "tak"}
        refused = "innehåller ett personnummer"
        refusal(lambda: actions.create_draft(plan=at_work.plan, label=NUMBER, **by), refused)
        refusal(lambda: actions.edit_preamble(revision=made, preamble=NUMBER, seen="", **by), refused)
        refusal(
            lambda: actions.edit_area(revision=made, key=area.key, wanted=replace(area, text=NUMBER), seen="", **by),
            refused,
        )
        refusal(
            lambda: actions.edit_measure(
                revision=made, area_key=area.key, key="tak", wanted=wanted, to_area=area.key, seen="", **by
            ),
            refused,
        )
        refusal(lambda: actions.remove_part(revision=made, reason=NUMBER, **about, **by), refused)
        refusal(lambda: actions.discard_draft(revision=made, reason=NUMBER, **by), refused)
        refusal(lambda: actions.open_consultation(revision=made, ends=at_work.at.date(), message=NUMBER, **by), refused)

    def test_a_consultation_and_what_follows_it_take_none(self, at_work: Desk) -> None:
        made, by = at_work.consulted(), {"by": at_work.ulf, "at": at_work.tick()}
        office, refused = {**by, "by": at_work.pia}, "innehåller ett personnummer"
        refusal(lambda: actions.comment_on(revision=made, area_key="", measure_key="", text=NUMBER, **by), refused)
        said = actions.comment_on(revision=made, area_key="", measure_key="", text="Bra.", **by)
        refusal(lambda: actions.answer_comment(comment=said, taken="yes", text=NUMBER, **office), refused)
        refusal(
            lambda: actions.state_standpoint(revision=made, organisation="Vision", stance="for", text=NUMBER, **by),
            refused,
        )
        refusal(lambda: actions.take_back(revision=made, reason=NUMBER, **office), refused)
        refusal(
            lambda: actions.register_cooperation(revision=made, talks=replace(AGREED, body=NUMBER), **office), refused
        )
        terms = Terms(at_work.at.date(), statements=(StatementText("reservation", ("Nils",), "", NUMBER),))
        refusal(lambda: actions.decide(revision=made, decision=APPROVED, terms=terms, **office), refused)
