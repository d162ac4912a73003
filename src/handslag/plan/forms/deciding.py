"""Cooperation, the decision and what goes with it, and a later end of the plan."""

from __future__ import annotations

from typing import Any

from django import forms

from handslag.plan.facts import (
    CENTRAL,
    COOPERATION_KINDS,
    COOPERATION_OUTCOMES,
    OUTCOMES,
    STATEMENT_KINDS,
    CooperationTalks,
    Decision,
    StatementText,
    Terms,
)
from handslag.plan.forms.fields import DayField, LineField, TextField, WordField

STATEMENTS = 3
"""So many statements can be entered with a decision."""


class CooperationForm(forms.Form):
    """The talks with the unions."""

    kind = WordField(COOPERATION_KINDS, label="Hur har ni samverkat?")
    body = LineField(label="Organ", help_text="Till exempel Förvaltningsgruppen.")
    held_on = DayField(label="Dag")
    outcome = WordField(COOPERATION_OUTCOMES, label="Utfall")
    reason = TextField(
        label="Skäl eller kommentar", required=False, rows=4,
        help_text="Behövs vid synnerliga skäl: varför beslutet inte kan vänta på förhandlingen.",
    )  # fmt: skip
    central = WordField(
        [("", "gäller inte"), *CENTRAL.items()], label="Central förhandling enligt 14 § MBL", required=False,
        help_text="Gäller när parterna var oeniga.",
    )  # fmt: skip
    central_on = DayField(label="Dag för uppgiften om central förhandling", required=False)

    def clean(self) -> dict[str, Any]:
        """Say at the field what an outcome asks for."""
        said = super().clean() or {}
        if said.get("outcome") == "exceptional" and not said.get("reason"):
            self.add_error("reason", "Skriv vilka synnerliga skäl som finns.")
        if said.get("outcome") == "disagreed":
            if not said.get("central"):
                self.add_error("central", "Parterna var oeniga. Välj vad som gäller.")
            if not said.get("central_on"):
                self.add_error("central_on", "Ange en dag.")
        return said

    def talks(self) -> CooperationTalks:
        """The talks as they were written."""
        said = self.cleaned_data
        names = ("kind", "body", "held_on", "outcome", "reason", "central", "central_on")
        return CooperationTalks(**{name: said[name] for name in names})


class DecisionForm(forms.Form):
    """What the political body decided."""

    outcome = WordField([(word, word) for word in OUTCOMES], label="Beslut")
    body = LineField(label="Vem beslutade?", help_text="Till exempel Socialnämnden.")
    decided_on = DayField(label="Beslutsdag")
    paragraph = LineField(label="Paragraf", required=False, max_length=40)
    dnr = LineField(label="Diarienummer", required=False, max_length=60)
    in_force = DayField(label="Gäller från", required=False, help_text="Tomt: beslutsdagen.")
    first_vp_year = forms.IntegerField(
        label="Första verksamhetsplan", required=False, min_value=2000, max_value=2100,
        help_text="Tomt: den första vars sista dag ligger minst 90 dagar efter beslutet.",
        error_messages={"invalid": "Skriv ett årtal, till exempel 2028."},
    )  # fmt: skip
    sent_to = TextField(label="Skickad till", required=False, rows=2, help_text="En mottagare på varje rad.")

    def __init__(self, *args: Any, **more: Any) -> None:
        """With room for some statements."""
        super().__init__(*args, **more)
        for n in range(1, STATEMENTS + 1):
            words = [("", "Inget"), *((word, f"{word[:1].upper()}{word[1:]}") for word in STATEMENT_KINDS)]
            self.fields[f"kind{n}"] = forms.ChoiceField(label=f"Uttalande {n}", choices=words, required=False)
            self.fields[f"who{n}"] = LineField(label=f"Vem lämnade uttalande {n}?", required=False)
            self.fields[f"party{n}"] = LineField(label=f"Parti, uttalande {n}", required=False, max_length=80)
            self.fields[f"text{n}"] = TextField(label=f"Text, uttalande {n}", required=False, rows=3)

    def about_decision(self) -> list[forms.BoundField]:
        """The fields of the decision itself."""
        return [field for field in self if not field.name[-1].isdigit()]

    def about_statements(self) -> list[forms.BoundField]:
        """The fields of statements, which most decisions have none of."""
        return [field for field in self if field.name[-1].isdigit()]

    def has_statements(self) -> bool:
        """Whether something is written in them, so that they are to be seen."""
        return any(field.value() or field.errors for field in self.about_statements())

    def clean(self) -> dict[str, Any]:
        """A statement that is written needs its kind."""
        said = super().clean() or {}
        for n in range(1, STATEMENTS + 1):
            if not said.get(f"kind{n}") and any(said.get(f"{name}{n}") for name in ("who", "party", "text")):
                self.add_error(f"kind{n}", "Välj vad det är för uttalande.")
        return said

    def decision(self) -> Decision:
        """The decision as it was written."""
        said = self.cleaned_data
        return Decision(said["body"], said["decided_on"], said["paragraph"], said["dnr"], said["outcome"])

    def terms(self) -> Terms:
        """What goes with it."""
        said = self.cleaned_data
        statements = tuple(
            StatementText(said[f"kind{n}"], tuple(filter(None, [said[f"who{n}"]])), said[f"party{n}"], said[f"text{n}"])
            for n in range(1, STATEMENTS + 1)
            if said[f"kind{n}"]
        )
        sent = tuple(line.strip() for line in said["sent_to"].splitlines() if line.strip())
        return Terms(said["in_force"], said["first_vp_year"], sent, statements)


class ProlongForm(forms.Form):
    """A later end of the plan, by a decision."""

    ends = DayField(label="Planen gäller till och med")
    body = LineField(label="Vem beslutade?")
    decided_on = DayField(label="Beslutsdag")
    dnr = LineField(label="Diarienummer", required=False, max_length=60)
