"""The period reports of the autumn: units hand in, offices prepare and approve, heads sign, and some are late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from handslag.core.clock import STOCKHOLM
from handslag.core.text import fold
from handslag.followup.actions.reporting import hand_in_part, save_part
from handslag.followup.actions.signing import approve_report, prepare_report, sign_report
from handslag.followup.loading.ground import ground_of
from handslag.followup.loading.reports import Duty, Filed, Reported, duty_of, filed_of, report_periods
from handslag.followup.rules.reporting import ReportPeriod
from handslag.followup.rules.reporting_lines import Press, SentLine, Words, mark
from handslag.people.models import Administration, Membership, Unit, User
from handslag.plan.models import Plan

ROUND = (2026, "T2")
"""The period that is reported in Handslag itself; those before it came in as files."""
SIGNED_LATE = {"Norrstaden": date(2026, 10, 2)}
NOT_SIGNED = {"Furuby": "approved", "Kronholmen": "prepared"}
BEGUN = {"Sjöholmen": ("Försörjningsstöd Sjöholmen", "Äldre Sjöholmen")}
"""Where only some units have handed in: the others are late."""
NOT_BEGUN = ("Söderholm",)
WITHOUT_A_UNIT = {"Skogsnäs": "Äldre Skogsnäs"}
"""A unit that did not hand in; the report was signed without it, with the reason."""
SUMMARY = (
    "Arbetet med {areas} går enligt beslutet. Två åtgärder har försenats av sommarens vakanser. "
    "Förvaltningen tar upp arbetsbelastningen i samverkansgruppen varje månad."
)


def o_clock(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of a day."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=STOCKHOLM)


def weekday(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


@dataclass
class Staff:
    """Who holds which role at which administration or unit of the city."""

    people: dict[tuple[str, str], list[User]] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan) -> Staff:
        """The people of the plan's city."""
        staff = cls()
        rows = Membership.objects.filter(city=plan.city).select_related("user", "city", "administration", "unit")
        for row in rows.order_by("pk"):
            staff.people.setdefault((row.role, str(row.place)), []).append(row.user)
        return staff

    def one(self, role: str, place: object, number: int = 0) -> User:
        """Somebody in the role at the place."""
        return self.people[role, str(place)][number]


def report_round(plan: Plan, staff: Staff) -> None:
    """Every district's report of the period, as far as it has come."""
    first = date(2026, 9, 3)
    chosen = next(p for p in report_periods(ground_of(plan, first), o_clock(first, 8)) if (p.year, p.code) == ROUND)
    heads = {str(row) for role, row in staff.people if role == "head"}
    for number, place in enumerate(one for one in plan.city.administrations.all() if one.name in heads):
        if place.name not in NOT_BEGUN:
            _district(plan, place, chosen, staff, first + timedelta(days=number % 6))


def _district(plan: Plan, place: Administration, period: ReportPeriod, staff: Staff, day: date) -> None:
    filed, duty = filed_of(plan, place, period), duty_of(filed_of(plan, place, period), day)
    left_out = {WITHOUT_A_UNIT.get(place.name)}
    units = [unit for unit in duty.parts if not unit or unit.name not in left_out]
    if place.name in BEGUN:
        units = [unit for unit in units if unit and unit.name in BEGUN[place.name]]
    _hand_in(filed, duty, units, staff, day)
    if place.name in BEGUN:
        return
    day = weekday(SIGNED_LATE.get(place.name, day + timedelta(days=11)))
    reason = "Enheten saknar chef till den 1 oktober. Delen kommer i nästa rapport."
    prepare_report(
        filed=filed_of(plan, place, period), duty=duty, summary=SUMMARY.format(areas=_areas(duty)),
        union_body_on=day - timedelta(days=1), version=1, reason=reason,
        by=staff.one("district_office", place), at=o_clock(day - timedelta(days=4), 10),
    )  # fmt: skip
    if NOT_SIGNED.get(place.name) == "prepared":
        return
    approve_report(
        filed=filed_of(plan, place, period),
        by=staff.one("district_office", place, 1),
        at=o_clock(day - timedelta(days=3), 9),
    )
    if place.name not in NOT_SIGNED:
        sign_report(filed=filed_of(plan, place, period), duty=duty, by=staff.one("head", place), at=o_clock(day, 15))


def _hand_in(filed: Filed, duty: Duty, units: Iterable[Unit | None], staff: Staff, day: date) -> None:
    for number, unit in enumerate(units):
        who = staff.one("unit_manager", unit) if unit else staff.one("district_office", filed.administration)
        at = o_clock(weekday(day + timedelta(days=number % 4)), 9, 12)
        told = duty.of(unit)
        sent = _written(told) if number == 0 else {}
        save_part(filed=filed, unit=unit, reported=told, sent=sent, press=Press("rest"), by=who, at=at)
        hand_in_part(filed=filed, unit=unit, reported=told, by=who, at=at + timedelta(minutes=3))


def _written(told: Sequence[Reported]) -> dict[int, SentLine]:
    """What the manager writes in the report beside what came in by itself: a line on the liveliest measure."""
    alive = [one for one in told if one.fresh is not None and one.current.is_open]
    if not alive:
        return {}
    one = max(alive, key=lambda item: (len(item.recorded), item.pk))
    note = f"Sedan april har vi följt upp detta vid {len(one.recorded) + 1} möten. Nästa steg är beslutat med gruppen."
    words = Words("under_way", note, "", "Gruppen tar ställning till en fortsättning i november.")
    return {one.pk: SentLine(words, mark(0, one.words))}


def _areas(duty: Duty) -> str:
    """The two focus areas with most measures, in a sentence."""
    names = [one.current.area_name for items in duty.parts.values() for one in items]
    most = sorted(set(names), key=lambda name: (-names.count(name), fold(name)))[:2]
    return " och ".join(name[0].lower() + name[1:] for name in most)
