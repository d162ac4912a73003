"""How fast every kind of page answers, through the WSGI application, beside a floor that only runs the same SQL."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from math import ceil
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any
from wsgiref.util import setup_testing_defaults

import click

from handslag.cli.bench.child import busy, circumstances, own_time, run_child, scratch
from handslag.core.clock import today

TIMES, LIVE_TIMES, WARM = 40, 8, 3
MEMORY_GOAL = 120
MODULE = "handslag.cli.bench.pages"
Asked = tuple[str, Any]
"""A statement and its parameters."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page: what it is called, its address in the demo city, and its goals (milliseconds, queries)."""

    name: str
    path: str
    goal_ms: float = 100
    goal_queries: int = 15
    peer: str = ""
    who: str = "karin"
    """Whose page it is; empty for a visitor's."""

    @property
    def is_slow(self) -> bool:
        """Whether it is allowed to take so long that it is called fewer times."""
        return self.goal_ms > 100


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of a page, warm; times in milliseconds."""

    kind: Kind
    p50: float
    p95: float
    cpu: float
    floor: float
    queries: int
    size: int

    @property
    def met(self) -> bool:
        return self.p95 <= self.kind.goal_ms and self.queries <= self.kind.goal_queries


@click.command("pages")
@click.option("--data", type=click.Path(path_type=Path), help="Datamapp med en färdig demostad; den kopieras.")
@click.option("--database-url", default="", help="Mät på denna databas, som är tom eller bara har demostäder.")
@click.option("--times", default=TIMES, show_default=True, type=click.IntRange(5), help="Anrop av varje sida.")
@click.option("--json", "as_json", is_flag=True, help="Skriv JSON.")
def bench_pages(*, data: Path | None, database_url: str, times: int, as_json: bool) -> None:
    """Mät hur snabbt varje slags sida svarar i demostaden."""
    if data and database_url:
        raise click.UsageError("Ange antingen --data eller --database-url.")
    with scratch(data) as folder:
        for words in (("grow",), ("json" if as_json else "text", str(times))):
            if status := run_child(MODULE, *words, folder=folder, database_url=database_url):
                sys.exit(status)


def kinds() -> list[Kind]:
    """Every kind of page, in the demo city."""
    return [*_following(), *_doing(), *_asking(), *_open()]


def _following() -> list[Kind]:
    """Where one follows what goes on."""
    from handslag.followup.models import LocalMeasure
    from handslag.people.models import Unit
    from handslag.plan.models import Measure

    unit = Unit.objects.get(name="Barn och unga Sjöholmen")
    measures = LocalMeasure.objects.filter(administration__name="Sjöholmen", area_key="arbetsbelastning")
    measure = measures.order_by("pk").last()
    central = Measure.objects.filter(central=True, area__revision__plan__city__name="Ekstaden").last()
    assert measure is not None and central is not None
    return [
        Kind("Matris, i dag", "/livstecken/", 60),
        Kind("Matris, en ögonblicksbild", "/livstecken/?dag=2026-08-31", 60),
        Kind("Matris, en annan dag", "/livstecken/?dag=2026-06-17", 1500, 30),
        Kind("Matris, annan dag och känt då", "/livstecken/?dag=2025-05-05&kant=2025-06-01T12:00", 1500, 30),
        Kind("Cell", "/livstecken/sjoholmen/arbetsbelastning/"),
        Kind("Förvaltning", "/forvaltningar/sjoholmen/"),
        Kind("Enhet", f"/enheter/{unit.pk}/"),
        Kind("Åtgärd", f"/atgarder/{measure.pk}/"),
        Kind("Central åtgärd", f"/atgarder/central/{central.key}/"),
        Kind("Åtgärder, 50 i listan", "/atgarder/"),
        Kind("Åtgärder, 500 i listan", "/atgarder/?antal=500", 100, 10, "784 ms, 509 frågor"),
        Kind("Kringgång", "/kringgang/"),
        Kind("Planen", "/planen/"),
        Kind("Planens versioner", "/planen/versioner/"),
        Kind("Planen i en version", "/planen/versioner/2025/"),
        Kind("Ändringar mellan två versioner", "/planen/andringar/"),
        Kind("Så räknas livstecken", "/sa-raknas-livstecken/"),
        Kind("Tillgänglighet", "/tillganglighet/"),
        Kind("Rapporter", "/rapporter/"),
        Kind("Gör en rapport", "/rapporter/gor/"),
        Kind("Rapport, hela staden", "/rapporter/2026-T2/"),
        Kind("Rapport, en sida", "/rapporter/2026-T2/kort/"),
        Kind("Rapport, en förvaltning", "/rapporter/2026-T2/sjoholmen/"),
        Kind("Rapport, en förvaltning, en sida", "/rapporter/2026-T2/sjoholmen/kort/"),
        Kind("Rapport som PDF", "/rapporter/2026-T2/?format=pdf", 1000, 30, "3,7 s, 3 022 frågor"),
        Kind("Rapport som Word", "/rapporter/2026-T2/?format=docx", 1000, 30, "3,7 s, 3 022 frågor"),
        Kind("Sök, tom", "/sok/", 60),
        Kind("Sök", "/sok/?q=arbetsbelastning+handledare", 60),
        Kind("Läs in", "/las-in/"),
    ]


def _doing() -> list[Kind]:
    """Where each does their part, as the one it is for."""
    from handslag.papers.models import Document
    from handslag.people.models import Unit
    from handslag.plan.models import Revision
    from handslag.tasks.models import Escalation
    from handslag.voice.models import Meeting, Signal

    unit = Unit.objects.get(name="Barn och unga Sjöholmen")
    signal = Signal.objects.filter(plan__city__name="Ekstaden").latest("pk")
    meeting = Meeting.objects.filter(plan__city__name="Ekstaden").latest("pk")
    raised = Escalation.objects.filter(plan__city__name="Ekstaden").latest("pk")
    draft = Revision.objects.filter(plan__city__name="Ekstaden", state="consultation").latest("pk")
    paper, other = Document.objects.filter(city__name="Ekstaden").order_by("-size", "pk")[:2]
    part, consulted = f"/lagesrapport/2026-T2/sjoholmen/{unit.pk}/", f"/planen/samrad/{draft.label}/"
    return [
        Kind("Start, enhetschef", "/start/", who="maria"),
        Kind("Start, förvaltningschef", "/start/", who="anders"),
        Kind("Start, planansvarig", "/start/"),
        Kind("Lägesrapporter", "/lagesrapport/", who="hedda"),
        Kind("Lägesrapport, en enhets del", part, who="maria"),
        Kind("Lägesrapport, en förvaltning", "/lagesrapport/2026-T2/sjoholmen/", who="hedda"),
        Kind("Verksamhetsplan, vem har svarat", "/verksamhetsplan/laget/2026/"),
        Kind("Verksamhetsplan, en förvaltning", "/verksamhetsplan/sjoholmen/2026/", who="hedda"),
        Kind("Verksamhetsplan, ett område", "/verksamhetsplan/sjoholmen/2026/arbetsbelastning/", who="hedda"),
        Kind("Signaler", "/signaler/", who="ulf"),
        Kind("Lämna en signal", "/signaler/ny/", who="ulf"),
        Kind("En signal", f"/signaler/{signal.pk}/"),
        Kind("Möten", "/moten/"),
        Kind("Ett möte", f"/moten/{meeting.pk}/"),
        Kind("Du sa, vi gjorde", "/moten/du-sa-vi-gjorde/"),
        Kind("Samråd", "/planen/samrad/", who="ulf"),
        Kind("Samråd om ett utkast", consulted, who="ulf"),
        Kind("Vad som har lyfts", "/uppgifter/"),
        Kind("En cell som har lyfts", f"/uppgifter/{raised.pk}/"),
        Kind("Dina dagar i kalendern", "/start/kalender/"),
        Kind("Handlingar", "/handlingar/"),
        Kind("En handling", paper.get_absolute_url()),
        Kind("En handling, vad den säger", f"{paper.get_absolute_url()}forslag/"),
        Kind("En handling, offentlighet", f"{paper.get_absolute_url()}offentlighet/"),
        Kind("Två handlingar sida vid sida", f"{paper.get_absolute_url()}jamfor/{other.pk}/", 200),
        Kind("Användare", "/anvandare/", who="ada"),
        Kind("Mitt konto", "/mitt-konto/", who="maria"),
    ]


def _asking() -> list[Kind]:
    """Where what politicians ask is followed and answered."""
    from handslag.papers.models import Document
    from handslag.questions.models import Commitment, Question

    paper = Document.objects.filter(city__name="Ekstaden").latest("pk")
    question = Question.objects.filter(city__name="Ekstaden").latest("pk")
    promised = Commitment.objects.filter(city__name="Ekstaden").exclude(steps__check_code="").latest("pk")
    return [
        Kind("Frågor och utfästelser", "/fragor/", 100),
        Kind("Balanslista", "/fragor/balanslista/", 100),
        Kind("En fråga", f"/fragor/{question.pk}/", 100),
        Kind("En utfästelse", f"/fragor/utfastelser/{promised.pk}/", 60),
        Kind("Underlag till svar", "/underlag-till-svar/"),
        Kind("Underlag om en fråga", f"/underlag-till-svar/fraga/{question.pk}/"),
        Kind("Underlag om en handling", f"/underlag-till-svar/handling/{paper.pk}/"),
    ]


def _open() -> list[Kind]:
    """What a visitor reads: closed periods, published papers, and the guide."""
    from handslag.papers.models import Document

    paper = Document.objects.filter(city__name="Ekstaden", card__state="published").latest("pk")
    return [
        Kind("Öppen: så går det", "/oppet/ekstaden/", 50, 5, who=""),
        Kind("Öppen: livstecken", "/oppet/ekstaden/livstecken/", 50, 5, who=""),
        Kind("Öppen: en cell", "/oppet/ekstaden/livstecken/sjoholmen/arbetsbelastning/", 50, 5, who=""),
        Kind("Öppen: planen", "/oppet/ekstaden/planen/", 50, 15, who=""),
        Kind("Öppen: en rapport", "/oppet/ekstaden/rapporter/2026-T2/", 50, 5, who=""),
        Kind("Öppen: möten", "/oppet/ekstaden/moten/", 50, 15, who=""),
        Kind("Öppen: handlingar", "/oppet/ekstaden/handlingar/", 50, 15, who=""),
        Kind("Öppen: en handling", f"/oppet/ekstaden/handlingar/{paper.pk}/", 50, 15, who=""),
        Kind("Öppen: frågor", "/oppet/ekstaden/fragor/", 50, 15, who=""),
        Kind("Öppen: balanslista", "/oppet/ekstaden/fragor/balanslista/", 50, 15, who=""),
        Kind("Öppen: livstecken som JSON", "/oppet/ekstaden/data/livstecken.json", 50, 5, who=""),
        Kind("Öppen: rapporter", "/oppet/ekstaden/rapporter/", 50, 5, who=""),
        Kind("Öppen: data", "/oppet/ekstaden/data/", 50, 5, who=""),
        Kind("Öppen: så räknas livstecken", "/oppet/ekstaden/sa-raknas/", 50, 5, who=""),
        Kind("Hjälp", "/hjalp/", 50, 5, who=""),
        Kind("Hjälp, en roll", "/hjalp/enhetschef/", 50, 5, who=""),
        Kind("Personuppgifter", "/personuppgifter/", 50, 5, who=""),
    ]


class Caller:
    """Calls a WSGI application as a web server does."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application

    def get(self, path: str, cookie: str = "") -> bytes:
        """The body. Stops the bench when the page does not answer 200."""
        address, _, query = path.partition("?")
        status: list[str] = []
        environ: dict[str, Any] = {
            "PATH_INFO": address, "QUERY_STRING": query, "HTTP_COOKIE": cookie, "wsgi.input": io.BytesIO(),
            "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8000", "HTTP_HOST": "127.0.0.1:8000",
        }  # fmt: skip
        setup_testing_defaults(environ)
        answer = self.application(environ, lambda line, *_: status.append(line))
        body = b"".join(answer)
        if (close := getattr(answer, "close", None)) is not None:
            close()
        if not status[0].startswith("200"):
            raise SystemExit(f"{path}: {status[0]}")
        return body


