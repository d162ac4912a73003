"""One small invented city, and a neighbour, read in by the same commands a city uses: a fixture is a legal state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
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
# Login, name, role, place (city, administration or unit), organisation.
USERS = (
    ("lena", "Lena Läsare", "reader", "Lillköping", ""),
    ("pia", "Pia Planansvarig", "plan_office", "Lillköping", ""),
    ("eva", "Eva Enhetschef", "unit_manager", "Barn och unga Ängsby", ""),
    ("egon", "Egon Enhetschef", "unit_manager", "Försörjning Ängsby", ""),
    ("emil", "Emil Enhetschef", "unit_manager", "Äldre Strandvik", ""),
    ("sara", "Sara Socialsekreterare", "social_worker", "Barn och unga Ängsby", ""),
    ("hugo", "Hugo Handläggare", "district_office", "Ängsby", ""),
    ("hanna", "Hanna Handläggare", "district_office", "Ängsby", ""),
    ("hilda", "Hilda Chef", "head", "Ängsby", ""),
    ("stina", "Stina Chef", "head", "Strandvik", ""),
    ("siv", "Siv Skyddsombud", "safety_rep", "Ängsby", "Vision"),
    ("ulf", "Ulf Ombud", "union_rep", "Lillköping", "Vision"),
    ("nils", "Nils Nämndledamot", "politician", "Ängsby", "L"),
    ("britt", "Britt Borgarråd", "commissioner", "Lillköping", ""),
    ("ada", "Ada Administratör", "administrator", "Lillköping", ""),
    ("rut", "Rut Registrator", "registrar", "Lillköping", ""),
    ("gun", "Gun Granne", "plan_office", "Grannköping", ""),
)


def grow(handslag: Callable[..., object]) -> None:
    """Read in every file with `handslag import …`, run as the caller runs it (in this process, or as a program)."""
    for kind, name, known in READINGS:
        city = () if kind in {"city", "plan"} else ("--city", "Lillköping")
        handslag("import", kind, str(FILES / name), *city, "--recorded-at", known)


def add_users(at: datetime, password: str | None = None) -> None:
    """One person in every role, each at their place."""
    from handslag.people.actions import Post, add_user
    from handslag.people.models import Administration, City, Unit

    for username, name, role, place, organisation in USERS:
        unit = Unit.objects.select_related("administration__city").filter(name=place).first()
        district = unit.administration if unit else Administration.objects.filter(name=place).first()
        city = district.city if district else City.objects.get(name=place)
        post = Post(role, city, district, unit, organisation)
        email = f"{username}@example.org"
        add_user(username=username, post=post, password=password, name=name, email=email, by=None, at=at)
