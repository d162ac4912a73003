"""The consultation as those who take part meet it: the draft and its changes, comments, answers, standpoints."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from handslag.core.clock import now, today
from handslag.core.markdown import markdown
from handslag.core.text import swedish_date
from handslag.plan import actions
from handslag.plan.actions.consulting import organisations_of
from handslag.plan.facts import AreaText, MeasureText, RevisionText
from handslag.plan.forms import AnswerForm, CommentForm, CommentsForm, StandpointForm
from handslag.plan.loading import consultation_of, open_consultations
from handslag.plan.models import Consultation, ConsultationComment, Plan, Removal, Revision
from handslag.plan.pages.changes import changes_page
from handslag.plan.pages.consulting import comment_rows, comment_view, comments_sentence, consultation_page
from handslag.plan.permissions import can_answer, can_comment, can_revise, can_state_standpoint
from handslag.plan.views.frame import act_or_show, both, frame, plan_or_404, revision_or_404, user_of
from handslag.plan.views.reading import FILES, table_file


def consultations(request: HttpRequest) -> HttpResponse:
    """The drafts that are on consultation, for those who see them."""
    found = plan_or_404(request)
    seen = set(Revision.objects.visible_to(request.user).filter(plan=found).values_list("pk", flat=True))
    lines = [one for one in open_consultations(found) if one.revision.pk in seen]
    return render(request, "plan/consultations.html", frame(request, found) | {"lines": lines})


def _consulted(request: HttpRequest, label: str) -> tuple[Plan, Revision, Revision | None, Consultation]:
    """A revision that is, or has been, on consultation."""
    found = plan_or_404(request)
    row, base = revision_or_404(request, found, label)
    asked = consultation_of(row)
    if asked is None:
        raise Http404
    return found, row, base, asked


def _comments(row: Revision) -> QuerySet[ConsultationComment]:
    rows = ConsultationComment.objects.filter(revision=row).select_related("by")
    return rows.prefetch_related("answers__by").order_by("pk")


def consultation(request: HttpRequest, label: str) -> HttpResponse:
    """What the draft changes, what has been said of it, and where to say more."""
    found, row, base, asked = _consulted(request, label)
    before, after = both(found, row, base)
    whole = request.GET.get("visa") == "hela"
    reasons = {(one.area_key, one.measure_key): one.reason for one in Removal.objects.filter(revision=row)}
    changes = changes_page(before or RevisionText(""), after, {}, whole=whole, reasons=reasons)
    page = consultation_page(
        request.user, row, changes, comments=list(_comments(row)),
        standpoints=list(row.standpoints.select_related("by")),
        can_comment=can_comment(request.user, row, asked.ends, today()),
        can_state=can_state_standpoint(request.user, row),
    )  # fmt: skip
    context = {
        "page": page, "row": row, "base": base, "asked": asked, "whole": whole,
        "message": markdown(asked.message), "office": bool(can_revise(request.user, found.city)),
    }  # fmt: skip
    return render(request, "plan/consultation.html", frame(request, found) | context)


def comment(request: HttpRequest, label: str, area: str = "", measure: str = "") -> HttpResponse:
    """Say what one thinks of the whole draft, a focus area or a measure."""
    found, row, base, asked = _consulted(request, label)
    can_comment(request.user, row, asked.ends, today()).require()
    before, after = both(found, row, base)
    part = _part(after, area, measure) or (_part(before, area, measure) if before else None)
    if area and part is None:
        raise Http404
    about = part.name if part else "hela utkastet"
    gone = area and _part(after, area, measure) is None
    form = CommentForm(request.POST or None)
    context = {
        "title": f"Synpunkt på {about}", "button": "Lämna synpunkten", "row": row,
        "quote": markdown(part.text) if part else "",
        "answer": f"{'Det tas bort i utkastet. ' if gone else ''}Du får svar innan versionen beslutas, "
        f"och svaret är öppet. Samrådet pågår till och med {swedish_date(asked.ends)}.",
        "back": reverse("plan:consultation", args=[label]), "consulted": True,
    }  # fmt: skip
    user = user_of(request)
    return act_or_show(
        request, form, frame(request, found) | context,
        receipt="Synpunkten är lämnad. Svaret visas här när det kommer.",
        act=lambda said: actions.comment_on(
            revision=row, area_key=area, measure_key=measure, text=said["text"], by=user, at=now()
        ),
        to=reverse("plan:consultation", args=[label]),
    )  # fmt: skip


def _part(content: RevisionText, area: str, measure: str) -> AreaText | MeasureText | None:
    for one in content.areas:
        if one.key == area:
            return next((m for m in one.measures if m.key == measure), None) if measure else one
    return None


def comments(request: HttpRequest, label: str) -> HttpResponse:
    """All that has been said, with what waits for an answer."""
    found, row, _, asked = _consulted(request, label)
    every = list(_comments(row))
    areas = {one.area_key: one.about for one in every if one.area_key and not one.measure_key}
    areas |= {one.area_key: areas.get(one.area_key, one.area_key) for one in every if one.area_key}
    form = CommentsForm(request.GET, areas.items())
    said = form.cleaned_data if form.is_valid() else {}
    kept = [one for one in every if _is_asked_for(one, said)]
    if request.GET.get("format") in FILES:
        return table_file(request.GET["format"], found, f"synpunkter-{row.pk}", comment_rows(kept))
    unanswered = sum(1 for one in every if not one.answers.all())
    context = {
        "row": row, "asked": asked, "form": form, "sentence": comments_sentence(len(every), unanswered),
        "said": [comment_view(request.user, row, one) for one in kept], "some": bool(every),
    }  # fmt: skip
    return render(request, "plan/comments.html", frame(request, found) | context)


def _is_asked_for(one: ConsultationComment, said: dict[str, Any]) -> bool:
    answered = bool(one.answers.all())
    if said.get("visa") and (said["visa"] == "besvarade") != answered:
        return False
    return not said.get("omrade") or one.area_key == said["omrade"]


def answer(request: HttpRequest, label: str, pk: int) -> HttpResponse:
    """Say what comes of a comment, and why."""
    found = plan_or_404(request)
    can_revise(request.user, found.city).require()
    row, _ = revision_or_404(request, found, label)
    can_answer(request.user, row).require()
    one = get_object_or_404(_comments(row), pk=pk)
    one.revision = row
    form = AnswerForm(request.POST or None)
    back = f"{reverse('plan:comments', args=[label])}?visa=obesvarade"
    context = {
        "title": f"Svara på synpunkt {one.pk}", "button": "Svara", "back": back, "row": row, "consulted": True,
        "answer": f"{one.about}. {comment_view(request.user, row, one).who}.", "quote": markdown(one.text),
    }  # fmt: skip
    user = user_of(request)
    return act_or_show(
        request, form, frame(request, found) | context, receipt="Svaret är sparat.", to=back,
        act=lambda said: actions.answer_comment(
            comment=one, taken=said["taken"], text=said["text"], by=user, at=now()
        ),
    )  # fmt: skip


def standpoint(request: HttpRequest, label: str) -> HttpResponse:
    """Where a union stands on the draft."""
    found, row, _, _ = _consulted(request, label)
    can_state_standpoint(request.user, row).require()
    user = user_of(request)
    own = [] if can_revise(user, found.city) else organisations_of(user, row)
    form = StandpointForm(request.POST or None, own=own)
    context = {
        "title": f"Ställningstagande till version {row.label}", "button": "Lämna ställningstagandet", "row": row,
        "answer": "Det visas för alla som ser utkastet och följer med till beslutet. Ett senare ersätter ett tidigare.",
        "back": reverse("plan:consultation", args=[label]), "consulted": True,
    }  # fmt: skip
    return act_or_show(
        request, form, frame(request, found) | context, receipt="Ställningstagandet är lämnat.",
        act=lambda said: actions.state_standpoint(
            revision=row, organisation=said["organisation"], stance=said["stance"], text=said["text"], by=user, at=now()
        ),
        to=reverse("plan:consultation", args=[label]),
    )  # fmt: skip
