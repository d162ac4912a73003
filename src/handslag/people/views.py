"""Logging in and out, the demo's choice of user, and the choice of city."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import login as log_in
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from handslag.people.forms import LoginForm
from handslag.people.models import ROLES, City, User

login = LoginView.as_view(
    template_name="people/login.html",
    authentication_form=LoginForm,
    redirect_authenticated_user=True,
    extra_context={"demo": settings.HANDSLAG_DEMO},
)
logout = LogoutView.as_view()


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
        log_in(request, chosen, backend="django.contrib.auth.backends.ModelBackend")
        return redirect("/")
    people = [
        DemoUser(user.pk, str(user), f"{ROLES[m.role].capitalize()} i {m.place}", MAY[m.role])
        for user in users.prefetch_related("memberships__city", "memberships__administration", "memberships__unit")
        for m in user.memberships.all()
    ]
    people.sort(key=lambda person: (person.place, person.name))
    return render(request, "people/demo.html", {"people": people})


@require_POST
def choose_city(request: HttpRequest) -> HttpResponse:
    """Work in another of one's cities from now on."""
    city = get_object_or_404(City.objects.visible_to(request.user), slug=request.POST.get("city", ""))
    request.session["city"] = city.slug
    request.session.pop("plan", None)
    return redirect("/")
