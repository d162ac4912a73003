"""The form that sends up a file, and the one that says by hand what its headings and words mean."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, TypeVar

from django import forms

from handslag.core.clock import now
from handslag.core.sheets import HandMapping
from handslag.intake.formats import KIND_WORDS, LEAVE
from handslag.intake.models import Mapping
from handslag.people.models import City
from handslag.plan.models import Plan

Key = TypeVar("Key")
CHOOSE = ("", "Välj…")


class UploadForm(forms.Form):
    """A file, what it is, and from when it counts as known."""

    kind = forms.ChoiceField(label="Vad är det för fil?", choices=list(KIND_WORDS.items()))
    plan = forms.ChoiceField(label="Plan", required=False)
    file = forms.FileField(
        label="Fil",
        help_text="Excel (.xlsx) eller CSV. En plan kan också vara YAML eller Word.",
        error_messages={"required": "Välj en fil.", "empty": "Filen är tom. Välj en annan."},
    )
    year = forms.IntegerField(
        label="Verksamhetsplanens år",
        required=False,
        min_value=2000,
        max_value=2100,
        help_text="Behövs bara om året varken står i en kolumn eller i bladets namn.",
    )
    recorded_at = forms.DateTimeField(
        label="Räknas som känt från",
        required=False,
        help_text="Lämna tomt för nu. För äldre filer: när de kom in, till exempel 2025-01-22 12:00.",
        error_messages={"invalid": "Skriv dag och tid så här: 2025-01-22 12:00."},
    )
    label = forms.CharField(
        label="Versionens namn", required=False, max_length=60, help_text="Bara för en plan i Word, till exempel 2027."
    )

    def __init__(self, *args: Any, plans: Sequence[Plan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(plans) < 2:
            del self.fields["plan"]
        else:
            self.fields["plan"].choices = [(plan.slug, plan.name) for plan in plans]  # type: ignore[attr-defined]

    @property
    def first(self) -> list[forms.BoundField]:
        """What every file needs."""
        return [self[name] for name in self.fields if name in ("kind", "plan", "file")]

    @property
    def seldom(self) -> list[forms.BoundField]:
        """What few files need."""
        return [self[name] for name in self.fields if name in ("year", "recorded_at", "label")]

    @property
    def seldom_used(self) -> bool:
        """Whether something stands there, or should be mended."""
        return any(field.errors or field.value() for field in self.seldom)

    def clean_recorded_at(self) -> Any:
        moment = self.cleaned_data["recorded_at"]
        if moment and moment > now():
            raise forms.ValidationError("Välj en tid som redan har varit, eller lämna fältet tomt.")
        return moment


class MappingForm(forms.Form):
    """One choice for each heading and word that was not understood; fields are made from the file.

    `headings` and `words` come with what is chosen for them: by hand before, else the nearest guess, else None.
    """

    def __init__(
        self,
        *args: Any,
        headings: Sequence[tuple[str, str | None]],
        words: Sequence[tuple[str, str, str | None]],
        columns: Sequence[str],
        known: dict[str, Sequence[str]],
        can_be_empty: Collection[str],
        saved: Sequence[Mapping],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._headings = {f"h{place}": heading for place, (heading, _) in enumerate(headings)}
        self._words = {f"w{place}": (column, word) for place, (column, word, _) in enumerate(words)}
        undecided = [CHOOSE, (LEAVE, "Lämna utanför")]
        for name, (heading, guess) in zip(self._headings, headings, strict=True):
            self.fields[name] = forms.ChoiceField(
                label=f"Rubriken ”{heading}”",
                required=False,
                initial=guess or "",
                choices=undecided + [(column, column) for column in columns],
            )
        for name, (column, word, guess) in zip(self._words, words, strict=True):
            self.fields[name] = forms.ChoiceField(
                label=f"”{word}” i kolumnen {column}",
                required=False,
                initial=guess or "",
                choices=[
                    CHOOSE,
                    *([(LEAVE, "Läs som tomt")] if column in can_be_empty else []),
                    *((each, each) for each in known.get(column, ())),
                ],
            )
        if saved:
            self.fields["saved"] = forms.ChoiceField(
                label="Sparad översättning",
                required=False,
                choices=[("", "Ingen"), *((m.name, m.name) for m in saved)],
            )
        self.fields["remember"] = forms.CharField(
            label="Spara översättningen som",
            required=False,
            max_length=80,
            help_text="Till exempel Stratsys. Då känns nästa fil av samma slag igen.",
        )

    def chosen(self, before: HandMapping, saved: HandMapping | None = None) -> HandMapping:
        """What was chosen now, on top of what was chosen before; a saved mapping wins over what was left as it was."""
        headings, words = dict(before.headings), dict(before.words)
        for name, heading in self._headings.items():
            _settle(headings, heading, self.cleaned_data.get(name))
        for name, key in self._words.items():
            _settle(words, key, self.cleaned_data.get(name))
        if saved is not None:
            by_hand_headings = {h for name, h in self._headings.items() if name in self.changed_data}
            by_hand_words = {w for name, w in self._words.items() if name in self.changed_data}
            headings |= {h: to for h, to in saved.headings.items() if h not in by_hand_headings}
            words |= {w: to for w, to in saved.words.items() if w not in by_hand_words}
        return HandMapping(headings=headings, words=words)


def _settle(into: dict[Key, str | None], key: Key, value: str | None) -> None:
    """Write down a choice: nothing chosen is no longer in the mapping."""
    if value:
        into[key] = None if value == LEAVE else value
    else:
        into.pop(key, None)


def mappings_of(city: City, kind: str) -> list[Mapping]:
    """The mappings the city has kept for a kind of file."""
    return list(Mapping.objects.filter(city=city, kind=kind))
