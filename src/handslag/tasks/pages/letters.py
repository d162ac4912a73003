"""The day's letters: one to each person for whom something has come to a new stage, with all that waits in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice

from django.conf import settings
from django.template.loader import get_template

from handslag.core.clock import local
from handslag.core.palette import color
from handslag.core.text import fold
from handslag.people.models import User
from handslag.plan.models import Plan
from handslag.tasks.due import Due
from handslag.tasks.loading import bounced, frame_of, reminded_of, sent_today
from handslag.tasks.loading.city import CityFrame
from handslag.tasks.pages.gathering import tasks_by_person
from handslag.tasks.rules import Task, due_words, lead_of, to_remind
from handslag.tasks.rules.doing import day_words
from handslag.tasks.tokens import reply_token

MOST = 25
"""So many tasks stand in a letter; the start page has the rest."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which letters: only one user's, at most so many."""

    only: str = ""
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A task as it stands in a letter: its own address, and for a measure one that needs no account."""

    title: str
    why: str
    when: str
    day: str
    late: bool
    href: str
    verb: str
    reply: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """All that a letter says."""

    name: str
    lead: str
    lines: Sequence[Line]
    more: int
    base: str
    example: bool
    city: str
    replies: bool


COLOURS = {
    "ground": color("neutral-background-default"),
    "ink": color("neutral-text-default"),
    "soft": color("neutral-text-subtle"),
    "rule": color("neutral-border-subtle"),
    "late": color("danger-text-subtle"),
    "link": color("accent-text-subtle"),
    "button": color("accent-base-default"),
    "on_button": color("neutral-background-default"),
    "warn": color("warning-surface-tinted"),
}


def letters_of(plans: Sequence[Plan], at: datetime, chosen: Chosen | None = None) -> list[Due]:
    """The letters to send now, over all cities: never more than one to a person, none to who has had one today."""
    chosen = chosen or Chosen()
    day = local(at).date()
    done, lost, reminded = sent_today(day), bounced(), reminded_of()
    waiting: dict[int, list[tuple[CityFrame, list[Task], list[Task]]]] = {}
    for plan in plans:
        frame = frame_of(plan, at)
        for user, tasks in tasks_by_person(frame).items():
            new = to_remind(tasks, day, reminded.get(user, {}))
            if new and user not in done:
                waiting.setdefault(user, []).append((frame, tasks, new))
    made = (
        _letter(user, waiting[user.pk])
        for user in User.objects.filter(pk__in=waiting, is_active=True).order_by("pk")
        if user.email and fold(user.email) not in lost and chosen.only in ("", user.username)
    )
    return list(islice(made, chosen.limit))


def _letter(user: User, parts: Iterable[tuple[CityFrame, list[Task], list[Task]]]) -> Due:
    frames, tasks, new = [], [], []
    for frame, all_of_them, newly in parts:
        frames.append(frame)
        tasks += [task for task in all_of_them if not task.is_held(frame.day)]
        new += newly
    first = frames[0]
    lines = [_line(task, first, user) for task in tasks[:MOST]]
    subject = f"Handslag: {_subject(tasks, first)}"
    words = Words(
        name=str(user).split()[0],
        lead=lead_of(tasks, first.day),
        lines=lines,
        more=max(0, len(tasks) - MOST),
        base=settings.HANDSLAG_BASE_URL,
        example=first.plan.city.is_example,
        city=first.plan.city.name,
        replies=any(line.reply for line in lines),
    )
    html = get_template("tasks/mail/letter.html").render(asdict(words) | COLOURS | {"subject": subject})
    return Due(user.pk, str(user), user.email, subject, plain_text(words), html, new, words.example)


def plain_text(words: Words) -> str:
    """The letter for those who read text alone: the same words, one thing after another."""
    told = [f"Hej {words.name},", "", words.lead, ""]
    for line in words.lines:
        day = f" ({line.day})" if line.day != line.when else ""
        told += [f"* {line.title}", f"  {line.when}{day}", f"  {line.why}"]
        told += [f"  Svara utan att logga in: {line.reply}"] if line.reply else []
        told += [f"  {line.href}", ""]
    told += [f"{words.more} till står på din startsida.", ""] if words.more else []
    told += [f"Din startsida: {words.base}/start/", ""]
    if words.replies:
        told += ["Länkar som kan användas utan att logga in gäller i 30 dagar och är dina. Skicka dem inte vidare."]
    told += ["Du får högst ett sådant här mejl om dagen, och bara när något har närmat sig eller passerat sin dag.", ""]
    told += ["Påhittat exempel. Personer, händelser och siffror är inte verkliga.", ""] if words.example else []
    return "\n".join([*told, f"Handslag, {words.city}", ""])


def _subject(tasks: Sequence[Task], frame: CityFrame) -> str:
    """What is most urgent, in the subject itself: `2 arbetsdagar sen: Svara på signalen om jourtid, och 3 till`."""
    first = tasks[0]
    more = f", och {len(tasks) - 1} till" if len(tasks) > 1 else ""
    when = due_words(first.due, frame.day, frame.off)
    return f"{when}: {first.title[:110]}{more}"


def _line(task: Task, frame: CityFrame, user: User) -> Line:
    base = settings.HANDSLAG_BASE_URL
    reply = f"{base}/svara/{reply_token(user.pk, task.measure)}/" if task.measure else ""
    return Line(
        title=task.title,
        why=task.why,
        when=due_words(task.due, frame.day, frame.off),
        day=day_words(task.due, frame.day),
        late=task.is_late(frame.day),
        href=f"{base}{task.href}",
        verb=task.verb,
        reply=reply,
    )
