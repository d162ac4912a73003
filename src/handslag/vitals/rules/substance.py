"""The parts of the rule for substantive acts, each of which the bench can switch off to see what it is worth."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Substance:
    """Which parts of the rule hold; all on is the letter. Off means that the part is not there at all.

    Acts (off: this is no act in itself):
    - `new_state`: the entry brings the measure into a state it has not had before.
    - `reopening`: the entry reopens the measure with a word to go by.
    - `evidence`: the entry brings evidence that no earlier entry had (a `done` may still rest on it).
    - `note`: the entry has a note, however new.
    - `listing`: the day a measure is listed first. A cell or unit without any act is then counted from the first
      day of its oldest measure all the same, since it would have no clock otherwise.

    Filters (off: what the filter keeps out counts):
    - `copies`: a note that copies an earlier one is no new note.
    - `stock_words`: stock words are no words to go by.
    - `dates`: dates, weeks and years are no numbers, and their months no words.
    - `three_words`: a text is a note only with three words to go by, or one and a number; off: with one word.
    - `repeated_states`: only a state the measure has not had before is an act; off: every change of state is.
    - `known_evidence`: only evidence that no earlier entry had is an act; off: any evidence is.
    - `relisting`: only the first listing counts; off: each time a measure is listed again does too.
    - `done_needs_words`: `done` and `dropped` need substance; off: the bare word changes the state.
    """

    new_state: bool = True
    reopening: bool = True
    evidence: bool = True
    note: bool = True
    listing: bool = True
    copies: bool = True
    stock_words: bool = True
    dates: bool = True
    three_words: bool = True
    repeated_states: bool = True
    known_evidence: bool = True
    relisting: bool = True
    done_needs_words: bool = True


FULL = Substance()
"""The letter."""
