"""Where letters go: Django's settings from one address."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

FILES = "handslag.core.mail.Files"
SMTP = "django.core.mail.backends.smtp.EmailBackend"


def smtp_settings(url: str) -> dict[str, Any]:
    """From `smtp://user:password@host:587` (STARTTLS) or `smtps://…`; `smtp+plain://` encrypts nothing.

    Without an address letters are laid as files.
    """
    if not url:
        return {"EMAIL_BACKEND": FILES}
    parts = urlsplit(url)
    secure = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": SMTP,
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if secure else 587 if parts.scheme == "smtp" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": secure,
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_TIMEOUT": 20,
    }
