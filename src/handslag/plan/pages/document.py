"""The plan to read: one revision as a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from handslag.core.markdown import markdown
from handslag.core.text import counted, join_words, swedish_date, swedish_moment
from handslag.plan.facts import (
    COOPERATION_KINDS,
    COOPERATION_OUTCOMES,
    AreaText,
    MeasureText,
    RevisionText,
    StatementText,
)
from handslag.plan.loading import content_of
from handslag.plan.models import Revision
from handslag.plan.pages import AreaSigns
from handslag.plan.rules import first_vp_year


@dataclass(frozen=True, slots=True)
class State:
    """Where a revision stands, as a tag, and the same in a clause."""

    word: str
    color: str
    clause: str


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure with its number, who leads it and when it is to be done."""

    number: str
    measure: MeasureText
    level: str
    text: SafeString


@dataclass(frozen=True, slots=True)
class AreaView:
    """A focus area with its number, by whose decision it is mandatory, and its live signs."""

    number: int
    area: AreaText
    mandate: str
    text: SafeString
    measures: tuple[MeasureView, ...]
    signs: AreaSigns | None


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement at the decision."""

    heading: str
    text: SafeString


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A revision to read."""

    revision: Revision
    state: State
    lead: str
    preamble: SafeString
    areas: tuple[AreaView, ...]
    facts: tuple[tuple[str, str], ...]
    statements: tuple[StatementView, ...]
    read_in: str


UNDECIDED = {
    "avslag": State("Avslag", "danger", "är ett utkast som avslogs"),
    "återremiss": State("Återremiss", "danger", "är ett utkast som skickades tillbaka"),
    "bordlagd": State("Bordlagd", "danger", "är ett utkast som bordlades"),
}
ON_THE_WAY = {
    "draft": State("Utkast", "warning", "är ett utkast"),
    "consultation": State("Samråd", "info", "är på samråd"),
    "cooperation": State("Samverkan", "info", "är i samverkan med facken"),
    "rejected": State("Avslag", "danger", "fick avslag"),
    "discarded": State("Övergivet", "neutral", "är ett övergivet utkast"),
}


def state_of(row: Revision, in_force: Revision | None, day: date) -> State:
    """Where a revision stands on a day."""
    if not row.is_decided:
        told = row.state == "draft" or (row.state, row.outcome) == ("cooperation", "bordlagd")
        return (UNDECIDED.get(row.outcome) if told else None) or ON_THE_WAY[row.state]
    assert row.in_force
    if in_force is not None and row.pk == in_force.pk:
        return State("I kraft", "success", f"är i kraft sedan {swedish_date(row.in_force)}")
    if row.in_force > day:
        return State("Kommande", "info", f"träder i kraft {swedish_date(row.in_force)}")
    return State("Ersatt", "neutral", "är ersatt av en senare")


def document_page(
    row: Revision, state: State, signs: Mapping[str, AreaSigns], calendar: Mapping[int, date]
) -> DocumentPage:
    """The revision as a document; `row` came by `with_content`, `calendar` holds each year's VP due day."""
    content = content_of(row)
    return DocumentPage(
        revision=row,
        state=state,
        lead=_lead(row, content, state),
        preamble=markdown(content.preamble),
        areas=tuple(_area(place, area, signs) for place, area in enumerate(content.areas, 1)),
        facts=tuple(_facts(row, content, calendar)),
        statements=tuple(_statement(one) for one in content.statements),
        read_in=_read_in(row),
    )


def _lead(row: Revision, content: RevisionText, state: State) -> str:
    areas = counted(len(content.areas), "fokusområde", "fokusområden")
    measures = counted(len(content.measures), "åtgärd", "åtgärder")
    central = sum(1 for measure in content.measures if measure.central)
    led = f", varav {central} leds centralt" if central else ""
    return f"Version {row.label} {state.clause}. Den har {areas} och {measures}{led}."


def _area(place: int, area: AreaText, signs: Mapping[str, AreaSigns]) -> AreaView:
    return AreaView(
        number=place,
        area=area,
        mandate=mandate_of(area),
        text=markdown(area.text),
        measures=tuple(_measure(f"{place}.{i}", one) for i, one in enumerate(area.measures, 1)),
        signs=signs.get(area.key),
    )


def mandate_of(area: AreaText) -> str:
    """By whose decision an area is mandatory: `Beslut av Kommunfullmäktige 11 december 2023, dnr KS 2023/9`."""
    if not area.mandatory or not area.mandatory_by:
        return "Planen prioriterar området." if area.mandatory else ""
    day = f" {swedish_date(area.mandatory_on)}" if area.mandatory_on else ""
    dnr = f", dnr {area.mandatory_dnr}" if area.mandatory_dnr else ""
    return f"Beslut av {area.mandatory_by}{day}{dnr}."


def _measure(number: str, measure: MeasureText) -> MeasureView:
    level = f"Leds av {measure.administration}" if measure.central else "Varje förvaltning"
    return MeasureView(number, measure, level, markdown(measure.text))


def _facts(row: Revision, content: RevisionText, calendar: Mapping[int, date]) -> Iterator[tuple[str, str]]:
    decision = content.decision
    if decision is not None and decision.on is not None:
        parts = [f"{decision.body}, {swedish_date(decision.on)}", decision.paragraph]
        parts += [f"dnr {decision.dnr}" if decision.dnr else ""]
        yield f"Beslut: {decision.outcome}", ", ".join(part for part in parts if part)
        if row.is_decided and row.in_force:
            yield "Gäller från", swedish_date(row.in_force)
            year = first_vp_year(decision.on, row.first_vp_year, calendar)
            yield "Första verksamhetsplan", str(year) if year else "Kalendern har inget år som är sent nog."
    if row.plan.ends:
        yield "Planen slutar", swedish_date(row.plan.ends)
    if content.cooperation:
        one = content.cooperation
        parts = [COOPERATION_KINDS.get(one.kind, one.kind), one.body, swedish_date(one.on) if one.on else ""]
        said = f"{', '.join(part for part in parts if part)}"
        outcome = COOPERATION_OUTCOMES.get(one.outcome, "")
        yield "Med facken", f"{said[:1].upper()}{said[1:]}{f': {outcome}' if outcome else ''}."
    if content.sent_to:
        yield "Skickad till", join_words(content.sent_to)


def _statement(one: StatementText) -> StatementView:
    who = join_words(one.who)
    party = f" ({one.party})" if one.party and who else one.party
    name = f"{one.kind[:1].upper()}{one.kind[1:]}"
    return StatementView(f"{name}: {who}{party}" if who or party else name, markdown(one.text))


def _read_in(row: Revision) -> str:
    if row.event.action != "plan.imported":
        return f"{'Beslutet infört' if row.is_decided else 'Senast ändrad'} {swedish_moment(row.entered_at)}."
    if row.from_beginning or not row.read_in_afterwards:
        return f"Inläst {swedish_moment(row.entered_at)}."
    return f"Inläst i efterhand {swedish_moment(row.entered_at)}, räknas som känd {swedish_moment(row.recorded_at)}."


def current(rows: Sequence[Revision], label: str) -> Revision | None:
    """The revision with this label, compared exactly."""
    return next((row for row in rows if row.label == label), None)
