"""The most that reading can give: a reader who knows which lines tell of real work, and judges by them alone."""

from __future__ import annotations

from datetime import date, timedelta

from handslag.cli.bench.scoring import ALARMS, CALM, Shown
from handslag.cli.bench.simulator.records import Truth, World


def perfect_reader(world: World, day: date, signs: Shown, sleep_after: int = 150) -> Shown:
    """Asleep when no true line is newer than so many days; what is plain on paper is taken from the signs of life.

    No rule that judges by lines and such a clock can be better; what is still wrong here is wrong because it was
    not written, was written late, or because a living cell stood still.
    """
    shown = {}
    for truth in world.truths:
        place = (truth.administration, truth.area)
        sign = signs.get(place, CALM)
        if sign == "asleep" or sign not in ALARMS:
            sign = "asleep" if _silent_days(truth, world.first_day, day) > sleep_after else CALM
        shown[place] = sign
    return shown


def _silent_days(truth: Truth, first: date, day: date) -> int:
    """Days since the newest true line known on the day, without pauses; none when everything is really done."""
    span = truth.span_on(day)
    if span is not None and span.life in ("done", "outside"):
        return 0
    last = max((told for told, handed_in in truth.told if handed_in <= day and told <= day), default=first)
    paused = sum(
        max(0, (min(pause.last_day, day) - max(pause.first_day, last + timedelta(days=1))).days + 1)
        for pause in truth.spans
        if pause.life == "paused"
    )
    return (day - last).days - paused
