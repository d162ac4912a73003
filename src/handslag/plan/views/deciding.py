"""Cooperation with the unions, the decision, and a later end of the plan."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from handslag.core.clock import now, today
from handslag.core.text import swedish_date
from handslag.core.verdict import Denied
from handslag.plan import actions
from handslag.plan.forms import CooperationForm, DecisionForm, ProlongForm
from handslag.plan.loading import consultation_of, end_warnings, situation_of, talks_of
from handslag.plan.permissions import can_move, can_prolong, can_register_cooperation
from handslag.plan.views.frame import act_or_show, both, frame, office_of, plan_or_404, revision_or_404, user_of

NAMES = ("kind", "body", "held_on", "outcome", "reason", "central", "central_on")


def cooperation(request: HttpRequest, label: str) -> HttpResponse:
    """Register how the employer has talked with the unions."""
    user, found = office_of(request)
    row, _ = revision_or_404(request, found, label)
    can_register_cooperation(user, row).require()
    before = talks_of(row)
    form = CooperationForm(request.POST or None, initial={n: getattr(before, n) for n in NAMES} if before else None)
    context = {
        "title": f"Samverkan om version {row.label}", "button": "Registrera", "row": row,
        "answer": "Före beslutet förhandlar eller samverkar arbetsgivaren med facken. En senare uppgift ersätter en "
        "tidigare, till exempel när den centrala förhandlingen är avslutad. Alla uppgifter sparas.",
        "back": reverse("plan:draft", args=[row.label]),
    }  # fmt: skip
    return act_or_show(
        request, form, frame(request, found) | context, receipt="Samverkan är registrerad.",
        act=lambda _: actions.register_cooperation(revision=row, talks=form.talks(), by=user, at=now()),
        to=reverse("plan:draft", args=[row.label]),
    )  # fmt: skip


def decide(request: HttpRequest, label: str) -> HttpResponse:
    """Enter what the political body decided; to approve is refused until all that must come before has come."""
    user, found = office_of(request)
    row, base = revision_or_404(request, found, label)
    asked = consultation_of(row)
    before, after = both(found, row, base)
    situation = situation_of(row, today(), before=before, after=after, ends=asked.ends if asked else None)
    approve = can_move(user, row, "approve", situation)
    if row.state != "cooperation":
        raise Denied(approve.reason)
    form = DecisionForm(request.POST or None)
    context = {
        "title": f"Beslut om version {row.label}", "button": "För in beslutet", "row": row,
        "answer": "Ett godkänt beslut går inte att ändra. Versionen är i kraft från sin dag, och förvaltningarna "
        "svarar på det som är nytt. Vid återremiss blir versionen ett utkast igen.",
        "hint": "" if approve else f"Godkänd går inte att välja än. {approve.reason}",
        "back": reverse("plan:draft", args=[row.label]),
    }  # fmt: skip
    return act_or_show(
        request, form, frame(request, found) | context, receipt=f"Beslutet om version {row.label} är infört.",
        act=lambda _: actions.decide(
            revision=row, decision=form.decision(), terms=form.terms(), by=user, at=now()
        ),
        to=reverse("plan:revision", args=[row.label]), template="plan/decision.html",
    )  # fmt: skip


def prolong(request: HttpRequest) -> HttpResponse:
    """A later end of the plan."""
    found, user = plan_or_404(request), user_of(request)
    can_prolong(user, found.city).require()
    warned = end_warnings(found, today())
    until = f"Planen gäller till {swedish_date(found.ends)}." if found.ends else "Planen har ingen slutdag."
    form = ProlongForm(request.POST or None)
    context = {
        "title": "Förläng planen", "button": "För in beslutet", "back": reverse("plan:plan"),
        "answer": warned[-1].text if warned else f"{until} Du blir påmind 12, 6 och 3 månader före slutet.",
        "periods": found.periods.all(),
    }  # fmt: skip
    return act_or_show(
        request, form, frame(request, found) | context, receipt="Planens slutdag är ändrad.", to=reverse("plan:plan"),
        act=lambda said: actions.prolong(
            plan=found, ends=said["ends"], decided_on=said["decided_on"], body=said["body"], dnr=said["dnr"],
            by=user, at=now(),
        ),
    )  # fmt: skip
