"""Who may do what, answered with a reason."""

from __future__ import annotations

from datetime import date
from typing import Any

from handslag.core.clock import today
from handslag.core.text import join_words
from handslag.core.verdict import Verdict
from handslag.people.models import Administration, City, Membership, Unit, User


def memberships(user: Any) -> tuple[Membership, ...]:
    """The roles the user holds today; none for a visitor. Asked for once a request."""
    if not getattr(user, "is_authenticated", False):
        return ()
    held: tuple[Membership, ...] = user.held
    return held


def roles_in(user: Any, city: City) -> frozenset[str]:
    """The roles the user holds today anywhere in the city."""
    return frozenset(m.role for m in memberships(user) if m.city_id == city.pk)


def holds(
    user: Any,
    *roles: str,
    city: City | None = None,
    administration: Administration | None = None,
    unit: Unit | None = None,
) -> bool:
    """Whether the user holds one of the roles at the place or above it: a role in the city holds everywhere in it."""
    where = administration or (unit.administration if unit else None)
    town = city.pk if city else where.city_id if where else None
    if town is None:
        raise ValueError("a role is held at a place")
    at = (town, where.pk if where else None, unit.pk if unit else None)
    return any(m.role in roles and m.covers(*at) for m in memberships(user))


def belongs(user: Any, administration: Administration) -> bool:
    """Whether the user works in the administration or takes part there.

    City-wide roles do not count, nor do politicians: the committee is an authority of its own.
    """
    return any(m.administration_id == administration.pk and m.role != "politician" for m in memberships(user))


def can_read(user: Any, city: City) -> Verdict:
    """Whoever holds a role in the city may read its plan and its signs of life."""
    return Verdict.yes() if roles_in(user, city) else Verdict.no(f"Du har ingen roll i {city}.")


def can_import(user: Any, city: City) -> Verdict:
    """Only the plan office reads in files."""
    if "plan_office" in roles_in(user, city):
        return Verdict.yes()
    return Verdict.no("Bara planansvariga kan läsa in filer. Be planansvarig i din kommun.")


def can_report(user: Any, city: City) -> Verdict:
    """Only the plan office makes reports; whoever may read reads the finished ones."""
    if "plan_office" in roles_in(user, city):
        return Verdict.yes()
    return Verdict.no("Bara planansvariga gör rapporter. De färdiga kan du läsa och hämta.")


def can_administer(user: Any, city: City) -> Verdict:
    """Only administrators of the city invite people, give roles and end them."""
    if "administrator" in roles_in(user, city):
        return Verdict.yes()
    return Verdict.no(f"Bara administratörer i {city} hanterar användare och roller.")


def can_administer_account(user: Any, person: User) -> Verdict:
    """An account is for the administrators of every city where the person has a role: it opens all of them."""
    places = {one.city_id: one.city for one in person.posts if not one.is_over(today())}
    places = places or {one.city_id: one.city for one in person.posts}
    lacking = [str(city) for city in places.values() if not can_administer(user, city)]
    if places and not lacking:
        return Verdict.yes()
    if len(lacking) == len(places):
        return Verdict.no("Bara administratörer hanterar andras konton.")
    return Verdict.no(f"{person} har roller också i {join_words(lacking)}. Be administratören där.")


def can_send_link(user: Any, person: User) -> Verdict:
    """A link to a new password goes to the address of an open account, from an administrator of a city of theirs."""
    if not any(can_administer(user, one.city) for one in person.posts):
        return Verdict.no("Bara administratörer skickar länkar till nytt lösenord.")
    if not person.may_enter:
        return Verdict.no("Kontot är stängt.")
    if not person.email:
        return Verdict.no(f"{person} har ingen e-postadress. Lägg till den först.")
    return Verdict.yes()


def can_close_account(user: Any, person: User) -> Verdict:
    """An administrator closes an account at once, but never their own or a city's last administrator's."""
    if person.pk == getattr(user, "pk", None):
        return Verdict.no("Du kan inte stänga ditt eget konto. Be en annan administratör.")
    if not (verdict := can_administer_account(user, person)):
        return verdict
    for city in {one.city for one in person.held if one.role == "administrator"}:
        if not (left := is_administered_without(person, city, today())):
            return left
    return Verdict.yes()


def can_end_role(user: Any, membership: Membership) -> Verdict:
    """An administrator ends any role in the city; whoever named a stand-in may take that back too."""
    if membership.is_over(today()):
        return Verdict.no("Rollen är redan avslutad.")
    if membership.stand_in_for_id is not None and membership.stand_in_for_id == getattr(user, "pk", None):
        return Verdict.yes()
    return can_administer(user, membership.city)


def can_name_stand_in(user: Any, person: User) -> Verdict:
    """A person names their own stand-in; an administrator names one for anybody with a role in the city."""
    own = [one for one in person.posts if one.stand_in_for_id is None and not one.is_over(today())]
    if person.pk != getattr(user, "pk", None) and not any(can_administer(user, one.city) for one in person.posts):
        return Verdict.no(f"Bara {person} själv och administratörer utser ställföreträdare.")
    return Verdict.yes() if own else Verdict.no(f"{person} har ingen egen roll att företräda.")


def is_administered_without(person: User, city: City, day: date) -> Verdict:
    """Whether somebody else is the city's administrator, for good, when this person no longer is from a day on."""
    others = Membership.objects.unfinished(day).filter(city=city, role="administrator", valid_from__lte=day)
    if others.filter(user__is_active=True, valid_to=None, stand_in_for=None).exclude(user=person).exists():
        return Verdict.yes()
    return Verdict.no(f"Ingen mer är administratör i {city}. Ge någon annan rollen först.")
