"""The writers of a unit's part of a period report: it saves itself while one writes, is handed in, is sent back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from handslag.audit.actions import record
from handslag.core.text import personal_numbers
from handslag.core.verdict import Refused
from handslag.followup.loading.reports import Filed, Reported, lines_of
from handslag.followup.models import STATES, EvidenceFile, Part, PartLine, PeriodReport, ReportStep
from handslag.followup.permissions.reporting import can_fill, can_hand_in, can_send_part_back
from handslag.followup.rules.reporting import PartMove, PartState
from handslag.followup.rules.reporting_lines import (
    MESSAGE,
    PERSONAL_NUMBER,
    Meeting,
    Press,
    SentLine,
    Words,
    answer_of,
    fault_in,
    meet,
    plain,
)
from handslag.people.models import Unit, User


@dataclass
class Saved:
    """What became of what was sent."""

    part: Part | None = None
    changed: list[int] = field(default_factory=list)
    crossed: set[int] = field(default_factory=set)
    """Lines another has written in since the form was shown; nothing of theirs is overwritten."""
    refused: dict[int, str] = field(default_factory=dict)
    """Lines that were not saved, with the reason."""
    overtaken: set[int] = field(default_factory=set)
    """Lines for which a button was not obeyed, since another has answered meanwhile."""

    @property
    def whole(self) -> bool:
        """Whether everything that was sent is saved."""
        return not (self.crossed or self.refused or self.overtaken)


@transaction.atomic
def save_part(
    *,
    filed: Filed,
    unit: Unit | None,
    reported: Sequence[Reported],
    sent: Mapping[int, SentLine],
    press: Press,
    by: User,
    at: datetime,
) -> Saved:
    """Save what has been written in a part, line by line, and answer with what another has written in meanwhile."""
    can_fill(by, filed, unit).require()
    part = _started(filed, unit, at)
    lines = lines_of(part)
    saved = Saved(part)
    for one in reported:
        line = one.line_in(lines)
        if one.pk in sent:
            line = _save_line(part, one, line, sent[one.pk], press, saved, by, at)
        line = _press(part, one, line, sent.get(one.pk), press, saved, by, at)
    if MESSAGE in sent:
        _save_message(part, sent[MESSAGE], press, saved)
    if saved.changed:
        record("part.saved", by=by, at=at, subject=f"part:{part.pk}", data={"lines": saved.changed})
    return saved


def _started(filed: Filed, unit: Unit | None, at: datetime) -> Part:
    """The part, made with its report on the first save; locked until the transaction ends."""
    period = filed.period
    report, _ = PeriodReport.objects.select_for_update().get_or_create(
        plan=filed.plan,
        administration=filed.administration,
        year=period.year,
        code=period.code,
        defaults={"started_at": at},
    )
    part, _ = Part.objects.select_for_update().get_or_create(report=report, unit=unit, defaults={"started_at": at})
    report.plan, report.administration, part.report = filed.plan, filed.administration, report
    if part.state == PartState.HANDED_IN or report.state != "open":
        raise Refused("Delen lämnades av någon annan medan du skrev. Läs in sidan igen.")
    return part


def _save_line(
    part: Part,
    one: Reported,
    line: PartLine | None,
    sent: SentLine,
    press: Press,
    saved: Saved,
    by: User,
    at: datetime,
) -> PartLine | None:
    standing, version = one.words_in(line), line.version if line else 0
    for_this = press.measure == one.pk
    if for_this and press.kind == "theirs":
        return line
    seen = press.seen if for_this and press.kind == "mine" else sent.seen
    met = meet(sent.words, seen, standing, version)
    if met is Meeting.CROSSED:
        saved.crossed.add(one.pk)
    if met is not Meeting.SAVED:
        return line
    if fault := fault_in(sent.words, STATES):
        saved.refused[one.pk] = fault
        return line
    answer = answer_of(sent.words, one.current.state, has_file=_has_file(line))
    saved.changed.append(one.pk)
    return _write(part, one, line, sent.words, answer, by, at)


def _write(
    part: Part, one: Reported, line: PartLine | None, words: Words, answer: str, by: User, at: datetime
) -> PartLine:
    line = line or PartLine(part=part, measure=one.current.measure, version=0)
    line.answer, line.state, line.note = answer, words.state, words.note
    line.obstacle, line.next_step, line.evidence = words.obstacle, words.next_step, words.evidence
    line.version += 1
    line.saved_at, line.saved_by = at, by
    line.save()
    return line


def _press(
    part: Part,
    one: Reported,
    line: PartLine | None,
    sent: SentLine | None,
    press: Press,
    saved: Saved,
    by: User,
    at: datetime,
) -> PartLine | None:
    """Do what the button says with one line."""
    if one.pk in saved.crossed or one.pk in saved.refused:
        return line
    standing, version = one.words_in(line), line.version if line else 0
    if press.kind == "rest":
        if one.is_answered(line):
            return line
    elif press.measure != one.pk or press.kind not in {"nothing", "undo"}:
        return line
    elif one.pk not in saved.changed and sent is not None and sent.seen.partition(".")[0] != str(version):
        saved.overtaken.add(one.pk)
        return line
    if press.kind == "undo":
        answer = answer_of(standing, one.current.state, has_file=_has_file(line))
    else:
        answer, standing = "nothing_new", Words(one.current.state, *standing.texts)
    if one.pk not in saved.changed:
        saved.changed.append(one.pk)
    return _write(part, one, line, standing, answer, by, at)


def _has_file(line: PartLine | None) -> bool:
    return line is not None and line.attachment_id is not None


@transaction.atomic
def put_file(
    *, filed: Filed, unit: Unit | None, one: Reported, file: EvidenceFile | None, by: User, at: datetime
) -> PartLine:
    """Put a file that is evidence on a line, or take it away. One that is there is never exchanged unseen.

    The line's version is that of its words: it stays, so that nobody's text is crossed by a file.
    """
    can_fill(by, filed, unit).require()
    part = _started(filed, unit, at)
    line = one.line_in(lines_of(part))
    if file is not None and line is not None and line.attachment not in {None, file}:
        raise Refused(f"Filen {line.attachment} är redan med. Ta bort den först, om din ska gälla i stället.")
    words = one.words_in(line)
    if line is None:
        line = PartLine(part=part, measure=one.current.measure, version=0, state=words.state)
        line.note, line.obstacle, line.next_step, line.evidence = words.texts
    line.attachment = file
    line.answer = answer_of(words, one.current.state, has_file=file is not None)
    line.saved_at, line.saved_by = at, by
    line.save()
    record("part.saved", by=by, at=at, subject=f"part:{part.pk}", data={"lines": [one.pk]})
    return line


def _save_message(part: Part, sent: SentLine, press: Press, saved: Saved) -> None:
    for_this = press.kind in {"mine", "theirs"} and press.measure == MESSAGE
    if for_this and press.kind == "theirs":
        return
    seen = press.seen if for_this else sent.seen
    met = meet(sent.words, seen, Words(note=part.message), part.version)
    if met is Meeting.CROSSED:
        saved.crossed.add(MESSAGE)
    if met is not Meeting.SAVED:
        return
    if fault := fault_in(sent.words, STATES):
        saved.refused[MESSAGE] = fault
        return
    part.message = plain(sent.words.note)
    part.version += 1
    part.save(update_fields=["message", "version"])
    saved.changed.append(MESSAGE)


@transaction.atomic
def hand_in_part(*, filed: Filed, unit: Unit | None, reported: Sequence[Reported], by: User, at: datetime) -> Part:
    """Hand in the part: from then on it is the administration's. What came in by itself becomes part of it."""
    can_fill(by, filed, unit).require()
    part = _started(filed, unit, at)
    lines = lines_of(part)
    left = sum(not one.is_answered(one.line_in(lines)) for one in reported)
    can_hand_in(by, filed, unit, measures=len(reported), left=left).require()
    for one in reported:
        line = one.line_in(lines)
        if line is None:
            _write(part, one, None, one.words, "news", by, at)
        elif line.answer == "nothing_new" and (any(one.words_in(line).texts) or _has_file(line)):
            line.attachment = None
            _write(part, one, line, Words(one.current.state), "nothing_new", by, at)
    part.state, part.handed_in_at, part.handed_in_by = PartState.HANDED_IN.value, at, by
    part.save(update_fields=["state", "handed_in_at", "handed_in_by"])
    record(
        "part.handed_in",
        by=by,
        at=at,
        subject=f"part:{part.pk}",
        city_id=filed.plan.city_id,
        data={"period": filed.period.key, "unit": unit.pk if unit else None, "move": PartMove.HAND_IN.value},
    )
    return part


@transaction.atomic
def send_part_back(*, filed: Filed, unit: Unit | None, reason: str, by: User, at: datetime) -> Part:
    """Ask the unit to look at its part again, with a reason; it is open for writing once more."""
    can_send_part_back(by, filed, unit).require()
    why = reason_of(reason, "Skriv varför delen skickas tillbaka.")
    part = Part.objects.select_for_update().get(report=filed.report, unit=unit)
    part.state, part.handed_in_at, part.handed_in_by = PartState.STARTED.value, None, None
    part.save(update_fields=["state", "handed_in_at", "handed_in_by"])
    ReportStep.objects.create(
        report_id=part.report_id, move="part_back", by=by, at=at, reason=f"{unit or 'Egen del'}: {why}"
    )
    record(
        "part.sent_back",
        by=by,
        at=at,
        subject=f"part:{part.pk}",
        city_id=filed.plan.city_id,
        data={"move": PartMove.SEND_BACK.value},
    )
    return part


def reason_of(reason: str, empty: str) -> str:
    """A reason as it is kept. Raises `Refused` when there is none, or when it holds a personal number."""
    why = plain(reason)
    if not why:
        raise Refused(empty)
    if personal_numbers(why):
        raise Refused(PERSONAL_NUMBER)
    return why
