"""The only writer of what is published: closed periods, each made once and again only when the past is filled in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.template.loader import render_to_string

from handslag.audit.actions import record
from handslag.core.verdict import Refused
from handslag.followup.models import SignedReport
from handslag.oversight.exporters.orders import document_of
from handslag.oversight.paper import Paper
from handslag.people.models import User
from handslag.plan.models import Plan
from handslag.public.content import Censor, content_of, summary_of
from handslag.public.loading import closed_periods, hidden_names, unpublished
from handslag.public.models import Publication, open_cities
from handslag.public.promised import promise_counts
from handslag.public.report import public_paper
from handslag.public.rules import ClosedPeriod
from handslag.vitals.facts import Facts
from handslag.vitals.judgement import last_event
from handslag.vitals.loading import load_facts
from handslag.vitals.rules import prepare, vitals

Press = Callable[[Paper], bytes]


def as_pdf(paper: Paper) -> bytes:
    """The paper as a tagged PDF."""
    return document_of(paper, "pdf")


def publish_closed(*, at: datetime, by: User | None = None, press: Press = as_pdf, anew: bool = False) -> int:
    """Publish every closed period of every open city that is not published yet. Returns how many.

    Running it again publishes nothing, and costs four questions. `anew` makes all of them again.
    """
    cities = {city.pk: city for city in open_cities()}
    periods = closed_periods(list(cities.values()), at)
    plans = list(Plan.objects.filter(city__in=cities))
    lacking = unpublished(plans, periods)
    made = 0
    for plan in plans:
        plan.city = cities[plan.city_id]
        these = periods[plan.city_id] if anew else lacking[plan.pk]
        made += publish(plan=plan, periods=these, at=at, by=by, press=press) if these else 0
    return made


def publish(*, plan: Plan, periods: list[ClosedPeriod], at: datetime, by: User | None, press: Press) -> int:
    """Publish these periods of a plan; one in which the plan did not hold yet is passed over. Returns how many."""
    seen = last_event(plan)
    facts, names = load_facts(plan), hidden_names(plan)
    made = 0
    for period in reversed(periods):  # the newest first: that is the one to be read
        one = _publication(plan, period, facts, names, press)
        if one is not None:
            made += 1
            with transaction.atomic():
                _keep(one, seen, at)
                told = {"plan": plan.pk, "period": one.key}
                record("period.published", by=by, at=at, subject=f"plan:{plan.pk}", city_id=plan.city_id, data=told)
    return made


def _keep(one: Publication, seen: int, at: datetime) -> None:
    """Put it in the place of what was published of the period before."""
    before = Publication.objects.filter(plan=one.plan, year=one.year, code=one.code).first()
    one.last_event = seen
    one.published_at = at
    one.first_published_at = before.first_published_at if before else at
    same = before and (before.summary, before.content) == (one.summary, one.content)
    if before:
        one.published_at = before.published_at if same else at
        one.pk = before.pk
    one.save()


def _publication(
    plan: Plan, period: ClosedPeriod, facts: Facts, names: tuple[str, ...], press: Press
) -> Publication | None:
    """The period as it was known when it was shut; None when the plan had no cell then."""
    known_at = period.known_at
    known = prepare(facts, known_at)
    try:
        city = vitals(known, period.as_of)
        if not city.cells:
            return None
        censor = Censor(facts, known, period.as_of, names)
        slugs = dict(plan.city.administrations.values_list("name", "slug"))
        content = content_of(censor, city, slugs)
        paper = _paper(plan, period, censor)
    finally:
        known.let_go()
    administrations = list(dict.fromkeys(cell.administration for cell in city.cells))
    return Publication(
        plan=plan,
        year=period.year,
        code=period.code,
        as_of=period.as_of,
        due=period.due,
        known_at=known_at,
        revision=city.revision or "",
        content=content,
        summary=summary_of(content, _signed(plan, period, administrations), known_at)
        | {"promised": promise_counts(plan, period.as_of, known_at, content["cells"])},
        report_title=paper.title if paper else "",
        report_html=_html(paper) if paper else "",
        report_pdf=press(paper) if paper else None,
    )


def _paper(plan: Plan, period: ClosedPeriod, censor: Censor) -> Paper | None:
    try:
        return public_paper(plan, period, period.known_at, censor)
    except Refused:
        return None


def _html(paper: Paper) -> str:
    """The sections of the report as the program's own templates draw them, with no links."""
    return render_to_string("oversight/sections.html", {"paper": paper, "linked": False})


def _signed(plan: Plan, period: ClosedPeriod, administrations: list[str]) -> list[tuple[str, date | None]]:
    """Each administration's day of signing, as known when the period was shut."""
    rows = SignedReport.objects.filter(
        plan=plan, year=period.year, code=period.code, recorded_at__lte=period.known_at
    ).order_by("signed_on", "recorded_at", "order", "pk")
    newest = dict(rows.values_list("administration__name", "signed_on"))
    return [(name, newest.get(name)) for name in administrations]
