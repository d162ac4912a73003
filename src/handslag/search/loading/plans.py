"""The plan as it is found: focus areas and measures, in every revision that somebody may read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.urls import reverse

from handslag.people.models import City
from handslag.plan.models import FocusArea, Measure, Revision
from handslag.plan.rules import STATES
from handslag.search.loading.source import Source, Span, revisions_in
from handslag.search.models import Thing
from handslag.search.rules.kinds import Found, Text
from handslag.search.rules.words import clean_text

_STATE_WORDS: dict[str, str] = {str(state): word for state, word in STATES.items()}


def _plans_of(revisions: set[int]) -> list[int]:
    return list(Revision.objects.filter(pk__in=revisions).values_list("plan", flat=True))


def _newest_first(plans: Iterable[int]) -> dict[int, list[int]]:
    """Plan → its decided revisions, the newest first."""
    rows = Revision.objects.filter(plan__in=set(plans), is_decided=True).order_by("-in_force", "-pk")
    found: dict[int, list[int]] = {}
    for plan, pk in rows.values_list("plan", "pk"):
        found.setdefault(plan, []).append(pk)
    return found


def _said_again(parts: Iterable[tuple[int, int, int, str, Sequence[str]]]) -> set[int]:
    """Of decided parts of plans (pk, plan, revision, key, words) those that the next revision says word for word."""
    every = list(parts)
    ordered = _newest_first(plan for _, plan, _, _, _ in every)
    words = {(revision, key): said for _, _, revision, key, said in every}
    again = set()
    for pk, plan, revision, key, said in every:
        row = ordered.get(plan, [])
        place = row.index(revision) if revision in row else 0
        if place and words.get((row[place - 1], key)) == said:
            again.add(pk)
    return again


def _areas() -> Iterable[int]:
    return FocusArea.objects.order_by().values_list("pk", flat=True)


def _changed_areas(span: Span) -> Iterable[int]:
    revisions = revisions_in(span)
    if not revisions:
        return set()
    rows = FocusArea.objects.filter(revision__plan__in=_plans_of(revisions)).order_by()
    gone = Thing.objects.filter(kind="area", group_id__in=revisions)
    return {*rows.values_list("pk", flat=True), *gone.values_list("object_id", flat=True)}


def _found_areas(keys: Sequence[int]) -> Iterator[Found]:
    chosen = list(FocusArea.objects.filter(pk__in=keys).select_related("revision__plan").order_by("pk"))
    plans = {one.revision.plan_id for one in chosen}
    every = FocusArea.objects.filter(revision__plan__in=plans)
    columns = every.values_list("pk", "revision__plan", "revision", "key", "name", "text")
    again = _said_again((pk, plan, revision, key, said) for pk, plan, revision, key, *said in columns)
    for area in chosen:
        if area.pk in again:
            continue
        revision = area.revision
        yield Found(
            "area", area.pk, revision.plan.city_id, clean_text(area.name), _where(revision, area.key),
            about=_about(revision), group_id=revision.pk, dated_on=revision.in_force or revision.decided_on,
            body=revision.decided_by, texts=(Text("", clean_text(area.text)),),
        )  # fmt: skip


def _measures() -> Iterable[int]:
    return Measure.objects.order_by().values_list("pk", flat=True)


def _changed_measures(span: Span) -> Iterable[int]:
    revisions = revisions_in(span)
    if not revisions:
        return set()
    rows = Measure.objects.filter(area__revision__plan__in=_plans_of(revisions)).order_by()
    gone = Thing.objects.filter(kind="plan_measure", group_id__in=revisions)
    return {*rows.values_list("pk", flat=True), *gone.values_list("object_id", flat=True)}


def _found_measures(keys: Sequence[int]) -> Iterator[Found]:
    chosen = list(Measure.objects.filter(pk__in=keys).select_related("area__revision__plan").order_by("pk"))
    every = Measure.objects.filter(area__revision__plan__in={one.area.revision.plan_id for one in chosen})
    columns = every.values_list("pk", "area__revision__plan", "area__revision", "area__key", "key", "name", "text")
    again = _said_again((pk, plan, revision, f"{area}/{key}", said) for pk, plan, revision, area, key, *said in columns)
    for measure in chosen:
        if measure.pk in again:
            continue
        area, revision = measure.area, measure.area.revision
        yield Found(
            "plan_measure", measure.pk, revision.plan.city_id, clean_text(measure.name),
            _where(revision, area.key, measure.key), about=clean_text(f"{area.name} · {_about(revision)}"),
            group_id=revision.pk, dated_on=revision.in_force or revision.decided_on, body=revision.decided_by,
            texts=(Text("", clean_text(measure.text)),),
        )  # fmt: skip


def _where(revision: Revision, area: str, measure: str = "") -> str:
    """Where the part stands on the revision's page; on the page of the consultation when it is not yet decided."""
    part = f"{area}-{measure}" if measure else area
    if revision.state in ("decided", "rejected"):
        return f"{revision.get_absolute_url()}#{part}"
    if revision.state == "draft":
        return f"{reverse('plan:draft', args=[revision.label])}#del-{part}"
    return f"{reverse('plan:consultation', args=[revision.label])}?visa=hela#omrade-{area}"


def _about(revision: Revision) -> str:
    state = "" if revision.is_decided else f" ({_STATE_WORDS[revision.state]})"
    return clean_text(f"{revision.plan.name}, version {revision.label}{state}")


def _visible(user: Any, city: City) -> Iterable[int]:
    rows = Revision.objects.visible_to(user).filter(plan__city=city).exclude(state="discarded")
    return rows.order_by().values_list("pk", flat=True)


AREAS = Source("area", _areas, _changed_areas, _found_areas, _visible)
PLAN_MEASURES = Source("plan_measure", _measures, _changed_measures, _found_measures, _visible)
