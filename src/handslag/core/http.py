"""What every answer carries (strict headers) and how a refusal becomes a page with its reason."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_safe

from handslag.core.verdict import Denied, Refused

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
FORM_ONLY = "Adressen tar bara emot formulär. Gå till sidan där formuläret finns och försök igen."
SHARED = "public, max-age=300"
"""How long anyone may keep what everyone may see: five minutes, then it is asked whether it still holds."""
WORTH_PACKING = 400
"""Bytes under which packing makes an answer no smaller."""
WORTH_KEEPING = 20
"""From how many letters a text is given back when its form could not be taken."""
PACKED = ("text/", "application/json", "application/atom+xml", "image/svg+xml")
Handler = Callable[[HttpRequest], HttpResponseBase]
View = Callable[..., HttpResponse]


def security_headers(get_response: Handler) -> Handler:
    """Middleware: a strict content security policy and no caching of what was shown to someone logged in."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


class refusals:  # noqa: N801 — a middleware is named as the function it replaces
    """Middleware: `Denied` becomes a 403 page, any other `Refused` a 400 page, and no answer is left empty."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return response
        page = render(request, "400.html", {"reason": FORM_ONLY}, status=response.status_code)
        page.headers["Allow"] = response.headers.get("Allow", "")
        return page

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        denied = isinstance(exception, Denied)
        told = {"reason": str(exception), "written": texts_written(request)}
        return render(request, "403.html" if denied else "400.html", told, status=403 if denied else 400)


class login_required(LoginRequiredMiddleware):  # noqa: N801 — a middleware is named as the function it replaces
    """Middleware: who is not logged in is sent to the login page; a page open to all asks not even who it is."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[object, ...],
        view_kwargs: dict[str, object],
    ) -> HttpResponseBase | None:
        if not getattr(view_func, "login_required", True):
            return None
        found: HttpResponseBase | None = super().process_view(request, view_func, view_args, view_kwargs)
        written = texts_written(request) if found is not None else []
        if written and "HX-Request" not in request.headers:  # logged out while writing: the words come back first
            return render(request, "logged_out.html", {"written": written, "path": request.path}, status=403)
        return found


def texts_written(request: HttpRequest) -> list[str]:
    """The longer texts of a form that is not taken, without passwords: nobody's words are lost."""
    secret = ("csrfmiddlewaretoken", "old", "again")
    given = [
        text
        for name, values in request.POST.lists()
        if name not in secret and "password" not in name
        for text in values
    ]
    return [text for text in given if len(text) >= WORTH_KEEPING]


def shared(view: View) -> View:
    """A view whose answer is the same for everyone: no login, no cookie, cacheable, known by its content, packed.

    The view must ask neither the session nor the user. Only such answers are packed: they hold no secret that their
    length could give away (BREACH), while pages with a form or someone's own data are sent as they are.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != HTTPStatus.OK:
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        response.headers["Cache-Control"] = SHARED
        response.headers["ETag"] = f'W/"{sha256(response.content).hexdigest()[:32]}"'
        found = get_conditional_response(request, etag=response.headers["ETag"], response=response)
        if found is not response and found is not None:
            return found
        return _packed(request, response)

    return login_not_required(require_safe(answer))


def _packed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    takes = "gzip" in request.headers.get("Accept-Encoding", "")
    kind = response.headers.get("Content-Type", "")
    if takes and kind.startswith(PACKED) and len(response.content) >= WORTH_PACKING:
        response.content = gzip.compress(response.content, compresslevel=6, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(response.content))
    return response
