"""Benches: measurements that the reader can repeat."""

from __future__ import annotations

import click

from handslag.cli.bench.importing import bench_import
from handslag.cli.bench.pages import bench_pages
from handslag.cli.bench.repair import bench_repair
from handslag.cli.bench.searching import bench_search
from handslag.cli.bench.ticking import bench_tick
from handslag.cli.bench.vitals import bench_vitals


@click.group()
def bench() -> None:
    """Mätningar som du kan göra om."""


bench.add_command(bench_vitals)
bench.add_command(bench_import)
bench.add_command(bench_pages)
bench.add_command(bench_tick)
bench.add_command(bench_repair)
bench.add_command(bench_search)
