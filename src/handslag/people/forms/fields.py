"""Fields that refuse personal numbers, and days as they are written in Sweden."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from handslag.core.text import clean, personal_numbers
from handslag.people.rules import PERSONAL_NUMBER


class PlainField(forms.CharField):
    """A line of text without personal numbers."""

    def clean(self, value: Any) -> str:
        """The line with its white space folded."""
        text = clean(super().clean(value) or "")
        if personal_numbers(text):
            raise forms.ValidationError(PERSONAL_NUMBER)
        return text


class AddressField(forms.EmailField):
    """An e-mail address without personal numbers."""

    def __init__(self, **kwargs: Any) -> None:
        wrong = {"invalid": "Skriv en e-postadress, till exempel namn@kommun.se.", "required": "Skriv en e-postadress."}
        super().__init__(label="E-post", error_messages=wrong, **kwargs)
        self.widget.attrs["autocomplete"] = "email"

    def clean(self, value: Any) -> str:
        """The address."""
        address = str(super().clean(value) or "")
        if personal_numbers(address):
            raise forms.ValidationError(PERSONAL_NUMBER)
        return address


class DayField(forms.DateField):
    """A day, `2026-05-12`."""

    def __init__(self, **kwargs: Any) -> None:
        wrong = {"invalid": "Skriv dagen så här: 2026-05-12.", "required": "Välj en dag."}
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], error_messages=wrong, **kwargs)

    def clean(self, value: Any) -> date | None:
        """The day, in a year that a calendar of today knows."""
        day: date | None = super().clean(value)
        if day is not None and not 2000 <= day.year <= 2199:
            raise forms.ValidationError("Välj ett år mellan 2000 och 2199.")
        return day
