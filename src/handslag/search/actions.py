"""The only writers of the index, which is derived: taken up from what has changed, or made anew."""

from __future__ import annotations

import fcntl
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import OperationalError, connection, transaction

from handslag.core.swedish.stems import stem
from handslag.core.swedish.words import fold
from handslag.search.loading.sources import SOURCES
from handslag.search.loading.standing import MADE_BY, State, state_now
from handslag.search.loading.vocabulary import lexicon
from handslag.search.models import Passage, Posting, Segment, Standing, Thing, Waiting, WordKey
from handslag.search.rules.kinds import Found, Text
from handslag.search.rules.segments import Built
from handslag.search.rules.words import UNKNOWN, keys_of

BATCH = 8_000
"""How many things are taken up at a time, at most."""
CHUNK = 100
"""How many of them are read at a time."""
A_FEW = 300
"""How many at a time while someone waits."""
WAITED = 1.5
"""Seconds that a search takes things up before it begins; the tick takes the rest."""
LETTERS = 20_000_000
"""Text that is held in memory at a time, about."""
FULL = 4_000_000
"""Words in a segment that is not put together with others any more."""
TIERS = (4_000, 32_000, 250_000, FULL)
"""Segments of one size (words, below) are put together when there are `ALIKE` of them."""
ALIKE = 8
QUICKLY = 32_000
"""Words that are put together while someone waits for an answer."""
SOON = 400
"""Milliseconds a search waits for someone who is writing; then it is answered from the index as it is."""
ROWS = 5_000


@dataclass(frozen=True, slots=True)
class Taken:
    """What a run did: how many things were taken up, and how many still wait."""

    things: int = 0
    waiting: int = 0


def bring_up_to_date(*, patient: bool = True) -> Taken:
    """Take up what has been recorded since the last time: one question when that is nothing.

    Who is not patient takes up what can be had in a moment, and nothing while someone else is at it.
    """
    state = state_now()
    if state.is_fresh:
        return Taken()
    with _alone(patient=patient) as mine:
        return _take_up(state_now(), patient=patient) if mine else Taken()


def rebuild() -> Taken:
    """Throw the index away and make it anew: it is derived, nothing is lost."""
    with _alone(patient=True):
        with transaction.atomic():
            Standing.objects.all().delete()
        return _take_up(state_now(), patient=True)


@contextmanager
def _alone(*, patient: bool) -> Iterator[bool]:
    """One writer at a time on this machine; whether it is us."""
    folder = Path(settings.HANDSLAG_DATA)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "sok.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if patient else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        try:
            with _impatience(patient=patient):
                yield True
        except OperationalError:
            if patient:
                raise


@contextmanager
def _impatience(*, patient: bool) -> Iterator[None]:
    """On the embedded database: wait only a moment for another writer."""
    if patient or connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        usual = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {SOON}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(usual)}")


def _take_up(state: State, *, patient: bool) -> Taken:
    if state.made_by != MADE_BY:
        state = _begin_anew(state)
    elif state.last_event < state.newest_event:
        _note_changes(state)
    taken, until = 0, monotonic() + WAITED
    while batch := _next_batch(BATCH if patient else A_FEW):
        taken += _take_batch(batch)
        if not patient and monotonic() > until:
            break
    _put_together(FULL if patient else QUICKLY)
    return Taken(taken, Waiting.objects.count())


def _next_batch(size: int) -> list[Waiting]:
    return list(Waiting.objects.order_by("kind", "object_id")[:size])


@transaction.atomic
def _begin_anew(state: State) -> State:
    """An empty index, and everything there is waiting to be taken up."""
    for model in (Waiting, Posting, Segment, WordKey, Passage, Thing, Standing):
        model._base_manager.all()._raw_delete("default")
    _wait({kind: source.every() for kind, source in SOURCES.items()})
    Standing.objects.create(last_event=state.newest_event, made_by=MADE_BY, stamp=f"{uuid4().hex[:24]}.0", segments=[])
    return state_now()


