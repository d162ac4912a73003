"""Which report is asked for: period, administration, day, moment and form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from handslag.core.text import personal_numbers
from handslag.oversight.exporters.orders import FORMATS
from handslag.oversight.facts import Letterhead, Period
from handslag.vitals.forms import DayField, MomentField

LONGEST = 80


class LineField(forms.CharField):
    """A short line of the letterhead; a personal number has no place in it."""

    def __init__(self, **more: Any) -> None:
        """Never asked for."""
        super().__init__(required=False, max_length=LONGEST, **more)

    def clean(self, value: Any) -> str:
        """The line, if it names no one by number."""
        text = str(super().clean(value))
        if personal_numbers(text):
            raise forms.ValidationError("Texten innehåller ett personnummer. Ta bort det.")
        return text


class PaperForm(forms.Form):
    """What the address of a report may say; what cannot be read is as if not said, and the page says so."""

    dag = DayField(label="Läget den", required=False)
    kant = MomentField(label="Som det var känt", required=False)
    dnr = LineField(label="Diarienummer")
    handlaggare = LineField(label="Handläggare")
    telefon = LineField(label="Telefon")

    @property
    def letterhead(self) -> Letterhead:
        """What only the one who writes knows."""
        said = self.cleaned_data
        return Letterhead(said.get("dnr", ""), said.get("handlaggare", ""), said.get("telefon", ""))


class MakeForm(PaperForm):
    """A report to be made."""

    period = forms.ChoiceField(label="Period")
    forvaltning = forms.ChoiceField(label="Förvaltning", required=False)
    omfang = forms.ChoiceField(label="Omfång", choices=[("", "Hela rapporten"), ("kort", "En sida")], required=False)
    form = forms.ChoiceField(
        label="Form",
        choices=[("", "Visa på sidan"), ("pdf", "PDF"), ("docx", "Word"), ("html", "HTML-fil")],
        required=False,
    )
    field_order = ("period", "forvaltning", "omfang", "form", "dag", "kant", "dnr", "handlaggare", "telefon")

    def __init__(self, *args: Any, periods: Iterable[Period], administrations: Iterable[tuple[str, str]], **more: Any):
        """Offer the periods that have come, newest first, and the administrations by slug and name."""
        super().__init__(*args, **more)
        for name, options in {
            "period": [(one.key, one.name) for one in periods],
            "forvaltning": [("", "Hela staden"), *administrations],
        }.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = options
            field.error_messages["invalid_choice"] = "”%(value)s” finns inte att välja här."
        self.fields["dag"].help_text = "Tomt: periodens egen dag. ÅÅÅÅ-MM-DD."
        self.fields["kant"].help_text = "Tomt: nu, eller när förvaltningens rapport undertecknades."


def is_format(asked: str | None) -> bool:
    """Whether a file of this form can be made."""
    return asked in FORMATS
