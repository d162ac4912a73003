"""The forms that raise a signal, answer it and take it further; and the filter of the list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from handslag.core.text import swedish_date
from handslag.people.models import Administration, Unit
from handslag.voice.forms.fields import Day, FreeText, Options, offer
from handslag.voice.models import KINDS
from handslag.voice.rules.signals import SHOWN_TO

KIND_CHOICES = {
    "union": "Facklig signal",
    "staff": "Signal från medarbetare",
    "request_66a": "Begäran om åtgärd enligt 6 kap. 6 a § arbetsmiljölagen (66 a)",
    "stop": "Skyddsstopp",
}
CHOOSE = "Välj ett av alternativen."


class SignalForm(forms.Form):
    """What has happened, where, and who may see the sender's name."""

    text = FreeText(
        label="Vad har hänt?",
        help_text="Skriv inget om enskilda personer eller ärenden.",
        error_messages={"required": "Skriv vad som har hänt."},
    )
    kind = forms.ChoiceField(
        label="Vad är det för signal?", widget=forms.RadioSelect, error_messages={"required": CHOOSE}
    )
    administration = forms.ChoiceField(label="Förvaltning", error_messages={"required": "Välj en förvaltning."})
    area = forms.ChoiceField(label="Fokusområde", error_messages={"required": "Välj ett fokusområde."})
    unit = forms.ChoiceField(label="Enhet", required=False, help_text="Om signalen gäller en enhet.")
    answer_by = Day(
        label="Svar senast",
        required=False,
        help_text="Bara för 66 a: du bestämmer när du vill ha svar. Annars räknas dagen ut.",
    )
    stop_from = Day(label="Skyddsstopp från", required=False, help_text="Bara för skyddsstopp.")
    stop_to = Day(label="Skyddsstopp till", required=False, help_text="Lämna tomt om du inte vet än.")
    sender_shown = forms.ChoiceField(
        label="Vem får se ditt namn?",
        help_text="Alla ser om signalen kommer från en medarbetare, ett skyddsombud eller ett fackförbund.",
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE},
    )

    def __init__(
        self,
        *args: Any,
        kinds: Sequence[str],
        administrations: Sequence[Administration],
        areas: Options,
        units: Sequence[Unit],
        today: date,
        **kwargs: Any,
    ) -> None:
        """Offer only what the one who asks may raise, and where."""
        super().__init__(*args, **kwargs)
        self.today = today
        self.units = {str(unit.pk): unit for unit in units}
        self.places = {str(one.pk): one for one in administrations}
        offer(self.fields["kind"], [(kind, KIND_CHOICES[kind]) for kind in kinds])
        offer(self.fields["sender_shown"], SHOWN_TO.items())
        choose = [("", "Välj…")]
        offer(self.fields["area"], [*choose, *areas])
        places = [(str(one.pk), one.name) for one in administrations]
        offer(self.fields["administration"], places if len(places) == 1 else [*choose, *places])
        named = [(str(unit.pk), f"{unit.name}") for unit in units]
        offer(self.fields["unit"], [("", "Ingen särskild enhet"), *named])
        if len(kinds) == 1:
            self.fields["kind"].initial = kinds[0]
        for name, kind in (("answer_by", "request_66a"), ("stop_from", "stop"), ("stop_to", "stop")):
            if kind not in kinds:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        unit, place = self.units.get(data.get("unit") or ""), self.places.get(data.get("administration") or "")
        if unit and place and unit.administration_id != place.pk:
            self.add_error("unit", f"{unit} hör inte till {place}.")
        if data.get("kind") == "request_66a" and "answer_by" not in self.errors:
            self._clean_answer_by(data.get("answer_by"))
        if data.get("kind") == "stop":
            self._clean_stop(data.get("stop_from"), data.get("stop_to"))
        return data

    def _clean_answer_by(self, day: date | None) -> None:
        if day is None:
            self.add_error("answer_by", "Skriv när du vill ha svar på din begäran.")
        elif day < self.today:
            self.add_error("answer_by", f"Välj en dag från och med i dag, {swedish_date(self.today)}.")

    def _clean_stop(self, first: date | None, last: date | None) -> None:
        if first is None and "stop_from" not in self.errors:
            self.add_error("stop_from", "Skriv från vilken dag skyddsstoppet gäller.")
        if first and last and last < first:
            self.add_error("stop_to", "Sista dagen ligger före den första.")


class AnswerForm(forms.Form):
    """What is answered, and the measure that it leads to."""

    text = FreeText(
        label="Ditt svar",
        help_text="Alla som kan se signalen ser svaret och att det är du som svarar.",
        error_messages={"required": "Skriv ett svar."},
    )
    measure = forms.ChoiceField(
        label="Åtgärd", required=False, help_text="Om svaret är en åtgärd som redan står i verksamhetsplanen."
    )

    def __init__(self, *args: Any, measures: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["measure"], [("", "Ingen åtgärd"), *measures])


class ReasonForm(forms.Form):
    """Why the answer does not do."""

    reason = FreeText(
        label="Vad saknas i svaret?",
        help_text="Du kan öppna signalen igen en gång.",
        error_messages={"required": "Skriv vad som saknas i svaret."},
    )


class StepDayForm(forms.Form):
    """The day something was done."""

    on = Day(label="Dag", error_messages={"required": "Skriv vilken dag det var."})

    def __init__(self, *args: Any, first: date, last: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first, self.last = first, last

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if not self.first <= day <= self.last:
            raise forms.ValidationError(f"Välj en dag mellan {swedish_date(self.first)} och {swedish_date(self.last)}.")
        return day


class SignalsForm(forms.Form):
    """The filter of the list of signals."""

    lage = forms.ChoiceField(label="Läge", required=False)
    slag = forms.ChoiceField(label="Slag", required=False)
    forvaltning = forms.ChoiceField(label="Förvaltning", required=False)
    omrade = forms.ChoiceField(label="Fokusområde", required=False)
    mina = forms.BooleanField(label="Bara mina", required=False)

    def __init__(self, *args: Any, states: Options, administrations: Options, areas: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, options in {
            "lage": states,
            "slag": ((kind, word.capitalize()) for kind, word in KINDS.items()),
            "forvaltning": administrations,
            "omrade": areas,
        }.items():
            offer(self.fields[name], [("", "Alla"), *options])
            self.fields[name].error_messages["invalid_choice"] = (
                "”%(value)s” finns inte att välja här. Allt visas i stället."
            )
