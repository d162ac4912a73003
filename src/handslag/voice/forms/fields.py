"""Fields of the room: free text that is refused when it holds a personal number, days, choices in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from handslag.voice.rules.texts import fault_of

Options = Iterable[tuple[str, Any]]
LONGEST = 20_000


def no_personal_number(text: str) -> None:
    """Refuse a text with a Swedish personal number in it."""
    if fault := fault_of(text):
        raise forms.ValidationError(fault)


class FreeText(forms.CharField):
    """Several lines in a person's own words."""

    def __init__(self, *, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(
            max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows}), validators=[no_personal_number], **kwargs
        )


class Day(forms.DateField):
    """A day, written ÅÅÅÅ-MM-DD or chosen in the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {})
        kwargs["error_messages"].setdefault("invalid", "Skriv dagen så här: 2026-05-12.")
        super().__init__(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs)


def offer(field: forms.Field, options: Options) -> None:
    """Let a choice field offer these."""
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(options)
    field.error_messages["invalid_choice"] = "Välj ett av alternativen."
