"""The plan to read, its revisions on a time line, and what changes between two of them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from handslag.core.clock import now, today
from handslag.people.loading import vp_days
from handslag.plan import pages
from handslag.plan.context import plan_of, plans_of
from handslag.plan.exporters.lists import measures_csv, measures_json, table_csv, table_json
from handslag.plan.exporters.word import WORD, word_of
from handslag.plan.forms import VISA, ChangesForm
from handslag.plan.loading import (
    consultation_of,
    content_of,
    contents_of,
    end_warnings,
    open_consultations,
    revisions_of,
    with_content,
)
from handslag.plan.models import Plan, Removal, Revision
from handslag.plan.pages.changes import ChangesPage, changes_page, changes_rows, moves_of
from handslag.plan.pages.difference_paper import difference_paper
from handslag.plan.pages.document import current, document_page, state_of
from handslag.plan.pages.timeline import timeline_page, timeline_rows
from handslag.plan.permissions import can_revise
from handslag.plan.rules import SHARED, revision_in_force
from handslag.plan.rules.wording import summary
from handslag.plan.views.frame import frame, plan_or_404

FILES = ("csv", "json")


def plan(request: HttpRequest) -> HttpResponse:
    """The plan in force, to read."""
    if not plans_of(request):
        return render(request, "plan/no_plan.html", {"heading": "Planen"})
    found = plan_of(request)
    rows = revisions_of(found, request.user)
    in_force = revision_in_force(rows, today())
    if in_force is None:
        office = bool(can_revise(request.user, found.city))
        return render(request, "plan/no_revision.html", frame(request, found) | {"rows": rows, "office": office})
    return _document(request, found, rows, in_force)


def revision(request: HttpRequest, label: str) -> HttpResponse:
    """One revision, to read."""
    found = plan_or_404(request)
    rows = revisions_of(found, request.user)
    row = current(rows, label)
    if row is None:
        raise Http404
    return _document(request, found, rows, row)


def _document(request: HttpRequest, found: Plan, rows: list[Revision], row: Revision) -> HttpResponse:
    shown = with_content(Revision.objects.filter(pk=row.pk).select_related("event")).get()
    shown.plan = found
    if request.GET.get("format") in FILES:
        return _file(request.GET["format"], found, shown)
    day = today()
    in_force = revision_in_force(rows, day)
    live = pages.signs_beside if in_force is not None and in_force.pk == row.pk else None
    signs = live(found) if live else {}
    page = document_page(shown, state_of(row, in_force, day), signs, vp_days(found.city, now()))
    drafts = [one for one in rows if one.state == "draft" and one.pk != row.pk]
    home = request.path == reverse("plan:plan")
    context = {
        "page": page, "rows": rows, "drafts": drafts, "at_home": home, "day": day,
        "shared": [one for one in rows if one.state in SHARED],
        "office": bool(can_revise(request.user, found.city)),
        "consulted": row.is_decided and consultation_of(row) is not None,
        "warning": next(reversed(end_warnings(found, day)), None) if home else None,
    }  # fmt: skip
    return render(request, "plan/document.html", frame(request, found) | context)


def _file(kind: str, found: Plan, row: Revision) -> HttpResponse:
    content = content_of(row)
    if kind == "json":
        return _sent(kind, found.slug, measures_json(found, content))
    return _sent(kind, found.slug, measures_csv(found, content))


def table_file(kind: str, found: Plan, name: str, rows: list[dict[str, str]]) -> HttpResponse:
    """Rows of a list as a file to keep."""
    made = table_json(found, rows) if kind == "json" else table_csv(found, rows)
    return _sent(kind, f"{found.slug}-{name}", made)


def _sent(kind: str, name: str, content: Any) -> HttpResponse:
    """A file to keep: JSON from plain data, or CSV from text."""
    if kind == "json":
        options = {"ensure_ascii": False, "indent": 1}
        made: HttpResponse = JsonResponse(content, json_dumps_params=options)
    else:
        made = HttpResponse(content, content_type="text/csv; charset=utf-8")
    made["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return made


def revisions(request: HttpRequest) -> HttpResponse:
    """All revisions on a time line."""
    found = plan_or_404(request)
    steps = timeline_page(revisions_of(found, request.user), today())
    if request.GET.get("format") in FILES:
        return table_file(request.GET["format"], found, "versioner", timeline_rows(steps))
    return render(request, "plan/revisions.html", frame(request, found) | {"steps": steps})


def changes(request: HttpRequest) -> HttpResponse:
    """What one revision changes in another."""
    found = plan_or_404(request)
    rows = revisions_of(found, request.user)
    if len(rows) < 2:
        return render(request, "plan/no_changes.html", frame(request, found) | {"rows": rows})
    before, after = _compared(request, rows)
    shown = request.GET.get("visa") if request.GET.get("visa") in dict(VISA) else VISA[0][0]
    page = _difference(found, rows, before, after, whole=shown == "hela")
    if request.GET.get("format") in FILES:
        return table_file(request.GET["format"], found, "andringar", changes_rows(page.made))
    asked = None
    if after.state in SHARED:
        asked = next((one for one in open_consultations(found) if one.revision.pk == after.pk), None)
    form = ChangesForm(rows, fran=before.label, till=after.label, visa=shown)
    context = {
        "page": page, "form": form, "before": before, "after": after, "whole": shown == "hela",
        "imported": after.event.action == "plan.imported",
        "asked": asked,
        "sentence": summary(page.made, "Den") if asked and after.state == "consultation" else page.sentence,
    }  # fmt: skip
    return render(request, "plan/changes.html", frame(request, found) | context)


def changes_word(request: HttpRequest) -> HttpResponse:
    """The same difference as Word, for the committee."""
    found = plan_or_404(request)
    rows = revisions_of(found, request.user)
    if not rows:
        raise Http404
    before, after = _compared(request, rows)
    page = _difference(found, rows, before, after, whole=False)
    made = HttpResponse(word_of(difference_paper(found, before, after, page)), content_type=WORD)
    made["Content-Disposition"] = f'attachment; filename="{found.slug}-andringar-{after.pk}.docx"'
    return made


def _compared(request: HttpRequest, rows: list[Revision]) -> tuple[Revision, Revision]:
    """The two revisions that are asked for: else the newest that is not given up, and the one before it."""
    alive = [row for row in rows if row.state not in {"discarded", "rejected"}] or rows
    last = request.GET.get("till", alive[-1].label)
    place = next((i for i, row in enumerate(rows) if row.label == last), 0)
    earlier = [row for row in rows[:place] if row.is_decided] or rows[:place] or rows[1:] or rows
    first = request.GET.get("fran", earlier[-1].label if place else earlier[0].label)
    before, after = current(rows, first), current(rows, last)
    if before is None or after is None:
        raise Http404
    return before, after


def _difference(found: Plan, rows: list[Revision], before: Revision, after: Revision, *, whole: bool) -> ChangesPage:
    contents = contents_of(found)
    decided = [contents[row.label] for row in rows[: rows.index(after) + 1] if row.is_decided or row == after]
    reasons = {(one.area_key, one.measure_key): one.reason for one in Removal.objects.filter(revision=after)}
    dues = moves_of(decided)
    return changes_page(contents[before.label], contents[after.label], dues, whole=whole, reasons=reasons)


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Read another of the city's plans from now on."""
    chosen = get_object_or_404(Plan, pk__in=[one.pk for one in plans_of(request)], slug=request.POST.get("plan", ""))
    request.session["plan"] = chosen.slug
    return redirect("plan:plan")
