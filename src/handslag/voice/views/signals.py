"""Signals: the list, raising one with its receipt, and what is done with it after that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from handslag.core.clock import now, today
from handslag.people.models import User
from handslag.plan.context import plan_of, plans_of
from handslag.voice import actions
from handslag.voice.exporters.receipt import receipt_facts, receipt_pdf
from handslag.voice.forms.signals import AnswerForm, ReasonForm, SignalForm, SignalsForm, StepDayForm
from handslag.voice.loading.places import (
    administrations_on,
    area_names,
    areas_in_force,
    measures_of,
    named,
    units_of,
    whistle_url,
)
from handslag.voice.loading.signals import answer_day
from handslag.voice.models import Signal
from handslag.voice.pages.signals import (
    COLUMNS,
    STATE_CHOICES,
    SignalPage,
    Signals,
    cells,
    choices_of,
    shortened,
    signal_page,
    with_places,
)
from handslag.voice.permissions import can_raise, can_see_receipt, kinds_for
from handslag.voice.rules.signals import Move
from handslag.voice.views.files import CSV, JSON, json_file, saved, table_file

PAGE = 50
STEP_OF = {
    "inte-nojd": Move.REOPEN,
    "avsluta": Move.CLOSE,
    "till-arbetsmiljoverket": Move.SEND,
    "hav-stoppet": Move.LIFT,
}
AFTERWARDS = (
    "Får du inget svar i tid visar cellen Motsägs, och frågan går vidare.",
    "Räcker svaret inte kan du öppna signalen igen en gång.",
)
ASKED_66A = (
    "Arbetsgivaren ska svara senast den dag som står ovan.",
    "Kommer inget svar inom skälig tid kan skyddsombudet vända sig till Arbetsmiljöverket.",
    "Det antecknas i Handslag, men Handslag skickar ingenting dit.",
)


def signals(request: HttpRequest) -> HttpResponse:
    """The signals of the plan: late ones first, chosen, sorted, fifty a page."""
    if not plans_of(request):
        return render(request, "voice/nothing.html", {"heading": "Signaler"})
    plan, day = plan_of(request), today()
    found = Signals(plan, request.user, day)
    form = SignalsForm(
        request.GET,
        states=STATE_CHOICES.items(),
        administrations=[(one.slug, one.name) for one in found.offices.values()],
        areas=found.areas.items(),
    )
    form.is_valid()
    chosen = found.chosen(choices_of(form.cleaned_data, request.GET.get("ordna", "")))
    name = f"signaler-{plan.city.slug}-{day}"
    if request.GET.get("format") == CSV:
        return table_file(plan, name, COLUMNS, cells(found.rows(chosen)))
    if request.GET.get("format") == JSON:
        return json_file(plan, name, "signals", found.rows(chosen), day)
    page = Paginator(chosen, PAGE).get_page(request.GET.get("sida"))
    context = {"plan": plan, "form": form, "page": page, "rows": shortened(found.rows(list(page.object_list)))}
    context |= {"found": found, "count": len(chosen), "may_raise": can_raise(request.user, plan.city), "wide": True}
    return render(request, "voice/signals.html", context | {"heading": "Signaler"})


def raise_signal(request: HttpRequest) -> HttpResponse:
    """Raise a signal about a cell and, if one likes, a unit."""
    plan, user, day = plan_of(request), _user(request), today()
    can_raise(user, plan.city).require()
    offices = [one for one in administrations_on(plan.city, day) if can_raise(user, plan.city, one.pk)]
    form = SignalForm(
        request.POST or None,
        initial=_initial(request, user),
        kinds=kinds_for(user, plan.city),
        administrations=offices,
        areas=areas_in_force(plan, day).items(),
        units=units_of(offices),
        today=day,
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = actions.raise_signal(
            plan=plan, administration=form.places[data["administration"]], area_key=data["area"],
            unit=form.units.get(data["unit"]), kind=data["kind"], text=data["text"],
            sender_shown=data["sender_shown"], answer_by=data.get("answer_by"), stop_from=data.get("stop_from"),
            stop_to=data.get("stop_to"), by=user, at=now(),
        )  # fmt: skip
        messages.success(request, f"Signalen är mottagen och har fått nummer {made.label}.")
        return redirect("voice:receipt", pk=made.pk)
    context = {"plan": plan, "form": form, "due": answer_day(plan.city, day, now()), "back": reverse("voice:signals")}
    context |= {"whistle": whistle_url(plan.city), "heading": "Lämna en signal"}
    return render(request, "voice/raise.html", context, status=400 if form.errors else 200)


def _initial(request: HttpRequest, user: User) -> dict[str, Any]:
    """What the address asks about: a cell, a unit; else one's own unit."""
    asked = request.GET.get("administration", "")
    held = next((one for one in user.held if one.unit_id), None)
    office = plan_of(request).city.administrations.filter(slug=asked).first() if asked else None
    own = str(held.unit_id) if held and (office is None or held.administration_id == office.pk) else ""
    place = office.pk if office else held.administration_id if held else ""
    return {
        "administration": str(place or ""),
        "area": request.GET.get("area", ""),
        "unit": request.GET.get("unit", "" if asked else own),
    }


def signal(request: HttpRequest, pk: int) -> HttpResponse:
    """One signal: what was said, what was answered, and what can be done now."""
    page = signal_page(request.user, _signal(request, pk), today())
    return render(request, "voice/signal.html", {"page": page, "heading": page.title, "moves": _moves(page)})


