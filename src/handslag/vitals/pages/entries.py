"""The entries of a measure as they were written, what each counted for, and those that have been corrected, struck."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from handslag.core.clock import local
from handslag.core.text import join_words, swedish_date
from handslag.followup.models import SOURCES
from handslag.plan.rules import Mark, mark_words
from handslag.vitals.entering import Moments
from handslag.vitals.facts import CentralMeasure
from handslag.vitals.pages.afterwards import Afterwards
from handslag.vitals.records import EntryDetail, EntryRow, MeasureRow, Records
from handslag.vitals.rules import STATE_WORDS, Story, Told
from handslag.vitals.rules.store import key_of, title_key

BRINGS = {"state": "nytt läge", "reopened": "öppnad igen", "evidence": "nytt underlag", "note": "ny text"}
LACKS = {
    "stock": "texten har bara allmänna ord",
    "short": "texten säger för lite för att visa något nytt",
    "empty": "inget nytt läge och inget nytt underlag",
    "": "ingenting nytt jämfört med tidigare",
}


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry as it was written, and what it counted for; `marks` compare a copy with the text it is like."""

    pk: int
    day: date
    state: str
    note: str
    evidence: str
    obstacle: str
    next_step: str
    reporter: str
    counts: bool
    verdict: str
    copy_of: int | None
    copied_day: date | None
    marks: tuple[Mark, ...]
    read_in: str
    source: str = ""
    author: str = ""
    file_href: str = ""
    file_name: str = ""
    corrected: str = ""
    correct_href: str = ""
    corrects: str = ""


def struck_of(records: Records, story: Story, row: MeasureRow | None, central: CentralMeasure | None) -> list[EntryRow]:
    """The entries on the measure, under any of its names, that another one has replaced or withdrawn."""
    names = {records.entries[told.entry.id].measure for told in story.entries}
    names |= {records.listings[int(ref[8:])].measure for ref in story.rows if ref.startswith("listing:")}
    names |= {row.pk} if row else set()
    keys = {key_of(records.ref(pk)) for pk in names}
    if central is not None:
        keys.add(title_key(central.area, central.title))
    return [one for one in records.replaced.values() if key_of(records.ref(one.measure)) in keys]


def entry_lines(
    records: Records,
    story: Story,
    struck: list[EntryRow],
    details: dict[int, EntryDetail],
    after: Afterwards,
    as_of: date,
) -> list[EntryLine]:
    """All entries, newest first: those that exist with what they counted for, those corrected struck."""
    lines = [
        (records.entries[told.entry.id], _entry_line(told, story, details, after, records)) for told in story.entries
    ]
    lines += [(one, _struck_line(one, details, records)) for one in struck if one.day <= as_of]
    lines.sort(key=lambda pair: (pair[0].day, pair[0].recorded_at, pair[0].order, pair[0].pk), reverse=True)
    return [line for _, line in lines]


def _struck_line(row: EntryRow, details: dict[int, EntryDetail], records: Records) -> EntryLine:
    later = records.corrections[row.pk]
    detail, told = details[row.pk], details[later.pk]
    word = "Återtagen" if later.withdrawn else "Rättad"
    by = f" av {told.author}" if told.author else ""
    why = f": {told.reason}" if told.reason else ""
    corrected = f"{word} {swedish_date(local(later.recorded_at).date())}{by}{why}".removesuffix(".") + "."
    return EntryLine(
        pk=row.pk,
        day=row.day,
        state=STATE_WORDS.get(row.state, ""),
        note=row.note,
        evidence=row.evidence,
        obstacle=detail.obstacle,
        next_step=detail.next_step,
        reporter=detail.reporter,
        counts=False,
        verdict="",
        copy_of=None,
        copied_day=None,
        marks=(),
        read_in="",
        corrected=corrected,
        **_signed(detail),
    )


def _signed(detail: EntryDetail) -> dict[str, str]:
    """Who wrote an entry, which way it came, and its file."""
    return {
        "source": SOURCES[detail.source] if detail.source in ("mail", "report") else "",
        "author": detail.author,
        "file_href": reverse("followup:evidence", args=[detail.file]) if detail.file else "",
        "file_name": detail.file_name,
    }


def _entry_line(
    told: Told, story: Story, details: dict[int, EntryDetail], after: Afterwards, records: Records
) -> EntryLine:
    entry, detail = told.entry, details[told.entry.id]
    source = next((one.entry for one in story.entries if one.entry.id == told.copy_of), None)
    marks: tuple[Mark, ...] = ()
    if source is not None and source.note.split() != entry.note.split():
        marks = mark_words(source.note.strip(), entry.note.strip())
    return EntryLine(
        pk=entry.id,
        day=entry.effective_on,
        state=STATE_WORDS.get(entry.state or "", ""),
        note=entry.note,
        evidence=records.entries[entry.id].evidence,
        obstacle=detail.obstacle,
        next_step=detail.next_step,
        reporter=detail.reporter,
        counts=told.counts,
        verdict=verdict(told, source.effective_on if source else None),
        copy_of=told.copy_of,
        copied_day=source.effective_on if source else None,
        marks=marks,
        read_in=after.mark(Moments(entry.recorded_at, detail.entered_at)),
        correct_href=reverse("followup:correct", args=[entry.id]),
        corrects="Rättelse" if records.entries[entry.id].replaces else "",
        **_signed(detail),
    )


def verdict(told: Told, copied_day: date | None) -> str:
    """Why an entry counts, or why not, in a sentence or two."""
    return " ".join(_verdict(told, copied_day))


def _verdict(told: Told, copied_day: date | None) -> Iterator[str]:
    copied = ""
    if copied_day is not None:
        same = "samma som" if told.likeness == 100 else f"till {told.likeness} procent lik"
        copied = f"texten är {same} den från {swedish_date(copied_day)}"
    if told.counts:
        yield f"Räknas: {join_words([BRINGS[one] for one in told.brings])}."
        if copied:
            yield f"{copied[:1].upper()}{copied[1:]}."
    else:
        yield f"Räknas inte: {copied or LACKS[told.lacks]}."
    if told.refused and told.entry.state:
        needed = "en text med innehåll eller ett underlag" if told.entry.state == "done" else "en text med innehåll"
        yield f"Läget {STATE_WORDS[told.entry.state]} togs inte: det behövs {needed}."
