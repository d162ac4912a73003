"""What is published as open data: JSON and CSV of the signs, the periods and the meetings, and a feed of changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django.utils.feedgenerator import Atom1Feed

from handslag.core.clock import STOCKHOLM, local
from handslag.core.spreadsheet_text import EXAMPLE, csv_text
from handslag.core.text import counted, swedish_date
from handslag.plan.models import Plan, Revision
from handslag.public.asked import OpenRow
from handslag.public.models import Publication
from handslag.public.papers import OpenPaper
from handslag.public.rules import percent, turns
from handslag.public.said import MeetingsPage
from handslag.vitals.rules import REPORTED_WORDS, SIGN_WORDS

PAPERS = 20
"""So many of the papers that were published last are entries of the feed."""
Entry = tuple[datetime, str, str, str, str]
"""When, its own name, heading, address, text."""
CHANGES = 2
"""For how many of the newest periods every change of a sign is an entry of its own in the feed."""


def head_of(plan: Plan) -> dict[str, Any]:
    """What every document begins with."""
    mark = {"example": EXAMPLE} if plan.city.is_example else {}
    return {"city": plan.city.name, "plan": plan.name, **mark}


def signs_json(plan: Plan, one: Publication) -> dict[str, Any]:
    """The cells of a published period."""
    return {
        **head_of(plan),
        **_when(one),
        "limits": one.content["limits"],
        "cells": [
            {
                "administration": cell["administration"],
                "kind": cell["kind"],
                "focus_area": cell["area"],
                "focus_area_name": cell["area_name"],
                "mandatory": cell["mandatory"],
                "sign": cell["sign"],
                "since": cell["since"],
                "reported": cell["reported"],
                "silent_days": cell["silent_days"],
                "reasons": [reason["text"] for reason in cell["reasons"]],
                "comment": cell["comment"],
                "answer": cell["answer"],
                "signals": cell["signals"],
                "measures": cell["measures"],
            }
            for cell in one.content["cells"]
        ],
        "central": one.content["central"],
    }


def _when(one: Publication) -> dict[str, Any]:
    return {
        "period": one.key,
        "as_of": one.as_of.isoformat(),
        "known_at": local(one.known_at).isoformat(timespec="seconds"),
        "published_at": local(one.published_at).isoformat(timespec="seconds"),
        "revision": one.revision,
    }


def signs_csv(plan: Plan, one: Publication) -> str:
    """The same in Swedish, one row a cell."""
    columns = (
        "Kommun", "Period", "Läget den", "Förvaltning", "Fokusområde", "Nyckel", "Obligatoriskt", "Tecken", "Sedan",
        "Rapporterat", "Tyst i dagar", "Skäl", "Kommentar", "Signaler", "Väntar på svar",
    )  # fmt: skip
    rows = (
        (
            plan.city.name, one.key, one.as_of, cell["administration"], cell["area_name"], cell["area"],
            "ja" if cell["mandatory"] else "nej", SIGN_WORDS[cell["sign"]].word, cell["since"],
            REPORTED_WORDS[cell["reported"]], cell["silent_days"],
            " ".join(reason["text"] for reason in cell["reasons"]),
            cell["comment"]["text"] if cell["comment"] else "",
            cell["signals"]["raised"], cell["signals"]["waiting"],
        )
        for cell in one.content["cells"]
    )  # fmt: skip
    return csv_text(columns, rows, example=plan.city.is_example)


def periods_json(plan: Plan, rows: Sequence[Publication]) -> dict[str, Any]:
    """Every published period with its counts and signs."""
    periods = [
        {
            **_when(one),
            "counted": one.summary["counted"],
            "alive": one.summary["alive"],
            "must_answer": one.summary["answer"],
            "reports": one.summary["reports"],
            "signs": one.summary["signs"],
        }
        for one in rows
    ]
    return {**head_of(plan), "periods": periods}


def periods_csv(plan: Plan, rows: Sequence[Publication]) -> str:
    """One row a period."""
    columns = (
        "Kommun", "Period", "Läget den", "Stängdes", "Version av planen", "Celler", "Aktivt eller genomfört", "Procent",
        "Kräver svar", "Undertecknade rapporter",
    )  # fmt: skip
    values = (
        (
            plan.city.name, one.key, one.as_of, one.due, one.revision, one.summary["counted"], one.summary["alive"],
            percent(one.summary["alive"], one.summary["counted"]), one.summary["answer"],
            sum(bool(report["signed_on"]) for report in one.summary["reports"]),
        )
        for one in rows
    )  # fmt: skip
    return csv_text(columns, values, example=plan.city.is_example)


def meetings_json(plan: Plan, page: MeetingsPage) -> dict[str, Any]:
    """The meetings that are open to all, with their answered points."""
    meetings = [
        {
            "kind": one.kind,
            "held_on": one.held_on.isoformat(),
            "administrations": one.administrations,
            "focus_areas": one.areas,
            "points": [
                {
                    "point": said.point,
                    "answer": said.answer,
                    "answered_on": said.answered_on.isoformat(),
                    "answered_as": said.answered_as,
                    "measure": said.measure or None,
                }
                for said in one.points
            ],
        }
        for one in page.meetings
    ]
    return {**head_of(plan), "meetings": meetings}


def meetings_csv(plan: Plan, page: MeetingsPage) -> str:
    """One row a point."""
    columns = (
        "Kommun", "Möte", "Dag", "Förvaltningar", "Fokusområden", "Punkt", "Svar", "Besvarad", "Svar från", "Åtgärd",
    )  # fmt: skip
    rows = (
        (
            plan.city.name, one.kind, one.held_on, one.administrations, one.areas, said.point, said.answer,
            said.answered_on, said.answered_as, said.measure,
        )
        for one in page.meetings
        for said in one.points
    )  # fmt: skip
    return csv_text(columns, rows, example=plan.city.is_example)


def papers_json(plan: Plan, papers: Sequence[OpenPaper], root: str) -> dict[str, Any]:
    """The published papers; `root` is the address of the site."""
    rows = [
        {
            "id": one.pk,
            "title": one.title,
            "kind": one.kind,
            "date": one.day.isoformat() if one.day else None,
            "body": one.body,
            "registration_number": one.dnr,
            "published_on": one.published_on.isoformat(),
            "url": f"{root}{one.href}",
        }
        for one in papers
    ]
    return {**head_of(plan), "papers": rows}


def papers_csv(plan: Plan, papers: Sequence[OpenPaper], root: str) -> str:
    """One row a paper."""
    columns = ("Kommun", "Id", "Rubrik", "Slag", "Datum", "Organ", "Diarienummer", "Publicerad", "Adress")
    rows = (
        (plan.city.name, one.pk, one.title, one.kind, one.day, one.body, one.dnr, one.published_on, f"{root}{one.href}")
        for one in papers
    )
    return csv_text(columns, rows, example=plan.city.is_example)


def questions_json(plan: Plan, rows: Sequence[OpenRow], root: str) -> dict[str, Any]:
    """What politicians have asked and what has been promised; `root` is the address of the site."""
    told = [
        {
            "number": one.label,
            "kind": one.kind,
            "text": one.text,
            "matter": one.matter,
            "from": one.who,
            "to": one.to,
            "put_on": one.put_on.isoformat() if one.put_on else None,
            "due": one.deadline.isoformat() if one.deadline else None,
            "state": one.state,
            "waits": one.waits,
            "late": one.late,
            "paper": f"{root}{one.href}" if one.href else None,
        }
        for one in rows
    ]
    return {**head_of(plan), "questions": told}


def questions_csv(plan: Plan, rows: Sequence[OpenRow], root: str) -> str:
    """One row a question or a commitment."""
    columns = (
        "Kommun", "Nummer", "Slag", "Text", "Ärende", "Ställd av", "Ska svara", "Ställd", "Senast", "Läge",
        "Dagen har passerat", "Handling",
    )  # fmt: skip
    told = (
        (
            plan.city.name, one.label, one.kind, one.text, one.matter, one.who, one.to, one.put_on, one.deadline,
            one.state, "ja" if one.late else "nej", f"{root}{one.href}" if one.href else "",
        )
        for one in rows
    )  # fmt: skip
    return csv_text(columns, told, example=plan.city.is_example)


def feed_of(
    plan: Plan,
    rows: Sequence[Publication],
    revisions: Sequence[Revision],
    root: str,
    feed_url: str,
    told: Sequence[Entry] = (),
) -> str:
    """Atom: a period that is shut, signs that have turned since the one before, a new version of the plan in force.

    And what else is `told`, such as papers that are published.

    `root` is the whole address of the city's page. Newest first; the same facts give the same feed.
    """
    feed = Atom1Feed(
        title=f"Så går det för handlingsplanen i {plan.city.name}",
        link=root,
        description="Nya perioder, ändrade livstecken och nya versioner av planen.",
        language="sv",
        feed_url=feed_url,
        feed_guid=feed_url,
        author_name=plan.city.name,
        subtitle="Påhittat exempel" if plan.city.is_example else None,
    )
    entries = [*_of_periods(rows, root), *_of_revisions(plan, revisions, root), *told]
    for moment, guid, title, link, text in sorted(entries, key=lambda one: (one[0], one[1]), reverse=True):
        feed.add_item(
            title=title, link=link, description=text, unique_id=guid, unique_id_is_permalink=False,
            pubdate=moment, updateddate=moment,
        )  # fmt: skip
    return str(feed.writeString("utf-8"))


def paper_entries(papers: Sequence[OpenPaper], site: str) -> list[Entry]:
    """An entry for each of the papers that were published last."""
    found: list[Entry] = []
    for one in papers[:PAPERS]:
        link, title = f"{site}{one.href}", f"Ny handling: {one.title}"
        text = f"{one.kind.capitalize()} publicerad den {swedish_date(one.published_on)}."
        found.append((_morning(one.published_on), f"{link}#publicerad-{one.published_on}", title, link, text))
    return found


def _of_periods(rows: Sequence[Publication], root: str) -> list[Entry]:
    found: list[Entry] = []
    for place, one in enumerate(rows):
        counts, link = one.summary, f"{root}livstecken/?period={one.key}"
        changed = turns(rows[place - 1].summary["signs"], counts["signs"]) if place else []
        text = (
            f"Läget den {swedish_date(one.as_of)}: {counts['alive']} av {counts['counted']} är aktivt eller "
            f"genomfört, {counts['answer']} kräver svar. {counted(len(changed), 'tecken', 'tecken')} är ändrat sedan "
            "perioden före."
        )
        found.append((one.known_at, f"{root}#{one.key}", f"{one.name} är stängd", link, text))
        if place < len(rows) - CHANGES:
            continue
        for turn in changed:
            title = f"{_where(one, turn.cell)}: {SIGN_WORDS[turn.now].word}"
            said = f"Var {SIGN_WORDS[turn.before].word} vid {rows[place - 1].name}."
            where = f"{root}livstecken/{turn.cell}/?period={one.key}"
            found.append((one.known_at, f"{root}#{one.key}/{turn.cell}", title, where, said))
    return found


def _where(one: Publication, cell: str) -> str:
    """`Rimlig arbetsbelastning, Ängsby`."""
    names: dict[str, str] = one.summary.get("names", {})
    return names.get(cell, cell)


def _of_revisions(plan: Plan, revisions: Sequence[Revision], root: str) -> list[Entry]:
    found: list[Entry] = []
    for row in revisions:
        assert row.in_force
        text = f"Version {row.label} av {plan.name} gäller från den {swedish_date(row.in_force)}."
        if row.decided_by and row.decided_on:
            text += f" Beslutad av {row.decided_by} den {swedish_date(row.decided_on)}."
        link, guid = f"{root}planen/", f"{root}planen/#{row.label}"
        found.append((_morning(row.in_force), guid, f"Ny version av planen: {row.label}", link, text))
    return found


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), STOCKHOLM)
