"""The difference between two revisions, change by change, with words marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from handslag.core.text import swedish_date
from handslag.plan.facts import AreaText, MeasureText, RevisionText
from handslag.plan.pages.document import mandate_of
from handslag.plan.rules import AreaChange, Difference, Mark, MeasureChange, difference, mark_words
from handslag.plan.rules.wording import WORDS, KindWord, few, summary

Side = Literal["removed", "added"]
Paragraphs = tuple[tuple[Mark, ...], ...]
Reasons = Mapping[tuple[str, str], str]
"""Area and measure key (empty for the whole area) → why it was taken out of the draft."""
LABELS: dict[Side, str] = {"removed": "struket", "added": "tillagt"}


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One change: its tags, name and number, and what stood before and stands now, paragraph by paragraph."""

    tags: tuple[KindWord, ...]
    name: str
    number: str
    marks_before: Paragraphs
    marks_after: Paragraphs
    note: str = ""
    area_key: str = ""
    measure_key: str = ""
    reason: str = ""

    @property
    def before(self) -> tuple[SafeString, ...]:
        """The earlier wording with what was struck marked, for a page."""
        return tuple(_paragraph(one, "removed") for one in self.marks_before)

    @property
    def after(self) -> tuple[SafeString, ...]:
        """The later wording with what was added marked, for a page."""
        return tuple(_paragraph(one, "added") for one in self.marks_after)


