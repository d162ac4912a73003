"""Whether the work goes on: the plan's term, signs of life over time, what sleeps, what was raised and answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from handslag.core.text import counted, join_words, swedish_date
from handslag.dossiers.facts import CellState, DayState, Evidence, Figure, Material, Raised, Rows
from handslag.dossiers.rules.evidence.followup import raised_rows
from handslag.dossiers.rules.evidence.words import (
    ANSWERING,
    CELL,
    COMPUTED,
    LIVING,
    are,
    as_shown,
    by_weight,
    day_or_dash,
    in_year,
    nothing,
    signs_of,
    span,
    the_day,
    year_back,
)
from handslag.vitals.rules import SIGN_WORDS

LEVELS = {
    "unit": "enheten",
    "district": "förvaltningen",
    "plan_office": "planansvarig",
    "commissioner": "borgarrådets kansli",
}
"""Where a cell is raised to, the lowest first."""


def plan(material: Material) -> Evidence:
    """Which version of the plan is in force, decided when, and until when it lasts."""
    one = material.plan
    definition = "Den version av handlingsplanen som gäller på dagen, med beslut och planens sista dag."
    if one.decided_on is None:
        return nothing(
            "continuation.plan",
            "Ingen plan gällde",
            "Ingen beslutad version av planen gällde den dagen.",
            definition=definition,
            material=material,
        )
    text = f"{one.decided_by or 'Nämnden'} beslutade den {swedish_date(one.decided_on)}."
    if one.in_force:
        text += f" Den gäller från den {swedish_date(one.in_force)}."
    if one.first_vp_year:
        text += f" Det första året som den ska finnas i verksamhetsplanerna är {one.first_vp_year}."
    until = f"till {swedish_date(one.ends)}" if one.ends else "utan slutdag"
    return Evidence(
        key="continuation.plan", kind="", why="", definition=definition,
        title=f"Planen gäller {until}, version {one.label}", text=text, period=the_day(material),
        source=f"Beslut den {swedish_date(one.decided_on)}{f', dnr {one.dnr}' if one.dnr else ''}",
        figures=(
            Figure("label", "Version", one.label),
            Figure("decided_on", "Beslutad", one.decided_on.isoformat()),
            Figure("ends", "Sista dag", one.ends.isoformat() if one.ends else None),
            Figure("first_vp_year", "Första verksamhetsplaneår", one.first_vp_year),
        ),
        rows=Rows(("Version", "Beslutad av", "Beslutad", "Gäller från"),
                  ((one.label, one.decided_by or "–", swedish_date(one.decided_on), day_or_dash(one.in_force)),)),
        link=("Visa planen", "/planen/"),
    )  # fmt: skip


def _alive(signs: Mapping[tuple[str, str], str]) -> int:
    return sum(sign in LIVING for sign in signs.values())


def _answer(signs: Mapping[tuple[str, str], str]) -> int:
    return sum(sign in ANSWERING for sign in signs.values())


def over_time(material: Material) -> Evidence:
    """How many cells were alive, and how many had to be answered for, on each period's day up to the day."""
    definition = (
        f"{CELL} Aktivt eller genomfört räknas som levande. Varje dag räknas ur det som nu är känt om den. {COMPUTED}"
    )
    days = [one for one in material.days if one.signs]
    if not days:
        return nothing(
            "continuation.over_time",
            "Livstecken över tid",
            "Planen gällde inte på någon av dagarna.",
            definition=definition,
            material=material,
        )
    last, first = days[-1], days[0]
    text = f"{_answer(last.signs)} kräver svar."
    if first is not last:
        text = (
            f"Den {swedish_date(first.day)} var det {_alive(first.signs)} av {len(first.signs)}. "
            f"{_answer(last.signs)} kräver svar, mot {_answer(first.signs)} då."
        )
    return Evidence(
        key="continuation.over_time", kind="", why="", definition=definition,
        title=f"{_alive(last.signs)} av {counted(len(last.signs), 'cell', 'celler')} är aktiva eller genomförda",
        text=text, period=span(first.day, last.day), source=f"Livstecken {span(first.day, last.day)}",
        figures=(
            Figure("alive", "Aktiva eller genomförda celler", _alive(last.signs), "celler"),
            Figure("answer", "Celler som kräver svar", _answer(last.signs), "celler"),
            Figure("cells", "Celler", len(last.signs), "celler"),
            Figure("alive_first", f"Aktiva eller genomförda {swedish_date(first.day)}", _alive(first.signs), "celler"),
            Figure("answer_first", f"Krävde svar {swedish_date(first.day)}", _answer(first.signs), "celler"),
        ),
        rows=Rows(("Dag", "Aktiva eller genomförda", "Håll ögonen på", "Kräver svar", "Celler"),
                  tuple(map(_day_row, reversed(days)))),
        link=("Visa matrisen", as_shown(material, "/livstecken/")),
    )  # fmt: skip


