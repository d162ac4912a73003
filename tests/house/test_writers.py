"""Only actions write; each says who and when, and leaves a trace in the record."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import SRC, Function, calls, is_writer, name_of, ours, tree_of

ALWAYS = {"bulk_create", "bulk_update", "get_or_create", "update_or_create", "abulk_create", "acreate", "asave"}
ON_QUERIES = {"create", "update", "delete"}
CHANGES = ("insert ", "update ", "delete ", "truncate ", "replace ")
# What is derived or waiting is no act of anyone: it can be thrown away and made again.
UNRECORDED = {
    "audit": "it is the record itself",
    "vitals": "snapshots are derived from the facts and rebuilt by one command",
    "tasks/actions/rounds.py": "how far the tick has come is derived: thrown away, it is done anew",
    "search": "the index is derived from all the rest and made anew by one command",
    "papers/actions/cards.py": "a paper's card is derived from its findings, rulings and steps",
    "papers/actions/likening.py": "which papers share passages is derived from their texts",
}
DERIVED = {"vitals", "search", "papers/actions/cards.py", "papers/actions/likening.py"}
ACTIONS = [p for p in ours(".py") if is_writer(p)]


def _names(node: ast.AST) -> set[str]:
    """The names an expression is made of: `A.objects.filter(x).delete` gives objects, filter, A."""
    return {n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)} | {
        n.id for n in ast.walk(node) if isinstance(n, ast.Name)
    }


def _writes(call: ast.Call, method: str, receiver: ast.expr) -> bool:
    if method in ALWAYS:
        return True
    if method in ON_QUERIES and _names(receiver) & {"objects", "filter", "exclude", "all"}:
        return True
    if method == "create":
        return any(k.arg for k in call.keywords)
    if method == "delete":
        return not call.args and not isinstance(receiver, ast.Call)
    if method == "save":  # a document's save() is given a file
        return not call.args
    if method in {"execute", "executemany"} and call.args:
        first = call.args[0]
        return isinstance(first, ast.Constant) and str(first.value).lstrip().lower().startswith(CHANGES)
    return False


def writes(node: ast.AST) -> Iterator[int]:
    """The lines on which a piece of code changes the database."""
    for call in calls(node):
        if isinstance(call.func, ast.Attribute) and _writes(call, call.func.attr, call.func.value):
            yield call.lineno


def test_only_actions_write() -> None:
    found = [f"{name_of(p)}:{line}" for p in ours(".py") if p not in ACTIONS for line in writes(tree_of(p))]
    assert not found, f"write through an action: {found}"


def test_the_walk_sees_every_kind_of_write() -> None:
    for code in (
        "x.save()", "User.objects.create(a=1)", "city.plans.create(name='a')", "Q.objects.filter(a=1).update(b=2)",
        "row.delete()", "A.objects.all().delete()", "A.objects.bulk_create(rows)", "cursor.execute('DELETE FROM a')",
    ):  # fmt: skip
        assert list(writes(ast.parse(code))), code
    for code in ("document.save(file)", "words.update(more)", "digest.update(b'x')", "cursor.execute('SELECT 1')"):
        assert not list(writes(ast.parse(code))), code


def _local(path: Path) -> dict[str, Function]:
    return {node.name: node for node in tree_of(path).body if isinstance(node, Function)}


def _recorders(path: Path) -> set[str]:
    """Names imported into a file from some room's actions: to call one is to act through it."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom) and node.module and ".actions" in node.module
        for alias in node.names
    }


def _reached(function: Function, local: dict[str, Function]) -> list[Function]:
    """The function and the local ones it calls, and they call."""
    found, waiting = [], [function]
    while waiting:
        one = waiting.pop()
        if one in found:
            continue
        found.append(one)
        waiting += [local[name] for call in calls(one) if (name := _called(call)) in local]
    return found


def _called(call: ast.Call) -> str:
    return (
        call.func.id
        if isinstance(call.func, ast.Name)
        else call.func.attr
        if isinstance(call.func, ast.Attribute)
        else ""
    )


def _acting() -> Iterator[tuple[Path, Function, set[str]]]:
    """Every public function of an actions file that changes something, with the names it calls."""
    for path in ACTIONS:
        local = _local(path)
        through = _recorders(path)
        for name, function in local.items():
            if name.startswith("_"):
                continue
            reached = _reached(function, local)
            called = {_called(call) for one in reached for call in calls(one)}
            if any(list(writes(one)) for one in reached) or called & through:
                yield path, function, called & (through | {"record"})


def test_every_action_says_who_and_when_by_keyword() -> None:
    wrong = []
    for path, function, _ in _acting():
        by_keyword = {a.arg for a in function.args.kwonlyargs}
        positional = [a.arg for a in (*function.args.posonlyargs, *function.args.args)]
        if {path.relative_to(SRC).parts[0], path.relative_to(SRC).as_posix()} & DERIVED:
            continue
        if path == SRC / "audit" / "actions.py" and positional == ["action"]:
            positional = []  # record("plan.decided", by=…) reads as a sentence
        if not {"by", "at"} <= by_keyword or positional:
            wrong.append(
                f"{name_of(path)}:{function.lineno} {function.name}({', '.join(positional)}; {sorted(by_keyword)})"
            )
    assert not wrong, f"an action takes `by` and `at`, and everything by keyword: {wrong}"


def test_every_action_leaves_a_trace_in_the_record() -> None:
    silent = [
        f"{name_of(path)}:{function.lineno} {function.name}"
        for path, function, traced in _acting()
        if not traced and not {path.relative_to(SRC).parts[0], path.relative_to(SRC).as_posix()} & UNRECORDED.keys()
    ]
    assert not silent, f"an action writes an audit event, or calls one that does: {silent}"
