"""Papers and questions: registering all questions of a paper, and saying which passage of a paper answers which."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from handslag.core.clock import now
from handslag.core.verdict import Refused
from handslag.papers.models import Document
from handslag.people.models import User
from handslag.questions import actions
from handslag.questions.actions import Place
from handslag.questions.forms.questions import PaperForm, PassageForm
from handslag.questions.loading.answers import passages
from handslag.questions.loading.calendar import proposed_day
from handslag.questions.loading.found import proposed_in
from handslag.questions.loading.questions import questions_of
from handslag.questions.models import Question
from handslag.questions.pages.answering import answering_page, passage_page
from handslag.questions.pages.questions import title_of
from handslag.questions.permissions import can_link, can_register
from handslag.questions.views.asking import document_or_404, offered_in, question_or_404, user_of


def register_paper(request: HttpRequest, document: int) -> HttpResponse:
    """The questions found in a paper, each beside the words it was found in; one press registers them all."""
    found, user = document_or_404(request, document), user_of(request)
    can_register(user, found.city).require()
    offered = offered_in(found.city)
    proposal = proposed_in(found, user, dict(offered.areas))
    form = PaperForm(
        request.POST or None,
        offered=offered,
        proposed=proposal.questions,
        initial=proposal.common,
    )
    if request.method == "POST" and form.is_valid():
        asked = [one if one.answer_by else proposed_day(found.city, one) for one in form.questions()]
        made = actions.register_questions(city=found.city, questions=asked, document=found, by=user, at=now())
        numbers = ", ".join(one.label for one in made)
        messages.success(request, f"Registrerat: {numbers}.")
        return redirect("questions:question", pk=made[0].pk)
    context = {
        "form": form,
        "document": found,
        "paper_title": title_of(found),
        "proposal": proposal,
        "known": questions_of(found, user),
        "back": found.get_absolute_url(),
        "heading": "Registrera frågorna i handlingen",
    }
    return render(request, "questions/paper.html", context, status=400 if form.errors else 200)


def answering(request: HttpRequest, document: int) -> HttpResponse:
    """A paper as an answer: the questions it can be the answer to, and question by question which passage answers."""
    found, user = document_or_404(request, document), user_of(request)
    can_link(user, found.city).require()
    if request.method == "POST":
        questions = _asked(request, found, user)
        places = {
            pk: Place(one.page, one.start, one.end) if one else None
            for pk, one in passages(found, questions, user).items()
        }
        actions.propose_answers(document=found, places=places, by=user, at=now())
        messages.success(request, "Handlingen är kopplad till frågorna. Läs förslagen och avgör fråga för fråga.")
        return redirect("questions:answering", document=document)
    page = answering_page(found, user)
    return render(request, "questions/answering.html", {"page": page, "heading": "Svar på frågor", "wide": True})


def _asked(request: HttpRequest, document: Document, user: User) -> list[Question]:
    """The questions that the form names, among those the paper can be the answer to or the reader can see."""
    wanted = [int(one) for one in request.POST.getlist("question") if one.isdecimal()]
    rows = Question.objects.visible_to(user).filter(pk__in=wanted, city=document.city_id)
    found = list(rows.select_related("city", "document__card").order_by("put_on", "number", "id"))
    if not found:
        raise Refused("Välj vilka frågor handlingen svarar på.")
    return found


def passage(request: HttpRequest, pk: int, document: int) -> HttpResponse:
    """Confirm the passage that answers, choose another paragraph, or say that none does."""
    question, paper, user = question_or_404(request, pk), document_or_404(request, document), user_of(request)
    can_link(user, question.city).require()
    page = passage_page(question, paper, user)
    rejecting = "avvisa" in request.POST
    form = PassageForm(
        request.POST if request.method == "POST" else None,
        paragraphs=page.choices,
        rejecting=rejecting,
        initial={"paragraph": page.chosen},
    )
    if request.method == "POST" and form.is_valid():
        outcome = "rejected" if rejecting else "confirmed"
        place = None if rejecting else _place(form.cleaned_data["paragraph"])
        actions.decide_answer(question=question, document=paper, outcome=outcome, place=place, by=user, at=now())
        return _decided(request, question, paper, outcome)
    context = {"form": form, "page": page, "heading": f"Svarar handlingen på {question.label}?",
               "back": reverse("questions:answering", args=[document])}  # fmt: skip
    return render(request, "questions/passage.html", context, status=400 if form.errors else 200)


def _place(key: str) -> Place | None:
    parts = key.split(":")
    return Place(*map(int, parts)) if len(parts) == 3 and all(part.isdecimal() for part in parts) else None


def _decided(request: HttpRequest, question: Question, paper: Document, outcome: str) -> HttpResponse:
    said = {
        "rejected": f"Det är antecknat att handlingen inte svarar på {question.label}.",
        "confirmed": f"Stycket är bekräftat som svar på {question.label}.",
    }
    messages.success(request, said[outcome])
    return redirect("questions:answering", document=paper.pk)
