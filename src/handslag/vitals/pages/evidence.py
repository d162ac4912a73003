"""From what a reason rests on to where it can be read: each piece of evidence as a link."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse

from handslag.core.text import swedish_date
from handslag.vitals.pages.day import Day
from handslag.vitals.records import Records
from handslag.vitals.surroundings import Office

SHOWN = 6
"""How many links a reason shows; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where something can be read; no address when it has no page."""

    label: str
    href: str


@dataclass(frozen=True)
class Evidence:
    """The way to what is recorded, on the same day as the page."""

    records: Records
    office: Office
    day: Day

    def measure(self, pk: int, anchor: str = "") -> str:
        """The page of a local measure."""
        return reverse("vitals:measure", args=[pk]) + self.day.query + anchor

    def central(self, key: str) -> str:
        """The page of a central measure."""
        return reverse("vitals:central", args=[key]) + self.day.query

    def administration(self, anchor: str = "") -> str:
        """The page of the administration."""
        return reverse("vitals:administration", args=[self.office.slug]) + self.day.query + anchor

    def of_refs(self, refs: Iterable[str]) -> str:
        """The page of a measure, by its listings as evidence; a central one's own page before others."""
        given = list(refs)
        for ref in reversed(given):
            if ref.startswith("central:"):
                return self.central(ref.removeprefix("central:"))
        listings = [self.records.listings.get(int(ref.removeprefix("listing:"))) for ref in given]
        newest = next((one for one in reversed(listings) if one is not None), None)
        return self.measure(newest.measure) if newest is not None else ""

    def links(self, evidence: Iterable[str]) -> list[Link]:
        """A link for each piece; what leads to the same place stands once."""
        found = {link: None for one in evidence if (link := self._link(one)) is not None}
        return list(found)

    def _link(self, evidence: str) -> Link | None:
        kind, _, key = evidence.partition(":")
        make = _KINDS.get(kind)
        return make(self, key) if make is not None else None

    def _progress(self, key: str) -> Link | None:
        entry = self.records.entries.get(int(key))
        if entry is None:
            return None
        title = self.records.measures[entry.measure].title
        return Link(f"{title}, {swedish_date(entry.day)}", self.measure(entry.measure, f"#progress-{key}"))

    def _listing(self, key: str) -> Link | None:
        row = self.records.listings.get(int(key))
        if row is None:
            return None
        year = self.records.answers[row.answer].year
        return Link(f"{row.title} i VP {year}", self.measure(row.measure, f"#listing-{key}"))

    def _answer(self, key: str) -> Link | None:
        row = self.records.answers.get(int(key))
        return Link(f"Svaret i VP {row.year}", f"#answer-{row.under or row.pk}") if row else None

    def _signal(self, key: str) -> Link | None:
        row = self.records.signals.get(int(key))
        return Link(f"Signal från {row.sender}, {swedish_date(row.raised_on)}", f"#signal-{key}") if row else None

    def _talk(self, key: str) -> Link | None:
        """A meeting; only one that is public has a page that every reader of this one may see."""
        row = self.records.talks.get(int(key))
        if row is None:
            return None
        href = reverse("voice:meeting", args=[row.meeting]) if row.public else ""
        return Link(f"{row.word} {swedish_date(row.held_on)}", href)

    def _report(self, key: str) -> Link | None:
        row = self.records.reports.get(int(key))
        if row is None:
            return None
        label = f"{row.code} {row.year}, undertecknad {swedish_date(row.signed_on)}"
        return Link(label, self.administration(f"#report-{key}"))

    def _pause(self, key: str) -> Link | None:
        return Link("Beslutad paus", f"#pause-{key}") if int(key) in self.records.pauses else None

    def _comment(self, key: str) -> Link | None:
        return Link("Kommentaren", f"#comment-{key}") if int(key) in self.records.comments else None

    def _period(self, key: str) -> Link:
        year, _, code = key.partition("-")
        if code == "VP":
            return Link(f"VP {year}", "#svar")
        return Link(f"{code} {year}", self.administration(f"#period-{key}"))

    def _revision(self, key: str) -> Link | None:
        found = next((one for one in self.records.around.facts.revisions if one.id == int(key)), None)
        if found is None:
            return None
        return Link(f"Planen, version {found.label}", plan_address(found.label))

    def _central(self, key: str) -> Link:
        revisions = self.records.around.facts.revisions
        titles = [one.title for revision in revisions for one in revision.central if one.key == key]
        return Link(titles[-1] if titles else key, self.central(key))


_KINDS: dict[str, Callable[[Evidence, str], Link | None]] = {
    "progress": Evidence._progress,
    "listing": Evidence._listing,
    "answer": Evidence._answer,
    "signal": Evidence._signal,
    "talk": Evidence._talk,
    "report": Evidence._report,
    "pause": Evidence._pause,
    "comment": Evidence._comment,
    "period": Evidence._period,
    "revision": Evidence._revision,
    "central": Evidence._central,
}


def plan_address(label: str) -> str:
    """The page of a revision of the plan."""
    return reverse("plan:revision", args=[label])
