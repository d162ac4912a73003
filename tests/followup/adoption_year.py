"""Lillköping in March 2026: the VP of the year has been due for a month and is unanswered."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from handslag.core.clock import STOCKHOLM
from handslag.followup.actions import add_measure, answer_area, change_measure
from handslag.followup.models import Answer, Listing, LocalMeasure
from handslag.followup.rules.adoption import Said
from handslag.followup.rules.adoption_measures import MeasureSaid
from handslag.people.models import Administration, Membership, Unit, User
from handslag.plan.models import FocusArea, Measure, Plan, Revision
from handslag.vitals.facts import CellVitals
from handslag.vitals.loading import load_facts
from handslag.vitals.rules import prepare
from handslag.vitals.rules.cells import cell_vitals

YEAR = 2026
AT = datetime(2026, 3, 2, 12, tzinfo=STOCKHOLM)
MARCH = date(2026, 3, 10)
APRIL = datetime(2026, 4, 7, 12, tzinfo=STOCKHOLM)
OUT = Said(False, "Tas i arbetsmiljöplanen.", date(2026, 2, 20), "ÄNG 2026/4")
MANDATORY, OTHER, THIRD = "arbetsbelastning", "introduktion", "hot-och-vald"


def arrive() -> None:
    """The people of the small city have had their roles for long, whatever day the tests are run."""
    rows = list(Membership.objects.all())
    for row in rows:
        row.pk, row.valid_from, row.valid_to = None, date(2020, 1, 1), date(2026, 10, 31)
    Membership.objects.bulk_create(rows)


def person(name: str) -> User:
    return User.objects.get(username=name)


def place(name: str = "Ängsby") -> Administration:
    return Administration.objects.select_related("city").get(name=name)


def unit(name: str = "Barn och unga Ängsby") -> Unit:
    return Unit.objects.get(name=name)


def where(area: str = MANDATORY, name: str = "Ängsby", *, by: str = "hugo", at: datetime = AT) -> dict[str, Any]:
    """What an action about an area is given."""
    return {
        "plan": Plan.objects.select_related("city").get(), "administration": place(name), "area_key": area,
        "year": YEAR, "by": person(by), "at": at,
    }  # fmt: skip


def adopted(area: str = MANDATORY, **more: Any) -> Answer:
    return answer_area(**where(area, **more), said=Said(adopted=True))


def listed(title: str = "Fördelning varje vecka", due: date = date(2026, 9, 30), **more: Any) -> LocalMeasure:
    """A new measure in the mandatory area of Ängsby."""
    said = MeasureSaid(title, due=due, **{k: more.pop(k) for k in list(more) if k in MeasureSaid.__slots__})
    return add_measure(**where(more.pop("area", MANDATORY), **more), said=said, is_new=True)


def sign(day: date, area: str = MANDATORY, name: str = "Ängsby") -> CellVitals:
    """The cell of an area on a day with its measures, as it is known at the end of 2026."""
    plan = Plan.objects.select_related("city").get()
    known_at = datetime(2026, 12, 31, tzinfo=STOCKHOLM)
    found = cell_vitals(prepare(load_facts(plan, known_at=known_at), known_at), name, area, day)
    assert found is not None
    return found


def moved(
    measure: LocalMeasure,
    due: date,
    at: datetime,
    reason: str = "Rekryteringen drar ut på tiden.",
    area: str = MANDATORY,
) -> LocalMeasure:
    newest = Listing.objects.filter(measure=measure).order_by("-pk")[0]
    said = MeasureSaid(newest.title, newest.unit_id, newest.owner, due=due, due_reason=reason)
    return change_measure(**where(area, at=at), measure=measure, said=said)


def revise(in_force: date = date(2026, 4, 1)) -> None:
    """A revision in April that words one area anew and makes another mandatory."""
    old = Revision.objects.get(label="2023")
    event = {"recorded_at": AT + timedelta(days=20), "entered_at": AT + timedelta(days=20), "event": old.event}
    new = Revision.objects.create(plan=old.plan, label="2026", content_hash="", **event)
    for area in FocusArea.objects.filter(revision=old):
        text = "Nya får ett helt år på sig." if area.key == OTHER else area.text
        made = FocusArea.objects.create(
            revision=new, key=area.key, name=area.name, text=text, order=area.order,
            mandatory=area.mandatory or area.key == THIRD, mandatory_by=area.mandatory_by,
            mandatory_on=area.mandatory_on, mandatory_dnr=area.mandatory_dnr,
        )  # fmt: skip
        for one in area.measures.all():
            Measure.objects.create(
                area=made, key=one.key, name=one.name, text=one.text, order=one.order, central=one.central,
                administration=one.administration, due=one.due,
            )  # fmt: skip
    Revision.objects.filter(pk=new.pk).update(
        state="decided",
        is_decided=True,
        decided_on=date(2026, 3, 20),
        in_force=in_force,
        outcome="godkänd",
        first_vp_year=YEAR,
    )
