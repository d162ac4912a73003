"""What stands beside the tasks, by role: the city's state, what was raised, one's signals, who waits to get in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse

from handslag.core.clock import local
from handslag.core.text import counted, short_date, swedish_date
from handslag.people.models import User
from handslag.tasks.loading import CityFrame, bounced, work
from handslag.tasks.loading.escalations import raised_to
from handslag.vitals.judgement import Judgement
from handslag.vitals.rules import SIGN_WORDS

LOOKING = ("politician", "commissioner", "plan_office", "union_rep", "reader", "administrator")
SIGNALLING = ("union_rep", "safety_rep", "social_worker")
REPORTING = ("unit_manager", "district_office", "head")


@dataclass(frozen=True, slots=True)
class Link:
    """A way on."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Panel:
    """A tinted box: a heading, sentences and the ways on from it."""

    key: str
    heading: str
    sentences: Sequence[str]
    links: Sequence[Link] = ()
    button: Link | None = None
    edge: bool = False
    items: Sequence[Link] = field(default=())


def panels_of(frame: CityFrame, user: User, judged: Judgement) -> list[Panel]:
    """At most three, the most useful first."""
    roles = {post.role for post in frame.held_by(user.pk)}
    made: list[Panel] = []
    if "commissioner" in roles:
        made += _raised(frame, "commissioner", "Lyft till er")
    if "administrator" in roles:
        made += _waiting_to_get_in(frame)
    if roles & set(SIGNALLING):
        made += _own_signals(frame, user)
    if roles & set(REPORTING):
        made += _next_report(frame)
    if roles & set(LOOKING):
        made += _city(frame, user, judged)
    return made[:3]


def _city(frame: CityFrame, user: User, judged: Judgement) -> Iterator[Panel]:
    """The city's matrix in a sentence; for somebody who belongs to an administration that one first."""
    own = {post.administration for post in frame.held_by(user.pk) if post.administration}
    sentences = []
    for pk in sorted(own):
        name = frame.around.holder(pk).name
        here = [cell for cell in judged.cells if cell.administration == name]
        waiting = sum(SIGN_WORDS[cell.sign].group == "answer" for cell in here)
        if here:
            sentences.append(f"I {name} kräver {_of(waiting, len(here))} svar.")
    waiting = sum(SIGN_WORDS[cell.sign].group == "answer" for cell in judged.cells)
    sentences.append(f"I hela staden kräver {_of(waiting, len(judged.cells))} svar.")
    yield Panel(
        "staden",
        "Staden just nu",
        sentences,
        button=Link("Se livstecken", reverse("vitals:matrix")),
        edge=not own,
    )


def _of(number: int, total: int) -> str:
    return f"{number or 'ingen'} av {counted(total, 'cell', 'celler')}"


def _raised(frame: CityFrame, level: str, heading: str) -> Iterator[Panel]:
    """What was raised to a level this year, and how much of it is answered."""
    told = raised_to(frame.plan, level, frame.day.replace(month=1, day=1))
    year = frame.day.year
    if not told.raised:
        yield Panel("lyft", heading, [f"Inget har lyfts hit {year}."])
        return
    yield Panel(
        "lyft",
        heading,
        [f"{counted(told.raised, 'cell', 'celler')} har lyfts hit {year}. {told.answered} är besvarade."],
        links=[Link("Vad som har lyfts", f"{reverse('tasks:escalations')}?{urlencode({'niva': level})}")],
        edge=told.answered < told.raised,
    )


def _waiting_to_get_in(frame: CityFrame) -> Iterator[Panel]:
    """Invitations that nobody has used, and addresses that letters do not reach."""
    found = work.invitations(frame)
    late = [one for one in found if one[2] <= frame.moment]
    sentences = [
        f"{counted(len(found), 'inbjudan', 'inbjudningar')} väntar."
        + (f" {len(late)} har gått ut och behöver skickas igen." if late else "")
        if found
        else "Ingen inbjudan väntar."
    ]
    items = [Link(f"{who}, gäller till {short_date(local(ends).date())}", "/anvandare/") for _, who, ends in found[:5]]
    if lost := bounced():
        sentences.append(f"Mejl kommer inte fram till {counted(len(lost), 'adress', 'adresser')}.")
    yield Panel(
        "inbjudningar", "Inbjudningar", sentences, button=Link("Bjud in", "/anvandare/bjud-in/"), edge=True, items=items
    )


def _own_signals(frame: CityFrame, user: User) -> Iterator[Panel]:
    """The signals one has raised that wait for an answer."""
    own = [one for one in work.signals(frame) if one.raised_by_id == user.pk]
    items = [
        Link(
            f"{frame.area_name(one.area_key)}: "
            + (f"svaret skulle ha kommit {short_date(one.answer_by)}" if one.is_overdue(frame.day) else (
                f"svar senast {short_date(one.answer_by)}"))
            , f"/signaler/{one.pk}/",
        )
        for one in own[:5]
    ]  # fmt: skip
    said = f"{counted(len(own), 'signal', 'signaler')} väntar på svar." if own else "Ingen signal från dig väntar."
    yield Panel(
        "signaler", "Dina signaler", [said], button=Link("Lämna en signal", "/signaler/ny/"), edge=True, items=items
    )


def _next_report(frame: CityFrame) -> Iterator[Panel]:
    """The coming reporting day."""
    coming = [one for one in frame.periods() if one.as_of is not None and one.as_of >= frame.day]
    if not coming:
        return
    first = min(coming, key=lambda one: one.due)
    assert first.as_of is not None
    yield Panel(
        "rapport",
        "Nästa lägesrapport",
        [
            f"{first.name} gäller läget {swedish_date(first.as_of)}. Den lämnas senast {swedish_date(first.due)}.",
            "Det du noterar på åtgärderna innan dess fylls i av sig självt.",
        ],
        links=[Link("Lägesrapporter", "/lagesrapport/")],
    )
