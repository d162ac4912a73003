"""The forms of a commitment: what was said, whose it is and by when, its check with the choices that belong to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from handslag.core.text import swedish_date
from handslag.people.models import User
from handslag.plan.checks import CHECKS, Asked, Check, Param
from handslag.questions.forms.fields import Day, FreeText, Line, offer
from handslag.questions.rules.commitments import WITH_REASON, CommitmentMove, Terms

BY_HAND = ("", "Följs upp för hand")
MANY = 6
"""More choices than this are folded while none of them is chosen."""
PREFIX = "val_"
"""Before the name of a check's own field, so that two checks' fields are never one."""


def _field_of(param: Param, asked: Asked) -> forms.Field:
    """The field that a parameter is chosen in."""
    words: dict[str, Any] = {"label": param.label, "help_text": param.help, "required": param.required}
    if param.kind == "several":
        field: forms.Field = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, **words)
        field.error_messages["required"] = "Välj minst ett."
    elif param.kind == "one":
        field = forms.ChoiceField(**words)
        field.error_messages["required"] = "Välj ett av alternativen."
    elif param.kind == "percent":
        field = forms.IntegerField(min_value=1, max_value=100, **words)
        field.error_messages |= dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), "Skriv ett helt tal från 1 till 100."
        )
        field.widget.attrs["inputmode"] = "numeric"
    else:
        field = Day(**words)
        field.error_messages["required"] = "Skriv en dag."
    if isinstance(field, forms.ChoiceField):
        first = [("", "Välj")] if param.kind == "one" else []
        offer(field, [*first, *param.options(asked)])
    return field


class TermsForm(forms.Form):
    """Whose it is, by which day, and what it is held against: a check with its choices, or by hand."""

    owner_user = forms.ChoiceField(label="Person som ansvarar", required=False)
    owner = Line(
        label="Roll eller organ som ansvarar", longest=160, required=False,
        help_text="Till exempel socialnämnden. Skriv här om ingen enskild person ansvarar i Handslag.",
    )  # fmt: skip
    by_day = Day(label="Senast", error_messages={"required": "Skriv vilken dag utfästelsen senast ska vara infriad."})
    check = forms.ChoiceField(label="Kontroll", required=False)
    note = FreeText(label="Hur den följs upp", rows=3, required=False)
    public = forms.BooleanField(label="Visa utfästelsen på den öppna sidan", required=False, initial=True)

    def __init__(self, *args: Any, asked: Asked | None, people: Sequence[User], code: str, **kwargs: Any) -> None:
        """Offer the checks there are, and the choices of the chosen one (`code`)."""
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.chosen: Check | None = CHECKS.get(code) if asked else None
        every = CHECKS.values() if asked else ()
        offer(self.fields["owner_user"], [("", "Ingen person"), *((str(one.pk), str(one)) for one in people)])
        offer(self.fields["check"], [BY_HAND, *((one.code, one.label) for one in every)])
        self.fields["note"].required = self.chosen is None
        self.fields["note"].error_messages["required"] = "Skriv hur utfästelsen följs upp."
        self.fields["note"].help_text = (
            "Frivilligt: det som inte syns i kontrollen." if self.chosen else "Vem ser efter, hur och när?"
        )
        for param in self.chosen.params if self.chosen else ():
            assert asked is not None  # no check is chosen without a plan
            self.fields[PREFIX + param.name] = _field_of(param, asked)
            self.initial.setdefault(PREFIX + param.name, param.default)

    def before(self) -> Iterator[forms.BoundField]:
        """The fields that stand before the check's own."""
        names = list(self.fields)
        return (self[name] for name in names[: names.index("check") + 1] if not name.startswith(PREFIX))

    def of_check(self) -> Iterator[forms.BoundField]:
        """The check's own fields, and how it is followed."""
        yield from (self[name] for name in self.fields if name.startswith(PREFIX))
        yield self["note"]

    @property
    def folded(self) -> set[str]:
        """Long choices of which nothing is chosen, which means all: they need not be seen to be left so."""
        found = set()
        for name, field in self.fields.items():
            if not isinstance(field, forms.MultipleChoiceField) or field.required:
                continue
            many = len(list(field.widget.choices)) > MANY
            if many and not self[name].value() and name not in (self.errors if self.is_bound else ()):
                found.add(name)
        return found

    def after(self) -> Iterator[forms.BoundField]:
        """The rest."""
        names = list(self.fields)
        rest = names[names.index("public") :]
        return (self[name] for name in rest if not name.startswith(PREFIX))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        for name, fault in self.terms().faults().items():
            self.add_error(name, fault)
        if self.chosen and self.asked:
            for name, fault in self.chosen.faults(self.asked, self._params()).items():
                self.add_error(PREFIX + name, fault)
        return data

    def terms(self) -> Terms:
        """What was chosen."""
        data = self.cleaned_data
        return Terms(
            by_day=data["by_day"],
            owner=data.get("owner", "").strip(),
            owner_user=int(data["owner_user"]) if data.get("owner_user") else None,
            check_code=self.chosen.code if self.chosen else "",
            check_params=self._params(),
            note=data.get("note", "").strip(),
            public=bool(data.get("public")),
        )

    def _params(self) -> Mapping[str, Any]:
        found = {}
        for param in self.chosen.params if self.chosen else ():
            value = self.cleaned_data.get(PREFIX + param.name)
            found[param.name] = value.isoformat() if isinstance(value, date) else value
        return {name: value for name, value in found.items() if value not in (None, "", [])}


