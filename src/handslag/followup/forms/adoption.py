"""The forms of adoption: an answer, many at once, what is taken along, and a filter of the coverage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from handslag.followup.forms.progress import Day, Text
from handslag.followup.loading.adoption_asking import Asking
from handslag.followup.rules.adoption import GivenAnswer, Said
from handslag.people.models import Administration

ADOPT, OPT_OUT = "antaget", "bortvalt"
NEW, CORRECTION = "nytt", "rattelse"


class DecisionForm(forms.Form):
    """The decision behind answers, and the cooperation before it."""

    decided_on = Day(label="Beslutsdag", required=False)
    dnr = forms.CharField(label="Diarienummer", required=False, max_length=60, help_text="Till exempel STR 2026/14.")
    cooperation = Text(
        label="Samverkan före beslutet",
        required=False,
        max_length=200,
        help_text="I vilket organ, till exempel förvaltningsgruppen.",
    )
    cooperated_on = Day(label="Samverkan hölls", required=False)

    def said(self, *, adopted: bool, reason: str = "") -> Said:
        """What is said with what could be read."""
        data = self.cleaned_data
        return Said(
            adopted, reason, data.get("decided_on"), data.get("dnr", ""), data.get("cooperation", ""),
            data.get("cooperated_on"),
        )  # fmt: skip


class AnswerForm(DecisionForm):
    """The answer to a focus area: adopted or opted out."""

    answer = forms.ChoiceField(
        label="Svar",
        choices=[(ADOPT, "Vi antar området"), (OPT_OUT, "Vi väljer bort området")],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj om ni antar området eller väljer bort det."},
    )
    reason = Text(label="Skäl att välja bort", required=False, rows=4, max_length=4000)
    kind = forms.ChoiceField(
        label="Vad är det du lämnar?",
        choices=[
            (NEW, "Ett nytt svar. Det gäller från beslutsdagen."),
            (CORRECTION, "En rättelse. Svaret som står var fel från början."),
        ],
        widget=forms.RadioSelect,
        initial=NEW,
    )
    use_required_attribute = False
    field_order = ("answer", "reason", "decided_on", "dnr", "cooperation", "cooperated_on", "kind")

    def __init__(self, *args: Any, asking: Asking, **kwargs: Any) -> None:
        """What the area asks for decides what must be said."""
        self.asking = asking
        root = asking.root
        kwargs.setdefault("initial", _first(root) if root else {})
        super().__init__(*args, **kwargs)
        needed = "Behövs om ni väljer bort området"
        more = ", eftersom det är obligatoriskt." if asking.cell.asked.mandatory else "."
        self.fields["reason"].help_text = f"{needed}. Skälet visas för alla som läser livstecknen."
        if asking.cell.asked.mandatory:
            self.fields["decided_on"].help_text = f"{needed}{more}"
            self.fields["dnr"].help_text = f"{needed}{more} Till exempel STR 2026/14."
        if root is None:
            del self.fields["kind"]

    def clean(self) -> dict[str, Any]:
        """Say beside each field why the answer cannot be taken."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "answer" in data:
            for field, message in self.asking.faults(self.whole(), corrects=self.corrects).items():
                if field not in self.errors:
                    self.add_error(field if field in self.fields else None, message)
        return data

    def without_voluntary(self) -> AnswerForm:
        """For the page: what an opt-out needs is not called voluntary, though an adoption goes without it."""
        needed = ("reason", "decided_on", "dnr") if self.asking.cell.asked.mandatory else ("reason",)
        for name in needed:
            self.fields[name].required = True
        return self

    @property
    def corrects(self) -> bool:
        """Whether the answer that stands was wrong."""
        return bool(self.cleaned_data.get("kind") == CORRECTION)

    def whole(self) -> Said:
        """The answer as it is filled in."""
        return self.said(adopted=self.cleaned_data.get("answer") == ADOPT, reason=self.cleaned_data.get("reason", ""))


def _first(root: GivenAnswer) -> dict[str, Any]:
    """What stands, to be changed."""
    said = root.said
    return {
        "answer": ADOPT if said.adopted else OPT_OUT, "reason": said.reason, "decided_on": said.decided_on,
        "dnr": said.dnr, "cooperation": said.cooperation, "cooperated_on": said.cooperated_on, "kind": NEW,
    }  # fmt: skip


class AdoptForm(DecisionForm):
    """Several areas adopted by one decision."""

    areas = forms.MultipleChoiceField(
        label="Fokusområden",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst ett fokusområde."},
    )
    field_order = ("areas", "decided_on", "dnr", "cooperation", "cooperated_on")

    def __init__(self, data: QueryDict | None, *, areas: Sequence[tuple[str, str]]) -> None:
        """Every unanswered area is ticked to begin with."""
        super().__init__(data, initial={"areas": [key for key, _ in areas]})
        self.fields["areas"].choices = areas  # type: ignore[attr-defined]


class CarryForm(forms.Form):
    """Which of the open measures of earlier years are taken along."""

    measures = forms.MultipleChoiceField(
        label="Åtgärder",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst en åtgärd att ta med."},
    )

    def __init__(self, data: QueryDict | None, *, measures: Sequence[int]) -> None:
        """All are ticked to begin with."""
        super().__init__(data, initial={"measures": [str(pk) for pk in measures]})
        self.fields["measures"].choices = [(str(pk), str(pk)) for pk in measures]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> set[int]:
        """The ticked ones, also when the form is shown again."""
        return {int(pk) for pk in self["measures"].value() or () if str(pk).isdigit()}


class CoverageForm(forms.Form):
    """Which districts the coverage shows."""

    visa = forms.ChoiceField(
        label="Visa",
        required=False,
        choices=[("", "Alla"), ("saknar", "De som har något kvar"), ("klara", "De som är klara")],
    )
    omrade = forms.ChoiceField(label="Fokusområde", required=False)

    def __init__(self, *args: Any, areas: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["omrade"].choices = [("", "Alla"), *areas]  # type: ignore[attr-defined]


class RemindForm(forms.Form):
    """Whom to remind: one district, or all that have something left."""

    administration = forms.ModelChoiceField(
        Administration.objects.none(), to_field_name="slug", required=False,
        error_messages={"invalid_choice": "Förvaltningen finns inte."},
    )  # fmt: skip

    def __init__(self, *args: Any, city: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["administration"].queryset = Administration.objects.filter(city=city)  # type: ignore[attr-defined]
