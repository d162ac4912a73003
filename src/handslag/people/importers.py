"""A city's file (YAML): its organisation, settings, calendar and meetings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from handslag.core.text import fold, slug
from handslag.core.yaml_sections import Section, read_sections, twice
from handslag.people.models import FIELDS_OF_WORK, KINDS
from handslag.people.rules import (
    BOUNDS,
    AdministrationLine,
    CityFile,
    FreeDaysLine,
    PeriodLine,
    UnitLine,
    period_days,
    thresholds_fault,
)

CODES = ("VP", "T1", "T2", "VB")


def read_city(content: bytes, name: str) -> CityFile:
    """What a city's file says. Raises `YamlError`, or `FaultyFile` with every error and its line."""
    root = read_sections(content, name)
    free = _free_days(root)
    city = root.section("city", required=True)
    made = CityFile(
        name=city.name("name", required=True, longest=120) if city else "",
        code=city.name("code", longest=8) if city else "",
        is_example=city.flag("example") if city else False,
        settings=_settings(root),
        administrations=_administrations(root),
        free_days=free,
        calendar=_calendar(root, free),
        meetings=_meetings(root),
    )
    if city:
        city.close()
        if made.name and not slug(made.name):
            city.fault("name", f"”{made.name}” innehåller inga bokstäver.", value=made.name)
    root.close()
    root.check(name)
    return replace(made, warnings=root.warnings)


def _settings(root: Section) -> dict[str, int]:
    section = root.section("settings")
    if section is None:
        return {}
    found = {key: value for key, bounds in BOUNDS.items() if (value := section.whole(key, *bounds)) is not None}
    section.close()
    both = found.get("sleep_after"), found.get("drowsy_after")
    if both[0] and both[1] and (fault := thresholds_fault(both[0], both[1])):
        section.fault("drowsy_after", fault)
    return found


def _administrations(root: Section) -> tuple[AdministrationLine, ...]:
    sections = root.sections("administrations")
    lines = [_administration(section) for section in sections]
    twice(((s, line.name) for s, line in zip(sections, lines, strict=True)), "name", "Förvaltningen")
    slugs: dict[str, str] = {}
    for section, line in zip(sections, lines, strict=True):
        other = slugs.setdefault(slug(line.name), line.name)
        if line.name and fold(other) != fold(line.name):
            section.fault("name", f"”{line.name}” är för likt ”{other}”: de får samma adress.", value=line.name)
    _check_predecessors(sections, lines)
    return tuple(lines)


def _administration(section: Section) -> AdministrationLine:
    name = section.name("name", required=True, longest=120)
    if name and not slug(name):
        section.fault("name", f"”{name}” innehåller inga bokstäver.", value=name)
    kind = section.choice("kind", tuple(KINDS), required=True)
    first, last = section.day("valid_from", required=True), section.day("valid_to")
    if first and last and last < first:
        section.fault("valid_to", f"{last} ligger före den första dagen, {first}.", value=str(last))
    line = AdministrationLine(
        name=name,
        kind=kind,
        valid_from=first or date.min,
        valid_to=last,
        predecessors=section.names("predecessors", longest=120),
        committee=section.name("committee"),
        units=_units(section),
        line=section.line,
    )
    section.close()
    return line


def _check_predecessors(sections: list[Section], lines: list[AdministrationLine]) -> None:
    """What the file alone can tell of predecessors; whether one exists at all is known first beside the database."""
    known = {fold(line.name): line for line in lines}
    for section, line in zip(sections, lines, strict=True):
        for word in line.predecessors:
            before = known.get(fold(word))
            if fold(word) == fold(line.name):
                section.fault("predecessors", "en förvaltning kan inte vara sin egen föregångare.", value=word)
            elif before and line.name in before.predecessors:
                section.fault("predecessors", f"”{word}” har redan den här som föregångare.", value=word)
            elif before and (before.valid_to is None or before.valid_to >= line.valid_from):
                message = f"”{before.name}” finns kvar efter {line.valid_from}. Då räknas det som hör dit hos båda."
                section.fault("predecessors", message, "Kontrollera valid_to.", value=word, warning=True)


def _units(administration: Section) -> tuple[UnitLine, ...]:
    sections = administration.sections("units")
    lines = []
    for section in sections:
        lines.append(
            UnitLine(
                section.name("name", required=True),
                section.choice("field", FIELDS_OF_WORK),
                section.name("id", longest=60),
            )
        )
        section.close()
    twice(((s, line.name) for s, line in zip(sections, lines, strict=True)), "name", "Enheten")
    return tuple(lines)


def _calendar(root: Section, free: FreeDaysLine | None) -> tuple[PeriodLine, ...]:
    section = root.section("calendar")
    if section is None:
        return ()
    lines: list[PeriodLine] = []
    for word in section.words():
        if not (word.isdigit() and 2000 <= int(word) <= 2199):
            section.fault(word, f"”{word}” är inget år.", "Skriv till exempel 2025.", value=word)
            continue
        year = section.section(word) if section.has(word) else None
        if year is None:
            lines += [PeriodLine(int(word), code) for code in CODES[1:]]
            section.fault(word, "VP saknas, så året är inget VP-år.", warning=True)
            continue
        lines += [line for code in CODES if (line := _period(year, int(word), code, free))]
        year.close()
    return tuple(lines)


def _period(year: Section, number: int, code: str, free: FreeDaysLine | None) -> PeriodLine | None:
    section = year.section(code)
    if code == "VP":
        due = section.day("due", required=True) if section else None
        if section:
            section.close()
        elif not year.has(code):
            year.fault(code, "VP saknas, så året är inget VP-år.", warning=True)
        return PeriodLine(number, code, None, due) if due else None
    line = PeriodLine(number, code, section.day("as_of") if section else None, section.day("due") if section else None)
    if section:
        section.close()
        as_of, due = period_days(line, _off(free))
        if as_of and due < as_of:
            section.fault("due", f"{due} ligger före dagen rapporten gäller, {as_of}.", value=str(due))
    return line


def _off(free: FreeDaysLine | None) -> tuple[date, ...]:
    return (*free.bridge_days, *free.closed) if free else ()


def _free_days(root: Section) -> FreeDaysLine | None:
    section = root.section("holidays")
    if section is None:
        return None
    line = FreeDaysLine(section.days("bridge_days"), section.days("closed"))
    section.close()
    return line


def _meetings(root: Section) -> tuple[tuple[str, date], ...]:
    found = []
    for section in root.sections("meetings", named="body"):
        body, day = section.name("body", required=True, longest=120), section.day("date", required=True)
        section.close()
        if body and day:
            found.append((body, day))
    return tuple(dict.fromkeys(found))