def _day_row(one: DayState) -> tuple[str, ...]:
    watched = sum(SIGN_WORDS[sign].group == "watch" for sign in one.signs.values())
    name = f"{swedish_date(one.day)} ({one.name})" if one.name else swedish_date(one.day)
    return (name, str(_alive(one.signs)), str(watched), str(_answer(one.signs)), str(len(one.signs)))


def since_last(material: Material) -> Evidence:
    """How many cells have become better and worse since the last period."""
    definition = (
        "Samma cell jämförd mellan periodens dag och dagen i fråga. Bättre: ett mindre allvarligt tecken, sämre: ett "
        f"mer allvarligt. {CELL}"
    )
    days = [one for one in material.days if one.signs]
    if len(days) < 2:
        return nothing(
            "continuation.since_last",
            "Förändring",
            "Det finns ingen tidigare period att jämföra med.",
            definition=definition,
            material=material,
        )
    then, now = days[-2], days[-1]
    weight = {key: SIGN_WORDS[sign].weight for key, sign in then.signs.items()}
    turned = [(key, SIGN_WORDS[sign].weight - weight[key]) for key, sign in now.signs.items() if key in weight]
    worse = [key for key, turn in turned if turn > 0]
    better = [key for key, turn in turned if turn < 0]
    acted = [cell for cell in material.cells if cell.last_act and cell.last_act > then.day]
    cells = {(cell.administration, cell.area): cell for cell in material.cells}
    changed = [cells[key] for key in (*worse, *better) if key in cells]
    name = then.name or swedish_date(then.day)
    return Evidence(
        key="continuation.since_last", kind="", why="", definition=definition,
        title=f"{counted(len(better), 'cell', 'celler')} har blivit bättre sedan {name}",
        text=f"{len(worse) or 'Ingen'} har blivit sämre. I {len(acted)} av {len(material.cells)} celler har något nytt "
        f"hänt sedan den {swedish_date(then.day)}.",
        period=span(then.day, now.day), source=f"Jämförelse {swedish_date(then.day)} och {swedish_date(now.day)}",
        figures=(
            Figure("better", "Blivit bättre", len(better), "celler"),
            Figure("worse", "Blivit sämre", len(worse), "celler"),
            Figure("acted", "Celler där något nytt har hänt", len(acted), "celler"),
        ),
        rows=Rows(("Cell", "Förut", "Nu", "Senaste händelse"),
                  tuple((cell.name, SIGN_WORDS[then.signs[cell.administration, cell.area]].word, cell.word,
                         day_or_dash(cell.last_act)) for cell in changed), tuple(cell.href for cell in changed)),
        link=("Visa jämförelsen", as_shown(material, "/livstecken/", andrat="on", mot=_period(then))),
    )  # fmt: skip


def _period(then: DayState) -> str:
    """The period's key in addresses: `T2 2024` is `2024-T2`."""
    return "-".join(reversed(then.name.split()))


