"""The rows of focus areas and measures, from their content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handslag.core.text import fold
from handslag.people.models import Administration
from handslag.plan.facts import AreaText, MeasureText
from handslag.plan.models import FocusArea, Measure, Revision

Leaders = Mapping[str, Administration]
"""Folded name → the administration that leads a central measure."""


def _write_areas(row: Revision, areas: Sequence[AreaText], leaders: Leaders, start: int = 0) -> None:
    """The focus areas of a revision with all their measures, numbered from `start`."""
    made = FocusArea.objects.bulk_create(
        FocusArea(revision=row, order=place, **_area_values(area)) for place, area in enumerate(areas, start)
    )
    Measure.objects.bulk_create(
        Measure(area=parent, order=place, **_measure_values(measure, leaders))
        for parent, area in zip(made, areas, strict=True)
        for place, measure in enumerate(area.measures)
    )


def _area_values(area: AreaText) -> dict[str, object]:
    """The columns of a focus area's own row, but for its revision and place."""
    return {
        "key": area.key,
        "name": area.name,
        "text": area.text,
        "mandatory": area.mandatory,
        "mandatory_by": area.mandatory_by,
        "mandatory_on": area.mandatory_on,
        "mandatory_dnr": area.mandatory_dnr,
    }


def _measure_values(measure: MeasureText, leaders: Leaders) -> dict[str, object]:
    """The columns of a measure's own row, but for its area and place."""
    return {
        "key": measure.key,
        "name": measure.name,
        "text": measure.text,
        "central": measure.central,
        "administration": leaders[fold(measure.administration)] if measure.central else None,
        "due": measure.due,
    }
