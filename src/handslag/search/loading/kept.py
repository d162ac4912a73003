"""The words read last, kept in memory as far as there is room: a segment's words never change once it is written."""

from __future__ import annotations

from array import array
from collections import OrderedDict, deque
from collections.abc import Iterable, Mapping, Sequence
from threading import Lock
from typing import NamedTuple

from handslag.search.loading.index import Index
from handslag.search.models import Posting
from handslag.search.rules.segments import Hits, unpacked, unpacked_places

ROOM = 16_000_000
"""Bytes of words that a process keeps, about."""
EACH = 600
"""What a word takes beside its bytes, about."""


class Stand(NamedTuple):
    """Where a word stands in one segment: its things, and its places in rising order.

    Of a word in many things `counts` and `heads` say how often it stands in each thing of the segment, one after the
    other; they are empty for others, and `heads` where it stands in none.
    """

    hits: Hits
    places: array[int]
    counts: bytes
    heads: bytes

    @property
    def size(self) -> int:
        return EACH + 6 * len(self.hits.rows) + 4 * len(self.places) + len(self.counts) + len(self.heads)


MANY = 4
"""A word is in many things when it stands in one of so many."""
Stands = dict[int, Stand | None]
"""Segment → where a word stands in it; nothing where it does not."""
_kept: OrderedDict[tuple[str, str], Stands] = OrderedDict()
_room = [ROOM]
_lock = Lock()


def stands_of(forms: Iterable[str], index: Index) -> dict[str, Stands]:
    """Where these words stand in the segments of the index; what is not kept is read, in one question."""
    line = index.stamp.partition(".")[0]
    wanted = set(forms)
    with _lock:
        found = {form: stands for form in wanted if (stands := _kept.get((line, form))) is not None}
        for form in found:
            _kept.move_to_end((line, form))
    lacking = {form: index.parts.keys() - found.get(form, {}).keys() for form in wanted}
    read = _read({form for form, segments in lacking.items() if segments}, set().union(*lacking.values()), index)
    for form, segments in lacking.items():
        if segments:
            have = {key: stand for key, stand in found.get(form, {}).items() if key in index.parts}
            found[form] = have | {key: read.get((form, key)) for key in segments}
    _keep(line, {form: found[form] for form, segments in lacking.items() if segments})
    return found


def _read(forms: set[str], segments: set[int], index: Index) -> Mapping[tuple[str, int], Stand]:
    if not forms:
        return {}
    rows = Posting.objects.filter(form__in=sorted(forms), segment__in=sorted(segments))
    return {
        (form, segment): _stand(unpacked(hits), unpacked_places(places), len(index.parts[segment].rows))
        for form, segment, hits, places in rows.values_list("form", "segment_id", "hits", "places")
    }


def _stand(hits: Hits, places: array[int], things: int) -> Stand:
    if len(hits.rows) * MANY < things:
        return Stand(hits, places, b"", b"")
    return Stand(hits, places, _spread(hits.counts, hits.rows, things), _spread(hits.heads, hits.rows, things))


def _spread(values: bytes, rows: Sequence[int], things: int) -> bytes:
    """A value for each thing, where there are some."""
    if not values.strip(b"\0"):
        return b""
    spread = bytearray(things)
    deque(map(spread.__setitem__, rows, values), maxlen=0)
    return bytes(spread)


def _keep(line: str, fresh: Mapping[str, Stands]) -> None:
    """Keep these, and let go of those that nobody has asked for the longest."""
    with _lock:
        for form, stands in fresh.items():
            _room[0] += _size(_kept.pop((line, form), {})) - _size(stands)
            _kept[line, form] = stands
        while _room[0] < 0 and _kept:
            _room[0] += _size(_kept.popitem(last=False)[1])


def _size(stands: Stands) -> int:
    return sum(stand.size for stand in stands.values() if stand is not None)
