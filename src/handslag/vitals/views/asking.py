"""The day a page is asked for, read from the address."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from handslag.core.clock import now, today
from handslag.plan.models import Plan
from handslag.vitals.forms import DayForm
from handslag.vitals.pages.day import Day
from handslag.vitals.surroundings import Office
from handslag.voice.permissions import can_raise


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


def raise_address(request: HttpRequest, plan: Plan, office: Office, **about: object) -> str:
    """Where the reader raises a signal about what the page shows; empty for those who do not raise signals there."""
    if not can_raise(request.user, plan.city, office.pk):
        return ""
    return f"{reverse('voice:raise')}?{urlencode({'administration': office.slug, **about})}"
