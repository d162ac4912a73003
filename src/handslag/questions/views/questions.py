"""A question: its page, registering by hand, correcting, and taking it further."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from handslag.core.clock import now, today
from handslag.papers.models import Document
from handslag.people.context import city_of
from handslag.people.models import User
from handslag.questions import actions
from handslag.questions.forms.questions import MoveForm, QuestionForm, initial_of
from handslag.questions.loading.answers import answers_to, candidates
from handslag.questions.loading.calendar import proposed_day
from handslag.questions.models import Question
from handslag.questions.pages.questions import MOVE_WAYS, question_page, title_of, undoes
from handslag.questions.permissions import can_move, can_register
from handslag.questions.rules.questions import KINDS, Move
from handslag.questions.rules.registering import NewQuestion
from handslag.questions.views.asking import document_or_404, offered_in, question_or_404, user_of

MOVE_OF = {way: move for move, (way, _) in MOVE_WAYS.items()}
ASKED = {
    Move.ANSWER: ("Markera frågan som besvarad", "Skriv vilken dag svaret gavs, och i vilken handling.", "Spara"),
    Move.POSTPONE: ("Skjut upp svaret", "Frågan står kvar som obesvarad, med en ny svarsdag.", "Skjut upp"),
    Move.WITHDRAW: ("Återkalla frågan", "Frågan väntar inte längre på svar. Den står kvar i registret.", "Återkalla"),
    Move.REOPEN: ("Öppna frågan igen", "Frågan väntar på svar igen. Det som har hänt står kvar.", "Öppna igen"),
}
UNDONE = (
    "Ta tillbaka uppskjutningen",
    "Svarsdagen blir den som gällde innan svaret sköts upp.",
    "Ta tillbaka uppskjutningen",
)
"""What is asked when a postponement is undone."""
RECEIPT = {
    Move.ANSWER: "Frågan är markerad som besvarad.",
    Move.POSTPONE: "Svaret är uppskjutet, och den nya svarsdagen gäller.",
    Move.WITHDRAW: "Frågan är återkallad.",
    Move.REOPEN: "Frågan är öppen igen.",
}


def question(request: HttpRequest, pk: int) -> HttpResponse:
    """One question."""
    page = question_page(request.user, question_or_404(request, pk), today())
    return render(request, "questions/question.html", {"page": page, "heading": page.title})


def write(request: HttpRequest) -> HttpResponse:
    """Register a question by hand: one put orally, or one that was not found in its paper."""
    city, user = city_of(request), user_of(request)
    can_register(user, city).require()
    asked_in = request.GET.get("handling", "")
    paper = document_or_404(request, int(asked_in)) if asked_in.isdecimal() else None
    city = paper.city if paper else city
    form = QuestionForm(request.POST or None, offered=offered_in(city), initial=_begin(paper))
    if request.method == "POST" and form.is_valid():
        asked = form.question()
        if asked.answer_by is None:
            asked = proposed_day(city, asked)
        [made] = actions.register_questions(city=city, questions=[asked], document=paper, by=user, at=now())
        messages.success(request, f"Frågan är registrerad och har fått nummer {made.label}.")
        return redirect("questions:question", pk=made.pk)
    context = {"form": form, "heading": "Registrera en fråga", "back": reverse("questions:register"),
               "button": "Registrera frågan", "document": paper,
               "document_title": title_of(paper) if paper else ""}  # fmt: skip
    return render(request, "questions/write.html", context, status=400 if form.errors else 200)


def _begin(paper: Document | None) -> dict[str, object]:
    """An oral question of today; or one more of a paper."""
    if paper is None:
        return {"kind": "oral", "put_on": today(), "public": True}
    card = paper.card
    kind = card.kind if card.kind in KINDS else "other"
    return {"kind": kind, "put_on": card.dated_on, "matter": card.title, "dnr": card.dnr, "body": card.body,
            "public": True}  # fmt: skip


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what was registered; what stood before stays in the steps."""
    found, user = question_or_404(request, pk), user_of(request)
    can_register(user, found.city).require()
    kept = _kept(found)
    form = QuestionForm(request.POST or None, offered=offered_in(found.city), correcting=True, initial=initial_of(kept))
    if request.method == "POST" and form.is_valid():
        if kept.answer_by != form.cleaned_data["answer_by"] and not form.cleaned_data["reason"]:
            form.add_error("reason", "Skriv varför svarsdagen ändras.")
        else:
            reason = form.cleaned_data["reason"]
            actions.edit_question(question=found, changed=form.question(kept), reason=reason, by=user, at=now())
            messages.success(request, "Frågan är rättad. Det som stod förut finns kvar i det som har hänt.")
            return redirect("questions:question", pk=pk)
    context = {"form": form, "heading": f"Rätta {found.label}", "back": found.get_absolute_url()}
    return render(request, "questions/write.html", context, status=400 if form.errors else 200)


