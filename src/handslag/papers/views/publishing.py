"""A paper's way to the public: drawn up, published, withdrawn."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from handslag.core.clock import now
from handslag.papers.actions import publishing as actions
from handslag.papers.forms.secrecy import WithdrawForm
from handslag.papers.models import Document
from handslag.papers.pages.secrecy import publication_page
from handslag.papers.rules.secrecy import ASK_FOR_DECISION, how_to_appeal
from handslag.papers.views.asking import acting, paper_or_404

DONE = {
    "draw_up": "Handlingen är upprättad. Alla med en roll i kommunen ser den.",
    "finish": "Handlingen är upprättad och ligger på den öppna sidan.",
    "publish": "Handlingen ligger på den öppna sidan.",
}


def publication(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the paper stands, what has been decided, and the steps that can be taken."""
    paper = paper_or_404(request, pk)
    if request.method != "POST":
        return _shown(request, paper, WithdrawForm())
    press, by = request.POST.get("do", ""), acting(request)
    if press == "draw_up":
        actions.draw_up(document=paper, by=by, at=now())
    elif press == "finish":
        with transaction.atomic():
            actions.draw_up(document=paper, by=by, at=now())
            actions.publish(document=paper, by=by, at=now())
    elif press == "publish":
        actions.publish(document=paper, by=by, at=now())
    elif press == "withdraw":
        return _withdraw(request, paper)
    else:
        raise Http404
    messages.success(request, DONE[press])
    return redirect("papers:publication", pk=paper.pk)


def _withdraw(request: HttpRequest, paper: Document) -> HttpResponse:
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _shown(request, paper, form)
    actions.withdraw(document=paper, reason=form.cleaned_data["reason"], by=acting(request), at=now())
    messages.success(request, "Handlingen ligger inte längre på den öppna sidan.")
    return redirect("papers:publication", pk=paper.pk)


def _shown(request: HttpRequest, paper: Document, form: WithdrawForm) -> HttpResponse:
    context = {"paper": paper, "page": publication_page(paper, request.user), "form": form, "heading": "Offentlighet"}
    context |= {"decision": ASK_FOR_DECISION, "appeal": how_to_appeal(str(paper.city))}
    return render(request, "papers/publication.html", context, status=400 if form.errors else 200)
