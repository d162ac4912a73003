"""The text of a draft: its introduction, its focus areas, its measures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from handslag.plan.facts import AreaText, MeasureText
from handslag.plan.forms.fields import DayField, LineField, TextField
from handslag.plan.rules.parts import Part, seal

MARKDOWN = "Tom rad ger nytt stycke. Rader som börjar med - blir en lista. *kursivt* och **fetstil** går att använda."


def _typed(data: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, by field."""
    return {name: data[name] for name in data}


class LabelForm(forms.Form):
    """A new draft's name."""

    label = LineField(label="Versionens namn", max_length=60, help_text="Till exempel året den ska gälla från: 2028.")


class PartForm(forms.Form):
    """A part of the draft, sealed with what it said when it was opened."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def reseal(self, now: Part | str) -> None:
        """Show what was written over what now stands: saved again, it is meant to replace that."""
        self.data = {**_typed(self.data), "seen": seal(now)}

    def unjudged(self) -> PartForm:
        """The same form with everything as it was typed, before it is asked whether it can be saved."""
        self.initial, self.is_bound = _typed(self.data), False
        return self


class PreambleForm(PartForm):
    """The draft's introduction."""

    text = TextField(label="Inledning", required=False, rows=14, help_text=MARKDOWN)


class AreaForm(PartForm):
    """A focus area's own words."""

    name = LineField(label="Namn")
    text = TextField(label="Text", required=False, rows=12, help_text=MARKDOWN)
    mandatory = forms.BooleanField(
        label="Obligatoriskt för alla förvaltningar", required=False,
        help_text="Utan beslut nedanför visas området som prioriterat.",
    )  # fmt: skip
    mandatory_by = LineField(label="Vem har beslutat att det är obligatoriskt?", required=False)
    mandatory_on = DayField(label="Beslutsdag", required=False)
    mandatory_dnr = LineField(label="Diarienummer", required=False, max_length=60)

    @staticmethod
    def of(area: AreaText) -> dict[str, Any]:
        """What the form shows of an area that stands."""
        return {
            "name": area.name, "text": area.text, "mandatory": area.mandatory, "mandatory_by": area.mandatory_by,
            "mandatory_on": area.mandatory_on, "mandatory_dnr": area.mandatory_dnr, "seen": seal(area),
        }  # fmt: skip

    def wanted(self) -> AreaText:
        """The area as it was written."""
        said = self.cleaned_data
        names = ("mandatory_by", "mandatory_on", "mandatory_dnr")
        decision = {name: said[name] for name in names} if said["mandatory"] else {}
        return AreaText("", said["name"], said["text"], said["mandatory"], **decision)


class MeasureForm(PartForm):
    """A measure's own words, and where it stands."""

    area = forms.ChoiceField(label="Fokusområde")
    name = LineField(label="Namn", max_length=200)
    text = TextField(label="Text", required=False, rows=8, help_text=MARKDOWN)
    administration = forms.ChoiceField(
        label="Leds centralt av", required=False,
        help_text="Välj ingen förvaltning om varje förvaltning gör sina egna åtgärder.",
    )  # fmt: skip
    due = DayField(label="Klart senast", required=False)

    def __init__(self, *args: Any, areas: Iterable[tuple[str, str]], leaders: Iterable[str], **more: Any) -> None:
        """Offer the draft's areas and the city's administrations."""
        super().__init__(*args, **more)
        options = {
            "area": list(areas),
            "administration": [("", "Ingen, åtgärden är lokal"), *((name, name) for name in leaders)],
        }
        for name, choices in options.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
            field.error_messages["invalid_choice"] = "”%(value)s” finns inte att välja här."

    @staticmethod
    def of(measure: MeasureText, area: str) -> dict[str, Any]:
        """What the form shows of a measure that stands."""
        return {
            "area": area, "name": measure.name, "text": measure.text, "administration": measure.administration,
            "due": measure.due, "seen": seal(measure),
        }  # fmt: skip

    def wanted(self) -> MeasureText:
        """The measure as it was written."""
        said = self.cleaned_data
        leader = said["administration"]
        return MeasureText("", said["name"], bool(leader), leader, said["due"], said["text"])


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = TextField(label="Skäl", rows=3)

    def __init__(self, *args: Any, needed: bool = True, help_text: str = "", **more: Any) -> None:
        """Say who will read it, and whether it can be left out."""
        super().__init__(*args, **more)
        self.fields["reason"].required = needed
        self.fields["reason"].help_text = help_text
