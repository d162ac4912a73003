"""A city's file becomes dated facts, once; what is wrong in it is said with its line."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from handslag.audit.actions import verify
from handslag.audit.models import Event
from handslag.core.outcome import FaultyFile, Outcome
from handslag.core.verdict import Denied, Refused
from handslag.core.yaml_tree import MAX_BYTES, YamlError
from handslag.people.actions import Post, add_user, import_city
from handslag.people.importers import read_city
from handslag.people.models import (
    Administration,
    AdministrationVersion,
    CalendarDay,
    City,
    FreeDays,
    Setting,
    Unit,
)

FILE = """
city: {name: Ekstaden, code: "0990"}
settings: {sleep_after: 150, drowsy_after: 90, signal_answer_days: 10}
administrations:
  - name: Järva
    kind: district
    valid_from: 2023-07-01
    predecessors: [Rinkeby-Kista, Spånga-Tensta]
    committee: Järva stadsdelsnämnd
    units:
      - {name: Barn och unga Järva, field: barn och unga, id: 0731}
  - {name: Rinkeby-Kista, kind: district, valid_from: 2007-01-01, valid_to: 2023-06-30}
  - {name: Spånga-Tensta, kind: district, valid_from: 2007-01-01, valid_to: 2023-06-30}
  - {name: Socialförvaltningen, kind: specialist, valid_from: 2007-01-01}
calendar:
  2025:
    VP: {due: 2025-01-31}
    T1: {as_of: 2025-04-30, due: 2025-05-20}
    T2: {as_of: 2025-08-31, due: 2025-09-22}
    VB: {as_of: 2025-12-31, due: 2026-01-30}
  2026: {VP: {due: 2026-01-30}}
meetings:
  - {body: Kommunfullmäktige, date: 2025-02-17}
