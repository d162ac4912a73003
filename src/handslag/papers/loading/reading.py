"""A file read from beginning to end: its pages, their words repaired, and what is found in them. Nothing is written."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from handslag.core.clock import today
from handslag.core.reading import PATIENCE, ReadPage, named, read_file
from handslag.core.swedish.lexicon import load
from handslag.core.swedish.lexicon_file import ready
from handslag.core.text import swedish_date
from handslag.papers.loading.texts import newest_readings
from handslag.papers.models import Document, KnownWord, Page, Reading
from handslag.papers.rules.places import Change, raw_span
from handslag.papers.rules.recognise import recognise
from handslag.papers.rules.recognise.facts import Found, PageText
from handslag.papers.rules.repair import repair
from handslag.people.models import City


@dataclass(frozen=True, slots=True)
class PreparedPage:
    """A page as it came, as it reads, and what was changed in between (in raw offsets)."""

    number: int
    raw: str
    how: str
    text: str
    changes: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that registration writes of a file. The places of what was found are in the raw pages."""

    name: str
    media_type: str
    pages: tuple[PreparedPage, ...]
    found: tuple[Found, ...]
    problems: tuple[str, ...] = ()

    @property
    def repaired_words(self) -> int:
        return sum(len(page.changes) for page in self.pages)


def prepare(city: City | None, name: str, content: bytes, *, patience: float = PATIENCE) -> Prepared:
    """Read a file, repair it and recognise what it is. Raises `Refused` when it cannot be read."""
    tidy, _ = named(name, content)
    read = read_file(tidy, content, patience=patience)
    pages = repaired(read.pages, known_words(city))
    found = found_in(pages, tidy)
    return Prepared(tidy, read.media_type, pages, found, (*read.problems, *_ahead(found)))


def _ahead(found: Sequence[Found]) -> list[str]:
    """A date that has not been yet is told of: it is proposed at most."""
    day = next((date.fromisoformat(one.value["day"]) for one in found if one.field == "date"), None)
    if day is None or day <= today():
        return []
    said = f"Handlingen säger sig vara daterad den {swedish_date(day)}. Den dagen har inte varit än."
    return [f"{said} Datumet räknas inte förrän någon har kontrollerat det."]


def known_words(city: City | None) -> frozenset[str]:
    """The words that the city's registrars have written in corrections."""
    return frozenset(KnownWord.objects.filter(city=city).values_list("word", flat=True)) if city else frozenset()


def repaired(pages: Sequence[ReadPage], known: Collection[str]) -> tuple[PreparedPage, ...]:
    """The pages with the words that were read with the wrong alphabet put right; a clean page as it came."""
    lexicon, made = load(ready()), []
    for page in pages:
        one = repair(page.raw, lexicon, known)
        changes = tuple((change.start, change.end, change.text) for change in one.changes)
        made.append(PreparedPage(page.number, page.raw, page.how, one.text, changes))
    return tuple(made)


def found_in(pages: Sequence[PreparedPage], file_name: str) -> tuple[Found, ...]:
    """What is recognised in the pages, with its places in the raw ones."""
    changes: dict[int, tuple[Change, ...]] = {page.number: page.changes for page in pages}
    texts = [PageText(page.number, page.text) for page in pages]
    made = []
    for one in recognise(texts, file_name=file_name, today=today()):
        start, end = raw_span(changes.get(one.page, ()), one.start, one.end)
        made.append(Found(one.field, one.value, one.page, start, end, one.certain))
    return tuple(made)


def as_it_reads(document: Document) -> tuple[PreparedPage, ...]:
    """The stored pages with their newest readings, as they are repaired and corrected now."""
    pages = list(document.pages.order_by("number"))
    newest = newest_readings(pages)
    return tuple(_stored(page, newest) for page in pages)


def _stored(page: Page, newest: dict[int, Reading]) -> PreparedPage:
    reading = newest.get(page.pk)
    if reading is None:
        return PreparedPage(page.number, page.raw, page.how, page.raw)
    changes = tuple((int(start), int(end), str(words)) for start, end, words in reading.changes)
    return PreparedPage(page.number, page.raw, page.how, reading.text, changes)
