"""A small invented town with a merger and a split behind it, a plan in two versions, and short words to use it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pytest

from handslag.audit.actions import record
from handslag.core.clock import at_local
from handslag.core.outcome import FaultyFile, Outcome
from handslag.followup import importers as followup
from handslag.followup.models import Answer, Listing, LocalMeasure, ProgressEntry, SignedReport
from handslag.people.actions import import_city
from handslag.people.importers import read_city
from handslag.people.models import Administration, City, Unit
from handslag.plan.models import FocusArea, Measure, Plan, Revision
from handslag.voice import importers as voice
from handslag.voice.models import Signal, SignalAnswer
from tests.intake_files.files import csv_file

CITY = """
city: {name: Provstad, code: "9993", example: true}
settings: {signal_answer_days: 10}
administrations:
  - {name: Östra, kind: district, valid_from: 2007-01-01, valid_to: 2023-06-30, units: [{name: Stöd Östra}]}
  - {name: Västra, kind: district, valid_from: 2007-01-01, valid_to: 2023-06-30, units: [{name: Stöd Västra}]}
  - name: Norra
    kind: district
    valid_from: 2023-07-01
    predecessors: [Östra, Västra]
    units:
      - {name: Barn och unga Norra, field: barn och unga, id: "7231"}
      - {name: Försörjning Norra, field: ekonomiskt bistånd, id: "7232"}
  - {name: Gamla, kind: district, valid_from: 2007-01-01, valid_to: 2024-12-31}
  - {name: Ena, kind: district, valid_from: 2025-01-01, predecessors: [Gamla]}
  - {name: Andra, kind: district, valid_from: 2025-01-01, predecessors: [Gamla]}
  - name: Södra
    kind: district
    valid_from: 2007-01-01
    units: [{name: Barn och unga Södra, field: barn och unga}]
  - {name: Fackförvaltningen, kind: specialist, valid_from: 2007-01-01}
calendar:
  2023: {VP: {due: 2023-01-31}}
  2024: {VP: {due: 2024-01-31}}
  2025: {VP: {due: 2025-01-31}}
  2026: {VP: {due: 2026-01-30}}
holidays: {bridge_days: [2025-05-30], closed: []}
"""
AT = at_local("2025-09-01T12:00")
KIND = {"vp": followup, "progress": followup, "reports": followup, "signals": voice}
ROWS = (Answer, Listing, LocalMeasure, ProgressEntry, SignedReport, Signal, SignalAnswer, Unit)

Line = Mapping[str, Any]


class Town:
    """The town, with a word for each thing a test does in it."""

    def __init__(self) -> None:
        begun = at_local("2022-12-01T09:00")
        import_city(parsed=read_city(CITY.encode(), "provstad.yaml"), by=None, at=begun, recorded_at=begun)
        self.city = City.objects.get(name="Provstad")
        self.plan = Plan.objects.create(
            city=self.city, name="Handlingsplan", slug="handlingsplan", ends=date(2027, 12, 31)
        )
        event = record("plan.imported", by=None, at=begun, city_id=self.city.pk)
        self._revision("2022", date(2022, 11, 1), event.pk, begun, {
            "arbetsbelastning": ("Rimlig arbetsbelastning", ("Kompetensfond",)),
            "introduktion": ("Introduktion för nya", ()),
        })  # fmt: skip
        self._revision("2024", date(2024, 6, 1), event.pk, begun, {
            "arbetsbelastning": ("En rimlig arbetsbelastning", ("Kompetensfonden",)),
            "introduktion": ("Introduktion för nya", ()),
            "ledarskap": ("Nära ledarskap", ()),
        })  # fmt: skip

    def _revision(
        self, label: str, day: date, event: int, begun: datetime, areas: dict[str, tuple[str, tuple[str, ...]]]
    ) -> None:
        leader = Administration.objects.get(city=self.city, name="Fackförvaltningen")
        revision = Revision.objects.create(
            plan=self.plan, label=label, recorded_at=begun, entered_at=begun, event_id=event, content_hash=label
        )
        for order, (key, (name, central)) in enumerate(areas.items()):
            area = FocusArea.objects.create(
                revision=revision, key=key, name=name, order=order, mandatory=key == "arbetsbelastning"
            )
            for place, title in enumerate(central):
                Measure.objects.create(
                    area=area, key=f"central-{place}", name=title, order=place, central=True, administration=leader
                )
        Revision.objects.filter(pk=revision.pk).update(is_decided=True, state="decided", decided_on=day, in_force=day)

    def load(self, kind: str, content: bytes, name: str | None = None, **options: Any) -> Outcome:
        """Read in a file's bytes."""
        settings = {"city": self.city, "plan": self.plan, "by": None, "at": AT} | options
        return KIND[kind].import_file(kind, content, name or f"{kind}.csv", **settings)

    def read(self, kind: str, *lines: Line, **options: Any) -> Outcome:
        """Read in rows."""
        return self.load(kind, csv_file(kind, lines), **options)

    def faults(self, kind: str, *lines: Line, **options: Any) -> list[str]:
        """The errors for which rows are refused; proves that nothing was written."""
        before = self.counts()
        with pytest.raises(FaultyFile) as caught:
            self.read(kind, *lines, **options)
        assert self.counts() == before
        return [str(problem) for problem in caught.value.problems]

    def counts(self) -> dict[str, int]:
        """How many rows of each kind there are."""
        return {model.__name__: model.objects.count() for model in ROWS}


def vp(administration: str = "Norra", area: str = "arbetsbelastning", measure: str = "", **more: Any) -> Line:
    """A row of a VP: adopted for 2025 unless it says otherwise."""
    row = {"Förvaltning": administration, "Fokusområde": area, "Beslut": "Antaget", "År": 2025, "Åtgärd": measure}
    return row | _words(more)


def progress(
    administration: str = "Norra",
    area: str = "arbetsbelastning",
    measure: str = "",
    day: str = "2025-03-01",
    **more: Any,
) -> Line:
    """A progress note."""
    row = {"Förvaltning": administration, "Fokusområde": area, "Åtgärd": measure, "Datum": day}
    return row | _words(more)


def signal(administration: str = "Norra", area: str = "arbetsbelastning", **more: Any) -> Line:
    """A signal from Vision of 2025-03-10 unless it says otherwise."""
    row = {
        "Förvaltning": administration, "Fokusområde": area, "Avsändare": "Vision", "Datum": "2025-03-10",
        "Signal": "Taket hålls inte.",
    }  # fmt: skip
    return row | _words(more)


def _words(more: dict[str, Any]) -> dict[str, Any]:
    """Column names with an underscore for the space."""
    return {name.replace("_", " "): value for name, value in more.items()}
