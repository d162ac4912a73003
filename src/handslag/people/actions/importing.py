"""Reading in a city's file, and what every import begins with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from handslag.audit.actions import record
from handslag.audit.models import Event
from handslag.core.clock import local
from handslag.core.outcome import FaultyFile, Outcome
from handslag.core.text import fold, slug
from handslag.core.verdict import Refused, Verdict
from handslag.people.loading import Known, find_city, known_of
from handslag.people.models import (
    Administration,
    AdministrationVersion,
    CalendarDay,
    City,
    FreeDays,
    Meeting,
    Setting,
    Unit,
    User,
)
from handslag.people.news import News, news_of
from handslag.people.permissions import can_import
from handslag.people.rules import CityFile


def allow_import(city: City | None, *, by: User | None, at: datetime, recorded_at: datetime | None) -> datetime:
    """The moment from which what is read in counts as known, if `by` may read in files; None is the machine itself."""
    if by is not None:
        (can_import(by, city) if city else Verdict.no("En ny kommun läggs upp på kommandoraden.")).require()
    if recorded_at is not None and recorded_at > at:
        raise Refused("Uppgifterna kan inte räknas som kända från en tid som inte har varit än.")
    return recorded_at or at


@dataclass(frozen=True, slots=True)
class Opened:
    """An import that has begun: its event, and the ids of the units it names by administration and folded name."""

    event: Event
    units: dict[tuple[int, str], int]


def open_import(
    *,
    action: str,
    city: City,
    by: User | None,
    at: datetime,
    recorded_at: datetime,
    last_event: int,
    subject: str,
    data: dict[str, Any],
    units: Iterable[tuple[int, str]] = (),
) -> Opened:
    """The one event of an import, whose id its rows carry; refused when others have written since the file was checked.

    `units` are those it names, by administration's id and name: the ones that are not there are made. `last_event` is
    the number of the city's newest event when the file was checked. Call it first of all in the transaction: it holds
    the chain, and so every other import, until the transaction ends.
    """
    event = record(action, by=by, at=at, subject=subject, city_id=city.pk, recorded_at=recorded_at, data=data)
    if Event.objects.filter(city_id=city.pk, number__gt=last_event, number__lt=event.number).exists():
        raise Refused("Något annat lästes in samtidigt. Ingenting har sparats. Läs in filen igen.")
    return Opened(event, _ensure_units(units, event))


def _ensure_units(wanted: Iterable[tuple[int, str]], event: Event) -> dict[tuple[int, str], int]:
    names = {(place, fold(name)): name for place, name in wanted}
    if not names:
        return {}
    places = {place for place, _ in names}
    found = {
        (unit.administration_id, unit.folded): unit.pk for unit in Unit.objects.filter(administration_id__in=places)
    }
    made = Unit.objects.bulk_create(
        Unit(
            administration_id=key[0],
            name=name,
            folded=key[1],
            recorded_at=event.recorded_at or event.entered_at,
        )
        for key, name in names.items()
        if key not in found
    )
    found |= {(unit.administration_id, unit.folded): unit.pk for unit in made}
    return {key: found[key] for key in names}


@transaction.atomic
def import_city(
    *,
    parsed: CityFile,
    by: User | None,
    at: datetime,
    recorded_at: datetime | None = None,
    file_name: str = "",
    sha256: str = "",
    dry_run: bool = False,
) -> Outcome:
    """Read in a city's file: what it says that is not known becomes new dated facts, all or none of them."""
    city = find_city(parsed.name)
    moment = allow_import(city, by=by, at=at, recorded_at=recorded_at)
    _stays_what_it_is(city, parsed)
    news = news_of(parsed, known_of(_locked(city), moment) if city else Known())
    if news.problems:
        raise FaultyFile(news.problems, file=file_name)
    changed = {"code": parsed.code} if city and parsed.code and parsed.code != city.code else {}
    outcome = _city_outcome(parsed, news, file_name, sha256, dry_run=dry_run)
    if changed or city is None:
        outcome = replace(outcome, created={"cities": 1, **outcome.created})
    if dry_run or outcome.nothing_new:
        return outcome
    place = city or City.objects.create(
        name=parsed.name, slug=slug(parsed.name), code=parsed.code, is_example=parsed.is_example, created_at=at
    )
    event = record(
        "city.imported",
        by=by,
        at=at,
        subject=f"city:{place.pk}",
        city_id=place.pk,
        recorded_at=moment,
        data={
            "file": file_name,
            "sha256": sha256,
            "rows": parsed.rows,
            "created": outcome.created,
            "changes": news.changes,
            "before": _before(city, changed, news),
        },
    )
    entry = {"recorded_at": moment, "entered_at": at, "event": event}
    since = {"effective_on": local(moment).date(), "from_beginning": city is None}
    if changed:
        City.objects.filter(pk=place.pk).update(**changed)
    _write_frame(place, news, entry, since)
    _write_administrations(place, news, entry, since)
    return replace(outcome, event=event.pk)


