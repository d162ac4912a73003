"""Which two revisions are compared, and how much is shown."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms

from handslag.plan.models import Revision
from handslag.plan.rules import STATES

VISA = (("andringar", "Bara ändringar"), ("hela", "Hela planen"))


def revision_name(row: Revision) -> str:
    """`Version 2023 (beslutad)`."""
    return f"Version {row.label} ({STATES[row.state]})"  # type: ignore[index]


class ChangesForm(forms.Form):
    """From one revision to another."""

    fran = forms.ChoiceField(label="Från")
    till = forms.ChoiceField(label="Till")
    visa = forms.ChoiceField(label="Visa", choices=VISA)

    def __init__(self, rows: Sequence[Revision], **values: object) -> None:
        super().__init__(initial=values)
        choices = [(row.label, revision_name(row)) for row in rows]
        for name in ("fran", "till"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
