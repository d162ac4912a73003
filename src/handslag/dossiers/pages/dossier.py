"""A dossier's page: each question with its evidence beside the answer being written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString

from handslag.core.clock import local
from handslag.core.markup import sign
from handslag.core.text import counted, swedish_date
from handslag.core.verdict import Verdict
from handslag.dossiers.facts import Evidence, KeptQuestion
from handslag.dossiers.loading.dossiers import Standing
from handslag.dossiers.loading.writing import Saved, Written
from handslag.dossiers.models import DossierText
from handslag.dossiers.pages.paper import locked_sentence, runs_of
from handslag.dossiers.paper import Run
from handslag.dossiers.permissions import can_move, can_write
from handslag.dossiers.rules.comparing import Change, change_sentence, shown
from handslag.dossiers.rules.states import DOSSIER_STATES, MOVE_WORDS, STEP_WORDS, TEXT_WORDS, WAITS_FOR, Move, State
from handslag.dossiers.rules.writing import Review, review
from handslag.vitals.rules import SIGN_WORDS

TEXT_COLORS = {"none": "neutral", "draft": "info", "done": "success"}
STATE_COLORS = {State.DRAFT: "info", State.PREPARED: "warning", State.APPROVED: "warning", State.SIGNED: "success"}
SLUGS = {Move.PREPARE: "lamna", Move.APPROVE: "godkann", Move.SIGN: "underteckna", Move.SEND_BACK: "skicka-tillbaka"}
"""Part of an address → the move."""


@dataclass(frozen=True)
class SourceLine:
    """A piece of evidence beside the answer. One that stands under an earlier question is only pointed at."""

    piece: Evidence
    signs: tuple[SafeString, ...]
    values: tuple[tuple[str, str], ...] = ()
    """The figures as they are said."""


@dataclass(frozen=True)
class Editor:
    """The answer to a question, as it stands or as it was typed."""

    key: str
    text: str
    seen: int
    done: bool
    state: str
    color: str
    counted: str
    unknown: str
    hint: str
    lacking: tuple[str, ...]
    changes: Sequence[Change]
    error: str = ""
    other: DossierText | None = None
    paragraphs: tuple[tuple[Run, ...], ...] = ()


@dataclass(frozen=True)
class Part:
    """A question with its evidence and its editor."""

    asked: KeptQuestion
    heading: str
    sources: tuple[SourceLine, ...]
    also: tuple[int, ...]
    why: tuple[str, ...]
    editor: Editor


@dataclass(frozen=True)
class Step:
    """A step that has been taken, in words."""

    text: str
    reason: str


@dataclass(frozen=True)
class Button:
    """A move of the dossier: its words, address part, and whether the user may."""

    label: str
    slug: str
    verdict: Verdict
    filled: bool


@dataclass(frozen=True)
class DossierPage:
    """Everything the page says."""

    heading: str
    facts: tuple[tuple[str, str], ...]
    href: str
    kind: str
    locked: str
    state: str
    color: str
    waits: str
    parts: tuple[Part, ...]
    may_write: Verdict
    is_signed: bool
    buttons: tuple[Button, ...]
    steps: tuple[Step, ...]
    changed: str
    sha256: str
    proposed: bool
    crossed: tuple[str, ...] = field(default=())
    has_errors: bool = False


def dossier_page(
    standing: Standing, user: Any, typed: Mapping[str, Written] | None = None, saved: Saved | None = None
) -> DossierPage:
    """Build the page; `typed` is what was sent and could not all be kept."""
    kept, dossier, state = standing.kept, standing.dossier, standing.state
    above: set[int] = set()
    parts = []
    for one in kept.questions:
        parts.append(_part(standing, one, above, (typed or {}).get(one.key), saved))
        above |= set(one.numbers)
    moves = [move for move in Move if _is_shown(state, move)]
    changed = sum(len(found) for found in standing.changes.values())
    signed = standing.signed
    return DossierPage(
        heading=kept.head.title[:1].upper() + kept.head.title[1:],
        facts=_facts(standing),
        href=kept.head.href,
        kind=kept.head.kind,
        locked=locked_sentence(standing.evidence.as_of, standing.evidence.known_at),
        state=DOSSIER_STATES[state].capitalize(),
        color=STATE_COLORS[state],
        waits=f"Väntar på {WAITS_FOR[state]}." if WAITS_FOR[state] else "",
        parts=tuple(parts),
        may_write=can_write(user, dossier),
        is_signed=signed is not None,
        buttons=tuple(_button(user, standing, move) for move in moves),
        steps=tuple(_step(one) for one in reversed(standing.steps)),
        changed=change_sentence(changed, standing.references) if standing.references else "",
        sha256=signed.sha256 if signed else "",
        proposed=any(one.proposed for one in kept.questions),
        has_errors=saved is not None and bool(saved.refused),
    )


def _is_shown(state: State, move: Move) -> bool:
    """Only the next step forward stands on the page, and the way back when there is one."""
    forward = {State.DRAFT: Move.PREPARE, State.PREPARED: Move.APPROVE, State.APPROVED: Move.SIGN}.get(state)
    return move is forward or (move is Move.SEND_BACK and state in (State.PREPARED, State.APPROVED))


def _button(user: Any, standing: Standing, move: Move) -> Button:
    label = MOVE_WORDS[move]
    return Button(
        label[:1].upper() + label[1:], SLUGS[move], can_move(user, standing, move), filled=move is not Move.SEND_BACK
    )


def _step(one: Any) -> Step:
    who = f" av {one.by}" if one.by else ""
    return Step(f"{swedish_date(local(one.recorded_at).date())}: {STEP_WORDS[one.move]}{who}", one.reason)


def _facts(standing: Standing) -> tuple[tuple[str, str], ...]:
    head = standing.kept.head
    day = f"{swedish_date(head.answer_by)}." if head.answer_by else ""
    put = swedish_date(head.put_on) if head.put_on else ""
    pairs = (("Från", head.asked_by), ("Till", head.asked_of), ("Ställd", put), ("Svaras", day and f"Senast {day}"))
    return tuple(pair for pair in pairs if pair[1])


def source_line(piece: Evidence) -> SourceLine:
    """A piece of evidence with its signs drawn."""
    signs = tuple(sign(name, f"{SIGN_WORDS[name].word} {count}") for name, count in piece.signs if count)
    values = tuple(
        (one.label, f"{shown(one.value)} {one.unit}".strip() if one.value is not None else shown(None))
        for one in piece.figures
    )
    return SourceLine(piece, signs, values)


def _part(standing: Standing, one: KeptQuestion, above: set[int], typed: Written | None, saved: Saved | None) -> Part:
    pieces = [piece for number in one.numbers if (piece := standing.kept.piece(number)) is not None]
    return Part(
        asked=one,
        heading=f"Fråga {one.number}. {one.text}",
        sources=tuple(source_line(piece) for piece in pieces if piece.number not in above),
        also=tuple(piece.number for piece in pieces if piece.number in above),
        why=one.why,
        editor=_editor(standing, one, typed, saved),
    )


def _editor(standing: Standing, one: KeptQuestion, typed: Written | None, saved: Saved | None) -> Editor:
    held = standing.texts.get(one.key)
    text = typed.text if typed else held.text if held else ""
    other = saved.crossed.get(one.key) if saved else None
    done = held.done if held else False
    state = "none" if not text else "done" if done else "draft"
    known = {piece.number for piece in standing.kept.evidence}
    looked = review(text, known)
    return Editor(
        key=one.key,
        text=text,
        seen=other.number if other else typed.seen if typed and saved and one.key in saved.refused
        else held.number if held else 0,
        done=typed.done if typed else done,
        state=TEXT_WORDS[state],
        color=TEXT_COLORS[state],
        counted=_counted(looked, len(one.numbers)),
        unknown=_unknown(looked),
        hint=_hint(looked),
        lacking=looked.without,
        changes=standing.changes.get(one.key, ()),
        error=saved.refused.get(one.key, "") if saved else "",
        other=other,
        paragraphs=tuple(runs_of(part) for part in text.split("\n\n") if part.strip()),
    )  # fmt: skip


def _counted(looked: Review, sources: int) -> str:
    if not looked.words:
        return f"0 ord. {counted(sources, 'källa', 'källor')} väntar."
    told = f"{counted(looked.words, 'ord', 'ord')}."
    return f"{told} Alla påståenden har källa." if looked.cites and not looked.without and not looked.unknown else told


def _unknown(looked: Review) -> str:
    if not looked.unknown:
        return ""
    which = ", ".join(map(str, looked.unknown))
    return f"Källa {which} finns inte." if len(looked.unknown) == 1 else f"Källorna {which} finns inte."


def _hint(looked: Review) -> str:
    if not looked.without:
        return ""
    return "En mening saknar källa." if len(looked.without) == 1 else f"{len(looked.without)} meningar saknar källa."
