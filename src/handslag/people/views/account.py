"""One's own account: roles, name and address, password, who stands in."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from handslag.core.clock import now, today
from handslag.core.text import swedish_date
from handslag.core.verdict import Refused
from handslag.people.actions import change_details, change_password, name_stand_in
from handslag.people.context import city_of
from handslag.people.forms import DetailsForm, PasswordForm, StandInForm
from handslag.people.models import City, User
from handslag.people.pages.person import account_page, stand_in_choices
from handslag.people.permissions import can_name_stand_in
from handslag.people.views.asking import done, typed

STAND_IN = (
    "Den du väljer får göra det som rollen får göra, de dagar du anger. Det visas att det sker i någon annans ställe."
)


def own(request: HttpRequest) -> User:
    """Whoever is logged in."""
    assert isinstance(request.user, User)
    return request.user


def account(request: HttpRequest) -> HttpResponse:
    """One's own roles and what one can change."""
    page = account_page(own(request), today())
    return render(request, "people/account.html", {"page": page, "person": page.person, "heading": "Mitt konto"})


def details(request: HttpRequest) -> HttpResponse:
    """Another name or address for oneself."""
    person = own(request)
    form = DetailsForm(typed(request), initial={"name": person.name, "email": person.email})
    if done(form, lambda: change_details(person=person, **form.cleaned_data, by=person, at=now())) is not None:
        messages.success(request, "Uppgifterna är sparade.")
        return redirect("people:account")
    return render(request, "people/account_form.html", {"form": form, "heading": "Namn och e-post"})


def password(request: HttpRequest) -> HttpResponse:
    """A new password; other sessions end, this one goes on."""
    person = own(request)
    form = PasswordForm(typed(request), person=person)
    if (
        done(
            form,
            lambda: change_password(person=person, password=form.cleaned_data["password"], by=person, at=now()),
        )
        is not None
    ):
        update_session_auth_hash(request, person)
        messages.success(request, "Lösenordet är bytt. Är du inloggad någon annanstans är du utloggad där.")
        return redirect("people:account")
    answer = "Du är kvar här, men loggas ut överallt annars."
    return render(request, "people/account_form.html", {"form": form, "heading": "Byt lösenord", "answer": answer})


def stand_in(request: HttpRequest) -> HttpResponse:
    """Name somebody who stands in for oneself, in the city one works in."""
    person = own(request)
    can_name_stand_in(person, person).require()
    form = stand_in_form(request, person, city_of(request))
    if (named := done(form, lambda: named_stand_in(form, person, person))) is not None:
        messages.success(request, named)
        return redirect("people:account")
    context = {"form": form, "heading": "Utse ställföreträdare", "answer": STAND_IN, "button": "Utse"}
    return render(request, "people/account_form.html", context)


def stand_in_form(request: HttpRequest, person: User, city: City) -> StandInForm:
    """The form, with those who can stand in and the roles that can be stood in for."""
    roles = [
        one
        for one in person.posts
        if one.city_id == city.pk and one.stand_in_for_id is None and not one.is_over(today())
    ]
    if not roles:
        raise Refused(f"{person} har ingen egen roll i {city} att företräda.")
    return StandInForm(typed(request), people=stand_in_choices(city, person, today()), roles=roles)


def named_stand_in(form: StandInForm, person: User, by: User) -> str:
    """Name the one the form says; the receipt in words."""
    data = form.cleaned_data
    other = User.objects.get(pk=int(data["stand_in"]))
    days = {"valid_from": data["valid_from"], "valid_to": data["valid_to"]}
    name_stand_in(person=person, stand_in=other, roles=form.chosen, **days, by=by, at=now())
    first, last = swedish_date(days["valid_from"]), swedish_date(days["valid_to"])
    return f"{other} är ställföreträdare för {person} från {first} till {last}."
