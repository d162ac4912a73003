"""Finds the earlier measure that a row replaces: the one it names, or one that looks the same under a new title."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence

from handslag.core.outcome import Rename
from handslag.core.sheets import Row
from handslag.core.text import fold
from handslag.followup.rules import KnownMeasure, ListingRow, MeasureRow, Register
from handslag.plan.frame import KnownAdministration, KnownArea
from handslag.plan.naming import LIKE, Findings, likeness


class Earlier:
    """The measures of one administration and focus area that were listed before, as seen from a year."""

    def __init__(
        self, administration: KnownAdministration, area: KnownArea, year: int, register: Register, findings: Findings
    ) -> None:
        self._administration = administration
        self._area = area
        self._year = year
        self._register = register
        self._findings = findings

    def _known(self) -> list[KnownMeasure]:
        """None that was listed in later years only: those may have come in before this file, or after it."""
        every = self._register.of(self._administration, self._area.key)
        return [one for one in every if not one.years or min(one.years) <= self._year]

    def replaced(self, row: Row, listing: ListingRow, listed: Collection[str]) -> MeasureRow | None:
        """The measure named in *Ersätter*; without one, what the measure was already said to replace that year."""
        word, own = row.text("Ersätter"), listing.measure
        if not word:
            known = self._register.get(own.key)
            key = known.replaces.get(self._year) if known else None
            standing = self._register.get(key) if key else None
            return standing.row if standing else None
        named = self._named(word)
        others = [one for one in named if one.row.identity != own.identity]
        if not others:
            self._not_found(row, word, itself=bool(named))
            return None
        found = _narrow(others, self._year, listed, listing.unit.folded if listing.unit else "")
        if len(found) > 1:
            self._findings.error(
                row, "Ersätter", f"Flera tidigare åtgärder heter ”{word}”.", "Skriv åtgärdens Id.", code="ambiguous"
            )
            return None
        target = found[0].row
        if self._register.leads_back(self._administration, target.identity, own.identity):
            message = f"”{word}” ersätts redan av åtgärden: de kan inte ersätta varandra."
            self._findings.error(row, "Ersätter", message, "Lämna Ersätter tom.", code="circle")
            return None
        if target.identity in listed:
            message = f"Åtgärden som ersätts, ”{word}”, står kvar i samma svar."
            self._findings.warn(row, "Ersätter", message, code="kept")
        return target

    def _named(self, word: str) -> list[KnownMeasure]:
        wanted, known = fold(word), self._known()
        by_id = [one for one in known if one.row.external_id and fold(one.row.external_id) == wanted]
        return by_id or [one for one in known if wanted in one.titles]

    def _not_found(self, row: Row, word: str, *, itself: bool) -> None:
        if itself:
            self._findings.error(
                row, "Ersätter", "Åtgärden kan inte ersätta sig själv.", "Lämna Ersätter tom.", code="circle"
            )
            return
        names = [title for one in self._known() for title in one.titles.values()]
        where = f"{self._administration.name}, {self._area.name}"
        self._findings.unknown(row, "Ersätter", names, f"Ingen tidigare åtgärd i {where} heter eller har Id ”{word}”.")

    def renamed(
        self, new: Sequence[tuple[Row, ListingRow]], listed: Collection[str], accepted: Collection[str]
    ) -> Iterator[tuple[str, MeasureRow | None, Rename]]:
        """Likely renames: a new measure and an earlier one that is no longer listed, each in one pair at most."""
        gone = [one for one in self._known() if one.row.identity not in listed and not one.replaced]
        pairs = sorted(
            (
                (-alike, (one.unit.folded if one.unit else "") not in old.units, place, rank)
                for place, (_, one) in enumerate(new)
                for rank, old in enumerate(gone)
                if not (one.measure.external_id and old.row.external_id)
                and (alike := _likeness(one.title, old)) >= LIKE
            )
        )
        used_new: set[int] = set()
        used_old: set[int] = set()
        for minus, _, place, rank in pairs:
            if place in used_new or rank in used_old:
                continue
            used_new.add(place)
            used_old.add(rank)
            (row, one), old = new[place], gone[rank]
            rename = self._rename(row, one, old, -minus, accepted)
            yield one.measure.identity, old.row if rename.accepted else None, rename

    def _rename(
        self, row: Row, listing: ListingRow, old: KnownMeasure, likeness: int, accepted: Collection[str]
    ) -> Rename:
        parts = (self._administration.slug, self._area.key, str(self._year), listing.measure.identity, old.row.identity)
        key = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
        warning = row.problem(
            "Åtgärd",
            f"Är detta samma åtgärd? ”{old.title}” är inte längre med, och ”{listing.title}” är ny.",
            f"Skriv i så fall ”{old.title}” i kolumnen Ersätter.",
            severity="warning",
            code="rename",
        )
        return Rename(
            key,
            warning,
            listing.title,
            old.title,
            self._administration.name,
            self._area.name,
            likeness,
            key in accepted,
        )


def _likeness(title: str, old: KnownMeasure) -> int:
    return max(likeness(title, folded) for folded in old.titles)


def _narrow(found: list[KnownMeasure], year: int, listed: Collection[str], unit: str) -> list[KnownMeasure]:
    """Of several, those of earlier years that are no longer listed; of those, the ones of the same unit."""

    def ranked(one: KnownMeasure) -> tuple[bool, bool]:
        return one.row.identity in listed, not any(listed_in < year for listed_in in one.years)

    best = min(map(ranked, found))
    found = [one for one in found if ranked(one) == best]
    return [one for one in found if unit in one.units] or found
