"""Letters: plain text and HTML in one, sent over SMTP or, where no server is set, laid as files in the data folder."""

from __future__ import annotations

import smtplib
from collections.abc import Sequence
from contextlib import suppress
from email.utils import make_msgid, parseaddr
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

from handslag.core.clock import local, now
from handslag.core.smtp import FILES
from handslag.core.text import slug


class NotAccepted(Exception):
    """The server did not take the letter. `lasting`: it never will (no such address); else worth another try."""

    def __init__(self, reason: str, *, lasting: bool = False) -> None:
        self.lasting = lasting
        super().__init__(reason)


def folder() -> Path:
    """Where letters lie that go over no server."""
    return Path(settings.HANDSLAG_DATA) / "mejl"


class Files(BaseEmailBackend):
    """Lays each letter as an `.eml` file in the data folder: a demo's post office."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder().mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            stamp = local(now()).strftime("%Y-%m-%dT%H%M%S.%f")
            name = slug(message.to[0] if message.to else "utan-mottagare")
            (folder() / f"{stamp}-{name}.eml").write_bytes(message.message().as_bytes())
        return len(email_messages)


def letter(to: str, subject: str, text: str, html: str) -> EmailMultiAlternatives:
    """A letter in two forms, from the installation's own address."""
    sender = settings.DEFAULT_FROM_EMAIL
    domain = parseaddr(sender)[1].partition("@")[2] or "localhost"
    headers = {"Message-ID": make_msgid(domain=domain), "Auto-Submitted": "auto-generated", "Content-Language": "sv"}
    made = EmailMultiAlternatives(" ".join(subject.split()), text, sender, [to], headers=headers)
    made.attach_alternative(html, "text/html")
    return made


class PostOffice:
    """One way out for a whole run: `with PostOffice() as post: post.send(…)` keeps a single connection open."""

    def __init__(self, *, into_files: bool = False) -> None:
        self._way = get_connection(FILES) if into_files else get_connection()

    def __enter__(self) -> PostOffice:
        return self

    def __exit__(self, *_: object) -> None:
        self._drop()

    def send(self, to: str, subject: str, text: str, html: str) -> None:
        """Hand a letter over. Raises `NotAccepted`; when it returns, the server has taken responsibility."""
        try:
            self._way.open()
            sent = self._way.send_messages([letter(to, subject, text, html)])
        except smtplib.SMTPRecipientsRefused as refused:
            code, said = next(iter(refused.recipients.values()), (0, b""))
            raise NotAccepted(_said(code, said), lasting=500 <= code < 600) from refused
        except smtplib.SMTPResponseException as answer:
            self._drop()
            raise NotAccepted(_said(answer.smtp_code, answer.smtp_error)) from answer
        except (OSError, smtplib.SMTPException, ValueError) as fault:
            self._drop()
            raise NotAccepted(f"{type(fault).__name__}: {fault}") from fault
        if not sent:
            raise NotAccepted("Servern tog inte emot brevet.")

    def _drop(self) -> None:
        """Leave a connection that has failed: the next letter opens a new one."""
        with suppress(OSError, smtplib.SMTPException):
            self._way.close()


def _said(code: int, said: bytes | str) -> str:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{code} {words}".strip()


def send(to: str, subject: str, text: str, html: str) -> None:
    """One letter on its own. Raises `NotAccepted`."""
    with PostOffice() as post:
        post.send(to, subject, text, html)
