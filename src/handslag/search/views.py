"""The search page: one address, one form; the answer is what the reader may see."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from handslag.people.context import city_of
from handslag.search.actions import bring_up_to_date
from handslag.search.forms import ChoicesForm, SearchForm, filters_of, order_of
from handslag.search.loading import search
from handslag.search.pages import LAST_PAGE, PAGE, search_page
from handslag.search.rules.query import UNREADABLE


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Look for words in everything the reader may see."""
    city = city_of(request)
    request.GET = readable(request.GET)  # type: ignore[assignment]
    asked = request.GET.get("q", "")
    form = SearchForm({"q": asked})
    context = {"heading": "Sök", "form": form, "city": city}
    if not asked.strip():
        return render(request, "search/search.html", context)
    bring_up_to_date(patient=False)
    given, step = request.GET.dict(), _page_number(request)
    filters = filters_of(given)
    results = search(request.user, city, asked, filters, limit=PAGE, offset=PAGE * (step - 1), order=order_of(given))
    pages = Paginator(range(min(results.total, PAGE * LAST_PAGE)), PAGE)
    page = search_page(results, chosen=bool(filters.chosen))
    context |= {
        "page": page, "results": results, "steps": pages.get_page(step), "title": f"Sök: {results.query.text[:60]}",
        "choices": ChoicesForm(given, results.counts) if results.found_in_all else None, "asked": asked,
    }  # fmt: skip
    return render(request, "search/search.html", context)


def readable(given: QueryDict) -> QueryDict:
    """The address's words without signs that no page can show."""
    clean = given.copy()
    for name, values in given.lists():
        clean.setlist(name, [UNREADABLE.sub("", value) for value in values])
    clean._mutable = False
    return clean


def _page_number(request: HttpRequest) -> int:
    asked = request.GET.get("sida", "1")
    return min(max(1, int(asked)), LAST_PAGE) if asked.isdecimal() and len(asked) < 5 else 1
