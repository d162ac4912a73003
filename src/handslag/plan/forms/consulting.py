"""Consultation: its last day, comments and their answers, where a union stands, and the choice in the lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from handslag.plan.facts import STANCES, TAKEN
from handslag.plan.forms.fields import DayField, LineField, TextField, WordField

VISIBLE = (
    "Ditt namn och din roll visas för alla som ser utkastet, och för alla i kommunens Handslag när det är beslutat. "
    "Skriv inget om enskilda personer eller ärenden."
)


class ConsultationForm(forms.Form):
    """The last day of a consultation, and what the invited are told."""

    ends = DayField(label="Sista dag för synpunkter", help_text="Samrådet kan förlängas men inte kortas. ÅÅÅÅ-MM-DD.")
    message = TextField(label="Inbjudan", required=False, rows=4, help_text="Vad vill ni helst ha synpunkter på?")


class CommentForm(forms.Form):
    """A comment on a part of the draft."""

    text = TextField(label="Din synpunkt", rows=6, help_text=VISIBLE)


class AnswerForm(forms.Form):
    """What comes of a comment, and why."""

    taken = WordField(TAKEN, label="Vad leder synpunkten till?")
    text = TextField(label="Svar", rows=6, help_text="Svaret är öppet för alla som ser utkastet.")


class StandpointForm(forms.Form):
    """Where a union stands."""

    organisation = LineField(label="Organisation", max_length=80)
    stance = WordField(STANCES, label="Ställningstagande")
    text = TextField(label="Motivering", required=False, rows=6)

    def __init__(self, *args: Any, own: list[str], **more: Any) -> None:
        """A representative chooses among the own organisations; the plan office (none) writes the name."""
        super().__init__(*args, **more)
        if own:
            choices = [(name, name) for name in own]
            self.fields["organisation"] = forms.ChoiceField(label="Organisation", choices=choices)


class CommentsForm(forms.Form):
    """Which comments are shown."""

    visa = forms.ChoiceField(
        label="Visa", required=False, choices=[("", "Alla"), ("obesvarade", "Obesvarade"), ("besvarade", "Besvarade")]
    )
    omrade = forms.ChoiceField(label="Fokusområde", required=False)

    def __init__(self, data: Any, areas: Iterable[tuple[str, str]]) -> None:
        """Offer the areas of the draft."""
        super().__init__(data)
        field = self.fields["omrade"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Alla"), *areas]
