"""The form of the search page: what to look for, and the reader's choices among what is found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from handslag.core.text import number
from handslag.papers.rules.words import KINDS as PAPER_KINDS
from handslag.search.loading import DATE, RELEVANCE, Filters
from handslag.search.rules.kinds import KINDS_MANY
from handslag.search.rules.query import LONGEST

NAMES = {"slag": "kind", "handlingsslag": "paper_kind", "ar": "year", "organ": "body", "parti": "party"}
LABELS = {
    "slag": "Vad",
    "handlingsslag": "Slags handling",
    "ar": "År",
    "organ": "Organ eller förvaltning",
    "parti": "Parti",
}
ORDERS = ((RELEVANCE, "Mest relevanta först"), (DATE, "Nyast först"))
MOST_OFFERED = 60


class SearchForm(forms.Form):
    """Read only: what is not offered is as if it were not chosen."""

    q = forms.CharField(
        label="Sök efter", required=False, strip=True,
        widget=forms.TextInput(attrs={"type": "search", "maxlength": LONGEST}),
    )  # fmt: skip


class ChoicesForm(forms.Form):
    """The fields of the choices, each with how many there are; a field with nothing to choose is left out."""

    def __init__(self, given: Mapping[str, Any], counts: Mapping[str, Mapping[str, int]]) -> None:
        super().__init__(given)
        for name, field in NAMES.items():
            offered = counts.get(field, {})
            if not offered:
                continue
            choices = [(value, f"{label_of(field, value)} ({number(count)})") for value, count in offered.items()]
            self.fields[name] = forms.ChoiceField(
                label=LABELS[name], required=False, choices=[("", "Alla"), *choices[:MOST_OFFERED]]
            )
        self.fields["ordning"] = forms.ChoiceField(label="Ordning", required=False, choices=ORDERS, initial=RELEVANCE)


def label_of(field: str, value: str) -> str:
    """A value as it is shown in a choice."""
    if field == "kind":
        return KINDS_MANY.get(value, value)
    return PAPER_KINDS.get(value, value).capitalize() if field == "paper_kind" else value


def filters_of(given: Mapping[str, str]) -> Filters:
    """The choices in an address, cut to what a choice can be."""
    return Filters(**{field: given.get(name, "")[:160] for name, field in NAMES.items()})


def order_of(given: Mapping[str, str]) -> str:
    """The order asked for."""
    return DATE if given.get("ordning") == DATE else RELEVANCE
