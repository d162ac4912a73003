"""Decisions since the period before, and who has signed the report of the period."""

from __future__ import annotations

from datetime import date

from handslag.core.clock import local
from handslag.core.text import join_words, swedish_date
from handslag.oversight.loading import Material
from handslag.oversight.pages.fields import NOTHING, said
from handslag.oversight.paper import Block, Column, Field, Heading, Part, Prose, Section, Table
from handslag.oversight.rules import own_report_sentence, reports_sentence, union_sentence
from handslag.plan.models import Revision

COOPERATION = {
    "agreed": "med enighet",
    "disagreed": "utan enighet",
    "declined_by_union": "där de fackliga avstod",
}


def decisions_section(material: Material) -> Section:
    """Decisions on the plan and on the administrations' VP, and the signed reports."""
    since = f"sedan {material.before.name}" if material.before else "hittills"
    blocks: list[Block] = [Heading("Beslut om planen")]
    decided = tuple(revision_sentence(one) for one in material.decided)
    blocks.append(Prose(decided or (f"Planen har inte ändrats {since}.",)))
    blocks.append(Heading("Beslut i förvaltningarna" if material.of_city else "Förvaltningens beslut"))
    blocks.append(_adoptions(material, since))
    blocks.append(Heading("Lägesrapporter" if material.of_city else "Lägesrapporten"))
    blocks += _reports(material)
    return Section("beslut", "Beslut och lägesrapporter", tuple(blocks), annex=True)


def revision_sentence(one: Revision, *, short: bool = False) -> str:
    """Who decided on a revision, when and how, and what was said at it."""
    assert one.decided_on and one.in_force
    papers = ", ".join(filter(None, (one.paragraph, f"dnr {one.dnr}" if one.dnr else "")))
    body = one.decided_by or "Nämnden"
    text = (
        f"{body} beslutade om version {one.label} den {swedish_date(one.decided_on)}{f' ({papers})' if papers else ''}."
    )
    text += f" Den gäller från den {swedish_date(one.in_force)}."
    if short:
        return text
    if one.cooperation_on:
        how = COOPERATION.get(one.cooperation_outcome, "")
        where = f" i {one.cooperation_body[:1].lower()}{one.cooperation_body[1:]}" if one.cooperation_body else ""
        text += (
            f" Den behandlades före beslutet{where} den {swedish_date(one.cooperation_on)}{f' {how}' if how else ''}."
        )
    said_at = [f"{s.kind} ({s.party})" if s.party else s.kind for s in one.statements.all()]
    return f"{text} Vid beslutet lämnades {join_words(said_at)}." if said_at else text


def _adoptions(material: Material, since: str) -> Block:
    if not material.decisions:
        return Prose((f"Inget beslut om att anta eller välja bort ett område har tagits {since}.",))
    return Table(
        "Beslut om områdena i verksamhetsplanen",
        (Column("Förvaltning", 1.4), Column("Beslutat", 1), Column("Dnr", 1), Column("VP", 0),
         Column("Antagna", 0, number=True), Column("Bortvalda", 0, number=True)),
        tuple(
            (said(one.administration), said(swedish_date(one.day)), said(one.dnr or "–"), said(one.year),
             said(one.adopted), said(one.opted_out))
            for one in material.decisions
        ),
    )  # fmt: skip


def _reports(material: Material) -> list[Block]:
    period, known = material.asked.period, local(material.asked.known_at).date()
    if not material.of_city:
        signed = next(iter(material.signed), None)
        return [Prose((own_report_sentence(signed, period, known),))]
    rows = tuple((said(one.administration), _day(one.signed_on), _day(one.union_body_on)) for one in material.signed)
    columns = (Column("Förvaltning", 1.4), Column("Undertecknad", 1), Column("Förvaltningsgruppen informerad", 1))
    sentences = (reports_sentence(material.signed, period, known), union_sentence(material.signed))
    return [Prose((" ".join(sentences),)), Table(f"Lägesrapporter för {period.name}", columns, rows)]


def _day(day: date | None) -> Field:
    return (Part(swedish_date(day)),) if day else NOTHING