def sleeping(material: Material) -> Evidence:
    """The cells that have stopped, and what was done about each: raised, answered, commented."""
    definition = (
        f"Avstannat: ingen händelse av betydelse på mer än {material.sleep_after} dagar. Det som har gjorts åt cellen: "
        f"den har lyfts till nästa nivå, besvarats eller kommenterats. {COMPUTED}"
    )
    found = by_weight(cell for cell in material.cells if cell.sign == "asleep")
    raised: dict[tuple[str, str], Raised] = {}
    for one in sorted(material.raised, key=lambda one: one.raised_on):
        raised[one.administration, one.area] = one
    lifted = [cell for cell in found if (cell.administration, cell.area) in raised]
    answered = [cell for cell in lifted if raised[cell.administration, cell.area].answered_on]
    if not found:
        text = "" if material.cells else "Planen gällde inte den dagen."
    else:
        text = f"{are(len(lifted), 'lyft', 'lyfta')} till nästa nivå."
        if lifted:
            text += f" {len(answered) or 'Ingen'} av dem har besvarats."
        longest = max(found, key=lambda cell: cell.silent_days or 0)
        if longest.silent_days:
            text += f" Längst tyst har {longest.name} varit: {longest.silent_days} dagar."
    return Evidence(
        key="continuation.sleeping", kind="", why="", definition=definition,
        title=f"{counted(len(found), 'cell', 'celler')} har avstannat" if found else "Ingen cell har avstannat",
        text=text, period=the_day(material), source=f"Livstecken den {swedish_date(material.as_of)}",
        figures=(
            Figure("asleep", "Avstannade celler", len(found), "celler"),
            Figure("raised", "Lyfta till nästa nivå", len(lifted), "celler"),
            Figure("answered", "Lyfta och besvarade", len(answered), "celler"),
        ),
        signs=signs_of(found),
        rows=Rows(("Cell", "Avstannat sedan", "Tyst i dagar", "Vad som har gjorts", "Förvaltningens kommentar"),
                  tuple((cell.name, swedish_date(cell.since), str(cell.silent_days or "–"),
                         _done_about(raised.get((cell.administration, cell.area))), cell.comment or "–")
                        for cell in found), tuple(cell.href for cell in found)),
        link=("Visa cellerna", as_shown(material, "/livstecken/", tecken="asleep")),
    )  # fmt: skip


def _done_about(one: Raised | None) -> str:
    if one is None:
        return "Inte lyft"
    steps = [f"{LEVELS.get(level, level)} {swedish_date(day)}" for level, day in one.levels]
    text = f"Lyft till {join_words(steps)}" if steps else f"Lyft {swedish_date(one.raised_on)}"
    if one.state == "raised":
        text += f". Väntar på svar, senast {swedish_date(one.answer_by)}" if one.answer_by else ". Väntar på svar"
    if one.answered_on:
        text += f". Besvarad {swedish_date(one.answered_on)}"
    elif one.state == "closed":
        text += ". Avslutad utan svar"
    return f"{text}. {one.answer}" if one.answer else f"{text}."


def escalations(material: Material) -> Evidence:
    """What was raised in the last year, to which level, and what it was answered."""
    definition = (
        "En cell som har avstannat, kringgåtts eller motsägs lyfts till nästa nivå med en sista dag för svar. Räknat "
        "är det som lyftes det senaste året."
    )
    found = [one for one in material.raised if in_year(one.raised_on, material)]
    if not found:
        return nothing(
            "continuation.escalations",
            "Inget har lyfts",
            "Det gäller det senaste året.",
            definition=definition,
            material=material,
            source=f"Lyfta celler {year_back(material)}",
        )
    waiting = [one for one in found if one.state == "raised"]
    late = [one for one in waiting if one.answer_by and one.answer_by < material.as_of]
    answered = [one for one in found if one.answered_on]
    days = sorted((one.answered_on - one.raised_on).days for one in answered if one.answered_on)
    levels = Counter(one.levels[-1][0] for one in found if one.levels)
    text = f"{are(len(answered), 'besvarad', 'besvarade')}, {len(waiting) or 'ingen'} väntar på svar"
    text += f", {len(late)} av dem efter sista dag." if late else "."
    reached = [f"{word} {levels[name]}" for name, word in LEVELS.items() if levels[name]]
    text += f" Dit de har nått: {join_words(reached)}."
    median = days[len(days) // 2] if days else None
    if median is not None:
        text += f" Från lyft till svar tar det {counted(median, 'dag', 'dagar')} (median)."
    return Evidence(
        key="continuation.escalations", kind="", why="", definition=definition,
        title=f"{counted(len(found), 'cell', 'celler')} har lyfts till nästa nivå det senaste året", text=text,
        period=year_back(material), source=f"Lyfta celler {year_back(material)}",
        figures=(
            Figure("raised", "Lyfta", len(found), "celler"), Figure("answered", "Besvarade", len(answered), "celler"),
            Figure("waiting", "Väntar på svar", len(waiting), "celler"),
            Figure("late", "Väntar efter sista dag", len(late), "celler"),
            Figure("median_days", "Från lyft till svar, median", median, "dagar"),
        ),
        rows=raised_rows(found), link=("Visa det som har lyfts", "/uppgifter/"),
    )  # fmt: skip


def cells_in(material: Material, keys: frozenset[str]) -> list[CellState]:
    """The cells of some areas."""
    return [cell for cell in material.cells if cell.area in keys]
