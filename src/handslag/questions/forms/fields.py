"""Fields of the room: free text without personal numbers, days, choices in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from handslag.questions.rules.registering import LONGEST, text_fault

Options = Iterable[tuple[str, Any]]


def no_personal_number(text: str) -> None:
    """Refuse a text with a Swedish personal number in it."""
    if fault := text_fault(text):
        raise forms.ValidationError(fault)


class FreeText(forms.CharField):
    """Several lines in a person's own words."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(max_length=LONGEST, widget=widget, validators=[no_personal_number], **kwargs)


class Line(forms.CharField):
    """One line of text."""

    def __init__(self, *, longest: int = 300, **kwargs: Any) -> None:
        super().__init__(max_length=longest, validators=[no_personal_number], **kwargs)


class Day(forms.DateField):
    """A day, written ÅÅÅÅ-MM-DD or chosen in the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {})
        kwargs["error_messages"].setdefault("invalid", "Skriv dagen så här: 2025-05-12.")
        super().__init__(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs)


def offer(field: forms.Field, options: Options) -> None:
    """Let a choice field offer these."""
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(options)
    field.error_messages["invalid_choice"] = "Välj ett av alternativen."
