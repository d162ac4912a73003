"""A plan's file becomes revisions: once, all or nothing, and what is decided never changes."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from handslag.audit.actions import verify
from handslag.audit.models import Event
from handslag.core.outcome import FaultyFile
from handslag.core.verdict import Denied, Refused
from handslag.plan.actions import import_plan
from handslag.plan.importers import read_plan_yaml
from handslag.plan.models import FocusArea, Measure, Plan, Revision, Statement
from tests.plan.files import BOTH, DRAFT, FIRST, LATER, NOON, SECOND, city, enter, reader

pytestmark = pytest.mark.django_db


def test_a_revision_stands_as_the_file_says() -> None:
    place = city()
    outcome = enter()
    assert outcome.created == {"plans": 1, "revisions": 1, "areas": 2, "measures": 3}
    row = Revision.objects.get()
    assert (row.is_decided, row.decided_on, row.in_force) == (True, date(2023, 11, 21), date(2024, 1, 1))
    assert (row.cooperation_kind, row.cooperation_outcome, row.sent_to) == ("mbl11", "agreed", ["stadsdelsnämnderna"])
    area = row.areas.get(key="arbetsbelastning")
    assert (area.mandatory, area.mandatory_by, area.mandatory_dnr) == (True, "Kommunfullmäktige", "KS 2023/9")
    central = Measure.objects.get(key="matning")
    assert (
        central.central and central.administration is not None and central.administration.name == "Socialförvaltningen"
    )
    assert Statement.objects.get().who == ["Bo Ek"]
    event = Event.objects.get(action="plan.imported")
    assert (event.pk, event.city_id, row.event_id) == (outcome.event, place.pk, event.pk)
    assert verify().sound


def test_the_first_import_holds_from_the_beginning_and_what_is_added_from_when_it_is_recorded() -> None:
    city()
    enter()
    enter(BOTH, at=LATER)
    first, second = Revision.objects.order_by("pk")
    assert (first.from_beginning, second.from_beginning, second.recorded_at) == (True, False, LATER)


def test_history_counts_from_its_own_moment() -> None:
    city()
    enter(recorded_at=NOON, at=LATER)
    row = Revision.objects.get()
    assert (row.from_beginning, row.recorded_at, row.entered_at) == (False, NOON, LATER)


def test_the_same_file_again_changes_nothing() -> None:
    city()
    enter(BOTH)
    before = Event.objects.count()
    again = enter(BOTH, at=LATER)
    assert again.nothing_new and again.event is None and again.skipped == 2 + 4 + 7
    assert Event.objects.count() == before


@pytest.mark.parametrize(
    "change",
    [
        ("Varje enhet bör ha", "Varje enhet ska ha"),
        ("name: Lön\n", "name: Lönen\n"),
        ("paragraph: \"§ 12\"", "paragraph: \"§ 13\""),
        ("due: 2024-12-31", "due: 2025-12-31"),
        ("mandatory: {by: Kommunfullmäktige, date: 2023-12-11, dnr: \"KS 2023/9\"}", "mandatory: false"),
        ("decided:", "x_decided:"),
    ],
)  # fmt: skip
def test_a_decided_revision_never_changes(change: tuple[str, str]) -> None:
    city()
    enter()
    text = FIRST.replace(*change)
    if "x_decided" in text:  # taking the decision away is a change, too
        text = "\n".join(line for line in text.splitlines() if "x_decided" not in line)
    assert text != FIRST
    with pytest.raises(Refused, match="Version 2023 är beslutad och kan inte ändras"):
        enter(text, at=LATER)
    assert Revision.objects.get().is_decided and Measure.objects.get(key="tak").text == "Varje enhet bör ha ett tak."


def test_the_refusal_says_what_differs() -> None:
    city()
    enter()
    with pytest.raises(Refused, match="Filen skriver om en åtgärd"):
        enter(FIRST.replace("Varje enhet bör", "Varje enhet ska"))
    with pytest.raises(Refused, match="uppgifter om beslutet skiljer sig"):
        enter(FIRST.replace("SOF 2023/1", "SOF 2023/2"))


def test_nothing_of_the_file_is_written_when_one_revision_is_refused() -> None:
    city()
    enter()
    with pytest.raises(Refused):
        enter(BOTH.replace("Varje enhet bör", "Alla bör"))
    assert Revision.objects.count() == 1


def test_a_draft_is_replaced_and_can_become_decided() -> None:
    city()
    enter(DRAFT)
    draft = Revision.objects.get(label="2025")
    assert not draft.is_decided and draft.decided_on is None
    outcome = enter(DRAFT.replace("Karriärvägar", "Karriär för alla"), at=LATER)
    assert outcome.created["revisions"] == 1 and any("ersätter utkastet" in line for line in outcome.changes)
    assert Measure.objects.filter(area__revision=draft, name="Karriär för alla").exists()
    enter(BOTH, at=LATER)
    draft.refresh_from_db()
    assert draft.is_decided and draft.recorded_at == LATER and not draft.from_beginning
    assert Revision.objects.count() == 2 and FocusArea.objects.count() == 4


@pytest.mark.parametrize("outcome", ["avslag", "återremiss", "bordlagd"])
def test_what_was_not_approved_is_a_draft_that_shows_its_outcome(outcome: str) -> None:
    city()
    enter(FIRST.replace("outcome: godkänd", f"outcome: {outcome}"))
    row = Revision.objects.get()
    assert (row.is_decided, row.outcome, row.decided_on) == (False, outcome, date(2023, 11, 21))
    enter(at=LATER)
    assert Revision.objects.get().is_decided


def test_in_force_is_the_decision_day_unless_given() -> None:
    city()
    enter(FIRST.replace("    in_force: 2024-01-01\n", ""))
    assert Revision.objects.get().in_force == date(2023, 11, 21)


def test_the_database_itself_refuses_to_touch_what_is_decided() -> None:
    city()
    enter()
    area = FocusArea.objects.get(key="lon")
    for attempt in (
        lambda: Revision.objects.update(label="x"),
        lambda: FocusArea.objects.filter(pk=area.pk).update(name="x"),
        lambda: Measure.objects.filter(key="tak").delete(),
        lambda: Statement.objects.all().delete(),
        lambda: Measure.objects.create(area=area, key="ny", name="Ny", order=9),
        lambda: FocusArea.objects.create(revision=area.revision, key="ny", name="Ny", order=9),
        lambda: Statement.objects.create(revision=area.revision, kind="reservation"),
    ):
        with pytest.raises(IntegrityError, match="beslutad version"), transaction.atomic():
            attempt()


def test_the_database_wants_days_of_a_decision_and_a_leader_of_a_central_measure() -> None:
    city()
    enter(DRAFT)
    draft = Revision.objects.get(label="2025")
    area = draft.areas.get(key="lon")
    for attempt in (
        lambda: Revision.objects.filter(pk=draft.pk).update(is_decided=True),
        lambda: Revision.objects.filter(pk=draft.pk).update(label="2023"),
        lambda: Measure.objects.create(area=area, key="ny", name="Ny", order=9, central=True),
        lambda: Measure.objects.create(area=area, key="loneplan", name="Ny", order=9),
        lambda: FocusArea.objects.create(revision=draft, key="lon", name="Ny", order=9),
        lambda: Plan.objects.create(city=draft.plan.city, name="x", slug=draft.plan.slug),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()


def test_an_unknown_leader_is_refused_with_a_suggestion() -> None:
    city()
    with pytest.raises(FaultyFile) as refused:
        enter(FIRST.replace("administration: Socialförvaltningen", "administration: Socialforvaltning"))
    assert "Rad 20" in str(refused.value.problems[0])
    assert "Menade du ”Socialförvaltningen”?" in str(refused.value.problems[0])
    assert not Plan.objects.exists()


def test_a_plan_needs_its_city() -> None:
    with pytest.raises(Refused, match="Läs in den först"):
        enter()
    with pytest.raises(Refused, match="ingen kommun än"):
        enter(FIRST.replace("city: Ekstaden\n", ""))
    place = city()
    with pytest.raises(Refused, match="en plan för Annanstad"):
        enter(FIRST.replace("Ekstaden", "Annanstad"), city=place)
    assert enter(FIRST.replace("city: Ekstaden\n", "")).subject == "Handlingsplan för bättre arbetssituation"


def test_a_new_end_is_noted() -> None:
    city()
    enter()
    outcome = enter(FIRST.replace("ends: 2027-12-31", "ends: 2028-12-31"), at=LATER)
    assert outcome.created == {"plans": 1} and Plan.objects.get().ends == date(2028, 12, 31)


def test_a_dry_run_writes_nothing_and_tells_what_would_come() -> None:
    city()
    outcome = enter(BOTH, dry_run=True)
    assert outcome.created["revisions"] == 2 and outcome.event is None and not Plan.objects.exists()
    assert "Version 2025 (beslutad): 2 fokusområden och 4 åtgärder." in outcome.changes


def test_a_reader_may_not_read_in() -> None:
    place = city()
    with pytest.raises(Denied, match="Bara planansvariga"):
        import_plan(parsed=read_plan_yaml(FIRST.encode(), "x"), by=reader(place), at=NOON)


def test_a_later_revision_alone_keeps_keys_by_name() -> None:
    city()
    enter()
    alone = FIRST[: FIRST.index("  - label")] + SECOND
    without = alone.replace("key: tak, ", "").replace("      - key: lon\n        name: Lön\n", "      - name: Lön\n")
    outcome = enter(without, at=LATER)
    row = Revision.objects.get(label="2025")
    assert [area.key for area in row.areas.all()] == ["arbetsbelastning", "lon"]
    assert Measure.objects.filter(area__revision=row, key="tak", name="Tak för ärenden").exists()
    assert "Lön: känns igen, nyckel lon." in outcome.changes
