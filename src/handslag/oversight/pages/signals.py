"""Signals that came in, and what they were answered."""

from __future__ import annotations

from handslag.core.text import swedish_date
from handslag.oversight.facts import SignalLine
from handslag.oversight.loading import Material
from handslag.oversight.paper import Column, Field, Part, Prose, Section, Table
from handslag.oversight.rules import signal_sentence
from handslag.voice.models import KINDS


def signal_words(material: Material) -> str:
    """How many came in and how many wait, as a sentence."""
    since = material.before.as_of if material.before else None
    return signal_sentence(material.signals, since, material.asked.as_of)


def signals_section(material: Material) -> Section:
    """Those that wait first, then the newest; what was answered before the period is left out."""
    prose = Prose(
        (f"{signal_words(material)} Här står de som kom in, fick svar eller väntade på svar under perioden.",)
    )
    if not material.signals:
        return Section("signaler", "Signaler och svar", (Prose((signal_words(material),)),), annex=True)
    day = material.asked.as_of
    ordered = sorted(
        material.signals, key=lambda s: (s.answered_on is not None, not s.is_overdue(day), s.raised_on, s.pk)
    )
    table = Table(
        "Signaler och svar",
        (Column("Område och avsändare", 1.2), Column("Signal", 1.6), Column("Svar", 1.4)),
        tuple((_from(material, one), _said(one), _answer(material, one)) for one in ordered),
    )
    return Section("signaler", "Signaler och svar", (prose, table), annex=True)


def _from(material: Material, one: SignalLine) -> Field:
    kind = KINDS.get(one.kind, "")
    sender = one.sender if not kind or kind == one.sender else f"{one.sender}, {kind}"
    where = ", ".join(filter(None, (one.administration if material.of_city else "", one.unit)))
    return (Part(one.area_name, strong=True), *((Part(where, soft=True),) if where else ()), Part(sender, soft=True))


def _said(one: SignalLine) -> Field:
    return (Part(f"”{one.text}”"), Part(swedish_date(one.raised_on), soft=True))


def _answer(material: Material, one: SignalLine) -> Field:
    if one.answered_on:
        late = f", {(one.answered_on - one.answer_by).days} dagar sent" if one.answered_on > one.answer_by else ""
        text = (Part(f"”{one.answer}”"),) if one.answer else ()
        return (*text, Part(f"Besvarad {swedish_date(one.answered_on)}{late}", soft=True))
    if one.is_overdue(material.asked.as_of):
        return (Part("Obesvarad", strong=True), Part(f"Svar skulle ha kommit {swedish_date(one.answer_by)}", soft=True))
    return (Part("Väntar på svar"), Part(f"Svar senast {swedish_date(one.answer_by)}", soft=True))
