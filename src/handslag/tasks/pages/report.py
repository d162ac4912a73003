"""What the committee's report says of what was raised: as it stood on the report's day, known at its moment."""

from __future__ import annotations

from datetime import date

from handslag.oversight.loading import Material
from handslag.oversight.telling import RaisedCell
from handslag.tasks.models import Escalation
from handslag.tasks.pages.escalations import Line, lines_of


def told_in_report(material: Material) -> list[RaisedCell]:
    """What was raised since the period before, and what was raised earlier and was not closed by then."""
    asked = material.asked
    rows = Escalation.objects.filter(plan=material.plan, recorded_at__lte=asked.known_at)
    if asked.administration:
        rows = rows.filter(administration__name=asked.administration)
    since = material.before.as_of if material.before else date.min
    lines = lines_of(material.plan, rows, asked.as_of, known_at=asked.known_at)
    recent = (one for one in lines if one.raised_on > since or one.steps[-1].on > since or one.state != "closed")
    return [_told(one) for one in reversed(list(recent))]


def _told(one: Line) -> RaisedCell:
    return RaisedCell(
        administration=one.administration,
        area_name=one.area_name,
        sign=one.sign,
        word=one.word,
        raised_on=one.raised_on,
        level_word=one.level_word,
        state_word=one.state_word,
        waits=one.state == "raised",
        answer_by=one.answer_by,
        answered_on=one.answered_on,
        answer=one.answer,
    )
