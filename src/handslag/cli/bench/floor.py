"""The floor below a page: a bare view that asks the same SQL and answers the same bytes, with no templates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path

Asked = tuple[str, Any]
"""A statement and its parameters."""

_said: list[Asked] = []
_body: list[bytes] = [b""]


def bare(request: HttpRequest) -> HttpResponse:
    """Ask all that the page asked, fetch every row, answer what it answered."""
    with connection.cursor() as cursor:
        for statement, parameters in _said:
            cursor.execute(statement, parameters)
            if cursor.description:
                cursor.fetchall()
    return HttpResponse(_body[0])


urlpatterns = [path("", bare, name="bare")]


@contextmanager
def bare_application() -> Iterator[Callable[..., Any]]:
    """A WSGI application with no middleware and one address."""
    with override_settings(MIDDLEWARE=[], ROOT_URLCONF=__name__):
        yield WSGIHandler()


def stand_for(said: list[Asked], body: bytes) -> None:
    """Let the bare view stand for a page: what the page only asked, and what it answered."""
    _said[:] = [one for one in said if one[0].lstrip().upper().startswith("SELECT")]
    _body[0] = body
