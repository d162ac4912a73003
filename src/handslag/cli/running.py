"""Running an installation: migrate, serve, the daily tick, and the check of the record."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from handslag.core.clock import now
from handslag.core.text import counted


def migrate_when_empty() -> None:
    """Create the tables when the embedded database is still empty; who comes meanwhile waits until they stand."""
    if connection.vendor == "sqlite":
        file = Path(settings.DATABASES["default"]["NAME"])
        settings.HANDSLAG_DATA.mkdir(parents=True, exist_ok=True)
        with (settings.HANDSLAG_DATA / "migrate.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not file.exists() or file.stat().st_size == 0:
                call_command("migrate", verbosity=0)


@click.command()
def migrate() -> None:
    """Skapa eller uppdatera databasens tabeller."""
    settings.HANDSLAG_DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    click.echo("Databasen är uppdaterad.")


@click.command()
def verify() -> None:
    """Kontrollera att det som har skrivits är orört."""
    from handslag.audit.actions import verify as check

    result = check()
    if result.sound:
        click.echo(f"Kedjan håller: {counted(result.events, 'händelse', 'händelser')}. Alla spärrar står kvar.")
        return
    if result.fault:
        click.echo(result.fault, err=True)
    if result.missing_triggers:
        click.echo(f"Spärrar saknas eller är ändrade i databasen: {', '.join(result.missing_triggers)}.", err=True)
    sys.exit(1)


@click.command()
@click.option("--rebuild", is_flag=True, help="Räkna om alla ögonblicksbilder från början.")
@click.option("--no-mail", is_flag=True, help="Skicka inga mejl.")
@click.option("--dry-run", is_flag=True, help="Visa vilka mejl som skulle skickas. Inget skickas, inget ändras.")
@click.option("--only", default="", metavar="USER", help="Skicka bara till den här användaren.")
@click.option("--limit", type=click.IntRange(0), default=None, help="Skicka högst så många mejl.")
@click.option("--watch", type=int, default=None, hidden=True, help="Fortsätt så länge processen med numret finns.")
def tick(*, rebuild: bool, no_mail: bool, dry_run: bool, only: str, limit: int | None, watch: int | None) -> None:
    """Gör det dagliga: räkna fram livstecken, lyft det som har avstannat, skicka påminnelser.

    Kan köras hur ofta som helst: finns inget nytt händer inget.
    """
    from handslag.public.actions import publish_closed
    from handslag.search.actions import bring_up_to_date
    from handslag.tasks.ticking import tick as do_tick
    from handslag.tasks.watching import watch_over

    if watch is not None:
        watch_over(watch, also=lambda moment: (bring_up_to_date(), publish_closed(at=moment)))
        return
    published = 0 if dry_run else publish_closed(at=now(), anew=rebuild)
    done = do_tick(at=now(), rebuild=rebuild, mail=not no_mail, dry_run=dry_run, only=only, limit=limit)
    if not dry_run:
        bring_up_to_date()
    if dry_run:
        click.echo("\n".join(done.waiting) or "Inga mejl skulle skickas.")
        return
    click.echo(
        f"{counted(done.snapshots, 'ögonblicksbild', 'ögonblicksbilder')} räknades fram. "
        f"{counted(done.steps, 'steg togs', 'steg togs')} med det som har lyfts. "
        f"{counted(published, 'period', 'perioder')} publicerades. "
        f"{counted(done.letters.sent, 'mejl skickades', 'mejl skickades')}."
    )
    for fault in (*done.letters.faults, *done.letters.lost):
        click.echo(f"Gick inte fram: {fault}", err=True)
    if done.without_server:
        click.echo("Mejl väntar, men ingen e-postserver är inställd (HANDSLAG_SMTP_URL).", err=True)


@click.command()
@click.option("--port", type=int, default=None, help="Port, annars HANDSLAG_PORT eller 8000.")
@click.option("--workers", type=int, default=2, show_default=True, help="Antal processer.")
def serve(*, port: int | None, workers: int) -> None:
    """Visa Handslag i webbläsaren på den här datorn."""
    run_server(port or settings.HANDSLAG_PORT, workers)


LONGEST_ADDRESS = 8190
"""What the web server takes at most: a pasted passage is looked for by its address."""


def run_server(port: int, workers: int) -> None:
    """Let the web server take over this process."""
    call_command("collectstatic", verbosity=0, interactive=False)
    address = f"127.0.0.1:{port}"
    click.echo(f"Handslag svarar på http://{address}  (avsluta med Ctrl+C)")
    sys.stdout.flush()
    start_watch(port)
    os.execv(  # noqa: S606 — the server takes over this process; nothing of the user's is in the words
        sys.executable,
        [
            sys.executable, "-m", "gunicorn", "handslag.config.wsgi:application",
            "--bind", address, "--workers", str(workers), "--log-level", "warning",
            "--preload", "--timeout", "60", "--limit-request-line", str(LONGEST_ADDRESS),
        ],
    )  # fmt: skip


def start_watch(port: int) -> None:
    """A small process beside the server that ticks: it ends when the server, which takes over this process, does."""
    subprocess.Popen(  # noqa: S603 — our own command; nothing of the user's is in the words
        [sys.executable, "-c", "from handslag.cli import main; main()", "tick", "--watch", str(os.getpid())],
        env=os.environ | {"HANDSLAG_PORT": str(port)},
        stdin=subprocess.DEVNULL,
    )
