"""The answer from a link in a mail: one person, one measure, no account; looking at it writes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from handslag.core.clock import now, today
from handslag.core.verdict import Refused
from handslag.followup.actions import add_entry, keep_evidence
from handslag.followup.loading import Place, area_names, place_of, standing_of
from handslag.followup.models import STATES, LocalMeasure
from handslag.followup.permissions import can_note
from handslag.people.models import User
from handslag.tasks.forms import NOTHING_NEW, ReplyForm
from handslag.tasks.tokens import read_reply


@dataclass(frozen=True)
class Asked:
    """Who was asked about which measure."""

    user: User
    place: Place

    @property
    def measure(self) -> LocalMeasure:
        return self.place.measure


def _asked(token: str) -> Asked | None:
    """Whom the link is for; None when it is not ours, too old, or its person may not note the measure any more."""
    said = read_reply(token)
    user = User.objects.filter(pk=said.user, is_active=True).first() if said else None
    measure = LocalMeasure.objects.select_related("plan__city").filter(pk=said.measure).first() if said else None
    if user is None or measure is None or not any(one.city_id == measure.plan.city_id for one in user.held):
        return None
    place = place_of(measure, today())
    return Asked(user, place) if can_note(user, place) else None


@login_not_required
def reply(request: HttpRequest, token: str) -> HttpResponse:
    """Note how the measure goes, as the person the letter was sent to."""
    asked = _asked(token)
    if asked is None:
        return render(request, "tasks/reply_gone.html", {"heading": "Länken gäller inte"}, status=404)
    standing = standing_of(asked.place, today())
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ReplyForm(*sent, standing=standing, day=today())
    if request.method == "POST" and _noted(request, form, asked, standing.state):
        return redirect("tasks:reply", token)
    key = asked.measure.area_key
    context = {
        "form": form,
        "heading": asked.place.title,
        "person": str(asked.user),
        "where": ", ".join(filter(None, (str(asked.place.unit or ""), str(asked.place.administration)))),
        "area": area_names(asked.measure.plan).get(key, key),
        "state": STATES[standing.state],
        "last": standing.earlier[-1] if standing.earlier else None,
        "example": asked.measure.plan.city.is_example,
        "nothing_new": NOTHING_NEW,
    }
    return render(request, "tasks/reply.html", context)


def _noted(request: HttpRequest, form: ReplyForm, asked: Asked, state: str) -> bool:
    """Whether an entry was made of what was sent; when not, the form says why and keeps all that was written."""
    nothing_new = NOTHING_NEW in request.POST
    in_order = form.is_valid()
    if file := form.cleaned_data.get("file"):  # kept even when the rest is not in order, so that nothing is lost
        city = asked.measure.plan.city
        form.keep(keep_evidence(city=city, name=file.name or "", content=file.read(), by=asked.user, at=now()))
    if not in_order:
        return False
    says = form.says()
    if nothing_new and any(says.values()):
        form.add_error(None, "Du har skrivit något. Tryck på Spara, eller töm fälten om inget är nytt.")
        return False
    try:
        says["state"] = state if nothing_new else says["state"]
        add_entry(measure=asked.measure, by=asked.user, at=now(), source="mail", **says)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, "Tack. Det är sparat." if nothing_new else "Noteringen är sparad.")
    return True
