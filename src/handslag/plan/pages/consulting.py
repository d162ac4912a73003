"""A draft on consultation: what it changes, what has been said of it and answered, where the unions stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from handslag.core.clock import local
from handslag.core.markdown import markdown
from handslag.core.text import counted, swedish_date
from handslag.core.verdict import Verdict
from handslag.people.models import ROLES
from handslag.plan.facts import STANCES, TAKEN
from handslag.plan.models import ConsultationComment, Revision, UnionStandpoint
from handslag.plan.pages.changes import AreaView, ChangesPage, ChangeView
from handslag.plan.permissions import can_answer
from handslag.plan.rules.wording import summary


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An answer to a comment."""

    taken: str
    color: str
    text: SafeString
    who: str


@dataclass(frozen=True, slots=True)
class CommentView:
    """A comment with its answers."""

    pk: int
    about: str
    text: SafeString
    who: str
    answers: tuple[AnswerView, ...]
    answer_href: str
    more: str


@dataclass(frozen=True, slots=True)
class ChangeBlock:
    """A change with what has been said of it, and where to say more."""

    view: ChangeView
    said: tuple[CommentView, ...]
    href: str


@dataclass(frozen=True, slots=True)
class AreaBlock:
    """A focus area with its changes, and where to say something about the area as a whole."""

    view: AreaView
    said: tuple[CommentView, ...]
    href: str
    changes: tuple[ChangeBlock, ...]


@dataclass(frozen=True, slots=True)
class StandpointView:
    """Where a union stands now."""

    organisation: str
    word: str
    color: str
    text: SafeString
    who: str


@dataclass(frozen=True, slots=True)
class ConsultationPage:
    """All of the page."""

    sentence: str
    areas: tuple[AreaBlock, ...]
    others: tuple[tuple[str, str], ...]  # areas that do not change: name, where to comment on them
    whole: tuple[CommentView, ...]
    comments: str
    standpoints: tuple[StandpointView, ...]
    can_comment: Verdict
    can_state: Verdict


COLORS = {"taken": "success", "partly": "info", "not_taken": "neutral", "noted": "neutral"}
STANCE_COLORS = {"supports": "success", "opposes": "danger", "abstains": "neutral"}


def consultation_page(
    user: Any,
    row: Revision,
    changes: ChangesPage,
    *,
    comments: Sequence[ConsultationComment],
    standpoints: Sequence[UnionStandpoint],
    can_comment: Verdict,
    can_state: Verdict,
) -> ConsultationPage:
    """The page as a user finds it."""
    said = said_about(user, row, comments)
    shown = {area.key for area in changes.areas}
    others = [(a.name, comment_href(row, a.key)) for a in changes.made.areas if a.key not in shown and a.after]
    unanswered = sum(1 for one in comments if not one.answers.all())
    return ConsultationPage(
        sentence=summary(changes.made, "Den"),
        areas=tuple(_area(row, area, said) for area in changes.areas),
        others=tuple(others),
        whole=said.get(("", ""), ()),
        comments=comments_sentence(len(comments), unanswered),
        standpoints=tuple(_standpoint(one) for one in newest(standpoints)),
        can_comment=can_comment,
        can_state=can_state,
    )


def comments_sentence(number: int, unanswered: int) -> str:
    """How many comments there are, and how many wait."""
    if not number:
        return "Inga synpunkter har kommit in än."
    told = f"{counted(number, 'synpunkt', 'synpunkter')} har kommit in."
    return f"{told} {unanswered} väntar på svar." if unanswered else f"{told} Alla har fått svar."


def said_about(
    user: Any, row: Revision, comments: Sequence[ConsultationComment]
) -> dict[tuple[str, str], tuple[CommentView, ...]]:
    """Area and measure key → what has been said, oldest first."""
    found: dict[tuple[str, str], tuple[CommentView, ...]] = {}
    for one in comments:
        key = (one.area_key, one.measure_key)
        found[key] = (*found.get(key, ()), comment_view(user, row, one))
    return found


def comment_view(user: Any, row: Revision, one: ConsultationComment) -> CommentView:
    """A comment as it is shown, with the way to answer it for who may."""
    href = reverse("plan:answer", args=[row.label, one.pk]) if can_answer(user, row) else ""
    seat = ", ".join(filter(None, (str(one.by), ROLES[one.role], one.organisation)))
    return CommentView(
        pk=one.pk,
        about=one.about,
        text=markdown(one.text),
        who=f"{seat}, {_day(one.at)}",
        answers=tuple(
            AnswerView(
                TAKEN[answer.taken].capitalize(),
                COLORS[answer.taken],
                markdown(answer.text),
                f"{answer.by}, {_day(answer.at)}",
            )
            for answer in one.answers.all()
        ),
        answer_href=href,
        more=f"på synpunkt {one.pk} om {one.about}",
    )


def _day(moment: datetime) -> str:
    return swedish_date(local(moment).date())


def comment_href(row: Revision, area: str = "", measure: str = "") -> str:
    """Where one says what one thinks of a part."""
    if measure:
        return reverse("plan:comment-measure", args=[row.label, area, measure])
    return reverse("plan:comment-area", args=[row.label, area]) if area else reverse("plan:comment", args=[row.label])


def _area(row: Revision, area: AreaView, said: Mapping[tuple[str, str], tuple[CommentView, ...]]) -> AreaBlock:
    changes = tuple(
        ChangeBlock(
            one,
            said.get((area.key, one.measure_key), ()) if one.measure_key else (),
            comment_href(row, area.key, one.measure_key) if one.measure_key else "",
        )
        for one in area.changes
    )
    return AreaBlock(area, said.get((area.key, ""), ()) if area.key else (), comment_href(row, area.key), changes)


def newest(standpoints: Sequence[UnionStandpoint]) -> list[UnionStandpoint]:
    """The newest of each organisation, in the order they first spoke."""
    return list({one.organisation: one for one in standpoints}.values())


def _standpoint(one: UnionStandpoint) -> StandpointView:
    who = f"Infört av {one.by} {_day(one.at)}."
    word = STANCES[one.stance].capitalize()
    return StandpointView(one.organisation, word, STANCE_COLORS[one.stance], markdown(one.text), who)


def comment_rows(comments: Sequence[ConsultationComment]) -> list[dict[str, str]]:
    """The comments as rows of a table."""
    return [
        {
            "Nummer": str(one.pk),
            "Gäller": one.about,
            "Fokusområdets nyckel": one.area_key,
            "Åtgärdens nyckel": one.measure_key,
            "Synpunkt": one.text,
            "Roll": ROLES[one.role],
            "Organisation": one.organisation,
            "Dag": local(one.at).date().isoformat(),
            "Leder till": " / ".join(TAKEN[answer.taken] for answer in one.answers.all()),
            "Svar": " / ".join(answer.text for answer in one.answers.all()),
        }
        for one in comments
    ]
