"""How fast and how well the search finds on both databases, beside each one's own full-text search as the floor."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import ceil
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time
from typing import Any

import click

from handslag.cli.bench.archive import QUALITY, SEED, Invented, Planted, archive, planted, timed_queries
from handslag.cli.bench.child import busy, circumstances, run_child, scratch

MODULE = "handslag.cli.bench.searching"
GOAL_MS = 50
ROUNDS = 5
CITY = {
    "city": {"name": "Provköping", "code": "9990", "example": True},
    "administrations": [{"name": "Provförvaltningen", "kind": "district", "valid_from": "2010-01-01"}],
    "calendar": {2025: {"VP": {"due": "2025-01-31"}}},
}


@click.command("search")
@click.option("--papers", default=20_000, show_default=True, type=click.IntRange(100, 200_000), help="Handlingar.")
@click.option("--database-url", default="", help="Mät också på denna tomma PostgreSQL.")
@click.option("--json", "as_json", is_flag=True, help="Skriv JSON.")
def bench_search(*, papers: int, database_url: str, as_json: bool) -> None:
    """Mät sökningen på påhittade handlingar, på SQLite och på PostgreSQL.

    PostgreSQL startas för mätningen när den finns på datorn och Handslag körs ur sitt förråd (tools/postgres.py).
    """
    with scratch() as folder, _postgres(database_url) as url:
        for address in ("", url) if url else ("",):
            out = folder / "resultat.json"
            if status := run_child(MODULE, str(papers), str(out), folder=folder, database_url=address):
                sys.exit(status)
            measured = json.loads(out.read_text(encoding="utf-8"))
            click.echo(json.dumps(measured, ensure_ascii=False, indent=1) if as_json else as_text(measured))
    if not url and not as_json:
        click.echo("PostgreSQL finns inte här eller kördes inte: ange --database-url.")


@contextmanager
def _postgres(given: str) -> Iterator[str]:
    """The address given, else a private PostgreSQL where the project's own tool can start one, else nothing."""
    tool = Path(__file__).parents[4] / "tools" / "postgres.py"
    if given or not tool.is_file():
        yield given
        return
    spec = importlib.util.spec_from_file_location("handslag_tools_postgres", tool)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    try:
        module.programs()
    except SystemExit:
        yield ""
        return
    with module.Cluster() as url:
        yield url


def main() -> None:
    """A child: fill its database, index it, ask, and write what was measured."""
    papers, out = int(sys.argv[1]), Path(sys.argv[2])
    from handslag.cli import set_up

    set_up()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    out.write_text(json.dumps(measure(papers), ensure_ascii=False), encoding="utf-8")


def measure(papers: int) -> dict[str, Any]:
    """Everything that is told, for one database."""
    from handslag.people.models import City
    from handslag.people.reading import RoleInCity
    from handslag.search.actions import bring_up_to_date
    from handslag.search.loading import Filters, search

    letters, stored = _fill(papers)
    started = perf_counter()
    bring_up_to_date()
    built = perf_counter() - started
    started = perf_counter()
    floor = _floor()
    floor_built = perf_counter() - started
    city = City.objects.get()
    reader = RoleInCity(city)

    def ours(query: str, chosen: Mapping[str, str], limit: int = 20) -> list[int]:
        bring_up_to_date(patient=False)
        found = search(reader, city, query, Filters(**chosen), limit=limit)
        return [hit.object_id for hit in found.hits]

    times = _times(ours, floor)
    return {
        "circumstances": circumstances(), "papers": papers, "letters": letters, "stored_s": round(stored, 1),
        "built_s": round(built, 1), "floor_built_s": round(floor_built, 1), "goal_ms": GOAL_MS,
        "busy": busy(), "times": times, "recall_at_10": _recall(papers, ours, floor), "memory_mb": round(_memory()),
    }  # fmt: skip


def _fill(papers: int) -> tuple[int, float]:
    """A city with its papers, the misread ones repaired; how many letters they have, and how long it took."""
    from handslag.cli.bench.actions import store_papers
    from handslag.core.clock import now
    from handslag.core.swedish.lexicon import load
    from handslag.core.swedish.lexicon_file import ready
    from handslag.papers.rules.repair import repair
    from handslag.people.actions import import_city
    from handslag.people.importers import read_city

    started = perf_counter()
    parsed = read_city(json.dumps(CITY, ensure_ascii=False).encode(), "stad.yaml")
    import_city(parsed=parsed, by=None, at=now())
    from handslag.people.models import City

    letters, lexicon = 0, load(ready())

    def read() -> Iterator[tuple[Invented, str, list[tuple[int, int, str]]]]:
        nonlocal letters
        for one in archive(papers):
            letters += len(one.raw)
            repaired = repair(one.raw, lexicon)
            yield one, repaired.text, [(change.start, change.end, change.text) for change in repaired.changes]

    store_papers(city=City.objects.get(), papers=read(), by=None, at=now())
    return letters, perf_counter() - started


FLOORS = {
    "sqlite": (
        "CREATE VIRTUAL TABLE bench_floor USING fts5(text, content='')",
        "INSERT INTO bench_floor (rowid, text) SELECT document_id, raw FROM papers_page",
        "SELECT rowid FROM bench_floor WHERE bench_floor MATCH %s ORDER BY rank LIMIT %s",
    ),
    "postgresql": (
        "CREATE TABLE bench_floor AS SELECT document_id, to_tsvector('simple', raw) AS words FROM papers_page",
        "CREATE INDEX bench_floor_words ON bench_floor USING gin (words)",
        "ANALYZE bench_floor",
        """SELECT document_id FROM bench_floor, websearch_to_tsquery('simple', %s) AS asked
        WHERE words @@ asked ORDER BY ts_rank(words, asked) DESC LIMIT %s""",
    ),
}
"""What makes the floor in each database, and at last the question that is asked of it."""


