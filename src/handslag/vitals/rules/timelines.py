"""A measure's entries in order: its state after each, which of them are substantive acts, which notes are copies.

Days are ordinals here (`date.toordinal`), so that a day is found by bisection.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from handslag.followup.rules.notes import CLOSED, Said, is_copy, read_text
from handslag.vitals.facts import Entry, State
from handslag.vitals.rules.substance import Substance


def entry_order(entry: Entry) -> tuple[object, ...]:
    """By effective day, then recorded moment, then order in the file."""
    return (entry.effective_on, entry.recorded_at, entry.order, entry.id)


class Timeline:
    """The entries of one measure, walked once; every question about a day is then a look-up.

    `states[i]`, `last_act[i]` and `done_on[i]` hold after the first `i` entries; 0 means never.
    """

    __slots__ = (
        "act_days",
        "acts",
        "copies",
        "days",
        "done_on",
        "done_turns",
        "entries",
        "last_act",
        "states",
        "turns",
    )

    def __init__(self, entries: Sequence[Entry], substance: Substance) -> None:
        """Walk the entries, which must stand in order."""
        self.entries = entries
        self.days = [entry.effective_on.toordinal() for entry in entries]
        self.states: list[State] = ["planned"]
        self.last_act = [0]
        self.done_on = [0]
        self.acts: list[bool] = []
        self.copies: list[bool] = []
        walk = _Walk(substance)
        for entry, day in zip(entries, self.days, strict=True):
            before = self.states[-1]
            act, copy = walk.step(entry)
            self.states.append(walk.state)
            self.acts.append(act)
            self.copies.append(copy)
            self.last_act.append(day if act else self.last_act[-1])
            self.done_on.append(day if walk.state == "done" != before else self.done_on[-1])
        self.turns = [day for i, day in enumerate(self.days) if self.states[i] != self.states[i + 1]]
        self.act_days = [day for day, act in zip(self.days, self.acts, strict=True) if act]
        self.done_turns = sorted({day for day in self.done_on if day})

    def at(self, day: int) -> int:
        """How many entries stand on or before the day: the index into `states`, `last_act` and `done_on`."""
        return bisect_right(self.days, day)

    def is_open(self, day: int) -> bool:
        """Whether the measure was neither done nor dropped, judged by its entries up to the day."""
        return self.states[bisect_right(self.days, day)] not in CLOSED


class _Walk:
    """What is remembered of the earlier entries while a measure's entries are taken in order."""

    __slots__ = ("evidence", "had", "notes", "numbers", "state", "substance")

    def __init__(self, substance: Substance) -> None:
        self.substance = substance
        self.state: State = "planned"
        self.had: set[State] = {"planned"}
        self.evidence: set[str] = set()
        self.notes: list[str] = []
        self.numbers: set[str] = set()

    def step(self, entry: Entry) -> tuple[bool, bool]:
        """Take the next entry; answer whether it is a substantive act and whether its note is a copy."""
        part = self.substance
        said = read_text(entry.note, stock=part.stock_words, dates=part.dates, three_words=part.three_words)
        evidence = entry.evidence.strip()
        before, self.state = self.state, self._next_state(entry.state, said, evidence)
        copy = said.is_note and is_copy(said, self.notes, self.numbers)
        act = (
            self._brings_state(before, said)
            or self._brings_evidence(evidence)
            or (part.note and said.is_note and not (copy and part.copies))
        )
        if self.state == "planned" and not said.is_note and not evidence:
            act = False
        self._remember(said, evidence)
        return act, copy

    def _next_state(self, stated: State | None, said: Said, evidence: str) -> State:
        """The state after the entry; done and dropped need substance."""
        if stated is None:
            return self.state
        says = bool(said.words_to_go_by) or not self.substance.done_needs_words
        empty = (stated == "dropped" and not says) or (stated == "done" and not says and not evidence)
        return self.state if empty else stated

    def _brings_state(self, before: State, said: Said) -> bool:
        """Whether the state is one the measure has not had, or the measure is reopened with a word to go by."""
        part = self.substance
        if self.state == before:
            return False
        if part.new_state and (self.state not in self.had or not part.repeated_states):
            return True
        reopens = before in CLOSED and self.state not in CLOSED
        return part.reopening and reopens and said.words_to_go_by > 0

    def _brings_evidence(self, evidence: str) -> bool:
        """Whether the entry brings evidence that no earlier entry had."""
        part = self.substance
        return bool(evidence) and part.evidence and (evidence not in self.evidence or not part.known_evidence)

    def _remember(self, said: Said, evidence: str) -> None:
        self.had.add(self.state)
        if evidence:
            self.evidence.add(evidence)
        if said.is_note:
            self.notes.append(said.words)
            self.numbers |= said.numbers
