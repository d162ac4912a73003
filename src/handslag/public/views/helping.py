"""The guide, and what is kept about persons: open to all, with the menu of whoever is logged in."""

from __future__ import annotations

from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from handslag.core.handbook import GuidePage, guide_page
from handslag.core.http import shared
from handslag.core.personal_data import kinds

GUIDE = Path(__file__).resolve().parent.parent / "handbok"
ORDER = (
    "handlaggare",
    "enhetschef",
    "forvaltningens-kansli",
    "forvaltningschef",
    "fackligt-ombud-och-skyddsombud",
    "planansvarig",
    "registrator",
    "fortroendevald-och-borgarrad",
    "administrator",
    "allmanhet",
)
"""The pages, one a role, in the order of the index."""


def _page_at(name: str) -> str:
    return reverse("public:help") if name == "index" else reverse("public:help-page", args=[name])


def _picture_at(name: str) -> str:
    return reverse("public:help-picture", args=[name])


def _page(name: str) -> GuidePage:
    return guide_page(GUIDE / f"{name}.md", _page_at, _picture_at)


@login_not_required
@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """The guide's first page: choose your role."""
    pages = [(_page_at(name), _page(name)) for name in ORDER]
    return render(request, "public/help.html", {"heading": "Hjälp", "page": _page("index"), "pages": pages})


@login_not_required
@require_safe
def guide_of(request: HttpRequest, name: str) -> HttpResponse:
    """One role's page."""
    if name not in ORDER:
        raise Http404
    page = _page(name)
    return render(request, "public/help_page.html", {"heading": page.title, "page": page})


@shared
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """A picture of the guide; the same for everyone."""
    file = GUIDE / "bilder" / name
    if file.parent != GUIDE / "bilder" or file.suffix != ".png" or not file.is_file():
        raise Http404
    return HttpResponse(file.read_bytes(), content_type="image/png")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Each kind of personal data with its purpose and how long it is kept, from the models' own classes."""
    return render(request, "public/privacy.html", {"heading": "Personuppgifter", "kinds": kinds()})
