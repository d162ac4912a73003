"""A small city with the people who take part, and a draft taken as far as a test needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from handslag.people.actions import Post, add_user
from handslag.people.models import Administration, City, User
from handslag.plan import actions
from handslag.plan.facts import CooperationTalks, Decision, MeasureText, Terms
from handslag.plan.loading import contents_of
from handslag.plan.models import Plan, Revision
from handslag.plan.rules.parts import seal
from tests.plan.files import city, enter

BEGUN = datetime(2026, 9, 1, 9, tzinfo=UTC)
AGREED = CooperationTalks("mbl11", "Förvaltningsgruppen", date(2026, 9, 1), "agreed")
APPROVED = Decision("Socialnämnden", date(2026, 9, 1), "§ 4", "SOF 2026/4", "godkänd")


@dataclass
class Desk:
    """The plan, its people, and the clock by which they act."""

    plan: Plan
    pia: User
    ulf: User
    hilda: User
    lena: User
    at: datetime = field(default=BEGUN)

    def tick(self) -> datetime:
        """A minute later."""
        self.at += timedelta(minutes=1)
        return self.at

    def draft(self, label: str = "2027", *, changed: bool = True) -> Revision:
        """A draft; changed so that it says something new."""
        made = actions.create_draft(plan=self.plan, label=label, by=self.pia, at=self.tick())
        if changed:
            self.rename(made)
        return made

    def rename(self, row: Revision, name: str = "Tak för ärenden per handläggare") -> None:
        """Other words of a measure."""
        stands = contents_of(self.plan, [row.label])[row.label].areas[0].measures[0]
        wanted = MeasureText("", name, False, "", stands.due, stands.text)
        actions.edit_measure(
            revision=row, area_key="arbetsbelastning", key="tak", wanted=wanted, to_area="arbetsbelastning",
            seen=seal(stands), by=self.pia, at=self.tick(),
        )  # fmt: skip

    def consulted(self, label: str = "2027") -> Revision:
        """A draft on consultation, that ends today."""
        made = self.draft(label)
        self.open(made)
        return made

    def open(self, row: Revision) -> None:
        """Invite, to the end of today."""
        day = self.at.date()
        actions.open_consultation(revision=row, ends=day, message="Välkomna.", by=self.pia, at=self.tick())

    def cooperating(self, label: str = "2027") -> Revision:
        """A draft whose consultation is closed."""
        made = self.consulted(label)
        actions.close_consultation(revision=made, by=self.pia, at=self.tick())
        return self.fresh(made)

    def decide(self, row: Revision, decision: Decision = APPROVED, terms: Terms | None = None) -> Revision:
        """Enter a decision."""
        return actions.decide(revision=row, decision=decision, terms=terms or Terms(), by=self.pia, at=self.tick())

    def fresh(self, row: Revision) -> Revision:
        """The revision as it stands."""
        found = Revision.objects.select_related("event").get(pk=row.pk)
        found.plan = self.plan
        return found


def desk() -> Desk:
    """Ekstaden with its plan in force, and its people."""
    place: City = city()
    enter()
    norra = Administration.objects.get(name="Norra")

    def person(username: str, post: Post) -> User:
        return add_user(username=username, post=post, password=None, name=username.capitalize(), by=None, at=BEGUN)

    return Desk(
        Plan.objects.select_related("city").get(),
        person("pia", Post("plan_office", place)),
        person("ulf", Post("union_rep", place, organisation="Vision")),
        person("hilda", Post("head", place, norra)),
        person("lena", Post("reader", place)),
    )
