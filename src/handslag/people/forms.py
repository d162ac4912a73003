"""The login form in Swedish."""

from __future__ import annotations

from django import forms
from django.contrib.auth.forms import AuthenticationForm


class LoginForm(AuthenticationForm):
    """User name and password."""

    username = forms.CharField(
        label="Användarnamn", widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True})
    )
    password = forms.CharField(
        label="Lösenord", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    error_messages = {
        "invalid_login": "Användarnamn och lösenord hör inte ihop. Försök igen, eller vänd dig till planansvarig.",
        "inactive": "Kontot är stängt. Vänd dig till planansvarig i din kommun.",
    }
