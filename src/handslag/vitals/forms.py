"""Which day, which part and which order a page of signs of life is asked for; every choice stands in the address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.http import QueryDict

from handslag.core.clock import at_local, local, now, today
from handslag.vitals.facts import SIGNS
from handslag.vitals.rules import GROUP_WORDS, SIGN_WORDS

FIRST_DAY = date(2000, 1, 1)
AHEAD = timedelta(days=366)
Options = list[tuple[str, str]]


class DayField(forms.DateField):
    """A day, written as in an address or a date input."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def to_python(self, value: Any) -> date | None:
        """The day; what is none is said with an example of what is."""
        if value in self.empty_values:
            return None
        try:
            day = date.fromisoformat(str(value).strip())
        except ValueError:
            raise forms.ValidationError(f"”{value}” är ingen dag. Skriv till exempel 2026-04-30.") from None
        if not FIRST_DAY <= day <= today() + AHEAD:
            raise forms.ValidationError(f"Välj en dag från {FIRST_DAY} till ett år framåt, inte {day}.")
        return day


class MomentField(forms.CharField):
    """A moment that has been, on Stockholm's clock."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"})

    def prepare_value(self, value: Any) -> Any:
        """A moment with its offset, as an address may say it, in the one form that the control can show."""
        try:
            return local(at_local(str(value))).strftime("%Y-%m-%dT%H:%M:%S") if value else value
        except ValueError:
            return value

    def clean(self, value: Any) -> datetime | None:
        """The moment; what is none is said with an example of what is."""
        text = str(value or "").strip()
        if not text:
            return None
        try:
            moment = at_local(text)
        except ValueError:
            raise forms.ValidationError(f"”{text}” är ingen tidpunkt. Skriv till exempel 2026-04-30T12:00.") from None
        if moment > now() or moment.year < FIRST_DAY.year:
            raise forms.ValidationError("Välj en tidpunkt som har varit.")
        return local(moment)


class DayForm(forms.Form):
    """The day the signs are as of, and the moment they are as known at. Empty: today, and now."""

    dag = DayField(label="Läget den", required=False)
    kant = MomentField(label="Som det var känt", required=False)

    def __init__(self, query: QueryDict, **more: Any) -> None:
        """Fill in today where no day is asked for, so that the field shows it."""
        data = query.copy()
        if not data.get("dag", "").strip():
            data["dag"] = today().isoformat()
        super().__init__(data, initial={"dag": today().isoformat()}, **more)


class SidesteppingForm(DayForm):
    """The day, and what the shares are of."""

    matt = forms.ChoiceField(
        label="Andel av",
        required=False,
        choices=[("", "Händelser"), ("atgarder", "Åtgärder"), ("kostnad", "Kostnad")],
        error_messages={"invalid_choice": "”%(value)s” finns inte att välja här. Händelser visas i stället."},
    )
    field_order = ("dag", "matt", "kant")


class MatrixForm(DayForm):
    """The filter of the matrix."""

    mot = forms.ChoiceField(label="Jämför med", required=False)
    omraden = forms.ChoiceField(label="Fokusområden", required=False)
    forvaltningar = forms.ChoiceField(label="Förvaltningar", required=False)
    tecken = forms.ChoiceField(label="Tecken", required=False)
    andrat = forms.BooleanField(label="Bara ändrat", required=False)
    verksamhet = forms.ChoiceField(label="Verksamhet", required=False)
    malgrupp = forms.ChoiceField(label="Målgrupp", required=False)
    rader = forms.ChoiceField(label="Ordna rader", required=False)
    kolumner = forms.ChoiceField(label="Ordna kolumner", required=False)
    rapporterat = forms.BooleanField(label="Visa rapporterat", required=False)

    field_order = ("dag", "mot", "omraden", "forvaltningar", "tecken", "andrat")
    FIRST = ("dag", "mot", "omraden", "forvaltningar", "tecken", "andrat")
    """The fields that always show; the others are folded until one of them is used."""

    def __init__(
        self,
        query: QueryDict,
        *,
        periods: Options,
        areas: Sequence[tuple[str, str]],
        mandatory: int,
        administrations: Sequence[tuple[str, str]],
        fields_of_work: Iterable[str],
        target_groups: Iterable[str],
    ) -> None:
        """Offer what the answer holds: `periods` with the one that is meant by nothing first."""
        super().__init__(query)
        kinds = [kind for _, kind in administrations]
        for name, options in {
            "mot": [*periods, ("ingen", "Ingen jämförelse")],
            "omraden": [
                ("", f"Alla {len(areas)}"),
                *([("obligatoriska", f"Obligatoriska ({mandatory})")] if mandatory else []),
                *areas,
            ],
            "forvaltningar": [
                ("", f"Alla {len(kinds)}"),
                ("stadsdelar", f"Stadsdelar ({kinds.count('district')})"),
                ("fack", f"Fackförvaltningar ({kinds.count('specialist')})"),
            ],
            "tecken": [
                ("", "Alla tecken"),
                *((key, word) for key, word in GROUP_WORDS.items()),
                *((key, SIGN_WORDS[key].word) for key in SIGNS),
            ],
            "verksamhet": [("", "Alla"), *((one, one.capitalize()) for one in sorted(fields_of_work))],
            "malgrupp": [("", "Alla"), *((one, one.capitalize()) for one in sorted(target_groups))],
            "rader": [("", "Som i planen"), ("namn", "Efter namn"), ("svar", "Flest som kräver svar först")],
            "kolumner": [
                ("", "Som i organisationen"),
                ("namn", "Efter namn"),
                ("svar", "Flest som kräver svar först"),
            ],
        }.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = options
            field.error_messages["invalid_choice"] = "”%(value)s” finns inte att välja här. Allt visas i stället."

    @property
    def first(self) -> list[forms.BoundField]:
        """The fields that always show."""
        return [self[name] for name in self.FIRST]

    @property
    def more(self) -> list[forms.BoundField]:
        """The rest of them."""
        return [self[name] for name in self.fields if name not in self.FIRST]

    @property
    def more_used(self) -> bool:
        """Whether any of the rest is used."""
        return any(field.data or field.errors for field in self.more)


class MeasuresForm(DayForm):
    """The filter of the list of measures."""

    sok = forms.CharField(label="Sök åtgärd", required=False, max_length=100)
    forvaltning = forms.ChoiceField(label="Förvaltning", required=False)
    omrade = forms.ChoiceField(label="Fokusområde", required=False)
    lage = forms.ChoiceField(label="Läge", required=False)
    ar = forms.ChoiceField(label="I årets VP", required=False)
    antal = forms.ChoiceField(
        label="Rader", required=False, choices=[("", "50 på sidan"), ("200", "200 på sidan"), ("500", "500 på sidan")]
    )

    field_order = ("sok", "forvaltning", "omrade", "lage", "ar", "dag", "kant", "antal")

    def __init__(
        self, query: QueryDict, *, administrations: Options, areas: Options, states: Options, years: Iterable[int]
    ) -> None:
        """Offer what there is to choose among."""
        super().__init__(query)
        for name, options in {
            "forvaltning": [("", "Alla"), *administrations],
            "omrade": [("", "Alla"), *areas],
            "lage": [("", "Alla"), *states],
            "ar": [("", "Alla år"), *((str(year), f"VP {year}") for year in years)],
        }.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = options
            field.error_messages["invalid_choice"] = "”%(value)s” finns inte att välja här. Allt visas i stället."
