"""Trying an action with what a form holds: a refusal becomes an error of the form, with all that was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.forms import Form
from django.http import HttpRequest, QueryDict

from handslag.core.verdict import Refused

T = TypeVar("T")


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent; None when the form is only to be shown."""
    return request.POST if request.method == "POST" else None


def done(form: Form, act: Callable[[], T]) -> T | None:
    """What the action gives, when the form was sent, is valid and the action is not refused; else None."""
    if not form.is_valid():
        return None
    try:
        return act()
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
