"""What was said at meetings and what came of it: "Du sa, vi gjorde"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handslag.core.text import counted, join_words
from handslag.public.rules import without_names
from handslag.voice.loading import PublicPoint


@dataclass(frozen=True, slots=True)
class SaidPoint:
    """A point with its answer; nobody is named."""

    point: str
    answer: str
    answered_on: date
    answered_as: str
    measure: str


@dataclass(frozen=True, slots=True)
class SaidMeeting:
    """A meeting with the points that were raised at it and answered."""

    kind: str
    held_on: date
    administrations: str
    areas: str
    points: list[SaidPoint]


@dataclass(frozen=True, slots=True)
class MeetingsPage:
    """Everything the page says."""

    lead: str
    meetings: list[SaidMeeting]


def meetings_page(found: Sequence[PublicPoint], names: Sequence[str], areas: Mapping[str, str]) -> MeetingsPage:
    """Meeting by meeting, the newest first; a person's name that someone wrote is taken away."""
    together: dict[int, list[PublicPoint]] = {}
    for one in found:
        together.setdefault(one.meeting_id, []).append(one)
    meetings = [_meeting(points, names, areas) for points in together.values()]
    lead = "Inget möte med besvarade punkter är öppet för alla än."
    if meetings:
        told = (
            f"{counted(len(found), 'punkt', 'punkter')} från {counted(len(meetings), 'möte', 'möten')} har fått svar."
        )
        lead = f"Det här sa de som arbetar i socialtjänsten, och det här hände sedan. {told}"
    return MeetingsPage(lead, sorted(meetings, key=lambda one: one.held_on, reverse=True))


def _meeting(points: Sequence[PublicPoint], names: Sequence[str], areas: Mapping[str, str]) -> SaidMeeting:
    first = points[0]
    return SaidMeeting(
        first.kind,
        first.held_on,
        join_words(first.administrations),
        join_words([areas[key] for key in first.areas if key in areas]),
        [
            SaidPoint(
                without_names(one.point, names),
                without_names(one.answer, names),
                one.answered_on,
                without_names(one.answered_as, names),
                without_names(one.measure, names),
            )
            for one in points
        ],
    )