class ConfirmForm(TermsForm):
    """What was said and by whom, with its terms."""

    text = FreeText(label="Utfästelsen", rows=4, error_messages={"required": "Skriv utfästelsen."})
    who = Line(label="Vem som lovade", longest=200, required=False)
    made_on = Day(label="Lämnad den", error_messages={"required": "Skriv vilken dag utfästelsen lämnades."})
    field_order = ("text", "who", "made_on", "owner_user", "owner", "by_day", "check", "note", "public")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_made_on(self) -> date:
        """The day it was made, which has been."""
        day: date = self.cleaned_data["made_on"]
        if day > self.today:
            raise forms.ValidationError(f"Välj en dag som har varit, eller i dag, {swedish_date(self.today)}.")
        return day


class CorrectForm(TermsForm):
    """Its terms, and why they are changed."""

    reason = FreeText(label="Varför ändras den?", rows=2, required=False, help_text="Syns bland stegen.")


class MoveForm(forms.Form):
    """The day of a step, and why."""

    on = Day(label="Dag", error_messages={"required": "Skriv vilken dag."})
    reason = FreeText(label="Skäl", rows=3, required=False)

    def __init__(self, *args: Any, move: CommitmentMove, first: date, last: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first, self.last = first, last
        self.fields["reason"].required = move in WITH_REASON
        self.fields["reason"].error_messages["required"] = "Skriv skälet."
        if move == CommitmentMove.FULFIL:
            self.fields["reason"].label = "Vad visar det?"

    def clean_on(self) -> date:
        """The day, between its newest step and today."""
        day: date = self.cleaned_data["on"]
        if not self.first <= day <= self.last:
            raise forms.ValidationError(f"Välj en dag mellan {swedish_date(self.first)} och {swedish_date(self.last)}.")
        return day


def typed(data: QueryDict) -> dict[str, Any]:
    """What has been typed so far, to show the form again with another check's choices."""
    found: dict[str, Any] = {}
    for name in data:
        values = data.getlist(name)
        found[name] = values if name.startswith(PREFIX) and len(values) > 1 else data[name]
    found["public"] = "public" in data
    return found


def initial_of(terms: Terms) -> dict[str, Any]:
    """The terms as the form's first values."""
    return {
        "owner": terms.owner,
        "owner_user": str(terms.owner_user or ""),
        "by_day": terms.by_day,
        "check": terms.check_code,
        "note": terms.note,
        "public": terms.public,
        **{PREFIX + name: value for name, value in terms.check_params.items()},
    }
