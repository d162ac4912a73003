"""Reading in a plan's file: new revisions, and drafts put in the place of drafts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction

from handslag.audit.actions import record
from handslag.audit.models import Event
from handslag.core.outcome import FaultyFile, Outcome
from handslag.core.sheets.likeness import suggest
from handslag.core.sheets.results import Problem
from handslag.core.text import counted, fold, join_words, slug
from handslag.core.verdict import Refused
from handslag.people.actions import allow_import
from handslag.people.loading import find_city
from handslag.people.models import Administration, City, User
from handslag.plan.actions.writing import _write_areas
from handslag.plan.facts import PlanFile, RevisionText
from handslag.plan.loading import contents_of, revision_values
from handslag.plan.models import FocusArea, Measure, Plan, PlanPeriod, Removal, Revision, Statement
from handslag.plan.rules import SHARED, STATES, content_hash, difference, with_keys
from handslag.plan.rules.wording import key_sentences, summary


@dataclass(slots=True)
class _Step:
    """What is to be done with one revision of the file: make it, or put it in the place of a draft."""

    content: RevisionText
    order: int
    draft: Revision | None = None


@dataclass(slots=True)
class _News:
    """What a plan's file says that does not stand already."""

    steps: list[_Step] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    unchanged: int = 0
    new_end: bool = False

    def counts(self, plan: Plan | None) -> dict[str, int]:
        made = Counter(plans=int(plan is None or self.new_end), revisions=len(self.steps))
        for step in self.steps:
            made.update(areas=len(step.content.areas), measures=len(step.content.measures))
        return {kind: number for kind, number in made.items() if number}


@transaction.atomic
def import_plan(
    *,
    parsed: PlanFile,
    by: User | None,
    at: datetime,
    city: City | None = None,
    recorded_at: datetime | None = None,
    file_name: str = "",
    sha256: str = "",
    dry_run: bool = False,
) -> Outcome:
    """Read in a plan's file: new revisions are added, drafts are replaced, and a decided revision never changes."""
    place = city_of_plan(parsed, city)
    moment = allow_import(place, by=by, at=at, recorded_at=recorded_at)
    City.objects.select_for_update().get(pk=place.pk)
    plan = Plan.objects.filter(city=place, slug=slug(parsed.name)[:200]).first()
    leaders = _leaders(place, parsed, file_name)
    news = _news(parsed, plan)
    outcome = Outcome(
        kind="plan",
        file=file_name,
        sha256=sha256,
        rows=parsed.rows,
        created=news.counts(plan),
        skipped=news.unchanged,
        warnings=parsed.warnings,
        changes=tuple(news.changes),
        dry_run=dry_run,
        subject=plan.name if plan else parsed.name,
    )
    if dry_run or outcome.nothing_new:
        return outcome
    first_import = plan is None and recorded_at is None
    kept = plan or Plan.objects.create(city=place, name=parsed.name, slug=slug(parsed.name)[:200], ends=parsed.ends)
    if news.new_end and parsed.ends:
        Plan.objects.filter(pk=kept.pk).update(ends=parsed.ends)
        PlanPeriod.objects.create(plan=kept, ends=parsed.ends, by=by, at=at)
    told = {
        "file": file_name,
        "sha256": sha256,
        "rows": parsed.rows,
        "created": outcome.created,
        "changes": news.changes,
    }
    event = record(
        "plan.imported", by=by, at=at, subject=f"plan:{kept.pk}", city_id=place.pk, recorded_at=moment, data=told
    )
    for step in news.steps:
        _write(kept, step, leaders, event, moment, from_beginning=first_import)
    return replace(outcome, event=event.pk)


def city_of_plan(parsed: PlanFile, given: City | None) -> City:
    """The city a plan's file is for: the one given, the one it names, or the only one. Raises `Refused`."""
    named = find_city(parsed.city) if parsed.city else None
    if given is not None:
        if parsed.city and (named is None or named.pk != given.pk):
            raise Refused(f"Filen är en plan för {parsed.city}, inte för {given}.")
        return given
    cities = [named] if named else list(City.objects.all()) if not parsed.city else []
    if len(cities) == 1 and cities[0] is not None:
        return cities[0]
    if parsed.city:
        raise Refused(f"Kommunen ”{parsed.city}” finns inte. Läs in den först: handslag import city FIL.yaml")
    if not cities:
        raise Refused("Det finns ingen kommun än. Läs in en först: handslag import city FIL.yaml")
    raise Refused(f"Vilken kommun gäller planen? Ange en med --city: {join_words([str(c) for c in cities], 'eller')}.")


