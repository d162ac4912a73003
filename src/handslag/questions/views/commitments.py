"""Commitments: one's page, confirming what was found or writing one in, changing it, and taking it further."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from handslag.core.clock import local, now, today
from handslag.papers.actions.ruling import reject_finding
from handslag.people.context import city_of
from handslag.people.models import City
from handslag.plan.checks import Asked
from handslag.plan.context import plan_of, plans_of
from handslag.plan.models import Plan
from handslag.questions import actions
from handslag.questions.forms.commitments import ConfirmForm, CorrectForm, MoveForm, initial_of, typed
from handslag.questions.loading.proposals import Proposal, proposal_of, proposals, source_of
from handslag.questions.models import Commitment
from handslag.questions.pages.commitments import SHOWN, WAYS, commitment_page, people_of
from handslag.questions.permissions import can_confirm, can_move_commitment
from handslag.questions.rules.commitments import CommitmentMove
from handslag.questions.views.asking import user_of
from handslag.vitals.views.asking import day_of

MOVE_OF = {way: move for move, (way, _) in WAYS.items() if move != CommitmentMove.CORRECT}
ASKED = {
    CommitmentMove.FULFIL: (
        "Är utfästelsen infriad?",
        "Då följs den inte upp längre. Kontrollen går att se också sedan.",
        "Den är infriad",
    ),
    CommitmentMove.BREAK: (
        "Blev utfästelsen inte infriad?",
        "Då följs den inte upp längre. Den står kvar i registret som inte infriad, med skälet.",
        "Den blev inte infriad",
    ),
    CommitmentMove.CLOSE: (
        "Avsluta utfästelsen?",
        "Gör så om den inte gäller längre, till exempel när ett nytt beslut har ersatt den.",
        "Avsluta",
    ),
    CommitmentMove.REOPEN: ("Öppna utfästelsen igen?", "Den följs upp igen. Det som har hänt står kvar.", "Öppna igen"),
}
RECEIPT = {
    CommitmentMove.FULFIL: "Utfästelsen är markerad som infriad.",
    CommitmentMove.BREAK: "Utfästelsen är markerad som inte infriad.",
    CommitmentMove.CLOSE: "Utfästelsen är avslutad.",
    CommitmentMove.REOPEN: "Utfästelsen är öppen igen.",
}


def commitment(request: HttpRequest, pk: int) -> HttpResponse:
    """One commitment with its check, as of any day."""
    found = _commitment(request, pk)
    form, day = day_of(request)
    page = commitment_page(request.user, found, day)
    context = {"page": page, "heading": page.heading, "form": form, "day": day}
    context |= {"as_of": day.as_of, "known_at": day.known_at, "shown": f":{SHOWN}", "rest": f"{SHOWN}:"}
    context["more"] = bool(page.standing and page.standing.outcome and len(page.standing.outcome.does_not) > SHOWN)
    return render(request, "questions/commitment.html", context)


def confirm(request: HttpRequest) -> HttpResponse:
    """Confirm a proposal beside its source, or write a commitment in by hand."""
    city, user = city_of(request), user_of(request)
    can_confirm(user, city).require()
    key = request.GET.get("forslag", "")
    found = proposal_of(city, user, key) if key else None
    if key and found is None:
        messages.info(request, "Någon har redan tagit ställning till förslaget.")
        return redirect("questions:commitment-new")
    if request.method == "POST" and found is not None and "avvisa" in request.POST:
        reject_finding(document=found.document, key=found.key, by=user, at=now())
        messages.success(request, "Förslaget är avvisat. Det finns kvar bland handlingens avvisade förslag.")
        return redirect("questions:commitment-new")
    plan = plan_of(request) if plans_of(request) else None
    form = _form(request, ConfirmForm, plan, city, _initial(found), today=today())
    if _is_sent(request) and form.is_valid():
        data = form.cleaned_data
        said = actions.Said(
            data["text"], data["made_on"], data["who"], found.document if found else None,
            found.finding if found else None, found.key if found and found.finding is None else "",
        )  # fmt: skip
        made = actions.confirm_commitment(city=city, plan=plan, said=said, terms=form.terms(), by=user, at=now())
        messages.success(request, f"Utfästelsen är bekräftad och har fått nummer {made.label}.")
        return redirect("questions:commitment", pk=made.pk)
    context: dict[str, Any] = {"form": form, "proposal": found, "back": reverse("questions:register")}
    context["source"] = source_of(found.document, found.finding, user) if found else None
    context["waiting"] = proposals(city, user) if found is None and request.method == "GET" else []
    context["heading"] = "Bekräfta utfästelsen" if found else "Ny utfästelse"
    return _drawn(request, "questions/commitment_form.html", context)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change owner, day or check: a new step, nothing rewritten."""
    found, user = _commitment(request, pk), user_of(request)
    newest = found.steps.order_by("recorded_at", "pk").last()
    assert newest is not None
    can_move_commitment(user, found.city, newest, CommitmentMove.CORRECT).require()
    form = _form(request, CorrectForm, found.plan, found.city, initial_of(newest.terms))
    if _is_sent(request) and form.is_valid():
        reason, at = form.cleaned_data["reason"], now()
        actions.correct_commitment(commitment=found, terms=form.terms(), reason=reason, by=user, at=at)
        messages.success(request, "Utfästelsen är ändrad. Det som gällde förut står kvar bland stegen.")
        return redirect("questions:commitment", pk=pk)
    context: dict[str, Any] = {"form": form, "back": found.get_absolute_url(), "heading": f"Ändra {found.label}"}
    context["source"] = source_of(found.document, found.finding, user) if found.document else None
    return _drawn(request, "questions/commitment_form.html", context | {"commitment": found})


