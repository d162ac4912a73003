"""What the import pages show: the files that have come in, and what would come of one that waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handslag.audit.models import Event
from handslag.core.outcome import WORDS, Outcome
from handslag.core.sheets import HandMapping, Outline, SheetError, outline, read_table
from handslag.core.text import counted, swedish_moment
from handslag.intake.formats import FORMATS, KIND_WORDS
from handslag.intake.models import Upload
from handslag.people.models import City
from handslag.plan.models import FocusArea, Plan

SHOWN = 100
HISTORY = 25


@dataclass(frozen=True, slots=True)
class Line:
    """One file that has been read in."""

    id: int
    when: str
    file: str
    kind: str
    rows: str
    by: str
    known: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What would come of a waiting file: the outcome, or a sentence that says why it cannot be read at all."""

    upload: Upload
    kind: str
    known_from: str
    outcome: Outcome | None
    refusal: str
    outline: Outline | None
    headings: tuple[tuple[str, str | None], ...]
    words: tuple[tuple[str, str, str | None], ...]

    @property
    def ready(self) -> bool:
        """Whether it can be read in as it is."""
        return self.outcome is not None and self.outcome.ok and not self.outcome.nothing_new

    @property
    def problems(self) -> Sequence[object]:
        return self.outcome.problems[:SHOWN] if self.outcome else ()

    @property
    def more_problems(self) -> int:
        return max(0, len(self.outcome.problems) - SHOWN) if self.outcome else 0

    @property
    def made(self) -> list[tuple[str, int]]:
        """What would be written, in words with numbers."""
        created = self.outcome.created if self.outcome else {}
        return [(WORDS.get(kind, (kind, kind))[1], number) for kind, number in created.items() if number]


def history_of(city: City) -> list[Line]:
    """The newest imports of a city."""
    events = Event.objects.filter(city_id=city.pk, action__endswith=".imported").order_by("-number")[:HISTORY]
    return [
        Line(
            event.pk,
            swedish_moment(event.entered_at),
            str(event.data.get("file", "")),
            KIND_WORDS.get(event.action.split(".")[0], event.action),
            counted(int(event.data.get("rows", 0)), "rad", "rader"),
            event.actor_label,
            "" if event.recorded_at is None or event.recorded_at == event.entered_at
            else f"Känt från {swedish_moment(event.recorded_at)}, inläst i efterhand",
            str(event.data.get("sha256", "")),
        )
        for event in events
    ]  # fmt: skip


def preview_of(upload: Upload, outcome: Outcome | None, refusal: str) -> Preview:
    """What would come of the file, and how its headings and words were understood."""
    seen, headings, words = _understood(upload, outcome)
    recorded = upload.options.get("recorded_at")
    known = f"Räknas som känt från {swedish_moment(datetime.fromisoformat(recorded))}." if recorded else ""
    return Preview(upload, KIND_WORDS[upload.kind], known, outcome, refusal, seen, headings, words)


def _understood(
    upload: Upload, outcome: Outcome | None
) -> tuple[Outline | None, tuple[tuple[str, str | None], ...], tuple[tuple[str, str, str | None], ...]]:
    """How the headings were understood, and which headings and words someone could explain."""
    if upload.kind not in FORMATS:
        return None, (), ()
    form, content, mapping = FORMATS[upload.kind], bytes(upload.content), HandMapping.from_json(upload.mapping)
    try:
        seen = outline(content, form, filename=upload.name, mapping=mapping)
        table = read_table(content, form, filename=upload.name, mapping=mapping)
    except SheetError:
        return None, (), ()
    headings = {each.heading: each.suggestion for each in table.unknown_headings}
    words: dict[tuple[str, str], str | None] = {(w.column, w.word): w.suggestion for w in table.unknown_words}
    for problem in outcome.problems if outcome else ():
        if problem.code == "name" and problem.field in ("Förvaltning", "Fokusområde"):
            words.setdefault((problem.field, problem.value), None)
    return seen, tuple(headings.items()), tuple((column, word, guess) for (column, word), guess in words.items())


def known_words(kind: str, city: City, plan: Plan | None) -> dict[str, Sequence[str]]:
    """By column: the words a foreign one can stand for."""
    found: dict[str, Sequence[str]] = {c.name: tuple(c.choices) for c in FORMATS[kind].columns if c.choices}
    found["Förvaltning"] = list(city.administrations.values_list("name", flat=True))
    if plan is not None:
        names = FocusArea.objects.filter(revision__plan=plan).order_by("name").values_list("name", flat=True)
        found["Fokusområde"] = list(dict.fromkeys(names))
    return found
