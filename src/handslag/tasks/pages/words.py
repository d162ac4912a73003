"""The tasks' words: title, why, and where to do them; one function for each kind of thing that waits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta

from django.urls import reverse

from handslag.core.clock import local
from handslag.core.text import counted, join_words, short_date, swedish_date
from handslag.followup.loading import CurrentMeasure
from handslag.followup.loading.adoption import AskedAgain, Unanswered
from handslag.followup.loading.reports import OpenPart, OpenReport
from handslag.followup.rules.reporting import PartState, ReportState
from handslag.plan.loading.revising import OpenConsultation
from handslag.plan.rules import EndWarning
from handslag.tasks.loading.city import CityFrame
from handslag.tasks.rules import LEVELS, Asked, Standing, Task
from handslag.vitals.rules import SIGN_WORDS
from handslag.voice.loading.meetings import WaitingPoint
from handslag.voice.loading.signals import Standing as SignalStanding
from handslag.voice.models import KINDS

Cell = tuple[int, str]
POINT_DAYS = timedelta(days=30)
AGAIN_DAYS = timedelta(days=30)
CONSULTED = ("union_rep", "safety_rep", "district_office", "head")
ESCALATION_ROLES = {
    "district": ("district_office", "head"),
    "plan_office": ("plan_office",),
    "commissioner": ("commissioner",),
}
ANSWERED_BY = {
    "district": "Kommentera, pausa eller besluta om en åtgärd.",
    "plan_office": "Svara, pausa eller besluta om en åtgärd.",
    "commissioner": "Svara med vad ni gör eller vad ni har kommit överens om med förvaltningen.",
}
NEXT_STEP = {
    ReportState.MISSING: "Förbered",
    ReportState.OPEN: "Förbered",
    ReportState.PREPARED: "Godkänn",
    ReportState.APPROVED: "Underteckna",
}
CALLED_TO = {
    "union": "den fackliga signalen",
    "staff": "medarbetarens signal",
    "request_66a": "begäran enligt 66 a",
    "stop": "skyddsstoppet",
}


def signal_tasks(frame: CityFrame, rows: Iterable[SignalStanding]) -> Iterator[Task]:
    """Each signal that waits, for the administration's office: never for whom it concerns."""
    for one in rows:
        area, late = frame.area_name(one.area_key), one.is_overdue(frame.day)
        what = CALLED_TO.get(one.kind, "signalen")
        sender = one.sender or KINDS.get(one.kind, "signal")
        after = f"{area} visar Motsägs tills du svarar." if late else "Utan svar visar cellen Motsägs."
        yield Task(
            key=f"signal:{one.pk}",
            kind="signal",
            title=f"Svara på {what} om {_lower(area)}",
            why=f"Från {sender} den {short_date(one.raised_on)}. {after}",
            href=f"/signaler/{one.pk}/",
            due=one.answer_by,
            asked=Asked.administration_of(frame.city, _holder(frame, one.administration_id)),
            verb="Svara",
            about=what,
            minutes=10,
            since=one.raised_on,
        )


def report_tasks(frame: CityFrame, rows: Iterable[OpenReport]) -> Iterator[Task]:
    """Parts to hand in, reports to prepare, approve and sign; none before the period's last day is three weeks off."""
    for one in rows:
        if one.period.as_of > frame.day + timedelta(days=21):
            continue
        place = one.administration
        for part in one.waits_for:
            yield _part_task(frame, part)
        verb = NEXT_STEP[one.state]
        office = Asked.administration_of(frame.city, place.pk)
        if one.state is ReportState.PREPARED:
            office = office.without(one.prepared_by)
        yield Task(
            key=f"report:{place.pk}:{one.period.key}:{verb}",
            kind="report",
            title=f"{verb} lägesrapporten för {one.period.name}",
            why=_report_why(one),
            href=f"/lagesrapport/{one.period.key}/{place.slug}/",
            due=one.period.due,
            asked=Asked.head_of(frame.city, place.pk) if one.state is ReportState.APPROVED else office,
            verb=verb,
            about="lägesrapporten",
            minutes=5,
        )


def _report_why(one: OpenReport) -> str:
    if one.waits_for:
        left = [str(part.unit or "förvaltningens egen del") for part in one.waits_for]
        names = join_words(left) if len(left) < 4 else counted(len(left), "del", "delar")
        return f"{one.administration.name} väntar på {names}."
    if one.state is ReportState.PREPARED:
        return "Den är förberedd. Någon annan än den som förberedde den godkänner."
    if one.state is ReportState.APPROVED:
        return "Den är godkänd. När du har undertecknat kan den inte ändras."
    return "Alla delar är lämnade."


