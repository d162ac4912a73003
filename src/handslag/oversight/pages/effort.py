"""How much of the work lies in the mandatory areas."""

from __future__ import annotations

from handslag.core.text import kronor, number, swedish_date
from handslag.oversight.loading import Material
from handslag.oversight.pages.drawings import Bar, Mark, Piece, narrow, wide
from handslag.oversight.pages.fields import said
from handslag.oversight.pages.matrix import source
from handslag.oversight.paper import Block, Column, Field, Figure, Part, Prose, Section, Table
from handslag.oversight.rules import share_sentence
from handslag.vitals.effort import Measured, Share, shares_of, together

KINDS: tuple[tuple[Measured, str], ...] = (("acts", "Händelser"), ("measures", "Åtgärder"), ("cost", "Kostnad"))


def even_percent(material: Material) -> int | None:
    """How large a part of the areas is mandatory; None when none is."""
    areas = {cell.area: cell.mandatory for cell in material.cells}
    return round(100 * sum(areas.values()) / len(areas)) if any(areas.values()) else None


def percent_of(share: Share, measured: Measured) -> int | None:
    """The mandatory areas' part of all in whole percent; None when there is nothing, or no part in them."""
    percent = share.percent(measured) if share.has_part else None
    return None if percent is None else round(percent)


def total_of(material: Material) -> Share:
    """What all have put in."""
    return together("Alla", shares_of(material.cells))


def effort_sentence(material: Material) -> str:
    """The share of what was done, as a sentence."""
    areas = {cell.area: cell.mandatory for cell in material.cells}
    percent = percent_of(total_of(material), "acts")
    return share_sentence(percent, sum(areas.values()), len(areas), material.asked.administration)


def effort_section(material: Material) -> Section:
    """The share of acts, measures and cost, administration by administration."""
    title = "Arbetet i de obligatoriska områdena"
    if even_percent(material) is None:
        text = f"Inget fokusområde är obligatoriskt den {swedish_date(material.asked.as_of)}."
        return Section("obligatoriskt", title, (Prose((text,)),), annex=True)
    shares = sorted(shares_of(material.cells), key=_order)
    said_first = effort_sentence(material) or "Ingen har gjort något nytt det senaste året."
    meaning = (
        "En händelse är något nytt som går att visa: ett nytt läge, ett nytt underlag eller en notering som säger "
        "något nytt. De räknas för det senaste året. Kostnaden är den som står i årets verksamhetsplan. "
        "Andelen säger var kraften läggs, inte om den räcker."
    )
    blocks: list[Block] = [Prose((said_first, meaning))]
    if material.of_city:
        blocks.append(_figure(material, shares))
    return Section("obligatoriskt", title, (*blocks, _table(material, shares)), annex=True)


def _order(share: Share) -> tuple[bool, int, str]:
    percent = percent_of(share, "acts")
    return (not share.has_part, -1 if percent is None else percent, share.administration)


def _figure(material: Material, shares: list[Share]) -> Figure:
    even = even_percent(material) or 0
    title = "Händelser i obligatoriska områden, andel av alla"
    bars = []
    for share in shares:
        percent = percent_of(share, "acts")
        part, whole = share.mandatory.acts, share.every.acts
        nothing = "inget alls" if share.has_part else "ingen del i dem"
        tail = nothing if percent is None else f"{percent} % · {number(part)} av {number(whole)}"
        pieces = (Piece(percent or 0, "f-main"), Piece(100 - (percent or 0), "f-rest"))
        bars.append(Bar(share.administration, pieces, tail))
    some = [share for share in shares if percent_of(share, "acts") is not None]
    ends = f" Lägst har {some[0].administration}, {percent_of(some[0], 'acts')} procent." if some else ""
    alt = f"Liggande staplar, en för varje förvaltning.{ends}"
    marks = [Mark(even, f"{even} % av områdena")]
    return Figure(
        "andel",
        wide("andel", bars, full=100, title=title, alt=alt, marks=marks),
        narrow("andel", bars, full=100, title=title),
        alt,
        f"{title}, i procent och antal. Strecket är hur stor del av områdena som är obligatoriska.",
        source(material),
    )


def _table(material: Material, shares: list[Share]) -> Table:
    rows = [_row(share) for share in shares]
    if len(shares) > 1:
        rows.append(_row(total_of(material)))
    return Table(
        "Händelser, åtgärder och kostnad i obligatoriska områden, av alla",
        (Column("Förvaltning", 1.2), *(Column(word, 1, number=True) for _, word in KINDS)),
        tuple(rows),
        has_sum=len(shares) > 1,
    )


def _row(share: Share) -> tuple[Field, ...]:
    return (said(share.administration), *(_of(share, measured) for measured, _ in KINDS))


def _of(share: Share, measured: Measured) -> Field:
    part, whole = (getattr(one, measured) for one in (share.mandatory, share.every))
    show = kronor if measured == "cost" else number
    percent = percent_of(share, measured)
    if percent is None:
        return (Part("–" if share.has_part else "Ingen del", soft=not share.has_part),)
    return (Part(f"{percent} %"), Part(f"{show(part)} av {show(whole)}", soft=True))
