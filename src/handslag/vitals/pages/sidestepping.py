"""Where the administrations put their work, and the mandatory areas that were passed by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from handslag.core.markup import sign
from handslag.core.text import join_words, kronor, number, short_date, swedish_date
from handslag.vitals.effort import Measured, Share, shares_of, together
from handslag.vitals.facts import Sign
from handslag.vitals.judgement import Cell, Judgement
from handslag.vitals.pages.bars import Bar, narrow_bars, wide_bars
from handslag.vitals.pages.choices import Choices
from handslag.vitals.pages.comparing import Comparison
from handslag.vitals.pages.day import Day
from handslag.vitals.pages.picture import Picture, by_weight
from handslag.vitals.rules import REPORTED_WORDS, SIGN_WORDS

MEASURED: dict[str, tuple[Measured, str, str]] = {
    "": ("acts", "Händelser", "händelserna det senaste året"),
    "atgarder": ("measures", "Åtgärder", "åtgärderna"),
    "kostnad": ("cost", "Kostnad", "kostnaden"),
}
"""What a share can be of: by its word in the address, the field, its heading, and the words for it in a sentence."""
MEASURED_NOTHING: dict[Measured, str] = {
    "acts": "gjort något nytt det senaste året",
    "measures": "någon åtgärd",
    "cost": "angett någon kostnad",
}


@dataclass(frozen=True, slots=True)
class Row:
    """An administration's line of the table: of each kind how much in mandatory areas, of all, and the share."""

    name: str
    href: str
    parts: list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class PassedBy:
    """A mandatory cell that was sidestepped or opted out of, with why."""

    name: str
    href: str
    sign: SafeString
    since: str
    reported: str
    reasons: list[str]
    comment: str
    comment_by: str


@dataclass(frozen=True, slots=True)
class SidesteppingPage:
    """Everything the page says."""

    answer: str
    expected: str
    wide: SafeString
    narrow: SafeString
    caption: str
    rows: list[Row]
    total: Row
    passed_by: list[PassedBy]


def sidestepping_page(made: Judgement, day: Day, slugs: Mapping[str, str], chosen: str) -> SidesteppingPage:
    """Build the page; `chosen` says what the drawing shows the share of."""
    picture = Picture(made, Comparison(), Choices(), day, slugs)
    measured, heading, words = MEASURED[chosen]
    shares = sorted(shares_of(made.cells), key=lambda share: _order(share, measured))
    total = together("Alla", shares)
    areas = {cell.area: cell.mandatory for cell in made.cells}
    even = round(100 * sum(areas.values()) / len(areas))
    bars = [Bar(share.administration, share.percent(measured), _bar_text(share, measured)) for share in shares]
    title = f"{heading} i obligatoriska områden, andel av alla"
    passed = [cell for cell in made.cells if cell.mandatory and cell.sign in (Sign.SIDESTEPPED, Sign.OPTED_OUT)]
    answer = _answer(total, shares, measured, words, day)
    mandatory = sum(areas.values())
    are = "är obligatoriskt" if mandatory == 1 else "är obligatoriska"
    return SidesteppingPage(
        answer=f"{answer} {_passed_words(passed)}",
        expected=f"{mandatory} av {len(areas)} fokusområden {are}, det vill säga {even} procent. "
        "Andelen säger var kraften läggs, inte om den räcker.",
        wide=wide_bars(bars, title=title, description=answer, mark=even, mark_text=f"{even} % av områdena"),
        narrow=narrow_bars(bars, title=title),
        caption=f"{title}, i procent och antal. Strecket visar hur stor del av områdena som är obligatoriska. "
        f"Läget den {swedish_date(day.as_of)}. Källa: verksamhetsplaner och lägesnoteringar.",
        rows=[_row(picture, share) for share in shares],
        total=_row(picture, total),
        passed_by=[_passed_by(picture, cell) for cell in sorted(passed, key=by_weight)],
    )


def _order(share: Share, measured: Measured) -> tuple[bool, float, int]:
    """Least in the mandatory areas first; those without a part in them last."""
    percent = share.percent(measured)
    return (not share.has_part, -1.0 if percent is None else percent, -getattr(share.every, measured))


def _percent_words(percent: float, unit: str) -> str:
    """`12 procent`, or that it is less than one."""
    return f"mindre än 1 {unit}" if 0 < percent < 0.5 else f"{round(percent)} {unit}"


def _amount(value: int, measured: Measured) -> str:
    return kronor(value) if measured == "cost" else number(value)


def _bar_text(share: Share, measured: Measured) -> str:
    percent = share.percent(measured)
    if not share.has_part:
        return "ingen del i dem"
    if percent is None:
        return "inget alls"
    part, whole = getattr(share.mandatory, measured), getattr(share.every, measured)
    return f"{round(percent)} % · {_amount(part, measured)} av {_amount(whole, measured)}"


def _answer(total: Share, shares: list[Share], measured: Measured, words: str, day: Day) -> str:
    """The city's share, and who puts least in the mandatory areas."""
    percent = total.percent(measured)
    if percent is None:
        return f"Den {swedish_date(day.as_of)} finns inget att fördela: ingen har {MEASURED_NOTHING[measured]}."
    part = _percent_words(percent, "procent")
    text = f"Den {swedish_date(day.as_of)} låg {part} av {words} i de obligatoriska områdena."
    measurable = [
        (share, percent) for share in shares if share.has_part and (percent := share.percent(measured)) is not None
    ]
    if len(measurable) < 2:
        return text
    least, lowest = measurable[0]
    return f"{text} Lägst andel har {least.administration}: {_percent_words(lowest, 'procent')}."


def _passed_words(passed: list[Cell]) -> str:
    """`Av de obligatoriska cellerna är 3 kringgångna och 1 bortvald med skäl.`"""
    around = sum(cell.sign == Sign.SIDESTEPPED for cell in passed)
    out = len(passed) - around
    if not passed:
        return "Ingen förvaltning har gått runt eller valt bort ett obligatoriskt område."
    parts = [f"{around} kringgång{'en' if around == 1 else 'na'}"] if around else []
    parts += [f"{out} bortvald{'' if out == 1 else 'a'} med skäl"] if out else []
    return f"Av de obligatoriska cellerna är {join_words(parts)}."


def _row(picture: Picture, share: Share) -> Row:
    parts = []
    for measured, _, _ in MEASURED.values():
        percent = share.percent(measured)
        part, whole = getattr(share.mandatory, measured), getattr(share.every, measured)
        parts.append(
            (_amount(part, measured), _amount(whole, measured), "" if percent is None else f"{round(percent)} %")
        )
    return Row(share.administration, picture.administration_href(share.administration), parts)


def _passed_by(picture: Picture, cell: Cell) -> PassedBy:
    deciding = [reason.text for reason in cell.reasons if reason.decides] or [cell.reasons[0].text]
    comment = cell.comment
    return PassedBy(
        name=f"{cell.area_name}, {cell.administration}",
        href=picture.href(cell),
        sign=sign(cell.sign, SIGN_WORDS[cell.sign].word),
        since=picture.since(cell),
        reported=REPORTED_WORDS[cell.reported],
        reasons=deciding,
        comment=comment.text if comment else "",
        comment_by=", ".join(filter(None, (comment.by, short_date(comment.effective_on, year=True))))
        if comment
        else "",
    )
