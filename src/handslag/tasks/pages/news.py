"""What is new since the last working day, for one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.urls import reverse

from handslag.core.clock import STOCKHOLM
from handslag.core.workdays import is_working_day
from handslag.people.models import User
from handslag.plan.models import Revision, RevisionStep
from handslag.tasks.loading import CityFrame
from handslag.voice.models import SignalAnswer

STEPS = {
    "consultation": "Ny version av planen är ute på samråd: {}",
    "decided": "Ny version av planen är beslutad: {}",
}


@dataclass(frozen=True, slots=True)
class News:
    """Something that has happened, with its address."""

    text: str
    href: str


def news_of(frame: CityFrame, user: User) -> tuple[list[News], str]:
    """New versions of the plan and answers to one's own signals, and the heading that says since when."""
    yesterday = frame.day - timedelta(days=1)
    since = yesterday
    while not is_working_day(since, frame.off):
        since -= timedelta(days=1)
    start = datetime.combine(since, time.min, STOCKHOLM)
    found = []
    steps = RevisionStep.objects.filter(revision__plan=frame.plan, at__gte=start, state__in=tuple(STEPS))
    seen = steps.filter(revision__in=Revision.objects.visible_to(user))
    for label, state in seen.order_by("-pk").values_list("revision__label", "state"):
        href = reverse("plan:consultation" if state == "consultation" else "plan:revision", args=[label])
        found.append(News(STEPS[state].format(label), href))
    answers = SignalAnswer.objects.filter(
        signal__raised_by=user, signal__plan=frame.plan, recorded_at__gte=start
    ).order_by("-pk")
    for signal, area in answers.values_list("signal_id", "signal__area_key"):
        found.append(News(f"Svar på din signal om {frame.area_name(area)}", f"/signaler/{signal}/"))
    heading = "Nytt sedan i går" if since == yesterday else "Nytt sedan senaste arbetsdagen"
    return found[:6], heading
