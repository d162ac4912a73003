"""Dossiers: the list, starting one, its page with the answers, its steps, its files and its sources."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from handslag.core.clock import local, now, today
from handslag.core.text import swedish_date
from handslag.dossiers.actions import move_dossier, of_thing, refresh_evidence, save_answers, start_dossier
from handslag.dossiers.exporters.documents import FORMATS, document_of, json_of
from handslag.dossiers.forms import DayForm, NoForm, ReasonForm, written_in
from handslag.dossiers.loading.covering import with_cover
from handslag.dossiers.loading.dossiers import standing_of
from handslag.dossiers.models import Dossier
from handslag.dossiers.pages.checking import check_page
from handslag.dossiers.pages.dossier import SLUGS, dossier_page, source_line
from handslag.dossiers.pages.paper import paper_of_standing
from handslag.dossiers.pages.shelf import shelf_page, ways_page
from handslag.dossiers.permissions import can_move, can_start, can_write
from handslag.dossiers.rules.states import Move
from handslag.papers.models import Document
from handslag.people.context import city_of
from handslag.people.models import User
from handslag.plan.context import plan_of
from handslag.questions.models import Question

MOVES = {slug: move for move, slug in SLUGS.items()}
ASKED = {
    Move.PREPARE: ("Lämna svaret för godkännande?", "Någon annan än du godkänner det. Texten låses medan det väntar.",
                   "Lämna för godkännande"),
    Move.APPROVE: ("Godkänn svaret?", "Sedan undertecknar den som ska svara.", "Godkänn"),
    Move.SIGN: ("Underteckna svaret?", "Svaret låses med sitt underlag. Alla med en roll i kommunen kan läsa det.",
                "Underteckna"),
    Move.SEND_BACK: ("Skicka tillbaka svaret?", "Det blir ett utkast igen, och den som skriver ser skälet.",
                     "Skicka tillbaka"),
}  # fmt: skip
RECEIPTS = {
    Move.PREPARE: "Svaret är lämnat för godkännande.",
    Move.APPROVE: "Svaret är godkänt.",
    Move.SIGN: "Svaret är undertecknat.",
    Move.SEND_BACK: "Svaret är skickat tillbaka.",
}


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def shelf(request: HttpRequest) -> HttpResponse:
    """The dossiers, and what has none yet."""
    city = city_of(request)
    page = shelf_page(request.user, city)
    context = {"page": page, "heading": "Underlag till svar", "may_start": can_start(request.user, city)}
    return render(request, "dossiers/shelf.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Start a dossier from a paper (`handling`) or a question (`fraga`); a POST with no day means today."""
    given = request.POST if request.method == "POST" else request.GET
    thing = _thing(request, given.get("handling", ""), given.get("fraga", ""))
    can_start(request.user, thing.city).require()
    if standing := of_thing(thing):
        return redirect(standing)
    form = DayForm({"dag": request.POST.get("dag") or today().isoformat()} if request.method == "POST" else None,
                   initial={"dag": today()})  # fmt: skip
    if form.is_bound and form.is_valid():
        made = start_dossier(
            plan=plan_of(request), thing=thing, as_of=form.cleaned_data["dag"], by=_user(request), at=now()
        )
        messages.success(request, "Underlaget är framtaget.")
        return redirect(made)
    name = "handling" if isinstance(thing, Document) else "fraga"
    context = {
        "form": form,
        "heading": "Ta fram underlag till svar",
        "answer": "För varje fråga visas det som Handslag vet och som hör till frågan.",
        "button": "Ta fram underlag",
        "hidden": [(name, thing.pk)],
        "back": thing.get_absolute_url(),
    }
    return render(request, "dossiers/day.html", context)


def of_question(request: HttpRequest, pk: int) -> HttpResponse:
    """What there is to the answer of a question, and a press to begin it: alone, or with the whole paper."""
    question = get_object_or_404(Question.objects.visible_to(request.user).select_related("city", "document"), pk=pk)
    return _ways(request, question, question.document)


