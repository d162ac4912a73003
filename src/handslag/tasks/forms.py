"""The answer from a mail's link: one measure, with what shows it; and the choices of the list of what was raised."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from handslag.followup.forms.progress import NO_CLIENTS, EntryForm, Text
from handslag.tasks.rules import LEVELS, STATES

NOTHING_NEW = "inget-nytt"


class ReplyForm(EntryForm):
    """How the measure goes, on the day it is answered. A state that is not changed states nothing."""

    effective_on = None  # type: ignore[assignment]
    field_order = ("note", "state", "obstacle", "next_step", "evidence", "file")


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
