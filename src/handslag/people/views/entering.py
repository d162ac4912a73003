"""Ways in and out: logging in, accepting an invitation, the demo's choice of user, the choice of city."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login as log_in
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from handslag.core.clock import now, today
from handslag.people.actions import accept_as, accept_as_new, count_failure, forget_failures
from handslag.people.forms import AcceptForm, LoginForm, NewPasswordForm, paused
from handslag.people.loading import find_invitation
from handslag.people.models import ROLES, City, Invitation, Membership, User
from handslag.people.rules import INVITATION_FAULTS
from handslag.people.views.asking import done, typed

BACKEND = "handslag.people.backends.Accounts"


class Login(LoginView):
    """The login page: failures are counted, and a name that has failed too often is told until when to wait."""

    template_name = "people/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True
    extra_context = {"demo": settings.HANDSLAG_DEMO}

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """In: the failures before are forgotten."""
        answer = super().form_valid(form)
        user = form.get_user()
        assert isinstance(user, User)
        forget_failures(username=user.username, by=user, at=now())
        return answer

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Not in: a wrong password counts, an empty field or a closed account does not."""
        if form.has_error("__all__", "invalid_login"):
            until = count_failure(username=form.data.get("username", ""), by=None, at=now())
            if until is not None:
                form.add_error(None, paused(until))
        return super().form_invalid(form)


login = Login.as_view()
logout = LogoutView.as_view()


@login_not_required
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Use the link of a mail: choose user name and password, or take the role with the account one has."""
    found = find_invitation(token)
    state = found.state(now()) if found else ""
    if found is None or state != "open":
        reason = INVITATION_FAULTS.get(state, "Länken stämmer inte. Kontrollera att du fick med hela adressen.")
        return render(request, "people/invitation_closed.html", {"reason": reason}, status=410 if found else 404)
    if found.account is None and isinstance(request.user, User):
        return _accept_as(request, found, request.user)
    form = _accept_form(request, found)
    if (user := done(form, lambda: _accept_as_new(found, form))) is not None:
        log_in(request, user, backend=BACKEND)
        messages.success(request, "Lösenordet är bytt." if found.account else f"Välkommen, {user}. Kontot är klart.")
        return redirect("/")
    return render(request, "people/invitation.html", {"form": form, "invitation": found})


def _accept_form(request: HttpRequest, found: Invitation) -> AcceptForm | NewPasswordForm:
    if found.account is not None:
        return NewPasswordForm(typed(request), person=found.account)
    return AcceptForm(typed(request), initial={"name": found.name, "username": found.email.partition("@")[0]})


def _accept_as_new(found: Invitation, form: AcceptForm | NewPasswordForm) -> User:
    chosen = form.cleaned_data
    return accept_as_new(
        invitation=found,
        username=chosen.get("username", ""),
        name=chosen.get("name", ""),
        password=chosen["password"],
        by=None,
        at=now(),
    )


def _accept_as(request: HttpRequest, found: Invitation, user: User) -> HttpResponse:
    """Somebody who is logged in is asked whether the role is for that account."""
    if request.method == "POST":
        accept_as(invitation=found, by=user, at=now())
        messages.success(request, f"Du är nu {found.word} i {found.place}.")
        return redirect("people:account")
    return render(request, "people/invitation_take.html", {"invitation": found})


@dataclass(frozen=True)
class DemoUser:
    """A user one can become in the demo, and what the user may do."""

    id: int
    name: str
    place: str
    can: str


MAY = {
    "social_worker": "Ser vad enheten har lovats och lämnar signaler.",
    "unit_manager": "Lämnar enhetens lägesrapport.",
    "district_office": "Svarar på fokusområden och förbereder förvaltningens rapport.",
    "head": "Undertecknar förvaltningens rapport.",
    "union_rep": "Lämnar signaler och deltar i samråd.",
    "safety_rep": "Lämnar signaler och begär åtgärder enligt 66 a.",
    "plan_office": "Ser allt, läser in kalkylblad och gör rapporter.",
    "registrar": "Registrerar handlingar, rättar dem och prövar sekretess.",
    "politician": "Ser planen, livstecken och rapporter.",
    "commissioner": "Ser hela staden och det som har lyfts dit.",
    "administrator": "Bjuder in användare och ger roller.",
    "reader": "Ser planen, livstecken och rapporter.",
}


@login_not_required
def demo(request: HttpRequest) -> HttpResponse:
    """In demo mode only: become one of the invented users."""
    if not settings.HANDSLAG_DEMO:
        raise Http404
    users = User.objects.filter(is_active=True, memberships__city__is_example=True).distinct()
    if request.method == "POST":
        asked = request.POST.get("user", "")
        chosen = get_object_or_404(users, pk=int(asked) if asked.isdecimal() and len(asked) < 12 else 0)
        log_in(request, chosen, backend=BACKEND)
        return redirect("/")
    rows = Membership.objects.filter(user__in=users, stand_in_for=None).order_by("pk")
    held = [m for m in rows.select_related("user", "city", "administration", "unit") if m.holds_on(today())]
    first = {(m.city_id, m.role): m for m in reversed(held)}
    people = [
        (m, DemoUser(m.user_id, str(m.user), f"{ROLES[m.role].capitalize()} i {m.place}", MAY[m.role])) for m in held
    ]
    order = list(ROLES)
    leading = sorted(
        (pair for pair in people if first[pair[0].city_id, pair[0].role] == pair[0]),
        key=lambda pair: (pair[0].city_id, order.index(pair[0].role)),
    )
    others = sorted((pair for pair in people if pair not in leading), key=lambda pair: (pair[1].place, pair[1].name))
    shown = {"people": [one for _, one in leading], "others": [one for _, one in others]}
    return render(request, "people/demo.html", shown)


@require_POST
def choose_city(request: HttpRequest) -> HttpResponse:
    """Work in another of one's cities from now on."""
    city = get_object_or_404(City.objects.visible_to(request.user), slug=request.POST.get("city", ""))
    request.session["city"] = city.slug
    request.session.pop("plan", None)
    return redirect("/")
