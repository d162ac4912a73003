"""The source as house tests read it: files, syntax trees, rooms."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "handslag"
Function = ast.FunctionDef | ast.AsyncFunctionDef


def ours(*suffixes: str, under: Path = SRC) -> list[Path]:
    """Our own files with these endings: without vendor files, migrations and caches."""
    outside = {"vendor", "migrations", "__pycache__", "assets"}
    return sorted(p for s in suffixes for p in under.rglob(f"*{s}") if p.is_file() and not outside & set(p.parts))


def name_of(path: Path) -> str:
    """The path as a person writes it."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(path: Path) -> Iterator[Function]:
    """Every function of a file, methods and inner ones included."""
    return (node for node in ast.walk(tree_of(path)) if isinstance(node, Function))


def is_writer(path: Path) -> bool:
    """Whether a file is one that may write: a room's actions, as a module or as a package."""
    return path.stem == "actions" or path.parent.name == "actions"


def calls(node: ast.AST) -> Iterator[ast.Call]:
    """Every call inside a piece of code."""
    return (inner for inner in ast.walk(node) if isinstance(inner, ast.Call))
