"""How much of what was read with the wrong alphabet is repaired, and what that harms, from pairs of texts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from difflib import SequenceMatcher
from pathlib import Path
from time import process_time
from typing import Any

import click

from handslag.core.files import decoded
from handslag.core.swedish.lexicon import Lexicon, load
from handslag.core.swedish.words import fold
from handslag.core.verdict import Refused

GOAL_REPAIRED, GOAL_HARMED = 0.95, 0.005
PEER_RAREST = 620
"""The nearest-word peer looks among the 35,000 commonest words or so: with more it harms more and repairs less."""
WARMING = "Namnden foreslar att arendet overlamnas till forvaltningen for kannedom."
"""Read before the first measurement, so that the word lists are in memory."""
_EDGE = re.compile(r"^[^\w@&]+|[^\w@&]+$")
_BROKEN = re.compile(r"(?<=[^\W\d_])[-‐¬]\r?\n[ \t]*(?!(?:och|eller|samt|till|som|resp|respektive)\b)(?=[^\W_])")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass
class Count:
    """What came of the words of one pair, or of all."""

    words: int = 0
    garbled: int = 0
    repaired: int = 0
    harmed: int = 0
    ms: float = 0.0

    def add(self, other: Count) -> None:
        """Add the counts of another pair."""
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))

    def told(self) -> dict[str, Any]:
        """The counts and the shares."""
        correct = self.words - self.garbled
        wrong = self.garbled - self.repaired + self.harmed
        return asdict(self) | {
            "ms": round(self.ms, 1),
            "repaired_share": round(self.repaired / self.garbled, 4) if self.garbled else None,
            "harmed_share": round(self.harmed / correct, 5) if correct else None,
            "word_error_before": round(self.garbled / self.words, 4) if self.words else None,
            "word_error_after": round(wrong / self.words, 4) if self.words else None,
        }


@click.command("repair")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Skriv utfallet som JSON.")
@click.option("--no-peer", is_flag=True, help="Utan jämförelsen med närmaste ord, som tar mest tid.")
def bench_repair(*, folder: Path, as_json: bool, no_peer: bool) -> None:
    """Mät lagningen på par av texter i DIR: NAMN.raw.txt (som den lästes) och NAMN.true.txt (som den är).

    Texterna läggs ord mot ord. Skiljetecken runt orden räknas inte, inte heller tal.
    """
    from handslag.core.swedish.lexicon_file import ready

    pairs = list(_pairs(folder))
    lexicon = load(ready())
    _measured(WARMING, WARMING, lexicon, peer=False)
    rows = [_measured(raw, true, lexicon, peer=not no_peer) for _, raw, true in pairs]
    told = {"files": [{"name": name} | _told(row) for (name, _, _), row in zip(pairs, rows, strict=True)]}
    everything = [Count(), Count()]
    for row in rows:
        for total, count in zip(everything, row, strict=False):
            total.add(count)
    whole = _told(everything[: 1 if no_peer else 2])
    whole["ms_per_document"] = round(everything[0].ms / len(rows), 1)
    if as_json:
        click.echo(json.dumps(told | {"all": whole}, ensure_ascii=False, indent=2))
    else:
        _print(told["files"], whole)


def _told(row: Sequence[Count]) -> dict[str, Any]:
    return row[0].told() | ({"nearest_word": row[1].told()} if len(row) > 1 else {})


def _pairs(folder: Path) -> Iterator[tuple[str, str, str]]:
    """(name, raw, true) of each pair. Raises `Refused` when a half is missing or there is none."""
    if folder.is_file():
        raise Refused(f"”{folder}” är ingen mapp.")
    if not folder.is_dir():
        raise Refused(f"Mappen ”{folder}” finns inte.")
    halves = {kind: {file.name[: -len(kind)] for file in folder.glob(f"*{kind}")} for kind in (".raw.txt", ".true.txt")}
    raw, true = halves[".raw.txt"], halves[".true.txt"]
    if not raw | true:
        raise Refused(f"I mappen ”{folder}” finns inga par: NAMN.raw.txt och NAMN.true.txt.")
    for name in sorted(raw ^ true):
        lacking, have = (".true.txt", ".raw.txt") if name in raw else (".raw.txt", ".true.txt")
        raise Refused(f"Till ”{name}{have}” saknas ”{name}{lacking}”.")
    for name in sorted(raw):
        yield name, _text(folder / f"{name}.raw.txt"), _text(folder / f"{name}.true.txt")


def _text(file: Path) -> str:
    text = decoded(file.read_bytes())
    if text is None:
        raise Refused(f"Filen ”{file.name}” är ingen text.")
    if not text.strip():
        raise Refused(f"Filen ”{file.name}” är tom.")
    return text


def _measured(raw: str, true: str, lexicon: Lexicon, *, peer: bool) -> list[Count]:
    """The repair's count, and the peer's when it is asked for."""
    from handslag.papers.rules.repair import repair

    started = process_time()
    repaired = "\f".join(repair(page, lexicon).text for page in raw.split("\f"))
    spent = (process_time() - started) * 1000
    read, printed = _words(raw), _words(true)
    aligned = list(_aligned(read, printed))
    counts = [_counted(aligned, _words(repaired), ms=spent)]
    if peer:
        started = process_time()
        nearest = _nearest(lexicon)
        guessed = [nearest(word) for word in read]
        counts.append(_counted(aligned, guessed, ms=(process_time() - started) * 1000))
    return counts


def _words(text: str) -> list[str]:
    """The words without the marks around them; one that is broken at a line's end is one word."""
    return [_EDGE.sub("", word) or word for word in _BROKEN.sub("", text).split()]


