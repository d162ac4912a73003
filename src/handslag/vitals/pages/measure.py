"""The page of a measure: its entries and what each of them counted for, its due days, its rows in the plans."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from handslag.core.clock import local
from handslag.core.text import counted, kronor, swedish_date
from handslag.followup.models import LocalMeasure
from handslag.plan.models import Measure, Plan
from handslag.vitals.entering import Moments
from handslag.vitals.facts import CentralMeasure, MeasureRef
from handslag.vitals.judgement import Cell, central_cell
from handslag.vitals.pages.afterwards import Afterwards, afterwards_of
from handslag.vitals.pages.day import Day
from handslag.vitals.pages.entries import EntryLine, entry_lines, struck_of
from handslag.vitals.pages.evidence import Evidence, Link, plan_address
from handslag.vitals.pages.promises import unit_addresses
from handslag.vitals.records import ListingRow, MeasureRow, Records, entry_details, load_records
from handslag.vitals.rules import SIGN_WORDS, STATE_WORDS, Story, prepare, story_of
from handslag.vitals.surroundings import Office, Surroundings


@dataclass(frozen=True, slots=True)
class DueLine:
    """A due day as it was given, with the answer it came with; `moved` when it was another before."""

    due: date
    moved: bool
    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class ListingLine:
    """The measure's row in the plan of a year."""

    pk: int
    year: int
    title: str
    due: date | None
    owner: str
    unit: str
    target_group: str
    cost: str
    effect: str
    start: date | None
    decision: str
    whose: str
    read_in: str
    funding: str = ""


@dataclass(frozen=True)
class MeasurePage:
    """Everything the page shows."""

    title: str
    office: Office
    office_href: str
    area_name: str
    cell_href: str
    unit: str
    unit_href: str
    state: str
    lead: str
    story: Story
    past: bool
    entries: list[EntryLine]
    dues: list[DueLine]
    listings: list[ListingLine]
    replaces: list[Link]
    replaced_by: list[Link]
    afterwards: Afterwards
    external_id: str = ""
    text: str = ""
    plan_href: str = ""
    cell: Cell | None = None
    word: str = ""
    unit_pk: int | None = None
    owner_user: int | None = None

    @property
    def newest(self) -> ListingLine | None:
        """The newest row in a plan."""
        return self.listings[0] if self.listings else None

    @property
    def moves(self) -> int:
        return self.story.moves


def measure_page(plan: Plan, around: Surroundings, measure: LocalMeasure, day: Day) -> MeasurePage:
    """A local measure, told by whoever carries on its administration's work today."""
    office = around.holder(measure.administration_id)
    records = load_records(plan, around, around.lineage(office.pk), day.known_at, area=measure.area_key)
    maker = _Maker(records, office, day, measure.area_key)
    return maker.page(maker.story(records.ref(measure.pk)), records.measures[measure.pk])


def central_page(plan: Plan, around: Surroundings, key: str, day: Day) -> MeasurePage | None:
    """A central measure, as the newest revision that has it words it; None when no revision has it."""
    found = [(one, r) for r in around.facts.revisions for one in r.central if one.key == key]
    if not found:
        return None
    central, revision = found[-1]
    office = around.named(central.administration)
    if office is None:
        return None
    owners = [around.named(one.administration) for one, _ in found]  # another may have led it in an earlier revision
    offices = {pk for owner in owners if owner is not None for pk in around.lineage(owner.pk)}
    records = load_records(plan, around, offices, day.known_at, area=central.area)
    maker = _Maker(records, office, day, central.area)
    page = maker.page(maker.story(MeasureRef(office.name, central.area, central.title), key), None, central)
    row = Measure.objects.filter(area__revision=revision.id, key=key, central=True).first()
    cell = central_cell(records.facts, central, day.known_at, day.as_of)
    address = f"{plan_address(revision.label)}#{central.area}-{key}"
    return _with(page, row.text if row else "", address, cell)


def _with(page: MeasurePage, text: str, plan_href: str, cell: Cell | None) -> MeasurePage:
    word = SIGN_WORDS[cell.sign].word if cell else ""
    return MeasurePage(**{**page.__dict__, "text": text, "plan_href": plan_href, "cell": cell, "word": word})


