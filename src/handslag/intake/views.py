"""Sending up a file, looking at what would come of it, explaining unknown words, and reading it in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header

from handslag.core.clock import now
from handslag.core.outcome import FaultyFile, Outcome
from handslag.core.sheets import HandMapping, marked_copy
from handslag.core.verdict import Refused
from handslag.intake import actions
from handslag.intake.formats import FORMATS, KIND_WORDS, SHEET_KINDS, template_of
from handslag.intake.forms import MappingForm, UploadForm, mappings_of
from handslag.intake.models import Upload
from handslag.intake.pages import Preview, history_of, known_words, preview_of
from handslag.people.context import city_of
from handslag.people.models import City, User
from handslag.people.permissions import can_import
from handslag.plan.context import plans_of
from handslag.plan.models import Plan

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _allowed(request: HttpRequest) -> tuple[User, City]:
    city = city_of(request)
    can_import(request.user, city).require()
    assert isinstance(request.user, User)
    return request.user, city


def intake(request: HttpRequest) -> HttpResponse:
    """Send up a file; below, what waits and what has been read in."""
    user, city = _allowed(request)
    plans = plans_of(request)
    form = UploadForm(request.POST or None, request.FILES or None, plans=plans)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        moment = data["recorded_at"]
        options = {
            "plan": data.get("plan", ""),
            "year": data["year"],
            "label": data["label"],
            "recorded_at": moment.isoformat() if moment else None,
        }
        try:
            made = actions.keep_upload(
                city=city,
                kind=data["kind"],
                name=data["file"].name,
                content=data["file"].read(),
                options=options,
                by=user,
                at=now(),
            )
            return redirect("intake:upload", pk=made.pk)
        except Refused as refused:
            form.add_error("file", str(refused))
    waiting = [(each, KIND_WORDS[each.kind]) for each in _uploads(user, city).defer("content")]
    templates = [(kind, KIND_WORDS[kind]) for kind in SHEET_KINDS]
    context = {
        "form": form,
        "waiting": waiting,
        "history": history_of(city, request.GET.get("sida")),
        "templates": templates,
    }
    return render(request, "intake/intake.html", context, status=400 if form.errors else 200)


def _uploads(user: User, city: City) -> Any:
    return Upload.objects.filter(user=user, city=city)


def wish_of(upload: Upload, plans: Sequence[Plan], accepted: Collection[str] = ()) -> actions.Wish:
    """What the upload asks for."""
    options = upload.options
    recorded = options.get("recorded_at")
    return actions.Wish(
        kind=upload.kind,
        content=bytes(upload.content),
        name=upload.name,
        city=upload.city,
        plan=next((p for p in plans if p.slug == options.get("plan")), plans[-1] if plans else None),
        year=options.get("year"),
        label=options.get("label") or None,
        recorded_at=datetime.fromisoformat(recorded) if recorded else None,
        mapping=HandMapping.from_json(upload.mapping),
        accepted_renames=frozenset(accepted),
    )


def _look(upload: Upload, plans: Sequence[Plan], user: User, accepted: Collection[str] = ()) -> Preview:
    """What would come of the file if it were read in now; nothing is written."""
    wish = wish_of(upload, plans, accepted)
    if upload.kind in FORMATS and wish.plan is None:
        return preview_of(upload, None, "Läs in en plan först. Kalkylbladen hör till en plan.")
    try:
        return preview_of(upload, actions.read_in(wish=wish, by=user, at=now(), dry_run=True), "")
    except FaultyFile as faulty:
        return preview_of(upload, faulty.outcome or _only_faults(upload, faulty), "")
    except Refused as refused:
        return preview_of(upload, None, str(refused))


def _only_faults(upload: Upload, faulty: FaultyFile) -> Outcome:
    """The faults of a file that is refused before anything is made of it."""
    return Outcome(upload.kind, upload.name, "", problems=faulty.problems, dry_run=True)


def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """What would come of a waiting file; explain, confirm, or give up."""
    user, city = _allowed(request)
    if request.method == "POST" and not Upload.objects.filter(pk=pk).exists():  # answered in another window already
        messages.info(request, "Filen väntar inte längre: den är redan inläst eller borttagen.")
        return redirect("intake:intake")
    waiting = get_object_or_404(_uploads(user, city).select_related("city"), pk=pk)
    plans = plans_of(request)
    if request.method == "POST":
        act = ACTS.get(request.POST.get("act", ""))
        if act is None:
            raise Refused("Sidan förstod inte vad du ville göra. Gå tillbaka och försök igen.")
        return act(request, waiting, plans, user)
    preview = _look(waiting, plans, user)
    return _show(request, preview, plans)


def _show(
    request: HttpRequest,
    preview: Preview,
    plans: list[Plan],
    *,
    form: MappingForm | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {"page": preview, "form": form or _mapping_form(preview, plans, None), "refused": refused}
    return render(request, "intake/upload.html", context, status=status)


def _mapping_form(preview: Preview, plans: list[Plan], data: Any) -> MappingForm | None:
    kind, city = preview.upload.kind, preview.upload.city
    if kind not in FORMATS:
        return None
    plan = wish_of(preview.upload, plans).plan
    saved = mappings_of(city, kind)
    if not (preview.headings or preview.words or saved or preview.upload.mapping):
        return None
    return MappingForm(
        data,
        headings=preview.headings,
        words=preview.words,
        columns=[column.name for column in FORMATS[kind].columns],
        known=known_words(kind, city, plan),
        can_be_empty={column.name for column in FORMATS[kind].columns if column.choices},
        saved=saved,
    )


def _explain(request: HttpRequest, waiting: Upload, plans: list[Plan], user: User) -> HttpResponse:
    preview = _look(waiting, plans, user)
    form = _mapping_form(preview, plans, request.POST)
    if form is None:
        return redirect("intake:upload", pk=waiting.pk)
    if not form.is_valid():
        return _show(request, preview, plans, form=form, status=400)
    named = form.cleaned_data.get("saved")
    saved = actions.mapping_named(waiting.city, waiting.kind, named) if named else None
    mapping = form.chosen(HandMapping.from_json(waiting.mapping), saved)
    actions.change_upload(upload=waiting, mapping=mapping, by=user, at=now())
    if name := form.cleaned_data.get("remember"):
        actions.remember(city=waiting.city, kind=waiting.kind, name=name, mapping=mapping, by=user, at=now())
        messages.success(request, f"Översättningen är sparad som {name}.")
    return redirect("intake:upload", pk=waiting.pk)


def _confirm(request: HttpRequest, waiting: Upload, plans: list[Plan], user: User) -> HttpResponse:
    accepted = request.POST.getlist("same")
    try:
        outcome = actions.read_in(wish=wish_of(waiting, plans, accepted), by=user, at=now())
    except Refused as refused:
        why = "" if isinstance(refused, FaultyFile) else str(refused)
        return _show(request, _look(waiting, plans, user, accepted), plans, refused=why, status=400)
    actions.finish(upload=waiting, by=user, at=now(), event=outcome.event)
    messages.success(request, f"{waiting.name}: {outcome.sentence}")
    return redirect("intake:intake")


def _give_up(request: HttpRequest, waiting: Upload, plans: list[Plan], user: User) -> HttpResponse:
    name = waiting.name
    actions.give_up(upload=waiting, by=user, at=now())
    messages.info(request, f"{name} är borttagen. Ingenting lästes in.")
    return redirect("intake:intake")


ACTS: dict[str, Callable[[HttpRequest, Upload, list[Plan], User], HttpResponse]] = {
    "explain": _explain,
    "confirm": _confirm,
    "give-up": _give_up,
}


def marked(request: HttpRequest, pk: int) -> HttpResponse:
    """The same workbook with the faults marked, to mend and send up again."""
    user, city = _allowed(request)
    waiting = get_object_or_404(_uploads(user, city).select_related("city"), pk=pk)
    preview = _look(waiting, plans_of(request), user)
    if waiting.kind not in FORMATS or preview.outcome is None:
        raise Http404
    copy = marked_copy(bytes(waiting.content), preview.outcome.problems, filename=waiting.name)
    return _file(copy, f"{waiting.name.rsplit('.', 1)[0]}-fel.xlsx")


def template(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty spreadsheet with the right headings."""
    _allowed(request)
    if kind not in SHEET_KINDS:
        raise Http404
    return _file(template_of(kind), f"mall-{kind}.xlsx")


def _file(content: bytes, name: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": disposition})
