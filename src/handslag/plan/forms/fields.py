"""Fields the room's forms share: free text without personal numbers, days, choices in Swedish."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from handslag.core.text import clean, number, personal_numbers
from handslag.plan.rules.texts import PERSONAL_NUMBER

EMPTY = "Fyll i det här."


class LineField(forms.CharField):
    """A short line of text."""

    def __init__(self, *, max_length: int = 160, **more: Any) -> None:
        """Say in Swedish what is missing."""
        super().__init__(max_length=max_length, error_messages={"required": EMPTY}, **more)

    def clean(self, value: Any) -> str:
        """The line with white space folded, if it names no one by number."""
        text = clean(str(super().clean(value)))
        if personal_numbers(text):
            raise forms.ValidationError(PERSONAL_NUMBER)
        return text


class TextField(forms.CharField):
    """Paragraphs of text, with simple Markdown where the help says so."""

    def __init__(self, *, rows: int = 6, **more: Any) -> None:
        """As many lines as are likely to be written."""
        messages = {"required": EMPTY}
        if "max_length" in more:
            messages["max_length"] = f"Texten är för lång. Högst {number(more['max_length'])} tecken får plats."
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), error_messages=messages, **more)

    def clean(self, value: Any) -> str:
        """The text with one kind of line ends, if it names no one by number."""
        text = str(super().clean(value)).replace("\r\n", "\n").strip()
        if personal_numbers(text):
            raise forms.ValidationError(PERSONAL_NUMBER)
        return text


class DayField(forms.DateField):
    """A day, written as ÅÅÅÅ-MM-DD."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, **more: Any) -> None:
        """Say in Swedish what is missing."""
        super().__init__(error_messages={"required": "Ange en dag."}, **more)

    def to_python(self, value: Any) -> date | None:
        """The day; what is none is said with an example of what is."""
        if value in self.empty_values or isinstance(value, date):
            return value or None
        try:
            return date.fromisoformat(str(value).strip())
        except ValueError:
            raise forms.ValidationError(f"”{value}” är ingen dag. Skriv till exempel 2026-04-30.") from None


class WordField(forms.ChoiceField):
    """One of a few words, as round buttons."""

    def __init__(self, words: Mapping[str, str] | Iterable[tuple[str, str]], **more: Any) -> None:
        """Take code → Swedish."""
        pairs = words.items() if isinstance(words, Mapping) else words
        choices = [(code, f"{word[:1].upper()}{word[1:]}") for code, word in pairs]
        messages = {"required": "Välj ett av alternativen.", "invalid_choice": "Välj ett av alternativen."}
        super().__init__(choices=choices, widget=forms.RadioSelect, error_messages=messages, **more)
