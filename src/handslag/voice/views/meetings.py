"""Meetings: the list, one of them, registering and correcting; what was said beside what was done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from handslag.core.clock import now, today
from handslag.people.models import Administration, User
from handslag.plan.context import plan_of, plans_of
from handslag.plan.models import Plan
from handslag.voice import actions
from handslag.voice.forms.meetings import (
    CorrectMeetingForm,
    CorrectPointForm,
    MeetingForm,
    PointAnswerForm,
    PointsForm,
)
from handslag.voice.loading.meetings import MeetingStanding, meeting_standings
from handslag.voice.loading.places import administrations_on, areas_in_force, measures_of, named
from handslag.voice.models import Meeting, MeetingPoint
from handslag.voice.pages.meetings import (
    COLUMNS,
    MeetingPage,
    PointLine,
    meeting_lines,
    meeting_page,
    said_cells,
    said_lines,
    visible_meetings,
)
from handslag.voice.permissions import can_register
from handslag.voice.permissions.meetings import kinds_of_meeting, places_of_meeting
from handslag.voice.rules.meetings import PARTICIPANTS
from handslag.voice.views.files import CSV, JSON, json_file, table_file

PAGE = 50
EVERYONE = "alla"


def meetings(request: HttpRequest) -> HttpResponse:
    """The meetings one was invited to, newest first."""
    if not plans_of(request):
        return render(request, "voice/nothing.html", {"heading": "Möten"})
    plan = plan_of(request)
    lines = meeting_lines(visible_meetings(request.user, plan))
    page = Paginator(lines, PAGE).get_page(request.GET.get("sida"))
    waiting = sum(line.open_points for line in lines if not line.withdrawn)
    context = {"plan": plan, "page": page, "count": len(lines), "waiting": waiting, "heading": "Möten"}
    context |= {"may_register": can_register(request.user, plan.city)}
    return render(request, "voice/meetings.html", context)


def said_and_done(request: HttpRequest) -> HttpResponse:
    """*Du sa, vi gjorde*: every point beside what was done about it."""
    plan = plan_of(request)
    lines = said_lines(visible_meetings(request.user, plan), request.GET.get("forvaltning", ""))
    name = f"du-sa-vi-gjorde-{plan.city.slug}-{today()}"
    if request.GET.get("format") == CSV:
        return table_file(plan, name, COLUMNS, said_cells(lines))
    if request.GET.get("format") == JSON:
        return json_file(plan, name, "points", lines, today())
    page = Paginator(lines, PAGE).get_page(request.GET.get("sida"))
    waiting = sum(not line.answer for line in lines)
    context = {"plan": plan, "page": page, "count": len(lines), "waiting": waiting, "heading": "Du sa, vi gjorde"}
    return render(request, "voice/said.html", context)


def register(request: HttpRequest) -> HttpResponse:
    """Write down a meeting that has been held, with its points."""
    plan, user = plan_of(request), _user(request)
    can_register(user, plan.city).require()
    form = MeetingForm(request.POST or None, **_offered(plan, user), initial={"held_on": today()})
    if request.method == "POST" and form.is_valid():
        made = actions.register_meeting(plan=plan, told=_told(form), points=form.lines(), by=user, at=now())
        messages.success(request, "Mötet är infört. De som var inbjudna kan läsa det.")
        return redirect("voice:meeting", pk=made.pk)
    context = {"form": form, "heading": "För in ett möte", "back": reverse("voice:meetings")}
    return render(request, "voice/register.html", context, status=400 if form.errors else 200)


def _offered(plan: Plan, user: User) -> dict[str, Any]:
    """What the form can offer this user."""
    places = places_of_meeting(user, plan.city)
    offices = administrations_on(plan.city, today())
    return {
        "kinds": kinds_of_meeting(user, plan.city),
        "administrations": [one for one in offices if places is None or one.pk in places],
        "areas": list(areas_in_force(plan, today()).items()),
        "today": today(),
    }


def _told(form: MeetingForm) -> actions.MeetingFacts:
    data = form.cleaned_data
    places = [form.places[pk] for pk in data["administrations"]]
    roles = ["" if role == EVERYONE else role for role in data["invited"]]
    if "" in roles:
        roles = [""]
    spots: list[Administration | None] = [*places] or [None]
    return actions.MeetingFacts(
        kind=data["kind"], held_on=data["held_on"], participants=form.counted(), administrations=places,
        areas=data["areas"], invites=[(role, place, None) for place in spots for role in roles],
        public=data["public"],
    )  # fmt: skip


def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting with its points and their answers."""
    return _show(request, _meeting(request, pk), PointsForm())


def _show(request: HttpRequest, found: Meeting, form: PointsForm) -> HttpResponse:
    page = meeting_page(request.user, found.plan, _standing(found))
    context = {"page": page, "form": form, "heading": page.title}
    return render(request, "voice/meeting.html", context, status=400 if form.errors else 200)


