"""Where a measure belongs on a day: who carries it on, which unit, whose it is, under which names it has entries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from handslag.core.text import fold
from handslag.followup.loading.ground import ground_of
from handslag.followup.loading.progress import existing
from handslag.followup.models import Listing, LocalMeasure, ProgressEntry
from handslag.followup.rules import identity_of
from handslag.followup.rules.copies import Earlier
from handslag.followup.rules.notes import is_taken
from handslag.people.models import Administration, Unit
from handslag.plan.models import Measure, Plan


class Seat(Protocol):
    """Whose a measure is: what decides who may note how it goes."""

    @property
    def administration(self) -> Administration: ...
    @property
    def unit(self) -> Unit | None: ...
    @property
    def owner_user_id(self) -> int | None: ...


@dataclass(frozen=True)
class Place:
    """A measure's place: the administration that carries it on today, its unit there, and its owner."""

    measure: LocalMeasure
    title: str
    administration: Administration
    unit: Unit | None
    owner_user_id: int | None
    owner: str
    central: bool
    names: frozenset[int]


def place_of(measure: LocalMeasure, day: date) -> Place:
    """The measure's place on a day, in four or five queries."""
    ground = ground_of(measure.plan, day)
    offices = ground.offices
    holder = offices.holder(measure.administration_id)
    lineage = offices.lineage(holder.pk)
    same = LocalMeasure.objects.filter(plan=measure.plan_id, administration__in=lineage, identity=measure.identity)
    names = set(same.values_list("pk", flat=True))
    rows = Listing.objects.filter(measure__in=names, answer__withdrawn=False, answer__corrections__isnull=True)
    newest = rows.order_by("-answer__year", "-answer__recorded_at", "-answer__order", "-order").first()
    new = names
    while new:  # what a measure replaces has written its first lines
        older = Listing.objects.filter(measure__in=new, replaces__isnull=False).values_list("replaces", flat=True)
        new = set(older) - names
        names |= new
    led = {(office, measure.area_key, fold(measure.title)) for office in lineage}
    central = measure.unit_id is None and not led.isdisjoint(ground.central)
    return Place(
        measure=measure,
        title=newest.title if newest else measure.title,
        administration=holder,
        unit=offices.unit_of(holder, (newest.unit_id if newest else None) or measure.unit_id),
        owner_user_id=newest.owner_user_id if newest else None,
        owner=newest.owner if newest else "",
        central=central,
        names=frozenset(names),
    )


@dataclass(frozen=True)
class Standing:
    """How a measure stands: its state, and what has been written of it, oldest first."""

    state: str
    earlier: tuple[Earlier, ...]


def standing_of(place: Place, day: date, *, but: int | None = None) -> Standing:
    """The state and the texts of a measure up to a day; `but` leaves out an entry that is being corrected."""
    rows = existing(ProgressEntry.objects.filter(measure__in=place.names, effective_on__lte=day)).exclude(pk=but)
    state, earlier = "planned", []
    columns = ("pk", "effective_on", "state", "note", "evidence", "attachment_id")
    for pk, when, stated, note, evidence, attachment in rows.order_by(
        "effective_on", "recorded_at", "order", "pk"
    ).values_list(*columns):
        if stated and is_taken(stated, note, evidence or ("fil" if attachment else "")):
            state = stated
        if note.strip():
            earlier.append(Earlier(note, when, pk))
    return Standing(state, tuple(earlier))


def central_key(place: Place) -> str:
    """The key by which the plan has a central measure, as the newest revision that names it so; empty for a local."""
    if not place.central:
        return ""
    measure = place.measure
    rows = Measure.objects.filter(
        area__revision__plan=measure.plan_id, area__revision__is_decided=True, area__key=measure.area_key, central=True
    )
    newest = rows.order_by("-area__revision__in_force", "-area__revision_id").values_list("key", "name")
    return next((key for key, name in newest if fold(name) == fold(measure.title)), "")


def central_measure(plan: Plan, key: str) -> LocalMeasure | None:
    """The row that entries on a central measure hang on; one that has none yet is given unsaved.

    It is found by the name the measure has in any revision; None when no decided revision has the key.
    """
    rows = Measure.objects.filter(area__revision__plan=plan, area__revision__is_decided=True, central=True, key=key)
    found = list(
        rows.select_related("area", "administration").order_by("area__revision__in_force", "area__revision_id")
    )
    if not found or found[-1].administration is None:
        return None
    newest, leader = found[-1], found[-1].administration
    identities = {identity_of(one.area.key, "", one.name) for one in found}
    here = LocalMeasure.objects.filter(plan=plan, administration=leader, identity__in=identities)
    known = here.order_by("pk").last()
    return known or LocalMeasure(
        plan=plan,
        administration=leader,
        area_key=newest.area.key,
        title=newest.name,
        identity=identity_of(newest.area.key, "", newest.name),
    )