class _Maker:
    """Puts the page together from the records of one administration's part of an area."""

    def __init__(self, records: Records, office: Office, day: Day, area: str) -> None:
        self.records = records
        self.office = office
        self.day = day
        self.area = area
        self.evidence = Evidence(records, office, day)
        self.known = prepare(records.facts, day.known_at)

    def story(self, ref: MeasureRef, central: str = "") -> Story:
        return story_of(self.known, self.office.name, ref, self.day.as_of, central=central)

    def page(self, story: Story, row: MeasureRow | None, central: CentralMeasure | None = None) -> MeasurePage:
        """All of it."""
        struck = struck_of(self.records, story, row, central)
        details = entry_details(
            {told.entry.id for told in story.entries}
            | {one.pk for one in struck}
            | {self.records.corrections[one.pk].pk for one in struck}
        )
        rows = [self.records.listings[int(ref[8:])] for ref in story.rows if ref.startswith("listing:")]
        answers = self.records.answers
        after = afterwards_of(
            [
                *(Moments(told.entry.recorded_at, details[told.entry.id].entered_at) for told in story.entries),
                *(answers[one.answer].moments for one in rows),
            ]
        )
        newest = rows[-1].measure if rows else row.pk if row else None
        unit = next((one.unit for one in reversed(rows) if one.unit), row.unit if row else None)
        units = self.records.around.workplaces
        hrefs = unit_addresses(self.records.around, self.records.around.lineage(self.office.pk), self.day)
        title = central.title if central else rows[-1].title if rows else row.title if row else ""
        opened = story.state not in ("done", "dropped")
        return MeasurePage(
            title=title,
            office=self.office,
            office_href=self.evidence.administration(),
            area_name=self.records.around.area_names().get(self.area, self.area),
            cell_href=reverse("vitals:cell", args=[self.office.slug, self.area]) + self.day.query,
            unit=units[unit].name if unit else "",
            unit_href=hrefs.get(units[unit].folded, "") if unit else "",
            state=STATE_WORDS[story.state],
            lead=_lead(story),
            story=story,
            past=opened and story.due is not None and story.due < self.day.as_of,
            entries=entry_lines(self.records, story, struck, details, after, self.day.as_of),
            dues=[
                DueLine(one.due, one.moved, self._source(one.evidence), self._reason(one.evidence))
                for one in story.dues
            ],
            listings=[self._listing_line(one, after) for one in reversed(rows)],
            replaces=self._links({one.replaces for one in rows if one.replaces} - {newest, row.pk if row else None}),
            replaced_by=self._links({newest} if row and newest != row.pk else set()),
            afterwards=after,
            external_id=row.external_id if row else "",
            unit_pk=self._own_unit(unit),
            owner_user=rows[-1].owner_user if rows else None,
        )

    def _own_unit(self, unit: int | None) -> int | None:
        """The unit as the administration's own, though it may come from a predecessor."""
        units = self.records.around.workplaces
        same = (one.pk for one in units.values() if unit and one.folded == units[unit].folded)
        return next((pk for pk in same if units[pk].office == self.office.pk), unit)

    def _source(self, evidence: str) -> str:
        """`VP 2026, beslutat 10 januari 2026`, or the plan itself."""
        kind, _, key = evidence.partition(":")
        if kind != "listing":
            return next(
                f"Planen, version {one.label}" for one in self.records.around.facts.revisions if one.id == int(key)
            )
        answer = self.records.answers[self.records.listings[int(key)].answer]
        if answer.under is not None:
            return f"VP {answer.year}, ändrat {swedish_date(local(answer.recorded_at).date())}"
        when = f", beslutat {swedish_date(answer.decided_on)}" if answer.decided_on else ""
        return f"VP {answer.year}{when}{f', {answer.dnr}' if answer.dnr else ''}"

    def _reason(self, evidence: str) -> str:
        """Why the day was moved, when it was said."""
        kind, _, key = evidence.partition(":")
        return self.records.listings[int(key)].due_reason if kind == "listing" else ""

    def _listing_line(self, row: ListingRow, after: Afterwards) -> ListingLine:
        answer, around = self.records.answers[row.answer], self.records.around
        decided = f"Beslutat {swedish_date(answer.decided_on)}" if answer.decided_on else "Utan beslutsdag"
        if answer.under is not None:
            decided = f"Ändrat under året, {swedish_date(local(answer.recorded_at).date())}"
        return ListingLine(
            pk=row.pk,
            year=answer.year,
            title=row.title,
            due=row.due,
            owner=row.owner,
            unit=around.workplaces[row.unit].name if row.unit else "",
            target_group=row.target_group,
            cost=kronor(row.cost) if row.cost is not None else "",
            effect=row.effect,
            start=row.start,
            decision=f"{decided}{f', {answer.dnr}' if answer.dnr else ''}",
            whose="" if answer.office == self.office.pk else around.offices[answer.office].name,
            read_in=after.mark(answer.moments),
            funding=row.funding,
        )

    def _links(self, measures: Collection[int | None]) -> list[Link]:
        """Other names the measure has had, as links."""
        rows = [row for pk, row in self.records.measures.items() if pk in measures]
        return [Link(row.title, self.evidence.measure(row.pk)) for row in rows]


def _lead(story: Story) -> str:
    """The answer: the state, how many entries said something, when last."""
    if not story.entries:
        return "Ingen lägesnotering finns än."
    acts = sum(told.counts for told in story.entries)
    told = f"{counted(len(story.entries), 'notering', 'noteringar')}, varav {acts} med något nytt."
    if story.last_act is None:
        return told
    return f"{told} Det senaste hände den {swedish_date(story.last_act)}."