def _leaders(city: City, parsed: PlanFile, file_name: str) -> dict[str, Administration]:
    """Folded name → the administration that leads a central measure. Raises `FaultyFile` where one is unknown."""
    known = {fold(one.name): one for one in city.administrations.all()}
    by_address = {one.slug: one for one in known.values()}
    problems = []
    for measure in (m for revision in parsed.revisions for m in revision.measures if m.central):
        word = fold(measure.administration)
        found = known.get(word) or by_address.get(slug(word))
        if found is not None:
            known[word] = found
            continue
        near = suggest(measure.administration, [str(one) for one in by_address.values()])
        message = f"{measure.name}: förvaltningen ”{measure.administration}” finns inte i {city}."
        advice = f"Menade du ”{near}”?" if near else "Läs in kommunens organisation först."
        problems.append(Problem("", measure.line, "", measure.administration, message, advice))
    if problems:
        raise FaultyFile(problems, file=file_name)
    return known


def _news(parsed: PlanFile, plan: Plan | None) -> _News:
    """What of the file is new beside what stands. Raises `Refused` for a change of a decided revision."""
    news = _News()
    stands = contents_of(plan) if plan else {}
    rows = {fold(row.label): row for row in Revision.objects.filter(plan=plan).select_related("event")} if plan else {}
    earlier = list(reversed(stands.values()))
    start = len(rows)
    for place, revision in enumerate(parsed.revisions):
        row = rows.get(fold(revision.label))
        before = stands.get(row.label) if row else None
        content = with_keys(revision, [before, *earlier] if before else earlier)
        if row is not None and before is not None and row.content_hash == content_hash(content):
            news.unchanged += 1 + len(content.areas) + len(content.measures)
        else:
            if row is not None and before is not None:
                _refuse_change(row, before, content)
            news.steps.append(_Step(content, row.order if row else start + place, row))
            edited = row is not None and row.event.action != "plan.imported"
            news.changes += _sentences(revision, content, before, earlier, edited=edited)
        earlier.insert(0, content)
    if plan is not None and parsed.ends and parsed.ends != plan.ends:
        news.new_end = True
        news.changes.append(f"Planen gäller till {parsed.ends}, tidigare {plan.ends or 'utan slutdag'}.")
    return news


def _refuse_change(row: Revision, before: RevisionText, content: RevisionText) -> None:
    if row.state == "draft":
        return
    made = difference(before, content)
    what = "Texten är densamma, men uppgifter om beslutet skiljer sig." if made.is_empty else summary(made, "Filen")
    if row.is_decided:
        raise Refused(
            f"Version {row.label} är beslutad och kan inte ändras. {what} Läs in ändringen som en ny version."
        )
    if row.state in SHARED:
        raise Refused(
            f"Version {row.label} är på {STATES[row.state]} och kan inte ersättas av en fil. {what} "  # type: ignore[index]
            "En planansvarig kan ta tillbaka den till utkast först."
        )
    raise Refused(f"Version {row.label} fick avslag och kan inte ändras. {what} Läs in ändringen som en ny version.")


def _sentences(
    given: RevisionText,
    content: RevisionText,
    before: RevisionText | None,
    earlier: Sequence[RevisionText],
    *,
    edited: bool,
) -> list[str]:
    """What a page says of a revision before it is confirmed, made-up keys included."""
    areas, measures = len(content.areas), len(content.measures)
    size = f"{counted(areas, 'fokusområde', 'fokusområden')} och {counted(measures, 'åtgärd', 'åtgärder')}"
    state = "beslutad" if content.is_decided else "utkast"
    if before is not None:
        state = f"{state}, ersätter utkastet"
    told = [f"Version {content.label} har ändrats i Handslag sedan den lästes in. Filen ersätter de ändringarna."]
    return [
        *(told if edited else []),
        f"Version {content.label} ({state}): {size}.",
        *key_sentences(given, content, earlier),
    ]


def _write(
    plan: Plan,
    step: _Step,
    leaders: dict[str, Administration],
    event: Event,
    moment: datetime,
    *,
    from_beginning: bool,
) -> None:
    """One revision with all that stands in it; decided last of all, for then the database lets nothing more in."""
    values = revision_values(step.content) | {
        "content_hash": content_hash(step.content),
        "recorded_at": moment,
        "entered_at": event.entered_at,
        "event": event,
        "order": step.order,
        "from_beginning": from_beginning,
        "is_decided": False,
        "state": "draft",
    }
    row = step.draft or Revision(plan=plan)
    if step.draft is not None:
        Measure.objects.filter(area__revision=row).delete()
        FocusArea.objects.filter(revision=row).delete()
        Statement.objects.filter(revision=row).delete()
        Removal.objects.filter(revision=row).delete()
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    _write_areas(row, step.content.areas, leaders)
    Statement.objects.bulk_create(
        Statement(revision=row, kind=one.kind, who=list(one.who), party=one.party, text=one.text, order=place)
        for place, one in enumerate(step.content.statements)
    )
    if step.content.is_decided:
        Revision.objects.filter(pk=row.pk).update(is_decided=True, state="decided")
