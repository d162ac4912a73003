"""What has happened in a cell, day by day: for the drawing, for the table under it and for the files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from handslag.core.text import counted, swedish_date
from handslag.vitals.entering import Moments
from handslag.vitals.facts import Act, CellVitals, Run
from handslag.vitals.hearing import SignalRow
from handslag.vitals.pages.afterwards import Afterwards
from handslag.vitals.pages.evidence import Evidence
from handslag.vitals.pages.timeline import Drawing, Happened, Reported, Signalled, draw
from handslag.vitals.records import EntryDetail, EntryRow, Records
from handslag.vitals.rules import SIGN_WORDS, STATE_WORDS, Known, runs

MONTHS_BACK = 17
"""The drawing begins on the first day of the month so many months before the day's: eighteen months in all."""
QUOTE = 220


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the table."""

    day: date
    kind: str
    text: str
    href: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class TimeLine:
    """The two drawings, what they show in words, and the same in a table."""

    wide: Drawing
    narrow: Drawing
    title: str
    description: str
    caption: str
    happenings: list[Happening]


@dataclass(frozen=True)
class Teller:
    """Gathers what happened in a cell between two days."""

    cell: CellVitals
    records: Records
    known: Known
    evidence: Evidence
    details: dict[int, EntryDetail]
    after: Afterwards

    @property
    def as_of(self) -> date:
        return self.evidence.day.as_of

    @property
    def first_day(self) -> date:
        months = self.as_of.year * 12 + self.as_of.month - 1 - MONTHS_BACK
        return date(months // 12, months % 12 + 1, 1)

    @property
    def last_day(self) -> date:
        return (self.as_of.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)

    def time_line(self) -> TimeLine:
        """Draw and tell."""
        stretch = runs(self.known, self.cell.administration, self.cell.area, self.first_day, self.as_of)
        acts = [act for act in self.cell.acts if self._within(act.day)]
        signals = [row for row in self.records.signals.values() if row.raised_on <= self.as_of]
        reports = list(self._reports())
        happened = Happened(
            self.first_day, self.last_day, self.as_of, stretch,
            [act.day for act in acts],
            [Signalled(*turn) for row in signals for turn in self._turns_of(row)],
            reports,
            [(row.first_day, row.last_day) for row in self.records.pauses.values()],
            self.cell.acts[-1].day if self.cell.acts and self.cell.silent_days is not None else None,
            self.cell.silent_days or 0,
        )  # fmt: skip
        table = [*self._turns(stretch), *map(self._act, acts), *self._signals(signals), *self._papers(reports)]
        return TimeLine(
            draw(happened, wide=True),
            draw(happened, wide=False),
            f"Tidslinje {swedish_date(self.first_day)} till {swedish_date(self.as_of)}",
            self._description(stretch, acts, signals, reports),
            self._caption(happened),
            sorted(table, key=lambda one: one.day),
        )

    def _within(self, day: date) -> bool:
        return self.first_day <= day <= self.as_of

    def _turns_of(self, row: SignalRow) -> Iterator[tuple[date, date | None]]:
        """When it was raised and answered; and once more when it was opened again."""
        yield row.raised_on, self._answered(row, again=False)
        if reopening := row.reopened(self.as_of):
            yield reopening.on, self._answered(row, again=True)

    def _answered(self, row: SignalRow, *, again: bool) -> date | None:
        given = [r.day for r in self.records.replies.get(row.pk, ()) if r.day <= self.as_of and r.again == again]
        return min(given, default=None)

    def _is_answered(self, row: SignalRow) -> bool:
        return all(answered is not None for _, answered in self._turns_of(row))

    def _reports(self) -> Iterator[Reported]:
        """Each period's newest signed report, and those that are missing."""
        periods = sorted(self.known.rulers.on(self.as_of.toordinal()).periods, key=lambda one: one.as_of)
        signed = {}
        for row in self.records.reports.values():
            if row.signed_on <= self.as_of:
                signed[row.year, row.code] = row.signed_on
        missing = {key for r in self.cell.reasons if r.code == "report_missing" for key in r.evidence}
        acts = [act.day.toordinal() for act in self.cell.acts]
        before = 0
        for period in periods:
            day = signed.get((period.year, period.code))
            new = any(before < act <= period.as_of for act in acts)
            if day is not None and self._within(day):
                yield Reported(day, period.code, new)
            elif f"period:{period.year}-{period.code}" in missing:
                yield Reported(date.fromordinal(period.due), period.code, new=False, missing=True)
            before = period.as_of

    def _turns(self, stretch: Sequence[Run]) -> Iterator[Happening]:
        for place, run in enumerate(stretch):
            verb = "Är" if place == 0 and run.first_day == self.first_day else "Blev"
            yield Happening(run.first_day, "Tecken", f"{verb} {SIGN_WORDS[run.sign].word}")

    def _act(self, act: Act) -> Happening:
        link = next(iter(self.evidence.links([act.evidence])), None)
        href = link.href if link else ""
        kind, _, key = act.evidence.partition(":")
        if act.kind == "talk":
            return Happening(act.day, "Händelse", "Ett dialogmöte hölls", href)
        if kind != "progress":
            return Happening(act.day, "Händelse", f"”{self._title(act)}” blev en åtgärd i planen", href)
        entry = self.records.entries[int(key)]
        detail = self.details.get(entry.pk)
        mark = self.after.mark(Moments(entry.recorded_at, detail.entered_at)) if detail else ""
        return Happening(act.day, "Händelse", f"{self._title(act)}: {said(entry)}", href, mark)

    def _title(self, act: Act) -> str:
        return next((one.title for one in self.cell.measures if one.identity == act.measure), "Åtgärd")

    def _signals(self, rows: Sequence[SignalRow]) -> Iterator[Happening]:
        for row in rows:
            if self._within(row.raised_on):
                text = f"Från {row.sender}: {shortened(row.text)}"
                due = swedish_date(row.answer_by)
                text += " Besvarad." if self._answered(row, again=False) else f" Obesvarad, svar senast {due}."
                yield Happening(row.raised_on, "Signal", text, f"#signal-{row.pk}", self.after.mark(row.moments))
            if (reopening := row.reopened(self.as_of)) and self._within(reopening.on):
                due = swedish_date(reopening.answer_by)
                text = f"{row.sender.capitalize()} är inte nöjd med svaret. Nytt svar senast {due}."
                yield Happening(reopening.on, "Signal", text, f"#signal-{row.pk}")
            for reply in self.records.replies.get(row.pk, ()):
                if self._within(reply.day):
                    text = f"På signalen från {row.sender}: {shortened(reply.text)}"
                    yield Happening(reply.day, "Svar", text, f"#signal-{row.pk}", self.after.mark(reply.moments))

    def _papers(self, reports: Sequence[Reported]) -> Iterator[Happening]:
        periods = {report.day: report for report in reports}
        for row in self.records.reports.values():
            report = periods.get(row.signed_on)
            if report is not None and report.code == row.code:
                what = "undertecknad" if report.new else "undertecknad, inget nytt sedan förra rapporten"
                mark = self.after.mark(Moments(row.recorded_at, row.entered_at))
                href = self.evidence.administration(f"#report-{row.pk}")
                yield Happening(row.signed_on, "Rapport", f"{row.code} {row.year} {what}", href, mark)
        for report in reports:
            if report.missing and self._within(report.day):
                yield Happening(report.day, "Rapport", f"{report.code} skulle ha varit lämnad, men saknas")
        for pause in self.records.pauses.values():
            if pause.first_day <= self.as_of and pause.last_day >= self.first_day:
                text = f"Till {swedish_date(pause.last_day)}: {shortened(pause.reason)}"
                yield Happening(pause.first_day, "Paus", text, f"#pause-{pause.pk}")
        for comment in self.records.comments.values():
            if self._within(comment.effective_on):
                mark = self.after.mark(Moments(comment.recorded_at, comment.entered_at))
                yield Happening(comment.effective_on, "Kommentar", shortened(comment.text), "#kommentar", mark)

    def _description(
        self, stretch: Sequence[Run], acts: Sequence[Act], signals: Sequence[SignalRow], reports: Sequence[Reported]
    ) -> str:
        told = [counted(len(acts), "händelse", "händelser")]
        told[0] += f", den senaste {swedish_date(acts[-1].day)}." if acts else "."
        waiting = sum(not self._is_answered(row) for row in signals)
        if signals:
            told.append(f"{counted(len(signals), 'signal', 'signaler')}, varav {waiting} utan svar.")
        signed = [report for report in reports if not report.missing]
        if signed:
            same = sum(not report.new for report in signed)
            told.append(f"{counted(len(signed), 'lägesrapport', 'lägesrapporter')}, varav {same} utan något nytt.")
        turns = [f"{SIGN_WORDS[run.sign].word} till {swedish_date(run.last_day)}" for run in stretch]
        return " ".join([*told, f"Tecknet: {', '.join(turns)}." if turns else ""]).strip()

    def _caption(self, happened: Happened) -> str:
        """What the marks mean; only of those that are drawn."""
        told = ["Mörkt fält: kräver svar. Grått: håll ögonen på. Grönt: lugnt."]
        if happened.acts:
            told.append("Punkt: något hände, med antalet när det var tätt.")
        if happened.signals:
            told.append("Fylld romb: signal. Tom romb: svar.")
        if happened.reports:
            told.append("Fylld ruta: rapport efter något nytt. Tom ruta: inget nytt sedan förra. Kryss: saknas.")
        return " ".join(told)


def said(entry: EntryRow) -> str:
    """What an entry says, in a line: its note, else its evidence, else its state."""
    if entry.note.strip():
        return shortened(entry.note)
    if entry.evidence.strip() or entry.file:
        return f"Underlag: {shortened(entry.evidence.strip() or 'en fil')}"
    return STATE_WORDS.get(entry.state, "")


def shortened(text: str, most: int = QUOTE) -> str:
    """The beginning of a long text, cut at a word."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[:most].rsplit(" ", 1)[0].rstrip(" ,.;:") + " …"
