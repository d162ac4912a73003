"""The administrator's pages: the list of users, one person, what can be done with the account and the roles."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from handslag.core.clock import now, today
from handslag.core.text import swedish_date
from handslag.people.actions import (
    change_details,
    close_account,
    end_role,
    give_role,
    leave,
    open_account,
)
from handslag.people.context import city_of
from handslag.people.forms import DetailsForm, EndForm, GiveRoleForm, LeaveForm, UsersForm
from handslag.people.models import City, Invitation, Membership, User
from handslag.people.pages.files import users_csv, users_document
from handslag.people.pages.person import hand_over_address, person_page
from handslag.people.pages.posts import post_line
from handslag.people.pages.users import PersonLine, chosen, people_of
from handslag.people.permissions import can_administer, can_administer_account, can_end_role, can_name_stand_in
from handslag.people.posts import Places
from handslag.people.views.account import STAND_IN, named_stand_in, own, stand_in_form
from handslag.people.views.asking import done, typed

PAGE = 50


def administered(request: HttpRequest) -> City:
    """The city one works in, if one is its administrator. Raises `Denied`."""
    city = city_of(request)
    can_administer(request.user, city).require()
    return city


def somebody(request: HttpRequest, pk: int) -> tuple[City, User]:
    """A person of the city one works in, for its administrator; invisible is 404, forbidden 403."""
    person = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    city = administered(request)
    return city, get_object_or_404(User.objects.filter(memberships__city=city).distinct(), pk=person.pk)


def users(request: HttpRequest) -> HttpResponse:
    """Everybody with a role in the city: searched, filtered, sorted, fifty a page; or all of them as a file."""
    city = administered(request)
    people = people_of(city, today())
    form = UsersForm(request.GET, places=Places(city))
    form.is_valid()
    found = chosen(people, form.cleaned_data, request.GET.get("ordna", ""))
    if (kind := request.GET.get("format")) in ("csv", "json"):
        return _file(city, found, str(kind))
    at = now()
    waiting = Invitation.objects.visible_to(request.user).waiting().filter(city=city)
    related = waiting.select_related("city", "administration", "unit", "account", "invited_by")
    context = {
        "form": form,
        "page": Paginator(found, PAGE).get_page(request.GET.get("sida")),
        "count": len(found),
        "all": len(people),
        "invitations": [(one, one.state(at)) for one in related],
        "heading": f"Användare i {city}",
        "wide": True,
    }
    return render(request, "people/users.html", context)


def _file(city: City, people: list[PersonLine], kind: str) -> HttpResponse:
    if kind == "json":
        options = {"ensure_ascii": False, "indent": 1}
        response: HttpResponse = JsonResponse(users_document(city, people), json_dumps_params=options)
    else:
        response = HttpResponse(users_csv(city, people), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="anvandare-{city.slug}-{today()}.{kind}"'
    return response


def user(request: HttpRequest, pk: int) -> HttpResponse:
    """A person: the account, the roles in the city, and what has been done."""
    city, person = somebody(request, pk)
    page = person_page(own(request), person, city, today())
    return render(request, "people/user.html", {"page": page, "person": person, "heading": str(person)})


def details(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name or address for somebody."""
    _, person = somebody(request, pk)
    can_administer_account(request.user, person).require()
    form = DetailsForm(typed(request), initial={"name": person.name, "email": person.email})
    if done(form, lambda: change_details(person=person, **form.cleaned_data, by=own(request), at=now())) is not None:
        messages.success(request, "Uppgifterna är sparade.")
        return redirect(person)
    context = {"form": form, "person": person, "heading": f"Namn och e-post för {person}", "crumb": "Namn och e-post"}
    return render(request, "people/user_form.html", context)


def new_role(request: HttpRequest, pk: int) -> HttpResponse:
    """One more role for somebody."""
    city, person = somebody(request, pk)
    form = GiveRoleForm(typed(request), city=city)
    if (given := done(form, lambda: _given(request, person, form))) is not None:
        messages.success(request, f"{person} är {given.word} i {given.place} från {swedish_date(given.valid_from)}.")
        return redirect(person)
    context = {"form": form, "person": person, "heading": f"Ge {person} en roll", "crumb": "Ge en roll"}
    context |= {"button": "Ge rollen"}
    return render(request, "people/user_form.html", context)


def _given(request: HttpRequest, person: User, form: GiveRoleForm) -> Membership:
    days = {"valid_from": form.cleaned_data["valid_from"], "valid_to": form.cleaned_data["valid_to"]}
    return give_role(username=person.username, post=form.post, **days, by=own(request), at=now())


def role(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role from a day; for administrators, and for whoever named a stand-in."""
    rows = Membership.objects.visible_to(request.user).select_related(
        "user", "city", "administration", "unit", "stand_in_for"
    )
    found = get_object_or_404(rows, pk=pk)
    can_end_role(request.user, found).require()
    form = EndForm(typed(request))
    ended = done(
        form,
        lambda: end_role(membership=found, first_day_without=form.cleaned_data["day"], by=own(request), at=now()),
    )
    if ended is not None:
        day = swedish_date(form.cleaned_data["day"])
        messages.success(request, f"Rollen som {ended.word} i {ended.place} är avslutad för {ended.user} från {day}.")
        return redirect(_back(request, found))
    line = post_line(found, today())
    context = {
        "form": form,
        "line": line,
        "back": _back(request, found),
        "heading": f"Avsluta rollen för {found.user}?",
    }
    return render(request, "people/end_role.html", context)


def _back(request: HttpRequest, membership: Membership) -> str:
    """Where one came from: the person's page for an administrator, else one's own account."""
    if can_administer(request.user, membership.city):
        return membership.user.get_absolute_url()
    return "/mitt-konto/"


def leaving(request: HttpRequest, pk: int) -> HttpResponse:
    """A person leaves: all roles in the city end in one step, and the open measures are to be handed over."""
    city, person = somebody(request, pk)
    form = LeaveForm(typed(request))
    if (
        done(
            form,
            lambda: leave(
                person=person, city=city, first_day_without=form.cleaned_data["day"], by=own(request), at=now()
            ),
        )
        is not None
    ):
        messages.success(request, f"{person} har inga roller i {city} från {swedish_date(form.cleaned_data['day'])}.")
        return redirect(hand_over_address(person) or person.get_absolute_url())
    page = person_page(own(request), person, city, today())
    context = {"form": form, "page": page, "person": person, "heading": f"Slutar {person}?"}
    return render(request, "people/leave.html", context)


def stand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Name somebody who stands in for a person."""
    city, person = somebody(request, pk)
    can_name_stand_in(request.user, person).require()
    form = stand_in_form(request, person, city)
    if (named := done(form, lambda: named_stand_in(form, person, own(request)))) is not None:
        messages.success(request, named)
        return redirect(person)
    context = {"form": form, "person": person, "heading": f"Utse ställföreträdare för {person}", "answer": STAND_IN}
    context |= {"crumb": "Utse ställföreträdare", "button": "Utse"}
    return render(request, "people/user_form.html", context)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account at once."""
    _, person = somebody(request, pk)
    close_account(person=person, by=own(request), at=now())
    messages.success(request, f"Kontot för {person} är stängt, och personen är utloggad överallt.")
    return redirect(person)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed account again."""
    _, person = somebody(request, pk)
    open_account(person=person, by=own(request), at=now())
    messages.success(request, f"Kontot för {person} är öppet igen.")
    return redirect(person)
