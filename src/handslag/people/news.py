"""What a city's file says that is not known already: compared before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from handslag.core.sheets.likeness import suggest
from handslag.core.sheets.results import Problem
from handslag.core.text import fold, slug, swedish_date
from handslag.people.loading import Known
from handslag.people.models import Administration, AdministrationVersion, Unit
from handslag.people.rules import (
    DEFAULT_SETTINGS,
    AdministrationLine,
    CityFile,
    FreeDaysLine,
    PeriodLine,
    UnitLine,
    period_days,
    thresholds_fault,
)


@dataclass(slots=True)
class Period:
    """A period with its days filled in; `first` when the city had none like it before."""

    year: int
    code: str
    as_of: date | None
    due: date
    first: bool


@dataclass(slots=True)
class News:
    """The facts of a file that are new beside those known; `changes` says in Swedish what becomes different."""

    settings: dict[str, int] = field(default_factory=dict)
    calendar: list[Period] = field(default_factory=list)
    free_days: FreeDaysLine | None = None
    meetings: list[tuple[str, date]] = field(default_factory=list)
    added: list[AdministrationLine] = field(default_factory=list)
    versions: list[tuple[Administration | None, AdministrationLine]] = field(default_factory=list)
    units: list[tuple[str, UnitLine]] = field(default_factory=list)
    moved_units: list[tuple[Unit, UnitLine]] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """How many facts of each kind are new."""
        found = {
            "administrations": len(self.versions),
            "units": len(self.units) + len(self.moved_units),
            "settings": len(self.settings),
            "calendar": len(self.calendar),
            "meetings": len(self.meetings),
            "free_days": int(self.free_days is not None),
        }
        return {kind: number for kind, number in found.items() if number}


def news_of(parsed: CityFile, known: Known) -> News:
    """What the file adds to what is known."""
    news = News()
    _settings(parsed, known, news)
    _free_days(parsed, known, news)
    _calendar(parsed, known, news)
    news.meetings = [(body, day) for body, day in parsed.meetings if (fold(body), day) not in known.meetings]
    names = {fold(line.name) for line in parsed.administrations} | set(known.administrations)
    for line in parsed.administrations:
        news.problems += _unknown_predecessors(line, names, parsed, known)
        _administration(line, known, news)
    return news


def _settings(parsed: CityFile, known: Known, news: News) -> None:
    before = {**DEFAULT_SETTINGS, **known.settings}
    news.settings = {key: value for key, value in parsed.settings.items() if known.settings.get(key) != value}
    for key, value in news.settings.items():
        if before.get(key) != value:
            was = f"{before[key]} blir " if key in before else ""
            news.changes.append(f"{key}: {was}{value}.")
    after = {**before, **news.settings}
    if fault := thresholds_fault(after["sleep_after"], after["drowsy_after"]):
        news.problems.append(Problem("", 0, "", "", f"settings: {fault}"))


def _free_days(parsed: CityFile, known: Known, news: News) -> None:
    line = parsed.free_days
    if line is None:
        return
    stands = known.free_days
    before = (stands.bridge_days, stands.closed) if stands else ([], [])
    if before != ([d.isoformat() for d in line.bridge_days], [d.isoformat() for d in line.closed]):
        news.free_days = line
        news.changes.append("Stadens lediga dagar ändras. Svarsdagar som redan är satta står kvar.")


def _calendar(parsed: CityFile, known: Known, news: News) -> None:
    off = (*parsed.free_days.bridge_days, *parsed.free_days.closed) if parsed.free_days else known.days_off
    for line in parsed.calendar:
        stands = known.calendar.get((line.year, line.code))
        as_of, due = _days_of(line, stands.as_of if stands else None, stands.due if stands else None, off)
        if stands is None:
            news.calendar.append(Period(line.year, line.code, as_of, due, first=True))
        elif (stands.as_of, stands.due) != (as_of, due):
            news.calendar.append(Period(line.year, line.code, as_of, due, first=False))
            news.changes.append(
                f"{line.year}-{line.code}: klar senast {swedish_date(stands.due)} blir {swedish_date(due)}."
                if stands.due != due
                else f"{line.year}-{line.code}: dagen rapporten gäller ändras."
            )


def _days_of(line: PeriodLine, as_of: date | None, due: date | None, off: tuple[date, ...]) -> tuple[date | None, date]:
    """The period's days; a day that is left out says nothing about one that stands."""
    given_as_of = line.as_of or as_of
    given_due = line.due or (due if given_as_of == as_of else None)
    return period_days(PeriodLine(line.year, line.code, given_as_of, given_due), off)


def _unknown_predecessors(
    line: AdministrationLine, names: set[str], parsed: CityFile, known: Known
) -> Iterator[Problem]:
    shown = [one.name for one in parsed.administrations] + [str(one) for one in known.administrations.values()]
    for word in line.predecessors:
        if fold(word) not in names:
            near = suggest(word, [name for name in shown if fold(name) != fold(line.name)])
            advice = f"Menade du ”{near}”?" if near else "Lägg till den bland administrations, med sin sista dag."
            where = f"administrations › {line.name} › predecessors: förvaltningen ”{word}” finns inte."
            yield Problem("", line.line, "", word, where, advice, field="predecessors")


def find_known(name: str, known: Known) -> Administration | None:
    """The administration with this name, or with the same address."""
    by_name = known.administrations.get(fold(name))
    return by_name or next((one for one in known.administrations.values() if one.slug == slug(name)), None)


def _administration(line: AdministrationLine, known: Known, news: News) -> None:
    stands = find_known(line.name, known)
    version = known.versions.get(stands.pk) if stands else None
    if stands is None:
        news.added.append(line)
    if version is None or _said(version) != _says(line):
        news.versions.append((stands, line))
        if version is not None:
            news.changes.append(f"Förvaltningen {line.name}: nya uppgifter ({', '.join(_differs(version, line))}).")
    for unit in line.units:
        old = known.units.get((stands.pk, fold(unit.name))) if stands else None
        if old is None:
            news.units.append((line.name, unit))
        elif _unit_differs(old, unit):
            news.moved_units.append((old, unit))
            news.changes.append(f"Enheten {old} i {line.name}: verksamhet eller id ändras.")


def _unit_differs(old: Unit, new: UnitLine) -> bool:
    """Whether the file says something else; what it leaves out says nothing."""
    field_differs = bool(new.field_of_work) and new.field_of_work != old.field_of_work
    return field_differs or (bool(new.external_id) and new.external_id != old.external_id)


WHAT = ("slag", "första dag", "sista dag", "nämnd", "föregångare")


def _says(line: AdministrationLine) -> tuple[object, ...]:
    return line.kind, line.valid_from, line.valid_to, line.committee, tuple(fold(word) for word in line.predecessors)


def _said(version: AdministrationVersion) -> tuple[object, ...]:
    before = tuple(fold(word) for word in version.predecessors)
    return version.kind, version.valid_from, version.valid_to, version.committee, before


def _differs(version: AdministrationVersion, line: AdministrationLine) -> list[str]:
    return [word for word, old, new in zip(WHAT, _said(version), _says(line), strict=True) if old != new]
