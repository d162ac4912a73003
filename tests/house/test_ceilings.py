"""Files and functions stay small, modules say what they are for, and names say what they hold."""

from __future__ import annotations

import ast
import re

from tests.house.tree import ROOT, SRC, functions, name_of, ours, tree_of

FILE, FUNCTION = 400, 50
VAGUE = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "manager",
    "managers",
    "handler",
    "handlers",
    "service",
    "services",
    "misc",
}
CODE = [*ours(".py"), *ours(".py", under=ROOT / "tests"), *ours(".py", under=ROOT / "tools")]
CLOCKS = {("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("date", "today"), ("timezone", "now")}


def test_no_file_is_longer_than_its_ceiling() -> None:
    files = [*CODE, *(p for p in ours(".html", ".css", ".js", ".typ", ".sh") if p.name != "theme.css")]
    long = {name_of(p): n for p in files if (n := len(p.read_text(encoding="utf-8").splitlines())) > FILE}
    assert not long, f"more than {FILE} lines: {long}"


def test_no_function_is_longer_than_its_ceiling() -> None:
    long = {
        f"{name_of(path)}:{f.lineno} {f.name}": lines
        for path in CODE
        for f in functions(path)
        if (lines := (f.end_lineno or f.lineno) - f.lineno + 1) > FUNCTION
    }
    assert not long, f"more than {FUNCTION} lines: {long}"


def test_every_module_opens_with_a_sentence() -> None:
    silent = [
        name_of(p) for p in CODE if not (ast.get_docstring(tree_of(p)) or "").split("\n")[0].strip().endswith(".")
    ]
    assert not silent, f"these open without one sentence that ends with a full stop: {silent}"


def test_no_module_has_a_name_that_says_nothing() -> None:
    vague = [name_of(p) for p in CODE if {p.stem, p.parent.name} & VAGUE]
    assert not vague


def test_only_the_clock_asks_what_time_it_is() -> None:
    asking = [
        f"{name_of(path)}:{node.lineno}"
        for path in ours(".py")
        if path != SRC / "core" / "clock.py"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and (node.value.id, node.attr) in CLOCKS
    ]
    assert not asking, f"ask core.clock instead: {asking}"


def test_nothing_is_left_for_later_and_no_test_is_switched_off() -> None:
    # Written with a class in each word, so that this line does not find itself.
    later = re.compile(
        r"\b(?:TO[D]O|FIX[M]E|NotImplemented[E]rror)\b|pytest\.(?:mark\.)?(?:[s]kip|[x]fail|importor[s]kip)"
    )
    left = [
        f"{name_of(path)}:{number}"
        for path in CODE
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if later.search(line)
    ]
    assert not left
