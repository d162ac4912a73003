"""The invented people of the demo: somebody in every role, at every place where one is needed."""

from __future__ import annotations

from datetime import datetime
from random import Random

from handslag.cli.demo.words import FIRST, LAST
from handslag.core.text import slug
from handslag.people.actions import Post, add_user
from handslag.people.models import Administration, AdministrationVersion, City, Unit, User

# Those one is most likely to become: login, name, role, place, organisation.
LEADING = (
    ("sara", "Sara Norén", "social_worker", "Barn och unga Sjöholmen", ""),
    ("maria", "Maria Lindqvist", "unit_manager", "Barn och unga Sjöholmen", ""),
    ("hedda", "Hedda Kvist", "district_office", "Sjöholmen", ""),
    ("jonas", "Jonas Rydh", "district_office", "Sjöholmen", ""),
    ("anders", "Anders Holm", "head", "Sjöholmen", ""),
    ("siv", "Siv Åsgård", "safety_rep", "Sjöholmen", "Vision"),
    ("ulf", "Ulf Dal", "union_rep", "Ekstaden", "Akademikerförbundet SSR"),
    ("vera", "Vera Strand", "union_rep", "Ekstaden", "Vision"),
    ("karin", "Karin Ek", "plan_office", "Ekstaden", ""),
    ("nils", "Nils Berg", "politician", "Sjöholmen", "X"),
    ("britt", "Britt Lind", "commissioner", "Ekstaden", "Y"),
    ("ada", "Ada Sand", "administrator", "Ekstaden", ""),
    ("rakel", "Rakel Fors", "registrar", "Ekstaden", ""),
    ("ingrid", "Ingrid Sand", "reader", "Ekstaden", ""),
    ("olof", "Olof Vall", "plan_office", "Hamnstaden", ""),
)
MORE_FIRST = ("Birgit", "Goran", "Lovisa", "Nadia", "Sten", "Yusuf")
MORE_LAST = ("Björk", "Fors", "Gran", "Hed", "Kullman", "Tall")
AT_A_DISTRICT = (("head", 1), ("district_office", 2), ("safety_rep", 1), ("politician", 1))


def add_cast(city: City, *, seed: int, at: datetime) -> None:
    """Everyone of a city: the leading ones, and then those who are lacking at each district and unit."""
    taken = {user.username for user in User.objects.all()}
    filled: set[tuple[str, str]] = set()
    units = {
        unit.name: unit for unit in Unit.objects.filter(administration__city=city).select_related("administration")
    }
    places = {one.name: one for one in _districts(city)}
    for login, name, role, place, organisation in LEADING:
        post = _post(city, role, place, organisation, places, units)
        if post is not None and login not in taken:
            _add(login, name, post, at)
            taken.add(login)
            filled.add((role, place))
    random = Random(f"{seed} {city.slug}")
    names = [f"{first} {last}" for first in (*FIRST, *MORE_FIRST) for last in (*LAST, *MORE_LAST)]
    random.shuffle(names)
    for post in _lacking(city, places, units, filled):
        name = next(one for one in names if slug(one) not in taken)
        taken.add(slug(name))
        _add(slug(name), name, post, at)


def _districts(city: City) -> list[Administration]:
    """The districts that stand today."""
    gone = AdministrationVersion.objects.filter(administration__city=city).exclude(valid_to=None)
    kinds = AdministrationVersion.objects.filter(administration__city=city, kind="district")
    chosen = city.administrations.filter(pk__in=kinds.values("administration"))
    return list(chosen.exclude(pk__in=gone.values("administration")))


def _post(
    city: City, role: str, place: str, organisation: str, places: dict[str, Administration], units: dict[str, Unit]
) -> Post | None:
    if place == city.name:
        return Post(role, city, organisation=organisation)
    if place in units:
        return Post(role, city, units[place].administration, units[place], organisation)
    return Post(role, city, places[place], None, organisation) if place in places else None


def _lacking(
    city: City, places: dict[str, Administration], units: dict[str, Unit], filled: set[tuple[str, str]]
) -> list[Post]:
    """The posts that nobody of the leading ones holds."""
    posts = []
    for name, place in places.items():
        for role, count in AT_A_DISTRICT:
            if (role, name) not in filled:
                posts += [Post(role, city, place, None, "Vision" if role == "safety_rep" else "")] * count
    standing = {one.pk for one in places.values()}
    for name, unit in units.items():
        if unit.administration_id in standing and ("unit_manager", name) not in filled:
            posts.append(Post("unit_manager", city, unit.administration, unit))
    return posts


def _add(login: str, name: str, post: Post, at: datetime) -> None:
    add_user(username=login, name=name, email=f"{login}@example.org", post=post, password=None, by=None, at=at)
