"""Putting a word of a page right."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from handslag.core.clock import now
from handslag.core.text import counted
from handslag.core.verdict import Denied, Refused
from handslag.papers.actions import correct_word
from handslag.papers.forms.correcting import WordForm
from handslag.papers.pages.word import WordPage, places_of, word_page
from handslag.papers.permissions import can_correct
from handslag.papers.views.asking import acting, paper_or_404


def word(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A word as it came, as it reads, and as it should read."""
    paper = paper_or_404(request, pk)
    can_correct(request.user, paper).require()
    page = word_page(paper, number, _place(request))
    if page is None:
        raise Http404
    start = {"word": page.word, "right": page.word}
    form = WordForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        answer = _correct(request, page, form)
        if answer is not None:
            return answer
    context = {"page": page, "form": form, "heading": "Rätta ett ord", "back": page.back}
    return render(request, "papers/word.html", context, status=400 if form.errors else 200)


def _correct(request: HttpRequest, page: WordPage, form: WordForm) -> HttpResponse | None:
    given = form.cleaned_data
    places = places_of(page, given["word"], everywhere=given["everywhere"])
    if not places:
        form.add_error("word", "Ordet står inte så på sidan. Skriv det precis som det står i texten.")
        return None
    if len(places) > 1 and not given["everywhere"]:
        form.add_error("everywhere", f"Ordet står på {len(places)} ställen. Kryssa för att rätta alla.")
        return None
    try:
        correct_word(page=page.stored, places=places, right=given["right"], by=acting(request), at=now())
    except Denied:
        raise
    except Refused as why:
        form.add_error("right", str(why))
        return None
    messages.success(request, f"Rättat på {counted(len(places), 'ställe', 'ställen')}. Arkivet kan ordet nu.")
    return redirect(page.back)


def _place(request: HttpRequest) -> tuple[int, int] | None:
    """The place in the raw page that the address names."""
    given = [request.GET.get(name, "") for name in ("fran", "till")]
    if not all(part.isascii() and part.isdigit() and len(part) < 9 for part in given):
        return None
    return int(given[0]), int(given[1])
