"""What the views of the room ask of a request: who, which question, which paper."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from handslag.core.clock import today
from handslag.papers.models import Document
from handslag.people.models import City, User
from handslag.questions.forms.questions import Offered
from handslag.questions.loading.areas import area_names
from handslag.questions.loading.people import commissioners
from handslag.questions.models import Question


def user_of(request: HttpRequest) -> User:
    """Who is logged in."""
    assert isinstance(request.user, User)
    return request.user


def question_or_404(request: HttpRequest, pk: int) -> Question:
    """The question, if the user can see it."""
    rows = Question.objects.visible_to(request.user).select_related("city", "document__card", "asked_of_user")
    return get_object_or_404(rows, pk=pk)


def document_or_404(request: HttpRequest, pk: int) -> Document:
    """The paper, if the user can see it."""
    rows = Document.objects.visible_to(request.user).select_related("city", "card")
    return get_object_or_404(rows, pk=pk)


def offered_in(city: City) -> Offered:
    """What the forms let one choose among in a city."""
    users = [(str(one.pk), str(one)) for one in commissioners(city)]
    return Offered(list(area_names(city).items()), users, today())


def saved(content: bytes | str, kind: str, name: str) -> HttpResponse:
    """A file with a name."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