@dataclass(frozen=True, slots=True)
class AreaView:
    """A focus area's changes, under an anchor."""

    anchor: str
    name: str
    count: int
    changes: tuple[ChangeView, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """All that differs, in the order of the later revision; `areas` are those to be shown."""

    sentence: str
    areas: tuple[AreaView, ...]
    same: str
    made: Difference


def changes_page(
    before: RevisionText,
    after: RevisionText,
    dues: Mapping[str, Sequence[date]],
    *,
    whole: bool,
    reasons: Reasons | None = None,
) -> ChangesPage:
    """What `after` changes in `before`; the whole plan, or only what is changed. `dues`: see `moves_of`."""
    made = difference(before, after)
    areas = [_area(area, dues, reasons or {}, whole=whole) for area in made.areas if whole or area.count]
    if made.preamble_reworded:
        view = ChangeView(
            (KindWord("Omskriven", "warning"),),
            "Inledning",
            "",
            *_sides(made.preamble, before.preamble, after.preamble),
        )
        areas.insert(0, AreaView("inledning", "Inledning", 1, (view,)))
    same = ""
    if made.same_areas:
        same = "Ett område" if made.same_areas == 1 else f"{few(made.same_areas).capitalize()} områden"
    return ChangesPage(summary(made, f"Version {after.label}"), tuple(areas), same, made)


def changes_rows(made: Difference) -> list[dict[str, str]]:
    """What differs as rows of a table: one for each focus area and measure that has changed."""
    changed: list[tuple[str, AreaChange | MeasureChange]] = []
    for area in made.areas:
        changed += [(area.name, area)] if area.kinds else []
        changed += [(area.name, measure) for measure in area.measures if measure.kinds]
    return [
        {
            "Fokusområde": name,
            "Åtgärd": "" if isinstance(one, AreaChange) else one.either.name,
            "Ändring": ", ".join(WORDS[kind].word for kind in one.kinds),
            "Före": one.before.text if one.before else "",
            "Efter": one.after.text if one.after else "",
        }
        for name, one in changed
    ]


def moves_of(contents: Sequence[RevisionText]) -> dict[str, list[date]]:
    """Central measure's key → the due days it has been given, in order, each once in a row."""
    found: dict[str, list[date]] = {}
    for content in contents:
        for measure in content.measures:
            days = found.setdefault(measure.key, [])
            if measure.central and measure.due and (not days or days[-1] != measure.due):
                days.append(measure.due)
    return found


def _area(area: AreaChange, dues: Mapping[str, Sequence[date]], reasons: Reasons, *, whole: bool) -> AreaView:
    changes = [_own(area)] if area.kinds else []
    changes += [_measure(one, dues) for one in area.measures if whole or one.kinds]
    placed = tuple(
        replace(one, area_key=area.key, reason="" if one.marks_after else reasons.get((area.key, one.measure_key), ""))
        for one in changes
    )
    return AreaView(f"omrade-{area.key}", area.name, area.count, placed, area.key)


def _own(area: AreaChange) -> ChangeView:
    """What is changed in the focus area itself."""
    tags = tuple(WORDS[kind] for kind in area.kinds)
    if area.before is None or area.after is None:
        word = "Nytt fokusområde" if area.before is None else "Fokusområdet tas bort"
        tags = (KindWord(word, tags[0].color),)
    before, after = _texts(area.before, area.after, area.text, {"renamed", "reworded"} & set(area.kinds))
    if {"mandatory", "optional", "decision"} & set(area.kinds) and area.before and area.after:
        marks = _swap(_mandate(area.before), _mandate(area.after))
        before, after = (*before, *_lines(marks, "removed")), (*after, *_lines(marks, "added"))
    return ChangeView(tags, "Området i sin helhet", "", before, after)


def _mandate(area: AreaText) -> str:
    return f"Obligatoriskt. {mandate_of(area)}" if area.mandatory else "Inte obligatoriskt."


def _measure(one: MeasureChange, dues: Mapping[str, Sequence[date]]) -> ChangeView:
    if not one.kinds:
        before, after = _sides(one.text, one.either.text, one.either.text)
        return ChangeView((), one.either.name, one.number, before, after, measure_key=one.key)
    before, after = _texts(one.before, one.after, one.text, {"renamed", "reworded"} & set(one.kinds))
    for marks in _facts(one):
        before, after = (*before, *_lines(marks, "removed")), (*after, *_lines(marks, "added"))
    tags = tuple(WORDS[kind] for kind in one.kinds)
    note = _note(one, dues.get(one.key, ()))
    return ChangeView(tags, one.either.name, one.number, before, after, note, measure_key=one.key)


Named = MeasureText | AreaText


def _texts(
    before: Named | None, after: Named | None, text: Sequence[Mark], kinds: set[str]
) -> tuple[Paragraphs, Paragraphs]:
    """The name when it is another, and the text when it is reworded, or all of it when it is new or gone."""
    old: list[tuple[Mark, ...]] = []
    new: list[tuple[Mark, ...]] = []
    if before and after and "renamed" in kinds:
        marks = mark_words(before.name, after.name)
        old += _lines(marks, "removed")
        new += _lines(marks, "added")
    if before is None or after is None or "reworded" in kinds:
        old += _lines(text, "removed")
        new += _lines(text, "added")
    return tuple(old), tuple(new)


def _facts(one: MeasureChange) -> Iterator[tuple[Mark, ...]]:
    """Lines for what has another value: due day, who leads it, where it stands."""
    old, new = one.before, one.after
    if old is None or new is None:
        gone: tuple[Mark, ...] = (Mark("removed" if old else "added", f"{_level(one.either)}. {_due(one.either)}."),)
        yield gone
        return
    if old.due != new.due:
        yield _swap(_due(old), _due(new))
    if old.central != new.central or old.administration != new.administration:
        yield _swap(_level(old), _level(new))


def _level(measure: MeasureText) -> str:
    return f"Leds av {measure.administration}" if measure.central else "Varje förvaltning"


def _due(measure: MeasureText) -> str:
    return f"Klar senast {swedish_date(measure.due)}" if measure.due else "Ingen slutdag"


def _swap(old: str, new: str) -> tuple[Mark, ...]:
    """One value for another: only what both begin with stays unmarked."""
    start = "Klar senast "
    if old.startswith(start) and new.startswith(start):
        return (Mark("same", start), Mark("removed", old.removeprefix(start)), Mark("added", new.removeprefix(start)))
    return Mark("removed", old), Mark("added", new)


def _note(one: MeasureChange, days: Sequence[date]) -> str:
    notes = []
    if one.left:
        notes.append(f"Flyttad från {one.left}.")
    if "moved" in one.kinds and one.after and one.after.due in days:
        moves = days.index(one.after.due)
        if moves >= 2:
            ordinal = {2: "Andra", 3: "Tredje", 4: "Fjärde"}.get(moves, f"{moves}:e")
            notes.append(f"{ordinal} flytten. Försening räknas mot den {swedish_date(days[0])}.")
    return " ".join(notes)


def _sides(marks: Sequence[Mark], before: str, after: str) -> tuple[Paragraphs, Paragraphs]:
    return (tuple(_lines(marks, "removed")) if before else ()), (tuple(_lines(marks, "added")) if after else ())


def _lines(marks: Sequence[Mark], side: Side) -> list[tuple[Mark, ...]]:
    """The paragraphs of one side, its own words marked; white space stays outside the marks."""
    paragraphs: list[list[Mark]] = [[]]
    for mark in marks:
        if mark.what not in ("same", side):
            continue
        first, *rest = mark.text.split("\n")
        paragraphs[-1].append(Mark(mark.what, first))
        paragraphs += [[Mark(mark.what, text)] for text in rest]
    return [tuple(one) for one in paragraphs if any(mark.text.strip() for mark in one)]


def _paragraph(marks: Sequence[Mark], side: Side) -> SafeString:
    return format_html_join("", "{}", ((_piece(mark, side),) for mark in marks if mark.text))


def _piece(mark: Mark, side: Side) -> SafeString:
    text = mark.text.strip()
    if mark.what == "same" or not text:
        return format_html("{}", mark.text)
    lead = mark.text[: len(mark.text) - len(mark.text.lstrip())]
    trail = mark.text[len(mark.text.rstrip()) :]
    tag = "del" if side == "removed" else "ins"
    return format_html('{}<{}><span class="ds-sr-only">{}: </span>{}</{}>{}', lead, tag, LABELS[side], text, tag, trail)
