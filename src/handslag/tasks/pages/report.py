"""What the committee's report says of what was raised: as it stood on the report's day, known at its moment."""

from __future__ import annotations

from datetime import date, datetime

from handslag.dossiers.facts import Raised
from handslag.oversight.loading import Material
from handslag.oversight.telling import RaisedCell
from handslag.plan.models import Plan
from handslag.tasks.models import Escalation, EscalationStep
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


def told_in_dossier(plan: Plan, as_of: date, known_at: datetime) -> list[Raised]:
    """Every cell that had been raised by the day, with the day on which it came to each level; oldest first."""
    rows = Escalation.objects.filter(plan=plan, recorded_at__lte=known_at, raised_on__lte=as_of)
    levels: dict[int, dict[str, date]] = {}
    steps = EscalationStep.objects.filter(escalation__in=rows.order_by().values("pk"), recorded_at__lte=known_at)
    for pk, level, on in (
        steps.filter(on__lte=as_of).order_by("recorded_at", "pk").values_list("escalation_id", "level", "on")
    ):
        levels.setdefault(pk, {}).setdefault(level, on)
    lines = lines_of(plan, rows, as_of, known_at=known_at)
    return [_raised(one, levels.get(one.pk, {})) for one in reversed(lines)]


def _raised(one: Line, levels: dict[str, date]) -> Raised:
    return Raised(
        administration=one.administration,
        area=one.area,
        area_name=one.area_name,
        sign=one.sign,
        raised_on=one.raised_on,
        levels=tuple(levels.items()),
        state=one.state,
        state_word=one.state_word,
        answer_by=one.answer_by,
        answered_on=one.answered_on,
        answer=one.answer,
        href=one.href,
    )