@transaction.atomic
def _note_changes(state: State) -> None:
    """What the events since the last time have touched waits to be taken up."""
    span = (state.last_event, state.newest_event)
    _wait({kind: source.changed(span) for kind, source in SOURCES.items()})
    Standing.objects.update(last_event=state.newest_event)


def _wait(keys: dict[str, Iterable[int]]) -> None:
    rows = [Waiting(kind=kind, object_id=pk) for kind, found in keys.items() for pk in sorted(set(found))]
    Waiting.objects.bulk_create(rows, batch_size=ROWS, ignore_conflicts=True)


def _take_batch(batch: Sequence[Waiting]) -> int:
    """Read the things, work out their words, and only then write: others wait for no more than the writing."""
    found: list[Found] = []
    read: list[Waiting] = []
    letters = 0
    for start in range(0, len(batch), CHUNK):
        some = batch[start : start + CHUNK]
        for kind, waiting in groupby(some, key=lambda one: one.kind):
            found += SOURCES[kind].found([one.object_id for one in waiting])
        read += some
        letters = sum(len(text.text) for one in found for text in one.texts)
        if letters > LETTERS:
            break
    with transaction.atomic():
        built = Built()
        for thing, one in _write_things(read, found):
            built.add(thing, one)
        Waiting.objects.filter(pk__in=[one.pk for one in read]).delete()
        _add_segment(built)
    return len(read)


def _write_things(read: Sequence[Waiting], found: Sequence[Found]) -> list[tuple[int, Found]]:
    """The things with their texts, in the place of what was there of them; what is gone keeps an empty row."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for one in read:
        wanted[one.kind].append(one.object_id)
    before = {
        (row.kind, row.object_id, row.full): row
        for kind, keys in wanted.items()
        for row in Thing.objects.filter(kind=kind, object_id__in=keys)
    }
    there = {(one.kind, one.object_id, one.full): one for one in found}
    Passage.objects.filter(thing__in=[row.pk for row in before.values()])._raw_delete("default")
    new = [_thing(one) for key, one in there.items() if key not in before]
    Thing.objects.bulk_create(new, batch_size=500)
    kept = before | {(row.kind, row.object_id, row.full): row for row in new}
    changed = []
    for key, row in before.items():
        fresh = _thing(there[key]) if key in there else _thing(_gone(row))
        fresh.pk = row.pk
        changed.append(fresh)
    Thing.objects.bulk_update(changed, ("title", "about", "href", "group_id", "facts"), batch_size=200)
    Passage.objects.bulk_create(
        [
            Passage(thing=kept[key], number=number, label=text.label[:120], anchor=text.anchor[:60], text=text.text)
            for key, one in there.items()
            for number, text in enumerate(one.texts)
        ],
        batch_size=500,
    )
    return [(row.pk, there[key] if key in there else _gone(row)) for key, row in kept.items()]


def _thing(one: Found) -> Thing:
    facts = {
        "paper_kind": one.paper_kind, "body": one.body, "parties": list(one.parties),
        "day": one.dated_on.isoformat() if one.dated_on else "",
    }  # fmt: skip
    return Thing(
        city_id=one.city_id, kind=one.kind, object_id=one.object_id, group_id=one.group_id or one.object_id,
        full=one.full, title=one.title, about=one.about, href=one.href[:400], facts=facts,
    )  # fmt: skip


def _gone(row: Thing) -> Found:
    return Found(row.kind, row.object_id, row.city_id, "", "", group_id=row.group_id, full=row.full)


def _add_segment(built: Built, instead_of: Sequence[int] = ()) -> None:
    """Write a segment and let it count, in the place of others."""
    if not built.rows:
        return
    packed = list(built.packed())
    lines = _new_keys([form for form, _, _ in packed])
    contents = json.dumps(built.rows, ensure_ascii=False, separators=(",", ":")).encode()
    for old in Segment.objects.filter(pk__in=instead_of).order_by("pk"):
        lines += zlib.decompress(bytes(old.forms)).decode().split("\n")
    made = Segment.objects.create(
        tokens=built.tokens, contents=contents, forms=zlib.compress("\n".join(filter(None, lines)).encode(), 1)
    )
    _write_rows(Posting, ("segment_id", "form", "hits", "places"), ((made.pk, *one) for one in packed))
    standing = Standing.objects.get()
    standing.segments = [key for key in standing.segments if key not in instead_of] + [made.pk]
    line, _, number = standing.stamp.partition(".")
    standing.stamp = f"{line}.{int(number) + 1}"
    standing.save()
    Posting.objects.filter(segment__in=instead_of)._raw_delete("default")
    Segment.objects.filter(pk__in=instead_of)._raw_delete("default")


def _new_keys(forms: Sequence[str]) -> list[str]:
    """Write what the words that are new to the index are found under; they, with a mark on what no lexicon knows."""
    known: set[str] = set()
    for start in range(0, len(forms), 500):
        some = forms[start : start + 500]
        known.update(Posting.objects.filter(form__in=some).values_list("form", flat=True).distinct())
    listed = lexicon()
    lines, rows = [], []
    for form in forms:
        if form in known:
            continue
        keys = {(key[:60], form, how) for key, form, how in keys_of(form, listed)}
        rows += sorted(keys)
        odd = "?" if any(how == UNKNOWN for _, _, how in keys) else ""
        root = stem(form.replace("-", ""))
        lines.append(f"{odd}{form}" + (f" {root}" if root != fold(form) else ""))
    _write_rows(WordKey, ("key", "form", "how"), rows)
    return lines


def _write_rows(model: type[Posting | WordKey], columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Many small rows at once, as each database takes them fastest; a key that stands already is passed over."""
    table, names = model._meta.db_table, ", ".join(columns)
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        waiting = iter(rows)
        while some := list(islice(waiting, ROWS)):
            cursor.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING",  # noqa: S608 — our own names
                some,
            )


