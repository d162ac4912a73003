"""The coverage of a VP year, for a page, as files, and with reminders by one press."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from handslag.core.clock import now
from handslag.core.text import counted
from handslag.core.verdict import Refused
from handslag.followup.actions import remind as give_reminder
from handslag.followup.forms.adoption import CoverageForm, RemindForm
from handslag.followup.loading.adoption import vp_frame
from handslag.followup.pages.coverage import coverage_page, coverage_rows
from handslag.followup.views.adoption import plan_or_404, user_of
from handslag.plan.exporters import table_csv, table_json


def coverage(request: HttpRequest, year: int) -> HttpResponse:
    """Which district has answered what."""
    frame = vp_frame(plan_or_404(request), year)
    if frame is None:
        raise Http404
    form = CoverageForm(request.GET, areas=[(one.key, one.name) for one in frame.areas])
    form.is_valid()
    chosen = form.cleaned_data
    page = coverage_page(
        frame, request.user, show=chosen.get("visa", ""), area=chosen.get("omrade", ""),
        order=request.GET.get("ordna", ""),
    )  # fmt: skip
    kind = request.GET.get("format")
    if kind in ("csv", "json"):
        rows, name = coverage_rows(page), f"{frame.plan.slug}-vp-{year}.{kind}"
        options = {"ensure_ascii": False, "indent": 1}
        made = (
            JsonResponse(table_json(frame.plan, rows), json_dumps_params=options)
            if kind == "json"
            else HttpResponse(table_csv(frame.plan, rows), content_type="text/csv; charset=utf-8")
        )
        made["Content-Disposition"] = f'attachment; filename="{name}"'
        return made
    context = {
        "page": page,
        "form": form,
        "heading": f"VP {year}: vem har svarat på vad",
        "wide": True,
        "as_of": frame.today,
    }
    return render(request, "followup/adoption_coverage.html", context | {"year": year})


@require_POST
def remind(request: HttpRequest, year: int) -> HttpResponse:
    """Remind one district, or all that have something left."""
    frame = vp_frame(plan_or_404(request), year)
    if frame is None:
        raise Http404
    form = RemindForm(request.POST, city=frame.plan.city_id)
    if not form.is_valid():
        raise Refused("Förvaltningen finns inte.")
    one = form.cleaned_data["administration"]
    whom = [one] if one else [office.administration for office in frame.districts]
    made = give_reminder(plan=frame.plan, year=year, administrations=whom, by=user_of(request), at=now())
    districts = counted(len(made), "förvaltning är påmind", "förvaltningar är påminda")
    messages.success(request, f"{districts}. Påminnelsen går med dagens mejl och syns på deras startsidor.")
    return redirect("followup:coverage", year)
