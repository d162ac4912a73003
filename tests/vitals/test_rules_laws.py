"""The laws of signs of life, on small towns that Hypothesis invents."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.depth import examples
from tests.vitals.town import NOW, naive_sign, naive_since

from handslag.vitals import rules
from handslag.vitals.facts import (
    SIGNS,
    Administration,
    Answer,
    Area,
    CalendarDay,
    CentralMeasure,
    Comment,
    Entry,
    Facts,
    Listing,
    MeasureRef,
    Pause,
    Revision,
    Setting,
    Sign,
    Signal,
    SignalAnswer,
    SignedReport,
    Talk,
)

FIRST, LAST = date(2023, 10, 1), date(2026, 3, 31)
OLD = ("Gamla Norr", "Gamla Söder")
NEW, SPECIAL = "Nya", "Fack"
NAMES = (*OLD, NEW, SPECIAL)
MERGED = date(2024, 9, 1)
TITLES = ("Tak", "Stöd", "Fond")

days = st.integers(0, (LAST - FIRST).days).map(lambda n: FIRST + timedelta(n))
moments = st.one_of(st.just(NOW), days.map(lambda d: datetime(d.year, d.month, d.day, 12, tzinfo=UTC)))
names = st.sampled_from(NAMES)
areas = st.sampled_from(["alfa", "beta", "gamma"])


@st.composite
def refs(draw: st.DrawFn, who: str | None = None, area: str | None = None) -> MeasureRef:
    return MeasureRef(
        who or draw(names),
        area or draw(areas),
        draw(st.sampled_from(TITLES)),
        draw(st.sampled_from(["", "Öst", "Väst"])),
        draw(st.sampled_from(["", "", "", "7"])),
    )


@st.composite
def answers(draw: st.DrawFn, number: int) -> Answer:
    who, area, year = draw(names), draw(areas), draw(st.sampled_from([2024, 2025, 2026]))
    rows = draw(st.lists(refs(who, area), max_size=3))
    return Answer(
        id=number,
        administration=who,
        area=area,
        year=year,
        adopted=bool(rows) or draw(st.booleans()),
        reason=draw(st.sampled_from(["", "skäl"])),
        decided_on=draw(st.none() | days),
        dnr=draw(st.sampled_from(["", "1/24"])),
        listings=tuple(
            Listing(
                number * 10 + place,
                ref,
                draw(st.none() | days),
                draw(st.none() | st.none() | refs(who, area)),
                order=place,
            )
            for place, ref in enumerate(rows)
        ),
        recorded_at=draw(moments),
        order=number,
        replaces=draw(st.sampled_from([None, None, None, None, number - 1])),
    )


@st.composite
def entries(draw: st.DrawFn, number: int) -> Entry:
    return Entry(
        number,
        draw(refs()),
        draw(days),
        draw(st.sampled_from([None, None, "planned", "started", "under_way", "done", "dropped"])),
        draw(st.sampled_from(["", "enligt plan", "klar", "ny handledare anställd", "taket infört nu", "7 samtal"])),
        draw(st.sampled_from(["", "", "protokoll"])),
        draw(moments),
        number % 3,
        draw(st.sampled_from([None, None, None, None, number - 1])),
    )


@st.composite
def plans(draw: st.DrawFn) -> tuple[Revision, ...]:
    first = (Area("alfa", "Alfa", mandatory=True), Area("beta", "Beta"))
    fund = CentralMeasure("fond", "Fond", "beta", draw(names), draw(st.none() | days))
    renamed = replace(fund, title=draw(st.sampled_from(TITLES)), due=draw(st.none() | days))
    begun = draw(days)
    second = draw(
        st.sampled_from(
            [
                (*first, Area("gamma", "Gamma")),
                (Area("alfa", "Alfa"), Area("beta", "Beta", mandatory=True)),
                (first[1], Area("gamma", "Gamma", mandatory=True)),
            ]
        )
    )
    return (
        Revision(1, "1", date(2023, 9, 1), date(2023, 9, 1), first, draw(st.sampled_from([(), (fund,)]))),
        Revision(2, "2", begun - timedelta(20), begun, second, draw(st.sampled_from([(), (renamed,)]))),
    )


def calendar() -> tuple[CalendarDay, ...]:
    dues = {2024: date(2024, 1, 31), 2025: date(2024, 12, 10), 2026: date(2026, 1, 31)}
    rows = [CalendarDay(year, "VP", due) for year, due in dues.items()]
    rows += [CalendarDay(year, "T1", date(year, 5, 20), date(year, 4, 30)) for year in dues]
    return (*rows, *(CalendarDay(year, "T2", date(year, 9, 20)) for year in dues))


LIMITS = (Setting("sleep_after", 60), Setting("drowsy_after", 30))


@st.composite
def towns(draw: st.DrawFn) -> Facts:
    merged = Administration(NEW, "district", MERGED, predecessors=OLD)
    old = [Administration(name, "district", date(2007, 1, 1), MERGED - timedelta(1)) for name in OLD]
    moved = CalendarDay(2025, "VP", draw(days), effective_on=draw(days), recorded_at=draw(moments))
    cell = st.tuples(names, areas)
    spans = st.tuples(days, st.integers(0, 100)).map(lambda s: (s[0], s[0] + timedelta(s[1])))
    return Facts(
        administrations=(merged, *old, Administration(SPECIAL, "specialist", date(2007, 1, 1))),
        # A city's two limits are legal at every moment: the lower one is never entered after the higher.
        settings=draw(st.sampled_from([(), (*LIMITS, Setting("drowsy_after", 45, draw(days), draw(moments)))])),
        calendar=(*calendar(), *draw(st.sampled_from([(), (moved,)]))),
        revisions=draw(plans()),
        answers=tuple(draw(answers(n)) for n in range(draw(st.integers(0, 8)))),
        entries=tuple(draw(entries(n)) for n in range(draw(st.integers(0, 10)))),
        signals=tuple(
            Signal(
                n, *draw(cell), *draw(spans), answers=tuple(SignalAnswer(d) for d in draw(st.lists(days, max_size=1)))
            )
            for n in range(draw(st.integers(0, 2)))
        ),
        pauses=tuple(Pause(n, *draw(cell), *draw(spans)) for n in range(draw(st.integers(0, 2)))),
        talks=tuple(Talk(n, *draw(cell), draw(days)) for n in range(draw(st.integers(0, 1)))),
        reports=tuple(
            SignedReport(n, draw(names), 2025, draw(st.sampled_from(["T1", "T2"])), draw(days))
            for n in range(draw(st.integers(0, 2)))
        ),
        comments=tuple(Comment(n, *draw(cell), draw(days), "x") for n in range(draw(st.integers(0, 1)))),
    )


@settings(max_examples=examples(150))
@given(towns(), days)
def test_since_is_what_asking_day_by_day_gives(facts: Facts, on: date) -> None:
    known = rules.prepare(facts, NOW)
    for cell in rules.vitals(known, on).cells:
        assert cell.sign == naive_sign(known, cell.administration, cell.area, on)
        assert cell.since == naive_since(known, cell.administration, cell.area, on, date(2023, 8, 1))


@settings(max_examples=examples(80))
@given(towns(), names, areas)
def test_runs_are_what_asking_day_by_day_gives(facts: Facts, who: str, area: str) -> None:
    known = rules.prepare(facts, NOW)
    found: dict[date, str] = {}
    runs = rules.runs(known, who, area, FIRST, LAST)
    for run in runs:
        span = range((run.last_day - run.first_day).days + 1)
        found.update({run.first_day + timedelta(n): run.sign for n in span})
    asked = [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)]
    assert found == {d: sign for d in asked if (sign := naive_sign(known, who, area, d)) is not None}
    for one, other in pairwise(runs):
        assert one.sign != other.sign or one.last_day + timedelta(1) < other.first_day


@settings(max_examples=examples(100))
@given(towns(), days)
def test_one_sign_and_at_least_one_reason(facts: Facts, on: date) -> None:
    known = rules.prepare(facts, NOW)
    found = rules.vitals(known, on)
    for cell in found.cells:
        assert cell.sign in SIGNS
        assert cell.reasons
        assert len({reason.code for reason in cell.reasons}) == len(cell.reasons)
        assert all(reason.text.endswith(".") and reason.evidence for reason in cell.reasons)
        assert cell.reasons[0].decides or cell.sign == Sign.AWAKE
        assert (cell.silent_days is None) == (cell.sign in SIGNS[:4])
    assert rules.signs(known, on) == {(c.administration, c.area): c.sign for c in found.cells}


@settings(max_examples=examples(60))
@given(towns(), days, st.randoms(use_true_random=False))
def test_order_of_input_does_not_matter(facts: Facts, on: date, chance: random.Random) -> None:
    mixed = {name: tuple(chance.sample(rows, len(rows))) for name in facts.__slots__ if (rows := getattr(facts, name))}
    assert rules.vitals(replace(facts, **mixed), on, NOW) == rules.vitals(facts, on, NOW)


@settings(max_examples=examples(60))
@given(towns(), days, days)
def test_what_is_recorded_later_changes_no_earlier_moment(facts: Facts, on: date, when: date) -> None:
    moment = datetime(when.year, when.month, when.day, 12, tzinfo=UTC)
    rows = {name: getattr(facts, name) for name in facts.__slots__}
    before = {name: tuple(row for row in found if row.recorded_at <= moment) for name, found in rows.items()}
    assert rules.vitals(facts, on, moment) == rules.vitals(Facts(**before), on, moment)


@settings(max_examples=examples(100))
@given(towns(), days)
def test_something_new_never_makes_a_cell_more_silent(facts: Facts, on: date) -> None:
    """A substantive entry newer than all others that leaves its measure open never raises the silence."""
    for cell in rules.vitals(facts, on, NOW).cells:
        for measure in cell.measures:
            if cell.silent_days is None or measure.state in {"done", "dropped"} or ":" not in measure.identity:
                continue
            known = rules.prepare(facts, NOW)
            listing = next(
                (row for a in facts.answers for row in a.listings if f"listing:{row.id}" in measure.refs), None
            )
            if listing is None:
                continue
            ref = replace(listing.ref, administration=cell.administration)
            news = Entry(999, ref, on, None, "helt annorlunda besked 4711", recorded_at=known.known_at, order=999)
            again = rules.cell_vitals(
                rules.prepare(replace(facts, entries=(*facts.entries, news)), NOW), cell.administration, cell.area, on
            )
            assert again is not None
            assert again.silent_days == 0


@settings(max_examples=examples(60))
@given(towns(), days)
def test_what_would_change_the_sign_gives_another_sign(facts: Facts, on: date) -> None:
    known = rules.prepare(facts, NOW)
    for cell in rules.vitals(known, on).cells:
        for text, sign in rules.what_would_change(known, cell, on):
            assert text
            assert sign != cell.sign
