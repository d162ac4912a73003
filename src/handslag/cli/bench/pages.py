"""How fast every kind of page answers, through the WSGI application, beside a floor that only runs the same SQL."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

import click

from handslag.cli.bench.child import run_child
from handslag.core.clock import today

WARM, TIMED = 3, 30
LIVE_TIMED = 5


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page: what it is called, its address, and its goals (milliseconds, queries)."""

    name: str
    path: str
    goal_ms: float = 100
    goal_queries: int = 15
    times: int = TIMED


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of a page; times in milliseconds."""

    kind: Kind
    p50: float
    p95: float
    floor_p50: float
    queries: int
    size: int

    @property
    def met(self) -> bool:
        return self.p95 <= self.kind.goal_ms and self.queries <= self.kind.goal_queries


@click.command("pages")
@click.option("--data", type=click.Path(path_type=Path), default=None, help="Datamapp med en färdig demostad.")
@click.option("--json", "as_json", is_flag=True, help="Skriv JSON.")
def bench_pages(*, data: Path | None, as_json: bool) -> None:
    """Mät hur snabbt varje slags sida svarar i demostaden."""
    sys.exit(run_child("handslag.cli.bench.pages", "json" if as_json else "text", data=data))


def kinds() -> list[Kind]:
    """Every kind of page, in the demo city."""
    from handslag.followup.models import LocalMeasure
    from handslag.people.models import Unit

    unit = Unit.objects.get(name="Barn och unga Sjöholmen")
    measure = LocalMeasure.objects.filter(administration__name="Sjöholmen", area_key="arbetsbelastning").last()
    assert measure is not None
    return [
        Kind("Matris, i dag", "/livstecken/", 60),
        Kind("Matris, en ögonblicksbild", "/livstecken/?dag=2026-08-31", 60),
        Kind("Matris, annan dag", "/livstecken/?dag=2026-06-17", 1500, 30, LIVE_TIMED),
        Kind(
            "Matris, annan dag och kunskap", "/livstecken/?dag=2025-05-05&kand=2025-06-01T12:00", 1500, 30, LIVE_TIMED
        ),
        Kind("Cell", "/livstecken/sjoholmen/arbetsbelastning/"),
        Kind("Förvaltning", "/forvaltningar/sjoholmen/"),
        Kind("Enhet", f"/enheter/{unit.pk}/"),
        Kind("Åtgärd", f"/atgarder/{measure.pk}/"),
        Kind("Åtgärder, 50 i listan", "/atgarder/"),
        Kind("Åtgärder, 500 i listan", "/atgarder/?antal=500", 100, 10),
        Kind("Kringgång", "/kringgang/"),
        Kind("Planen", "/planen/"),
        Kind("Versioner", "/planen/versioner/"),
        Kind("Ändringar", "/planen/andringar/"),
        Kind("Så räknas livstecken", "/sa-raknas-livstecken/"),
        Kind("Rapporter", "/rapporter/"),
        Kind("Rapport, hela staden", "/rapporter/2026-T2/"),
        Kind("Rapport, en förvaltning", "/rapporter/2026-T2/sjoholmen/"),
        Kind("Rapport som PDF", "/rapporter/2026-T2/?format=pdf", 1000, 30, LIVE_TIMED),
        Kind("Läs in", "/las-in/"),
    ]


class Caller:
    """Calls the WSGI application as a web server does, as a logged-in user."""

    def __init__(self, cookie: str) -> None:
        from django.core.wsgi import get_wsgi_application

        self.application: Callable[..., Iterable[bytes]] = get_wsgi_application()
        self.cookie = cookie

    def get(self, path: str) -> bytes:
        """The body. Stops the bench when the page does not answer 200."""
        address, _, query = path.partition("?")
        status: list[str] = []
        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": address, "QUERY_STRING": query, "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "127.0.0.1:8000",
            "HTTP_COOKIE": self.cookie, "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr, "wsgi.multithread": False, "wsgi.multiprocess": True, "wsgi.run_once": False,
        }  # fmt: skip
        answer = self.application(environ, lambda line, *_: status.append(line))
        body = b"".join(answer)
        if (close := getattr(answer, "close", None)) is not None:
            close()
        if not status[0].startswith("200"):
            raise SystemExit(f"{path}: {status[0]}")
        return body


@contextmanager
def asked() -> Any:
    """The SQL of everything asked of the database meanwhile, with its parameters."""
    from django.db import connection

    seen: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield seen


def timed(work: Callable[[], object], times: int) -> tuple[float, float]:
    """p50 and p95 in milliseconds, warm."""
    for _ in range(WARM if times == TIMED else 1):
        work()
    found = []
    for _ in range(times):
        started = perf_counter()
        work()
        found.append((perf_counter() - started) * 1000)
    return median(found), max(found) if times < TIMED else quantiles(found, n=20)[-1]


def floor(sql: list[tuple[str, Any]], body: bytes) -> Callable[[], object]:
    """A bare view that asks the same of the database and answers the same bytes: no templates, no model objects."""
    from django.db import connection
    from django.http import HttpResponse

    def view() -> object:
        with connection.cursor() as cursor:
            for statement, params in sql:
                cursor.execute(statement, params)
                if cursor.description:
                    cursor.fetchall()
        return HttpResponse(body).content

    return view


def measure_page(caller: Caller, kind: Kind) -> Measured:
    """One page: warm times, the floor's, queries and bytes."""
    caller.get(kind.path)
    with asked() as sql:
        body = caller.get(kind.path)
    p50, p95 = timed(lambda: caller.get(kind.path), kind.times)
    reads = [(statement, params) for statement, params in sql if statement.lstrip().upper().startswith("SELECT")]
    floor_p50, _ = timed(floor(reads, body), TIMED)
    return Measured(kind, p50, p95, floor_p50, len(sql), len(body))


