"""The one client tests visit pages with: it checks every page on the way, and can count its queries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.markup import faults


class CheckingClient(Client):
    """Django's test client, for which a faulty page is a failed test."""

    def request(self, **request: Any) -> HttpResponse:
        """Ask, and refuse an answer whose HTML is not in order."""
        response = super().request(**request)
        if (
            not response.streaming
            and response.headers.get("Content-Type", "").startswith("text/html")
            and response.content
        ):
            partial = "HTTP_HX_REQUEST" in request and "HTTP_HX_BOOSTED" not in request
            html = response.content.decode(response.charset)
            whole = not partial or "<html" in html
            found = faults(html, whole=whole)
            where = f"{request.get('REQUEST_METHOD', 'GET')} {request.get('PATH_INFO', '')} ({response.status_code})"
            assert not found, f"{where} is not in order:\n  " + "\n  ".join(found)
        return response

    def as_user(self, username: str) -> CheckingClient:
        """The same client, logged in as this user."""
        self.force_login(get_user_model().objects.get(username=username))
        return self

    def htmx(self, path: str, data: dict[str, Any] | None = None, **headers: str) -> HttpResponse:
        """Ask for the smaller answer, as htmx does."""
        return self.get(path, data, headers={"HX-Request": "true", **headers})

    @contextmanager
    def at_most(self, queries: int) -> Iterator[CaptureQueriesContext]:
        """Fail when the block asks the database more than so many questions, and list them."""
        with CaptureQueriesContext(connection) as asked:
            yield asked
        listed = "\n  ".join(q["sql"][:200] for q in asked.captured_queries)
        assert len(asked) <= queries, f"{len(asked)} queries, at most {queries} are allowed:\n  {listed}"

    def count(self, path: str, **data: Any) -> int:
        """How many queries a page asks; the page must answer 200."""
        with CaptureQueriesContext(connection) as asked:
            response = self.get(path, data)
        assert response.status_code == 200, f"{path}: {response.status_code}"
        return len(asked)
