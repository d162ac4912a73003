"""Forms: the day of the evidence, the reason for sending back, and the answers as they were typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django import forms

from handslag.core.clock import today
from handslag.core.text import personal_numbers
from handslag.dossiers.loading.writing import Written

PERSONAL_NUMBER = "Texten innehåller ett personnummer. Ta bort det. Det har inte sparats."


class DayForm(forms.Form):
    """As of which day."""

    dag = forms.DateField(
        label="Läget den",
        help_text="Underlaget visar läget den dagen, som det är känt nu.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"required": "Skriv vilken dag underlaget ska visa.", "invalid": "Skriv dagen som ÅÅÅÅ-MM-DD."},
    )

    def clean_dag(self) -> object:
        """A day that evidence can be of."""
        day = self.cleaned_data["dag"]
        if not 2000 <= day.year <= today().year + 5:
            raise forms.ValidationError("Välj en dag mellan år 2000 och fem år framåt.")
        return day


class ReasonForm(forms.Form):
    """Why it is sent back."""

    skal = forms.CharField(
        label="Skäl",
        help_text="Den som skriver ser skälet.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Skriv skälet, så att den som skriver vet vad som ska ändras."},
    )

    def clean_skal(self) -> str:
        """Without personal numbers."""
        text: str = self.cleaned_data["skal"]
        if personal_numbers(text):
            raise forms.ValidationError(PERSONAL_NUMBER)
        return text


class NoForm(forms.Form):
    """A question that is only answered with yes."""


def written_in(posted: Mapping[str, str], keys: Iterable[str]) -> dict[str, Written]:
    """The answers that were sent, by question: line ends made alike, the ends trimmed."""
    found = {}
    for key in keys:
        text = posted.get(f"svar-{key}")
        if text is not None:
            seen = posted.get(f"sedd-{key}", "")
            plain = text.replace("\r\n", "\n").replace("\r", "\n").strip()
            number = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 8 else 0
            found[key] = Written(plain, number, done=f"klart-{key}" in posted)
    return found