@contextmanager
def listening() -> Iterator[list[Asked]]:
    """The SQL of everything asked of the database meanwhile, with its parameters."""
    from django.db import connection

    said: list[Asked] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        said.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield said


def timed(work: Callable[[], object], times: int) -> tuple[float, float, float]:
    """p50 and p95 by the wall, and p50 of the processor's time, in milliseconds."""
    wall, own = [], []
    for _ in range(times):
        started, started_own = perf_counter(), own_time()
        work()
        own.append((own_time() - started_own) * 1000)
        wall.append((perf_counter() - started) * 1000)
    return median(wall), sorted(wall)[ceil(times * 0.95) - 1], median(own)


def measure(kinds: list[Kind], cookies: dict[str, str], times: int) -> tuple[list[Measured], float]:
    """Every page, warm, as a page worker answers it; then every floor. And the worker's memory before the floors."""
    from django.conf import settings
    from django.utils.module_loading import import_string

    caller = Caller(import_string(settings.WSGI_APPLICATION))
    seen: list[tuple[list[Asked], bytes]] = []
    found: list[tuple[float, float, float]] = []
    for kind in kinds:
        get = partial(caller.get, kind.path, cookies.get(kind.who, ""))
        for _ in range(1 if kind.is_slow else WARM):
            get()
        with listening() as said:
            body = get()
        seen.append((said, body))
        found.append(timed(get, min(times, LIVE_TIMES) if kind.is_slow else times))
    megabytes = memory()
    return list(_beside_floors(kinds, seen, found)), megabytes


