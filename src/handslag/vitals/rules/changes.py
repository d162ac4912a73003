"""What would change a sign, found by trying it: a fact is imagined on the day and the rules are asked again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from handslag.core.text import join_words, swedish_date
from handslag.vitals.facts import (
    Answer,
    CellVitals,
    Entry,
    Facts,
    Listing,
    MeasureRef,
    Sign,
    Signal,
    SignalAnswer,
)  # fmt: skip
from handslag.vitals.rules import wording
from handslag.vitals.rules.cells import prepare
from handslag.vitals.rules.history import CellHistory, history_of
from handslag.vitals.rules.judging import has_slipped, is_answered, overdue_signals, unit_last
from handslag.vitals.rules.known import Known
from handslag.vitals.rules.measures import CellMeasure, as_day
from handslag.vitals.rules.moments import CellDay
from handslag.vitals.rules.ruler import silence
from handslag.vitals.rules.store import folded

Change = tuple[str, str | None]
"""What happens, and the sign it gives (None: it changes no sign by itself)."""

IMAGINED = -1
"""The id of facts that are only imagined."""

_NEWS = "avlastning femtiotre rotation handledning klargjord"
"""Words of an imagined note; any words that are not stock words would do."""

_AHEAD = 400
"""How many days ahead to look for what silence alone will bring."""


def what_would_change(known: Known, cell: CellVitals, as_of: date) -> tuple[Change, ...]:
    """Say in plain Swedish what would change the sign, with the sign it would give (None: it only stops the clock).

    Only what gives another sign than today's is said; future facts are left out, also when they are known.
    """
    near = _near(known, cell, as_of)
    trial = _Trial(near, known, cell, as_of)
    if trial.today is None:
        return ()
    found = [change for change in trial.changes() if change[1] != cell.sign]
    return tuple(dict.fromkeys(found))


class _Trial:
    """One cell on one day, in which facts can be imagined."""

    def __init__(self, near: Facts, known: Known, cell: CellVitals, as_of: date) -> None:
        self.facts = near
        self.known_at = known.known_at
        self.substance = known.substance
        self.cell = cell
        self.as_of = as_of
        self.day = as_of.toordinal()
        self.history = self._history(near)
        frame = self.history.frame(self.day)
        self.today = CellDay(self.history, frame, self.day) if frame is not None else None

    def _history(self, facts: Facts) -> CellHistory:
        known = prepare(facts, self.known_at, self.substance)
        return history_of(known, known.administrations[folded(self.cell.administration)], self.cell.area)

    def _sign(self, facts: Facts, day: int | None = None) -> str | None:
        return self._history(facts).sign(day or self.day)

    def changes(self) -> Iterator[Change]:
        """Everything worth trying for the sign of today."""
        if self.cell.sign != Sign.NOT_DUE:
            yield from self._answering()
            yield from self._signals()
            yield from self._acting()
            yield from self._finishing()
        yield from self._waiting()
        if self.cell.sign in {Sign.ASLEEP, Sign.DROWSY, Sign.LATE, Sign.AWAKE}:
            yield ("En paus med skäl och slutdag stannar klockan", None)

    def _answering(self) -> Iterator[Change]:
        """Adopting with a measure, or opting out with all that is needed."""
        if self.cell.sign not in {Sign.SIDESTEPPED, Sign.MISSING, Sign.OPTED_OUT}:
            return
        adopted = self._answer(adopted=True)
        if self.cell.adopted:
            text = f"Minst en åtgärd skrivs in i VP {self.cell.year}"
        else:
            text = f"Förvaltningen antar området i VP {self.cell.year} med minst en åtgärd"
        yield (text, self._sign(replace(self.facts, answers=(*self.facts.answers, adopted))))
        if self.cell.sign != Sign.OPTED_OUT:
            needed = ["skäl", "beslutsdag", "diarienummer"] if self.cell.mandatory else ["skäl"]
            opted_out = self._answer(adopted=False)
            yield (
                f"Området väljs bort med {join_words(needed)}",
                self._sign(replace(self.facts, answers=(*self.facts.answers, opted_out))),
            )

    def _answer(self, *, adopted: bool) -> Answer:
        cell = self.cell
        ref = MeasureRef(cell.administration, cell.area, _NEWS)
        return Answer(
            id=IMAGINED, administration=cell.administration, area=cell.area, year=cell.year or 0, adopted=adopted,
            reason="" if adopted else _NEWS, decided_on=self.as_of, dnr="1",
            listings=(Listing(IMAGINED, ref),) if adopted else (), recorded_at=self.known_at, order=1 << 30,
        )  # fmt: skip

    def _signals(self) -> Iterator[Change]:
        """Answering what is overdue, and leaving what is open unanswered."""
        assert self.today is not None
        frame = self.today.frame
        overdue = overdue_signals(frame, self.day, self.known_at)
        if overdue:
            text = "Signalen får svar" if len(overdue) == 1 else f"De {len(overdue)} obesvarade signalerna får svar"
            yield (text, self._sign(self._with_answers(overdue)))
            return
        waiting = [
            signal
            for signal in frame.signals
            if signal.raised_on <= self.as_of and not is_answered(signal, self.day, self.known_at)
        ]
        for signal in sorted(waiting, key=lambda one: (one.answer_by, one.id))[:1]:
            sender = f" från {signal.sender.strip()}" if signal.sender.strip() else ""
            raised, answer_by = swedish_date(signal.raised_on), swedish_date(signal.answer_by)
            sign = self._sign(self.facts, signal.answer_by.toordinal() + 1)
            if sign == Sign.CONTESTED:
                yield (f"Signalen{sender} den {raised} är obesvarad efter den {answer_by}", sign)

    def _with_answers(self, signals: Sequence[Signal]) -> Facts:
        ids = {signal.id for signal in signals}
        answer = SignalAnswer(self.as_of, self.known_at)
        changed = tuple(
            replace(signal, answers=(*signal.answers, answer)) if signal.id in ids else signal
            for signal in self.facts.signals
        )
        return replace(self.facts, signals=changed)

    def _acting(self) -> Iterator[Change]:
        """Something new today: on the cell, or in each silent unit."""
        assert self.today is not None
        cell, limit = self.today, self.today.frame.ruler
        if not cell.measures:
            return
        if cell.silent is not None and cell.silent > limit.drowsy_after:
            newest = cell.open_measures() or list(cell.measures)
            text = "Ett samtal, ett nytt bevis eller en anteckning som säger något nytt"
            yield (text, self._sign(self._with_entries(newest[:1])))
        quiet: dict[str, CellMeasure] = {}
        for measure in cell.open_measures():
            whole = [other for other in cell.measures if other.unit == measure.unit]
            if silence(cell.frame.paused, unit_last(whole, self.day), self.day) > limit.sleep_after:
                quiet.setdefault(measure.unit, measure)
        if len(quiet) > 1:
            text = f"Något nytt från var och en av de {len(quiet)} tysta enheterna"
            yield (text, self._sign(self._with_entries(list(quiet.values()))))

    def _finishing(self) -> Iterator[Change]:
        """Finishing what is late, and finishing everything."""
        assert self.today is not None
        opened = self.today.open_measures()
        if not opened or self.cell.adopted is not True:
            return
        late = [m for m in opened if self.day > m.due or has_slipped(m, self.day)]
        if late and len(late) < len(opened) and self.cell.sign == Sign.LATE:
            one = len(late) == 1
            text = (
                f"{wording.quoted(late[0].title)} blir klar"
                if one
                else f"De {len(late)} försenade åtgärderna blir klara"
            )
            yield (text, self._sign(self._with_entries(late, done=True)))
        text = "Den öppna åtgärden blir klar" if len(opened) == 1 else f"Alla {len(opened)} öppna åtgärder blir klara"
        yield (text, self._sign(self._with_entries(opened, done=True)))

    def _with_entries(self, measures: Sequence[CellMeasure], *, done: bool = False) -> Facts:
        made = tuple(
            Entry(
                id=IMAGINED - place, ref=self._ref(measure), effective_on=self.as_of, state="done" if done else None,
                note=_NEWS, evidence=f"{_NEWS} {place}", recorded_at=self.known_at, order=(1 << 30) + place,
            )
            for place, measure in enumerate(measures)
        )  # fmt: skip
        return replace(self.facts, entries=(*self.facts.entries, *made))

    def _ref(self, measure: CellMeasure) -> MeasureRef:
        listing = measure.listing
        if listing is not None:
            return replace(listing.ref, administration=self.cell.administration)
        return MeasureRef(self.cell.administration, self.cell.area, measure.title)

    def _waiting(self) -> Iterator[Change]:
        """What comes when nothing new happens."""
        runs = self.history.runs(self.day, self.day + _AHEAD)
        if len(runs) < 2 or runs[1][0] != runs[0][1] + 1:
            return
        last, sign = runs[0][1], runs[1][2]
        if self.cell.sign == Sign.NOT_DUE:
            yield (f"VP ska vara beslutad den {swedish_date(as_day(last + 1))}", sign)
        else:
            yield (f"Inget nytt händer till och med den {swedish_date(as_day(last + 1))}", sign)


def _near(known: Known, cell: CellVitals, as_of: date) -> Facts:
    """The facts that can touch the cell and had come by the day: enough to imagine others beside them."""
    lineage = known.lineage(folded(cell.administration))
    facts, area = known.facts, cell.area

    def here(administration: str) -> bool:
        return folded(administration) in lineage

    return Facts(
        administrations=facts.administrations,
        settings=tuple(s for s in facts.settings if s.effective_on <= as_of),
        calendar=tuple(c for c in facts.calendar if c.effective_on <= as_of),
        revisions=tuple(r for r in facts.revisions if r.decided_on <= as_of or r.in_force <= as_of),
        answers=tuple(
            a
            for a in facts.answers
            if (a.decided_on is None or a.decided_on <= as_of)
            and (a.area == area or any(row.ref.external_id for row in a.listings))
            and here(a.administration)
        ),
        entries=tuple(
            e
            for e in facts.entries
            if e.effective_on <= as_of and (e.ref.area == area or e.ref.external_id) and here(e.ref.administration)
        ),
        signals=tuple(
            replace(s, answers=tuple(a for a in s.answers if a.answered_on <= as_of))
            for s in facts.signals
            if s.area == area and s.raised_on <= as_of and here(s.administration)
        ),
        pauses=tuple(p for p in facts.pauses if p.area == area and here(p.administration)),
        talks=tuple(t for t in facts.talks if t.area == area and t.held_on <= as_of and here(t.administration)),
    )
