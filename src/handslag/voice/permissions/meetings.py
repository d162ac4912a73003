"""Who may register a meeting, correct it, and answer its points."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from handslag.core.verdict import Verdict
from handslag.people.models import City
from handslag.people.permissions import memberships
from handslag.voice.loading.meetings import MeetingStanding, PointStanding
from handslag.voice.rules.meetings import MEETING_KINDS, POINT_MOVES, POINT_STATES, PointMove

KINDS_OF_ROLE = {
    "plan_office": tuple(MEETING_KINDS),
    "commissioner": tuple(MEETING_KINDS),
    "district_office": ("dialogue", "union", "visit"),
    "head": ("dialogue", "union", "visit"),
    "union_rep": ("union",),
}
"""The kinds of meeting a role may register."""
ANSWERING = ("plan_office", "head", "district_office")


def kinds_of_meeting(user: Any, city: City) -> list[str]:
    """The kinds of meeting the user may register."""
    roles = {held.role for held in memberships(user) if held.city_id == city.pk}
    allowed = {kind for role in roles for kind in KINDS_OF_ROLE.get(role, ())}
    return [kind for kind in MEETING_KINDS if kind in allowed]


def places_of_meeting(user: Any, city: City) -> set[int] | None:
    """The administrations whose meetings the user may register; None: all of the city."""
    held = [m for m in memberships(user) if m.city_id == city.pk and m.role in KINDS_OF_ROLE]
    places = {m.administration_id for m in held}
    return None if None in places else {place for place in places if place}


def can_register(user: Any, city: City, kind: str = "", administrations: Collection[int] = ()) -> Verdict:
    """The plan office and the commissioner's office register any meeting, an administration and a union their own."""
    kinds = kinds_of_meeting(user, city)
    if not kinds:
        return Verdict.no(
            "Möten förs in av planansvarig, borgarrådets kansli, förvaltningens ledning och fackliga ombud."
        )
    if kind and kind not in kinds:
        return Verdict.no(f"Din roll kan inte föra in ett möte av slaget {MEETING_KINDS.get(kind, kind)}.")
    places = places_of_meeting(user, city)
    if places is not None and set(administrations) - places:
        return Verdict.no("Du kan föra in möten i din egen förvaltning.")
    return Verdict.yes()


def can_correct_meeting(user: Any, city: City, meeting: MeetingStanding) -> Verdict:
    """Who registered it, or the plan office."""
    if meeting.record.withdrawn:
        return Verdict.no("Mötet är återtaget.")
    if meeting.registered_by_id == user.pk or _holds_in(user, city, ("plan_office",), ()):
        return Verdict.yes()
    return Verdict.no("Mötet rättas av den som förde in det, eller av planansvarig.")


def _holds_in(user: Any, city: City, roles: Collection[str], administrations: Collection[int]) -> bool:
    """Whether the user holds one of the roles in the city as a whole or in one of the administrations."""
    return any(
        held.role in roles
        and held.city_id == city.pk
        and (held.administration_id is None or held.administration_id in administrations)
        for held in memberships(user)
    )


def can_answer_point(user: Any, city: City, meeting: MeetingStanding, point: PointStanding) -> Verdict:
    """The head or the office of an administration the meeting was about, or the plan office."""
    if meeting.record.withdrawn:
        return Verdict.no("Mötet är återtaget.")
    if not _holds_in(user, city, ANSWERING, meeting.administrations):
        return Verdict.no("Punkter besvaras av förvaltningens ledning eller av planansvarig.")
    if (point.state, PointMove.ANSWER) not in POINT_MOVES:
        return Verdict.no(f"Punkten är {POINT_STATES[point.state]}.")
    return Verdict.yes()


def can_correct_point(user: Any, city: City, meeting: MeetingStanding, point: PointStanding) -> Verdict:
    """Who registered the meeting, or the plan office, as long as the point has no answer."""
    allowed = can_correct_meeting(user, city, meeting)
    if not allowed:
        return allowed
    if (point.state, PointMove.CORRECT) not in POINT_MOVES:
        return Verdict.no(f"Punkten är {POINT_STATES[point.state]} och ändras inte.")
    return Verdict.yes()
