"""The press: a process of its own that sets a paper as PDF or Word, so that the one that shows pages stays small.

It reads an order as JSON from standard input and writes the document to standard output; it knows no database.
"""

from __future__ import annotations

import base64
import json
import sys
from typing import Any


def main() -> int:
    """Carry out one order."""
    order: dict[str, Any] = json.load(sys.stdin.buffer)
    if order["format"] == "pdf":
        from handslag.oversight.exporters.typesetting import pdf_of

        printed = pdf_of(order["paper"])
        content, warnings = printed.content, printed.warnings
    else:
        from handslag.oversight.exporters.word import FaultyTemplate, word_of

        try:
            content, warnings = word_of(order["paper"], base64.b64decode(order["template"])), ()
        except FaultyTemplate:
            return 3
    for warning in warnings:
        sys.stderr.write(f"{warning}\n")
    sys.stdout.buffer.write(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
