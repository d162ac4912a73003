"""All that is recorded on some administrations of a plan: rows for the pages, and the same rows as facts for the rules.

`loading` reads a whole plan for the rules alone. A page about one cell, unit or measure shows the texts too, and must
ask few questions: here each table is asked once.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Q

from handslag.followup.models import Answer, Comment, LocalMeasure, Pause, ProgressEntry, SignedReport
from handslag.plan.models import Plan
from handslag.vitals import facts as f
from handslag.vitals.entering import Moments
from handslag.vitals.hearing import ReplyRow, SignalRow, TalkRow, signal_fact, signal_rows, talk_rows
from handslag.vitals.surroundings import Surroundings


class MeasureRow(NamedTuple):
    """What a measure is known by."""

    pk: int
    office: int
    area: str
    unit: int | None
    title: str
    external_id: str


class EntryRow(NamedTuple):
    """A dated line on a measure; `file` is the hash of its attached file."""

    pk: int
    measure: int
    day: date
    state: str
    note: str
    evidence: str
    recorded_at: datetime
    order: int
    file: str | None
    replaces: int | None
    withdrawn: bool


class EntryDetail(NamedTuple):
    """What more stands on an entry, asked for when it is shown."""

    pk: int
    entered_at: datetime
    obstacle: str
    next_step: str
    reporter: str
    source: str
    author: str
    file: int | None
    file_name: str
    reason: str


class ListingRow(NamedTuple):
    """A row of the VP."""

    pk: int
    answer: int
    measure: int
    title: str
    unit: int | None
    due: date | None
    replaces: int | None
    target_group: str
    cost: int | None
    order: int
    owner: str
    start: date | None
    effect: str
    funding: str
    due_reason: str
    owner_user: int | None


class AnswerRow(NamedTuple):
    """An answer to a focus area for a VP year."""

    pk: int
    office: int
    area: str
    year: int
    adopted: bool
    reason: str
    decided_on: date | None
    dnr: str
    recorded_at: datetime
    order: int
    entered_at: datetime
    cooperation: str
    cooperated_on: date | None
    under: int | None
    replaces: int | None
    withdrawn: bool

    @property
    def moments(self) -> Moments:
        return Moments(self.recorded_at, self.entered_at)


@dataclass(frozen=True)
class Records:
    """The rows by id, and `facts` with the frame they stand in."""

    plan: Plan
    around: Surroundings
    known_at: datetime
    measures: dict[int, MeasureRow]
    entries: dict[int, EntryRow]  # those that exist
    replaced: dict[int, EntryRow]  # those that another one, by the same key in `corrections`, has replaced or withdrawn
    corrections: dict[int, EntryRow]
    answers: dict[int, AnswerRow]
    listings: dict[int, ListingRow]
    signals: dict[int, SignalRow]
    replies: dict[int, list[ReplyRow]]  # by signal, those known at the moment
    talks: dict[int, TalkRow]
    pauses: dict[int, Pause]
    reports: dict[int, SignedReport]
    comments: dict[int, Comment]
    facts: f.Facts

    def ref(self, pk: int) -> f.MeasureRef:
        """How the rules know a measure."""
        return _ref(self.measures[pk], self.around)

    def struck(self) -> dict[int, str]:
        """The answers that no longer exist, with the word for what became of them."""
        rows = self.answers.values()
        return {row.replaces: "Återtaget" if row.withdrawn else "Rättat" for row in rows if row.replaces is not None}


def load_records(
    plan: Plan, around: Surroundings, offices: Collection[int], known_at: datetime, *, area: str = ""
) -> Records:
    """Everything recorded on the administrations that was known at the moment, in eight queries.

    With `area` only what can touch that area's cells: its entries, and those of measures that share an Id with one.
    """
    here = {"administration__in": offices}
    known = {"recorded_at__lte": known_at}
    of_cell = {**here, **known, **({"area_key": area} if area else {})}
    measures = _measures(plan, here)
    answers, listings = _answers(plan, known, here)
    wanted = _touching(area, measures, answers, listings) if area else None
    entries, replaced, corrections = _sorted_out(_entries(plan, offices, known, wanted))
    signals, replies = signal_rows(plan, of_cell, known_at)
    talks = [row for row in talk_rows(plan, Q(**known)) if row.office in offices and area in ("", row.area)]
    pauses = list(Pause.objects.filter(plan=plan, **of_cell))
    ended = {row.replaces_id for row in pauses}
    reports = SignedReport.objects.filter(plan=plan, **here, **known).order_by("year", "signed_on", "pk")
    comments = Comment.objects.filter(plan=plan, **of_cell)
    records = Records(
        plan, around, known_at, measures, entries, replaced, corrections, answers, listings, signals, replies,
        {row.pk: row for row in talks if row.until is None},
        {row.pk: row for row in pauses if not row.withdrawn and row.pk not in ended},
        {row.pk: row for row in reports}, {row.pk: row for row in comments},
        around.facts,
    )  # fmt: skip
    return replace(records, facts=facts_of(records))


def load_papers(plan: Plan, around: Surroundings, offices: Collection[int], known_at: datetime) -> Records:
    """The administrations' answers, signals and signed reports alone, without measures and entries: three queries."""
    here = {"administration__in": offices}
    known = {"recorded_at__lte": known_at}
    answers, listings = _answers(plan, known, here)
    signals, replies = signal_rows(plan, {**here, **known}, known_at)
    reports = SignedReport.objects.filter(plan=plan, **here, **known).order_by("year", "signed_on", "pk")
    papers = {row.pk: row for row in reports}
    return Records(
        plan, around, known_at, {}, {}, {}, {}, answers, listings, signals, replies, {}, {}, papers, {}, around.facts
    )  # fmt: skip


