"""The VP of a year: an administration's answers, one focus area, many at once, and what is taken along."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from handslag.core.clock import now
from handslag.core.text import counted
from handslag.core.verdict import Refused
from handslag.followup.actions import adopt_areas, answer_area, carry_over, confirm_answer, withdraw_answer
from handslag.followup.forms.adoption import AdoptForm, AnswerForm, CarryForm
from handslag.followup.loading.adoption import Office, VpFrame, vp_frame
from handslag.followup.loading.adoption_asking import Asking, asking
from handslag.followup.pages.adoption import YearPage, area_page, behind_by_area, year_page
from handslag.followup.permissions.adoption import OFFICE, can_answer
from handslag.people.models import User
from handslag.people.permissions import memberships
from handslag.plan.context import plan_of, plans_of
from handslag.plan.models import Plan

LONGEST_ID = 12


def overview(request: HttpRequest) -> HttpResponse:
    """Lead on: those of one administration to its own VP, others to the coverage of all."""
    plan = plan_or_404(request)
    frame = vp_frame(plan)
    if frame is None:
        raise Refused(f"Kalendern i {plan.city} har inget VP-år än. En planansvarig kan läsa in den.")
    places = [one for one in memberships(request.user) if one.city_id == plan.city_id and one.administration_id]
    places.sort(key=lambda one: one.role not in OFFICE)
    office = next((frame.offices[one.administration_id or 0] for one in places), None)
    if office is None:
        return redirect("followup:coverage", frame.year)
    return redirect("followup:adoption-year", office.administration.slug, frame.year)


def year(request: HttpRequest, administration: str, year: int) -> HttpResponse:
    """An administration's VP of a year."""
    frame, office = place_or_404(request, administration, year)
    page = year_page(frame, office, request.user)
    return render(request, "followup/adoption_year.html", _frame(frame, office) | {"page": page})


def area(request: HttpRequest, administration: str, year: int, area: str) -> HttpResponse:
    """Read how a focus area is answered, and answer it."""
    found = asking_or_404(request, administration, area, year)
    form = AnswerForm(request.POST if request.method == "POST" else None, asking=found)
    if request.method == "POST":
        can_answer(request.user, found.office.administration).require()
        if form.is_valid() and _does(form, lambda: answer_area(
            **_where(request, found), said=form.whole(), corrects=form.corrects
        )):  # fmt: skip
            word = "antaget" if form.whole().adopted else "bortvalt"
            messages.success(request, f"{found.cell.asked.name} är {word} i VP {year}.")
            return redirect(request.path)
    page = area_page(found, request.user)
    context = {
        "page": page,
        "form": form.without_voluntary(),
        "title": f"{found.cell.asked.name}, VP {year}, {found.office.administration}",
    }
    return render(request, "followup/adoption_area.html", _frame(found.frame, found.office) | context)


@require_POST
def confirm(request: HttpRequest, administration: str, year: int, area: str) -> HttpResponse:
    """Say that the answer stands firm though the plan has been revised."""
    found = asking_or_404(request, administration, area, year)
    confirm_answer(**_where(request, found))
    messages.success(request, f"Svaret om {found.cell.asked.name} står fast.")
    return redirect("followup:adoption-year", administration, year)


def withdraw(request: HttpRequest, administration: str, year: int, area: str) -> HttpResponse:
    """Take back the answer that stands; asked first."""
    found = asking_or_404(request, administration, area, year)
    can_answer(request.user, found.office.administration).require()
    page = area_page(found, request.user)
    if request.method == "POST":
        shown = request.POST.get("svar", "")
        withdraw_answer(
            **_where(request, found), shown=int(shown) if shown.isdecimal() and len(shown) < LONGEST_ID else None
        )
        messages.success(request, f"Svaret om {found.cell.asked.name} är återtaget.")
        return redirect(page.href)
    if page.standing is None:
        raise Refused("Det finns inget svar att ta tillbaka.")
    return render(request, "followup/adoption_withdraw.html", {"page": page, "heading": "Ta tillbaka svaret?"})


