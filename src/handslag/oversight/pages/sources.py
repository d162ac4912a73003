"""What the report rests on: day and moment, how signs are counted, and what was read in afterwards."""

from __future__ import annotations

from collections import Counter
from datetime import date

from handslag.core.clock import local
from handslag.core.text import swedish_date, swedish_moment
from handslag.oversight.loading import LateFile, Material
from handslag.oversight.pages.fields import said, sign_part
from handslag.oversight.paper import Block, Column, Heading, Part, Prose, Section, Table
from handslag.oversight.rules import afterwards_sentence
from handslag.vitals.pages.day import Limits
from handslag.vitals.pages.meanings import meanings

SHOWN = 12
"""How many files are listed one by one; more are summed up by kind."""
COUNTED = (
    "Tecknen räknas fram ur daterade händelser i verksamhetsplaner, lägesnoteringar, signaler och beslut. "
    "Att spara, skicka om eller flytta ett datum räknas inte, och inte heller en notering som säger samma "
    "sak som en tidigare. Förvaltningarnas egna rapporter visas bredvid och ändras aldrig."
)
KINDS = {
    "city.imported": "kommunens fil",
    "plan.imported": "planen",
    "vp.imported": "verksamhetsplaner",
    "progress.imported": "lägesnoteringar",
    "signals.imported": "signaler och svar",
    "reports.imported": "undertecknade rapporter",
    "comment.given": "kommentarer",
    "pause.set": "pauser",
}


def ahead_sentence(material: Material) -> str:
    """That the day had not been when it was told of, in front of everything that is said of it; else nothing."""
    known = local(material.asked.known_at).date()
    if material.asked.as_of <= known:
        return ""
    return (
        f"Den {swedish_date(material.asked.as_of)} hade inte varit den {swedish_date(known)}, "
        "när uppgifterna togs fram: så blir läget om inget mer händer."
    )


def locked_sentence(material: Material) -> str:
    """That the same can be made again, and of what."""
    asked = material.asked
    return (
        f"Uppgifterna är låsta till läget den {swedish_date(asked.as_of)}, som det var känt den "
        f"{swedish_moment(asked.known_at)}, och kan tas fram igen som de var då."
    )


def sources_section(material: Material) -> Section:
    """Sources and definitions."""
    asked = material.asked
    exact = local(asked.known_at).isoformat()
    blocks: list[Block] = [
        Prose(
            (
                locked_sentence(material),
                COUNTED,
                f"För att göra om rapporten: period {asked.period.key}, läget {asked.as_of}, känt {exact}.",
            )
        ),
        Heading("Så räknas tecknen"),
        _definitions(material),
        Heading("Inläst i efterhand"),
        *_afterwards(material),
    ]
    return Section("kallor", "Källor och definitioner", tuple(blocks), annex=True)


def _definitions(material: Material) -> Table:
    limits = Limits(material.limits.sleep_after, material.limits.drowsy_after)
    return Table(
        "De tio tecknen. Det första som stämmer gäller.",
        (Column("Tecken", 1), Column("Betyder", 3)),
        tuple(((sign_part(one.sign),), said(one.text)) for one in meanings(limits)),
    )


def _afterwards(material: Material) -> list[Block]:
    late = material.late_files
    sentence = afterwards_sentence(len(late), sum(one.rows for one in late), material.all_files)
    if not late:
        return [Prose((sentence,))]
    return [Prose((sentence,)), _by_kind(late) if len(late) > SHOWN else _one_by_one(late)]


def _one_by_one(late: tuple[LateFile, ...]) -> Table:
    return Table(
        "Inläst i efterhand",
        (Column("Fil", 1.8), Column("Räknas som känt", 1.3), Column("Inläst", 1.3), Column("Rader", 0, number=True)),
        tuple(
            (
                (Part(one.name or _kind(one)), *((Part(_kind(one), soft=True),) if one.name else ())),
                said(swedish_moment(one.recorded_at)),
                said(swedish_moment(one.entered_at)),
                said(one.rows),
            )
            for one in late
        ),
    )


def _by_kind(late: tuple[LateFile, ...]) -> Table:
    files, rows = Counter(map(_kind, late)), Counter[str]()
    for one in late:
        rows[_kind(one)] += one.rows
    known = {kind: sorted(local(o.recorded_at).date() for o in late if _kind(o) == kind) for kind in files}
    return Table(
        "Inläst i efterhand, per slag",
        (Column("Slag", 1.4), Column("Räknas som känt", 1.8), Column("Filer", 0, number=True),
         Column("Rader", 0, number=True)),
        tuple(
            (said(kind[:1].upper() + kind[1:]), said(_span(known[kind])), said(count), said(rows[kind]))
            for kind, count in files.items()
        ),
    )  # fmt: skip


def _kind(one: LateFile) -> str:
    return KINDS.get(one.action, one.action)


def _span(days: list[date]) -> str:
    first, last = swedish_date(days[0]), swedish_date(days[-1])
    return first if first == last else f"{first} till {last}"