Aligned = tuple[int | None, str | None, str | None]
"""(place of the word that was read, the word, the word that was printed); None where there is no such word."""


def _aligned(read: Sequence[str], printed: Sequence[str]) -> Iterator[Aligned]:
    """The words that were read laid along those that were printed."""
    matcher = SequenceMatcher(None, list(map(fold, read)), list(map(fold, printed)), autojunk=False)
    for tag, start, end, begin, stop in matcher.get_opcodes():
        if tag == "equal":
            yield from ((start + n, read[start + n], printed[begin + n]) for n in range(end - start))
        else:
            yield from _laid(read, printed, range(start, end), range(begin, stop))


def _laid(read: Sequence[str], printed: Sequence[str], here: range, there: range) -> Iterator[Aligned]:
    """A stretch in which no word is the same, laid so that alike words meet (Needleman and Wunsch 1970).

    Of two ways that are as good, the one in which a word was misread (`|` for `I`), not one lost and another added.
    """
    from rapidfuzz.distance import Levenshtein

    def unlike(i: int, j: int) -> float:
        return 1.6 * Levenshtein.normalized_distance(fold(read[here[i]]), fold(printed[there[j]]))

    table = [[0.0] * (len(there) + 1) for _ in range(len(here) + 1)]
    for i in range(len(here), -1, -1):
        for j in range(len(there), -1, -1):
            ways = []
            if i < len(here) and j < len(there):
                ways.append(table[i + 1][j + 1] + unlike(i, j))
            if i < len(here):
                ways.append(table[i + 1][j] + 0.8)
            if j < len(there):
                ways.append(table[i][j + 1] + 0.8)
            table[i][j] = min(ways, default=0.0)
    i = j = 0
    while i < len(here) or j < len(there):
        if i < len(here) and j < len(there) and abs(table[i][j] - table[i + 1][j + 1] - unlike(i, j)) < 1e-9:
            yield here[i], read[here[i]], printed[there[j]]
            i, j = i + 1, j + 1
        elif i < len(here) and abs(table[i][j] - table[i + 1][j] - 0.8) < 1e-9:
            yield here[i], read[here[i]], None
            i += 1
        else:
            yield None, None, printed[there[j]]
            j += 1


def _counted(aligned: Sequence[Aligned], after: Sequence[str], *, ms: float) -> Count:
    """What came of each printed word; one that was lost or run together with its neighbour is garbled."""
    count = Count(ms=ms)
    for place, before, printed in aligned:
        if printed is None or not _LETTER.search(printed):
            continue
        now = after[place] if place is not None else None
        count.words += 1
        if before == printed:
            count.harmed += now != printed
        else:
            count.garbled += 1
            count.repaired += now == printed
    return count


def _nearest(lexicon: Lexicon) -> Callable[[str], str]:
    """The peer: a word that is not listed becomes the listed one with the fewest edits between them."""
    from functools import cache

    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    listed = _listed(lexicon)

    @cache
    def nearest(word: str) -> str:
        lower = word.lower()
        if lower in lexicon or not lower.isalpha():
            return word
        found = process.extractOne(lower, listed, scorer=Levenshtein.distance, score_cutoff=3)
        return word if found is None else found[0].capitalize() if word[0].isupper() else str(found[0])

    return nearest


def _listed(lexicon: Lexicon) -> list[str]:
    return sorted(lexicon.words(PEER_RAREST), key=lambda word: lexicon.rarity(word) or 0)


def _print(files: Sequence[dict[str, Any]], whole: dict[str, Any]) -> None:
    click.echo("| par | ord | förvanskade | lagade | skadade | ordfel före | efter | ms |")
    click.echo("|---|---:|---:|---:|---:|---:|---:|---:|")
    for row in (*files, {"name": "Alla"} | whole):
        click.echo(
            f"| {row['name']} | {row['words']} | {row['garbled']} | {_percent(row['repaired_share'])} "
            f"| {_percent(row['harmed_share'], 2)} | {_percent(row['word_error_before'])} "
            f"| {_percent(row['word_error_after'])} | {row['ms']:.1f} |".replace(".", ",")
        )
    each = f"{whole['ms_per_document']:.0f} ms"
    click.echo(f"\nMål: minst 95 % lagade, högst 0,5 % skadade. Egen tid per dokument: {each}.")
    if "nearest_word" in whole:
        peer = whole["nearest_word"]
        click.echo(
            f"Närmaste ord ur samma lista: {_percent(peer['repaired_share'])} lagade, "
            f"{_percent(peer['harmed_share'], 2)} skadade."
        )


def _percent(share: float | None, decimals: int = 1) -> str:
    return "–" if share is None else f"{100 * share:.{decimals}f} %".replace(".", ",")
