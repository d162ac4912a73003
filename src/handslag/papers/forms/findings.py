"""The forms that change or add what is found in a paper: one for each kind of finding."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from handslag.core.clock import today
from handslag.core.text import clean, personal_numbers
from handslag.papers.rules.recognise.persons import indefinite, party_of
from handslag.papers.rules.recognise.statements import KINDS as STATEMENTS
from handslag.papers.rules.words import KINDS

PERSONAL_NUMBER = "Texten innehåller ett personnummer. Ta bort det. Det har inte sparats."
LONGEST = 20_000
_PERSON = re.compile(r"(?P<name>[^()]*?)\s*(?:\(\s*(?P<party>[^()]{1,20})\s*\))?\s*(?:,.*)?")
PEOPLE_HELP = "En på varje rad, så här: Namn Namnsson (V)."


def _plain(text: str) -> None:
    if personal_numbers(text):
        raise forms.ValidationError(PERSONAL_NUMBER)


class Words(forms.CharField):
    """A line, or several, without personal numbers; kept on one line."""

    def __init__(self, *, rows: int = 0, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST if rows else 300)
        if rows:
            kwargs["widget"] = forms.Textarea(attrs={"rows": rows})
        super().__init__(validators=[_plain], **kwargs)


class FindingForm(forms.Form):
    """What every such form can: be filled from a value, and give one."""

    @classmethod
    def filled(cls, value: Mapping[str, Any]) -> dict[str, Any]:
        """The value as the form asks for it."""
        return dict(value)

    def value(self) -> dict[str, Any]:
        """What was written, as the finding keeps it."""
        return {name: clean(given) if isinstance(given, str) else given for name, given in self.cleaned_data.items()}


class KindForm(FindingForm):
    code = forms.ChoiceField(
        label="Slag av handling", choices=[(code, word.capitalize()) for code, word in KINDS.items()]
    )


class TitleForm(FindingForm):
    text = Words(label="Rubrik", error_messages={"required": "Skriv rubriken."})


class NumberForm(FindingForm):
    text = Words(label="Diarienummer", max_length=60, error_messages={"required": "Skriv diarienumret."})


class BodyForm(FindingForm):
    name = Words(label="Organ", max_length=160, error_messages={"required": "Skriv organets namn."})


class DayForm(FindingForm):
    day = forms.DateField(
        label="Handlingens datum",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Skriv dagen.", "invalid": "Skriv dagen så här: 2025-01-22."},
    )

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > today():
            raise forms.ValidationError("Den dagen har inte varit än. Skriv i dag eller en tidigare dag.")
        return day

    def value(self) -> dict[str, Any]:
        return {"day": self.cleaned_data["day"].isoformat()}


class PersonForm(FindingForm):
    name = Words(label="Namn", max_length=120, error_messages={"required": "Skriv namnet."})
    party = Words(label="Parti", max_length=20, required=False, help_text="Partiets bokstäver, till exempel V.")
    role = Words(label="Roll", max_length=120, required=False, help_text="Till exempel ledamot eller ordförande.")

    def value(self) -> dict[str, Any]:
        given = super().value()
        party, role = party_of(given["party"]), indefinite(given["role"]) if given["role"] else ""
        return {"name": given["name"], "party": party, "role": role}


class NumberedForm(FindingForm):
    number = forms.IntegerField(
        label="Nummer", min_value=1, max_value=999, error_messages={"required": "Skriv vilket nummer punkten har."}
    )
    text = Words(label="Text", rows=4, error_messages={"required": "Skriv texten."})


class StatementForm(FindingForm):
    kind = forms.ChoiceField(
        label="Slag av uttalande", choices=[(word, word.capitalize()) for word in STATEMENTS.values()]
    )
    who = Words(
        label="Vilka står bakom?",
        rows=3,
        help_text=PEOPLE_HELP,
        error_messages={"required": "Skriv vilka som står bakom."},
    )
    text = Words(label="Text", rows=8, error_messages={"required": "Skriv texten."})

    @classmethod
    def filled(cls, value: Mapping[str, Any]) -> dict[str, Any]:
        return {**value, "who": lines_of(value.get("who") or ())}

    def value(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"kind": given["kind"], "who": people_in(given["who"]), "text": clean(given["text"])}


class QuestionForm(FindingForm):
    number = forms.IntegerField(
        label="Nummer", min_value=1, max_value=999, error_messages={"required": "Skriv vilket nummer frågan har."}
    )
    text = Words(label="Frågan", rows=4, error_messages={"required": "Skriv frågan."})
    asked_by = Words(label="Vem frågar?", rows=2, required=False, help_text=PEOPLE_HELP)
    of_name = Words(label="Vem ska svara? Namn", max_length=120, required=False)
    of_party = Words(label="Parti för den som ska svara", max_length=20, required=False)
    of_role = Words(label="Roll för den som ska svara", max_length=120, required=False)

    @classmethod
    def filled(cls, value: Mapping[str, Any]) -> dict[str, Any]:
        of = value.get("asked_of") or {}
        start = {
            "number": value.get("number"),
            "text": value.get("text"),
            "asked_by": lines_of(value.get("asked_by") or ()),
        }
        return start | {f"of_{name}": of.get(name, "") for name in ("name", "party", "role")}

    def value(self) -> dict[str, Any]:
        given = self.cleaned_data
        of = {name: clean(given[f"of_{name}"]) for name in ("name", "party", "role")}
        of["party"], of["role"] = party_of(of["party"]), indefinite(of["role"]) if of["role"] else ""
        return {
            "number": given["number"], "text": clean(given["text"]), "asked_by": people_in(given["asked_by"]),
            "asked_of": of,
        }  # fmt: skip


class CommitmentForm(FindingForm):
    who = Words(label="Vem binder sig?", max_length=160, required=False)
    text = Words(label="Vad utlovas?", rows=4, error_messages={"required": "Skriv vad som utlovas."})
    by = forms.DateField(
        label="Senast",
        required=False,
        help_text="Lämna tomt om ingen tid sägs.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Skriv dagen så här: 2025-12-31."},
    )

    def value(self) -> dict[str, Any]:
        given = self.cleaned_data
        by = given["by"].isoformat() if given["by"] else None
        return {"who": clean(given["who"]), "text": clean(given["text"]), "by": by}


FORMS: dict[str, type[FindingForm]] = {
    "kind": KindForm, "title": TitleForm, "date": DayForm, "body": BodyForm, "dnr": NumberForm, "person": PersonForm,
    "decision_point": NumberedForm, "statement": StatementForm, "question": QuestionForm, "commitment": CommitmentForm,
}  # fmt: skip


def lines_of(people: Any) -> str:
    """People as they are written in a form, one a line."""
    named = (
        f"{one.get('name', '')} ({one['party']})" if one.get("party") else str(one.get("name", "")) for one in people
    )
    return "\n".join(line.strip() for line in named)


def people_in(lines: str) -> list[dict[str, str]]:
    """People as they were written, one a line: `Karin Ek (V)`."""
    found = []
    for line in lines.splitlines():
        match = _PERSON.fullmatch(clean(line))
        if match and (match.group("name") or match.group("party")):
            found.append({"name": match.group("name"), "party": party_of(match.group("party") or "")})
        elif clean(line):
            found.append({"name": clean(line)[:120], "party": ""})
    return found
