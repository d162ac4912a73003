"""Changes in a draft: one part at a time, keys kept, and nobody's words overwritten unseen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from handslag.audit.actions import record
from handslag.audit.models import Event
from handslag.core.text import clean, fold, swedish_moment
from handslag.core.verdict import Refused
from handslag.people.models import User
from handslag.plan.actions.drafting import _locked, _stamp
from handslag.plan.actions.writing import _area_values, _measure_values, _write_areas
from handslag.plan.facts import AreaText, MeasureText, RevisionText
from handslag.plan.loading import content_of, contents_of, with_content
from handslag.plan.models import FocusArea, Measure, Removal, Revision
from handslag.plan.permissions import can_edit
from handslag.plan.rules import with_keys
from handslag.plan.rules.parts import Part, area_of, measure_of, plain_area, plain_measure, seal
from handslag.plan.rules.texts import refuse_numbers

GONE = "{} finns inte kvar i utkastet. Någon har tagit bort det medan du skrev."


class Overtaken(Refused):
    """Someone else has changed the part since it was opened; `now` is what they wrote."""

    def __init__(self, now: Part | str, who: str) -> None:
        super().__init__(f"{who} Din text är kvar i formuläret. Jämför och spara igen om den ska gälla.")
        self.now = now


@transaction.atomic
def edit_preamble(*, revision: Revision, preamble: str, seen: str, by: User, at: datetime) -> None:
    """Another introduction to the draft."""
    refuse_numbers(preamble)
    row = _opened(revision, by)
    _refuse_unseen(row, row.preamble, seen, "inledning")
    if preamble == row.preamble:
        return
    event = _record(row, "inledning", by, at, {"what": "preamble"})
    Revision.objects.filter(pk=row.pk).update(preamble=preamble)
    _stamp(row, event)


@transaction.atomic
def edit_area(*, revision: Revision, key: str, wanted: AreaText, seen: str, by: User, at: datetime) -> str:
    """Other words of a focus area, whose key stays; or a new one (no key), last. Its key."""
    refuse_numbers(wanted)
    row = _opened(revision, by)
    content = _content(row)
    stands = next((area for area in content.areas if area.key == key), None) if key else None
    if key and stands is None:
        raise Refused(GONE.format("Området"))
    if any(fold(area.name) == fold(wanted.name) and area.key != key for area in content.areas):
        raise Refused(f"Det finns redan ett fokusområde som heter {wanted.name}.")
    if stands is None:
        made = _keyed(row, replace(content, areas=(*content.areas, replace(wanted, key="", measures=()))))
        new = made.areas[-1]
        event = _record(row, new.key, by, at, {"what": "area_added", "name": new.name})
        place = 1 + max((area.order for area in row.areas.all()), default=-1)
        FocusArea.objects.create(revision=row, order=place, **_area_values(new))
        _stamp(row, event)
        return new.key
    _refuse_unseen(row, stands, seen, key)
    changed = replace(wanted, key=key, measures=stands.measures)
    if changed != stands:
        event = _record(row, key, by, at, {"what": "area_edited", "name": changed.name})
        FocusArea.objects.filter(revision=row, key=key).update(**_area_values(changed))
        _stamp(row, event)
    return key


@transaction.atomic
def edit_measure(
    *, revision: Revision, area_key: str, key: str, wanted: MeasureText, to_area: str, seen: str, by: User, at: datetime
) -> tuple[str, str]:
    """Other words of a measure, whose key stays, or another area for it; or a new one (no key). Its area and key."""
    refuse_numbers(wanted)
    row = _opened(revision, by)
    content = _content(row)
    here, there = _area(content, area_key), _area(content, to_area)
    stands = next((one for one in here.measures if one.key == key), None) if key else None
    if key and stands is None:
        raise Refused(GONE.format("Åtgärden"))
    if any(fold(one.name) == fold(wanted.name) and (to_area, one.key) != (area_key, key) for one in there.measures):
        raise Refused(f"Området har redan en åtgärd som heter {wanted.name}.")
    if stands is not None:
        _refuse_unseen(row, stands, seen, f"{area_key}/{key}")
        if to_area == area_key and replace(wanted, key=key) == stands:
            return area_key, key
    taken = any(one.key == key for one in there.measures) and to_area != area_key
    new = replace(wanted, key="" if taken else key)
    if not new.key:
        others = tuple(replace(a, measures=(*a.measures, new)) if a.key == to_area else a for a in content.areas)
        new = _area(_keyed(row, replace(content, areas=others)), to_area).measures[-1]
    told = {"what": "measure_edited" if stands else "measure_added", "name": new.name, "area": to_area}
    event = _record(row, f"{to_area}/{new.key}", by, at, told)
    _write_measure(row, area_key, key, to_area, new)
    _stamp(row, event)
    return to_area, new.key


def _write_measure(row: Revision, area_key: str, key: str, to_area: str, new: MeasureText) -> None:
    values: dict[str, Any] = _measure_values(new, _leaders(row))
    parent = FocusArea.objects.get(revision=row, key=to_area)
    if to_area != area_key or not key:
        values["order"] = 1 + max((one.order for one in parent.measures.all()), default=-1)
    if key:
        Measure.objects.filter(area__revision=row, area__key=area_key, key=key).update(area=parent, **values)
    else:
        Measure.objects.create(area=parent, **values)


@transaction.atomic
def move_part(*, revision: Revision, area_key: str, measure_key: str, step: int, by: User, at: datetime) -> None:
    """A focus area, or a measure within its area, one place up (-1) or down (1)."""
    row = _opened(revision, by)
    parts: list[FocusArea | Measure] = list(FocusArea.objects.filter(revision=row).order_by("order", "pk"))
    if measure_key:
        parts = list(Measure.objects.filter(area__revision=row, area__key=area_key).order_by("order", "pk"))
    wanted = measure_key or area_key
    place = next((i for i, one in enumerate(parts) if one.key == wanted), None)
    if place is None:
        raise Refused(GONE.format("Åtgärden" if measure_key else "Området"))
    there = place + (1 if step > 0 else -1)
    if not 0 <= there < len(parts):
        return
    keys: list[str] = [one.key for one in parts]
    keys[place], keys[there] = keys[there], keys[place]
    event = _record(row, f"{area_key}/{measure_key}".rstrip("/"), by, at, {"what": "moved", "step": there - place})
    for one in parts:
        one.order = keys.index(one.key)
        one.save(update_fields=["order"])
    _stamp(row, event)


@transaction.atomic
def remove_part(*, revision: Revision, area_key: str, measure_key: str, reason: str, by: User, at: datetime) -> Removal:
    """Take a focus area with its measures, or a measure, out of the draft; it can be put back."""
    refuse_numbers(reason)
    row = _opened(revision, by)
    area = _area(_content(row), area_key)
    measure = next((one for one in area.measures if one.key == measure_key), None)
    if measure_key and measure is None:
        raise Refused(GONE.format("Åtgärden"))
    part = measure or area
    what = {"what": "measure_removed" if measure else "area_removed", "name": part.name, "reason": clean(reason)}
    event = _record(row, f"{area_key}/{measure_key}".rstrip("/"), by, at, what)
    kept = Removal.objects.create(
        revision=row, area_key=area_key, measure_key=measure_key, name=part.name, reason=clean(reason), by=by, at=at,
        content=plain_measure(measure) if measure else plain_area(area),
    )  # fmt: skip
    gone = Measure.objects.filter(area__revision=row, area__key=area_key)
    if measure:
        gone.filter(key=measure_key).delete()
    else:
        gone.delete()
        FocusArea.objects.filter(revision=row, key=area_key).delete()
    _stamp(row, event)
    return kept


@transaction.atomic
def put_back(*, removal: Removal, by: User, at: datetime) -> None:
    """What was taken out of the draft stands in it again, last, under its own key."""
    row = _opened(removal.revision, by)
    content = _content(row)
    told = {"what": "put_back", "name": removal.name}
    if removal.measure_key:
        area = next((one for one in content.areas if one.key == removal.area_key), None)
        if area is None:
            raise Refused("Åtgärdens fokusområde är borttaget. Lägg tillbaka det först.")
        measure = measure_of(removal.content)
        _refuse_twin([(one.key, one.name) for one in area.measures], measure)
        event = _record(row, f"{area.key}/{measure.key}", by, at, told)
        _write_measure(row, area.key, "", area.key, measure)
    else:
        whole = area_of(removal.content)
        _refuse_twin([(one.key, one.name) for one in content.areas], whole)
        event = _record(row, whole.key, by, at, told)
        last = max((one.order for one in row.areas.all()), default=-1)
        _write_areas(row, [whole], _leaders(row), last + 1)
    Removal.objects.filter(pk=removal.pk).delete()
    _stamp(row, event)


def _refuse_twin(standing: Sequence[tuple[str, str]], part: Part) -> None:
    if any(key == part.key or fold(name) == fold(part.name) for key, name in standing):
        raise Refused(f"{part.name} finns redan i utkastet.")


def _opened(revision: Revision, by: User) -> Revision:
    row = _locked(revision)
    can_edit(by, row).require()
    return row


def _content(row: Revision) -> RevisionText:
    return content_of(with_content(Revision.objects.filter(pk=row.pk)).get())


def _area(content: RevisionText, key: str) -> AreaText:
    found = next((area for area in content.areas if area.key == key), None)
    if found is None:
        raise Refused(GONE.format("Området"))
    return found


def _keyed(row: Revision, content: RevisionText) -> RevisionText:
    """With keys for what is new: the one of the same name in another revision, else made of the name."""
    earlier = [one for label, one in contents_of(row.plan).items() if label != row.label]
    return with_keys(content, list(reversed(earlier)))


def _leaders(row: Revision) -> dict[str, Any]:
    return {fold(one.name): one for one in row.plan.city.administrations.all()}


def _record(row: Revision, part: str, by: User, at: datetime, told: dict[str, Any]) -> Event:
    data = {"part": part, **told}
    return record("plan.draft_edited", by=by, at=at, subject=f"revision:{row.pk}", city_id=row.plan.city_id, data=data)


def _refuse_unseen(row: Revision, now: Part | str, seen: str, part: str) -> None:
    """Raise `Overtaken` when what stands is not what the writer saw."""
    if seal(now) == seen:
        return
    events = Event.objects.filter(city_id=row.plan.city_id, subject=f"revision:{row.pk}").order_by("-number")
    last = next((one for one in events[:200] if one.data.get("part") == part), None) or row.event
    raise Overtaken(now, f"{last.actor_label} ändrade {swedish_moment(last.entered_at)} det som du skriver i.")
