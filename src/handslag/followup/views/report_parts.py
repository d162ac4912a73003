"""The report form of a unit: it saves itself, is answered with one press when nothing is new, and is handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from handslag.core.clock import local, now
from handslag.core.text import join_words
from handslag.core.verdict import Refused
from handslag.followup.actions import keep_evidence
from handslag.followup.actions.reporting import Saved, hand_in_part, put_file, save_part, send_part_back
from handslag.followup.forms.report_administration import ReasonForm
from handslag.followup.forms.report_lines import press_of, sent_files, sent_lines
from handslag.followup.loading.ground import ground_of
from handslag.followup.loading.reports import (
    Filed,
    HandedIn,
    Reported,
    duty_of,
    filed_of,
    handed_in_since,
    lines_of,
    part_of,
    report_periods,
)
from handslag.followup.pages.report_part import (
    NOTHING_TYPED,
    Typed,
    hand_in_page,
    median_minutes,
    part_form,
    part_href,
    part_name,
    part_page,
    report_href,
)
from handslag.followup.permissions.reporting import can_fill, can_see_report, can_send_part_back
from handslag.followup.rules.files import KINDS, LARGEST
from handslag.followup.rules.reporting import ReportState
from handslag.followup.rules.reporting_lines import Press
from handslag.people.models import Unit, User
from handslag.plan.context import plan_of, plans_of

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Asked:
    """What an address names."""

    filed: Filed
    unit: Unit | None
    user: User

    @cached_property
    def handed(self) -> list[HandedIn]:
        """The parts that have been handed in during a year."""
        return handed_in_since(self.filed.plan, local(now()).date() - YEAR)

    @cached_property
    def reported(self) -> list[Reported]:
        """What the part answers for, with all that has been written of it."""
        return part_of(self.filed, self.unit, local(now()).date(), self.handed)


def filed_at(request: HttpRequest, period: str, administration: str) -> Filed:
    """The report an address names. Raises Http404 when the period is not to be reported yet, or never was."""
    if not plans_of(request):
        raise Http404
    plan, moment = plan_of(request), now()
    day = local(moment).date()
    ground = ground_of(plan, day)
    periods = report_periods(ground, moment)
    coming = next((one for one in periods if one.as_of > day), None)
    found = next((one for one in periods if one.key == period and (one.as_of <= day or one == coming)), None)
    if found is None:
        raise Http404
    place = next((one for one in ground.offices.administrations.values() if one.slug == administration), None)
    if place is None:
        raise Http404
    return filed_of(plan, place, found, ground)


def _asked(request: HttpRequest, period: str, administration: str, part: str) -> Asked:
    filed = filed_at(request, period, administration)
    assert isinstance(request.user, User)
    if part == "egen":
        return Asked(filed, None, request.user)
    if not part.isdecimal() or len(part) > 9:
        raise Http404
    assert filed.ground is not None
    unit = filed.ground.offices.units.get(int(part))
    if unit is None or unit.administration_id != filed.administration.pk:
        raise Http404
    return Asked(filed, unit, request.user)


def part(request: HttpRequest, period: str, administration: str, part: str) -> HttpResponse:
    """The form of a part; a POST saves it, and answers with the form again when it cannot."""
    asked = _asked(request, period, administration, part)
    can_see_report(request.user, asked.filed).require()
    if asked.filed.state is ReportState.SIGNED:
        return redirect(report_href(asked.filed))
    if request.method == "POST":
        return _save(request, asked)
    may = can_fill(request.user, asked.filed, asked.unit)
    if not may:
        return _read(request, asked, may.reason)
    return _form(request, asked)


def _read(request: HttpRequest, asked: Asked, why: str) -> HttpResponse:
    filed, unit = asked.filed, asked.unit
    stands = filed.parts.get(unit.pk if unit else None)
    day = local(now()).date()
    shown = part_page(filed, unit, list(duty_of(filed, day).of(unit)), stands, lines_of(stands), why)
    back = can_send_part_back(request.user, filed, unit)
    context = {"page": shown, "heading": shown.heading, "may_send_back": back, "form": ReasonForm()}
    return render(request, "followup/report_part.html", context)


def _form(request: HttpRequest, asked: Asked, typed: Typed = NOTHING_TYPED, filed: Filed | None = None) -> HttpResponse:
    filed = filed or asked.filed
    stands = filed.parts.get(asked.unit.pk if asked.unit else None)
    minutes = median_minutes([(one.begun, one.at) for one in asked.handed])
    page = part_form(
        filed, asked.unit, asked.reported, stands, lines_of(stands),
        user=asked.user, now=now(), typed=typed, minutes=minutes,
    )  # fmt: skip
    context = {
        "page": page,
        "heading": page.heading,
        "wide": True,
        "has_errors": bool(typed.refused or typed.files),
        "kinds": KINDS,
    }
    return render(request, "followup/report_form.html", context)


def _save(request: HttpRequest, asked: Asked) -> HttpResponse:
    can_fill(request.user, asked.filed, asked.unit).require()
    reported = asked.reported
    sent, press = sent_lines(request.POST, [one.pk for one in reported]), press_of(request.POST)
    files = _files(request, asked, press)
    saved = save_part(
        filed=asked.filed, unit=asked.unit, reported=reported, sent=sent, press=press, by=asked.user, at=now()
    )
    if files or not saved.whole or request.htmx:  # type: ignore[attr-defined]
        typed = Typed(sent, frozenset(saved.crossed), saved.refused, files)
        _say_overtaken(request, saved, reported)
        fresh = filed_of(asked.filed.plan, asked.filed.administration, asked.filed.period)
        return _form(request, asked, typed, fresh)
    if "lamna" in request.POST:
        return redirect(part_href(asked.filed, asked.unit, "report-hand-in"))
    return redirect(part_href(asked.filed, asked.unit))


def _files(request: HttpRequest, asked: Asked, press: Press) -> dict[int, str]:
    """Put the files that were sent on their lines, take away the one that is not to be there; why one was not taken."""
    measures = {one.pk: one for one in asked.reported}
    here: dict[str, Any] = {"filed": asked.filed, "unit": asked.unit, "by": asked.user, "at": now()}
    if press.kind == "without_file" and press.measure in measures:
        put_file(one=measures[press.measure], file=None, **here)
    faults = {}
    for pk, file in sent_files(request.FILES, measures).items():
        try:
            kept = keep_evidence(
                city=asked.filed.plan.city, name=file.name or "", content=_content(file), by=asked.user, at=now()
            )
            put_file(one=measures[pk], file=kept, **here)
        except Refused as refusal:
            faults[pk] = str(refusal)
    return faults


def _content(file: UploadedFile) -> bytes:
    """What a file holds, unless it is too large to be looked at. Raises `Refused`."""
    if (file.size or 0) > LARGEST:
        raise Refused("Filen är för stor. Högst 20 MB går bra.")
    return bytes(file.read())


def _say_overtaken(request: HttpRequest, saved: Saved, reported: list[Reported]) -> None:
    names = [one.current.title for one in reported if one.pk in saved.overtaken]
    if names:
        messages.warning(
            request, f"Någon annan hann svara på {join_words(names)}. Läs svaret och tryck igen om du vill ändra det."
        )


def hand_in(request: HttpRequest, period: str, administration: str, part: str) -> HttpResponse:
    """The question whether to hand the part in, and its answer."""
    asked = _asked(request, period, administration, part)
    filed, unit = asked.filed, asked.unit
    can_see_report(request.user, filed).require()
    can_fill(request.user, filed, unit).require()
    reported = asked.reported
    if request.method == "POST":
        hand_in_part(filed=filed, unit=unit, reported=reported, by=asked.user, at=now())
        messages.success(request, "Rapporten är lämnad.")
        return redirect(part_href(filed, unit))
    stands = filed.parts.get(unit.pk if unit else None)
    form = part_form(filed, unit, reported, stands, lines_of(stands), user=asked.user, now=now())
    page = hand_in_page(form, filed, unit, local(now()).date())
    return render(request, "followup/report_hand_in.html", {"page": page, "heading": "Lämna lägesrapporten?"})


def send_back(request: HttpRequest, period: str, administration: str, part: str) -> HttpResponse:
    """Send a part back to the unit, with a reason."""
    asked = _asked(request, period, administration, part)
    filed, unit = asked.filed, asked.unit
    can_see_report(request.user, filed).require()
    can_send_part_back(request.user, filed, unit).require()
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        send_part_back(filed=filed, unit=unit, reason=form.cleaned_data["skal"], by=asked.user, at=now())
        messages.success(request, f"Delen är skickad tillbaka till {part_name(filed, unit)}.")
        return redirect(report_href(filed))
    context = {
        "form": form,
        "heading": f"Skicka tillbaka {part_name(filed, unit)}?",
        "answer": "Enheten kan då ändra sina svar och lämna igen. Skälet syns för dem som arbetar i förvaltningen.",
        "button": "Skicka tillbaka",
        "back": report_href(filed),
    }
    return render(request, "form.html", context)
