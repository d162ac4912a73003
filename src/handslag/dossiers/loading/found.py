"""What is taken as found in a paper."""

from __future__ import annotations

from typing import Any

from handslag.papers.models import Document


def taken(document: Document) -> Any:
    """Loaded when it is asked for."""
    from handslag.papers.loading.findings import taken as found

    return found(document)
