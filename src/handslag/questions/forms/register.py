"""The filter of the register, and the two days and the body of the half-yearly table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from handslag.core.text import swedish_date
from handslag.questions.forms.fields import Day, Line, Options, offer

KINDS = (("question", "Frågor"), ("commitment", "Utfästelser"))


class RegisterForm(forms.Form):
    """The filter of the register."""

    slag = forms.ChoiceField(label="Slag", required=False)
    lage = forms.ChoiceField(label="Läge", required=False)
    vem = forms.ChoiceField(label="Ställd av", required=False)
    parti = forms.ChoiceField(label="Parti", required=False)
    svarar = forms.ChoiceField(label="Ska svara", required=False)
    omrade = forms.ChoiceField(label="Fokusområde", required=False)
    ar = forms.ChoiceField(label="År", required=False)

    def __init__(self, *args: Any, options: Mapping[str, Options], **kwargs: Any) -> None:
        """Offer, field by field, only what some row has."""
        super().__init__(*args, **kwargs)
        for name, choices in {"slag": KINDS, **options}.items():
            offer(self.fields[name], [("", "Alla"), *choices])
            self.fields[name].error_messages["invalid_choice"] = (
                "”%(value)s” finns inte att välja här. Allt visas i stället."
            )


class ListDayForm(forms.Form):
    """As of which day the table is made."""

    per = Day(label="Läget den", required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_per(self) -> date | None:
        day: date | None = self.cleaned_data["per"]
        if day is not None and day > self.today:
            raise forms.ValidationError("Välj en dag som har varit, eller i dag.")
        return day


class ReportListForm(forms.Form):
    """That the table has been given to a body."""

    body = Line(
        label="Redovisad för", longest=160, error_messages={"required": "Skriv för vilket organ listan redovisades."}
    )
    reported_on = Day(label="Dag", error_messages={"required": "Skriv vilken dag den redovisades."})

    def __init__(self, *args: Any, as_of: date, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.as_of, self.today = as_of, today

    def clean_reported_on(self) -> date:
        day: date = self.cleaned_data["reported_on"]
        if not self.as_of <= day <= self.today:
            raise forms.ValidationError(
                f"Välj en dag mellan {swedish_date(self.as_of)} och {swedish_date(self.today)}."
            )
        return day
