"""The workbench of a draft: where it stands, what can be done next and why not, and all its parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from handslag.core.clock import local
from handslag.core.text import join_words, swedish_date
from handslag.core.verdict import Verdict
from handslag.people.models import ROLES
from handslag.plan.facts import CENTRAL, COOPERATION_OUTCOMES, TAKE_PART, RevisionText
from handslag.plan.models import Consultation, CooperationRecord, Removal, Revision
from handslag.plan.pages.document import State, state_of
from handslag.plan.permissions import can_edit, can_move, can_register_cooperation
from handslag.plan.rules import Difference, Situation, difference
from handslag.plan.rules.wording import WORDS, KindWord, few, summary


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the way: its word, what is known of it, and whether it is here or passed."""

    word: str
    note: str
    here: bool = False
    passed: bool = False


@dataclass(frozen=True, slots=True)
class Door:
    """Something that can be done next, or cannot and why; `post` when it asks for nothing more."""

    label: str
    href: str
    verdict: Verdict
    post: bool = False
    variant: str = "secondary"


@dataclass(frozen=True, slots=True)
class PartLine:
    """A focus area or measure in the list of the draft's parts."""

    number: str
    area_key: str
    measure_key: str
    name: str
    tags: tuple[KindWord, ...]
    first: bool
    last: bool
    measures: tuple[PartLine, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftPage:
    """All of the workbench."""

    row: Revision
    base: Revision | None
    state: State
    lead: str
    stages: tuple[Stage, ...]
    doors: tuple[Door, ...]
    edit: Verdict
    preamble: tuple[KindWord, ...]
    parts: tuple[PartLine, ...]
    removals: Sequence[Removal]
    returned: str


def draft_page(
    user: Any,
    row: Revision,
    base: Revision | None,
    *,
    before: RevisionText | None,
    after: RevisionText,
    situation: Situation,
    invited: Consultation | None,
    talks: CooperationRecord | None,
    removals: Sequence[Removal],
) -> DraftPage:
    """The workbench as a user finds it today."""
    made = difference(before or RevisionText(""), after)
    said = summary(made, f"Version {row.label}")
    against = f" Jämfört med version {base.label}." if base else ""
    return DraftPage(
        row=row,
        base=base,
        state=state_of(row, None, situation.today),
        lead=f"{said}{against}",
        stages=tuple(_stages(row, situation, invited, talks)),
        doors=tuple(_doors(user, row, situation)),
        edit=can_edit(user, row),
        preamble=(KindWord("Omskriven", "warning"),) if made.preamble_reworded and base else (),
        parts=tuple(_parts(after, made, marked=base is not None)),
        removals=removals,
        returned=_returned(row),
    )


def _returned(row: Revision) -> str:
    """What a body has said of it, when it did not approve."""
    if row.outcome and not row.is_decided and row.decided_on:
        return f"{row.decided_by} beslutade {swedish_date(row.decided_on)}: {row.outcome}."
    return ""


def _stages(
    row: Revision, situation: Situation, invited: Consultation | None, talks: CooperationRecord | None
) -> Iterator[Stage]:
    order = ("draft", "consultation", "cooperation", "decided")
    at = order.index(row.state) if row.state in order else -1
    notes = [
        "Texten skrivs här.",
        _consultation_note(situation, invited),
        _talks_note(talks),
        "Införs när nämnden har beslutat. Versionen är sedan i kraft från sin dag.",
    ]
    for place, word in enumerate(("Utkast", "Samråd", "Samverkan med facken", "Beslut")):
        yield Stage(word, notes[place], here=place == at, passed=place < at)


def _consultation_note(situation: Situation, invited: Consultation | None) -> str:
    if invited is None:
        return "Alla med rätt att delta lämnar synpunkter och får svar."
    waiting = situation.unanswered
    told = f"{few(waiting).capitalize()} {'synpunkt väntar' if waiting == 1 else 'synpunkter väntar'} på svar."
    return f"Till och med {swedish_date(invited.ends)}. {told if waiting else 'Alla synpunkter har fått svar.'}"


def _talks_note(talks: CooperationRecord | None) -> str:
    if talks is None:
        return "Förhandling enligt 11 § MBL eller samverkan, före beslutet."
    said = f"{talks.body}, {swedish_date(talks.held_on)}: {COOPERATION_OUTCOMES[talks.outcome]}."
    if talks.central and talks.central_on:
        said += f" Central förhandling {CENTRAL[talks.central]} {swedish_date(talks.central_on)}."
    return said


def _doors(user: Any, row: Revision, situation: Situation) -> Iterator[Door]:
    def to(name: str) -> str:
        return reverse(f"plan:{name}", args=[row.label])

    if row.state == "draft":
        yield Door("Öppna samråd", to("draft-open"), can_move(user, row, "open", situation), variant="")
        yield Door(
            "Överge utkastet", to("draft-discard"), can_move(user, row, "discard", situation), variant="tertiary"
        )
    elif row.state == "consultation":
        yield Door("Svara på synpunkter", to("comments"), Verdict.yes(), variant="")
        yield Door("Avsluta samrådet", to("draft-close"), can_move(user, row, "close", situation), post=True)
        yield Door("Förläng samrådet", to("draft-open"), Verdict.yes())
        yield Door("Ta tillbaka till utkast", to("draft-take-back"), Verdict.yes(), variant="tertiary")
    elif row.state == "cooperation":
        yield Door("För in beslutet", to("draft-decide"), can_move(user, row, "approve", situation), variant="")
        yield Door("Registrera samverkan", to("draft-cooperation"), can_register_cooperation(user, row))
        yield Door("Svara på synpunkter", to("comments"), Verdict.yes())
        yield Door("Ta tillbaka till utkast", to("draft-take-back"), Verdict.yes(), variant="tertiary")


def _parts(after: RevisionText, made: Difference, *, marked: bool) -> Iterator[PartLine]:
    areas = {area.key: area for area in made.areas}
    for place, area in enumerate(after.areas, 1):
        own = areas[area.key]
        kinds = {one.key: one.kinds for one in own.measures}
        yield PartLine(
            str(place), area.key, "", area.name, _tags(own.kinds, marked=marked), place == 1, place == len(after.areas),
            tuple(
                PartLine(
                    f"{place}.{i}", area.key, one.key, one.name, _tags(kinds.get(one.key, ()), marked=marked),
                    i == 1, i == len(area.measures),
                )
                for i, one in enumerate(area.measures, 1)
            ),
        )  # fmt: skip


def _tags(kinds: Sequence[Any], *, marked: bool) -> tuple[KindWord, ...]:
    return tuple(WORDS[kind] for kind in kinds) if marked else ()


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in the list of drafts."""

    row: Revision
    state: State
    note: str


def draft_lines(rows: Sequence[Revision], day: date) -> tuple[DraftLine, ...]:
    """The revisions that are not decided, those on their way first."""
    lines = [
        DraftLine(row, state_of(row, None, day), f"Senast ändrad {swedish_date(local(row.entered_at).date())}.")
        for row in rows
        if not row.is_decided
    ]
    return tuple(sorted(lines, key=lambda line: line.row.state in {"rejected", "discarded"}))


def invited_sentence(numbers: dict[str, int]) -> str:
    """Who is invited to a consultation, and how many of each."""
    words = [f"{ROLES[role]} ({numbers[role]})" for role in TAKE_PART if numbers.get(role)]
    return f"{join_words(words).capitalize()}." if words else "Ingen i kommunen har en roll som deltar i samråd än."