def _measures(plan: Plan, here: dict[str, Any]) -> dict[int, MeasureRow]:
    rows = LocalMeasure.objects.filter(plan=plan, **here).order_by()
    columns = ("pk", "administration_id", "area_key", "unit_id", "title", "external_id")
    return {row[0]: MeasureRow(*row) for row in rows.values_list(*columns)}


def _touching(
    area: str, measures: dict[int, MeasureRow], answers: dict[int, AnswerRow], listings: dict[int, ListingRow]
) -> set[int]:
    """The measures of an area, those listed in it, those they replace, and those with the Id of any of them."""
    found = {row.pk for row in measures.values() if row.area == area}
    found |= {row.measure for row in listings.values() if answers[row.answer].area == area}
    found |= {row.replaces for row in listings.values() if row.measure in found and row.replaces in measures}
    ids = {measures[pk].external_id for pk in found} - {""}
    return found | {row.pk for row in measures.values() if row.external_id in ids}


def _entries(
    plan: Plan, offices: Collection[int], known: dict[str, Any], wanted: set[int] | None
) -> dict[int, EntryRow]:
    rows = ProgressEntry.objects.filter(**known).order_by()
    if wanted is None:
        rows = rows.filter(measure__plan=plan, measure__administration__in=offices)
    else:
        rows = rows.filter(measure__in=wanted)
    columns = ("pk", "measure_id", "effective_on", "state", "note", "evidence", "recorded_at", "order",
               "attachment__sha256", "replaces_id", "withdrawn")  # fmt: skip
    return {row[0]: EntryRow(*row) for row in rows.values_list(*columns)}


Entries = dict[int, EntryRow]


def _sorted_out(rows: Entries) -> tuple[Entries, Entries, Entries]:
    """The entries that exist, those replaced or withdrawn, and by the same keys what did it."""
    corrections = {row.replaces: row for row in rows.values() if row.replaces is not None}
    exist = {pk: row for pk, row in rows.items() if pk not in corrections and not row.withdrawn}
    return exist, {pk: row for pk, row in rows.items() if pk in corrections}, corrections


def entry_details(entries: Collection[int]) -> dict[int, EntryDetail]:
    """What more stands on some entries."""
    rows = ProgressEntry.objects.filter(pk__in=entries).order_by()
    columns = ("pk", "entered_at", "obstacle", "next_step", "reporter", "source", "author__name", "author__username",
               "attachment_id", "attachment__name", "reason")  # fmt: skip
    return {
        pk: EntryDetail(pk, entered, obstacle, step, reporter, source, name or login or "", file, title or "", reason)
        for pk, entered, obstacle, step, reporter, source, name, login, file, title, reason in rows.values_list(
            *columns
        )
    }


