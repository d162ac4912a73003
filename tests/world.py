"""One small invented city, and a neighbour, read in by the same commands a city uses: a fixture is a legal state."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

PASSWORD = "kastanj-lyktan-77"
FILES = Path(__file__).parent / "small_city"

# Kind of file, file, and the moment from which it counts as known.
READINGS = (
    ("city", "lillkoping.yaml", "2022-01-10T09:00"),
    ("plan", "plan.yaml", "2023-09-20T09:00"),
    ("vp", "vp.csv", "2025-01-24T12:00"),
    ("progress", "lagesnoteringar.csv", "2025-05-02T12:00"),
    ("signals", "signaler.csv", "2025-05-02T12:00"),
    ("city", "grannkoping.yaml", "2022-01-10T09:00"),
)
USERS = (
    ("lena", "Lena Läsare", "reader", "Lillköping"),
    ("pia", "Pia Planansvarig", "plan_office", "Lillköping"),
    ("gun", "Gun Granne", "plan_office", "Grannköping"),
)


def grow(handslag: Callable[..., object]) -> None:
    """Read in every file with `handslag import …`, run as the caller runs it (in this process, or as a program)."""
    for kind, name, known in READINGS:
        city = () if kind in {"city", "plan"} else ("--city", "Lillköping")
        handslag("import", kind, str(FILES / name), *city, "--recorded-at", known)
