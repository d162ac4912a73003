"""The forms of a local measure and of handing measures over; whoever is responsible is a person, a role or a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from handslag.core.sheets.values import Unreadable, read_money
from handslag.followup.forms.progress import Day, Text
from handslag.followup.loading.adoption_asking import Asking
from handslag.followup.loading.adoption_measures import Listed
from handslag.followup.loading.adoption_owned import NewOwner
from handslag.followup.models import TARGET_GROUPS
from handslag.followup.rules.adoption_measures import MeasureSaid
from handslag.people.models import ROLES, Unit, User

OWNER_ROLES = ("unit_manager", "district_office", "head", "plan_office")
ELSE = "annan"
OwnerChoices = list[tuple[str, Any]]


def owner_choices(people: Sequence[User]) -> OwnerChoices:
    """Roles first, then the people, last someone by name."""
    return [
        ("", "Ingen än"),
        ("Roll", [(f"roll:{role}", ROLES[role].capitalize()) for role in OWNER_ROLES]),
        ("Person", [(f"person:{user.pk}", str(user)) for user in people]),
        (ELSE, "Någon annan"),
    ]


def owner_of(value: str, name: str, people: Sequence[User]) -> NewOwner:
    """Who is chosen; `NewOwner` without anything when nobody is."""
    kind, _, key = value.partition(":")
    if kind == "roll":
        return NewOwner(role=key)
    if kind == "person":
        return NewOwner(user=next((user for user in people if str(user.pk) == key), None))
    return NewOwner(name=name if kind == ELSE else "")


class MoneyField(forms.CharField):
    """An amount in kronor, kept as whole öre."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(**more)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int):
            return value
        whole, rest = divmod(value, 100)
        return f"{whole},{rest:02}" if rest else str(whole)

    def clean(self, value: Any) -> int | None:
        text = str(super().clean(value) or "")
        try:
            return read_money(text)
        except Unreadable:
            raise forms.ValidationError("Skriv beloppet i kronor, till exempel 120 000.") from None