def _part_task(frame: CityFrame, part: OpenPart) -> Task:
    place, unit = part.administration, part.unit
    started = " Den är påbörjad." if part.state is PartState.STARTED else ""
    asked = Asked.owner(frame.city, place.pk, unit.pk if unit else None, None)
    return Task(
        key=f"part:{place.pk}:{unit.pk if unit else 0}:{part.period.key}",
        kind="part",
        title=f"Lämna lägesrapport för {part.period.name}",
        why=f"{unit or place.name}. Det som är känt är redan ifyllt.{started} Tar ungefär en minut utan nyheter.",
        href=f"/lagesrapport/{part.period.key}/{place.slug}/{unit.pk if unit else 'egen'}/",
        due=part.period.due,
        asked=asked,
        verb="Lämna",
        about="lägesrapporten",
        minutes=1,
    )


def measure_tasks(
    frame: CityFrame, rows: Iterable[CurrentMeasure], held: Mapping[Cell, date], soon: date
) -> Iterator[Task]:
    """Each open measure whose day is near or has passed, for its owner."""
    for one in rows:
        if one.due is None or one.due > soon:
            continue
        last = one.last_entry
        said = f"Senast noterat {short_date(last.day, year=last.day.year != frame.day.year)}." if last else (
            "Ingenting är noterat än."
        )  # fmt: skip
        yield Task(
            key=f"measure:{one.pk}",
            kind="measure",
            title=f"Notera hur det går med {one.title}",
            why=f"{one.area_name}. {said} Blir den inte klar i tid: flytta dagen med ett skäl.",
            href=f"{reverse('vitals:measure', args=[one.pk])}",
            due=one.due,
            asked=Asked.owner(frame.city, one.administration.pk, one.unit.pk if one.unit else None, one.owner_user_id),
            verb="Notera",
            about="åtgärden",
            minutes=1,
            measure=one.pk,
            held_until=held.get((one.administration.pk, one.area_key)),
        )


def answer_tasks(
    frame: CityFrame,
    left: Iterable[Unanswered],
    again: Iterable[AskedAgain],
    nudges: Mapping[tuple[int, int], int],
) -> Iterator[Task]:
    """The areas of a VP that an administration has left, as one task; and those it is asked about once more."""
    waiting: dict[tuple[int, int], list[Unanswered]] = defaultdict(list)
    for one in left:
        waiting[one.administration.pk, one.year].append(one)
    for (pk, year), found in waiting.items():
        names = join_words([one.area_name for one in found]) if len(found) < 4 else (
            counted(len(found), "fokusområde", "fokusområden")
        )  # fmt: skip
        must = sum(one.mandatory for one in found)
        yield Task(
            key=f"vp:{pk}:{year}",
            kind="vp",
            title=f"Svara på {counted(len(found), 'fokusområde', 'fokusområden')} i VP {year}",
            why=f"Kvar: {names}."
            + (f" {must} av dem är obligatoriska." if must > 1 else "")
            + (" Planansvarig har påmint." if (pk, year) in nudges else ""),
            href=f"/verksamhetsplan/{found[0].administration.slug}/{year}/",
            due=found[0].due,
            asked=Asked.administration_of(frame.city, pk),
            verb="Svara",
            about="verksamhetsplanen",
            minutes=3 * len(found),
            nudge=nudges.get((pk, year), 0),
        )
    for changed in again:
        yield Task(
            key=f"again:{changed.administration.pk}:{changed.year}:{changed.area_key}",
            kind="vp",
            title=f"Svara igen på {_lower(changed.area_name)}",
            why=f"Planen har ändrats sedan ni svarade i VP {changed.year}. Bara det som är ändrat frågas om.",
            href=f"/verksamhetsplan/{changed.administration.slug}/{changed.year}/",
            due=changed.since + AGAIN_DAYS,
            asked=Asked.administration_of(frame.city, changed.administration.pk),
            verb="Svara",
            about="ändringen i planen",
            minutes=3,
            since=changed.since,
        )


