"""What the rules and the oracle say differently of a question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from tests.vitals.oracle.judging import SILENT_SIGNS, Verdict, judge
from tests.vitals.oracle.texts import fold

from handslag.vitals.facts import CellVitals, CityVitals, Facts, MeasureVitals

PLAIN_EVIDENCE = ("signal_overdue", "copied_notes", "reports_without_act", "report_missing", "paused")
Rules = Callable[[Facts, date, datetime], CityVitals]
Told = dict[str, Any]


def told_by_oracle(verdict: Verdict) -> Told:
    """The verdict, field by field."""
    return {
        "sign": verdict.sign,
        "since": verdict.since,
        "reported": verdict.reported,
        "silent_days": verdict.silent_days,
        "units": None if verdict.sign in SILENT_SIGNS else verdict.units,
        "comment": verdict.comment,
        "measures": None if verdict.sign == "not_due" else Counter(verdict.measures),
        "acts": Counter(verdict.acts),
        "reasons": set(verdict.reasons),
        "evidence": {code: set(rows) for code, rows in verdict.evidence.items()},
    }


def told_of_measure(one: MeasureVitals) -> tuple[object, ...]:
    """The fields of a measure, in the oracle's order."""
    return (
        fold(one.unit),
        one.state,
        one.listed_first,
        one.due,
        one.original_due,
        one.moves,
        one.carried,
        one.last_act,
        frozenset(one.copies),
    )


def told_by_rules(cell: CellVitals) -> Told:
    """The same fields of the rules' verdict."""
    return {
        "sign": cell.sign,
        "since": cell.since,
        "reported": cell.reported,
        "silent_days": cell.silent_days,
        "units": None if cell.sign in SILENT_SIGNS else {fold(row.unit): row.silent_days for row in cell.units},
        "comment": None if cell.comment is None else cell.comment.id,
        "measures": None if cell.sign == "not_due" else Counter(told_of_measure(one) for one in cell.measures),
        "acts": Counter((act.day, act.evidence) for act in cell.acts if act.kind != "listed"),
        "reasons": {reason.code for reason in cell.reasons},
        "evidence": {reason.code: set(reason.evidence) for reason in cell.reasons if reason.code in PLAIN_EVIDENCE},
    }


def differences(
    rules: Rules, facts: Facts, as_of: date, known_at: datetime, *, with_since: bool
) -> list[tuple[str, str, str, Any, Any]]:
    """Administration, area, field, what the oracle says, what the rules say; for every field that differs."""
    ours = {
        (one.administration, one.area): told_by_oracle(one)
        for one in judge(facts, as_of, known_at, with_since=with_since)
    }
    theirs = {(fold(one.administration), one.area): told_by_rules(one) for one in rules(facts, as_of, known_at).cells}
    found: list[tuple[str, str, str, Any, Any]] = []
    for key in sorted(ours.keys() | theirs.keys()):
        if key not in ours or key not in theirs:
            found.append((*key, "exists", key in ours, key in theirs))
            continue
        for name, value in ours[key].items():
            if value != theirs[key][name] and (with_since or name != "since"):
                found.append((*key, name, value, theirs[key][name]))
    return found
