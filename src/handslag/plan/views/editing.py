"""The text of a draft: its introduction, areas and measures, their order, what is taken out and put back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from handslag.core.clock import now
from handslag.core.markdown import markdown
from handslag.core.verdict import Refused
from handslag.people.models import User
from handslag.plan import actions
from handslag.plan.facts import AreaText, MeasureText, RevisionText
from handslag.plan.forms import AreaForm, MeasureForm, PreambleForm, ReasonForm
from handslag.plan.forms.editing import PartForm
from handslag.plan.models import Plan, Removal, Revision
from handslag.plan.permissions import can_edit
from handslag.plan.rules.parts import seal
from handslag.plan.views.frame import act_or_show, both, frame, office_of, revision_or_404


@dataclass(frozen=True)
class Desk:
    """A draft opened for writing."""

    user: User
    plan: Plan
    row: Revision
    content: RevisionText

    def area(self, key: str) -> AreaText:
        """An area that stands in the draft, or there is no such page."""
        return next(iter([one for one in self.content.areas if one.key == key]), None) or _missing()


def _missing() -> Any:
    raise Http404


def _desk(request: HttpRequest, label: str) -> Desk:
    user, found = office_of(request)
    row, _ = revision_or_404(request, found, label)
    can_edit(user, row).require()
    return Desk(user, found, row, both(found, row, None)[1])


def _write(
    request: HttpRequest, desk: Desk, form: PartForm, title: str, act: Callable[[], object], receipt: str
) -> HttpResponse:
    """Preview, save, or say that somebody else was first; always with everything that was typed."""
    back = reverse("plan:draft", args=[desk.row.label])
    context: dict[str, Any] = {"form": form, "title": title, "back": back, "row": desk.row}
    if request.method == "POST" and "visa" in request.POST:
        context["preview"] = markdown(request.POST.get("text", "").replace("\r\n", "\n"))
        context["previewed"] = True
        part = "#preview" if getattr(request, "htmx", False) else ""
        context["form"] = form.unjudged()
        return render(request, f"plan/edit.html{part}", frame(request, desk.plan) | context)
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except actions.Overtaken as overtaken:
            form.add_error(None, str(overtaken))
            form.reseal(overtaken.now)
            context["theirs"] = _theirs(overtaken.now)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, receipt)
            return redirect(back)
    status = 400 if form.errors else 200
    return render(request, "plan/edit.html", frame(request, desk.plan) | context, status=status)


def _theirs(now_stands: AreaText | MeasureText | str) -> dict[str, Any]:
    """What the other wrote: its name, if it has one, and its text."""
    if isinstance(now_stands, str):
        return {"name": "", "text": markdown(now_stands)}
    return {"name": now_stands.name, "text": markdown(now_stands.text)}


def preamble(request: HttpRequest, label: str) -> HttpResponse:
    """The draft's introduction."""
    desk = _desk(request, label)
    stands = desk.content.preamble
    form = PreambleForm(request.POST or None, initial={"text": stands, "seen": seal(stands)})

    def act() -> None:
        said = form.cleaned_data
        actions.edit_preamble(revision=desk.row, preamble=said["text"], seen=said["seen"], by=desk.user, at=now())

    return _write(request, desk, form, "Inledning", act, "Inledningen är sparad.")


def area(request: HttpRequest, label: str, area: str = "") -> HttpResponse:
    """A focus area, or (no key) a new one."""
    desk = _desk(request, label)
    stands = desk.area(area) if area else None
    form = AreaForm(request.POST or None, initial=AreaForm.of(stands) if stands else None)

    def act() -> None:
        wanted, seen = form.wanted(), form.cleaned_data["seen"]
        actions.edit_area(revision=desk.row, key=area, wanted=wanted, seen=seen, by=desk.user, at=now())

    title = stands.name if stands else "Nytt fokusområde"
    return _write(request, desk, form, title, act, "Fokusområdet är sparat.")


def measure(request: HttpRequest, label: str, area: str, measure: str = "") -> HttpResponse:
    """A measure of an area, or (no key) a new one."""
    desk = _desk(request, label)
    here = desk.area(area)
    stands = (next(iter([one for one in here.measures if one.key == measure]), None) or _missing()) if measure else None
    areas = [(one.key, one.name) for one in desk.content.areas]
    leaders = [one.name for one in desk.plan.city.administrations.all()]
    start = MeasureForm.of(stands, area) if stands else {"area": area}
    form = MeasureForm(request.POST or None, initial=start, areas=areas, leaders=leaders)

    def act() -> None:
        said = form.cleaned_data
        actions.edit_measure(
            revision=desk.row, area_key=area, key=measure, wanted=form.wanted(), to_area=said["area"],
            seen=said["seen"], by=desk.user, at=now(),
        )  # fmt: skip

    title = stands.name if stands else f"Ny åtgärd i {here.name}"
    return _write(request, desk, form, title, act, "Åtgärden är sparad.")


def remove(request: HttpRequest, label: str, area: str, measure: str = "") -> HttpResponse:
    """Take a part out of the draft."""
    desk = _desk(request, label)
    here = desk.area(area)
    part = (next(iter([o for o in here.measures if o.key == measure]), None) or _missing()) if measure else here
    form = ReasonForm(request.POST or None, needed=False, help_text="Visas där ändringarna visas.")
    more = "" if measure else " Områdets åtgärder tas bort med det."
    context = {
        "title": f"Ta bort {part.name} ur utkastet?", "button": "Ta bort",
        "answer": f"Det går att lägga tillbaka så länge versionen är ett utkast.{more}",
        "back": reverse("plan:draft", args=[desk.row.label]), "row": desk.row,
    }  # fmt: skip
    return act_or_show(
        request, form, frame(request, desk.plan) | context, receipt=f"{part.name} är borttaget ur utkastet.",
        act=lambda said: actions.remove_part(
            revision=desk.row, area_key=area, measure_key=measure, reason=said["reason"], by=desk.user, at=now()
        ),
        to=reverse("plan:draft", args=[desk.row.label]),
    )  # fmt: skip


@require_POST
def put_back(request: HttpRequest, label: str) -> HttpResponse:
    """What was taken out stands in the draft again."""
    user, found = office_of(request)
    row, _ = revision_or_404(request, found, label)
    asked = request.POST.get("vad", "")
    removal = get_object_or_404(Removal, revision=row, pk=int(asked) if asked.isdecimal() and len(asked) < 12 else 0)
    removal.revision = row
    try:
        actions.put_back(removal=removal, by=user, at=now())
        messages.success(request, f"{removal.name} är tillbaka i utkastet.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("plan:draft", row.label)


@require_POST
def arrange(request: HttpRequest, label: str) -> HttpResponse:
    """A part one place up or down: the button says which, as `upp:area/measure`."""
    user, found = office_of(request)
    row, _ = revision_or_404(request, found, label)
    way, _, part = request.POST.get("flytta", "").partition(":")
    area_key, _, measure_key = part.partition("/")
    step = -1 if way == "upp" else 1
    try:
        actions.move_part(revision=row, area_key=area_key, measure_key=measure_key, step=step, by=user, at=now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(
        f"{reverse('plan:draft', args=[row.label])}#del-{area_key}{f'-{measure_key}' if measure_key else ''}"
    )
