"""A world grown once and put back for each test that wants it: the rows are the same, the growing is not done again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import connection, transaction

Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]
"""Table, its columns, its rows."""
_worlds: dict[str, Rows] = {}


def all_rows() -> Rows:
    """Every row of the project's own tables."""
    found: Rows = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model.__module__.startswith("handslag."):
                columns = [field.column for field in model._meta.local_concrete_fields]
                names = ", ".join(map(connection.ops.quote_name, columns))
                cursor.execute(f"SELECT {names} FROM {connection.ops.quote_name(model._meta.db_table)}")
                found[model._meta.db_table] = (columns, cursor.fetchall())
    return found


def put_back(rows: Rows) -> None:
    """Write the rows where they are lacking: what stands in a plan before the decision that closes it to additions."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table, (columns, values) in reversed(rows.items()):
            if values:
                names = ", ".join(map(connection.ops.quote_name, columns))
                marks = ", ".join(["%s"] * len(columns))
                into = f"INSERT INTO {connection.ops.quote_name(table)} ({names}) VALUES ({marks})"
                cursor.executemany(into, values)


def once(name: str, grow: Callable[[], object]) -> None:
    """Grow a world from empty tables the first time it is asked for in this process; put it back the next times."""
    if name in _worlds:
        put_back(_worlds[name])
    else:
        grow()
        _worlds[name] = all_rows()


def on_top(name: str, grow: Callable[[], object]) -> None:
    """The same for what is grown on top of a world that stands: the rows that are new are put back."""
    if name in _worlds:
        put_back(_worlds[name])
        return
    before = {table: set(rows) for table, (_, rows) in all_rows().items()}
    grow()
    _worlds[name] = {
        table: (columns, [row for row in rows if row not in before[table]])
        for table, (columns, rows) in all_rows().items()
    }