def _kept(found: Question) -> NewQuestion:
    return NewQuestion(
        text=found.text, put_on=found.put_on, kind=found.kind, number=found.number, matter=found.matter,
        dnr=found.dnr, body=found.body, asked_by=tuple(found.asked_by), asked_of=found.asked_of,
        asked_of_user_id=found.asked_of_user_id, public=found.public, answer_by=found.answer_by,
        answer_by_reason=found.answer_by_reason, areas=tuple(found.areas), evidence=tuple(found.evidence),
        finding_id=found.finding_id,
    )  # fmt: skip


def move(request: HttpRequest, pk: int, way: str) -> HttpResponse:
    """Take a question further: answered, postponed, withdrawn, open again. Asked about once, then done."""
    if way not in MOVE_OF:
        raise Http404
    found, user, taken = question_or_404(request, pk), user_of(request), MOVE_OF[way]
    can_move(user, found, taken).require()
    papers = _papers(found, user) if taken == Move.ANSWER else {}
    form = MoveForm(
        request.POST or None, move=taken, first=found.put_on, today=today(), after=found.answer_by,
        papers=[(str(key), name) for key, (name, _) in papers.items()], initial=_initial(request, papers),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        chosen = data.get("document")
        paper = next((one for one in _documents(found, user) if str(one.pk) == chosen), None) if chosen else None
        actions.move_question(
            question=found, move=taken, on=data["on"], reason=data["reason"], answer_by=data.get("answer_by"),
            document=paper, by=user, at=now(),
        )  # fmt: skip
        messages.success(request, RECEIPT[taken])
        return redirect("questions:question", pk=pk)
    heading, answer, button = UNDONE if undoes(found, taken) else ASKED[taken]
    context = {"form": form, "question": found, "heading": heading, "answer": answer, "button": button,
               "back": found.get_absolute_url()}  # fmt: skip
    return render(request, "questions/move.html", context, status=400 if form.errors else 200)


def _documents(found: Question, user: User) -> list[Document]:
    """The papers that are linked as answers and not rejected, then those that can be."""
    linked = [one.document for one in answers_to([found], user)[found.pk] if one.link.outcome != "rejected"]
    more = [one.document for one in candidates(found, user)]
    return list({one.pk: one for one in (*linked, *more)}.values())


def _papers(found: Question, user: User) -> dict[int, tuple[str, date | None]]:
    return {one.pk: (title_of(one), one.card.dated_on) for one in _documents(found, user)}


def _initial(request: HttpRequest, papers: dict[int, tuple[str, date | None]]) -> dict[str, object]:
    """Today; or the paper the address names, and its day."""
    asked = request.GET.get("handling", "")
    named = papers.get(int(asked)) if asked.isdecimal() else None
    first = next(iter(papers), None)
    if named is None and first is not None and len(papers) == 1:
        asked, named = str(first), papers[first]
    return {"on": (named[1] if named else None) or today(), "document": asked if named else ""}
