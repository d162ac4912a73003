"""What is secret in a paper: marking, masking, lifting; its masked text, and why the original is not for everyone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header

from handslag.core.clock import now
from handslag.core.text import counted
from handslag.core.verdict import Refused
from handslag.papers.actions import secrecy as actions
from handslag.papers.forms.secrecy import LiftForm, MarkForm
from handslag.papers.loading.secrecy import Place, covered_says, laws_of, read_place
from handslag.papers.loading.texts import shown_pages
from handslag.papers.models import Document, SecretPassage
from handslag.papers.pages.secrecy import passage_line, secrecy_page
from handslag.papers.permissions.secrecy import can_fetch_original, can_lift, can_mark
from handslag.papers.rules.secrecy import ASK_FOR_DECISION, how_to_appeal
from handslag.papers.views.asking import acting, paper_or_404

CHOOSE = "Välj minst ett av ställena."


def secrecy(request: HttpRequest, pk: int) -> HttpResponse:
    """What is covered in the paper; choosing passages by their words, seeing them first, then marking them."""
    paper = paper_or_404(request, pk)
    can_mark(request.user, paper).require()
    press = request.POST.get("do", "") if request.method == "POST" else ""
    if press in PRESSES:
        return PRESSES[press](request, paper)
    if press in ("find", "mark"):
        return _mark(request, paper, mark=press == "mark")
    if press:
        raise Http404
    return _shown(request, paper, MarkForm(pages=shown_pages(paper, request.user)))


def _mark(request: HttpRequest, paper: Document, *, mark: bool) -> HttpResponse:
    form = MarkForm(request.POST, pages=shown_pages(paper, request.user))
    typed = form.is_valid() and form.law_is_stated()
    found = form.places() if typed else []
    chosen = {place for text in request.POST.getlist("place") if (place := read_place(text))}
    if not mark or not found:
        alone = {place for place, _ in found} if form.is_one_passage(found) else chosen
        return _shown(request, paper, form, found, alone)
    wanted = [place for place, _ in found if place in chosen]
    if not wanted:
        form.add_error(None, CHOOSE)
        return _shown(request, paper, form, found, chosen)
    law = {"chapter": form.cleaned_data["chapter"], "section": form.cleaned_data["section"]}
    actions.mark_passages(
        document=paper, places=wanted, reason=form.cleaned_data["reason"], by=acting(request), at=now(), **law
    )
    done = counted(len(wanted), "ställe är sekretessmarkerat och täckt", "ställen är sekretessmarkerade och täckta")
    messages.success(request, f"{done} överallt för den som inte är registrator.")
    return redirect("papers:secrecy", pk=paper.pk)


def _shown(
    request: HttpRequest,
    paper: Document,
    form: MarkForm,
    found: list[tuple[Place, tuple[str, str, str]]] | None = None,
    chosen: set[Place] | None = None,
) -> HttpResponse:
    pages = list(form.shown.values())
    places = [
        {"value": str(place), "page": place.page, "around": around, "chosen": place in (chosen or set())}
        for place, around in found or []
    ]
    context = {"paper": paper, "page": secrecy_page(paper, pages, request.user), "form": form, "places": places}
    context |= {"heading": "Sekretess", "back": paper.get_absolute_url()}
    return render(request, "papers/secrecy.html", context, status=400 if form.errors else 200)


def _mask(request: HttpRequest, paper: Document) -> HttpResponse:
    actions.mask_numbers(document=paper, places=[_place(request)], by=acting(request), at=now())
    messages.success(request, "Personnumret är maskerat.")
    return redirect("papers:secrecy", pk=paper.pk)


def _mask_all(request: HttpRequest, paper: Document) -> HttpResponse:
    made = actions.mask_numbers(document=paper, by=acting(request), at=now())
    done = counted(len(made), "personnummer är maskerat", "personnummer är maskerade")
    messages.success(request, f"{done}. Originalfilen är bara för registratorer.")
    return redirect("papers:secrecy", pk=paper.pk)


def _clear(request: HttpRequest, paper: Document) -> HttpResponse:
    actions.clear_number(document=paper, place=_place(request), by=acting(request), at=now())
    messages.success(request, "Siffrorna är inget personnummer och visas för alla som ser handlingen.")
    return redirect("papers:secrecy", pk=paper.pk)


PRESSES: dict[str, Callable[[HttpRequest, Document], HttpResponse]] = {
    "mask": _mask,
    "mask-all": _mask_all,
    "clear": _clear,
}


def _place(request: HttpRequest) -> Place:
    place = read_place(request.POST.get("place", ""))
    if place is None:
        raise Refused("Stället finns inte i handlingen. Läs om sidan och välj igen.")
    return place


def lift(request: HttpRequest, pk: int, passage: int) -> HttpResponse:
    """End the secrecy of a passage, with the reason."""
    paper = paper_or_404(request, pk)
    can_mark(request.user, paper).require()
    rows = SecretPassage.objects.select_related("page__document__city", "lift", "by")
    row = get_object_or_404(rows, pk=passage, page__document=paper)
    can_lift(request.user, row).require()
    form = LiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.lift_passage(passage=row, reason=form.cleaned_data["reason"], by=acting(request), at=now())
        messages.success(request, "Markeringen är hävd. Stället syns för alla som ser handlingen.")
        return redirect("papers:secrecy", pk=paper.pk)
    line = passage_line(row, shown_pages(paper, request.user, numbers=[row.page.number]))
    context: dict[str, Any] = {"paper": paper, "line": line, "form": form, "heading": "Häv sekretessmarkeringen"}
    context["back"] = reverse("papers:secrecy", args=[paper.pk])
    return render(request, "papers/lift.html", context, status=400 if form.errors else 200)


def text(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper's text as the reader may have it, to take down: what is covered stays covered."""
    paper = paper_or_404(request, pk)
    pages = shown_pages(paper, request.user)
    parts = [f"{paper.card}\n"]
    if any("█" in page.text for page in pages):
        parts.append(f"{covered_says(paper)}\n")
    parts += [f"Sida {page.number}\n\n{page.text.strip()}\n" for page in pages]
    answer = HttpResponse("\n".join(parts), content_type="text/plain; charset=utf-8")
    stem = paper.file_name.rpartition(".")[0] or paper.file_name
    answer.headers["Content-Disposition"] = content_disposition_header(True, f"{stem}-text.txt") or "attachment"
    return answer


def why_no_original(request: HttpRequest, paper: Document) -> HttpResponse | None:
    """The page that says why the original is not for the reader, and how to appeal; None when it is."""
    verdict = can_fetch_original(request.user, paper)
    if verdict:
        return None
    context = {"paper": paper, "reason": verdict.reason, "heading": "Originalfilen är inte för alla"}
    context |= {"decision": ASK_FOR_DECISION, "appeal": how_to_appeal(str(paper.city)), "laws": laws_of(paper)}
    return render(request, "papers/no_original.html", context, status=403)
