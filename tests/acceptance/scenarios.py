"""Scenarios worked out by hand from the letter: files in, expected facts out, through the real commands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner, Result

FOLDER = Path(__file__).parent / "scenarios"


def handslag(name: str, *arguments: str) -> Result:
    """Run `handslag NAME …` in this process, as the program would, whatever its exit status."""
    from handslag.cli import COMMANDS
    from handslag.core.verdict import Refused

    module, attribute = COMMANDS[name].split(":")
    done = CliRunner().invoke(getattr(import_module(module), attribute), arguments)
    if done.exception and not isinstance(done.exception, SystemExit | Refused):
        raise done.exception
    return done


def vitals(*arguments: str) -> dict[str, Any]:
    """What `handslag vitals --json` says."""
    done = handslag("vitals", "--json", *arguments)
    assert done.exit_code == 0, done.output
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@dataclass
class Scenario:
    """One file of the folder: what is read in, and what is asked."""

    name: str
    text: dict[str, Any]

    def read_in(self, folder: Path) -> None:
        """Write each file and import it; one that should be refused must be, with the words it should say."""
        for number, step in enumerate(self.text["files"]):
            [kind] = [key for key in step if key in {"city", "plan", "vp", "progress", "signals", "reports"}]
            path = folder / f"{number}-{kind}.{'yaml' if kind in {'city', 'plan'} else 'csv'}"
            path.write_text(step[kind], encoding="utf-8")
            done = handslag("import", kind, str(path), *map(str, step.get("options", [])))
            said = f"{kind} ({number}): exit {done.exit_code}\n{done.output}\n{done.exception or ''}"
            assert (done.exit_code != 0) == ("refused" in step), said
            for words in step.get("refused", []):
                assert words in said, f"{words!r} is not in: {said}"

    def differences(self) -> Iterator[str]:
        """Each place where the answer differs from what the letter says."""
        for ask in self.text["asks"]:
            arguments = ["--as-of", str(ask["as_of"])]
            if "known_at" in ask:
                arguments += ["--known-at", str(ask["known_at"])]
            arguments += ask.get("options", [])
            cells = {f"{c['administration']}/{c['focus_area']}": c for c in vitals(*arguments)["cells"]}
            if "all_cells" in ask and sorted(cells) != sorted(ask["all_cells"]):
                yield f"{arguments}: cells {sorted(cells)}, expected {sorted(ask['all_cells'])}"
            for name, expected in ask.get("cells", {}).items():
                yield from (f"{arguments} {name}: {line}" for line in different(cells.get(name), expected))


def different(cell: dict[str, Any] | None, expected: dict[str, Any] | None) -> Iterator[str]:
    """Field by field; `reasons` are codes, `says` pieces of the text of a reason, `units` days by name."""
    if cell is None or expected is None:
        if cell is not expected:
            yield f"the cell is {cell}, expected {expected}"
        return
    got = dict(cell)
    got["reasons"] = sorted(reason["code"] for reason in cell["reasons"])
    got["units"] = {unit["unit"]: unit["silent_days"] for unit in cell["units"]}
    for reason in cell["reasons"]:
        if not reason["text"] or not reason["evidence"]:
            yield f"a reason without text or evidence: {reason}"
    for field, value in expected.items():
        wanted = sorted(value) if field == "reasons" else str(value) if field == "since" else value
        if got[field] != wanted:
            yield f"{field} is {got[field]!r}, expected {wanted!r}"


def all_scenarios() -> list[Scenario]:
    """Every scenario, by name."""
    return [Scenario(path.stem, yaml.safe_load(path.read_text("utf-8"))) for path in sorted(FOLDER.glob("*.yaml"))]
