"""Resolves the rows of a file of progress notes: each finds the measure it is about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from handslag.core.sheets import Problem, Row, Table, suggest
from handslag.core.text import clean, fold, join_words
from handslag.followup.rules import EntryRow, KnownMeasure, MeasureRow, Register, Resolved, identity_of
from handslag.plan.frame import CentralMeasure, Frame, KnownAdministration, KnownArea, UnitRef
from handslag.plan.naming import Findings

LONGEST = {
    "Enhet": 160, "Åtgärd": 300, "Notering": 20_000, "Underlag": 20_000, "Hinder": 20_000, "Nästa steg": 20_000,
    "Uppgiftslämnare": 160,
}  # fmt: skip


def resolve_progress(
    table: Table, frame: Frame, register: Register, stood: set[tuple[Any, ...]], findings: Findings
) -> Resolved:
    """The entries the file adds; those that stand already are skipped, and what is wrong is in `findings`."""
    measures = Measures(frame, register, findings)
    entries: list[EntryRow] = []
    seen: dict[tuple[Any, ...], int] = {}
    skipped = 0
    for row in table.rows:
        entry = _entry(row, measures, findings, order=len(entries))
        if entry is None:
            continue
        content = entry.content
        if content in stood:
            skipped += 1
        elif content in seen:
            skipped += 1
            findings.warn(row, None, f"Raden är likadan som rad {seen[content]} och läses in en gång.", code="twice")
        else:
            seen[content] = row.number
            entries.append(entry)
    return Resolved(frame.last_event, rows=len(table.rows), skipped=skipped, entries=tuple(entries))


def _entry(row: Row, measures: Measures, findings: Findings, *, order: int) -> EntryRow | None:
    administration, area = findings.administration(row), findings.area(row)
    day = findings.not_ahead(row, "Datum")
    findings.texts(row, LONGEST)
    if administration is None or area is None:
        return None
    measure = measures.find(row, administration, area)
    if measure is None or day is None:
        return None
    return EntryRow(
        measure,
        day,
        state=row["Läge"] or "",
        note=row.text("Notering"),
        evidence=row.text("Underlag"),
        obstacle=row.text("Hinder"),
        next_step=row.text("Nästa steg"),
        reporter=row.text("Uppgiftslämnare"),
        order=order,
    )


class Measures:
    """Finds the measure a row is about; the same words mean the same measure in the whole file."""

    def __init__(self, frame: Frame, register: Register, findings: Findings) -> None:
        self._frame = frame
        self._register = register
        self._findings = findings
        self._rows: dict[tuple[int, str], MeasureRow] = {}
        self._found: dict[tuple[Any, ...], MeasureRow | None] = {}
        self._near: dict[tuple[Any, ...], str | None] = {}

    def find(self, row: Row, administration: KnownAdministration, area: KnownArea) -> MeasureRow | None:
        """The measure by Id, else by unit and title, else by the title alone, else the central one of that name."""
        words = (administration.id, area.key, row.text("Id"), row.text("Enhet"), row.text("Åtgärd"))
        found = self._found.get(words)
        if found is None:  # a row whose measure is not found is looked up again: it is told of its own error
            found = self._look_up(row, administration, area)
            self._found[words] = found
        return found

    def _look_up(self, row: Row, administration: KnownAdministration, area: KnownArea) -> MeasureRow | None:
        if row.text("Id"):
            return self._by_id(row, administration, area)
        title = clean(row.text("Åtgärd"))
        if not title:
            if "Åtgärd" not in row.faulty:
                self._findings.error(row, "Åtgärd", "Åtgärd saknas.", "Skriv åtgärdens titel eller Id.", code="empty")
            return None
        known = self._register.of(administration, area.key)
        named = [one for one in known if fold(title) in one.titles]
        if row.text("Enhet"):
            return self._of_unit(row, administration, area, named)
        central = self._central(administration, area, title)
        rows = {one.key: one for one in (self._as_of(one, administration) for one in named)}
        if central:
            rows.setdefault(central.key, central)
        if len(rows) == 1:
            return next(iter(rows.values()))
        if rows:
            self._several(row, named, central)
        else:
            self._findings.problems.append(self._not_listed(row, administration, area, known))
        return None

    def _by_id(self, row: Row, administration: KnownAdministration, area: KnownArea) -> MeasureRow | None:
        known = self._register.with_identity(administration, identity_of("", "", "", row.text("Id")))
        if known is None:
            ids = [one.row.external_id for one in self._register.of(administration, area.key) if one.row.external_id]
            message = f"Ingen åtgärd i {administration.name} har Id ”{row.text('Id')}” i någon verksamhetsplan."
            self._findings.unknown(row, "Id", ids, message)
            return None
        if known.row.area_key != area.key:
            other = self._frame.area_by_key.get(known.row.area_key)
            name = other.name if other else known.row.area_key
            message = f"Åtgärden med Id ”{row.text('Id')}” hör till fokusområdet ”{name}”."
            self._findings.error(row, "Fokusområde", message, "Rätta fokusområdet eller Id.", code="name")
            return None
        return self._as_of(known, administration)

    def _of_unit(
        self, row: Row, administration: KnownAdministration, area: KnownArea, named: list[KnownMeasure]
    ) -> MeasureRow | None:
        word = row.text("Enhet")
        unit = self._frame.unit(administration, word)
        folded = unit.folded if unit else fold(word)
        found = [one for one in named if folded in one.units]
        if len(found) == 1:
            return self._as_of(found[0], administration)
        central = self._central(administration, area, clean(row.text("Åtgärd")))
        if found:
            self._several(row, found, None)
        elif central:
            return central
        elif unit is None:
            names = self._frame.unit_names(administration)
            self._findings.unknown(row, "Enhet", names, f"Enheten ”{word}” finns inte i {administration.name}.")
        elif named:
            self._other_unit(row, unit, named)
        else:
            known = self._register.of(administration, area.key)
            self._findings.problems.append(self._not_listed(row, administration, area, known))
        return None

    def _other_unit(self, row: Row, unit: UnitRef, named: list[KnownMeasure]) -> None:
        units = self._units(named)
        advice = f"Den finns för {join_words(units)}." if units else "Den finns utan enhet: lämna Enhet tom."
        self._findings.error(
            row, "Enhet", f"Åtgärden finns inte i verksamhetsplanen för {unit.name}.", advice, code="name"
        )

    def _several(self, row: Row, named: list[KnownMeasure], central: MeasureRow | None) -> None:
        units = self._units(named)
        where = (
            f" Den finns för {join_words(units)}" + (" och som central åtgärd." if central else ".") if units else ""
        )
        self._findings.error(
            row, "Åtgärd", f"Flera åtgärder har den titeln.{where}", "Skriv Enhet eller Id.", code="ambiguous"
        )

    def _not_listed(
        self, row: Row, administration: KnownAdministration, area: KnownArea, known: list[KnownMeasure]
    ) -> Problem:
        message = f"Åtgärden finns inte i verksamhetsplanen för {administration.name}, {area.name}."
        words = (administration.id, area.key, row.text("Åtgärd"))
        if words not in self._near:
            titles = [title for one in known for title in one.titles.values()]
            titles += [one.title for one in self._frame.central_of(administration, area.key)]
            self._near[words] = suggest(row.text("Åtgärd"), titles)
        near = self._near[words]
        advice = f"Menade du ”{near}”?" if near else "Läs in verksamhetsplanen först, eller rätta titeln."
        return row.problem("Åtgärd", message, advice, code="name")

    def _units(self, named: Iterable[KnownMeasure]) -> list[str]:
        names = {unit.folded: unit.name for unit in self._frame.units}
        return sorted({names.get(folded, folded) for one in named for folded in one.units if folded})

    def _as_of(self, known: KnownMeasure, administration: KnownAdministration) -> MeasureRow:
        """The measure as the administration's own: what a predecessor listed is carried on under the same identity."""
        own = known.row
        if own.administration_id != administration.id:
            unit = own.unit
            if unit:
                key = (administration.id, unit.folded)
                unit = self._frame.unit_by_key.get(key) or UnitRef(administration.id, unit.name, unit.folded)
            own = MeasureRow(administration.id, own.area_key, own.identity, own.title, unit, own.external_id)
        return self._rows.setdefault(own.key, own)

    def _central(self, administration: KnownAdministration, area: KnownArea, title: str) -> MeasureRow | None:
        """The central measure of that name, by the name of any version of the plan; made on its first entry."""
        for central in self._frame.central_of(administration, area.key):
            if fold(title) in central.titles:
                return self._central_row(central, administration)
        return None

    def _central_row(self, central: CentralMeasure, administration: KnownAdministration) -> MeasureRow:
        for title in sorted(central.titles):
            known = self._register.with_identity(administration, identity_of(central.area, "", title))
            if known:
                return self._as_of(known, administration)
        made = MeasureRow(administration.id, central.area, identity_of(central.area, "", central.title), central.title)
        return self._rows.setdefault(made.key, made)