def _moves(page: SignalPage) -> list[tuple[str, str]]:
    """The steps that can be taken now: the word on the button, and where it leads."""
    words = {
        Move.REOPEN: "Inte nöjd med svaret",
        Move.SEND: "Till Arbetsmiljöverket",
        Move.LIFT: "Stoppet är hävt",
        Move.CLOSE: "Avsluta signalen",
    }
    ways = {move: reverse("voice:step", args=[page.signal.pk, slug]) for slug, move in STEP_OF.items()}
    return [(word, ways[move]) for move, word in words.items() if page.verdicts[move]]


def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt, to be printed; the sender's own."""
    found = _signal(request, pk)
    can_see_receipt(request.user, found).require()
    area = area_names(found.plan).get(found.area_key, found.area_key)
    context = {"signal": found, "facts": receipt_facts(found, area), "afterwards": _afterwards(found)}
    return render(request, "voice/receipt.html", context | {"heading": f"Kvitto på signal {found.label}"})


def receipt_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt of a request under 66 a as PDF."""
    found = _signal(request, pk)
    can_see_receipt(request.user, found).require()
    if found.kind != "request_66a":
        raise Http404
    area = area_names(found.plan).get(found.area_key, found.area_key)
    content = receipt_pdf(found, area, _afterwards(found))
    return saved(HttpResponse(content, content_type="application/pdf"), f"kvitto-{found.label.replace(' ', '-')}.pdf")


def _afterwards(found: Signal) -> tuple[str, ...]:
    return ASKED_66A if found.kind == "request_66a" else AFTERWARDS


def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a signal; it is refused to whom it concerns."""
    found, user = _signal(request, pk), _user(request)
    page = signal_page(user, found, today())
    page.verdicts["answer"].require()
    measures = measures_of(found.plan, [found.administration_id], [found.area_key])
    form = AnswerForm(request.POST or None, measures=named(measures))
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["measure"]
        measure = measures.filter(pk=chosen).first() if chosen else None
        actions.answer_signal(signal=found, text=form.cleaned_data["text"], measure=measure, by=user, at=now())
        messages.success(request, "Svaret är lämnat. Den som lämnade signalen kan läsa det nu.")
        return redirect("voice:signal", pk=pk)
    context = {"form": form, "page": page, "back": found.get_absolute_url(), "heading": "Svara på signalen"}
    return render(request, "voice/answer.html", context, status=400 if form.errors else 200)


def step(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    """Take a signal further: not content, closed, to the authority, stop lifted. Asked about once, then done."""
    if move not in STEP_OF:
        raise Http404
    found, user, taken = _signal(request, pk), _user(request), STEP_OF[move]
    page = signal_page(user, found, today())
    page.verdicts[taken].require()
    form = _step_form(request, found, taken)
    if request.method == "POST" and (form is None or form.is_valid()):
        said = _TAKE[taken](found, user, form.cleaned_data if form else {})
        messages.success(request, said)
        return redirect("voice:signal", pk=pk)
    context = {"form": form, "page": page, "back": found.get_absolute_url(), **_QUESTIONS[taken]}
    return render(request, "voice/step.html", context, status=400 if form and form.errors else 200)


def _step_form(request: HttpRequest, found: Signal, move: Move) -> forms.Form | None:
    data = request.POST if request.method == "POST" else None
    if move == Move.CLOSE:
        return None
    if move == Move.REOPEN:
        return ReasonForm(data)
    first = (found.stop_from if move == Move.LIFT else None) or found.raised_on
    return StepDayForm(data, initial={"on": today()}, first=first, last=today())


def _reopen(found: Signal, user: User, data: dict[str, Any]) -> str:
    actions.reopen_signal(signal=found, reason=data["reason"], by=user, at=now())
    return "Signalen är öppen igen och väntar på ett nytt svar."


def _close(found: Signal, user: User, data: dict[str, Any]) -> str:
    actions.close_signal(signal=found, by=user, at=now())
    return "Signalen är avslutad."


def _send(found: Signal, user: User, data: dict[str, Any]) -> str:
    actions.send_on(signal=found, on=data["on"], by=user, at=now())
    return "Det är antecknat att begäran har gått till Arbetsmiljöverket."


def _lift(found: Signal, user: User, data: dict[str, Any]) -> str:
    actions.lift_stop(signal=found, on=data["on"], by=user, at=now())
    return "Det är antecknat att skyddsstoppet är hävt."


_TAKE: dict[Move, Callable[[Signal, User, dict[str, Any]], str]] = {
    Move.REOPEN: _reopen,
    Move.CLOSE: _close,
    Move.SEND: _send,
    Move.LIFT: _lift,
}
_QUESTIONS: dict[Move, dict[str, str]] = {
    Move.REOPEN: {
        "heading": "Inte nöjd med svaret?",
        "answer": "Signalen öppnas igen och får en ny sista svarsdag. Det går att göra en gång.",
        "button": "Öppna signalen igen",
    },
    Move.CLOSE: {
        "heading": "Avsluta signalen?",
        "answer": "När signalen är avslutad går den inte att öppna igen. Signal och svar står kvar.",
        "button": "Avsluta signalen",
    },
    Move.SEND: {
        "heading": "Till Arbetsmiljöverket?",
        "answer": "Skriv vilken dag skyddsombudet gick vidare. Handslag skickar ingenting till Arbetsmiljöverket.",
        "button": "Anteckna",
    },
    Move.LIFT: {
        "heading": "Är skyddsstoppet hävt?",
        "answer": "Skriv vilken dag stoppet hävdes. Det går inte att ändra sedan.",
        "button": "Anteckna",
    },
}


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _signal(request: HttpRequest, pk: int) -> Signal:
    return get_object_or_404(with_places(Signal.objects.visible_to(request.user)), pk=pk)
