"""What has been raised to whom, and what was answered."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from handslag.core.clock import now, today
from handslag.core.spreadsheet_text import Value
from handslag.core.text import counted
from handslag.followup.permissions import can_comment, can_pause
from handslag.followup.permissions.adoption import can_answer as may_decide
from handslag.plan.context import plan_of, plans_of
from handslag.plan.models import Plan
from handslag.tasks.actions import reply_to
from handslag.tasks.forms import AnswerForm, EscalationsForm
from handslag.tasks.models import Escalation
from handslag.tasks.pages.escalations import Line, lines_of
from handslag.tasks.permissions import can_answer, can_reply
from handslag.tasks.views.start import user_of
from handslag.vitals.pages.day import Day
from handslag.vitals.pages.files import document, table_csv
from handslag.vitals.surroundings import surroundings
from handslag.vitals.views.downloads import CSV, JSON, csv_file, json_file

A_PAGE = 50
COLUMNS = (
    "Förvaltning", "Område", "Tecken", "Sedan", "Lyft", "Lyft till", "Läge", "Svar senast", "Besvarad", "Svar",
)  # fmt: skip


def escalations(request: HttpRequest) -> HttpResponse:
    """The list, with choices, as a page or a file."""
    if not plans_of(request):
        return render(request, "tasks/escalations.html", {"heading": "Vad som har lyfts", "answer": "Ingen plan än."})
    plan = plan_of(request)
    offices = surroundings(plan).offices.values()
    form = EscalationsForm(request.GET, administrations=[(one.slug, one.name) for one in offices])
    form.is_valid()
    said = form.cleaned_data
    rows = Escalation.objects.visible_to(request.user).filter(plan=plan)
    if said.get("forvaltning"):
        rows = rows.filter(administration__slug=said["forvaltning"])
    lines = [one for one in lines_of(plan, rows, today()) if _wanted(one, said.get("lage"), said.get("niva"))]
    lines.sort(key=lambda one: (one.state != "raised", one.state == "closed", one.answer_by or one.raised_on, one.pk))
    name = f"lyft-{plan.city.slug}"
    if request.GET.get("format") == CSV:
        return csv_file(table_csv(plan, COLUMNS, map(_row, lines)), name)
    if request.GET.get("format") == JSON:
        day = Day(today(), now(), today())
        return json_file(document(plan, day, escalations=lines), name)
    page = Paginator(lines, A_PAGE).get_page(request.GET.get("sida"))
    waiting = sum(one.state == "raised" for one in lines)
    answer = f"{counted(waiting, 'cell', 'celler')} väntar på svar." if waiting else "Inget väntar på svar."
    context = {"plan": plan, "form": form, "page": page, "heading": "Vad som har lyfts", "answer": answer}
    return render(request, "tasks/escalations.html", context)


def _wanted(one: Line, state: str | None, level: str | None) -> bool:
    if level and one.level != level:
        return False
    return not state or one.state == state or (state == "oppna" and one.state != "closed")


def _row(one: Line) -> Sequence[Value]:
    return (
        one.administration, one.area_name, one.word, one.since, one.raised_on, one.level_word, one.state_word,
        one.answer_by, one.answered_on, one.answer,
    )  # fmt: skip


def escalation(request: HttpRequest, pk: int) -> HttpResponse:
    """One escalation: every step, and how it is answered; the level that was asked may answer here."""
    plan = plan_of(request)
    rows = Escalation.objects.visible_to(request.user).filter(plan=plan).select_related("administration__city")
    found = get_object_or_404(rows, pk=pk)
    line = lines_of(plan, rows.filter(pk=pk), today())[0]
    place = found.administration
    may_reply = can_reply(request.user, place, line.level, line.state)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        may_reply.require()
        if form.is_valid():
            reply_to(escalation=found, text=form.cleaned_data["text"], by=user_of(request), at=now())
            messages.success(request, "Svaret är sparat. Det står här, bredvid cellen och i nämndens rapport.")
            return redirect(found)
    ways = _ways(request, plan, found, line)
    context = {
        "form": form if may_reply else None,
        "plan": plan,
        "line": line,
        "heading": f"{line.area_name}, {line.administration}",
        "may_answer": can_answer(request.user, place, line.level, line.state),
        "ways": ways,
    }
    return render(request, "tasks/escalation.html", context)


def _ways(request: HttpRequest, plan: Plan, found: Escalation, line: Line) -> list[tuple[str, str]]:
    """The pages on which the reader may answer: a comment, a pause, a new measure."""
    place, area = found.administration, found.area_key
    known = [one for one in surroundings(plan).facts.calendar if one.code == "VP" and one.due <= today()]
    year = max((one.year for one in known), default=None)
    ways = []
    if can_comment(request.user, place):
        ways.append(("Kommentera", reverse("followup:comment", args=[place.slug, area])))
    if can_pause(request.user, place):
        ways.append(("Pausa", reverse("followup:pause", args=[place.slug, area])))
    if year is not None and may_decide(request.user, place):
        ways.append(("Ny åtgärd", reverse("followup:adoption-area", args=[place.slug, year, area])))
    return ways
