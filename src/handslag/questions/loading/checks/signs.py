"""Signs of life: whether no cell, or at most a share of them, has a sign that was promised away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from handslag.core.text import join_words, swedish_date
from handslag.plan.checks import Asked, Check, Options, Outcome, Param, Params, Row
from handslag.questions.loading.checks.scope import (
    AREAS,
    OFFICES,
    enough,
    has_area,
    has_office,
    number_of,
    share_words,
    slug_of,
    where_words,
)
from handslag.vitals.judgement import Judgement, compute, newest_kept, valid_snapshots
from handslag.vitals.rules import SIGN_WORDS

AVOIDED = ("asleep", "sidestepped", "contested", "missing", "late", "drowsy", "opted_out")
"""Signs that somebody may promise away, the gravest first."""
DEFINITION = (
    "En cell är ett fokusområde i en förvaltning. Livstecknet räknas fram ur daterade händelser, inte ur vad som "
    "rapporteras. Celler som inte är aktuella än räknas inte."
)


@dataclass(frozen=True, slots=True)
class SignCell:
    """What a check needs of a cell."""

    administration: str
    area: str
    area_name: str
    mandatory: bool
    sign: str
    since: date


def cells_on(asked: Asked) -> Sequence[SignCell] | None:
    """The cells of the day; None when they have not been worked out and nobody should wait for it."""
    kept = asked.lasting("cells", lambda: _kept(asked))
    if asked.as_of in kept:
        return kept[asked.as_of]
    return asked.daily("cells", lambda: _made(asked))


def _kept(asked: Asked) -> Mapping[date, Sequence[SignCell]]:
    """The cells of every day asked for of which there is a valid snapshot, in one question."""
    rows = valid_snapshots(asked.plan, {asked.as_of, *asked.days}, asked.known_at)
    return {day: [_plain(cell) for cell in row.cells["cells"]] for day, row in rows.items()}


def _plain(cell: Mapping[str, Any]) -> SignCell:
    since = date.fromisoformat(cell["since"])
    return SignCell(cell["administration"], cell["area"], cell["area_name"], cell["mandatory"], cell["sign"], since)


def _made(asked: Asked) -> Sequence[SignCell] | None:
    """What no snapshot has: worked out now for the page's own day, left out for the days beside it."""
    if asked.waits:
        return cells_of(compute(asked.plan, asked.as_of, asked.known_at)) if asked.as_of not in asked.days else None
    newest = newest_kept(asked.plan, asked.as_of)
    return cells_of(newest) if newest else None


def cells_of(made: Judgement) -> Sequence[SignCell]:
    """The cells of a judgement, as checks read them."""
    return [SignCell(c.administration, c.area, c.area_name, c.mandatory, c.sign, c.since) for c in made.cells]


def _avoided(params: Params) -> Sequence[str]:
    return [sign for sign in AVOIDED if sign in (params.get("signs") or AVOIDED[:3])]


def _percent(params: Params) -> int:
    return number_of(params, "percent", 100)


def _sign_words(params: Params) -> str:
    """`Avstannat eller Kringgånget`."""
    return join_words([f"”{SIGN_WORDS[sign].word}”" for sign in _avoided(params)], "eller")


def _claim(asked: Asked, params: Params) -> str:
    where = where_words(asked, params)
    if _percent(params) >= 100:
        return f"Ingen cell i {where} visar {_sign_words(params)}."
    return f"{share_words(_percent(params))}cellerna i {where} är utan {_sign_words(params)}."


def _evaluate(asked: Asked, params: Params) -> Outcome:
    period = f"Tecknen räknas på det som hade hänt till och med den {swedish_date(asked.as_of)}"
    every = cells_on(asked)
    if every is None:
        return Outcome(None, "Läget den dagen är inte uträknat.", definition=DEFINITION, period=period, made=False)
    cells = [
        cell
        for cell in every
        if cell.sign != "not_due"
        and has_area(params, cell.area, mandatory=cell.mandatory)
        and has_office(asked, params, cell.administration)
    ]
    if not cells:
        told = f"Den {swedish_date(asked.as_of)} fanns ingen cell att räkna."
        return Outcome(None, told, definition=DEFINITION, period=period)
    avoided = _avoided(params)
    does = [cell for cell in cells if cell.sign not in avoided]
    does_not = sorted((cell for cell in cells if cell.sign in avoided), key=lambda cell: avoided.index(cell.sign))
    day = swedish_date(asked.as_of)
    sentence = f"Den {day} är {len(does)} av {len(cells)} celler utan {_sign_words(params)}."
    if _percent(params) < 100:
        sentence += f" Minst {_percent(params)} procent behövs."
    return Outcome(
        enough(len(does), len(cells), _percent(params)), sentence, len(does), len(cells), DEFINITION, period,
        tuple(_row(asked, cell) for cell in does), tuple(_row(asked, cell) for cell in does_not),
    )  # fmt: skip


def _row(asked: Asked, cell: SignCell) -> Row:
    query = urlencode({"dag": asked.as_of.isoformat()})
    href = f"{reverse('vitals:cell', args=[slug_of(asked, cell.administration), cell.area])}?{query}"
    said = f"{SIGN_WORDS[cell.sign].word} sedan {swedish_date(cell.since)}"
    return Row(f"{cell.area_name}, {cell.administration}", said, href, cell.sign)


def _sign_options(_: Asked) -> Options:
    return [(sign, SIGN_WORDS[sign].word) for sign in AVOIDED]


SIGNS = Check(
    "signs",
    "Livstecken",
    "Att ingen cell, eller bara en liten andel, har avstannat, kringgåtts eller fått ett annat tecken som inte är bra.",
    (
        Param("signs", "Tecken som inte får finnas", "several", _sign_options, default=list(AVOIDED[:3]),
              required=True),
        AREAS,
        OFFICES,
        Param("percent", "Hur stor andel av cellerna ska vara utan dem?", "percent", default=100, required=True,
              help="I procent. 100 betyder att ingen cell får ha något av tecknen."),
    ),
    _claim,
    _evaluate,
)  # fmt: skip
