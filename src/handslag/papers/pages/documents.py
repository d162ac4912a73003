"""The register of papers, and the page of one paper: what it is, and its text page by page with what was put right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.paginator import Page as Leaf
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.urls import reverse

from handslag.core.clock import local
from handslag.core.reading import means, unread_says
from handslag.core.spreadsheet_text import Value
from handslag.core.text import counted, join_words, short_date, swedish_date
from handslag.core.verdict import Verdict
from handslag.papers.loading.findings import Held, Taken, taken
from handslag.papers.loading.secrecy import Cover, cover_of
from handslag.papers.loading.texts import ShownPage, shown_pages
from handslag.papers.models import Document
from handslag.papers.pages.likeness import AlsoIn, also_in
from handslag.papers.permissions import can_correct, can_fetch_original, is_registrar
from handslag.papers.rules.places import to_raw
from handslag.papers.rules.secrecy import COVER
from handslag.papers.rules.words import HOW, KINDS, ORIGINS, STATES

ON_A_LEAF = 30
"""Papers on one page of the register."""
IN_ONE_VIEW = 40
"""Pages of a paper that are shown at once; a longer paper is shown part by part."""
MOST_NAMED = 8
NONE = "Saknas"
COLUMNS = (
    "Id", "Rubrik", "Slag", "Datum", "Organ", "Diarienummer", "Partier", "Läge", "Registrerad", "Ursprung", "Filnamn",
    "Ej bekräftat",
)  # fmt: skip
WAYS: list[Callable[[Document, Any], Sequence[tuple[str, str]]]] = []
"""What tells which pages there are about a paper: a room above adds its own when it is made ready."""
_CARD = {"kind": "slag", "title": "rubrik", "date": "datum", "body": "organ", "dnr": "diarienummer"}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the register."""

    href: str
    title: str
    kind: str
    day: date | None
    body: str
    dnr: str
    parties: str
    state: str
    registered_on: date
    proposed: str


def row_of(paper: Document) -> Row:
    """A paper as a line of the register."""
    card = paper.card
    proposed = [_CARD[name] for name in card.proposed if name in _CARD]
    return Row(
        href=paper.get_absolute_url(),
        title=card.title or paper.file_name,
        kind=KINDS[card.kind],
        day=card.dated_on,
        body=card.body,
        dnr=card.dnr,
        parties=", ".join(card.parties),
        state=STATES[card.state],
        registered_on=paper.registered_on,
        proposed=join_words(proposed),
    )