def _put_together(largest: int) -> None:
    """Put segments of one size together where there are many, so that a word is read from few places."""
    sizes = dict(Segment.objects.values_list("pk", "tokens"))
    standing = Standing.objects.get()
    lower = 0
    for upper in TIERS:
        alike = [key for key in standing.segments if lower <= sizes.get(key, upper) < upper]
        if len(alike) >= ALIKE and sum(sizes[key] for key in alike) <= largest:
            _merge(alike)
            return
        lower = upper


def _merge(segments: Sequence[int]) -> None:
    """One segment of what still holds in these: their things' texts are read again, as they were kept."""
    rows = Segment.objects.filter(pk__in=segments).order_by("pk").values_list("pk", "contents")
    last: dict[int, int] = {}
    for key, contents in rows:
        last.update(dict.fromkeys((row[0] for row in json.loads(bytes(contents))), key))
    later = Segment.objects.filter(pk__gt=min(segments)).exclude(pk__in=segments).values_list("pk", "contents")
    replaced = {row[0]: key for key, contents in later for row in json.loads(bytes(contents))}
    keys = [thing for thing, key in last.items() if replaced.get(thing, 0) < key]
    built = Built()
    for row in Thing.objects.filter(pk__in=keys).prefetch_related("passages").order_by("pk"):
        built.add(row.pk, _as_found(row))
    with transaction.atomic():
        _add_segment(built, segments)


def _as_found(row: Thing) -> Found:
    from datetime import date

    facts = row.facts
    texts = sorted(row.passages.all(), key=lambda one: one.number)
    return Found(
        row.kind, row.object_id, row.city_id, row.title, row.href, row.about, row.group_id, row.full,
        facts["paper_kind"], date.fromisoformat(facts["day"]) if facts["day"] else None, facts["body"],
        tuple(facts["parties"]), tuple(Text(one.label, one.text, one.anchor) for one in texts),
    )  # fmt: skip
