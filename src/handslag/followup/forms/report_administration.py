"""The administration's own words on a period, the day in the union body, and the reason for what needs one."""

from __future__ import annotations

from typing import Any

from django import forms

from handslag.core.text import personal_numbers
from handslag.followup.rules.reporting_lines import LONGEST, PERSONAL_NUMBER


class PlainText(forms.CharField):
    """Free text; a personal number has no place in it."""

    def __init__(self, *, rows: int = 3, **more: Any) -> None:
        super().__init__(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows}), **more)

    def clean(self, value: Any) -> str:
        """The text, if it names no one by number."""
        text = str(super().clean(value))
        if personal_numbers(text):
            raise forms.ValidationError(PERSONAL_NUMBER)
        return text


class UnionBodyDay(forms.DateField):
    """The day the union body took the report up."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            label="Dag i förvaltningsgruppen",
            help_text="ÅÅÅÅ-MM-DD. Den dag då rapporten togs upp med de fackliga.",
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"inputmode": "numeric", "autocomplete": "off"}),
            error_messages={"invalid": "Skriv dagen som ÅÅÅÅ-MM-DD."},
            **more,
        )


class SummaryForm(forms.Form):
    """What the office writes before the report is prepared."""

    sammanfattning = PlainText(
        label="Sammanfattning", required=False, rows=5, help_text="Skriv inget om enskilda personer eller ärenden."
    )
    forvaltningsgrupp = UnionBodyDay(required=False)
    skal = PlainText(label="Varför lämnas rapporten ändå?", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, missing: str = "", **more: Any) -> None:
        """`missing` says which parts have not been handed in; without any, no reason is asked for."""
        super().__init__(*args, **more)
        if missing:
            self.fields["skal"].help_text = missing
        else:
            del self.fields["skal"]


class ReasonForm(forms.Form):
    """Why something is sent back."""

    skal = PlainText(label="Varför skickas den tillbaka?", error_messages={"required": "Skriv varför."})


class SignForm(forms.Form):
    """The day in the union body, asked for when the office has not written it."""

    forvaltningsgrupp = UnionBodyDay(required=True)
