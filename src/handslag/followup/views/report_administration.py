"""An administration's period report: written, prepared, approved, sent back, signed, read and copied."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from handslag.core.clock import local, now
from handslag.core.text import swedish_date
from handslag.core.verdict import Refused
from handslag.followup.actions.signing import (
    approve_report,
    prepare_report,
    send_report_back,
    sign_report,
    write_summary,
)
from handslag.followup.exporters.reports import activity_text, report_text
from handslag.followup.forms.report_administration import ReasonForm, SignForm, SummaryForm
from handslag.followup.loading.progress import area_names
from handslag.followup.loading.reports import (
    Duty,
    Filed,
    duty_of,
    filed_of,
    lines_of_report,
    managers_of,
    open_reports,
    steps_of,
)
from handslag.followup.models import PartLine
from handslag.followup.pages.report_administration import AdministrationPage, activities, administration_page
from handslag.followup.pages.report_overview import overview as overview_page
from handslag.followup.pages.report_part import report_href
from handslag.followup.permissions.reporting import (
    can_approve,
    can_prepare,
    can_see_report,
    can_send_back,
    can_sign,
    can_write_summary,
)
from handslag.followup.rules.reporting import ReportState
from handslag.followup.views.report_parts import filed_at
from handslag.people.models import User
from handslag.plan.context import plan_of, plans_of


def overview(request: HttpRequest) -> HttpResponse:
    """What I have to report."""
    context: dict[str, Any] = {"heading": "Lägesrapporter"}
    if not plans_of(request):
        return render(request, "followup/report_overview.html", context | {"answer": "Det finns ingen plan än."})
    plan, moment = plan_of(request), now()
    assert isinstance(request.user, User)
    places = {one.administration_id for one in request.user.held if one.city_id == plan.city_id}
    only = next((one.administration for one in request.user.held), None) if len(places) == 1 else None
    page = overview_page(open_reports(plan, moment=moment, only=only), request.user, local(moment).date())
    return render(request, "followup/report_overview.html", context | {"page": page, "answer": page.answer})


def _page(request: HttpRequest, filed: Filed) -> AdministrationPage:
    lines: Mapping[int | None, Mapping[int, PartLine]] = lines_of_report(filed.report) if filed.report else {}
    signed = filed.state is ReportState.SIGNED
    duty = Duty() if signed else duty_of(filed, local(now()).date())
    areas = area_names(filed.plan) if signed else None
    steps = steps_of(filed.report)
    managers = {} if signed else managers_of(filed.administration, local(now()).date())
    return administration_page(filed, duty, lines, steps, user=request.user, now=now(), areas=areas, managers=managers)


def administration(request: HttpRequest, period: str, administration: str) -> HttpResponse:
    """The administration's report; what is written of it is saved here, and it is prepared for approval."""
    filed = filed_at(request, period, administration)
    can_see_report(request.user, filed).require()
    if request.method == "POST":
        return _write(request, filed)
    page = _page(request, filed)
    return _show(request, filed, page, _summary_form(filed, page))


def _summary_form(filed: Filed, page: AdministrationPage, data: Any = None) -> SummaryForm:
    report = filed.report
    first = {"version": report.version if report else 1, "sammanfattning": report.summary if report else ""}
    first |= {"forvaltningsgrupp": report.union_body_on} if report and report.union_body_on else {}
    return SummaryForm(data, initial=first, missing=page.missing)


def _show(
    request: HttpRequest, filed: Filed, page: AdministrationPage, form: SummaryForm, other: str = ""
) -> HttpResponse:
    context = {
        "other": other,
        "page": page,
        "heading": page.heading,
        "form": form,
        "ils": report_href(filed, "report-ils"),
        "approve": report_href(filed, "report-approve"),
        "sign": report_href(filed, "report-sign"),
        "send_back": report_href(filed, "report-send-back"),
        "has_errors": bool(form.errors),
    }
    return render(request, "followup/report_administration.html", context)


def _write(request: HttpRequest, filed: Filed) -> HttpResponse:
    assert isinstance(request.user, User)
    prepares = "forbered" in request.POST
    (can_prepare if prepares else can_write_summary)(request.user, filed).require()
    page = _page(request, filed)
    form = _summary_form(filed, page, request.POST)
    if not form.is_valid():
        return _show(request, filed, page, form)
    said = form.cleaned_data
    told: dict[str, Any] = {
        "filed": filed,
        "summary": said["sammanfattning"],
        "union_body_on": said["forvaltningsgrupp"],
        "version": said["version"] or 0,
        "by": request.user,
        "at": now(),
    }
    try:
        if prepares:
            prepare_report(duty=duty_of(filed, local(now()).date()), reason=said.get("skal", ""), **told)
        else:
            write_summary(**told)
    except Refused as why:
        return _refused(request, filed, page, form, str(why))
    done = "Rapporten är förberedd. En annan person godkänner den." if prepares else "Sparat."
    messages.success(request, done)
    return redirect(report_href(filed))