holidays: {bridge_days: [2025-05-30], closed: []}
"""
NOON = datetime(2025, 1, 22, 11, tzinfo=UTC)
LATER = datetime(2025, 3, 3, 11, tzinfo=UTC)


def enter(text: str = FILE, at: datetime = NOON, **more: object) -> Outcome:
    return import_city(parsed=read_city(text.encode(), "stad.yaml"), by=None, at=at, file_name="stad.yaml", **more)  # type: ignore[arg-type]


def faults(text: str) -> list[str]:
    with pytest.raises(FaultyFile) as refused:
        read_city(text.encode(), "stad.yaml")
    return [str(problem) for problem in refused.value.problems]


class TestReading:
    def test_everything_in_the_file_is_read_as_it_stands(self) -> None:
        city = read_city(FILE.encode(), "stad.yaml")
        assert (city.name, city.code, city.is_example) == ("Ekstaden", "0990", False)
        first = city.administrations[0]
        assert first.predecessors == ("Rinkeby-Kista", "Spånga-Tensta")
        assert first.units[0].external_id == "0731", "an id is text: YAML would have made a number of it"
        assert {(line.year, line.code) for line in city.calendar} == {
            (year, code) for year in (2025, 2026) for code in ("VP", "T1", "T2", "VB")
        }
        assert city.free_days is not None and city.free_days.bridge_days == (date(2025, 5, 30),)

    def test_every_error_is_named_with_its_line_and_advice(self) -> None:
        found = faults(
            FILE.replace("kind: district\n", "kind: distrikt\n")
            .replace("valid_to: 2023-06-30}\n  - {name: Sp", "valid_to: 2003-06-30}\n  - {name: Sp")
            .replace("barn och unga, id", "barn o unga, id")
            .replace("2025-02-17", "2025-02-30")
            .replace("committee:", "comittee:")
            .replace("drowsy_after: 90", "drowsy_after: 180")
        )
        assert len(found) == 6
        text = "\n".join(found)
        assert "Rad 6: administrations › Järva › kind: ”distrikt” känns inte igen. Menade du ”district”?" in text
        assert "Rad 12: administrations › Rinkeby-Kista › valid_to: 2003-06-30 ligger före" in text
        assert "Menade du ”barn och unga”?" in text
        assert "Rad 23: meetings › Kommunfullmäktige › date: ”2025-02-30” är inget datum." in text
        assert "comittee: den nyckeln känns inte igen. Menade du ”committee”?" in text
        assert "drowsy_after (180 dagar) ska vara mindre än sleep_after (150 dagar)" in text

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            (("name: Järva\n", "nam: Järva\n"), "Rad 5: administrations › 1 › name: saknas"),
            (("city: {name: Ekstaden", "city: {nam: Ekstaden"), "city › name: saknas"),
            (("sleep_after: 150", "sleep_after: 59"), "heltal från 60 till 210"),
            (("name: Socialförvaltningen", "name: JÄRVA"), "står två gånger (först på rad 5)"),
            (("name: Socialförvaltningen", "name: Jarva"), "får samma adress"),
            (("[Rinkeby-Kista, Spånga-Tensta]", "[Järva]"), "sin egen föregångare"),
            (("due: 2025-05-20", "due: 2025-04-20"), "ligger före dagen rapporten gäller"),
            (("  2026:", "  tjugosex:"), "är inget år"),
            (("meetings:\n  - {body", "meetings:\n  {body"), "ska vara en lista"),
            (('code: "0990"', 'code: "0990", code: "1"'), "står två gånger på samma ställe"),
            (("Kommunfullmäktige", "Nämnden 19121212-1212"), "personnummer"),
        ],
    )
    def test_a_fault_is_told(self, change: tuple[str, str], said: str) -> None:
        assert change[0] in FILE
        assert any(said in one for one in faults(FILE.replace(*change))), faults(FILE.replace(*change))

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "tom"),
            (b"a: &x [1]\nb: *x\n", "ankare och alias"),
            (b"a: !!python/object/apply:os.system [ls]\n", "typm"),
            (b"a: 1\n---\nb: 2\n", "flera dokument"),
            (b"city:\n\tname: x\n", "tabb"),
            (b"city: {name: x\n", "rad"),
            (b"city: name: x\n", "kolon"),
            (b"\x00\x01", "inte är text"),
            (b"[" * 5000, "djup"),
            (b"a: " + b"x" * MAX_BYTES, "för stor"),
            (b"PK\x03\x04\x00\x00", "inte är text"),
        ],
    )
    def test_what_is_no_plain_yaml_is_refused_in_a_sentence(self, content: bytes, said: str) -> None:
        with pytest.raises(YamlError, match=said):
            read_city(content, "stad.yaml")

    def test_a_file_that_is_a_list_or_a_word_is_refused(self) -> None:
        assert any("nycklar med värden" in one for one in faults("- 1\n- 2\n"))
        assert any("nycklar med värden" in one for one in faults("bara ord"))

    def test_a_predecessor_that_stays_is_warned_of(self) -> None:
        city = read_city(FILE.replace(", valid_to: 2023-06-30", "").encode(), "stad.yaml")
        assert len(city.warnings) == 2 and "finns kvar efter" in str(city.warnings[0])


@pytest.mark.django_db
class TestEntering:
    def test_the_first_file_holds_from_the_beginning(self) -> None:
        outcome = enter()
        city = City.objects.get()
        assert outcome.created == {
            "cities": 1, "administrations": 4, "units": 1, "settings": 3, "calendar": 8, "meetings": 1, "free_days": 1
        }  # fmt: skip
        assert next(a.name for a in city.administrations.all()) == "Järva"
        assert Unit.objects.get().field_of_work == "barn och unga"
        for model in (Setting, CalendarDay, FreeDays, AdministrationVersion):
            assert all(row.from_beginning for row in model.objects.all()), model
        assert {row.event_id for row in Setting.objects.all()} == {outcome.event}
        event = Event.objects.get()
        assert (event.action, event.city_id, event.data["file"]) == ("city.imported", city.pk, "stad.yaml")
        assert verify().sound

    def test_days_left_out_are_filled_in(self) -> None:
        enter()
        days = {row.code: (row.as_of, row.due) for row in CalendarDay.objects.filter(year=2026)}
        assert days["T1"] == (date(2026, 4, 30), date(2026, 5, 25))  # 1 and 14 May are holidays
        assert days["T2"][0] == date(2026, 8, 31) and days["VB"][0] == date(2026, 12, 31)

    def test_the_same_file_again_changes_nothing(self) -> None:
        enter()
        again = enter(at=LATER)
        assert again.nothing_new and again.event is None
        assert Event.objects.count() == 1

    def test_a_changed_value_is_a_new_fact_from_its_own_day(self) -> None:
        enter()
        outcome = enter(
            FILE.replace("sleep_after: 150", "sleep_after: 120")
            .replace("due: 2025-05-20", "due: 2025-05-27")
            .replace("committee: Järva stadsdelsnämnd", "committee: Järvanämnden")
            .replace("barn och unga, id", "missbruk, id"),
            at=LATER,
        )
        assert outcome.created == {"administrations": 1, "units": 1, "settings": 1, "calendar": 1}
        newest = Setting.objects.filter(key="sleep_after").latest("pk")
        assert (newest.value, newest.from_beginning, newest.effective_on) == (120, False, date(2025, 3, 3))
        moved = CalendarDay.objects.filter(year=2025, code="T1").latest("pk")
        assert (moved.due, moved.from_beginning, moved.effective_on) == (date(2025, 5, 27), False, date(2025, 3, 3))
        version = AdministrationVersion.objects.filter(administration__name="Järva").latest("pk")
        assert (version.committee, version.from_beginning, version.recorded_at) == ("Järvanämnden", False, LATER)
        assert any("sleep_after: 150 blir 120" in line for line in outcome.changes)
        assert Setting.objects.filter(key="sleep_after").count() == 2, "the earlier value stands"

    def test_what_is_added_later_is_known_from_then_only(self) -> None:
        enter()
        enter(
            FILE.replace(
                "calendar:\n", "  - {name: Älvsjö, kind: district, valid_from: 2020-07-01}\ncalendar:\n"
            ).replace(
                "2026: {VP: {due: 2026-01-30}}", "2026: {VP: {due: 2026-01-30}}\n  2027: {VP: {due: 2027-01-29}}"
            ),
            at=LATER,
        )
        added = AdministrationVersion.objects.get(administration__name="Älvsjö")
        assert (added.from_beginning, added.recorded_at, added.valid_from) == (False, LATER, date(2020, 7, 1))
        day = CalendarDay.objects.get(year=2027, code="VP")
        assert (day.from_beginning, day.recorded_at, day.effective_on) == (False, LATER, date.min)

    def test_history_is_entered_with_its_own_moment(self) -> None:
        then = datetime(2024, 5, 1, 12, tzinfo=UTC)
        enter(recorded_at=then)
        row = Setting.objects.first()
        assert row is not None and (row.recorded_at, row.entered_at, row.read_in_afterwards) == (then, NOON, True)
        assert Event.objects.get().recorded_at == then

    def test_a_file_that_leaves_something_out_changes_nothing_of_it(self) -> None:
        enter()
        outcome = enter("city: {name: ekstaden}\ncalendar: {2025: {VP: {due: 2025-01-31}}}\n", at=LATER)
        assert outcome.nothing_new and Administration.objects.count() == 4

    def test_a_dry_run_writes_nothing(self) -> None:
        outcome = enter(dry_run=True)
        assert outcome.created["administrations"] == 4 and outcome.event is None
        assert not City.objects.exists() and not Event.objects.exists()

    def test_an_unknown_predecessor_is_refused_with_its_line(self) -> None:
        with pytest.raises(FaultyFile) as refused:
            enter(FILE.replace("[Rinkeby-Kista,", "[Rinkeby,"))
        assert "Rad 5" in str(refused.value.problems[0]) and "Menade du ”Rinkeby-Kista”?" in str(
            refused.value.problems[0]
        )
        assert not City.objects.exists()

    def test_a_predecessor_that_the_city_already_has_will_do(self) -> None:
        enter()
        line = "{name: Nya, kind: district, valid_from: 2026-01-01, predecessors: [Järva]}"
        assert enter(f"city: {{name: Ekstaden}}\nadministrations: [{line}]", at=LATER).created == {"administrations": 1}

    def test_thresholds_are_weighed_against_what_stands(self) -> None:
        enter()
        with pytest.raises(FaultyFile, match="ska vara mindre än"):
            enter("city: {name: Ekstaden}\nsettings: {sleep_after: 80}\n", at=LATER)
        enter("city: {name: Ekstaden}\nsettings: {sleep_after: 80, drowsy_after: 50}\n", at=LATER)

    def test_only_the_plan_office_of_the_city_reads_in_and_nobody_adds_a_city(self) -> None:
        enter()
        city = City.objects.get()
        reader = add_user(username="l", post=Post("reader", city), password=None, by=None, at=NOON)
        with pytest.raises(Denied, match="Bara planansvariga"):
            import_city(parsed=read_city(FILE.encode(), "x"), by=reader, at=LATER)
        office = add_user(username="p", post=Post("plan_office", city), password=None, by=None, at=NOON)
        other = read_city(b"city: {name: Annanstad}\n", "x")
        with pytest.raises(Denied, match="kommandoraden"):
            import_city(parsed=other, by=office, at=LATER)

    def test_an_example_stays_an_example(self) -> None:
        enter(FILE.replace('code: "0990"', 'code: "0990", example: true'))
        assert City.objects.get().is_example
        with pytest.raises(Refused, match="förblir det"):
            enter(at=LATER)

    def test_a_moment_to_come_is_refused(self) -> None:
        with pytest.raises(Refused, match="inte har varit än"):
            enter(recorded_at=LATER)
