"""What was raised stands in the committee's report, as it was known then, and the same when it is made again."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from handslag.core.clock import STOCKHOLM
from handslag.followup.actions import comment
from handslag.oversight.pages import report_of
from handslag.oversight.pages.escalations import raised_cells
from handslag.oversight.pages.report import material_of
from handslag.plan.models import Plan
from handslag.tasks.actions import escalate
from handslag.tasks.models import Escalation
from tests.oversight.conftest import asked_of

pytestmark = pytest.mark.django_db
AT = datetime(2025, 11, 3, 8, tzinfo=STOCKHOLM)
DAY = date(2025, 11, 10)


@pytest.fixture
def raised(small_city: None) -> Escalation:
    plan = Plan.objects.select_related("city").get()
    escalate(plan=plan, by=None, at=AT)
    return Escalation.objects.filter(plan=plan, steps__level="district").order_by("pk")[0]


def test_the_report_tells_what_was_raised_and_what_was_answered_as_it_was_known_then(raised: Escalation) -> None:
    plan = raised.plan
    comment(
        plan=plan, administration=raised.administration, area_key=raised.area_key, by=None,
        text="Handledningen börjar om i december.", effective_on=date(2025, 11, 6), at=AT + timedelta(days=3),
    )  # fmt: skip
    escalate(plan=plan, by=None, at=AT + timedelta(days=4))

    def told(known_at: datetime, administration: str = "") -> dict[tuple[str, str], bool]:
        asked = asked_of(plan, administration, as_of=DAY, known_at=known_at)
        return {
            (one.administration, one.answer): one.waits for one in raised_cells(material_of(plan, asked))
            if one.administration == str(raised.administration)
        }  # fmt: skip

    name = str(raised.administration)
    said = "Kommentar: ”Handledningen börjar om i december.”"
    assert told(AT - timedelta(hours=1)) == {}
    assert told(AT + timedelta(days=1))[name, ""] is True
    assert told(AT + timedelta(days=5))[name, said] is False
    assert told(AT + timedelta(days=5), name)[name, said] is False


def test_a_report_made_again_is_the_same_although_more_was_raised(raised: Escalation) -> None:
    asked = asked_of(raised.plan, as_of=DAY, known_at=AT + timedelta(days=1))
    first = report_of(raised.plan, asked)
    escalate(plan=raised.plan, by=None, at=AT + timedelta(days=40))
    assert report_of(raised.plan, asked) == first
    assert any(one.key == "lyft" for one in first.sections)
