"""What has been mailed to whom, and which addresses do not work."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db.models import Max

from handslag.core.text import fold
from handslag.tasks.models import Bounce, Letter, Reminder


def sent_today(day: date) -> set[int]:
    """Who has had the day's letter."""
    return set(Letter.objects.filter(day=day, sent_at__isnull=False).values_list("user_id", flat=True))


def unsent(day: date) -> int:
    """How many of the day's letters the server has not taken yet and may still take."""
    return Letter.objects.filter(day=day, sent_at__isnull=True).exclude(address__in=_lost()).count()


def _lost() -> list[str]:
    return list(Bounce.objects.values_list("address", flat=True))


def bounced() -> set[str]:
    """Addresses that letters do not reach, folded."""
    return {fold(address) for address in _lost()}


def reminded_of() -> dict[int, dict[tuple[str, date], int]]:
    """For each person: the highest stage reminded of, by key and due day of the task."""
    found: dict[int, dict[tuple[str, date], int]] = defaultdict(dict)
    rows = Reminder.objects.filter(letter__sent_at__isnull=False).order_by()
    for user, key, due, stage in (
        rows.values("letter__user", "key", "due").annotate(most=Max("stage")).values_list(
            "letter__user", "key", "due", "most"
        )
    ):  # fmt: skip
        found[user][key, due] = stage
    return found
