"""The forms of a question: registering one or all of a paper's, correcting one, and taking it further."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from handslag.core.text import swedish_date
from handslag.questions.forms.fields import Day, FreeText, Line, Options, offer
from handslag.questions.rules.questions import KINDS
from handslag.questions.rules.registering import NewQuestion, Proposed, person_in, persons_in, persons_words
from handslag.questions.rules.topics import EVIDENCE

EVIDENCE_CHOICES = [(code, kind.label) for code, kind in EVIDENCE.items()]
LATER = "Skriv en dag som har varit, eller i dag."


@dataclass(frozen=True, slots=True)
class Offered:
    """What the forms let one choose among."""

    areas: Sequence[tuple[str, str]]
    users: Sequence[tuple[str, str]]
    today: date


def _kind() -> forms.ChoiceField:
    kinds = [(kind, word.capitalize()) for kind, word in KINDS.items()]
    return forms.ChoiceField(label="Slag", choices=kinds, error_messages={"required": "Välj hur frågan ställdes."})


def _many(label: str, options: Options, help_text: str = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=list(options), required=False, widget=forms.CheckboxSelectMultiple, help_text=help_text
    )


def _who() -> Line:
    return Line(label="Vem ställer frågan?", help_text="Namn och parti: Anna Berg (L). Flera skiljs med komma.",
                error_messages={"required": "Skriv vem som ställer frågan."})  # fmt: skip


def _whom() -> Line:
    return Line(label="Vem ska svara?", required=False, help_text="Som det står i handlingen: borgarrådet Olle Ek (S).")


def _text() -> FreeText:
    return FreeText(label="Fråga", rows=3, error_messages={"required": "Skriv frågan."})


def _answer_by() -> Day:
    return Day(label="Svar senast", required=False)


class CommonFields(forms.Form):
    """What all questions of a paper have in common."""

    kind = _kind()
    matter = Line(label="Ärende", required=False, help_text="Vad frågan gäller, i några ord.")
    dnr = Line(label="Diarienummer", longest=60, required=False)
    body = Line(label="Ställd i", longest=160, required=False, help_text="Kommunfullmäktige, om inget annat sägs.")
    put_on = Day(label="Ställd", error_messages={"required": "Skriv vilken dag frågan ställdes."})
    asked_of_user = forms.ChoiceField(
        label="Konto för den som svarar",
        required=False,
        help_text="Den som har kontot får frågan bland sina uppgifter.",
    )
    public = forms.BooleanField(
        label="Visas för allmänheten när handlingen är publicerad", required=False, initial=True
    )

    def __init__(self, *args: Any, offered: Offered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        offer(self.fields["asked_of_user"], [("", "Ingen"), *offered.users])

    def clean_put_on(self) -> date:
        day: date = self.cleaned_data["put_on"]
        if day > self.offered.today:
            raise forms.ValidationError(LATER)
        return day

    def refuse_early(self, name: str) -> None:
        """A day to answer by lies after the day the question was put."""
        put_on, answer_by = self.cleaned_data.get("put_on"), self.cleaned_data.get(name)
        if put_on and answer_by and answer_by < put_on:
            self.add_error(name, f"Svarsdagen ligger före {swedish_date(put_on)}, då frågan ställdes.")


class QuestionForm(CommonFields):
    """One question: written in by hand, or corrected."""

    field_order = ("text", "asked_by", "asked_of", "asked_of_user", "kind", "put_on", "answer_by", "matter", "dnr")
    text = _text()
    asked_by = _who()
    asked_of = _whom()
    answer_by = _answer_by()

    def __init__(self, *args: Any, offered: Offered, correcting: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, offered=offered, **kwargs)
        self.fields["areas"] = _many("Fokusområden", offered.areas)
        self.fields["evidence"] = _many("Underlag som behövs", EVIDENCE_CHOICES)
        self.fields["public"].label = "Visas för allmänheten"
        if correcting:
            self.fields["put_on"].disabled = True
            self.fields["reason"] = FreeText(
                label="Varför rättas frågan?", rows=2, required=False, help_text="Behövs om svarsdagen ändras."
            )

    def clean(self) -> dict[str, Any]:
        self.refuse_early("answer_by")
        return self.cleaned_data

    def question(self, kept: NewQuestion | None = None) -> NewQuestion:
        """What was written, as it is registered."""
        data = self.cleaned_data
        return _new(
            data, data, number=kept.number if kept else 1, finding_id=kept.finding_id if kept else None,
            reason=kept.answer_by_reason if kept and kept.answer_by == data["answer_by"] else "",
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """The fields of one proposed question."""

    proposed: Proposed
    fields: dict[str, forms.BoundField]

    @property
    def unsure(self) -> bool:
        """Who asks, who answers or when must be seen to: it is missing or wrong."""
        who = [self.fields[name] for name in ("asked_by", "asked_of", "answer_by")]
        return any(one.errors for one in who) or not (who[0].value() and who[1].value())


class PaperForm(CommonFields):
    """All questions of a paper: what they have in common, then each with its own fields."""

    def __init__(self, *args: Any, offered: Offered, proposed: Sequence[Proposed], **kwargs: Any) -> None:
        """Each question's fields carry its place: `text_1`, `areas_1`."""
        super().__init__(*args, offered=offered, **kwargs)
        self.proposed = proposed
        for place, one in enumerate(proposed, 1):
            self._add(place, one, offered)

    def _add(self, place: int, one: Proposed, offered: Offered) -> None:
        asked, name = one.question, f"fråga {place}"
        fields: dict[str, forms.Field] = {
            "take": forms.BooleanField(label=f"Registrera {name}", required=False, initial=True),
            "text": _text(),
            "asked_by": _who(),
            "asked_of": _whom(),
            "answer_by": _answer_by(),
            "areas": _many(f"Fokusområden för {name}", offered.areas),
            "evidence": _many(f"Underlag för {name}", EVIDENCE_CHOICES),
        }
        if asked.matter != self.initial.get("matter", asked.matter):
            fields["matter"] = Line(label=f"Ärende för {name}", required=False)
        for field, made in fields.items():
            self.fields[f"{field}_{place}"] = made
        fields["text"].label = name.capitalize()
        fields["answer_by"].help_text = asked.answer_by_reason
        fields["text"].required = fields["asked_by"].required = not self.is_bound or f"take_{place}" in self.data
        for field, value in initial_of(asked).items():
            if field in fields:
                self.initial.setdefault(f"{field}_{place}", value)

    @property
    def groups(self) -> Iterator[Group]:
        """The fields, question by question."""
        names = ("take", "text", "matter", "asked_by", "asked_of", "answer_by", "areas", "evidence")
        for place, one in enumerate(self.proposed, 1):
            yield Group(one, {name: self[f"{name}_{place}"] for name in names if f"{name}_{place}" in self.fields})

    @property
    def common(self) -> list[forms.BoundField]:
        """The fields that all have in common."""
        return [self[name] for name in CommonFields.base_fields]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        taken = [place for place, _ in enumerate(self.proposed, 1) if data.get(f"take_{place}")]
        if not taken:
            raise forms.ValidationError("Välj minst en fråga att registrera.")
        for place in taken:
            self.refuse_early(f"answer_by_{place}")
        return data

    def questions(self) -> list[NewQuestion]:
        """Those that are taken, as they are registered."""
        data = self.cleaned_data
        found = []
        for place, one in enumerate(self.proposed, 1):
            if data[f"take_{place}"]:
                own = {
                    name: data[f"{name}_{place}"]
                    for name in ("text", "asked_by", "asked_of", "answer_by", "areas", "evidence")
                }
                reason = one.question.answer_by_reason if own["answer_by"] == one.question.answer_by else ""
                common = data | {"matter": data.get(f"matter_{place}", data["matter"])}
                found.append(
                    _new(common, own, number=one.question.number, finding_id=one.question.finding_id, reason=reason)
                )
        return found


