"""The command line, run in this process."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from tests.cli.program import Handslag, Said

from handslag.cli import main


@pytest.fixture
def handslag(db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Handslag:
    """Run `handslag …` in this process, on the test's database, which is not empty."""
    monkeypatch.setattr("handslag.cli.running.migrate_when_empty", lambda: None)

    def run(*arguments: str | Path, typed: str = "") -> Said:
        monkeypatch.setattr(sys, "argv", ["handslag", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        code = ended.value.code
        return Said(code if isinstance(code, int) else 0 if code is None else 1, out, err)

    return run
