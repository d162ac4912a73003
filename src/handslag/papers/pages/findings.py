"""What was found in a paper, beside the lines it was found in: what is certain, what waits, what was decided."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from handslag.core.text import counted, swedish_date
from handslag.core.verdict import Verdict
from handslag.papers.loading.findings import SINGLE, Held, all_of, taken_from, told_of
from handslag.papers.loading.secrecy import Cover, cover_of, excerpt
from handslag.papers.loading.texts import ShownPage, shown_pages
from handslag.papers.models import Document
from handslag.papers.permissions import can_rule
from handslag.papers.rules.places import raw_span, text_span
from handslag.papers.rules.words import ASKING, FIELDS, KINDS

AROUND = 120
"""Letters shown before and after a place in its lines."""
COVERED = "█████"
AGREED = " (instämde)"
NAMING = ("Roll", "Bakom står", "Frågar", "Ska svara", "Vem")
LONGEST = 700
"""A longer passage is shown with its beginning and its end."""
GROUPS = (
    ("uppgifter", "Om handlingen", SINGLE),
    ("personer", "Personer", ("person",)),
    ("beslut", "Beslutspunkter", ("decision_point",)),
    ("uttalanden", "Uttalanden", ("statement",)),
    ("fragor", "Frågor", ("question",)),
    ("utfastelser", "Utfästelser", ("commitment",)),
)
_STATES = {
    "confirmed": ("Bekräftat", "success"), "changed": ("Ändrat", "success"), "added": ("Tillagt", "success"),
    "rejected": ("Avvisat", "neutral"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """The lines in which it was found: what stands there, with what comes before and after."""

    page: int
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """One finding as it is shown."""

    key: str
    label: str
    text: str
    details: tuple[tuple[str, str], ...]
    was: str
    state: str
    color: str
    who: str
    at: datetime | None
    source: Source | None
    waits: bool
    may_confirm: bool
    may_reject: bool
    may_undo: bool
    href: str


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of a kind."""

    slug: str
    heading: str
    lines: tuple[Line, ...]
    empty: str
    add: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """All that was found."""

    document: Document
    heading: str
    lead: str
    told: tuple[str, ...]
    groups: tuple[Group, ...]
    rejected: tuple[Line, ...]
    certain: int
    may_rule: Verdict


def findings_page(document: Document, user: Any, today: date) -> FindingsPage:
    """What the viewer may see of it; who may not rule reads it alone."""
    every = all_of(document)
    shown = {page.number: page for page in shown_pages(document, user)}
    cover = cover_of(document, user)
    lines = {one.key: _line(document, one, shown, cover) for one in every}
    now = taken_from(every)
    kept = [one for one in every if not one.rejected]
    unruled = sum(one.certain and not one.outcome for one in kept)
    return FindingsPage(
        document=document,
        heading="Vad handlingen säger",
        lead=_lead(now.awaiting, unruled),
        told=tuple(_told(now.further, kept, today)),
        groups=tuple(_group(document, each, kept, lines, now.code) for each in GROUPS),
        rejected=tuple(lines[one.key] for one in every if one.rejected),
        certain=unruled,
        may_rule=can_rule(user, document),
    )


def _lead(awaiting: int, unruled: int) -> str:
    if not awaiting and not unruled:
        return "Allt är avgjort."
    words = [counted(awaiting, "förslag väntar", "förslag väntar") if awaiting else "Inga osäkra förslag väntar"]
    if unruled:
        words.append(f"{counted(unruled, 'uppgift', 'uppgifter')} är säkra men inte bekräftade")
    return ". ".join(words) + "."


def _told(further: Sequence[Held], kept: Sequence[Held], today: date) -> Iterable[str]:
    """What is worth saying before anything is confirmed."""
    if further:
        yield (
            f"Filen innehåller {len(further) + 1} handlingar som frågar. Frågorna är numrerade i följd. "
            "Se efter att de hör ihop, eller dela filen och läs in delarna var för sig."
        )
    for one in kept:
        if one.field == "date" and not one.confirmed and str(one.value.get("day", "")) > today.isoformat():
            day = _day(one.value.get("day"))
            yield f"Datumet {day} har inte varit än. Det gäller inte förrän någon har skrivit rätt dag."


def _group(
    document: Document,
    each: tuple[str, str, tuple[str, ...]],
    kept: Sequence[Held],
    lines: Mapping[str, Line],
    code: str,
) -> Group:
    slug, heading, fields = each
    ordered = sorted(
        (one for one in kept if one.field in fields), key=lambda one: (fields.index(one.field), _number(one))
    )
    there = {one.field for one in ordered}
    missing = [name for name in fields if name not in SINGLE or name not in there]
    add = tuple(
        (FIELDS[name], reverse("papers:add-finding", args=[document.pk, name])) for name in missing if name != "kind"
    )
    empty = "Inga frågor hittades i handlingen." if slug == "fragor" and code in ASKING else "Inget hittades."
    return Group(slug, heading, tuple(lines[one.key] for one in ordered), empty, add)


def _number(one: Held) -> int:
    number = one.value.get("number")
    return number if isinstance(number, int) else 0