def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what stands about a meeting, or take it back; what stood before is still shown."""
    found, user = _meeting(request, pk), _user(request)
    standing = _standing(found)
    page = meeting_page(user, found.plan, standing)
    page.correct.require()
    form = CorrectMeetingForm(request.POST or None, **_offered(found.plan, user), initial=_stands(standing))
    if request.method == "POST" and form.is_valid():
        actions.correct_meeting(
            meeting=found, told=_told(form), reason=form.cleaned_data["reason"],
            withdrawn=form.cleaned_data["withdrawn"], by=user, at=now(),
        )  # fmt: skip
        messages.success(request, "Mötet är rättat. Det som stod förut visas också.")
        return redirect("voice:meeting", pk=pk)
    context = {"form": form, "heading": "Rätta mötet", "back": found.get_absolute_url()}
    return render(request, "voice/register.html", context, status=400 if form.errors else 200)


def _stands(standing: MeetingStanding) -> dict[str, Any]:
    """What stands, as the form asks for it."""
    record = standing.record
    roles = dict.fromkeys(one.role or EVERYONE for one in standing.invites)
    return {
        "kind": record.kind,
        "held_on": record.held_on,
        "administrations": [str(pk) for pk in standing.administrations],
        "areas": standing.areas,
        "invited": list(roles),
        "public": record.public,
        **{f"antal_{key}": record.participants.get(key) for key in PARTICIPANTS},
    }


@require_POST
def add_points(request: HttpRequest, pk: int) -> HttpResponse:
    """Points that were left out when the meeting was registered."""
    found, user = _meeting(request, pk), _user(request)
    meeting_page(user, found.plan, _standing(found)).correct.require()
    form = PointsForm(request.POST)
    if not form.is_valid() or not form.lines():
        return _show(request, found, form)
    actions.add_points(meeting=found, texts=form.lines(), by=user, at=now())
    messages.success(request, "Punkterna är införda.")
    return redirect("voice:meeting", pk=pk)


def answer_point(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what was done about a point."""
    point, page, line = _point(request, pk)
    line.answer.require()
    user, standing = _user(request), page.standing
    measures = measures_of(point.meeting.plan, list(standing.administrations), standing.areas)
    form = PointAnswerForm(request.POST or None, measures=named(measures))
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["measure"]
        measure = measures.filter(pk=chosen).first() if chosen else None
        actions.answer_point(point=point, text=form.cleaned_data["text"], measure=measure, by=user, at=now())
        messages.success(request, "Svaret är lämnat. De som var inbjudna kan läsa det.")
        return redirect("voice:meeting", pk=point.meeting_id)
    heading = "Rätta svaret" if line.replies else "Svara på punkten"
    return _of_point(request, form, page, line, heading, "Lämna svaret")


def correct_point(request: HttpRequest, pk: int) -> HttpResponse:
    """Reword a point without an answer, or take it back."""
    point, page, line = _point(request, pk)
    line.correct.require()
    form = CorrectPointForm(request.POST or None, initial={"text": line.text})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.correct_point(point=point, text=said["text"], withdrawn=said["withdrawn"], by=_user(request), at=now())
        messages.success(request, "Punkten är återtagen." if said["withdrawn"] else "Punkten är rättad.")
        return redirect("voice:meeting", pk=point.meeting_id)
    return _of_point(request, form, page, line, "Rätta punkten", "Spara")


def _of_point(
    request: HttpRequest, form: Any, page: MeetingPage, line: PointLine, heading: str, button: str
) -> HttpResponse:
    context = {"form": form, "page": page, "line": line, "heading": heading, "button": button}
    context |= {"back": reverse("voice:meeting", args=[page.standing.pk])}
    return render(request, "voice/point.html", context, status=400 if form.errors else 200)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _meeting(request: HttpRequest, pk: int) -> Meeting:
    return get_object_or_404(Meeting.objects.visible_to(request.user).select_related("plan__city"), pk=pk)


def _standing(found: Meeting) -> MeetingStanding:
    return meeting_standings(Meeting.objects.filter(pk=found.pk))[0]


def _point(request: HttpRequest, pk: int) -> tuple[MeetingPoint, MeetingPage, PointLine]:
    """A point of a meeting that one may see, by its first row."""
    seen = Meeting.objects.visible_to(request.user).values("pk")
    rows = MeetingPoint.objects.filter(replaces=None, meeting__in=seen).select_related("meeting__plan__city")
    point = get_object_or_404(rows, pk=pk)
    page = meeting_page(request.user, point.meeting.plan, _standing(point.meeting))
    line = next((one for one in page.points if one.pk == pk), None)
    if line is None:
        raise Http404
    return point, page, line
