"""The form that takes papers in: one or several files, where they come from, when they came."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from handslag.core.clock import today
from handslag.core.reading import KINDS
from handslag.papers.rules.words import ORIGINS

ACCEPTED = ".pdf,.docx,.html,.htm,.txt"


class SeveralFiles(forms.ClearableFileInput):
    """A file control that takes several at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or several files. What is wrong with each is said beside it, not here: an empty file stops no other."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> Any:  # noqa: ARG002 — Django asks so
        files = [one for one in (data if isinstance(data, list | tuple) else [data]) if isinstance(one, UploadedFile)]
        if not files:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return files


class UploadForm(forms.Form):
    """Files to register."""

    papers = FilesField(
        label="Filer",
        help_text=f"{KINDS.capitalize()}, högst 50 MB var. Du kan välja flera.",
        error_messages={"required": "Välj minst en fil."},
        widget=SeveralFiles(attrs={"accept": ACCEPTED}),
    )
    origin = forms.ChoiceField(label="Ursprung", choices=[(code, word.capitalize()) for code, word in ORIGINS.items()])
    registered_on = forms.DateField(
        label="Kom in eller upprättades den",
        required=False,
        help_text="Lämna tomt för i dag.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Skriv dagen så här: 2025-01-22."},
    )

    def clean_registered_on(self) -> date | None:
        day: date | None = self.cleaned_data["registered_on"]
        if day and day > today():
            raise forms.ValidationError("Dagen har inte varit än. Skriv i dag eller en tidigare dag.")
        return day
