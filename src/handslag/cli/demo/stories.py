"""What happens in each cell: most work well, some fall asleep, go round the question, or are contradicted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

ALIVE = "alive"


@dataclass(frozen=True, slots=True)
class Story:
    """How a cell goes: the kind of story, and the day it turns (for those that turn)."""

    kind: str = ALIVE
    turns: date = date.max


# What one sees in November 2026: administration, focus area, story, and when it turned.
PRESENT: tuple[tuple[str, str, str, date], ...] = (
    ("Sjöholmen", "arbetsbelastning", "asleep", date(2026, 1, 14)),
    ("Hagalund-Västerby", "arbetsbelastning", "asleep", date(2026, 4, 22)),
    ("Ekeby-Årvik-Vallmo", "arbetsbelastning", "unanswered", date(2026, 1, 1)),
    ("Söderholm", "arbetsbelastning", "opted_out_bare", date(2026, 1, 1)),
    ("Hamre-Älvbro", "arbetsbelastning", "contested", date(2026, 9, 1)),
    ("Järnvik", "arbetsbelastning", "contested", date(2026, 8, 20)),
    ("Skogsnäs", "arbetsbelastning", "late", date(2026, 3, 1)),
    ("Norrstaden", "arbetsbelastning", "drowsy", date(2026, 7, 30)),
    ("Almdal", "arbetsbelastning", "few_units", date(2026, 3, 10)),
    ("Furuby", "trygghet", "drowsy", date(2026, 8, 2)),
    ("Järnvik", "trygghet", "contested", date(2026, 9, 1)),
    ("Sjöholmen", "rekrytering", "contested", date(2026, 9, 10)),
    ("Skogsnäs", "kompetensutveckling", "asleep", date(2026, 3, 2)),
    ("Furuby", "administrativt-stod", "asleep", date(2026, 2, 11)),
    ("Järnvik", "klientarbete", "asleep", date(2026, 4, 3)),
    ("Sjöholmen", "reflektion", "asleep", date(2026, 5, 4)),
    ("Almdal", "administrativt-stod", "drowsy", date(2026, 7, 24)),
    ("Furuby", "kompetensutveckling", "drowsy", date(2026, 8, 5)),
    ("Hagalund-Västerby", "introduktion", "drowsy", date(2026, 7, 28)),
    ("Ekeby-Årvik-Vallmo", "klientarbete", "few_units", date(2026, 3, 20)),
    ("Kronholmen", "jamstalldhet", "drowsy", date(2026, 8, 9)),
    ("Kronholmen", "administrativt-stod", "unanswered", date(2026, 1, 1)),
    ("Söderholm", "lokaler", "unanswered", date(2026, 1, 1)),
    ("Hagalund-Västerby", "lon", "unanswered", date(2026, 1, 1)),
    ("Skogsnäs", "jamstalldhet", "opted_out_bare", date(2026, 1, 1)),
    ("Almdal", "lokaler", "opted_out", date(2026, 1, 1)),
    ("Norrstaden", "lokaler", "opted_out", date(2026, 1, 1)),
    ("Ekeby-Årvik-Vallmo", "jamstalldhet", "opted_out", date(2026, 1, 1)),
    ("Järnvik", "ledarskap", "late", date(2026, 3, 1)),
    ("Järnvik", "lokaler", "late", date(2026, 4, 1)),
    ("Sjöholmen", "introduktion", "late", date(2026, 3, 1)),
    ("Söderholm", "klientarbete", "late", date(2026, 4, 1)),
    ("Furuby", "rekrytering", "late", date(2026, 3, 1)),
    ("Ekeby-Årvik-Vallmo", "introduktion", "done", date(2026, 9, 1)),
    ("Hamre-Älvbro", "lokaler", "done", date(2026, 9, 1)),
    ("Kronholmen", "reflektion", "done", date(2026, 8, 1)),
    ("Norrstaden", "introduktion", "done", date(2026, 5, 1)),
    ("Norrstaden", "larosaten", "paused", date(2026, 5, 15)),
    ("Almdal", "larosaten", "slow", date(2026, 1, 1)),
    ("Söderholm", "larosaten", "busy_but_empty", date(2026, 2, 1)),
)  # fmt: skip

# Cells that fell asleep earlier and came back: administration, focus area, from, to.
PAST: tuple[tuple[str, str, date, date], ...] = (
    ("Almdal", "kompetensutveckling", date(2025, 4, 1), date(2025, 11, 20)),
    ("Kronholmen", "arbetsbelastning", date(2024, 3, 1), date(2024, 12, 1)),
    ("Skogsnäs", "klientarbete", date(2023, 8, 15), date(2024, 3, 1)),
    ("Furuby", "klientarbete", date(2025, 12, 10), date(2026, 6, 15)),
    ("Söderholm", "arbetsbelastning", date(2024, 9, 1), date(2025, 4, 15)),
    ("Järnvik", "reflektion", date(2025, 1, 20), date(2025, 9, 3)),
    ("Norrstaden", "lon", date(2024, 5, 5), date(2025, 2, 17)),
)  # fmt: skip

COMMENTED = (
    ("Sjöholmen", "arbetsbelastning"),
    ("Järnvik", "arbetsbelastning"),
    ("Furuby", "administrativt-stod"),
    ("Norrstaden", "lokaler"),
    ("Skogsnäs", "arbetsbelastning"),
)
UNSIGNED = {("Sjöholmen", 2026, "T2"), ("Söderholm", 2026, "T1"), ("Furuby", 2025, "T2"), ("Söderholm", 2026, "T2"),
            ("Skogsnäs", 2024, "T1")}  # fmt: skip


def story_of(administration: str, area: str) -> Story:
    """The story that is told of a cell now."""
    for name, key, kind, turns in PRESENT:
        if (name, key) == (administration, area):
            return Story(kind, turns)
    return Story()


def quiet_on(administration: str, area: str, day: date, unit_place: int) -> bool:
    """Whether nothing of substance is done in the cell on the day (in the unit at this place of the list)."""
    story = story_of(administration, area)
    stopped = day > story.turns
    if story.kind in ("asleep", "drowsy", "paused", "busy_but_empty") and stopped:
        return True
    if story.kind == "few_units" and stopped and unit_place > 0:
        return True
    return awake_again(administration, area, day) != day


def awake_again(administration: str, area: str, day: date) -> date:
    """The day itself, or the day after an earlier sleep of the cell that the day falls in."""
    for name, key, start, end in PAST:
        if (name, key) == (administration, area) and start < day < end:
            return end + timedelta(days=3)
    return day


def measures_for(random: Random, story: Story, year: int) -> int:
    """How many new measures the cell takes on in a year."""
    if story.kind in ("unanswered", "opted_out", "opted_out_bare") and year == story.turns.year:
        return 0
    if story.kind == "few_units" and year == story.turns.year:
        return 5
    return 3 if random.random() < 0.72 else 2
