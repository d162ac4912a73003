"""Taking papers in: several files at once, each with its own result; a faulty one stops no other."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from handslag.core.clock import now
from handslag.core.reading import refuse_large
from handslag.core.verdict import Denied, Refused
from handslag.papers.actions import Registered, register
from handslag.papers.forms.upload import UploadForm
from handslag.papers.models import Document
from handslag.papers.pages.documents import row_of
from handslag.papers.permissions import can_register
from handslag.papers.views.asking import acting
from handslag.papers.views.documents import uploaded_address
from handslag.people.context import city_of
from handslag.people.models import City, User

PATIENCE = 30.0
"""Seconds that one request reads files; what is left then is told, and is handed in again."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one file: its paper, or why there is none."""

    name: str
    done: Registered | None = None
    refusal: str = ""


def upload(request: HttpRequest) -> HttpResponse:
    """Hand in files; below, what was taken in just now."""
    city = city_of(request)
    can_register(request.user, city).require()
    form = UploadForm(request.POST or None, request.FILES or None)
    results: list[Result] = []
    if request.method == "POST" and form.is_valid():
        results = _take_in(form, city, acting(request))
        good = [one.done for one in results if one.done is not None]
        if len(good) == len(results):
            return _received(request, good)
        bad = [one for one in results if one.done is None]
        form.add_error(
            "papers", bad[0].refusal if len(bad) == 1 else f"{len(bad)} filer lästes inte in. Skälen står nedan."
        )
    context = {
        "heading": "Läs in handlingar",
        "form": form,
        "results": results,
        "new": _new(request),
    }
    return render(request, "papers/upload.html", context, status=400 if form.errors else 200)


def _take_in(form: UploadForm, city: City, by: User) -> list[Result]:
    until = time.monotonic() + PATIENCE
    given = form.cleaned_data
    return [_one(file, city, by, given["origin"], given["registered_on"], until) for file in given["papers"]]


def _one(file: UploadedFile, city: City, by: User, origin: str, day: date | None, until: float) -> Result:
    name = file.name or ""
    left = until - time.monotonic()
    if left <= 0:
        return Result(name, refusal=f"”{name}” hann inte läsas in. Lämna den igen.")
    try:
        refuse_large(name, file.size or 0)
        options: dict[str, Any] = {"origin": origin, "registered_on": day, "patience": left * 2 / 3}
        return Result(name, register(city=city, name=name, content=file.read(), by=by, at=now(), **options))
    except Denied:
        raise
    except Refused as why:
        return Result(name, refusal=str(why))


def _received(request: HttpRequest, good: list[Registered]) -> HttpResponse:
    """One paper: its page. Several: the list of them."""
    for one in good:
        for problem in one.problems:
            messages.warning(request, f"{one.document.file_name}: {problem}")
    if len(good) == 1:
        only = good[0]
        said = "Handlingen är registrerad." if only.new else "Handlingen var redan registrerad. Här är den."
        messages.success(request, said)
        return redirect(only.document)
    known = sum(1 for one in good if not one.new)
    rest = f" {known} av filerna fanns redan." if known else ""
    messages.success(request, f"{len(good)} filer är inlästa.{rest}")
    return redirect(uploaded_address([one.document.pk for one in good]))


def _new(request: HttpRequest) -> list[Any]:
    given = request.GET.get("nya", "").split(",")[:100]
    asked = [int(part) for part in given if part.isascii() and part.isdigit() and len(part) < 16]
    if not asked:
        return []
    papers = Document.objects.visible_to(request.user).filter(pk__in=asked).select_related("card").order_by("pk")
    return [row_of(paper) for paper in papers]
