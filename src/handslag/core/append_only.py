"""Tables that only grow: triggers by which the database itself refuses update and delete."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connections


@dataclass(frozen=True, slots=True)
class Guard:
    """What the database refuses for a table: `when` is SQL over OLD, empty for always; `insert` is SQL over NEW.

    `update`, over OLD and NEW, says which changes are refused where some are allowed; deleting is refused as ever.
    """

    table: str
    when: str = ""
    insert: str = ""
    message: str = "raden kan inte ändras"
    update: str = ""

    def names(self) -> tuple[str, ...]:
        kinds = ("update", "delete") + (("insert",) if self.insert else ())
        return tuple(f"guard_{self.table}_{kind}" for kind in kinds)

    def condition(self, kind: str) -> str:
        """The SQL under which an `update`, `delete` or `insert` is refused; empty for always."""
        if kind == "insert":
            return self.insert
        return (self.update if kind == "update" else "") or self.when

    @property
    def truncate(self) -> str:
        """PostgreSQL empties a table at one blow past the triggers of its rows: this one refuses it."""
        return f"guard_{self.table}_truncate"


GUARDS: dict[str, Guard] = {}


def guard(
    table: str, *, when: str = "", insert: str = "", update: str = "", message: str = "raden kan inte ändras"
) -> None:
    """Declare that rows of a table can be neither changed nor removed (when the condition on OLD holds)."""
    GUARDS[table] = Guard(table, when, insert, message, update)


def _sqlite(item: Guard) -> list[str]:
    made = []
    for kind, name in zip(("update", "delete", "insert"), item.names(), strict=False):
        clause = f"WHEN {sql} " if (sql := item.condition(kind)) else ""
        made.append(f"DROP TRIGGER IF EXISTS {name}")
        made.append(
            f"CREATE TRIGGER {name} BEFORE {kind.upper()} ON {item.table} FOR EACH ROW {clause}"
            f"BEGIN SELECT RAISE(ABORT, '{item.table}: {item.message}'); END"
        )
    return made


def _postgresql(item: Guard) -> list[str]:
    made = [
        (
            f"CREATE OR REPLACE FUNCTION guard_{item.table}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN RAISE EXCEPTION '{item.table}: {item.message}' "
            "USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
    ]
    for kind, name in zip(("update", "delete", "insert"), item.names(), strict=False):
        sql = item.condition(kind)
        made.append(f"DROP TRIGGER IF EXISTS {name} ON {item.table}")
        if sql and "SELECT" in sql.upper():  # PostgreSQL allows no subquery in WHEN: the condition goes inside
            function = f"guard_{item.table}_{kind}_if"
            back = "OLD" if kind == "delete" else "NEW"
            made.append(
                f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"IF {sql} THEN RAISE EXCEPTION '{item.table}: {item.message}' "
                f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {back}; END $$"
            )
            made.append(
                f"CREATE TRIGGER {name} BEFORE {kind.upper()} ON {item.table} FOR EACH ROW "
                f"EXECUTE FUNCTION {function}()"
            )
            continue
        condition = f"WHEN ({sql}) " if sql else ""
        made.append(
            f"CREATE TRIGGER {name} BEFORE {kind.upper()} ON {item.table} FOR EACH ROW {condition}"
            f"EXECUTE FUNCTION guard_{item.table}()"
        )
    made.append(f"DROP TRIGGER IF EXISTS {item.truncate} ON {item.table}")
    made.append(
        f"CREATE TRIGGER {item.truncate} BEFORE TRUNCATE ON {item.table} FOR EACH STATEMENT "
        f"EXECUTE FUNCTION guard_{item.table}()"
    )
    return made


def install(using: str) -> None:
    """Make the triggers anew for every declared table that exists (run after each migrate)."""
    connection = connections[using]
    build = _sqlite if connection.vendor == "sqlite" else _postgresql
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        for item in GUARDS.values():
            if item.table in present:
                for statement in build(item):
                    cursor.execute(statement)


def missing(using: str = "default") -> list[str]:
    """Names of the triggers that should stand in the database but do not, are switched off or no longer refuse."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            made = {
                sql.split()[2]: sql for item in GUARDS.values() for sql in _sqlite(item) if sql.startswith("CREATE")
            }
            wanted = {name: name for name in made}
            present = {name for name, sql in cursor.fetchall() if sql == made.get(name)}
        else:
            cursor.execute(
                "SELECT tgname, prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
                "WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
            )
            wanted = {
                name: f"RAISE EXCEPTION '{item.table}: {item.message}'"
                for item in GUARDS.values()
                for name in (*item.names(), item.truncate)
            }
            present = {name for name, source in cursor.fetchall() if wanted.get(name, "") in source}
    return sorted(set(wanted) - present)
