"""Mail on the command line: addresses that do not work, and those that work again."""

from __future__ import annotations

import click

from handslag.core.clock import now
from handslag.tasks.actions import note_bounce
from handslag.tasks.models import Bounce


@click.group()
def mail() -> None:
    """Mejl."""


@mail.command("bounced")
@click.argument("address", required=False)
@click.option("--reason", default="", help="Vad svaret sade.")
@click.option("--works", is_flag=True, help="Adressen fungerar igen.")
def bounced(*, address: str | None, reason: str, works: bool) -> None:
    """Anteckna att mejl till ADDRESS studsar; utan ADDRESS visas de som gör det."""
    if address is None:
        rows = [f"{one.address}  {one.noted_at:%Y-%m-%d}  {one.reason}".rstrip() for one in Bounce.objects.all()]
        click.echo("\n".join(rows) or "Inga mejl har studsat.")
        return
    note_bounce(address=address, reason=reason, works=works, by=None, at=now())
    click.echo(f"{address} får mejl igen." if works else f"{address} får inga fler mejl förrän adressen fungerar.")
