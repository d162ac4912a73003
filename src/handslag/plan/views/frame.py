"""What the views of the room share: the plan, a revision the user sees, and a form that is filled in and acted on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from handslag.core.clock import today
from handslag.core.verdict import Refused
from handslag.people.models import User
from handslag.plan.context import plan_of, plans_of
from handslag.plan.facts import RevisionText
from handslag.plan.loading import base_of, contents_of, revisions_of
from handslag.plan.models import Plan, Revision
from handslag.plan.pages.document import current
from handslag.plan.permissions import can_revise


def plan_or_404(request: HttpRequest) -> Plan:
    """The plan the page is about; none, and there is no such page."""
    if not plans_of(request):
        raise Http404
    return plan_of(request)


def frame(request: HttpRequest, found: Plan) -> dict[str, Any]:
    """What every page of the plan needs: the plan, the others to choose from, and how to keep the choice."""
    plans = plans_of(request)
    asked = "plan" in request.GET
    return {"plan": found, "plans": plans if len(plans) > 1 else [], "which": f"?plan={found.slug}" if asked else ""}


def user_of(request: HttpRequest) -> User:
    """Who is logged in; every page of the room asks for it."""
    assert isinstance(request.user, User)
    return request.user


def office_of(request: HttpRequest) -> tuple[User, Plan]:
    """The plan, for the plan office alone. Raises `Denied`."""
    found, user = plan_or_404(request), user_of(request)
    can_revise(user, found.city).require()
    return user, found


def revision_or_404(request: HttpRequest, found: Plan, label: str) -> tuple[Revision, Revision | None]:
    """A revision that the user sees, and the one in force that it is compared with."""
    rows = revisions_of(found, request.user)
    row = current(rows, label)
    if row is None:
        raise Http404
    if row.is_decided:
        return row, next((one for one in reversed(rows[: rows.index(row)]) if one.is_decided), None)
    return row, base_of(rows, today())


def both(found: Plan, row: Revision, base: Revision | None) -> tuple[RevisionText | None, RevisionText]:
    """What stands in the revision in force, and in this one."""
    contents = contents_of(found, [row.label, *([base.label] if base else [])])
    return contents[base.label] if base else None, contents[row.label]


def act_or_show(
    request: HttpRequest,
    form: BaseForm,
    context: dict[str, Any],
    *,
    act: Callable[[dict[str, Any]], object],
    receipt: str,
    to: str,
    template: str = "plan/step.html",
) -> HttpResponse:
    """Act on what was written and go on with a receipt; or show it again with what is wrong, nothing lost."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, receipt)
            return redirect(to)
    return render(request, template, context | {"form": form}, status=400 if form.errors else 200)
