"""What came of reading in a file: counts, warnings and the import's id; or why nothing was written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from handslag.core.sheets import Note, Problem
from handslag.core.text import counted, join_words
from handslag.core.verdict import Refused

# What an import can make, in the words of the user: one, several. A kind that is not here is shown as it is.
WORDS: dict[str, tuple[str, str]] = {
    "cities": ("kommun", "kommuner"),
    "administrations": ("förvaltning", "förvaltningar"),
    "units": ("enhet", "enheter"),
    "settings": ("inställning", "inställningar"),
    "calendar": ("kalenderdag", "kalenderdagar"),
    "meetings": ("sammanträde", "sammanträden"),
    "free_days": ("lista över lediga dagar", "listor över lediga dagar"),
    "plans": ("plan", "planer"),
    "revisions": ("version", "versioner"),
    "areas": ("fokusområde", "fokusområden"),
    "measures": ("åtgärd", "åtgärder"),
    "answers": ("svar", "svar"),
    "listings": ("rad i verksamhetsplan", "rader i verksamhetsplan"),
    "entries": ("lägesnotering", "lägesnoteringar"),
    "signals": ("signal", "signaler"),
    "signal_answers": ("svar på signal", "svar på signaler"),
    "reports": ("undertecknad rapport", "undertecknade rapporter"),
}


@dataclass(frozen=True, slots=True)
class Rename:
    """A measure of the file that looks like an earlier one under another title: "Är detta samma åtgärd?".

    `key` names the pair and stays the same when the file is read again: a page sends accepted keys back.
    """

    key: str
    row: Problem  # the warning, with its place in the file
    title: str
    earlier: str
    administration: str
    area: str
    likeness: int
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an import, or would come (`dry_run`). `event` is the import's id; None when nothing was written."""

    kind: str  # city, plan, vp, progress, signals, reports
    file: str
    sha256: str
    rows: int = 0  # read from the file
    created: Mapping[str, int] = field(default_factory=dict)  # kind of row → number; see WORDS
    skipped: int = 0  # rows that stood already
    warnings: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()  # errors: with any, nothing is written
    notes: tuple[Note, ...] = ()  # lines and sheets left out
    changes: tuple[str, ...] = ()  # what becomes different, a Swedish sentence each, for the preview
    renames: tuple[Rename, ...] = ()
    event: int | None = None
    dry_run: bool = False
    subject: str = ""  # what it was read into: the city's or plan's name

    @property
    def ok(self) -> bool:
        return not self.problems

    @property
    def nothing_new(self) -> bool:
        """Whether all of it stood already."""
        return self.ok and not any(self.created.values())

    @property
    def sentence(self) -> str:
        """One or two Swedish sentences: what was, or would be, read in."""
        if self.problems:
            count = counted(len(self.problems), "fel", "fel")
            return f"Filen har {count}. Ingenting har lästs in."
        if self.nothing_new and not self.rows:
            return "Inget nytt. Filen har inga rader."
        if self.nothing_new:
            return "Inget nytt. Allt i filen fanns redan."
        parts = [counted(number, *WORDS.get(kind, (kind, kind))) for kind, number in self.created.items() if number]
        start = "Skulle läsas in" if self.dry_run else "Inläst"
        rest = f" {counted(self.skipped, 'rad', 'rader')} fanns redan." if self.skipped else ""
        return f"{start}: {join_words(parts)}.{rest}"

    def written(self, event: int | None) -> Outcome:
        """The same, once it has been written under this event."""
        return replace(self, event=event)

    def to_json(self) -> dict[str, Any]:
        """Plain data for `--json`."""
        return {
            "kind": self.kind,
            "file": self.file,
            "sha256": self.sha256,
            "subject": self.subject,
            "rows": self.rows,
            "created": dict(self.created),
            "skipped": self.skipped,
            "nothing_new": self.nothing_new,
            "dry_run": self.dry_run,
            "event": self.event,
            "problems": [_plain(problem) for problem in self.problems],
            "warnings": [_plain(problem) for problem in self.warnings],
            "notes": [str(note) for note in self.notes],
            "changes": list(self.changes),
            "renames": [
                {"key": r.key, "title": r.title, "earlier": r.earlier, "likeness": r.likeness, "accepted": r.accepted}
                for r in self.renames
            ],
        }


def _plain(problem: Problem) -> dict[str, Any]:
    return {
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "message": problem.message,
        "suggestion": problem.suggestion,
    }


class FaultyFile(Refused):
    """The file has errors, so nothing of it was written; carries every one of them."""

    def __init__(self, problems: Iterable[Problem], *, file: str = "", outcome: Outcome | None = None) -> None:
        self.problems = tuple(problems)
        self.file = file
        self.outcome = outcome
        count = counted(len(self.problems), "fel", "fel")
        first = f" Det första: {self.problems[0]}" if self.problems else ""
        super().__init__(f"{file or 'Filen'} har {count}. Ingenting har lästs in.{first}")
