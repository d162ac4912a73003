"""One line of a period report as it is shown: in the form, beside another's text, and when it is handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from handslag.core.clock import local
from handslag.core.text import short_date
from handslag.followup.loading.reports import Reported
from handslag.followup.models import STATES, EvidenceFile, PartLine
from handslag.followup.rules.copies import Earlier, Hint, hints
from handslag.followup.rules.reporting import ReportPeriod
from handslag.followup.rules.reporting_lines import SentLine, Words, mark

FILLED, WRITTEN, NOTHING, OPEN = "filled", "written", "nothing", "open"


@dataclass(frozen=True, slots=True)
class Other:
    """What somebody else has written in the line meanwhile."""

    who: str
    when: str
    state: str
    texts: tuple[str, ...]
    nothing_new: bool
    seen: str


@dataclass(frozen=True, slots=True)
class FormLine:
    """A measure to answer for."""

    pk: int
    title: str
    area: str
    due: str
    late: bool
    href: str
    states: tuple[tuple[str, str, bool], ...]
    words: Words
    seen: str
    kind: str
    below: str
    hints: tuple[Hint, ...]
    fault: str = ""
    other: Other | None = None
    file: EvidenceFile | None = None
    file_fault: str = ""

    @property
    def answered(self) -> bool:
        return self.kind != OPEN

    @property
    def done(self) -> bool:
        """Whether nothing more is asked of the line."""
        return self.answered and not (self.hints or self.fault or self.file_fault or self.other)

    @property
    def more(self) -> bool:
        """Whether any of the fields that are folded away holds something."""
        words = self.words
        return bool(words.obstacle or words.next_step or words.evidence or self.file or self.file_fault)


def form_line(
    one: Reported,
    line: PartLine | None,
    period: ReportPeriod,
    today: date,
    sent: SentLine | None,
    fault: str,
    file_fault: str = "",
) -> FormLine:
    """A line of the form; `sent` is what was typed when it could not be saved, and stays as it was typed."""
    standing, version = one.words_in(line), line.version if line else 0
    words = sent.words if sent else standing
    current = one.current
    kind = kind_of(one, line)
    file = line.attachment if line else None
    told = _hints(one, words, today, has_file=file is not None) if kind in {WRITTEN, FILLED, OPEN} else ()
    if kind == FILLED or (one.fresh and words.note == one.fresh.note):
        told = ()
    return FormLine(
        pk=one.pk,
        title=current.title,
        area=current.area_name,
        due=f"Klar senast {short_date(current.due, year=current.due.year != today.year)}" if current.due else "",
        late=bool(current.due and current.due < today),
        href=reverse("vitals:measure", args=[one.pk]),
        states=tuple((code, word, code == words.state) for code, word in STATES.items()),
        words=words,
        seen=sent.seen if sent else mark(version, standing),
        kind=kind,
        below=_below(one, kind, words, today),
        hints=told,
        fault=fault,
        other=other_of(one, line) if sent and not fault else None,
        file=file,
        file_fault=file_fault,
    )


def kind_of(one: Reported, line: PartLine | None) -> str:
    """How the line is answered."""
    if line is None:
        return FILLED if one.fresh else OPEN
    return {"nothing_new": NOTHING, "news": WRITTEN}.get(line.answer, OPEN)


def other_of(one: Reported, line: PartLine | None) -> Other | None:
    """What stands in a line that another has written in."""
    if line is None:
        return None
    words = one.words_in(line)
    return Other(
        str(line.saved_by or "Någon annan"),
        f"kl. {local(line.saved_at):%H.%M}",
        STATES.get(words.state, ""),
        tuple(text for text in words.texts if text),
        line.answer == "nothing_new",
        mark(line.version, words),
    )


def _hints(one: Reported, words: Words, today: date, *, has_file: bool) -> tuple[Hint, ...]:
    if not words.note and words.state == one.current.state:
        return ()
    before = [entry for entry in reversed(one.current.entries) if entry.note and entry != one.fresh]
    earlier = [Earlier(entry.note, entry.day, entry.pk) for entry in before]
    state = words.state if words.state != one.current.state else ""
    return hints(
        words.note, state=state, evidence=words.evidence or ("fil" if has_file else ""), earlier=earlier, today=today
    )


def _below(one: Reported, kind: str, words: Words, today: date) -> str:
    """Where the text comes from, or what was written last."""
    fresh = one.fresh
    if fresh is not None and kind in {FILLED, WRITTEN} and words.note == fresh.note:
        day = short_date(fresh.day, year=fresh.day.year != today.year)
        return f"Hämtat från anteckningen {day}. Ändra om du vill."
    last = next((entry for entry in one.current.entries if entry.note), None)
    if last is None:
        return ""
    text = last.note if len(last.note) <= 160 else f"{last.note[:157].rstrip()}…"
    return f"Senast, {short_date(last.day, year=last.day.year != today.year)}: ”{text}”"


# When it is handed in ------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class ToldLine:
    """A measure as a part that is handed in, or a signed report, tells of it."""

    title: str
    area: str
    state: str
    nothing_new: bool
    words: Words
    href: str
    file: EvidenceFile | None = None


def told_lines(reported: Sequence[Reported], lines: Mapping[int, PartLine]) -> list[ToldLine]:
    """The lines of a part as they are read: the measures in their order, then what has been taken out of the plan."""
    told, used = [], set()
    for one in reported:
        line = one.line_in(lines)
        if line is not None:
            used.add(line.pk)
            told.append(_told(line, one.current.title, one.current.area_name, one.words_in(line)))
    for line in lines.values():
        if line.pk not in used:
            words = Words(line.state, line.note, line.obstacle, line.next_step, line.evidence)
            told.append(_told(line, line.measure.title, line.measure.area_key, words))
    return told


def frozen_lines(lines: Mapping[int, PartLine], areas: Mapping[str, str]) -> list[ToldLine]:
    """The lines of a signed report: as they were signed, whatever has become of the measures since."""
    order = {key: place for place, key in enumerate(areas)}
    rows = sorted(lines.values(), key=lambda line: (order.get(line.measure.area_key, len(order)), line.measure.title))
    return [
        _told(
            line,
            line.measure.title,
            areas.get(line.measure.area_key, line.measure.area_key),
            Words(line.state, line.note, line.obstacle, line.next_step, line.evidence),
        )
        for line in rows
    ]


def _told(line: PartLine, title: str, area: str, words: Words) -> ToldLine:
    nothing = line.answer != "news"
    href = reverse("vitals:measure", args=[line.measure_id])
    state = STATES.get(words.state, "")
    return ToldLine(
        title, area, state, nothing, Words() if nothing else words, href, None if nothing else line.attachment
    )
