"""The administration's words on a cell: its comment beside the sign, and pauses."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from handslag.core.clock import now, today
from handslag.core.verdict import Refused
from handslag.followup.actions import comment as give_comment
from handslag.followup.actions import end_pause
from handslag.followup.actions import pause as set_pause
from handslag.followup.forms.progress import CommentForm, PauseForm
from handslag.followup.loading import area_names
from handslag.followup.models import Pause
from handslag.followup.pages.progress import CellPage, cell_page
from handslag.followup.permissions import can_comment, can_pause, office_word
from handslag.people.models import Administration, User
from handslag.plan.context import plan_of
from handslag.plan.models import Plan


def comment(request: HttpRequest, administration: str, area: str) -> HttpResponse:
    """Put the administration's own comment beside the sign."""
    plan, page = _cell(request, administration, area)
    user = _user(request)
    can_comment(user, page.administration).require()
    form = CommentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        give_comment(
            plan=plan, administration=page.administration, area_key=area, text=form.cleaned_data["text"],
            effective_on=today(), author=office_word(user, page.administration), by=user, at=now(),
        )  # fmt: skip
        messages.success(request, "Kommentaren är sparad. Den står bredvid tecknet från i dag.")
        return redirect(page.href)
    return render(request, "followup/comment.html", {"form": form, "page": page, "back": page.href})


def pause(request: HttpRequest, administration: str, area: str) -> HttpResponse:
    """Pause a cell, with a reason and an end."""
    plan, page = _cell(request, administration, area)
    user = _user(request)
    can_pause(user, page.administration).require()
    form = PauseForm(request.POST if request.method == "POST" else None, initial={"first_day": today()})
    if request.method == "POST" and form.is_valid():
        try:
            set_pause(
                plan=plan, administration=page.administration, area_key=area, by=user, at=now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Pausen är beslutad. Den syns på området med sitt skäl.")
            return redirect(page.href)
    return render(request, "followup/pause.html", {"form": form, "page": page, "back": page.href})


@require_POST
def pause_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a pause before its last day."""
    rows = Pause.objects.filter(plan__in=Plan.objects.visible_to(request.user))
    found = get_object_or_404(rows.select_related("plan", "administration"), pk=pk)
    end_pause(pause=found, by=_user(request), at=now())
    messages.success(request, "Pausen är avslutad. Från i dag räknas tysta dagar igen.")
    return redirect("vitals:cell", found.administration.slug, found.area_key)


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def _cell(request: HttpRequest, administration: str, area: str) -> tuple[Plan, CellPage]:
    plan = plan_of(request)
    place = get_object_or_404(Administration.objects.select_related("city"), city=plan.city_id, slug=administration)
    name = area_names(plan).get(area)
    if name is None:
        raise Http404
    return plan, cell_page(plan, place, area, name, today())
