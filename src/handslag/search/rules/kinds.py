"""What can be found: the kinds of things, their words, and what a thing is indexed as."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

KINDS = {
    "paper": "handling",
    "area": "fokusområde",
    "plan_measure": "åtgärd i planen",
    "measure": "lokal åtgärd",
    "report": "lägesrapport",
    "comment": "kommentar",
    "signal": "signal",
}
KINDS_MANY = {
    "paper": "Handlingar",
    "area": "Fokusområden",
    "plan_measure": "Åtgärder i planen",
    "measure": "Lokala åtgärder",
    "report": "Lägesrapporter",
    "comment": "Kommentarer",
    "signal": "Signaler",
}


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of a thing's text, and where it stands: `s. 3`, `Lägesnotering 12 maj 2025`.

    `anchor` is what leads there from the thing's own address: `?sida=3#sida-3`.
    """

    label: str
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A thing as it is to be found: its title, a line about it, what it is filtered by, and its texts."""

    kind: str
    object_id: int
    city_id: int
    title: str
    href: str
    about: str = ""
    """A line that is shown under the title, and searched as it is."""
    group_id: int = 0
    """What decides who sees it, when that is not the thing itself: a revision, a plan."""
    full: bool = False
    """Whether it holds passages that only registrars may read."""
    paper_kind: str = ""
    dated_on: date | None = None
    body: str = ""
    parties: tuple[str, ...] = ()
    texts: tuple[Text, ...] = ()
