"""Pages that belong to no room: the accessibility statement and what is shown when something is wrong."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from handslag.core.http import texts_written


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    """How far the pages follow WCAG 2.1 AA, what falls short, and how to say so."""
    context = {"title": "Tillgänglighet", "contact": settings.HANDSLAG_CONTACT}
    return render(request, "core/accessibility.html", context)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent could not be read."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """The user may not do this; the page says why."""
    return render(request, "403.html", {"reason": reason or str(exception or "")}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old or came from elsewhere: nothing has been saved, and what was written is given back."""
    return render(request, "csrf.html", {"written": texts_written(request)}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is nothing here, or nothing that this user may see."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke; the page asks neither the database nor the session for anything."""
    return HttpResponse(render_to_string("500.html"), status=500)