def adopt(request: HttpRequest, administration: str, year: int) -> HttpResponse:
    """Adopt several areas by one decision."""
    frame, office, page = _own(request, administration, year)
    form = AdoptForm(request.POST if request.method == "POST" else None, areas=page.unanswered)
    if request.method == "POST" and form.is_valid():
        keys = form.cleaned_data["areas"]
        if _does(form, lambda: adopt_areas(
            **_whose(request, frame, office), area_keys=keys, said=form.said(adopted=True)
        )):  # fmt: skip
            areas = counted(len(keys), "fokusområde är antaget", "fokusområden är antagna")
            messages.success(request, f"{areas} i VP {year}.")
            return redirect("followup:adoption-year", administration, year)
    context = {"page": page, "form": form, "heading": f"Anta flera fokusområden i VP {year}"}
    return render(request, "followup/adoption_adopt.html", _frame(frame, office) | context)


def carry(request: HttpRequest, administration: str, year: int) -> HttpResponse:
    """Take the open measures of earlier years along."""
    frame, office, page = _own(request, administration, year)
    form = CarryForm(request.POST if request.method == "POST" else None, measures=[one.pk for one in page.behind])
    if request.method == "POST" and form.is_valid():
        wanted = {int(pk) for pk in form.cleaned_data["measures"]}
        made = _does(form, lambda: carry_over(**_whose(request, frame, office), measures=wanted))
        if made:
            measures = counted(len(made), "åtgärd är", "åtgärder är")
            messages.success(request, f"{measures} med i VP {year}.")
            return redirect("followup:adoption-year", administration, year)
    context = {"page": page, "form": form, "heading": f"Ta med öppna åtgärder till VP {year}"}
    groups = behind_by_area(frame, page.behind)
    return render(request, "followup/adoption_carry.html", _frame(frame, office) | context | {"groups": groups})


# What the views share -------------------------------------------------------------------------------------------------
def plan_or_404(request: HttpRequest) -> Plan:
    """The plan the page is about."""
    if not plans_of(request):
        raise Http404
    return plan_of(request)


def place_or_404(request: HttpRequest, administration: str, year: int) -> tuple[VpFrame, Office]:
    """The administration in the VP of a year."""
    frame = vp_frame(plan_or_404(request), year)
    office = frame.office(administration) if frame else None
    if frame is None or office is None:
        raise Http404
    return frame, office


def asking_or_404(request: HttpRequest, administration: str, area: str, year: int) -> Asking:
    """The focus area of the administration in the VP of a year."""
    found = asking(plan_or_404(request), administration, area, year)
    if found is None:
        raise Http404
    return found


def user_of(request: HttpRequest) -> User:
    """Who is logged in: every page here is behind the login."""
    assert isinstance(request.user, User)
    return request.user


def _own(request: HttpRequest, administration: str, year: int) -> tuple[VpFrame, Office, YearPage]:
    """The year's page, for those who may answer and while there is something to answer."""
    frame, office = place_or_404(request, administration, year)
    page = year_page(frame, office, request.user)
    if not page.mine:
        page.verdict.require()
        can_answer(request.user, office.administration).require()
    return frame, office, page


def _whose(request: HttpRequest, frame: VpFrame, office: Office) -> dict[str, Any]:
    return {
        "plan": frame.plan, "administration": office.administration, "year": frame.year, "by": user_of(request),
        "at": now(),
    }  # fmt: skip


def _where(request: HttpRequest, found: Asking) -> dict[str, Any]:
    return _whose(request, found.frame, found.office) | {"area_key": found.key}


def _does(form: Any, act: Any) -> Any:
    """What the action made; a refusal becomes an error of the form, with everything typed still there."""
    try:
        return act()
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def _frame(frame: VpFrame, office: Office) -> dict[str, Any]:
    return {"plan": frame.plan, "office": office.administration, "year": frame.year, "as_of": frame.today}
