"""The day a page is asked for, read from the address."""

from __future__ import annotations

from django.http import HttpRequest

from handslag.core.clock import now, today
from handslag.vitals.forms import DayForm
from handslag.vitals.pages.day import Day


def day_of(request: HttpRequest) -> tuple[DayForm, Day]:
    """The day and the moment in `?dag=…&kant=…`; what cannot be read is today, or now, and the form says so."""
    form = DayForm(request.GET)
    form.is_valid()
    known_at = form.cleaned_data.get("kant")
    return form, Day(
        as_of=form.cleaned_data.get("dag") or today(),
        known_at=known_at or now(),
        today=today(),
        now_known=known_at is None,
    )
