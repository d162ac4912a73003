"""One's own deadlines in one's own calendar: the page that gives the address, and the feed itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import http_date

from handslag.audit.models import Event
from handslag.core.clock import now, today
from handslag.plan.models import Plan
from handslag.tasks.actions import make_calendar, revoke_calendar
from handslag.tasks.exporters.calendar import calendar_of
from handslag.tasks.loading import frame_of
from handslag.tasks.models import CalendarAddress
from handslag.tasks.pages.asked import register_lines
from handslag.tasks.pages.gathering import tasks_of
from handslag.tasks.rules import Task
from handslag.tasks.tokens import calendar_token, read_calendar
from handslag.tasks.views.start import user_of


def calendar(request: HttpRequest) -> HttpResponse:
    """The address of one's calendar: make one, make a new one, or revoke it."""
    user = user_of(request)
    if request.method == "POST":
        if "aterkalla" in request.POST:
            revoke_calendar(by=user, at=now())
            messages.success(request, "Adressen är återkallad. Den som har den ser inget mer.")
        else:
            make_calendar(by=user, at=now())
            messages.success(request, "Adressen är klar. En tidigare adress gäller inte längre.")
        return redirect("tasks:calendar")
    held = CalendarAddress.objects.filter(user=user, revoked_at=None).first()
    context: dict[str, Any] = {"heading": "Dina dagar i kalendern", "held": held}
    if held is not None:
        token = calendar_token(held.key)
        context["address"] = settings.HANDSLAG_BASE_URL + reverse("tasks:feed", args=[token])
        context["register"] = settings.HANDSLAG_BASE_URL + reverse("tasks:register-feed", args=[token])
    return render(request, "tasks/calendar.html", context)


@login_not_required
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The deadlines of whom the address belongs to; what does not work is not there, whatever the reason."""
    held = _held(token)
    cities = {one.city_id for one in held.user.held}
    plans = Plan.objects.select_related("city").filter(city__in=cities).order_by("pk")
    tasks = {task.key: task for plan in plans for task in tasks_of(frame_of(plan, now()), held.user_id)}
    return _calendar(held, tasks.values(), f"Handslag, {held.user}")


@login_not_required
def register_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The days of the register of questions and commitments, as whom the address belongs to may see them."""
    held = _held(token)
    cities = {one.city_id: one.city for one in held.user.held}
    lines = [line for city in cities.values() for line in register_lines(city, held.user, today())]
    return _calendar(held, lines, f"Frågor och utfästelser, {held.user}", whole_days=True)


def _held(token: str) -> CalendarAddress:
    """The address that works. Raises 404 for any other: revoked, of an account that is closed, or not ours."""
    key = read_calendar(token)
    rows = CalendarAddress.objects.select_related("user").filter(key=key, revoked_at=None, user__is_active=True)
    held = rows.first() if key else None
    if held is None:
        raise Http404
    return held


def _calendar(held: CalendarAddress, tasks: Iterable[Task], name: str, *, whole_days: bool = False) -> HttpResponse:
    newest = Event.objects.order_by("-number").first()
    body = calendar_of(
        tasks,
        name=name,
        base=settings.HANDSLAG_BASE_URL,
        sequence=newest.number if newest else 0,
        changed=newest.entered_at if newest else held.made_at,
        whole_days=whole_days,
    )
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'inline; filename="handslag.ics"'
    answer.headers["Last-Modified"] = http_date((newest.entered_at if newest else held.made_at).timestamp())
    return answer
