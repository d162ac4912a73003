"""The local measures that the VPs list, each under all its names, with its newest row and its state; few queries."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from handslag.core.text import fold
from handslag.followup.loading.progress import existing
from handslag.followup.models import Listing, LocalMeasure, ProgressEntry
from handslag.followup.models.progress import STATES
from handslag.followup.rules.notes import CLOSED, is_taken
from handslag.plan.models import Plan


@dataclass
class Listed:
    """A measure as the VPs list it. `names` are the ids it has had, `newest` is its newest row."""

    names: list[int]
    measure: LocalMeasure
    newest: Listing
    in_year: dict[int, Listing] = field(default_factory=dict)
    """The newest row of each VP year it is listed in."""
    dues: list[date] = field(default_factory=list)
    state: str = "planned"

    @property
    def pk(self) -> int:
        return self.measure.pk

    @property
    def title(self) -> str:
        return self.newest.title

    @property
    def area_key(self) -> str:
        return self.newest.answer.area_key

    @property
    def due(self) -> date | None:
        """The newest day given."""
        return self.dues[-1] if self.dues else None

    @property
    def original_due(self) -> date | None:
        """The first day given: fixed for ever."""
        return self.dues[0] if self.dues else None

    @property
    def moves(self) -> int:
        return sum(before != after for before, after in zip(self.dues, self.dues[1:], strict=False))

    @property
    def years(self) -> set[int]:
        """The VP years it is listed in."""
        return set(self.in_year)

    @property
    def is_open(self) -> bool:
        return self.state not in CLOSED

    @property
    def state_word(self) -> str:
        return STATES[self.state]


def listed_measures(
    plan: Plan,
    calendar: Mapping[int, date],
    *,
    administrations: Collection[int] | None = None,
    area: str = "",
    together: bool = True,
) -> list[Listed]:
    """Every measure that some existing answer lists, the newest row last read; two queries.

    `together`: the administrations are one and its predecessors. Rows are read by effective day, recorded moment and
    order, as signs of life read them.
    """
    rows = Listing.objects.filter(answer__plan=plan, answer__withdrawn=False, answer__corrections__isnull=True)
    if administrations is not None:
        rows = rows.filter(answer__administration__in=administrations)
    if area:
        rows = rows.filter(answer__area_key=area)
    found = [
        (answer.decided_on or calendar.get(answer.year, date(answer.year, 1, 1)), answer.recorded_at, answer.order,
         row.order, row.pk, row)
        for row in rows.select_related("answer", "measure__administration", "unit").order_by()
        if (answer := row.answer)
    ]  # fmt: skip
    by_pk: dict[int, Listed] = {}
    by_name: dict[tuple[int, str], Listed] = {}
    for *_, row in sorted(found, key=lambda one: one[:5]):
        # Those of one administration and its predecessors are read together: equal names mean one measure.
        place = 0 if administrations is not None and together else row.measure.administration_id
        _read(row, (place, row.measure.identity), by_pk, by_name)
    listed = list({id(one): one for one in by_pk.values()}.values())
    _read_states(listed)
    return sorted(listed, key=lambda one: (one.due or date.max, fold(one.title), one.pk))


def _read(
    row: Listing, name: tuple[int, str], by_pk: dict[int, Listed], by_name: dict[tuple[int, str], Listed]
) -> None:
    measure = row.measure
    line = by_pk.get(measure.pk) or by_name.get(name)
    if line is None:
        line = Listed([measure.pk], measure, row)
    elif measure.pk not in line.names:
        line.names.append(measure.pk)
    older = by_pk.get(row.replaces_id) if row.replaces_id else None
    if older is not None and older is not line:
        line.names += [pk for pk in older.names if pk not in line.names]
        line.dues = older.dues + line.dues
        line.in_year = older.in_year | line.in_year
    elif row.replaces_id and row.replaces_id not in line.names:
        line.names.append(row.replaces_id)
    line.measure, line.newest = measure, row
    line.in_year[row.answer.year] = row
    if row.due is not None:
        line.dues.append(row.due)
    by_name[name] = line
    for pk in line.names:
        by_pk[pk] = line


def _read_states(listed: Collection[Listed]) -> None:
    """The newest stated state of each, closing ones only with something to go by."""
    by_pk = {pk: one for one in listed for pk in one.names}
    rows = existing(ProgressEntry.objects.filter(measure__in=by_pk).exclude(state=""))
    columns = ("measure_id", "state", "note", "evidence", "attachment_id")
    for measure, state, note, evidence, file in rows.order_by("effective_on", "recorded_at", "order", "pk").values_list(
        *columns
    ):
        if is_taken(state, note, evidence or ("fil" if file else "")):
            by_pk[measure].state = state
