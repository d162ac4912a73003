"""Where everyone begins."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve

from handslag.core.clock import now
from handslag.people.context import city_of
from handslag.people.models import User
from handslag.plan.context import plan_of, plans_of
from handslag.tasks.pages.start import greeting, start_page

PUBLIC = "/oppet/"


class SeeOther(HttpResponseRedirect):
    """What was asked for is found elsewhere; no login is asked for."""

    status_code = 303


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Who is logged in goes to the start page, a visitor to the public one."""
    if request.user.is_authenticated:
        return redirect("tasks:start")
    try:
        resolve(PUBLIC)
    except Resolver404:
        return redirect("people:login")
    return SeeOther(PUBLIC)


def start(request: HttpRequest) -> HttpResponse:
    """What I must do, by when, and why."""
    user = user_of(request)
    if not plans_of(request):
        context = {"heading": greeting(str(user), now()), "city": city_of(request)}
        return render(request, "tasks/no_plan.html", context)
    plan = plan_of(request)
    page = start_page(user, plan, now())
    context = {"page": page, "plan": plan, "as_of": page.judged.as_of, "known_at": page.judged.known_at}
    return render(request, "tasks/start.html", context)


def user_of(request: HttpRequest) -> User:
    """Who is logged in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
