"""What the guides tell one to write can be written: the commands and options exist, the example city is read in."""

from __future__ import annotations

import re
import shlex
from importlib import import_module
from pathlib import Path

import click
import pytest
from tests.cli.program import Handslag

from handslag.cli import COMMANDS

ROOT = Path(__file__).parents[2]
GUIDES = [ROOT / "README.md", *sorted((ROOT / "docs" / "how-to").glob("*.md"))]
BLOCK = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)


def lines_of(guide: Path) -> list[str]:
    """The lines of its blocks that call Handslag, without comments."""
    text = guide.read_text(encoding="utf-8")
    found = (line.split(" #")[0].strip() for block in BLOCK.findall(text) for line in block.splitlines())
    return [
        re.sub(r"^(\.venv/bin/)?handslag ", "", line) for line in found if re.match(r"(\.venv/bin/)?handslag ", line)
    ]


@pytest.mark.parametrize(("guide", "line"), [(g.name, line) for g in GUIDES for line in lines_of(g)])
def test_every_line_of_a_guide_can_be_written(guide: str, line: str) -> None:
    name, *words = shlex.split(line)
    module, attribute = COMMANDS[name].split(":")
    command = getattr(import_module(module), attribute)
    context = click.Context(command, info_name=name)
    while isinstance(command, click.Group) and (below := command.get_command(context, words[0])):
        command, words = below, words[1:]
        context = click.Context(command, parent=context)
    assert not isinstance(command, click.Group) or command.invoke_without_command, line
    command.parse_args(context, words)  # an option that does not exist, or an argument too many, is a usage error


def test_the_city_of_the_guide_is_read_in(handslag: Handslag, tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "how-to" / "start-following-up.md").read_text(encoding="utf-8")
    [example] = re.findall(r"^```yaml\n(.*?)^```", guide, re.MULTILINE | re.DOTALL)
    file = tmp_path / "min-kommun.yaml"
    file.write_text(example, encoding="utf-8")
    said = handslag("import", "city", file)
    assert said.code == 0 and "1 kommun" in said.out, said.err
