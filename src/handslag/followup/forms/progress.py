"""The forms for a progress entry and its correction, the administration's comment and a pause."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from handslag.core.text import personal_numbers
from handslag.followup.loading import Standing
from handslag.followup.models import STATES, EvidenceFile, ProgressEntry
from handslag.followup.rules.files import KINDS, LARGEST, Turned, look_at

PERSONAL_NUMBER = "Texten innehåller ett personnummer. Ta bort det. Det har inte sparats."
NO_CLIENTS = "Skriv inget om enskilda personer eller ärenden."
SALT = "handslag.followup.evidence"


def refuse_personal_numbers(text: str) -> None:
    """What every free text goes through."""
    if personal_numbers(text):
        raise forms.ValidationError(PERSONAL_NUMBER)


class Text(forms.CharField):
    """A free text without personal numbers."""

    default_validators = [refuse_personal_numbers]

    def __init__(self, *, rows: int = 0, **kwargs: Any) -> None:
        if rows:
            kwargs["widget"] = forms.Textarea(attrs={"rows": rows})
        super().__init__(**kwargs)


class Day(forms.DateField):
    """A day, in the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        invalid = {"invalid": "Skriv dagen så här: 2026-05-03.", "required": "Välj en dag."}
        super().__init__(
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), error_messages=invalid, **kwargs
        )


class EntryForm(forms.Form):
    """How a measure goes: what has happened, its state and what shows it."""

    note = Text(label="Vad har hänt?", required=False, rows=4, max_length=4000, help_text=NO_CLIENTS)
    state = forms.ChoiceField(label="Läge", choices=list(STATES.items()))
    evidence = Text(
        label="Underlag",
        required=False,
        max_length=500,
        help_text="En länk, eller var det finns: till exempel ”Protokoll 3, § 7”.",
    )
    file = forms.FileField(
        label="Fil",
        required=False,
        help_text=f"{KINDS[:1].upper()}{KINDS[1:]}. Högst 20 MB. Inga uppgifter om enskilda.",
        error_messages={"empty": "Filen är tom.", "invalid": "Filen kom inte fram. Försök igen."},
    )
    obstacle = Text(label="Hinder", required=False, rows=2, max_length=2000)
    next_step = Text(label="Nästa steg", required=False, rows=2, max_length=2000)
    effective_on = Day(label="Gäller dagen", help_text="I dag, om det inte hände tidigare.")
    seen_state = forms.CharField(required=False, widget=forms.HiddenInput)
    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, standing: Standing, day: date, **kwargs: Any) -> None:
        first = {"state": standing.state, "seen_state": standing.state, "effective_on": day}
        kwargs["initial"] = first | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.day = day

    @property
    def seldom(self) -> list[forms.BoundField]:
        """What few entries need."""
        return [self[name] for name in ("obstacle", "next_step", "effective_on")]

    @property
    def seldom_used(self) -> bool:
        """Whether something stands there, or should be mended."""
        return any(field.errors for field in self.seldom) or any(
            self[name].value() for name in ("obstacle", "next_step")
        )

    @property
    def kept_file(self) -> EvidenceFile | None:
        """A file that came with an earlier attempt, when the form was not in order."""
        try:
            pk = signing.loads(self["kept"].value() or "", salt=SALT)
        except signing.BadSignature:
            return None
        return EvidenceFile.objects.filter(pk=pk).first()

    def clean_file(self) -> UploadedFile | None:
        """The file, when it can be evidence."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is None:
            return None
        if file.size and file.size > LARGEST:
            raise forms.ValidationError(f"Filen är för stor: {file.size / 1024 / 1024:.0f} MB. Högst 20 MB går bra.")
        looked = look_at(file.name or "", file.read())
        file.seek(0)
        if isinstance(looked, Turned):
            raise forms.ValidationError(looked.reason)
        return file

    def clean_effective_on(self) -> date:
        day: date = self.cleaned_data["effective_on"]
        if day > self.day:
            raise forms.ValidationError("Välj en dag som redan har varit.")
        return day

    def keep(self, file: EvidenceFile) -> None:
        """Carry a file that has been kept along, should the form be shown again."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data[self.add_prefix("kept")] = signing.dumps(file.pk, salt=SALT)  # type: ignore[index]

    def says(self) -> dict[str, Any]:
        """What the entry says, for the action; a state that was not changed states nothing."""
        data = self.cleaned_data
        names = ("note", "obstacle", "next_step", "evidence", "effective_on")
        state = data["state"] if data["state"] != data["seen_state"] else ""
        said = {name: data[name] for name in names if name in self.fields}
        return said | {"state": state, "attachment": self.kept_file}


class CorrectionForm(EntryForm):
    """An entry as it should have stood, and why."""

    drop_file = forms.BooleanField(label="Ta bort filen", required=False)
    reason = Text(label="Varför rättas den?", required=False, max_length=300)

    def __init__(self, *args: Any, entry: ProgressEntry, **kwargs: Any) -> None:
        names = ("note", "state", "evidence", "obstacle", "next_step", "effective_on")
        kwargs["initial"] = {name: getattr(entry, name) for name in names} | {
            "kept": signing.dumps(entry.attachment_id, salt=SALT) if entry.attachment_id else ""
        }
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", "Inget sagt om läget"), *STATES.items()]  # type: ignore[attr-defined]
        self.fields["state"].required = False
        del self.fields["seen_state"]
        if not entry.attachment_id:
            del self.fields["drop_file"]

    def says(self) -> dict[str, Any]:
        """What stands instead; the state as it is chosen."""
        self.cleaned_data["seen_state"] = ""
        said = super().says() | {"reason": self.cleaned_data["reason"]}
        if self.cleaned_data.get("drop_file") and not self.cleaned_data["file"]:
            said["attachment"] = None
        return said


class WithdrawalForm(forms.Form):
    """Why an entry is taken back."""

    why = Text(label="Varför tas den tillbaka?", required=False, max_length=300)


class CommentForm(forms.Form):
    """The administration's own words beside a sign."""

    text = Text(
        label="Förvaltningens kommentar",
        rows=5,
        max_length=2000,
        help_text=f"Kommentaren visas för alla, även på kommunens öppna sida. {NO_CLIENTS}",
        error_messages={"required": "Skriv en kommentar."},
    )


class PauseForm(forms.Form):
    """A pause of a cell."""

    reason = Text(
        label="Varför pausas området?",
        rows=3,
        max_length=1000,
        help_text=f"Skälet visas för alla. {NO_CLIENTS}",
        error_messages={"required": "En paus behöver ett skäl."},
    )
    first_day = Day(label="Första dagen", help_text="I dag eller senare. De dagar som har gått räknas.")
    last_day = Day(label="Sista dagen", help_text="Högst ett år fram. Sedan räknas tysta dagar igen.")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        first, last = data.get("first_day"), data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "Pausens sista dag ligger före den första.")
        return data
