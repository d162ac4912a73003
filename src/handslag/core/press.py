"""The press: Typst sets a source with its data as PDF, in a process of its own when a page asks for it.

Only Handslag's own fonts are used. The process that shows pages stays small: it never loads Typst.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parent / "fonts"
STANDARDS = ["ua-1", "a-2a"]
PATIENCE = 60
"""Seconds a document may take."""
log = logging.getLogger(__name__)


def compiled(source: Path, data: dict[str, Any], *, moment: datetime, **options: Any) -> tuple[bytes, tuple[str, ...]]:
    """What Typst makes of the source, and what it warned of. The data is read there as `sys.inputs.data`."""
    import typst

    content, warnings = typst.compile_with_warnings(
        str(source),
        root=str(source.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=int(moment.timestamp()),
        **options,
    )
    assert isinstance(content, bytes)
    return content, tuple(str(getattr(warning, "message", warning)) for warning in warnings)


def pdf_of(source: Path, data: dict[str, Any], *, moment: datetime) -> bytes:
    """The source as a tagged PDF, set by a process of its own; PDF/UA-1 and PDF/A-2a are asked for."""
    order = {"source": str(source), "data": data, "moment": moment.isoformat()}
    done = subprocess.run(
        [sys.executable, "-m", "handslag.core.press"],
        input=json.dumps(order, ensure_ascii=False).encode(),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    if done.stderr:
        log.warning("the press: %s", done.stderr.decode(errors="replace"))
    if done.returncode != 0:
        raise RuntimeError(f"the press answered {done.returncode}")
    return done.stdout


def main() -> int:
    """Carry out one order, read as JSON from standard input."""
    order: dict[str, Any] = json.load(sys.stdin.buffer)
    moment = datetime.fromisoformat(order["moment"])
    content, warnings = compiled(
        Path(order["source"]), order["data"], moment=moment, format="pdf", pdf_standards=STANDARDS
    )
    for warning in warnings:
        sys.stderr.write(f"{warning}\n")
    sys.stdout.buffer.write(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