def memory() -> float:
    """What the process holds now, in megabytes."""
    text = Path("/proc/self/status").read_text()
    return int(next(line for line in text.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def logged_in() -> str:
    """The cookie of the demo's plan office."""
    from django.test import Client

    from handslag.people.models import User

    client = Client()
    client.force_login(User.objects.get(username="karin"))
    return f"sessionid={client.cookies['sessionid'].value}"


def main() -> None:
    """The child: grow the demo city when there is none, measure every kind of page, print."""
    from handslag.cli import set_up

    set_up()
    from django.core.management import call_command

    from handslag.cli.demo import SEED, grow_cities
    from handslag.core.clock import now
    from handslag.people.models import City
    from handslag.plan.models import Plan
    from handslag.vitals.actions import refresh

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    if not City.objects.exists():
        grow_cities(SEED, lambda line: click.echo(line, err=True))
    refresh(plans=Plan.objects.select_related("city"), at=now())
    caller = Caller(logged_in())
    rows = [measure_page(caller, kind) for kind in kinds()]
    show(rows, memory(), as_json=sys.argv[1] == "json")


def show(rows: list[Measured], megabytes: float, *, as_json: bool) -> None:
    """The table, as text or JSON."""
    if as_json:
        plain = [
            {"page": r.kind.name, "path": r.kind.path, "p50_ms": round(r.p50, 1), "p95_ms": round(r.p95, 1),
             "floor_p50_ms": round(r.floor_p50, 1), "queries": r.queries, "bytes": r.size, "met": r.met}
            for r in rows
        ]  # fmt: skip
        click.echo(json.dumps({"day": today().isoformat(), "memory_mb": megabytes, "pages": plain}, indent=1))
        return
    click.echo("| sida | p50 ms | p95 ms | mål | golv p50 ms | frågor | kB |")
    click.echo("|---|---:|---:|---:|---:|---:|---:|")
    for r in rows:
        mark = "" if r.met else " **nej**"
        click.echo(
            f"| {r.kind.name} | {r.p50:.0f} | {r.p95:.0f} | {r.kind.goal_ms:.0f} ms, {r.kind.goal_queries} fr.{mark} "
            f"| {r.floor_p50:.1f} | {r.queries} | {r.size / 1024:.0f} |"
        )
    click.echo(f"\nMinne efter alla sidor: {megabytes:.0f} MB (mål: högst 120).")