def initial_of(one: NewQuestion) -> dict[str, Any]:
    """A question as a form begins with it."""
    return {
        "kind": one.kind, "text": one.text, "matter": one.matter, "dnr": one.dnr, "body": one.body,
        "put_on": one.put_on, "asked_by": persons_words(one.asked_by),
        "asked_of": persons_words([one.asked_of]) if one.asked_of else "",
        "asked_of_user": str(one.asked_of_user_id or ""), "public": one.public, "answer_by": one.answer_by,
        "areas": list(one.areas), "evidence": list(one.evidence),
    }  # fmt: skip


def _new(
    common: dict[str, Any], own: dict[str, Any], *, number: int, finding_id: int | None, reason: str
) -> NewQuestion:
    return NewQuestion(
        text=own["text"].strip(), put_on=common["put_on"], kind=common["kind"], number=number,
        matter=common["matter"], dnr=common["dnr"], body=common["body"], asked_by=persons_in(own["asked_by"]),
        asked_of=person_in(own["asked_of"]),
        asked_of_user_id=int(common["asked_of_user"]) if common["asked_of_user"] else None,
        public=common["public"], answer_by=own["answer_by"], answer_by_reason=reason, areas=tuple(own["areas"]),
        evidence=tuple(own["evidence"]), finding_id=finding_id,
    )  # fmt: skip


class MoveForm(forms.Form):
    """A step of a question: its day, its reason, the new day, the paper that answers."""

    on = Day(label="Dag", error_messages={"required": "Skriv vilken dag det var."})
    document = forms.ChoiceField(label="Handling som svarar", required=False)
    answer_by = Day(label="Ny svarsdag", error_messages={"required": "Skriv den nya svarsdagen."})
    reason = FreeText(label="Skäl", rows=3, error_messages={"required": "Skriv skälet."})

    def __init__(
        self,
        *args: Any,
        move: str,
        first: date,
        today: date,
        after: date | None = None,
        papers: Options = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.first, self.today, self.after = first, today, after
        if move == "answer":
            self.fields["reason"].required = False
            self.fields["reason"].label = "Anteckning"
            offer(self.fields["document"], [("", "Ingen handling, svaret gavs muntligt"), *papers])
        else:
            del self.fields["document"]
        if move != "postpone":
            del self.fields["answer_by"]

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if not self.first <= day <= self.today:
            raise forms.ValidationError(
                f"Välj en dag mellan {swedish_date(self.first)} och {swedish_date(self.today)}."
            )
        return day

    def clean_answer_by(self) -> date:
        day: date = self.cleaned_data["answer_by"]
        if self.after and day <= self.after:
            raise forms.ValidationError(f"Skriv en dag efter {swedish_date(self.after)}.")
        return day


class PassageForm(forms.Form):
    """Which paragraph of a paper answers a question; none has to be chosen to say that none does."""

    paragraph = forms.ChoiceField(
        label="Stycke som svarar",
        widget=forms.RadioSelect,
        error_messages={"required": "Välj det stycke som svarar på frågan."},
    )

    def __init__(self, *args: Any, paragraphs: Options, rejecting: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["paragraph"], paragraphs)
        self.fields["paragraph"].required = not rejecting
