"""Logging in, accepting an invitation, choosing a password."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from handslag.core.clock import local, now
from handslag.people.forms.fields import PlainField
from handslag.people.loading import login_pause
from handslag.people.models import User
from handslag.people.rules import username_fault

CLOSED = "Kontot är stängt. Vänd dig till administratören i din kommun."
LONG_ENOUGH = "Minst 12 tecken. Tre eller fyra ord som inte hör ihop är lätta att minnas."


def paused(until: datetime) -> str:
    """What somebody is told whose user name must wait."""
    return f"Det har blivit för många misslyckade försök. Vänta till kl. {local(until):%H.%M} och försök igen."


class LoginForm(AuthenticationForm):
    """User name and password; a name that has failed too often must wait."""

    username = forms.CharField(
        label="Användarnamn", widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True})
    )
    password = forms.CharField(
        label="Lösenord", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    error_messages = {
        "invalid_login": (
            "Användarnamn och lösenord hör inte ihop. Försök igen. "
            "Har du glömt lösenordet kan administratören i din kommun skicka en ny länk."
        ),
        "inactive": CLOSED,
    }

    def clean(self) -> dict[str, Any]:
        """Ask for the password only when the name need not wait."""
        until = login_pause(self.data.get("username", ""), now())
        if until is not None:
            raise ValidationError(paused(until), code="paused")
        cleaned: dict[str, Any] = super().clean()
        return cleaned

    def confirm_login_allowed(self, user: AbstractBaseUser) -> None:
        """A closed account, or one whose roles are all over, does not get in."""
        if not (isinstance(user, User) and user.may_enter):
            raise ValidationError(CLOSED, code="inactive")


class NewPasswordForm(forms.Form):
    """A new password, written twice."""

    password = forms.CharField(
        label="Nytt lösenord",
        strip=False,
        help_text=LONG_ENOUGH,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="Samma lösenord igen", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, person: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self) -> dict[str, Any]:
        """The two are alike, and hard enough to guess."""
        cleaned = super().clean() or {}
        password = cleaned.get("password")
        if password and "again" in cleaned and password != cleaned["again"]:
            self.add_error("again", "Lösenorden är inte lika.")
        if password:
            try:
                validate_password(password, self._somebody(cleaned))
            except ValidationError as wrong:
                self.add_error("password", wrong)
        return cleaned

    def _somebody(self, cleaned: dict[str, Any]) -> User:
        return self.person or User(username=cleaned.get("username", ""), name=cleaned.get("name", ""))


class PasswordForm(NewPasswordForm):
    """One's own password, changed by whoever knows it."""

    old = forms.CharField(
        label="Lösenordet du har nu",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("old", "password", "again")

    def clean_old(self) -> str:
        """The password one has."""
        old = str(self.cleaned_data["old"])
        if self.person is None or not self.person.check_password(old):
            raise ValidationError("Det är inte lösenordet du har nu.")
        return old


class AcceptForm(NewPasswordForm):
    """What the invited choose: name, user name and password."""

    name = PlainField(label="Ditt namn", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    username = forms.CharField(
        label="Användarnamn",
        max_length=80,
        help_text="Det du loggar in med. Bokstäver, siffror, punkt och bindestreck.",
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    field_order = ("name", "username", "password", "again")

    def clean_username(self) -> str:
        """A name that can be used, and that nobody else has."""
        username = str(self.cleaned_data["username"])
        if fault := username_fault(username):
            raise ValidationError(fault)
        if User.objects.filter(username__iexact=username).exists():
            raise ValidationError("Användarnamnet är upptaget. Välj ett annat.")
        return username