def _stays_what_it_is(city: City | None, parsed: CityFile) -> None:
    """An invented city never becomes a real one, nor a real one invented. Raises `Refused`."""
    if city is not None and parsed.is_example != city.is_example:
        was = "ett påhittat exempel" if city.is_example else "en riktig kommun"
        raise Refused(f"{city} är {was} och förblir det. Kontrollera ”example” i filen.")


def _before(city: City | None, changed: dict[str, str], news: News) -> dict[str, Any]:
    """What stood where a value is changed in place: nothing is rewritten without a trace."""
    units = {str(unit.pk): {"field": unit.field_of_work, "id": unit.external_id} for unit, _ in news.moved_units}
    return {"code": city.code if city and changed else None, "units": units}


def _city_outcome(parsed: CityFile, news: News, file_name: str, sha256: str, *, dry_run: bool) -> Outcome:
    return Outcome(
        kind="city",
        file=file_name,
        sha256=sha256,
        rows=parsed.rows,
        created=news.counts(),
        skipped=parsed.rows - sum(news.counts().values()),
        warnings=parsed.warnings,
        changes=tuple(news.changes),
        dry_run=dry_run,
        subject=parsed.name,
    )


def _locked(city: City) -> City:
    """The city's row, held until the transaction ends: two imports do not write the same fact twice."""
    return City.objects.select_for_update().get(pk=city.pk)


def _write_frame(city: City, news: News, entry: dict[str, Any], since: dict[str, Any]) -> None:
    """Settings, calendar, free days and meetings."""
    Setting.objects.bulk_create(
        Setting(city=city, key=key, value=value, order=place, **entry, **since)
        for place, (key, value) in enumerate(news.settings.items())
    )
    CalendarDay.objects.bulk_create(
        CalendarDay(
            city=city, year=one.year, code=one.code, as_of=one.as_of, due=one.due, order=place,
            **entry, **(since | ({"effective_on": date.min} if one.first else {})),
        )
        for place, one in enumerate(news.calendar)
    )  # fmt: skip
    if news.free_days is not None:
        bridge, closed = news.free_days.bridge_days, news.free_days.closed
        FreeDays.objects.create(
            city=city,
            bridge_days=[day.isoformat() for day in bridge],
            closed=[day.isoformat() for day in closed],
            **entry,
            **since,
        )
    Meeting.objects.bulk_create(
        Meeting(city=city, body=body, held_on=day, order=place, **entry)
        for place, (body, day) in enumerate(news.meetings)
    )


def _write_administrations(city: City, news: News, entry: dict[str, Any], since: dict[str, Any]) -> None:
    """New administrations, what is newly known of them, and units."""
    start = city.administrations.count()
    Administration.objects.bulk_create(
        Administration(city=city, name=line.name, slug=slug(line.name), order=start + place)
        for place, line in enumerate(news.added)
    )
    found = {fold(one.name): one for one in city.administrations.all()}
    AdministrationVersion.objects.bulk_create(
        AdministrationVersion(
            administration=stands or found[fold(line.name)], kind=line.kind, valid_from=line.valid_from,
            valid_to=line.valid_to, committee=line.committee, predecessors=list(line.predecessors), order=place,
            **entry, **since,
        )
        for place, (stands, line) in enumerate(news.versions)
    )  # fmt: skip
    by_address = {one.slug: one for one in found.values()}
    Unit.objects.bulk_create(
        Unit(
            administration=by_address[slug(owner)], name=line.name, folded=fold(line.name),
            field_of_work=line.field_of_work, external_id=line.external_id, recorded_at=entry["recorded_at"],
        )
        for owner, line in news.units
    )  # fmt: skip
    for unit, line in news.moved_units:
        unit.field_of_work = line.field_of_work or unit.field_of_work
        unit.external_id = line.external_id or unit.external_id
        unit.save(update_fields=["field_of_work", "external_id"])