def _line(document: Document, one: Held, shown: Mapping[int, ShownPage], cover: Cover) -> Line:
    hidden = cover.hides(one.page, one.start, one.end) or (
        bool(cover) and one.outcome in ("changed", "added") and not one.end
    )
    word, color = _STATES.get(one.outcome, ("Säkert", "info") if one.certain else ("Förslag", "warning"))
    covered = excerpt(shown.values(), one.page, one.start, one.end) or COVERED
    return Line(
        key=one.key,
        label=_label(one),
        text=covered if hidden else words_of(one.field, one.value),
        details=() if hidden else _open(details_of(one.field, one.value), shown, cover),
        was=words_of(one.field, one.found) if one.found and not hidden else "",
        state=word,
        color=color,
        who=one.by,
        at=one.at,
        source=_source(one, shown),
        waits=not one.outcome,
        may_confirm=one.outcome in ("", "rejected") and one.key.startswith("f"),
        may_reject=not one.rejected and one.field != "kind",
        may_undo=(bool(one.outcome) and one.key.startswith("f")) or (one.rejected and one.key.startswith("r")),
        href=reverse("papers:finding", args=[document.pk, one.key]),
    )


def _open(
    details: tuple[tuple[str, str], ...], shown: Mapping[int, ShownPage], cover: Cover
) -> tuple[tuple[str, str], ...]:
    """The details without names that the viewer cannot read in the paper: they stand elsewhere than the finding."""
    if not cover:
        return details
    text = " ".join(page.text for page in shown.values()).casefold()

    def readable(words: str) -> bool:
        named = words.replace(AGREED, "").casefold()
        return all(word in text for word in re.findall(r"[^\W\d_]{3,}", named))

    return tuple((name, words if name not in NAMING or readable(words) else COVERED) for name, words in details)


def _label(one: Held) -> str:
    part = int(one.value.get("part") or 1) if one.field == "title" else 1
    word = told_of(one)
    return (word[:1].upper() + word[1:]) + (f", del {part} av filen" if part > 1 else "")


def words_of(field: str, value: Mapping[str, Any]) -> str:
    """The finding in words."""
    if field == "kind":
        return KINDS.get(str(value.get("code")), "annan handling").capitalize()
    if field == "date":
        return _day(value.get("day"))
    if field == "person":
        return _named(value)
    return str(value.get("text") or value.get("name") or "")


def details_of(field: str, value: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What more is known of it."""
    made: list[tuple[str, str]] = []
    if field == "person":
        made = [("Roll", str(value.get("role") or ""))]
    elif field == "statement":
        made = [("Slag", str(value.get("kind", "")).capitalize()), ("Bakom står", _people(value.get("who") or ()))]
    elif field == "question":
        of = value.get("asked_of") or {}
        role = str(of.get("role") or "")
        made = [
            ("Frågar", _people(value.get("asked_by") or ())),
            ("Ska svara", ", ".join(filter(None, (_named(of), role)))),
        ]
    elif field == "commitment":
        made = [("Vem", str(value.get("who") or "")), ("Senast", _day(value.get("by")))]
    return tuple((name, words) for name, words in made if words)


def _named(one: Mapping[str, Any]) -> str:
    name, party = str(one.get("name") or ""), str(one.get("party") or "")
    return f"{name} ({party})".strip() if party else name


def _people(people: Iterable[Mapping[str, Any]]) -> str:
    return ", ".join(_named(one) + (AGREED if one.get("joined") else "") for one in people)


def _day(value: Any) -> str:
    try:
        return swedish_date(date.fromisoformat(str(value))) if value else ""
    except ValueError:
        return ""


def _source(one: Held, shown: Mapping[int, ShownPage]) -> Source | None:
    """The place in the text that the viewer may read, with what stands around it."""
    page = shown.get(one.page)
    if page is None or one.end <= one.start:
        return None
    start, end = text_span(page.changes, one.start, one.end)
    before = page.text[max(0, start - AROUND) : start].split("\n\n")[-1]
    after = page.text[end : end + AROUND].split("\n\n")[0]
    words = page.text[start:end]
    if len(words) > LONGEST:
        words = f"{words[: LONGEST - 150].rstrip()} […] {words[-150:].lstrip()}"
    before = before if start <= AROUND or "\n\n" in page.text[max(0, start - AROUND) : start] else _from_word(before)
    return Source(page.number, before, words, after if end + AROUND >= len(page.text) else _to_word(after))


def _from_word(text: str) -> str:
    parts = re.split(r"\s", text, maxsplit=1)
    return f"… {parts[1]}" if len(parts) > 1 else text


def _to_word(text: str) -> str:
    parts = re.split(r"\s(?=\S*$)", text, maxsplit=1)
    return f"{parts[0]} …" if len(parts) > 1 else text


def place_of(document: Document, user: Any, words: str) -> dict[str, int]:
    """Where words that someone adds stand in the paper, when they do: page and place in the raw page."""
    sought = [re.escape(word) for word in words.split()][:400]
    pattern = re.compile(r"\s+".join(sought), re.IGNORECASE) if sought else None
    for page in shown_pages(document, user) if pattern else ():
        assert pattern is not None
        if match := pattern.search(page.text):
            start, end = raw_span(page.changes, match.start(), match.end())
            return {"page": page.number, "start": start, "end": end}
    return {}
