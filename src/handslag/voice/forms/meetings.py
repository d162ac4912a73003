"""The forms that register a meeting, correct it, and answer what was said there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from handslag.core.text import clean
from handslag.people.models import ROLES, Administration
from handslag.voice.forms.fields import Day, FreeText, Options, no_personal_number, offer
from handslag.voice.rules.meetings import COUNTS_AS_TALK, MEETING_KINDS, PARTICIPANTS

INVITED = ("social_worker", "unit_manager", "district_office", "head", "union_rep", "safety_rep", "politician")
MOST = 9999


class MeetingForm(forms.Form):
    """When, what kind, how many of each, what it was about, who was invited, and what was said."""

    kind = forms.ChoiceField(
        label="Vad var det för möte?",
        widget=forms.RadioSelect,
        error_messages={"required": "Välj ett av alternativen."},
    )
    held_on = Day(label="Dag", error_messages={"required": "Skriv vilken dag mötet hölls."})
    administrations = forms.MultipleChoiceField(
        label="Vilka förvaltningar gällde det?", required=False, widget=forms.CheckboxSelectMultiple
    )
    areas = forms.MultipleChoiceField(
        label="Vilka fokusområden handlade det om?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Ett dialogmöte räknas som en händelse i de områden som väljs här.",
    )
    invited = forms.MultipleChoiceField(
        label="Vilka var inbjudna?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="De i förvaltningarna ovan som har rollen ser mötet och svaren. Utan förvaltning: i hela kommunen.",
    )
    points = FreeText(
        label="Vad kom upp?",
        required=False,
        rows=6,
        help_text="En punkt på varje rad. Skriv inga namn och inget om enskilda ärenden. Varje punkt ska få ett svar.",
    )
    public = forms.BooleanField(label="Visa besvarade punkter för allmänheten", required=False)

    def __init__(
        self,
        *args: Any,
        kinds: Sequence[str],
        administrations: Sequence[Administration],
        areas: Options,
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.places = {str(one.pk): one for one in administrations}
        offer(self.fields["kind"], [(kind, MEETING_KINDS[kind].capitalize()) for kind in kinds])
        offer(self.fields["administrations"], [(str(one.pk), one.name) for one in administrations])
        offer(self.fields["areas"], areas)
        offer(self.fields["invited"], [("alla", "Alla"), *((role, ROLES[role].capitalize()) for role in INVITED)])
        for key, (_, many) in PARTICIPANTS.items():
            self.fields[f"antal_{key}"] = forms.IntegerField(
                label=many.capitalize(), required=False, min_value=0, max_value=MOST,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )  # fmt: skip

    @property
    def before(self) -> list[forms.BoundField]:
        """The fields above the numbers."""
        return [self[name] for name in ("kind", "held_on") if name in self.fields]

    @property
    def numbers(self) -> list[forms.BoundField]:
        """How many of each kind."""
        return [self[f"antal_{key}"] for key in PARTICIPANTS]

    @property
    def rest(self) -> list[forms.BoundField]:
        """The fields below the numbers."""
        above = {"kind", "held_on"} | {f"antal_{key}" for key in PARTICIPANTS}
        return [self[name] for name in self.fields if name not in above]

    def clean_held_on(self) -> date:
        day: date = self.cleaned_data["held_on"]
        if day > self.today:
            raise forms.ValidationError("Mötet kan föras in när det har hållits.")
        return day

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("kind") in COUNTS_AS_TALK:
            if not data.get("administrations"):
                self.add_error("administrations", "Välj vilken förvaltning dialogmötet gällde.")
            if not data.get("areas"):
                self.add_error("areas", "Välj vilka fokusområden dialogmötet handlade om.")
        elif data.get("areas") and not data.get("administrations"):
            self.add_error("administrations", "Välj vilken förvaltning det gäller.")
        first = next(iter(PARTICIPANTS))
        if not any(self.counted().values()) and not any(f"antal_{key}" in self.errors for key in PARTICIPANTS):
            self.add_error(f"antal_{first}", "Skriv hur många som deltog, av minst ett slag.")
        return data

    def counted(self) -> dict[str, int]:
        """How many of each kind took part."""
        return {key: self.cleaned_data.get(f"antal_{key}") or 0 for key in PARTICIPANTS}

    def lines(self) -> list[str]:
        """The points, one a line."""
        said = self.cleaned_data.get("points", "")
        return [line for line in (clean(one).lstrip("-• ") for one in said.splitlines()) if line]


class CorrectMeetingForm(MeetingForm):
    """The same about a meeting that is registered already, with why it is corrected."""

    reason = forms.CharField(
        label="Varför rättas mötet?",
        max_length=400,
        validators=[no_personal_number],
        error_messages={"required": "Skriv varför mötet rättas."},
    )
    withdrawn = forms.BooleanField(label="Ta tillbaka mötet: det hölls inte", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["points"]


class PointsForm(forms.Form):
    """More points of a meeting."""

    points = FreeText(
        label="Fler punkter",
        rows=3,
        help_text="En punkt på varje rad. Skriv inga namn.",
        error_messages={"required": "Skriv minst en punkt."},
    )

    def lines(self) -> list[str]:
        """The points, one a line."""
        return [line for line in (clean(one).lstrip("-• ") for one in self.cleaned_data["points"].splitlines()) if line]


class PointAnswerForm(forms.Form):
    """What was done about a point."""

    text = FreeText(
        label="Vad har ni gjort?",
        help_text="Skriv inga namn.",
        error_messages={"required": "Skriv vad som har gjorts."},
    )
    measure = forms.ChoiceField(
        label="Åtgärd", required=False, help_text="Om punkten har lett till en åtgärd i verksamhetsplanen."
    )

    def __init__(self, *args: Any, measures: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["measure"], [("", "Ingen åtgärd"), *measures])


class CorrectPointForm(forms.Form):
    """How a point should read, or that it is taken back."""

    text = FreeText(label="Punkten ska lyda", rows=3, required=False, help_text="Skriv inga namn.")
    withdrawn = forms.BooleanField(label="Ta tillbaka punkten", required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not data.get("withdrawn") and not data.get("text") and "text" not in self.errors:
            self.add_error("text", "Skriv hur punkten ska lyda.")
        return data
