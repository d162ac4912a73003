"""What was found in a paper: confirm, change, reject, add, undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from handslag.core.clock import now, today
from handslag.core.text import counted
from handslag.core.verdict import Denied, Refused
from handslag.papers.actions import ruling
from handslag.papers.forms.findings import FORMS, FindingForm
from handslag.papers.loading.findings import all_of, told_of
from handslag.papers.models import Document
from handslag.papers.pages.documents import WAYS
from handslag.papers.pages.findings import findings_page, place_of
from handslag.papers.permissions import can_rule
from handslag.papers.rules.words import FIELDS
from handslag.papers.views.asking import acting, paper_or_404

PRESSES: dict[str, tuple[Callable[..., Any], str]] = {
    "confirm": (ruling.confirm_finding, "Bekräftat."),
    "reject": (ruling.reject_finding, "Avvisat. Det ligger kvar under Avvisade och går att ta tillbaka."),
    "reopen": (ruling.reopen_finding, "Ångrat. Det är ett förslag igen."),
}


def _way(document: Document, user: Any) -> list[tuple[str, str]]:
    """The page of a paper leads here."""
    return [("Vad handlingen säger", reverse("papers:findings", args=[document.pk]))]


WAYS.append(_way)


def findings(request: HttpRequest, pk: int) -> HttpResponse:
    """Proposals and source lines side by side; a press is posted to the same address."""
    paper = paper_or_404(request, pk)
    if request.method == "POST":
        return _press(request, paper)
    page = findings_page(paper, request.user, today())
    return render(request, "papers/findings.html", {"page": page, "heading": page.heading, "paper": paper})


def _press(request: HttpRequest, paper: Document) -> HttpResponse:
    """One press: all that is certain, or one finding by its key."""
    here = reverse("papers:findings", args=[paper.pk])
    by = acting(request)
    if "certain" in request.POST:
        count = ruling.confirm_certain(document=paper, by=by, at=now())
        messages.success(request, f"{counted(count, 'uppgift är bekräftad', 'uppgifter är bekräftade')}.")
        return redirect(here)
    name = next((name for name in PRESSES if name in request.POST), None)
    if name is None:
        raise Refused("Välj vad du vill göra med förslaget.")
    act, receipt = PRESSES[name]
    key = request.POST[name]
    act(document=paper, key=key, by=by, at=now())
    messages.success(request, receipt)
    return redirect(f"{here}#{key}" if name != "reject" else here)


def finding(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Change one finding."""
    paper = paper_or_404(request, pk)
    can_rule(request.user, paper).require()
    one = next((each for each in all_of(paper) if each.key == key), None)
    if one is None:
        raise Http404
    kind = FORMS[one.field]
    form = kind(request.POST or None, initial=kind.filled(one.value))
    heading = f"Ändra {told_of(one)}"

    def change(value: dict[str, Any], by: Any) -> None:
        ruling.change_finding(document=paper, key=key, value=value, by=by, at=now())

    return _answered(request, paper, form, heading, "Ändrat och bekräftat.", f"#{key}", change)


def add(request: HttpRequest, pk: int, field: str) -> HttpResponse:
    """Add what was not found; the words are looked up in the text, so that their place is known."""
    paper = paper_or_404(request, pk)
    can_rule(request.user, paper).require()
    if field not in FORMS or field == "kind":
        raise Http404
    numbers = [one.value.get("number") for one in all_of(paper) if one.field == field and not one.rejected]
    following = max((number for number in numbers if isinstance(number, int)), default=0) + 1
    form = FORMS[field](request.POST or None, initial={"number": following})

    def write(value: dict[str, Any], by: Any) -> None:
        words = str(value.get("text") or value.get("name") or "")
        place = place_of(paper, by, words)
        ruling.add_finding(document=paper, field=field, value={**value, **place}, by=by, at=now())

    return _answered(request, paper, form, f"Lägg till {FIELDS[field]}", "Tillagt.", "", write)


def _answered(
    request: HttpRequest, paper: Document, form: FindingForm, heading: str, receipt: str, anchor: str,
    act: Callable[[dict[str, Any], Any], None],
) -> HttpResponse:  # fmt: skip
    back = reverse("papers:findings", args=[paper.pk])
    if request.method == "POST" and form.is_valid():
        try:
            act(form.value(), acting(request))
        except Denied:
            raise
        except Refused as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, receipt)
            return redirect(f"{back}{anchor}")
    context = {"form": form, "heading": heading, "back": back, "paper": paper}
    return render(request, "papers/finding.html", context, status=400 if form.errors else 200)