class MeasureForm(forms.Form):
    """A local measure under an adopted area."""

    use_required_attribute = False
    title = Text(label="Åtgärd", max_length=300, error_messages={"required": "Skriv vad åtgärden heter."})
    same = forms.ChoiceField(label="Är detta samma åtgärd?", required=False, widget=forms.RadioSelect)
    unit = forms.TypedChoiceField(label="Enhet", required=False, coerce=int, empty_value=None)
    target_group = forms.ChoiceField(
        label="Målgrupp", required=False, choices=[("", "Inte angett"), *((g, g.capitalize()) for g in TARGET_GROUPS)]
    )
    owner = forms.ChoiceField(label="Ansvarig", required=False)
    owner_name = Text(
        label="Någon annan", required=False, max_length=160, help_text="Om du valde det: en funktion eller ett namn."
    )
    start = Day(label="Start", required=False)
    due = Day(label="Klart senast")
    due_reason = Text(label="Skäl att flytta dagen", required=False, rows=2, max_length=1000)
    expected_effect = Text(label="Förväntad effekt", required=False, rows=2, max_length=2000)
    cost = MoneyField(label="Kostnad", required=False, help_text="I kronor, till exempel 120 000.")
    funding = Text(label="Finansiering", required=False, max_length=200, help_text="Till exempel egen budget.")

    def __init__(
        self, *args: Any, asking: Asking, line: Listed | None, units: Sequence[Unit], people: Sequence[User],
        only_units: bool, **kwargs: Any,
    ) -> None:  # fmt: skip
        """`line` is the measure that is changed; None when one is added."""
        self.asking, self.line, self.people = asking, line, people
        self.units = {unit.pk: unit for unit in units}
        if line is not None:
            kwargs.setdefault("initial", _first(line, people))
        super().__init__(*args, **kwargs)
        whole = [] if only_units else [("", "Hela förvaltningen")]
        self.fields["unit"].choices = [*whole, *((unit.pk, unit.name) for unit in units)]  # type: ignore[attr-defined]
        self.fields["unit"].required = only_units
        self.fields["owner"].choices = owner_choices(people)  # type: ignore[attr-defined]
        if line is None:
            self.fields["due"].help_text = "Den första dagen ligger fast. Den visas även om dagen flyttas senare."
            self.fields["due_reason"].help_text = "Behövs om det är en tidigare åtgärd som får en ny dag."
        else:
            self.fields["due_reason"].help_text = "Behövs när dagen ändras. Skälet visas på åtgärdens sida."
        self._ask_if_same()

    def _ask_if_same(self) -> None:
        """The question is there only when a new title is like an old one."""
        title = str(self.data.get(self.add_prefix("title"), "")) if self.is_bound and self.line is None else ""
        named = self._is_named(title) if title.strip() else False
        self.likely = self.asking.likely(title) if title.strip() and not named else None
        if self.line is None and self.likely is None and not named:
            del self.fields["due_reason"]  # a new measure has no day to move
        if self.likely is None:
            del self.fields["same"]
            return
        self.fields["same"].label = f"Är detta samma åtgärd? ”{self.likely.title}” är inte längre med."
        self.fields["same"].choices = [  # type: ignore[attr-defined]
            (str(self.likely.pk), "Ja, det är samma åtgärd under ett nytt namn"),
            ("ny", "Nej, det här är en ny åtgärd"),
        ]

    def _is_named(self, title: str) -> bool:
        unit = str(self.data.get(self.add_prefix("unit"), ""))
        return self.asking.named(title, self.units.get(int(unit) if unit.isdigit() else 0)) is not None

    def clean(self) -> dict[str, Any]:
        """Say beside each field why the measure cannot be taken."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.likely is not None and not data.get("same") and "same" not in self.errors:
            self.add_error("same", "Välj om det är samma åtgärd.")
        if data.get("owner") == ELSE and not data.get("owner_name"):
            self.add_error("owner_name", "Skriv vem som är ansvarig.")
        unit = self.units.get(data.get("unit") or 0)
        line = self.line or self.same_line or self.asking.named(data.get("title", ""), unit)
        faults = self.asking.measure_faults(self.said(), unit, line, adding=self.line is None)
        for field, message in faults.items():
            if field not in self.errors:
                self.add_error(field if field in self.fields else None, message)
        return data

    def without_voluntary(self) -> MeasureForm:
        """For the page: what some measures need is not called voluntary, though others go without it."""
        for name in {"same", "due_reason"} & self.fields.keys():
            self.fields[name].required = True
        return self

    @property
    def same_line(self) -> Listed | None:
        """The earlier measure that this one is said to be."""
        said = self.cleaned_data.get("same", "")
        return self.likely if self.likely is not None and said == str(self.likely.pk) else None

    @property
    def is_new(self) -> bool:
        """Whether it is said to be a new one."""
        return bool(self.cleaned_data.get("same") == "ny")

    def said(self) -> MeasureSaid:
        """What is filled in, as far as it could be read."""
        data = self.cleaned_data
        owner = owner_of(data.get("owner", ""), data.get("owner_name", ""), self.people)
        return MeasureSaid(
            data.get("title", ""), data.get("unit"), owner.label,
            owner.user.pk if owner.user else None, owner.role, data.get("start"), data.get("due"),
            data.get("due_reason", ""), data.get("expected_effect", ""), data.get("cost"), data.get("funding", ""),
            data.get("target_group", ""),
        )  # fmt: skip


def _first(line: Listed, people: Sequence[User]) -> dict[str, Any]:
    """The measure as its newest row has it."""
    row = line.newest
    owner = name = ""
    if row.owner_user_id and any(user.pk == row.owner_user_id for user in people):
        owner = f"person:{row.owner_user_id}"
    elif row.owner_role in OWNER_ROLES:
        owner = f"roll:{row.owner_role}"
    elif row.owner:
        owner, name = ELSE, row.owner
    return {
        "title": row.title, "unit": row.unit_id or "", "target_group": row.target_group, "owner": owner,
        "owner_name": name, "start": row.start, "due": line.due, "expected_effect": row.expected_effect,
        "cost": row.cost, "funding": row.funding,
    }  # fmt: skip


class HandOverForm(forms.Form):
    """Who takes over, and which measures."""

    measures = forms.MultipleChoiceField(
        label="Åtgärder",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst en åtgärd att lämna över."},
    )
    owner = forms.ChoiceField(label="Vem tar över?", error_messages={"required": "Välj vem som tar över."})
    owner_name = Text(
        label="Någon annan", required=False, max_length=160, help_text="Om du valde det: en funktion eller ett namn."
    )

    def __init__(self, data: QueryDict | None, *, measures: Sequence[int], people: Sequence[User]) -> None:
        """All measures are ticked to begin with."""
        super().__init__(data, initial={"measures": [str(pk) for pk in measures]})
        self.people = people
        choices = owner_choices(people)
        choices[0] = ("", "Välj")
        self.fields["owner"].choices = choices  # type: ignore[attr-defined]
        self.fields["measures"].choices = [(str(pk), str(pk)) for pk in measures]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("owner") == ELSE and not data.get("owner_name"):
            self.add_error("owner_name", "Skriv vem som tar över.")
        return data

    @property
    def chosen(self) -> set[int]:
        """The ticked ones, also when the form is shown again."""
        return {int(pk) for pk in self["measures"].value() or () if str(pk).isdigit()}

    def to(self) -> NewOwner:
        """Who takes over."""
        return owner_of(self.cleaned_data["owner"], self.cleaned_data["owner_name"], self.people)
