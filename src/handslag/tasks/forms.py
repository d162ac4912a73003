"""The answer from a mail's link: one measure, four questions; and the choices of the list of what was raised."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from handslag.followup.forms.progress import NO_CLIENTS, Text
from handslag.followup.models import STATES as MEASURE_STATES
from handslag.tasks.rules import LEVELS, STATES

NOTHING_NEW = "inget-nytt"


class ReplyForm(forms.Form):
    """How the measure goes. A state that is not changed states nothing."""

    state = forms.ChoiceField(label="Läge", choices=list(MEASURE_STATES.items()))
    note = Text(label="Vad har hänt?", required=False, rows=4, max_length=4000, help_text=NO_CLIENTS)
    obstacle = Text(label="Hinder", required=False, rows=2, max_length=2000)
    next_step = Text(label="Nästa steg", required=False, rows=2, max_length=2000)
    seen_state = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, standing: str, **kwargs: Any) -> None:
        kwargs["initial"] = {"state": standing, "seen_state": standing}
        super().__init__(*args, **kwargs)

    def says(self) -> dict[str, str]:
        """What the entry says, for the action."""
        data = self.cleaned_data
        state = data["state"] if data["state"] != data["seen_state"] else ""
        return {name: data[name] for name in ("note", "obstacle", "next_step")} | {"state": state}


class AnswerForm(forms.Form):
    """What the level that was asked answers."""

    text = Text(
        label="Ditt svar",
        rows=4,
        max_length=2000,
        help_text=f"Svaret visas för alla i kommunen och står i nämndens rapport. {NO_CLIENTS}",
        error_messages={"required": "Skriv ett svar."},
    )


class EscalationsForm(forms.Form):
    """Which of what was raised to list."""

    lage = forms.ChoiceField(label="Läge", required=False)
    niva = forms.ChoiceField(label="Lyft till", required=False)
    forvaltning = forms.ChoiceField(label="Förvaltning", required=False)

    def __init__(self, *args: Any, administrations: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "lage": [("", "Alla"), ("oppna", "Inte avslutade"), *((k, v.capitalize()) for k, v in STATES.items())],
            "niva": [("", "Alla"), *((key, word.capitalize()) for key, word in LEVELS.items() if key != "unit")],
            "forvaltning": [("", "Alla"), *administrations],
        }  # fmt: skip
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]
