"""A period report as plain text, activity by activity, to paste into the city's management system."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Activity:
    """A measure with what its report says."""

    area: str
    title: str
    unit: str
    state: str
    nothing_new: str
    note: str = ""
    obstacle: str = ""
    next_step: str = ""
    evidence: str = ""


def activity_text(one: Activity) -> str:
    """One activity as lines of plain text: focus area, measure, state, what is new, obstacle, next step."""
    told = [f"Fokusområde: {one.area}", f"Aktivitet: {one.title}"]
    if one.unit:
        told.append(f"Enhet: {one.unit}")
    if one.state:
        told.append(f"Läge: {one.state}")
    named = (
        ("Vad är nytt", one.nothing_new or one.note),
        ("Hinder", one.obstacle),
        ("Nästa steg", one.next_step),
        ("Underlag", one.evidence),
    )
    told += [f"{word}: {text}" for word, text in named if text]
    return "\n".join(told)


def report_text(heading: str, summary: str, activities: Sequence[Activity]) -> str:
    """The whole report as a text file."""
    parts = [heading, *([summary] if summary else []), *(activity_text(one) for one in activities)]
    return "\n\n".join(parts) + "\n"