def move(request: HttpRequest, pk: int, way: str) -> HttpResponse:
    """Say that it is fulfilled or broken, close it, or open it again. Asked about once, then done."""
    if way not in MOVE_OF:
        raise Http404
    found, user, taken = _commitment(request, pk), user_of(request), MOVE_OF[way]
    steps = list(found.steps.order_by("recorded_at", "pk"))
    can_move_commitment(user, found.city, steps[-1], taken).require()
    first = max(step.on for step in steps if step.move != CommitmentMove.CORRECT)
    form = MoveForm(request.POST or None, move=taken, first=first, last=today(), initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.move_commitment(
            commitment=found, move=taken, on=data["on"], reason=data["reason"], by=user, at=now()
        )  # fmt: skip
        messages.success(request, RECEIPT[taken])
        return redirect("questions:commitment", pk=pk)
    heading, answer, button = ASKED[taken]
    context = {"form": form, "commitment": found, "heading": heading, "answer": answer, "button": button}
    context["back"] = found.get_absolute_url()
    return render(request, "questions/commitment_move.html", context, status=400 if form.errors else 200)


def _commitment(request: HttpRequest, pk: int) -> Commitment:
    beside = ("city", "plan__city", "document__card", "document__city", "finding")
    return get_object_or_404(Commitment.objects.visible_to(request.user).select_related(*beside), pk=pk)


def _form(
    request: HttpRequest, kind: type[Any], plan: Plan | None, city: City, initial: dict[str, Any], **more: Any
) -> Any:
    """The form as it was sent; or, when only the check was changed, with what is typed and that check's choices."""
    posted = request.method == "POST"
    first = typed(request.POST) if posted else initial | _chosen(request)
    asked = Asked(plan, today(), now()) if plan is not None else None
    people = people_of(city, today())
    data = request.POST if _is_sent(request) else None
    return kind(data, asked=asked, people=people, code=str(first.get("check", "")), initial=first, **more)


def _chosen(request: HttpRequest) -> dict[str, Any]:
    """The check that the address asks for."""
    return {"check": request.GET["kontroll"]} if "kontroll" in request.GET else {}


def _is_sent(request: HttpRequest) -> bool:
    """Whether the form is sent to be saved, and not to see what another check asks."""
    return request.method == "POST" and "byt" not in request.POST


def _initial(found: Proposal | None) -> dict[str, Any]:
    """What the proposal says already."""
    if found is None:
        return {"made_on": today()}
    card = getattr(found.document, "card", None)
    made_on = (card.dated_on if card else None) or local(found.document.recorded_at).date()
    return {"text": found.text, "who": found.who, "made_on": made_on, "by_day": found.by_day, "owner": found.who}


def _drawn(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The form; only the check's own choices when htmx asks for them."""
    htmx = getattr(request, "htmx", False) and "byt" in request.POST
    status = 400 if context["form"].errors else 200
    return render(request, f"{template}#check" if htmx else template, context, status=status)
