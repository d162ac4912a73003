"""What the import pages show: the files that have come in, and what would come of one that waits."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from handslag.audit.models import Event
from handslag.core.clock import now
from handslag.core.outcome import WORDS, FaultyFile, Outcome
from handslag.core.sheets import HandMapping, Outline, SheetError, outline, read_table
from handslag.core.text import counted, swedish_moment
from handslag.core.verdict import Refused
from handslag.intake.actions import Wish, read_in
from handslag.intake.formats import FORMATS, KIND_WORDS
from handslag.intake.models import Upload
from handslag.people.models import City, User
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


def wish_of(upload: Upload, plans: Sequence[Plan], accepted: Collection[str] = ()) -> Wish:
    """What the upload asks for."""
    options = upload.options
    plan = next((p for p in plans if p.slug == options.get("plan")), plans[-1] if plans else None)
    recorded = options.get("recorded_at")
    return Wish(
        kind=upload.kind,
        content=bytes(upload.content),
        name=upload.name,
        city=upload.city,
        plan=plan,
        year=options.get("year"),
        label=options.get("label") or None,
        recorded_at=datetime.fromisoformat(recorded) if recorded else None,
        mapping=HandMapping.from_json(upload.mapping),
        accepted_renames=frozenset(accepted),
    )


def preview_of(upload: Upload, plans: Sequence[Plan], user: User, accepted: Collection[str] = ()) -> Preview:
    """What would come of the file if it were read in now; nothing is written."""
    wish = wish_of(upload, plans, accepted)
    outcome, refusal = None, ""
    if upload.kind in FORMATS and wish.plan is None:
        refusal = "Läs in en plan först. Kalkylbladen hör till en plan."
    else:
        try:
            outcome = read_in(wish=wish, by=user, at=now(), dry_run=True)
        except FaultyFile as faulty:
            outcome, refusal = faulty.outcome, "" if faulty.outcome else str(faulty)
        except Refused as refused:
            refusal = str(refused)
    seen, headings, words = _understood(wish, outcome)
    known = f"Räknas som känt från {swedish_moment(wish.recorded_at)}." if wish.recorded_at else ""
    return Preview(upload, KIND_WORDS[upload.kind], known, outcome, refusal, seen, headings, words)


def _understood(
    wish: Wish, outcome: Outcome | None
) -> tuple[Outline | None, tuple[tuple[str, str | None], ...], tuple[tuple[str, str, str | None], ...]]:
    """How the headings were understood, and which headings and words someone could explain."""
    if wish.kind not in FORMATS:
        return None, (), ()
    form = FORMATS[wish.kind]
    try:
        seen = outline(wish.content, form, filename=wish.name, mapping=wish.mapping)
        table = read_table(wish.content, form, filename=wish.name, mapping=wish.mapping)
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
