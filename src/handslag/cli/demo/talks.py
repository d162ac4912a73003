"""What is said in the demo city: signals by people who work there, and meetings with the points that were raised."""

from __future__ import annotations

from datetime import date, timedelta

from handslag.cli.demo.round import Staff, o_clock
from handslag.followup.actions import comment
from handslag.people.models import Administration, Unit
from handslag.plan.models import Plan
from handslag.voice.actions import (
    MeetingFacts,
    answer_point,
    answer_signal,
    close_signal,
    lift_stop,
    raise_signal,
    register_meeting,
    reopen_signal,
)


def speak_up(plan: Plan, staff: Staff) -> None:
    """Signals of every kind: answered, opened again, waiting, and late."""
    known = {one.name: one for one in plan.city.administrations.all()}
    if "Sjöholmen" not in known:
        return
    here = known["Sjöholmen"]
    unit = Unit.objects.get(administration=here, name="Barn och unga Sjöholmen")
    _asked_for_action(plan, staff, here, unit)
    _stopped(plan, staff, known["Järnvik"])
    raise_signal(
        plan=plan, administration=here, area_key="introduktion", unit=unit, kind="staff", sender_shown="union",
        text="Två nya kollegor har börjat utan mentor. Vi andra hinner inte visa dem hur vi arbetar.",
        by=staff.one("social_worker", unit), at=o_clock(date(2026, 11, 16), 16, 40),
    )  # fmt: skip
    raise_signal(
        plan=plan, administration=known["Almdal"], area_key="arbetsbelastning", kind="union", sender_shown="everyone",
        text="Fördelningen av nya ärenden följer inte taket sedan i september. Vi vill veta när den gör det igen.",
        by=staff.one("union_rep", plan.city, 1), at=o_clock(date(2026, 11, 2), 9, 5),
    )  # fmt: skip


def reply(plan: Plan, staff: Staff) -> None:
    """What heads answered when their cells were raised to them."""
    place = next(one for one in plan.city.administrations.all() if one.name == "Skogsnäs")
    day = date(2026, 10, 8)
    comment(
        plan=plan, administration=place, area_key="kompetensutveckling", effective_on=day,
        text="Utbildningsdagarna sköts upp när två kursledare slutade. Nya datum är den 2 och 9 december.",
        by=staff.one("head", place), at=o_clock(day, 8, 50),
    )  # fmt: skip


def _asked_for_action(plan: Plan, staff: Staff, here: Administration, unit: Unit) -> None:
    """A request under 66 a, answered, opened again and answered better."""
    asks, day = staff.one("safety_rep", here), date(2026, 10, 5)
    signal = raise_signal(
        plan=plan, administration=here, area_key="trygghet", unit=unit, kind="request_66a", sender_shown="everyone",
        text="Larmet i två av besöksrummen fungerar inte. Vi begär att det lagas, och att rummen stängs till dess.",
        answer_by=day + timedelta(days=10), by=asks, at=o_clock(day, 11, 20),
    )  # fmt: skip
    head = staff.one("head", here)
    answer_signal(signal=signal, text="Felet är anmält till hyresvärden.", by=head, at=o_clock(date(2026, 10, 9), 14))
    reopen_signal(
        signal=signal, reason="Svaret säger inte när det är klart, och rummen används fortfarande.",
        by=asks, at=o_clock(date(2026, 10, 12), 8, 30),
    )  # fmt: skip
    answer_signal(
        signal=signal, text="Rummen är stängda sedan i dag. Larmet byts den 20 oktober och provas med skyddsombudet.",
        by=head, at=o_clock(date(2026, 10, 14), 13),
    )  # fmt: skip
    close_signal(signal=signal, by=asks, at=o_clock(date(2026, 10, 21), 9))


def _stopped(plan: Plan, staff: Staff, where: Administration) -> None:
    """A stop that a safety representative put in force, and lifted when what was wrong was mended."""
    unit = next(one for one in Unit.objects.filter(administration=where).order_by("name"))
    asks, day = staff.one("safety_rep", where), date(2026, 9, 14)
    stop = raise_signal(
        plan=plan, administration=where, area_key="trygghet", unit=unit, kind="stop", sender_shown="plan_office",
        text="Ensamma hembesök stoppas efter två hot på en vecka.", stop_from=day, by=asks, at=o_clock(day, 13, 15),
    )  # fmt: skip
    answer_signal(
        signal=stop, text="Alla hembesök görs i par från och med i dag. Rutinen gås igenom på torsdag.",
        by=staff.one("head", where), at=o_clock(day + timedelta(days=1), 10),
    )  # fmt: skip
    lift_stop(signal=stop, on=day + timedelta(days=4), by=asks, at=o_clock(day + timedelta(days=4), 15))


MEETINGS = (
    ("dialogue", date(2026, 10, 7), "Hamre-Älvbro", ("reflektion",),
     {"handlaggare": 11, "enhetschefer": 2, "fackliga": 2, "fortroendevalda": 4}, True,
     (("Handledningen ställs in när någon är sjuk.", "Handledaren har nu en reservtid varje vecka."),
      ("Vi vill veta vad som blev av förra mötets punkter.", "Punkterna och svaren står på stadens öppna sida."),
      ("Nya handläggare behöver gå bredvid längre.", ""))),
    ("presidium", date(2026, 9, 24), "Sjöholmen", ("arbetsbelastning",),
     {"fortroendevalda": 3, "borgarrad": 1, "ledning": 2}, False,
     (("Varför har arbetet med ärendetaket stannat?", ""),)),
    ("union", date(2026, 10, 20), "", (), {"fackliga": 4, "borgarrad": 1, "planansvariga": 1}, True,
     (("De fackliga vill se utkastet till ny plan innan det är klart.",
       "Utkastet är ute på samråd sedan den 9 november."),)),
    ("visit", date(2026, 11, 4), "Norrstaden", ("administrativt-stod",), {"handlaggare": 8, "borgarrad": 1}, True,
     (("Tre system frågar efter samma uppgift.", "Två av dem hämtar den från det tredje från årsskiftet."),)),
)  # fmt: skip


def meet(plan: Plan, staff: Staff) -> None:
    """The autumn's meetings; most points have an answer, some wait."""
    known = {one.name: one for one in plan.city.administrations.all()}
    if "Sjöholmen" not in known:
        return
    office = staff.one("plan_office", plan.city)
    for kind, day, place, areas, participants, public, points in MEETINGS:
        where = [known[place]] if place else []
        told = MeetingFacts(kind, day, dict(participants), where, areas, [("", one, None) for one in where], public)
        at = o_clock(day + timedelta(days=1), 9)
        meeting = register_meeting(plan=plan, told=told, points=[said for said, _ in points], by=office, at=at)
        answers = {said: answer for said, answer in points if answer}
        for point in meeting.points.all():
            if point.text in answers:
                when = o_clock(min(day + timedelta(days=12), date(2026, 11, 19)), 11)
                answer_point(point=point, text=answers[point.text], by=office, at=when)
