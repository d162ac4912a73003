"""Inviting people by mail: to a role, or to a new password; sending again, and taking back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from handslag.core.clock import now
from handslag.people.actions import invite, send_again, send_link, withdraw
from handslag.people.actions.inviting import Link, Sent
from handslag.people.forms import InviteForm
from handslag.people.models import Invitation
from handslag.people.views.account import own
from handslag.people.views.asking import done, typed
from handslag.people.views.users import administered, somebody


def link_in(request: HttpRequest) -> Link:
    """Whole addresses of the page where a token is used."""
    return lambda token: request.build_absolute_uri(reverse("people:invitation", args=[token]))


def _say(request: HttpRequest, sent: Sent, receipt: str) -> None:
    """Tell that the mail has gone; or that it has not, and why."""
    if sent.fault:
        messages.warning(request, sent.fault)
    else:
        messages.success(request, receipt)


def inviting(request: HttpRequest) -> HttpResponse:
    """Invite somebody to a role."""
    city = administered(request)
    form = InviteForm(typed(request), city=city)
    if (sent := done(form, lambda: _invited(request, form))) is not None:
        _say(request, sent, f"Inbjudan är skickad till {sent.invitation.email}. Länken gäller i 14 dagar.")
        return redirect("people:users")
    return render(request, "people/invite.html", {"form": form, "heading": "Bjud in en användare"})


def _invited(request: HttpRequest, form: InviteForm) -> Sent:
    data = form.cleaned_data
    who = {"name": data["name"], "email": data["email"]}
    return invite(post=form.post, **who, link=link_in(request), by=own(request), at=now())


@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Mail an invitation again, with a new link."""
    found = get_object_or_404(Invitation.objects.visible_to(request.user), pk=pk)
    sent = send_again(invitation=found, link=link_in(request), by=own(request), at=now())
    _say(request, sent, f"Inbjudan är skickad igen till {found.email}. Den förra länken fungerar inte längre.")
    return redirect("people:users")


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw an invitation: its link stops working."""
    found = get_object_or_404(Invitation.objects.visible_to(request.user), pk=pk)
    withdraw(invitation=found, by=own(request), at=now())
    messages.success(request, "Inbjudan är återkallad. Länken fungerar inte längre.")
    return redirect("people:users")


@require_POST
def new_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Mail somebody a link to a new password."""
    city, person = somebody(request, pk)
    sent = send_link(person=person, city=city, link=link_in(request), by=own(request), at=now())
    _say(request, sent, f"En länk till nytt lösenord är skickad till {person.email}.")
    return redirect(person)