def _refused(request: HttpRequest, filed: Filed, page: AdministrationPage, form: SummaryForm, why: str) -> HttpResponse:
    """The form again, with all that was written; when another has written meanwhile, with both texts."""
    said, there = form.cleaned_data, filed_of(filed.plan, filed.administration, filed.period).report
    version = there.version if there else 1
    if (said["version"] or 0) != version:
        again = _summary_form(filed, page, {**request.POST.dict(), "version": version})
        again.is_valid()
        again.add_error("sammanfattning", why)
        return _show(request, filed, page, again, there.summary if there else "")
    form.add_error("skal" if "skal" in form.fields and not said.get("skal") else None, why)
    return _show(request, filed, page, form)


@require_POST
def approve(request: HttpRequest, period: str, administration: str) -> HttpResponse:
    """Approve what another has prepared, after a look at it."""
    filed = filed_at(request, period, administration)
    can_see_report(request.user, filed).require()
    assert isinstance(request.user, User)
    prepared = next((step for step in reversed(steps_of(filed.report)) if step.move == "prepare"), None)
    can_approve(request.user, filed, prepared).require()
    approve_report(filed=filed, by=request.user, at=now())
    messages.success(request, "Rapporten är godkänd. Förvaltningschefen undertecknar den.")
    return redirect(report_href(filed))


def send_back(request: HttpRequest, period: str, administration: str) -> HttpResponse:
    """Send the report back to the office, with a reason."""
    filed = filed_at(request, period, administration)
    can_see_report(request.user, filed).require()
    can_send_back(request.user, filed).require()
    assert isinstance(request.user, User)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        send_report_back(filed=filed, reason=form.cleaned_data["skal"], by=request.user, at=now())
        messages.success(request, "Rapporten är skickad tillbaka.")
        return redirect(report_href(filed))
    context = {
        "form": form,
        "heading": "Skicka tillbaka rapporten?",
        "answer": "Kansliet kan då ändra sammanfattningen, och delar kan skickas tillbaka till enheterna.",
        "button": "Skicka tillbaka",
        "back": report_href(filed),
    }
    return render(request, "form.html", context)


def sign(request: HttpRequest, period: str, administration: str) -> HttpResponse:
    """The question whether to sign, and its answer: what cannot be undone."""
    filed = filed_at(request, period, administration)
    can_see_report(request.user, filed).require()
    assert isinstance(request.user, User)
    moment = now()
    day = local(moment).date()
    body: date | None = filed.report.union_body_on if filed.report else None
    can_sign(request.user, filed, union_body_on=body or day, day=day).require()
    form = SignForm(request.POST or None) if body is None else None
    if request.method == "POST" and (form is None or form.is_valid()):
        given = form.cleaned_data["forvaltningsgrupp"] if form else None
        try:
            duty = duty_of(filed, day)
            sign_report(filed=filed, duty=duty, union_body_on=given, by=request.user, at=moment)
        except Refused as why:
            if form is None:
                raise
            form.add_error("forvaltningsgrupp", str(why))
        else:
            messages.success(request, "Rapporten är undertecknad.")
            return redirect(report_href(filed))
    context = {
        "form": form,
        "page": _page(request, filed),
        "heading": "Underteckna lägesrapporten?",
        "back": report_href(filed),
        "report": f"{filed.period.name}, {filed.administration}",
        "union_body": swedish_date(body) if body else "",
    }
    return render(request, "followup/report_sign.html", context)


def ils(request: HttpRequest, period: str, administration: str) -> HttpResponse:
    """The report as text to paste into the management system, activity by activity; or as a text file."""
    filed = filed_at(request, period, administration)
    can_see_report(request.user, filed).require()
    page = _page(request, filed)
    made = activities(page, filed)
    if (part := request.GET.get("del", "")) and filed.parts:
        names = {str(key or "egen"): (one.unit.name if one.unit else "") for key, one in filed.parts.items()}
        wanted = names.get(part, "") or f"{filed.administration.name}, egen del"
        made = [one for one in made if one.unit == wanted]
    if request.GET.get("format") == "txt":
        text = report_text(page.heading, page.summary, made)
        response = HttpResponse(text, content_type="text/plain; charset=utf-8")
        name = slugify(f"lagesrapport-{filed.period.key}-{filed.administration.slug}")
        response["Content-Disposition"] = f'attachment; filename="{name}.txt"'
        return response
    context = {
        "heading": f"Kopiera till ILS: {filed.period.name}, {filed.administration}",
        "activities": [(one, activity_text(one)) for one in made],
        "summary": page.summary,
        "up": report_href(filed),
        "up_name": filed.administration.name,
        "text_file": f"?format=txt{f'&del={part}' if part else ''}",
    }
    return render(request, "followup/report_ils.html", context)
