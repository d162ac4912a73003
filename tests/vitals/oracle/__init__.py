"""A second, naive and slow reading of the rules of signs of life, to compare the real one with.

It shares nothing with `handslag.vitals.rules` but the contract (`facts.py`) and the list of stock words. One small
function a sentence of the rules, everything computed anew for every day, no cleverness: it is meant to be read
beside the text. `judge(facts, as_of, known_at)` gives one `Verdict` a cell.
"""

from tests.vitals.oracle.judging import Verdict, judge

__all__ = ["Verdict", "judge"]
