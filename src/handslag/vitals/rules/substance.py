"""The parts of the rule for substantive acts, each of which the bench can switch off to see what it is worth."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Substance:
    """Which parts of the rule hold; all on is the letter. Off means that the part is not there at all.

    - `new_state`: off, a state the measure has not had before is no act in itself.
    - `reopening`: off, reopening a measure with a word to go by is no act in itself.
    - `evidence`: off, new evidence is no act in itself (done still needs a word or evidence).
    - `note`: off, a note is never an act, however new it is.
    - `copies`: off, a note that copies an earlier one counts as a new note.
    - `stock_words`: off, stock words count as words to go by.
    - `dates`: off, dates, weeks and years stay in the text: their digits are numbers and their months words.
    - `three_words`: off, any text with a word to go by is a note.
    - `listing`: off, the day a measure is listed first does not start the clock; a cell without any act is then
      counted from its first listing all the same, since it would have no clock otherwise.
    - `done_needs_words`: off, an empty `done` or `dropped` changes the state.
    """

    new_state: bool = True
    reopening: bool = True
    evidence: bool = True
    note: bool = True
    copies: bool = True
    stock_words: bool = True
    dates: bool = True
    three_words: bool = True
    listing: bool = True
    done_needs_words: bool = True


FULL = Substance()
