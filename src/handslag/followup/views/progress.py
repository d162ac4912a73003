"""Noting how a measure goes, correcting a note, and the files that show it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from handslag.core.clock import now, today
from handslag.core.keeping import handed_out
from handslag.core.verdict import Refused
from handslag.followup.actions import add_entry, correct_entry, keep_evidence, withdraw_entry
from handslag.followup.forms.progress import CorrectionForm, EntryForm, WithdrawalForm
from handslag.followup.loading import Place, area_names, central_key, central_measure, place_of
from handslag.followup.loading.evidence import evidence_path
from handslag.followup.models import EvidenceFile, LocalMeasure, ProgressEntry
from handslag.followup.pages.progress import EntryPage, entry_page
from handslag.followup.permissions import can_correct, can_note
from handslag.people.models import User
from handslag.plan.context import plan_of

LOOK = "granska"
"""Posted while one types: the text is looked at, and nothing is saved."""


def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Note how a local measure goes."""
    rows = LocalMeasure.objects.visible_to(request.user).select_related("plan__city")
    measure = get_object_or_404(rows, pk=pk)
    return _note(request, measure, reverse("vitals:measure", args=[pk]))


def note_central(request: HttpRequest, key: str) -> HttpResponse:
    """Note how a central measure goes."""
    measure = central_measure(plan_of(request), key)
    if measure is None:
        raise Http404
    return _note(request, measure, reverse("vitals:central", args=[key]))


def _note(request: HttpRequest, measure: LocalMeasure, back: str) -> HttpResponse:
    user, place = _user(request), place_of(measure, today())
    can_note(user, place).require()
    page = _page(place, back)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = EntryForm(*sent, standing=page.standing, day=page.day)
    if LOOK in request.POST:
        return _looked_at(request, form, page)
    if request.method == "POST" and _kept(form, place, user):
        try:
            entry = add_entry(measure=measure, by=user, at=now(), **form.says())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            _receipt(request, page, entry, "Noteringen är sparad.")
            return redirect(f"{back}#progress-{entry.pk}")
    return render(request, "followup/entry.html", {"form": form, "page": page, "back": back})


def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct an entry, or take it back."""
    rows = ProgressEntry.objects.visible_to(request.user).select_related("measure__plan__city", "attachment")
    entry = get_object_or_404(rows, pk=pk)
    user, place = _user(request), place_of(entry.measure, today())
    can_correct(user, place, entry).require()
    key = central_key(place)
    back = reverse("vitals:central", args=[key]) if key else reverse("vitals:measure", args=[entry.measure_id])
    page = _page(place, back, entry)
    taking_back = "aterta" in request.POST
    why = WithdrawalForm(request.POST if taking_back else None)
    if taking_back and why.is_valid():
        withdraw_entry(entry=entry, by=user, at=now(), reason=why.cleaned_data["why"])
        messages.success(request, "Noteringen är återtagen. Den står kvar, överstruken.")
        return redirect(f"{back}#progress-{entry.pk}")
    sent = (request.POST, request.FILES) if request.method == "POST" and not taking_back else ()
    form = CorrectionForm(*sent, entry=entry, standing=page.standing, day=page.day)
    if LOOK in request.POST:
        return _looked_at(request, form, page)
    if sent and _kept(form, place, user):
        try:
            new = correct_entry(entry=entry, by=user, at=now(), **form.says())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            _receipt(request, page, new, "Noteringen är rättad. Den tidigare står kvar, överstruken.")
            return redirect(f"{back}#progress-{new.pk}")
    context = {"form": form, "why": why, "page": page, "back": back, "entry": entry, "has_errors": bool(why.errors)}
    return render(request, "followup/correct.html", context)


def evidence(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """A file that is evidence, to take down: never shown in the browser."""
    file = get_object_or_404(EvidenceFile.objects.visible_to(request.user), pk=pk)
    return handed_out(evidence_path(file.sha256), name=file.name, media_type=file.media_type)


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def _page(place: Place, back: str, entry: ProgressEntry | None = None) -> EntryPage:
    areas = area_names(place.measure.plan)
    key = place.measure.area_key
    return entry_page(place, areas.get(key, key), today(), back=back, entry=entry)


def _kept(form: EntryForm, place: Place, user: User) -> bool:
    """Whether the form is in order; a file that is, is kept even when the rest is not, so that nothing is lost."""
    in_order = form.is_valid()
    if file := form.cleaned_data.get("file"):
        city = place.measure.plan.city
        form.keep(keep_evidence(city=city, name=file.name or "", content=file.read(), by=user, at=now()))
    return in_order


def _looked_at(request: HttpRequest, form: EntryForm, page: EntryPage) -> HttpResponse:
    """The text as it stands, with what there is to point out; nothing is saved and nothing is an error yet."""
    given = {name: form[name].value() or "" for name in ("note", "state", "evidence")}
    if form.kept_file is not None:
        given["evidence"] = given["evidence"] or form.kept_file.name
    context = {"hints": page.hints(**given), "form": form, "page": page, "back": page.back}
    name = "followup/entry_hints.html" if request.headers.get("HX-Request") else "followup/entry.html"
    return render(request, name, context)


def _receipt(request: HttpRequest, page: EntryPage, entry: ProgressEntry, words: str) -> None:
    """That it is saved; and what there is to point out, which blocks nothing."""
    messages.success(request, words)
    found = page.hints(entry.note, entry.state, entry.evidence or ("fil" if entry.attachment_id else ""))
    if found:
        messages.info(request, f"{' '.join(map(str, found))} Du kan rätta noteringen om du vill.")
