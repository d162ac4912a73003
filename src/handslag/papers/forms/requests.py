"""The forms of the log of requests: a new one, its answer, the filter."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from handslag.core.verdict import Refused
from handslag.papers.forms.secrecy import LONGEST, LawFields
from handslag.papers.loading.naming import document_named
from handslag.papers.models import Document
from handslag.papers.rules.requests import STATES
from handslag.papers.rules.words import REQUEST_OUTCOMES
from handslag.people.models import City
from handslag.plan.forms.fields import DayField, TextField

LATER = "Dagen har inte varit än."


class RequestForm(forms.Form):
    """What is asked for and when; never who asks."""

    asked_for = TextField(
        label="Vad begärs?", rows=4, max_length=LONGEST,
        help_text="Skriv vilken handling eller vilka uppgifter. Fråga inte vem som begär eller varför.",
    )  # fmt: skip
    made_on = DayField(label="När kom begäran?")
    paper = forms.CharField(
        label="Handling", required=False, max_length=200,
        help_text="Diarienummer, id eller en del av filnamnet, om handlingen är registrerad här.",
    )  # fmt: skip

    def __init__(self, *args: Any, city: City, today: date, **kwargs: Any) -> None:
        """The city whose papers can be asked for."""
        super().__init__(*args, **kwargs)
        self.city, self.today = city, today

    def clean_made_on(self) -> date:
        """No request comes tomorrow."""
        day: date = self.cleaned_data["made_on"]
        if day > self.today:
            raise forms.ValidationError(LATER)
        return day

    def clean_paper(self) -> Document | None:
        """The paper that is meant, if one is named."""
        text = self.cleaned_data["paper"].strip()
        if not text:
            return None
        try:
            return document_named(self.city, text)
        except Refused as why:
            raise forms.ValidationError(str(why)) from why


class AnswerForm(LawFields):
    """What the request was answered; a refusal states its law and its reason."""

    field_order = ("outcome", "answered_on", "chapter", "section", "text")
    outcome = forms.ChoiceField(
        label="Vad blev svaret?", widget=forms.RadioSelect, choices=list(REQUEST_OUTCOMES.items()),
        error_messages={"required": "Välj vad svaret blev.", "invalid_choice": "Välj vad svaret blev."},
    )  # fmt: skip
    answered_on = DayField(label="Vilken dag?")
    text = TextField(
        label="Skäl eller kommentar", rows=4, required=False, max_length=LONGEST,
        help_text="Krävs när något inte lämnas ut. Skriv inte det som är hemligt.",
    )  # fmt: skip

    def __init__(self, *args: Any, first: date, today: date, **kwargs: Any) -> None:
        """The days between which an answer can lie."""
        super().__init__(*args, **kwargs)
        self.first, self.today = first, today
        self.fields["chapter"].label = "Kapitel i offentlighets- och sekretesslagen"
        self.fields["chapter"].help_text = "Krävs när något inte lämnas ut."
        choices = self.fields["outcome"]
        assert isinstance(choices, forms.ChoiceField)
        choices.choices = [(code, words.capitalize()) for code, words in REQUEST_OUTCOMES.items()]

    def clean_answered_on(self) -> date:
        """Between the day of the request and today."""
        day: date = self.cleaned_data["answered_on"]
        if not self.first <= day <= self.today:
            raise forms.ValidationError("Dagen ska ligga mellan dagen för begäran och i dag.")
        return day

    def clean(self) -> dict[str, Any]:
        """What is not given out whole has its law and its reason."""
        data = super().clean() or self.cleaned_data
        if data.get("outcome") in ("partly", "refused"):
            self.law_is_stated()
            if "text" not in self.errors and not data.get("text"):
                self.add_error("text", "Skriv skälen: den som får nej ska kunna läsa varför.")
        return data


class RequestsForm(forms.Form):
    """The filter of the log."""

    lage = forms.ChoiceField(
        label="Läge", required=False,
        choices=[("", "Alla"), *((code, words.capitalize()) for code, words in STATES.items())],
    )  # fmt: skip
    ar = forms.ChoiceField(label="År", required=False)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        """The years in which there are requests."""
        super().__init__(*args, **kwargs)
        field = self.fields["ar"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Alla"), *((str(year), str(year)) for year in years)]
