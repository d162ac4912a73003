"""The choices over the register of papers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from handslag.papers.loading.documents import Choices, Wanted
from handslag.papers.rules.words import KINDS, STATES

ALL = ("", "Alla")


def _offered(words: Sequence[str]) -> list[tuple[str, str]]:
    return [ALL, *((word, word) for word in words)]


class RegisterForm(forms.Form):
    """Kind, year, body, party and state; what is not offered is as if it were not asked for."""

    slag = forms.ChoiceField(label="Slag", required=False)
    ar = forms.ChoiceField(label="År", required=False)
    organ = forms.ChoiceField(label="Organ", required=False)
    parti = forms.ChoiceField(label="Parti", required=False)
    lage = forms.ChoiceField(label="Läge", required=False)

    def __init__(self, data: Any, *, offered: Choices) -> None:
        super().__init__(data)
        kinds = [ALL, *((code, word.capitalize()) for code, word in KINDS.items())]
        states = [ALL, *((code, word.capitalize()) for code, word in STATES.items())]
        choices = {
            "slag": kinds,
            "ar": _offered([str(year) for year in offered.years]),
            "organ": _offered(offered.bodies),
            "parti": _offered(offered.parties),
            "lage": states,
        }
        for name, pairs in choices.items():
            self.fields[name].choices = pairs  # type: ignore[attr-defined]

    def wanted(self, order: str) -> Wanted:
        """What was asked for."""
        given = self.cleaned_data if self.is_bound and (self.is_valid() or self.cleaned_data) else {}
        year = given.get("ar") or ""
        return Wanted(
            kind=given.get("slag", ""),
            year=int(year) if year else None,
            body=given.get("organ", ""),
            party=given.get("parti", ""),
            state=given.get("lage", ""),
            order=order,
        )
