"""Users, roles, invitations and stand-ins as an administrator or the person writes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from handslag.core.clock import today
from handslag.core.verdict import Refused
from handslag.people.forms.fields import AddressField, DayField, PlainField
from handslag.people.loading import closed_administrations
from handslag.people.models import ROLES, City, Membership
from handslag.people.posts import Places, Post
from handslag.people.rules import days_fault, stand_in_days_fault

CHOOSE = ("", "Välj…")
ROLE_CHOICES = [(key, word[:1].upper() + word[1:]) for key, word in ROLES.items()]
SHOWN = (("nu", "De som har en roll"), ("slutat", "De som har slutat"), ("alla", "Alla"))
Options = Sequence[tuple[str, Any]]


class PostForm(forms.Form):
    """A role at a place."""

    role = forms.ChoiceField(
        label="Roll", choices=[CHOOSE, *ROLE_CHOICES], error_messages={"required": "Välj en roll."}
    )
    place = forms.ChoiceField(
        label="Plats",
        help_text="Där rollen gäller: hela kommunen, en förvaltning eller en enhet.",
        error_messages={"required": "Välj en plats.", "invalid_choice": "Platsen finns inte i kommunen."},
    )
    organisation = PlainField(
        label="Organisation", required=False, max_length=80, help_text="Fackförbund eller parti, om rollen har ett."
    )

    def __init__(self, *args: Any, city: City, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = Places(city, closed_administrations(city, today()))
        self.fields["place"].choices = [CHOOSE, *self.places.choices()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The role can be held at the place."""
        cleaned = super().clean() or {}
        if cleaned.get("role") and cleaned.get("place"):
            post = self.places.post(cleaned["role"], cleaned["place"], cleaned.get("organisation", ""))
            try:
                post.check()
            except Refused as refusal:
                self.add_error("place", str(refusal))
            cleaned["post"] = post
        if cleaned.get("role") == "union_rep" and not cleaned.get("organisation"):
            self.add_error("organisation", "Skriv vilket fackförbund ombudet företräder.")
        return cleaned

    @property
    def post(self) -> Post:
        """The role at the place, once the form is valid."""
        found: Post = self.cleaned_data["post"]
        return found


class InviteForm(PostForm):
    """Who is invited, and to what."""

    name = PlainField(label="Namn", max_length=120)
    email = AddressField(help_text="Dit skickas länken. Adressen används sedan för påminnelser.")
    field_order = ("name", "email", "role", "place", "organisation")


class GiveRoleForm(PostForm):
    """One more role, from a day and perhaps to a day."""

    valid_from = DayField(label="Från och med", initial=today)
    valid_to = DayField(label="Till och med", required=False, help_text="Lämna tomt om rollen gäller tills vidare.")
    field_order = ("role", "place", "organisation", "valid_from", "valid_to")

    def clean(self) -> dict[str, Any]:
        """The days are in order, and none has been."""
        cleaned = super().clean()
        first = cleaned.get("valid_from")
        if first and (fault := days_fault(first, cleaned.get("valid_to"), today())):
            self.add_error("valid_from" if first < today() else "valid_to", fault)
        return cleaned


class EndForm(forms.Form):
    """From which day a role is no longer held."""

    day = DayField(label="Första dagen utan rollen", initial=today, help_text="I dag: rollen upphör genast.")

    def clean_day(self) -> Any:
        """Today at the earliest."""
        day = self.cleaned_data["day"]
        if day < today():
            raise forms.ValidationError("Rollen har gällt till i dag, så den kan upphöra tidigast i dag.")
        return day


class LeaveForm(EndForm):
    """From which day a person has no role left."""

    day = DayField(
        label="Första dagen utan roller",
        initial=today,
        help_text="I dag: alla roller upphör genast. Kontot stängs samtidigt av sig självt.",
    )


class StandInForm(forms.Form):
    """Who stands in, in which roles and for which days."""

    stand_in = forms.ChoiceField(
        label="Ställföreträdare",
        error_messages={"required": "Välj vem.", "invalid_choice": "Personen har ingen roll i kommunen."},
    )
    roles = forms.MultipleChoiceField(
        label="I rollen som", widget=forms.CheckboxSelectMultiple, error_messages={"required": "Välj minst en roll."}
    )
    valid_from = DayField(label="Från och med", initial=today)
    valid_to = DayField(label="Till och med", help_text="Sista dagen. Sedan upphör det av sig självt.")

    def __init__(self, *args: Any, people: Options, roles: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = {str(one.pk): one for one in roles}
        self.fields["stand_in"].choices = [CHOOSE, *people]  # type: ignore[attr-defined]
        words = {key: f"{one.word} i {one.place}" for key, one in self.own.items()}
        self.fields["roles"].choices = [(k, w[:1].upper() + w[1:]) for k, w in words.items()]  # type: ignore[attr-defined]
        self.fields["roles"].initial = list(self.own)

    def clean(self) -> dict[str, Any]:
        """The days are in order and not too many."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("valid_from"), cleaned.get("valid_to")
        if first and last and (fault := stand_in_days_fault(first, last, today())):
            self.add_error("valid_from" if first < today() else "valid_to", fault)
        return cleaned

    @property
    def chosen(self) -> list[Membership]:
        """The roles that are stood in for."""
        return [self.own[key] for key in self.cleaned_data["roles"]]


class DetailsForm(forms.Form):
    """Name and address."""

    name = PlainField(
        label="Namn", max_length=120, help_text="Det namn andra ser.", error_messages={"required": "Skriv ett namn."}
    )
    email = AddressField(required=False, help_text="Dit går påminnelser. Bara du och administratörer ser den.")


class UsersForm(forms.Form):
    """The choices of the list of users; every one stands in the address."""

    sok = forms.CharField(label="Sök", required=False, max_length=100)
    roll = forms.ChoiceField(label="Roll", required=False, choices=[("", "Alla roller"), *ROLE_CHOICES])
    plats = forms.ChoiceField(label="Plats", required=False)
    visa = forms.ChoiceField(label="Visa", required=False, choices=SHOWN, initial="nu")

    def __init__(self, *args: Any, places: Places, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plats"].choices = [("", "Alla platser"), *places.choices()]  # type: ignore[attr-defined]
