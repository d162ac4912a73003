"""Which paper an address means: one that the user sees, else it is not there."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from handslag.papers.models import Document
from handslag.people.models import User


def paper_or_404(request: HttpRequest, pk: int) -> Document:
    """The paper with its card, if the user sees it."""
    seen = Document.objects.visible_to(request.user).select_related("card", "city")
    found: Document = get_object_or_404(seen, pk=pk)
    return found


def acting(request: HttpRequest) -> User:
    """Whoever acts: every page that changes something asks for a login."""
    assert isinstance(request.user, User)
    return request.user