def _beside_floors(
    kinds: list[Kind], seen: list[tuple[list[Asked], bytes]], found: list[tuple[float, float, float]]
) -> Iterator[Measured]:
    from handslag.cli.bench.floor import bare_application, stand_for  # what only tests load must not be counted

    with bare_application() as bare:
        below = Caller(bare)
        for kind, (said, body), (p50, p95, cpu) in zip(kinds, seen, found, strict=True):
            stand_for(said, body)
            assert below.get("/") == body
            floor, _, _ = timed(partial(below.get, "/"), LIVE_TIMES)
            yield Measured(kind, p50, p95, cpu, floor, len(said), len(body))


def memory() -> float:
    """What the process holds now, in megabytes."""
    text = Path("/proc/self/status").read_text()
    return int(next(line for line in text.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def logged_in(username: str) -> str:
    """The cookie of one of the demo's users."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from handslag.people.models import User

    user = User.objects.get(username=username)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"sessionid={session.session_key}"


def ready() -> None:
    """Grow the demo cities when there are none, with all that is kept ready. Refuses a database with any other city."""
    from django.core.management import call_command

    from handslag.cli.demo import SEED, grow_cities
    from handslag.core.clock import now
    from handslag.people.models import City
    from handslag.plan.models import Plan
    from handslag.public.actions import publish_closed
    from handslag.search.actions import bring_up_to_date
    from handslag.vitals.actions import refresh

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    if others := [city.name for city in City.objects.all() if city.name not in ("Ekstaden", "Hamnstaden")]:
        raise SystemExit(f"Databasen har andra städer än demons ({', '.join(others)}): den rörs inte.")
    if not City.objects.exists():
        grow_cities(SEED, lambda line: click.echo(line, err=True))
    refresh(plans=Plan.objects.select_related("city"), at=now())
    publish_closed(at=now())
    bring_up_to_date()


def main() -> None:
    """The child: grow the demo city, or measure every kind of page and print."""
    from handslag.cli import set_up

    set_up()
    if sys.argv[1] == "grow":
        ready()
        return
    asked = kinds()
    cookies = {who: logged_in(who) for who in {kind.who for kind in asked} if who}
    rows, megabytes = measure(asked, cookies, int(sys.argv[2]))
    click.echo(as_json(rows, megabytes) if sys.argv[1] == "json" else as_text(rows, megabytes))


def as_json(rows: list[Measured], megabytes: float) -> str:
    """All numbers, for other programs."""
    plain = [
        {"page": r.kind.name, "path": r.kind.path, "p50_ms": round(r.p50, 1), "p95_ms": round(r.p95, 1),
         "cpu_p50_ms": round(r.cpu, 1), "floor_p50_ms": round(r.floor, 1), "queries": r.queries, "bytes": r.size,
         "goal_ms": r.kind.goal_ms, "goal_queries": r.kind.goal_queries, "met": r.met}
        for r in rows
    ]  # fmt: skip
    head = {"day": today().isoformat(), "circumstances": circumstances(), "memory_mb": round(megabytes, 1)}
    return json.dumps(head | {"pages": plain}, indent=1, ensure_ascii=False)


def as_text(rows: list[Measured], megabytes: float) -> str:
    """The table, as the reference keeps it."""
    lines = [
        f"{today().isoformat()}. {circumstances()}.",
        "",
        "| sida | p50 ms | p95 ms | egen tid ms | golv ms | frågor | kB | mål | nått | Kausal Watch |",
        "|---|---:|---:|---:|---:|---:|---:|---|---|---|",
    ]
    lines += [
        f"| {r.kind.name} | {r.p50:.0f} | {r.p95:.0f} | {r.cpu:.0f} | {r.floor:.1f} | {r.queries} "
        f"| {r.size / 1024:.0f} | {r.kind.goal_ms:.0f} ms, {r.kind.goal_queries} frågor "
        f"| {'ja' if r.met else '**nej**'} | {r.kind.peer} |"
        for r in rows
    ]
    lines += [
        "",
        f"Minne efter alla sidor: {megabytes:.0f} MB (mål: högst {MEMORY_GOAL}; Kausal Watch: 255).",
        "Egen tid: processortid, mitten av anropen. Golv: samma SQL och samma byte utan mallar och modellobjekt, p50.",
    ]
    if busy():
        lines.append("Andra använde maskinen samtidigt: tiderna p50 och p95 är längre än på en ledig maskin.")
    return "\n".join(lines)
