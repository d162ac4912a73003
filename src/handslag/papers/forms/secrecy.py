"""The forms that choose a passage by its words, state its law, and lift it again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from django import forms

from handslag.papers.loading.secrecy import Place
from handslag.papers.loading.texts import ShownPage
from handslag.papers.rules.places import raw_span
from handslag.papers.rules.secrecy import SECTION, context_of, law_fault, over_the_break, passages_of
from handslag.plan.forms.fields import TextField

EVERY_PAGE = ""
LONGEST = 5_000
"""Letters of a text that somebody writes: what is asked for, why something is marked, lifted or refused."""
MOST_PLACES = 200
"""Places shown of words that stand all over a paper: more words are asked for then."""


class LawFields(forms.Form):
    """Chapter and section of the law."""

    chapter = forms.IntegerField(
        label="Kapitel", required=False, help_text="Till exempel 26.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4}),
        error_messages={"invalid": "Skriv kapitlet som ett tal, till exempel 26."},
    )  # fmt: skip
    section = forms.CharField(
        label="Paragraf", required=False, max_length=12, widget=forms.TextInput(attrs={"size": 6}),
        help_text="Till exempel 1 eller 10 a.",
        error_messages={"max_length": "Skriv paragrafen som ett tal, till exempel 1 eller 10 a."},
    )  # fmt: skip

    def clean_section(self) -> str:
        """The section without its sign."""
        text = " ".join(self.cleaned_data["section"].replace("§", " ").split()).casefold()
        return text if SECTION.match(text) else self.cleaned_data["section"].strip()

    def law_is_stated(self) -> bool:
        """Whether the law is stated right; says so at the field when it is not."""
        if self.errors.get("chapter") or self.errors.get("section"):
            return False
        chapter, section = self.cleaned_data.get("chapter"), self.cleaned_data.get("section", "")
        fault = law_fault(chapter, section)
        if fault:
            self.add_error("chapter" if law_fault(chapter, "1") else "section", fault)
        return not fault


class MarkForm(LawFields):
    """Which words are secret, and by which section."""

    field_order = ("first", "last", "page", "chapter", "section", "reason")
    first = forms.CharField(
        label="Första orden", max_length=400,
        help_text="De ord som stycket börjar med. Ska bara ett namn döljas räcker namnet.",
        error_messages={"required": "Skriv orden som stycket börjar med.", "max_length": "Skriv färre ord."},
    )  # fmt: skip
    last = forms.CharField(
        label="Sista orden",
        required=False,
        max_length=400,
        help_text="Om stycket är längre än de första orden. Det får gå över till nästa sida.",
        error_messages={"max_length": "Skriv färre ord."},
    )
    page = forms.ChoiceField(label="Sida", required=False)
    reason = TextField(
        label="Skäl", rows=2, required=False, max_length=LONGEST, help_text="Syns bara för registratorer."
    )

    def __init__(self, *args: Any, pages: Sequence[ShownPage], **kwargs: Any) -> None:
        """Offer the paper's own pages; the law is stated before the places are shown."""
        super().__init__(*args, **kwargs)
        for name, what in (("chapter", "kapitlet"), ("section", "paragrafen")):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = f"Skriv {what} i offentlighets- och sekretesslagen."
        self.shown = {str(page.number): page for page in pages}
        field = self.fields["page"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(EVERY_PAGE, "Alla sidor"), *((number, f"Sida {number}") for number in self.shown)]

    def places(self) -> list[tuple[Place, tuple[str, str, str]]]:
        """Every place where the words stand, with what stands around it."""
        chosen = self.cleaned_data["page"]
        found = []
        for number, page in self.shown.items():
            if chosen not in (EVERY_PAGE, number):
                continue
            for start, end in passages_of(page.text, self.cleaned_data["first"], self.cleaned_data["last"]):
                found.append(self._found(page, start, end))
        found += self._over_breaks()
        if not found:
            self.add_error("first", self._why_nowhere())
        if len(found) > MOST_PLACES:
            self.add_error("first", f"Orden står på {len(found)} ställen. Skriv fler ord.")
            return []
        return found

    def _over_breaks(self) -> list[tuple[Place, tuple[str, str, str]]]:
        """The two places of a passage that goes on over the end of a page."""
        chosen, last = self.cleaned_data["page"], self.cleaned_data["last"]
        found = []
        for page, after in pairwise(self.shown.values() if last else ()):
            both = over_the_break(page.text, after.text, self.cleaned_data["first"], last)
            if both and chosen in (EVERY_PAGE, str(page.number)):
                found += [self._found(page, *both[0]), self._found(after, *both[1])]
        return found

    def is_one_passage(self, found: Sequence[tuple[Place, object]]) -> bool:
        """Whether there is nothing to choose among: one place, or the two of a passage over the end of a page."""
        return len(found) == 1 or (len(found) == 2 and len(self._over_breaks()) == 2)

    @staticmethod
    def _found(page: ShownPage, start: int, end: int) -> tuple[Place, tuple[str, str, str]]:
        return Place(page.number, *raw_span(page.changes, start, end)), context_of(page.text, start, end)

    def _why_nowhere(self) -> str:
        where = "på sidan" if self.cleaned_data["page"] else "i handlingen"
        if self.cleaned_data["last"]:
            return f"Inget stycke {where} börjar och slutar så. Skriv orden som de står i texten."
        return f"Orden står inte {where}. Skriv dem som de står i texten."


class LiftForm(forms.Form):
    """Why a passage is no longer secret."""

    reason = TextField(label="Varför hävs markeringen?", rows=3, max_length=LONGEST)


class WithdrawForm(forms.Form):
    """Why a paper is taken off the open page."""

    reason = TextField(label="Varför dras handlingen tillbaka?", rows=3, max_length=LONGEST)