def _answers(
    plan: Plan, known: dict[str, Any], here: dict[str, Any]
) -> tuple[dict[int, AnswerRow], dict[int, ListingRow]]:
    """Each answer beside its listings, in one question."""
    rows = Answer.objects.filter(plan=plan, **here, **known).order_by("pk", "listings__order", "listings__pk")
    own = ("pk", "administration_id", "area_key", "year", "adopted", "reason", "decided_on", "dnr", "recorded_at",
           "order", "entered_at", "cooperation", "cooperated_on", "under_id", "replaces_id", "withdrawn")  # fmt: skip
    listed = ("pk", "measure_id", "title", "unit_id", "due", "replaces_id", "target_group", "cost", "order", "owner",
              "start", "expected_effect", "funding", "due_reason", "owner_user_id")  # fmt: skip
    answers: dict[int, AnswerRow] = {}
    listings: dict[int, ListingRow] = {}
    for row in rows.values_list(*own, *(f"listings__{name}" for name in listed)):
        answer, (pk, *rest) = row[: len(own)], row[len(own) :]
        if row[0] not in answers:
            answers[row[0]] = AnswerRow(*answer)
        if pk is not None:
            listings[pk] = ListingRow(pk, row[0], *rest)
    return answers, listings


def brought(entry: EntryRow) -> str:
    """What an entry brings as evidence to the rules: its text, and the hash of its file."""
    return f"{entry.evidence} {entry.file}".strip() if entry.file else entry.evidence


def _ref(row: MeasureRow, around: Surroundings, title: str = "") -> f.MeasureRef:
    unit = around.workplaces[row.unit].name if row.unit else ""
    return f.MeasureRef(around.offices[row.office].name, row.area, title or row.title, unit, row.external_id)


def facts_of(records: Records) -> f.Facts:
    """The rows as the rules want them, with the frame."""
    around = records.around
    offices = {pk: office.name for pk, office in around.offices.items()}
    units = {pk: unit.name for pk, unit in around.workplaces.items()}
    refs = {pk: _ref(row, around) for pk, row in records.measures.items()}
    listed: dict[int, list[f.Listing]] = {}
    for row in records.listings.values():
        measure = records.measures[row.measure]
        ref = refs[row.measure] if row.title == measure.title else _ref(measure, around, row.title)
        field = around.workplaces[row.unit].field_of_work if row.unit else ""
        replaces = refs.get(row.replaces) if row.replaces else None
        made = f.Listing(row.pk, ref, row.due, replaces, field, row.target_group, row.cost, row.order)
        listed.setdefault(row.answer, []).append(made)
    return replace(
        around.facts,
        answers=tuple(
            f.Answer(
                a.pk, offices[a.office], a.area, a.year, a.adopted, a.reason, a.decided_on, a.dnr,
                tuple(listed.get(a.pk, ())), a.recorded_at, a.order, a.replaces, a.withdrawn,
            )
            for a in records.answers.values()
        ),
        entries=tuple(
            f.Entry(e.pk, refs[e.measure], e.day, e.state or None, e.note, brought(e), e.recorded_at, e.order)  # type: ignore[arg-type]
            for e in records.entries.values()
        ),
        signals=tuple(
            fact
            for s in records.signals.values()
            for fact in signal_fact(s, offices[s.office], units.get(s.unit or 0, ""), records.replies.get(s.pk, ()))
        ),
        talks=tuple(talk.fact(offices[talk.office]) for talk in records.talks.values()),
        **_papers(records, offices),
    )  # fmt: skip


def _papers(records: Records, offices: dict[int, str]) -> dict[str, Any]:
    """Pauses, signed reports and comments."""
    return {
        "pauses": tuple(
            f.Pause(
                p.pk, offices[p.administration_id], p.area_key, p.first_day, p.last_day, p.reason, p.recorded_at
            )
            for p in records.pauses.values()
        ),
        "reports": tuple(
            f.SignedReport(
                r.pk, offices[r.administration_id], r.year, r.code, r.signed_on, r.recorded_at, r.order  # type: ignore[arg-type]
            )
            for r in records.reports.values()
        ),
        "comments": tuple(
            f.Comment(
                c.pk, offices[c.administration_id], c.area_key, c.effective_on, c.text, c.author, c.recorded_at, c.order
            )
            for c in records.comments.values()
        ),
    }  # fmt: skip