def escalation_tasks(frame: CityFrame, rows: Iterable[Standing], held: Mapping[Cell, date]) -> Iterator[Task]:
    """Each cell that was raised and waits for an answer, for the level it was raised to."""
    for one in rows:
        office = frame.around.named(one.administration)
        if one.state != "raised" or one.answer_by is None or office is None:
            continue
        area, word = frame.area_name(one.area), SIGN_WORDS[one.sign].word
        if one.level == "district":
            asked = Asked.administration_of(frame.city, office.pk)
        else:
            asked = Asked.city_wide(frame.city, *ESCALATION_ROLES[one.level])
        raised = swedish_date(local(one.raised_at).date())
        yield Task(
            key=f"escalation:{one.pk}:{one.level}:{one.answer_by.isoformat()}",
            kind="escalation",
            title=f"Svara för {_lower(area)} i {one.administration}",
            why=f"{word}. Lyft till {LEVELS[one.level]} den {raised}. {ANSWERED_BY[one.level]}",
            href=reverse("tasks:escalation", args=[one.pk]),
            due=one.answer_by,
            asked=asked,
            verb="Svara",
            about=f"{_lower(area)} i {one.administration}",
            minutes=5,
            held_until=held.get((office.pk, one.area)),
        )


def plan_tasks(
    frame: CityFrame,
    drafts: Iterable[OpenConsultation],
    warnings: Iterable[EndWarning],
    commented: Mapping[int, Collection[int]],
) -> Iterator[Task]:
    """Drafts to say something about, comments to answer, and the plan's end. `commented`: draft → who has spoken."""
    for one in drafts:
        href = reverse("plan:consultation", args=[one.revision.label])
        if one.revision.state == "consultation":
            yield Task(
                key=f"consultation:{one.revision.pk}:{one.ends.isoformat()}",
                kind="consultation",
                title=f"Lämna synpunkter på utkastet {one.revision.label}",
                why="Planen ändras. Säg vad du tycker innan samrådet stänger. Har du inget att säga kan du låta bli.",
                href=href,
                due=one.ends,
                asked=Asked.everyone(frame.city, CONSULTED).without(*commented.get(one.revision.pk, ())),
                verb="Läs",
                about="utkastet till ny plan",
                minutes=10,
            )
        if one.unanswered:
            yield Task(
                key=f"comments:{one.revision.pk}",
                kind="comments",
                title=f"Svara på {counted(one.unanswered, 'synpunkt', 'synpunkter')} på utkastet {one.revision.label}",
                why="Varje synpunkt ska ha ett svar innan planen kan beslutas.",
                href=href,
                due=one.ends,
                asked=Asked.city_wide(frame.city, "plan_office"),
                verb="Svara",
                about="synpunkterna på utkastet",
                minutes=5 * one.unanswered,
            )
    for warning in list(warnings)[-1:]:
        yield Task(
            key=f"plan-ends:{frame.plan.pk}",
            kind="plan_ends",
            title="Ta upp om planen ska förlängas",
            why=warning.text,
            href="/planen/",
            due=warning.ends,
            asked=Asked.city_wide(frame.city, "plan_office"),
            verb="Läs",
            about="planens slut",
            since=warning.since,
        )


def point_tasks(frame: CityFrame, rows: Iterable[WaitingPoint]) -> Iterator[Task]:
    """What was said at meetings and waits for an answer: one task a meeting."""
    meetings: dict[int, list[WaitingPoint]] = defaultdict(list)
    for one in rows:
        meetings[one.meeting_id].append(one)
    for pk, found in meetings.items():
        first = found[0]
        place = first.administrations[0] if len(first.administrations) == 1 else None
        yield Task(
            key=f"meeting:{pk}",
            kind="meeting",
            title=f"Svara på {counted(len(found), 'punkt', 'punkter')} från mötet den {short_date(first.held_on)}",
            why=f"”{first.text[:120]}”" + (" med flera." if len(found) > 1 else ""),
            href=f"/moten/{pk}/",
            due=first.held_on + POINT_DAYS,
            asked=(
                Asked.administration_of(frame.city, place)
                if place is not None
                else Asked.city_wide(frame.city, "plan_office")
            ),
            verb="Svara",
            about="punkterna från mötet",
            minutes=3 * len(found),
            since=first.held_on,
        )


def _holder(frame: CityFrame, administration: int) -> int:
    """Who carries on what the administration began."""
    return frame.around.holder(administration).pk


def _lower(name: str) -> str:
    """A name within a sentence: `Rimlig arbetsbelastning` → `rimlig arbetsbelastning`; abbreviations stay."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
