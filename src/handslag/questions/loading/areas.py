"""The focus areas that a question can be about."""

from __future__ import annotations

from handslag.people.models import City
from handslag.plan.models import FocusArea


def area_names(city: City) -> dict[str, str]:
    """Key → newest name of every area that the city's plans have decided on, in the plans' order."""
    rows = FocusArea.objects.filter(revision__plan__city=city, revision__is_decided=True)
    return dict(rows.order_by("revision__in_force", "revision", "order").values_list("key", "name"))
