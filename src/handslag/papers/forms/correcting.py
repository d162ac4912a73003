"""The form that puts a word right."""

from __future__ import annotations

from django import forms

from handslag.core.text import personal_numbers

LONGEST = 80


class WordForm(forms.Form):
    """The word as it stands, what it should be, and whether every such word on the page is meant."""

    word = forms.CharField(
        label="Ordet som är fel", max_length=200, error_messages={"required": "Skriv ordet som det står i texten."}
    )
    right = forms.CharField(
        label="Så ska det stå", max_length=LONGEST, error_messages={"required": "Skriv hur ordet ska stå."}
    )
    everywhere = forms.BooleanField(label="Rätta alla ställen på sidan där det står så", required=False)

    def clean_right(self) -> str:
        right = " ".join(str(self.cleaned_data["right"]).split())
        if personal_numbers(right):
            raise forms.ValidationError("Texten innehåller ett personnummer. Ta bort det. Det har inte sparats.")
        return right
