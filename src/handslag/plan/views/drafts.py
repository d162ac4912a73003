"""Drafts: the list, a new one, the workbench with its steps, giving up, taking back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from handslag.core.clock import now, today
from handslag.core.verdict import Refused
from handslag.plan import actions
from handslag.plan.forms import ConsultationForm, LabelForm, ReasonForm
from handslag.plan.loading import base_of, consultation_of, revisions_of, situation_of, talks_of
from handslag.plan.loading.revising import invited
from handslag.plan.models import Removal
from handslag.plan.pages.drafts import draft_lines, draft_page, invited_sentence
from handslag.plan.permissions import can_edit, can_move
from handslag.plan.views.frame import act_or_show, both, frame, office_of, revision_or_404


def drafts(request: HttpRequest) -> HttpResponse:
    """The drafts of the plan; a new one is begun here."""
    user, found = office_of(request)
    rows = revisions_of(found, user)
    form = LabelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_draft(plan=found, label=form.cleaned_data["label"], by=user, at=now())
        except Refused as refused:
            form.add_error("label", str(refused))
        else:
            messages.success(request, f"Utkastet {made.label} är skapat. Ingen annan ser det än.")
            return redirect("plan:draft", made.label)
    context = {"form": form, "lines": draft_lines(rows, today()), "base": base_of(rows, today())}
    return render(request, "plan/drafts.html", frame(request, found) | context, status=400 if form.errors else 200)


def draft(request: HttpRequest, label: str) -> HttpResponse:
    """The workbench of a draft."""
    user, found = office_of(request)
    row, base = revision_or_404(request, found, label)
    before, after = both(found, row, base)
    asked = consultation_of(row) if row.state != "draft" else None
    situation = situation_of(row, today(), before=before, after=after, ends=asked.ends if asked else None)
    page = draft_page(
        user, row, base, before=before, after=after, situation=situation, invited=asked,
        talks=talks_of(row) if row.state == "cooperation" else None,
        removals=list(Removal.objects.filter(revision=row)) if row.state == "draft" else [],
    )  # fmt: skip
    return render(request, "plan/draft.html", frame(request, found) | {"page": page})


def discard(request: HttpRequest, label: str) -> HttpResponse:
    """Give a draft up."""
    user, found = office_of(request)
    row, _ = revision_or_404(request, found, label)
    can_edit(user, row).require()
    form = ReasonForm(request.POST or None, needed=False)
    context = {
        "title": f"Överge utkastet {row.label}?", "button": "Överge utkastet",
        "answer": "Det går inte att ta upp igen. Det står kvar bland utkasten som övergivet, och namnet blir ledigt.",
        "back": reverse("plan:draft", args=[row.label]), "row": row,
    }  # fmt: skip
    return act_or_show(
        request, form, frame(request, found) | context, receipt=f"Utkastet {row.label} är övergivet.",
        act=lambda said: actions.discard_draft(revision=row, reason=said["reason"], by=user, at=now()),
        to=reverse("plan:drafts"),
    )  # fmt: skip


def open_consultation(request: HttpRequest, label: str) -> HttpResponse:
    """Invite to a consultation, or give an open one a later last day."""
    user, found = office_of(request)
    row, base = revision_or_404(request, found, label)
    asked = consultation_of(row) if row.state == "consultation" else None
    if asked is None:
        before, after = both(found, row, base)
        can_move(user, row, "open", situation_of(row, today(), before=before, after=after, ends=None)).require()
    start = {"ends": asked.ends, "message": asked.message} if asked else None
    form = ConsultationForm(request.POST or None, initial=start)
    context = {
        "title": "Förläng samrådet" if asked else f"Öppna samråd om version {row.label}",
        "answer": f"Inbjudna: {invited_sentence(invited(found.city, today()))}",
        "button": "Förläng samrådet" if asked else "Öppna samråd",
        "back": reverse("plan:draft", args=[row.label]), "row": row,
    }  # fmt: skip
    return act_or_show(
        request, form, frame(request, found) | context,
        receipt="Samrådet är förlängt." if asked else f"Samrådet om version {row.label} är öppet.",
        act=lambda said: actions.open_consultation(
            revision=row, ends=said["ends"], message=said["message"], by=user, at=now()
        ),
        to=reverse("plan:draft", args=[row.label]),
    )  # fmt: skip


@require_POST
def close_consultation(request: HttpRequest, label: str) -> HttpResponse:
    """No more comments."""
    user, found = office_of(request)
    row, _ = revision_or_404(request, found, label)
    actions.close_consultation(revision=row, by=user, at=now())
    messages.success(request, "Samrådet är avslutat. Nästa steg är samverkan med facken.")
    return redirect("plan:draft", row.label)


def take_back(request: HttpRequest, label: str) -> HttpResponse:
    """Back to draft."""
    user, found = office_of(request)
    row, _ = revision_or_404(request, found, label)
    form = ReasonForm(request.POST or None, help_text="De som har deltagit får läsa skälet.")
    context = {
        "title": f"Ta tillbaka version {row.label} till utkast?", "button": "Ta tillbaka",
        "answer": "Texten går då att ändra. Före beslutet behövs ett nytt samråd och en ny samverkan. "
        "Synpunkter och svar står kvar.",
        "back": reverse("plan:draft", args=[row.label]), "row": row,
    }  # fmt: skip
    return act_or_show(
        request, form, frame(request, found) | context, receipt=f"Version {row.label} är ett utkast igen.",
        act=lambda said: actions.take_back(revision=row, reason=said["reason"], by=user, at=now()),
        to=reverse("plan:draft", args=[row.label]),
    )  # fmt: skip