def _floor() -> Ask:
    """The database's own full-text search over the papers as they were read, ranked; made and asked in plain SQL."""
    from django.db import connection

    *made, ask = FLOORS[connection.vendor]
    with connection.cursor() as cursor:
        for statement in made:
            cursor.execute(statement)

    def found(query: str, _: Mapping[str, str], limit: int = 20) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(ask, [_as_fts5(query) if connection.vendor == "sqlite" else query, limit])
            return [row[0] for row in cursor.fetchall()]

    return found


def _as_fts5(query: str) -> str:
    """The query in the language of FTS5, every word quoted."""
    if query.startswith('"'):
        return query
    words = [word for word in query.split() if not word.startswith("-")]
    without = [word[1:] for word in query.split() if word.startswith("-")]
    wanted = " AND ".join(f'"{word}"' for word in words)
    return wanted + "".join(f' NOT "{word}"' for word in without)


Ask = Callable[[str, Mapping[str, str], int], list[int]]


def _times(ours: Ask, floor: Ask) -> dict[str, dict[str, float]]:
    """Kind of query → milliseconds, p50 and p95 of ours and of the floor, by the wall and by the processor.

    `first` is ours the first time the query is put, when its words must be read from the database; the others are warm.
    """
    mix = timed_queries(Random(SEED + 2))
    spent: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))

    def take(kind: str, name: str, ask: Ask, query: str, chosen: Mapping[str, str]) -> None:
        started, started_own = perf_counter(), process_time()
        ask(query, chosen, 20)
        took = {name: perf_counter() - started, f"{name}_cpu": process_time() - started_own}
        for side, seconds in took.items():
            spent[kind][side].append(seconds * 1000)
            spent["alla"][side].append(seconds * 1000)

    for query in ("index", "oredn", "staden"):  # the index and its vocabulary are read once by each worker
        ours(query, {}, 20)
    for kind, queries in mix.items():
        for query, chosen in queries:
            take(kind, "first", ours, query, chosen)
            floor(query, chosen, 20)
    for _ in range(ROUNDS):
        for kind, queries in mix.items():
            for query, chosen in queries:
                take(kind, "ours", ours, query, chosen)
                take(kind, "floor", floor, query, chosen)
    return {
        kind: {
            f"{name}_{said}": round(value, 1)
            for name, took in sides.items()
            for said, value in (("p50", median(took)), ("p95", sorted(took)[ceil(len(took) * 0.95) - 1]))
        }
        for kind, sides in spent.items()
    }


def _recall(papers: int, ours: Ask, floor: Ask) -> dict[str, dict[str, float]]:
    """Way of asking → share of the papers that answer which are among the first ten."""
    from handslag.papers.models import Document

    keys = list(Document.objects.order_by("pk").values_list("pk", flat=True))
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for one in planted(papers):
        right = {keys[place] for place in one.papers}
        score = tuple(len(right & set(ask(one.query, {}, 10))) / len(right) for ask in (ours, floor))
        found[one.way].append((score[0], score[1]))
        found["all"].append((score[0], score[1]))
    said = {code: word for word, code in QUALITY.items()} | {"all": "alla"}
    return {
        said[way]: {
            "queries": len(scores),
            "ours": _mean([a for a, _ in scores]),
            "floor": _mean([b for _, b in scores]),
        }
        for way, scores in found.items()
    }


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 3)


def _memory() -> float:
    """Megabytes of this process now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


SHOWN = ("ours_p50", "ours_p95", "ours_cpu_p95", "first_p95", "floor_p50", "floor_p95")


def as_text(measured: Mapping[str, Any]) -> str:
    """What was measured, as two tables."""
    size = measured["letters"] / 1e6
    built, floor, memory = (measured[name] for name in ("built_s", "floor_built_s", "memory_mb"))
    head = [
        f"Sökning: {measured['papers']} handlingar, {size:.1f} miljoner tecken. {measured['circumstances']}.",
        f"Registret gjordes på {built} s (databasens egen fulltext: {floor} s). Minne efteråt: {memory} MB.",
        "",
        "| Fråga | p50 ms | p95 ms | p95 processortid | p95 första gången | fulltext p50 | fulltext p95 | mål |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for kind, one in measured["times"].items():
        met = "ja" if one["ours_p95"] <= measured["goal_ms"] else "**nej**"
        cells = [one[name] for name in SHOWN]
        head.append(f"| {kind} | {' | '.join(map(str, cells))} | {measured['goal_ms']} ms: {met} |")
    if measured["busy"]:
        head += ["", "Maskinen var upptagen av annat: väggtiden säger lite, processortiden mer."]
    head += ["", "| Så ställs frågan | frågor | bland de tio första | fulltext på olagad text |", "|---|---|---|---|"]
    head += [
        f"| {way} | {one['queries']} | {one['ours']:.0%} | {one['floor']:.0%} |"
        for way, one in measured["recall_at_10"].items()
    ]
    return "\n".join([*head, ""])


__all__ = ["Planted", "as_text", "bench_search", "main", "measure"]
