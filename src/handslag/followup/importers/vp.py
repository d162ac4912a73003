"""Resolves the rows of a VP: which administration answers what to which focus area, with which measures."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from handslag.core.outcome import Rename
from handslag.core.sheets import Row, Table
from handslag.core.text import clean, fold, swedish_date
from handslag.followup.importers.earlier import Earlier
from handslag.followup.rules import (
    AnswerRow,
    ListingRow,
    MeasureRow,
    Register,
    Resolved,
    StoodAnswer,
    adds_nothing,
    identity_of,
)
from handslag.plan.frame import Frame, KnownAdministration, KnownArea, UnitRef
from handslag.plan.naming import Findings

LONGEST = {
    "Enhet": 160, "Skäl": 20_000, "Dnr": 60, "Åtgärd": 300, "Ansvarig": 160, "Förväntad effekt": 20_000,
    "Samverkan": 200, "Id": 80,
}  # fmt: skip
_OF_MEASURE = ("Id", "Ersätter", "Ansvarig", "Start", "Klart senast", "Förväntad effekt", "Kostnad", "Målgrupp")
_DEAREST = 10**17  # öre: more than any budget, less than the database's largest number


@dataclass(frozen=True, slots=True)
class CellYear:
    """What the rows of one answer have in common."""

    administration: KnownAdministration
    area: KnownArea
    year: int

    @property
    def key(self) -> tuple[int, str, int]:
        return self.administration.id, self.area.key, self.year


def resolve_vp(
    table: Table,
    frame: Frame,
    register: Register,
    stood: Mapping[tuple[int, str, int], Sequence[StoodAnswer]],
    findings: Findings,
    *,
    year: int | None = None,
    accepted_renames: Collection[str] = (),
) -> tuple[Resolved, tuple[Rename, ...]]:
    """The answers the file adds and the renames it seems to hold; what is wrong is in `findings`."""
    groups = _groups(table, frame, findings, year)
    answers: list[AnswerRow] = []
    renames: list[Rename] = []
    skipped = 0
    # Earlier years first, whatever the order of the file: a measure may replace one that the same file lists.
    for cell, rows in sorted(groups, key=lambda group: group[0].year):
        group = _Group(cell, rows, frame, register, findings)
        answer = group.answer(accepted_renames, order=rows[0][0])
        if answer is None:
            continue
        effective = answer.decided_on or frame.vp_due.get(answer.year, date.min)
        before = stood.get(cell.key, ())
        if adds_nothing(answer, before, effective_on=effective, recorded_at=findings.recorded_at):
            skipped += len(rows)
            continue
        answers.append(answer)
        renames += group.renames
    for one in renames:
        if not one.accepted:
            findings.problems.append(one.row)
    answers.sort(key=lambda one: one.order)
    return Resolved(frame.last_event, len(table.rows), skipped, tuple(answers)), tuple(renames)


def _groups(
    table: Table, frame: Frame, findings: Findings, year: int | None
) -> list[tuple[CellYear, list[tuple[int, Row]]]]:
    cells: dict[tuple[int, str, int], tuple[CellYear, list[tuple[int, Row]]]] = {}
    for place, row in enumerate(table.rows):
        administration, area = findings.administration(row), findings.area(row)
        planned = _year(row, frame, findings, year)
        findings.texts(row, LONGEST)
        if administration and area and planned:
            cell = CellYear(administration, area, planned)
            cells.setdefault(cell.key, (cell, []))[1].append((place, row))
    return list(cells.values())


def _year(row: Row, frame: Frame, findings: Findings, given: int | None) -> int | None:
    if "År" in row.faulty:
        return None
    year = row.whole("År") or row.sheet_year or given
    if year is None:
        findings.error(
            row, "År", "År saknas.", "Skriv året i kolumnen År eller i bladets namn, eller ange det när du läser in.",
            code="year",
        )  # fmt: skip
    elif year not in frame.vp_due:
        years = sorted(frame.vp_due)
        there = f"Där finns {years[0]}–{years[-1]}." if years else "Den är tom."
        findings.error(row, "År", f"År {year} finns inte i kalendern.", there, code="year")
        return None
    return year


class _Group:
    """The rows of one administration, focus area and year: one answer with several measures."""

    def __init__(
        self, cell: CellYear, rows: list[tuple[int, Row]], frame: Frame, register: Register, findings: Findings
    ) -> None:
        self.cell = cell
        self.rows = rows
        self.frame = frame
        self.register = register
        self.findings = findings
        self.renames: list[Rename] = []

    def answer(self, accepted_renames: Collection[str], *, order: int) -> AnswerRow | None:
        adopted = self._said("Beslut", lambda row: row["Beslut"], lambda v: "Antaget" if v else "Bortvalt")
        reason = self._said("Skäl", lambda row: row.text("Skäl") or None, lambda v: f"”{v}”", same=fold)
        decided_on = self._said("Beslutsdatum", lambda row: row.day("Beslutsdatum"), swedish_date)
        dnr = self._said("Dnr", lambda row: clean(row.text("Dnr")) or None, lambda v: f"”{v}”", same=fold)
        together = self._said(
            "Samverkan", lambda row: clean(row.text("Samverkan")) or None, lambda v: f"”{v}”", same=fold
        )
        if adopted is None:
            first = self.rows[0][1]
            if not any("Beslut" in row.faulty for _, row in self.rows):
                message = "Beslut saknas för fokusområdet."
                self.findings.error(
                    first, "Beslut", message, "Skriv Antaget eller Bortvalt på en av raderna.", code="empty"
                )
            return None
        if not adopted and not self._opted_out(reason):
            return None
        listings = self._listings(accepted_renames) if adopted else ()
        return AnswerRow(
            *self.cell.key, adopted, reason or "", decided_on, dnr or "", together or "", listings, order=order
        )

    def _said(
        self,
        column: str,
        read: Callable[[Row], Any],
        shown: Callable[[Any], str],
        same: Callable[[Any], Any] = lambda v: v,
    ) -> Any:
        """What the column says on any of the rows; two rows may not contradict each other."""
        said: Any = None
        where: Row | None = None
        for _, row in self.rows:
            value = read(row)
            if value is None:
                continue
            if where is None:
                said, where = value, row
            elif same(value) != same(said):
                place = f"rad {where.number}" + (f" i blad ”{where.sheet}”" if where.sheet != row.sheet else "")
                self.findings.error(
                    row,
                    column,
                    f"Raden säger emot {place}, där det står {shown(said)}.",
                    "Raderna för samma förvaltning, fokusområde och år är ett och samma svar.",
                    code="contradiction",
                )
        return said

    def _opted_out(self, reason: str | None) -> bool:
        listed = [row for _, row in self.rows if row.text("Åtgärd")]
        for row in listed:
            self.findings.error(
                row,
                "Åtgärd",
                "Fokusområdet är bortvalt, men raden har en åtgärd.",
                "Ta bort åtgärden, eller skriv Antaget.",
                code="opted_out",
            )
        if not reason and not listed:
            self.findings.warn(self.rows[0][1], "Skäl", "Fokusområdet är bortvalt utan skäl.", code="reason")
        return not listed

    def _listings(self, accepted_renames: Collection[str]) -> tuple[ListingRow, ...]:
        made: dict[str, tuple[Row, ListingRow]] = {}
        for place, row in self.rows:
            listing = self._listing(row, order=place)
            if listing is None:
                continue
            earlier = made.get(listing.measure.identity)
            if earlier is None:
                made[listing.measure.identity] = row, listing
            elif earlier[1].content == listing.content and fold(earlier[0].text("Ersätter")) == fold(
                row.text("Ersätter")
            ):
                message = f"Raden är likadan som rad {earlier[0].number} och läses in en gång."
                self.findings.warn(row, None, message, code="twice")
            else:
                message = f"Åtgärden står redan på rad {earlier[0].number}."
                advice = "Slå ihop raderna, eller ge åtgärderna olika titel, enhet eller Id."
                self.findings.error(row, "Åtgärd", message, advice, code="twice")
        known_before = {
            identity
            for identity, (_, one) in made.items()
            if self.register.with_identity(self.cell.administration, one.measure.identity)
        }
        for _, one in made.values():
            unit = one.unit.folded if one.unit else ""
            self.register.add(one.measure, title=one.title, unit=unit, year=self.cell.year)
        earlier_ones = Earlier(self.cell.administration, self.cell.area, self.cell.year, self.register, self.findings)
        replaced = {identity: earlier_ones.replaced(row, one, set(made)) for identity, (row, one) in made.items()}
        new = [
            (row, one)
            for identity, (row, one) in made.items()
            if identity not in known_before and not replaced[identity]
        ]
        for identity, target, rename in earlier_ones.renamed(new, set(made), accepted_renames):
            self.renames.append(rename)
            if target:
                replaced[identity] = target
        listings = [replace(one, replaces=replaced[identity]) for identity, (_, one) in made.items()]
        for one in listings:
            if one.replaces:
                self.register.add(one.measure, year=self.cell.year, replaces=one.replaces.key)
        return tuple(listings)

    def _listing(self, row: Row, *, order: int) -> ListingRow | None:
        title = clean(row.text("Åtgärd"))
        if not title:
            self._without_title(row)
            return None
        unit = self.findings.unit(row, self.cell.administration)
        measure = self._measure(row, title, unit)
        if measure is None:
            return None
        cost = row.whole("Kostnad")
        if cost is not None and abs(cost) > _DEAREST:
            self.findings.error(row, "Kostnad", "Beloppet är för stort.", "Kontrollera siffrorna.", code="money")
        start, due = row.day("Start"), row.day("Klart senast")
        if start and due and due < start:
            self.findings.warn(row, "Klart senast", f"Dagen ligger före start, {swedish_date(start)}.", code="order")
        return ListingRow(
            measure,
            title,
            unit,
            owner=clean(row.text("Ansvarig")),
            start=start,
            due=due,
            expected_effect=row.text("Förväntad effekt"),
            cost=cost,
            target_group=row["Målgrupp"] or "",
            order=order,
        )

    def _without_title(self, row: Row) -> None:
        if "Åtgärd" in row.faulty:
            return
        if row.text("Id") or row.text("Ersätter"):
            self.findings.error(row, "Åtgärd", "Åtgärd saknas.", "Skriv åtgärdens titel.", code="empty")
        elif given := [column for column in _OF_MEASURE if row.given(column)]:
            message = "Raden har ingen åtgärd. Den läses som ett svar utan åtgärd"
            self.findings.warn(row, "Åtgärd", f"{message}, och {', '.join(given)} läses inte.", code="empty")

    def _measure(self, row: Row, title: str, unit: UnitRef | None) -> MeasureRow | None:
        administration, area = self.cell.administration, self.cell.area
        external = clean(row.text("Id"))
        identity = identity_of(area.key, unit.folded if unit else "", title, external)
        known = self.register.with_identity(administration, identity)
        if known is not None and known.row.area_key != area.key:
            other = self.frame.area_by_key.get(known.row.area_key)
            name = other.name if other else known.row.area_key
            message = f"Id ”{external}” står redan för en åtgärd i fokusområdet ”{name}”."
            self.findings.error(row, "Id", message, "Ge åtgärden ett eget Id.", code="id")
            return None
        if known is not None and known.row.administration_id == administration.id:
            return known.row
        return MeasureRow(administration.id, area.key, identity, title, unit, external)
