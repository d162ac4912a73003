"""Sends the grown rows in as the files they would have come in, through the same door as a city's own."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from handslag.cli.demo import words
from handslag.cli.demo.growing import Grown, Place, Row
from handslag.cli.demo.places import END
from handslag.cli.demo.round import ROUND
from handslag.cli.demo.stories import COMMENTED, PRESENT, UNSIGNED
from handslag.core.clock import STOCKHOLM
from handslag.followup.actions import comment, pause
from handslag.followup.importers import import_file as import_followup
from handslag.plan.models import Plan
from handslag.voice.importers import import_file as import_voice

ENDINGS = {"T1": (4, 30), "T2": (8, 31), "VB": (12, 31)}


def noon(day: date) -> datetime:
    """The middle of a day, as a moment."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=STOCKHOLM)


def as_csv(rows: Iterable[Row]) -> bytes:
    """The rows as a file with semicolons, with the headings that any of them has."""
    chosen = list(rows)
    headings = list(dict.fromkeys(heading for row in chosen for heading in row))
    out = io.StringIO()
    write = csv.DictWriter(out, headings, delimiter=";", restval="")
    write.writeheader()
    write.writerows(chosen)
    return out.getvalue().encode()


class Sender:
    """Sends files in to one plan."""

    def __init__(self, plan: Plan, at: datetime) -> None:
        self.plan, self.at = plan, at

    def send(self, kind: str, rows: list[Row], name: str, recorded_on: date) -> None:
        """One file, known from noon on a day."""
        if not rows:
            return
        read = import_voice if kind == "signals" else import_followup
        common: dict[str, Any] = {"city": self.plan.city, "plan": self.plan, "by": None, "at": self.at}
        read(kind, as_csv(rows), name, recorded_at=noon(recorded_on), **common)

    def send_vp(self, year: int, rows: list[Row]) -> None:
        """The VP of a year, known a few days after it was due."""
        self.send("vp", rows, f"VP {year}.csv", date(year, 2, 3))


def send_all(random: Random, sender: Sender, grown: Grown, places: list[Place], names: dict[str, str]) -> None:
    """Everything in the order in which it came in."""
    files: list[tuple[date, str, str, list[Row]]] = []
    for year, rows in grown.vp.items():
        files.append((date(year, 2, 3), "vp", f"VP {year}.csv", rows))
    for start, end, label in _tertials(grown):
        rows = [row for row in grown.progress if start < date.fromisoformat(str(row["Datum"])) <= end]
        known = min(end + timedelta(days=12), END + timedelta(days=1))
        files.append((known, "progress", f"Lägesnoteringar {label}.csv", rows))
    files.extend(_reports(random, places, sorted(grown.vp)))
    files.extend(_signals(random, grown, places, names))
    for known, kind, name, rows in sorted(files, key=lambda file: (file[0], file[1] != "vp", file[2])):
        sender.send(kind, rows, name, known)


def _tertials(grown: Grown) -> list[tuple[date, date, str]]:
    """The spans after which progress came in: first day excluded, last included, label."""
    ends = [(date(year, *ENDINGS[code]), f"{code} {year}") for year in sorted(grown.vp) for code in ENDINGS]
    ends = [(day, label) for day, label in ends if day < END] + [(END, f"november {END.year}")]
    starts = [date(2000, 1, 1), *(day for day, _ in ends)]
    return [(start, end, label) for start, (end, label) in zip(starts, ends, strict=False)]


def _reports(random: Random, places: list[Place], years: list[int]) -> list[tuple[date, str, str, list[Row]]]:
    made: list[tuple[date, str, str, list[Row]]] = []
    for year in years:
        for code, (month, day) in ENDINGS.items():
            end = date(year, month, day)
            due = end + timedelta(days=20 if code != "VB" else 30)
            rows: list[Row] = []
            for place in places:
                here = (year, code) == ROUND and place.district  # reported in Handslag itself
                if here or not place.first <= end <= place.last or (place.name, year, code) in UNSIGNED:
                    continue
                signed = due - timedelta(days=random.randint(0, 8))
                told = signed - timedelta(days=random.randint(3, 7))
                rows.append(
                    {"Förvaltning": place.name, "Period": f"{year}-{code}", "Undertecknad": signed.isoformat(),
                     "Förvaltningsgrupp": told.isoformat()}
                )  # fmt: skip
            if due <= END:
                made.append((due + timedelta(days=2), "reports", f"Rapporter {code} {year}.csv", rows))
    return made


def _signals(
    random: Random, grown: Grown, places: list[Place], names: dict[str, str]
) -> list[tuple[date, str, str, list[Row]]]:
    by_year: dict[int, list[Row]] = {}
    cells = sorted({(life.administration, life.area, life.unit) for life in grown.lives})
    for year in sorted(grown.vp):
        for _ in range(14):
            day = date(year, random.randint(2, 9), random.randint(1, 28))
            there = {place.name for place in places if place.first <= day <= place.last}
            cell = random.choice([cell for cell in cells if cell[0] in there])
            row, answer = _signal(random, cell, names, day)
            row |= {"Svarsdatum": (day + timedelta(days=random.randint(2, 12))).isoformat(), "Svar": answer}
            by_year.setdefault(year, []).append(row)
    for administration, area, kind, turns in PRESENT:
        here = [cell for cell in cells if cell[:2] == (administration, area)]
        if kind == "contested" and here:
            by_year[END.year].append(_signal(random, here[0], names, turns)[0])
    there = {place.name for place in places if place.last >= END}
    last = random.choice([cell for cell in cells if cell[0] in there])
    by_year[max(by_year)].append(_signal(random, last, names, END - timedelta(days=6))[0])
    return [
        (min(date(year, 12, 20), END + timedelta(days=1)), "signals", f"Signaler {year}.csv", rows)
        for year, rows in by_year.items()
    ]


def _signal(random: Random, cell: tuple[str, str, str], names: dict[str, str], day: date) -> tuple[Row, str]:
    """What is raised about a cell, and what is answered."""
    administration, area, unit = cell
    sender, kind = random.choice(words.SENDERS)
    said, answer = random.choice(words.SIGNALS.get(area, words.OTHER_SIGNALS))
    row: Row = {
        "Förvaltning": administration,
        "Enhet": unit,
        "Fokusområde": names[area],
        "Avsändare": sender,
        "Slag": kind,
        "Datum": day.isoformat(),
        "Signal": said,
    }
    return row, answer


def speak(sender: Sender) -> None:
    """The administrations' own comments, and the pause that was decided."""
    plan = sender.plan
    known = {place.name: place for place in plan.city.administrations.all()}
    for number, (name, area) in enumerate(COMMENTED):
        day = date(2026, 7, 3) + timedelta(days=17 * number)
        if name in known:
            comment(
                plan=plan, administration=known[name], area_key=area, text=words.COMMENTS[number], effective_on=day,
                author=words.person(Random(name)) + ", stadsdelsdirektör", recorded_at=noon(day), by=None, at=sender.at,
            )  # fmt: skip
    for name, area, kind, turns in PRESENT:
        if kind == "paused" and name in known:
            pause(
                plan=plan, administration=known[name], area_key=area, first_day=turns + timedelta(days=17),
                last_day=date(2026, 12, 31), reason="Högskolan bygger om sin utbildning. Vi börjar igen i januari.",
                recorded_at=noon(turns + timedelta(days=10)), by=None, at=sender.at,
            )  # fmt: skip
