"""The command line: `handslag`, assembled from the rooms' commands."""

from __future__ import annotations

import os
import sys
import traceback
from importlib import import_module

import click

COMMANDS = {
    "migrate": "handslag.cli.running:migrate",
    "serve": "handslag.cli.running:serve",
    "tick": "handslag.cli.running:tick",
    "demo": "handslag.cli.demo:demo",
    "verify": "handslag.cli.running:verify",
    "user": "handslag.people.cli:user",
    "mail": "handslag.tasks.cli:mail",
    "import": "handslag.intake.cli:import_",
    "vitals": "handslag.vitals.cli:vitals",
    "report": "handslag.oversight.cli:report",
    "repair": "handslag.papers.cli:repair",
    "search": "handslag.search.cli:search",
    "oversight": "handslag.dossiers.cli:oversight",
    "bench": "handslag.cli.bench:bench",
}
WITHOUT_DATABASE = {"migrate", "bench", "repair"}


class Rooms(click.Group):
    """Commands by name, loaded when they are called: a quick start for a quick question."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 — click asks so
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        set_up()
        module, name = COMMANDS[cmd_name].split(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, command, rest = super().resolve_command(ctx, args)
        if command is not None and name not in WITHOUT_DATABASE and not {"--help", "-h"} & set(rest):
            from handslag.cli.running import migrate_when_empty

            migrate_when_empty()
        return name, command, rest


def set_up() -> None:
    """Make Django ready, once."""
    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handslag.config.settings")
    if not apps.ready:
        django.setup()


@click.group(cls=Rooms, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="handslag")
def handslag() -> None:
    """Handslag: följ upp stadens handlingsplan för socialsekreterares arbetssituation."""


def main() -> None:
    """Run the command line. Exit status: 0 done, 1 refused or faulty input, 2 wrong usage. No traceback."""
    from handslag.core.verdict import Refused

    try:
        handslag(prog_name="handslag", standalone_mode=True)
    except Refused as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.exit(1)
    except Exception as fault:  # noqa: BLE001 — the last net: the user gets a sentence, the log the traceback
        sys.exit(_unexpected(fault))


def _unexpected(fault: Exception) -> int:
    from django.conf import settings

    set_up()
    log = settings.HANDSLAG_DATA / "fel.log"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as out:
            traceback.print_exception(fault, file=out)
        where = f" Mer står i {log}."
    except OSError:
        where = ""
    click.echo(f"Något gick fel som inte ska hända ({type(fault).__name__}: {fault}).{where}", err=True)
    return 1
