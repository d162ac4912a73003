"""Changes of the rules worth thinking about, measured beside them without changing them: each rewrites the facts.

A note that an alternative does not let count is blanked before the rules see it; state and evidence stay. Within a cell
the notes are taken in the order in which they came in, so that nothing depends on what was recorded later.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from handslag.cli.bench.adapter import evening
from handslag.cli.bench.scoring import ALARMS, Shown
from handslag.followup.rules.notes import read_text, stock_words
from handslag.vitals.facts import Answer, Entry, Facts, Listing, MeasureRef, Setting
from handslag.vitals.rules import prepare, signs

Known = list[frozenset[str]]
"""The words, and the numbers, of each earlier note."""
Judge = Callable[[frozenset[str], frozenset[str], Known], bool]
"""Words to go by, numbers, earlier notes: does it count?"""
Alternative = Callable[[Facts, list[date]], dict[date, Shown]]
"""What would have been shown on some days."""
CLOSED = frozenset({"done", "opted_out", "not_due"})
_WORDS = re.compile(r"[a-zåäöéü]+")


def _blanked(facts: Facts, judge: Judge) -> Facts:
    """The facts without the notes that do not count, judged within each cell."""
    cells: dict[tuple[str, str], Known] = defaultdict(list)
    kept: list[Entry] = []
    for entry in sorted(facts.entries, key=lambda entry: (entry.recorded_at, entry.effective_on, entry.order)):
        said = read_text(entry.note)
        words = frozenset(_WORDS.findall(said.words)) - stock_words()
        earlier = cells[(entry.ref.administration, entry.ref.area)]
        kept.append(entry if judge(words, said.numbers, earlier) else replace(entry, note=""))
        if entry.note:
            earlier.append(words | said.numbers)
    return replace(facts, entries=tuple(kept))


def _news(words: frozenset[str], earlier: Known) -> int:
    """How many of the words no earlier note had."""
    return len(words.difference(*earlier))


def new_words(needed: int) -> Callable[[Facts], Facts]:
    """A note counts when it has so many words to go by, or a number, that no earlier note of the cell had."""
    return lambda facts: _blanked(
        facts, lambda words, numbers, earlier: _news(words, earlier) >= needed or _news(numbers, earlier) > 0
    )


def something_to_count(facts: Facts) -> Facts:
    """A note counts only when it brings a number that no earlier note of the cell had."""
    return _blanked(facts, lambda _, numbers, earlier: _news(numbers, earlier) > 0)


def heirs(facts: Facts) -> Facts:
    """A new measure of a unit, in the place of one that is no longer listed and was not done, is its new name."""
    done = {(e.ref.administration, _name(e.ref)): e.recorded_at for e in facts.entries if e.state == "done"}
    found: list[Answer] = []
    listed: dict[tuple[str, str], tuple[Listing, ...]] = {}
    for answer in sorted(facts.answers, key=lambda answer: (answer.year, answer.recorded_at, answer.id)):
        place = (answer.administration, answer.area)
        names = {_name(row.ref) for row in answer.listings}
        earlier = listed.get(place, ())
        gone = [
            row.ref
            for row in earlier
            if _name(row.ref) not in names
            and done.get((answer.administration, _name(row.ref)), answer.recorded_at) >= answer.recorded_at
        ]
        known = {_name(row.ref) for row in earlier}
        rows = tuple(row if _name(row.ref) in known else _heir(row, gone) for row in answer.listings)
        found.append(replace(answer, listings=rows))
        listed[place] = rows
    return replace(facts, answers=tuple(found))


def _name(ref: MeasureRef) -> tuple[str, ...]:
    """What tells a measure from the others of its administration."""
    return (ref.external_id,) if ref.external_id else (ref.area, ref.unit, ref.title)


def _heir(row: Listing, gone: list[MeasureRef]) -> Listing:
    """The row with the first lost measure of its unit as what it replaces."""
    lost = next((ref for ref in gone if ref.unit == row.ref.unit), None)
    if lost is None or row.replaces is not None:
        return row
    gone.remove(lost)
    return replace(row, replaces=lost)


def states_need_words(facts: Facts) -> Facts:
    """A state without a word to go by and without evidence states nothing."""
    entries = (e if e.evidence or read_text(e.note).words_to_go_by else replace(e, state=None) for e in facts.entries)
    return replace(facts, entries=tuple(entries))


def rewritten(*changes: Callable[[Facts], Facts], slow: int = 0, sleep_after: int = 150) -> Alternative:
    """The rules as they are, on facts that some changes have rewritten; with `slow` a second clock beside them.

    The second clock is stopped only by new states, new evidence and new numbers, and runs `slow` days.
    """

    def look(facts: Facts, days: list[date]) -> dict[date, Shown]:
        for change in changes:
            facts = change(facts)
        plain = _each_day(replace(facts, settings=(Setting("sleep_after", sleep_after),)), days)
        if not slow:
            return plain
        hard = _each_day(replace(something_to_count(facts), settings=(Setting("sleep_after", slow),)), days)
        return {day: _slower(plain[day], hard[day]) for day in days}

    return look


def _each_day(facts: Facts, days: list[date]) -> dict[date, Shown]:
    return {day: signs(prepare(facts, evening(day)), day) for day in days}


def _slower(plain: Shown, hard: Shown) -> Shown:
    """The signs, and asleep where only the second clock says so."""
    return {
        place: "asleep" if hard.get(place) == "asleep" and sign not in ALARMS | CLOSED else sign
        for place, sign in plain.items()
    }


TOGETHER = (states_need_words, new_words(2), heirs)
ALTERNATIVES: dict[str, Alternative] = {
    "1 nytt läge kräver ord": rewritten(states_need_words),
    "2 två nya ord eller tal i cellen": rewritten(new_words(2)),
    "3 andra klocka, 300 dagar": rewritten(slow=300),
    "1 + 2 + namnbyte antas": rewritten(*TOGETHER),
    "allt detta": rewritten(*TOGETHER, slow=300),
    "allt detta, sleep_after 180": rewritten(*TOGETHER, slow=300, sleep_after=180),
}
