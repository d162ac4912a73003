"""A published cell as the pages need it: its words, its address, since when, and how it stood at the period before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from handslag.core.markup import sign
from handslag.core.text import short_date, swedish_date
from handslag.public.models import Publication
from handslag.public.rules import ALIVE
from handslag.vitals.pages.comparing import turn_of
from handslag.vitals.rules import REPORTED_WORDS, SIGN_WORDS


@dataclass(frozen=True)
class OpenCell:
    """A cell of a published period."""

    data: Mapping[str, Any]
    city: str
    as_of: date
    period: str
    """The period's key when it is not the newest: the address then says so."""
    before: str | None = None
    before_name: str = ""

    @property
    def sign_key(self) -> str:
        return str(self.data["sign"])

    @property
    def word(self) -> str:
        return SIGN_WORDS[self.sign_key].word

    @property
    def short(self) -> str:
        return SIGN_WORDS[self.sign_key].short

    @property
    def group(self) -> str:
        return SIGN_WORDS[self.sign_key].group

    @property
    def alive(self) -> bool:
        return self.sign_key in ALIVE

    @property
    def area(self) -> str:
        return str(self.data["area_name"])

    @property
    def administration(self) -> str:
        return str(self.data["administration"])

    @property
    def mandatory(self) -> bool:
        return bool(self.data["mandatory"])

    @property
    def reported(self) -> str:
        return REPORTED_WORDS[self.data["reported"]]

    @property
    def comment(self) -> str:
        given = self.data["comment"]
        return str(given["text"]) if given else ""

    @property
    def comment_day(self) -> str:
        given = self.data["comment"]
        return swedish_date(date.fromisoformat(given["day"])) if given else ""

    @property
    def since_day(self) -> date:
        return date.fromisoformat(self.data["since"])

    @property
    def since(self) -> str:
        """`14 juni`, with the year when it is another than that of the period."""
        return short_date(self.since_day, year=self.since_day.year != self.as_of.year)

    @property
    def drawn(self) -> SafeString:
        """The sign as word, shape and colour."""
        return sign(self.sign_key, self.word)

    @property
    def href(self) -> str:
        where = reverse("public:cell", args=[self.city, self.data["slug"], self.data["area"]])
        return f"{where}?period={self.period}" if self.period else where

    @property
    def turn(self) -> str:
        """Whether it is worse or better than at the period before."""
        return turn_of(self.before, self.sign_key)

    @property
    def turned(self) -> str:
        """`sämre än vid T1 2026, då Avtar`, or nothing."""
        if not self.turn or self.before is None:
            return ""
        how = "sämre" if self.turn == "worse" else "bättre"
        return f"{how} än vid {self.before_name}, då {SIGN_WORDS[self.before].word}"

    @property
    def sentence(self) -> str:
        """What those who listen hear in the matrix."""
        text = f"{self.word} sedan {self.since}"
        if self.turned:
            text += f", {self.turned}"
        text += f". Rapporterat: {self.reported}"
        return f"{text}. Förvaltningen har kommenterat" if self.comment else text

    @property
    def weight(self) -> tuple[int, str]:
        """The most serious first, then the oldest."""
        return (-SIGN_WORDS[self.sign_key].weight, str(self.data["since"]))


def cells_of(city: str, one: Publication, before: Publication | None, *, newest: bool) -> list[OpenCell]:
    """The cells of a published period, compared with the one before."""
    then = before.summary["signs"] if before else {}
    name = before.name if before else ""
    key = "" if newest else one.key
    return [
        OpenCell(cell, city, one.as_of, key, then.get(f"{cell['slug']}/{cell['area']}"), name)
        for cell in one.content["cells"]
    ]