def of_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for a paper."""
    paper = get_object_or_404(Document.objects.visible_to(request.user).select_related("city"), pk=pk)
    return _ways(request, paper, None)


def _ways(request: HttpRequest, thing: Document | Question, paper: Document | None) -> HttpResponse:
    page = ways_page(request.user, thing, paper)
    context = {"page": page, "heading": "Underlag till svar", "may_start": can_start(request.user, thing.city)}
    return render(request, "dossiers/ways.html", context)


def _thing(request: HttpRequest, document: str, question: str) -> Document | Question:
    """What the dossier is to be about, when the user may see it. Raises Http404."""
    if document.isdecimal() and len(document) < 16:
        return get_object_or_404(Document.objects.visible_to(request.user).select_related("city"), pk=document)
    if question.isdecimal() and len(question) < 16:
        return get_object_or_404(Question.objects.visible_to(request.user).select_related("city"), pk=question)
    raise Http404


def _dossier(request: HttpRequest, pk: int) -> Dossier:
    rows = Dossier.objects.visible_to(request.user).select_related("city", "plan__city", "document", "question")
    [found] = with_cover([get_object_or_404(rows, pk=pk)])
    return found


def dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """The page; a POST saves the answers, and shows them again when not all could be kept."""
    found = _dossier(request, pk)
    if (wanted := request.GET.get("format")) and request.method != "POST":
        return _file(found, wanted)
    if request.method == "POST":
        return _save(request, found)
    return _page(request, found)


def _page(request: HttpRequest, found: Dossier, **typed: Any) -> HttpResponse:
    standing = standing_of(found)
    page = dossier_page(standing, request.user, **typed)
    context = {
        "dossier": found,
        "page": page,
        "heading": page.heading,
        "wide": True,
        "has_errors": page.has_errors,
        "as_of": standing.evidence.as_of,
        "known_at": standing.evidence.known_at,
    }
    return render(request, "dossiers/dossier.html", context)


def _save(request: HttpRequest, found: Dossier) -> HttpResponse:
    can_write(request.user, found).require()
    written = written_in(request.POST, [one.key for one in standing_of(found).kept.questions])
    saved = save_answers(dossier=found, written=written, by=_user(request), at=now())
    if not saved.whole or request.htmx:  # type: ignore[attr-defined]
        unkept = {key: one for key, one in written.items() if key in saved.refused or key in saved.crossed}
        return _page(request, found, typed=unkept, saved=saved)
    messages.success(request, "Sparat." if saved.kept else "Inget var ändrat.")
    key = request.POST.get("spara", "")
    return redirect(f"{reverse('dossiers:dossier', args=[found.pk])}{f'#svar-{key}' if key in written else ''}")


def _file(found: Dossier, wanted: str) -> HttpResponse:
    if wanted not in FORMATS:
        raise Http404
    standing = standing_of(found)
    paper = paper_of_standing(standing)
    if wanted == "json":
        answers = {
            key: {"text": one.text, "references": one.references, "done": one.done}
            for key, one in standing.texts.items()
        }
        content = json_of(standing.kept, paper, plan=found.plan.name, answers=answers)
    else:
        content = document_of(paper, wanted)
    response = HttpResponse(content, content_type=FORMATS[wanted])
    response["Content-Disposition"] = f'attachment; filename="{paper.file_name}.{wanted}"'
    return response


def refresh(request: HttpRequest, pk: int) -> HttpResponse:
    """Gather the evidence anew, as of a day."""
    found = _dossier(request, pk)
    can_write(request.user, found).require()
    form = DayForm(request.POST if request.method == "POST" else None, initial={"dag": today()})
    if form.is_bound and form.is_valid():
        refresh_evidence(dossier=found, as_of=form.cleaned_data["dag"], by=_user(request), at=now())
        messages.success(request, "Underlaget är uppdaterat. Källorna har kvar sina nummer.")
        return redirect(found)
    context = {
        "form": form,
        "heading": "Uppdatera underlaget?",
        "answer": "Siffrorna tas fram på nytt. Det som är skrivet står kvar, och hänvisningar som har ändrats visas.",
        "button": "Uppdatera underlaget",
        "back": found.get_absolute_url(),
    }
    return render(request, "dossiers/day.html", context)


def step(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """The question whether to take a step, and its answer."""
    found = _dossier(request, pk)
    move = MOVES.get(slug)
    if move is None:
        raise Http404
    can_move(request.user, standing_of(found), move).require()
    build = ReasonForm if move is Move.SEND_BACK else NoForm
    form = build(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data.get("skal", "")
        move_dossier(dossier=found, move=move, reason=reason, by=_user(request), at=now())
        messages.success(request, RECEIPTS[move])
        return redirect(found)
    heading, answer, button = ASKED[move]
    context = {"form": form, "heading": heading, "answer": answer, "button": button, "back": found.get_absolute_url()}
    return render(request, "dossiers/day.html", context)


def source(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One source with all it takes to trace it: definition, period, day, values and rows."""
    found = _dossier(request, pk)
    standing = standing_of(found)
    piece = standing.kept.piece(number)
    if piece is None:
        raise Http404
    links = (*piece.rows.links, *[""] * (len(piece.rows.rows) - len(piece.rows.links)))
    named = (tuple(zip(piece.rows.columns, row, strict=True)) for row in piece.rows.rows)
    rows = list(zip(named, links, strict=True))
    context = {
        "dossier": found,
        "line": source_line(piece),
        "piece": piece,
        "rows": rows,
        "heading": f"Källa {number}. {piece.title}",
        "as_of": standing.evidence.as_of,
        "known_at": standing.evidence.known_at,
    }
    return render(request, "dossiers/source.html", context)


def check(request: HttpRequest, pk: int) -> HttpResponse:
    """The references held against the sources as they are now, or on another day."""
    found = _dossier(request, pk)
    form = DayForm(request.GET if "dag" in request.GET else None, initial={"dag": today()})
    day = form.cleaned_data["dag"] if form.is_bound and form.is_valid() else local(now()).date()
    page = check_page(standing_of(found), day, now())
    context = {
        "dossier": found,
        "form": form,
        "page": page,
        "heading": "Stämmer hänvisningarna?",
        "day": swedish_date(day),
        "has_errors": bool(form.errors),
    }
    return render(request, "dossiers/check.html", context)
