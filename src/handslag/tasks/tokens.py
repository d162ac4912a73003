"""Addresses that let a person in without an account: signed, for one purpose each, and nothing else in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core import signing

HOLDS = timedelta(days=30)
_REPLY = "handslag.tasks.svara"
_CALENDAR = "handslag.tasks.kalender"


@dataclass(frozen=True, slots=True)
class Reply:
    """Who may answer about which measure."""

    user: int
    measure: int


def reply_token(user: int, measure: int) -> str:
    """The part of an address by which a person notes how one measure goes, for thirty days."""
    return signing.dumps([user, measure], salt=_REPLY)


def read_reply(token: str) -> Reply | None:
    """Whom and what a token is for; None when it is not ours, or too old. Which of the two is told to nobody."""
    try:
        said: Any = signing.loads(token, salt=_REPLY, max_age=HOLDS)
        user, measure = said
        return Reply(int(user), int(measure))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def calendar_token(key: str) -> str:
    """The part of a calendar's address: the kept key with the installation's signature."""
    return signing.Signer(salt=_CALENDAR, sep=".").sign(key)


def read_calendar(token: str) -> str | None:
    """The key of a calendar's address; None when the signature is not ours."""
    try:
        return signing.Signer(salt=_CALENDAR, sep=".").unsign(token)
    except signing.BadSignature:
        return None
