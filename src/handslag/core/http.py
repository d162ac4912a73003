"""What every answer carries (strict headers) and how a refusal becomes a page with its reason."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from handslag.core.verdict import Denied, Refused

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
FORM_ONLY = "Adressen tar bara emot formulär. Gå till sidan där formuläret finns och försök igen."
Handler = Callable[[HttpRequest], HttpResponseBase]


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
        return render(
            request, "403.html" if denied else "400.html", {"reason": str(exception)}, status=403 if denied else 400
        )