def cells(papers: Iterable[Document]) -> Iterator[Sequence[Value]]:
    """The same lines for a file."""
    for paper in papers:
        row = row_of(paper)
        yield (
            paper.pk, row.title, row.kind, row.day, row.body, row.dnr, row.parties, row.state, row.registered_on,
            ORIGINS[paper.origin], paper.file_name, row.proposed,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Register:
    """A leaf of the register."""

    rows: list[Row]
    leaf: Leaf[Document]
    lead: str


def register_page(papers: QuerySet[Document], number: Any) -> Register:
    """The papers that were asked for, a leaf at a time."""
    leaf = Paginator(papers, ON_A_LEAF).get_page(number)
    rows = [row_of(paper) for paper in leaf.object_list]
    return Register(rows, leaf, counted(leaf.paginator.count, "handling", "handlingar"))


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known of a paper; `mark` says whether a person or a rule stands for it."""

    label: str
    value: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; a word that is read otherwise than it came carries what the raw page says."""

    text: str
    raw: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class TextPage:
    """A page as it is shown."""

    number: int
    pieces: tuple[Piece, ...]
    how: str
    unread: bool
    correct_href: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a long paper: its pages, and the way there."""

    label: str
    href: str
    here: bool


@dataclass(frozen=True, slots=True)
class Way:
    """A link to another page about the paper."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """The page of one paper."""

    document: Document
    heading: str
    lead: str
    facts: tuple[Fact, ...]
    pages: tuple[TextPage, ...]
    parts: tuple[Part, ...]
    mended: int
    note: str
    unread: int
    install: str
    awaiting: int
    further: tuple[str, ...]
    also: list[AlsoIn]
    may_correct: Verdict
    may_fetch: Verdict
    covered: bool
    ways: tuple[Way, ...]


def document_page(document: Document, user: Any, *, page: int = 1, raw: bool = False) -> DocumentPage:
    """The paper as the viewer may read it: the part of it in which `page` stands, as it came when `raw` is asked."""
    numbers = list(document.pages.order_by("number").values_list("number", "how"))
    window = _window([number for number, _ in numbers], page)
    long = len(numbers) > IN_ONE_VIEW
    shown = shown_pages(document, user, numbers=window if long else None)
    allowed = can_correct(user, document)
    unread = sum(1 for _, how in numbers if how == "unread")
    mended = sum(len(each.marks) for each in shown)
    now, cover = taken(document), cover_of(document, user)
    return DocumentPage(
        document=document,
        heading=document.card.title or document.file_name,
        lead=_lead(document, len(numbers)),
        facts=_facts(document, now, cover),
        pages=tuple(_text_page(document, each, link=bool(allowed), raw=raw) for each in shown),
        parts=_parts(document, [number for number, _ in numbers], window) if long else (),
        mended=mended,
        note=_note(mended, len(numbers), raw=raw, part=long) if unread < len(numbers) else "Ingen text är läst än.",
        unread=unread,
        install=unread_says(means()) if unread else "",
        awaiting=now.awaiting,
        further=tuple(one.text for one in now.further if not cover.hides(one.page, one.start, one.end)),
        also=also_in(document, user),
        may_correct=allowed,
        may_fetch=can_fetch_original(user, document) if cover else Verdict.yes(),
        covered=any(COVER in each.text for each in shown),
        ways=_ways(document, user),
    )


def _window(numbers: Sequence[int], page: int) -> list[int]:
    """The pages of the part in which this page stands."""
    place = numbers.index(page) if page in numbers else 0
    start = place // IN_ONE_VIEW * IN_ONE_VIEW
    return list(numbers[start : start + IN_ONE_VIEW])


def _parts(document: Document, numbers: Sequence[int], window: Sequence[int]) -> tuple[Part, ...]:
    made = []
    for start in range(0, len(numbers), IN_ONE_VIEW):
        part = numbers[start : start + IN_ONE_VIEW]
        label = f"{part[0]}–{part[-1]}" if len(part) > 1 else str(part[0])
        made.append(Part(label, f"{document.get_absolute_url()}?sida={part[0]}#text", part[0] == window[0]))
    return tuple(made)


def _lead(document: Document, pages: int) -> str:
    card = document.card
    words = [KINDS[card.kind].capitalize()]
    if card.dated_on and "date" not in card.proposed:
        words.append(f"den {swedish_date(card.dated_on)}")
    if card.parties:
        words.append(f"({', '.join(card.parties)})")
    return f"{' '.join(words)}. {counted(pages, 'sida', 'sidor')}."


def _facts(document: Document, now: Taken, cover: Cover) -> tuple[Fact, ...]:
    """What is known of the paper: what nobody has confirmed says so, what is covered for the viewer is left out."""
    card = document.card
    entered = local(document.entered_at).date()
    afterwards = f", inläst i efterhand den {short_date(entered, year=True)}" if document.read_in_afterwards else ""
    people = [one for one in now.persons if not cover.hides(one.page, one.start, one.end)]
    names = join_words([_person(one) for one in people[:MOST_NAMED]])
    more = f" och {len(people) - MOST_NAMED} till" if len(people) > MOST_NAMED else ""
    return (
        _fact("Slag", KINDS[card.kind].capitalize(), now.kind),
        _fact("Datum", swedish_date(card.dated_on) if card.dated_on else "", now.date),
        _fact("Organ", card.body, now.body),
        _fact("Diarienummer", card.dnr, now.dnr),
        Fact("Personer", f"{names}{more}" or NONE, "förslag" if any(not one.stands for one in people) else ""),
        Fact("Läge", STATES[card.state].capitalize()),
        Fact("Ursprung", ORIGINS[document.origin].capitalize()),
        Fact("Registrerad", f"{swedish_date(document.registered_on)}{afterwards}"),
        Fact("Id", str(document.pk)),
        Fact("Fil", f"{document.file_name} ({_size(document.size)})"),
    )


def _fact(label: str, value: str, held: Held | None) -> Fact:
    if not value or held is None:
        return Fact(label, value or NONE)
    return Fact(label, value, "bekräftad" if held.confirmed else "" if held.certain else "förslag")


def _person(one: Held) -> str:
    """`Jan Jansson (V), ledamot`."""
    name, party, role = (str(one.value.get(key) or "") for key in ("name", "party", "role"))
    return f"{name}{f' ({party})' if party else ''}{f', {role}' if role else ''}"


def _size(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB".replace(".", ",") if size >= 1024 * 1024 else f"{max(size // 1024, 1)} kB"


def _note(mended: int, pages: int, *, raw: bool, part: bool) -> str:
    """How much of the text was put right by machine or by hand."""
    where = "på sidorna här" if part else "på sidan" if pages == 1 else "i handlingen"
    if not mended:
        return f"Inga ord är lagade {where}: texten står som den kom."
    if raw:
        return f"Texten visas som den kom. {counted(mended, 'ord är lagat', 'ord är lagade')} {where}."
    return (
        f"{counted(mended, 'ord är lagat', 'ord är lagade')} {where}. De är understrukna: peka på ett, eller gå till "
        "det med tabbtangenten, så ser du hur det stod."
    )


def _text_page(document: Document, shown: ShownPage, *, link: bool, raw: bool) -> TextPage:
    base = reverse("papers:word", args=[document.pk, shown.number])
    pieces = _as_it_came(shown) if raw else _pieces(shown, base if link else "")
    return TextPage(
        number=shown.number,
        pieces=_trimmed([piece for piece in pieces if piece.text]),
        how=HOW[shown.how] if shown.how != "text" else "",
        unread=shown.how == "unread",
        correct_href=base if link and shown.how != "unread" else "",
    )


def _trimmed(pieces: list[Piece]) -> tuple[Piece, ...]:
    """The pieces without the empty lines at the page's edges."""
    if pieces:
        pieces[0] = replace(pieces[0], text=pieces[0].text.lstrip("\n"))
        pieces[-1] = replace(pieces[-1], text=pieces[-1].text.rstrip())
    return tuple(piece for piece in pieces if piece.text)


def _pieces(shown: ShownPage, base: str) -> Iterator[Piece]:
    """The text cut at the words that were put right."""
    at = 0
    for mark in shown.marks:
        yield Piece(shown.text[at : mark.start])
        raw = to_raw(shown.changes, mark.start)
        href = f"{base}?fran={raw}&till={raw + len(mark.raw)}" if base else ""
        yield Piece(shown.text[mark.start : mark.end], mark.raw, href)
        at = mark.end
    yield Piece(shown.text[at:])


def _as_it_came(shown: ShownPage) -> Iterator[Piece]:
    """The text with the marked words as the raw page has them; what is covered stays covered."""
    at = 0
    for mark in shown.marks:
        yield Piece(shown.text[at : mark.start] + mark.raw)
        at = mark.end
    yield Piece(shown.text[at:])


def _ways(document: Document, user: Any) -> tuple[Way, ...]:
    """The other pages about the paper; those of rooms above are told by them (`WAYS`)."""
    own = [
        ("Hämta texten", reverse("papers:text", args=[document.pk])),
        ("Offentlighet", reverse("papers:publication", args=[document.pk])),
    ]
    if is_registrar(user, document.city):
        own.append(("Sekretess", reverse("papers:secrecy", args=[document.pk])))
    told = [way for tell in WAYS for way in tell(document, user)]
    return tuple(Way(label, href) for label, href in (*told, *own))
