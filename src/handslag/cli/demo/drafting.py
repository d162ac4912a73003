"""What is under way in the demo city: a new version of the plan on consultation, and next year's first answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from handslag.cli.demo.round import Staff, o_clock
from handslag.followup.actions import adopt_areas, answer_area, remind
from handslag.followup.rules.adoption import Said
from handslag.plan.actions import (
    answer_comment,
    comment_on,
    create_draft,
    edit_area,
    open_consultation,
    state_standpoint,
)
from handslag.plan.loading import contents_of
from handslag.plan.models import Plan
from handslag.plan.rules.parts import seal

LABEL = "2028"
COMMENTS = (
    ("union_rep", "Ekstaden", 0, "arbetsbelastning",
     "Taket måste gälla också när kollegor är sjuka. Skriv det i texten."),
    ("union_rep", "Ekstaden", 1, "aterhamtning", "Bra att återhämtning blir ett eget område. Säg vem som följer upp."),
    ("safety_rep", "Sjöholmen", 0, "trygghet", "Skyddsombuden vill vara med när larmen övas."),
    ("head", "Almdal", 0, "arbetsbelastning", "Vi behöver stadens mall för fördelning innan vi kan börja mäta."),
)  # fmt: skip


def revise(plan: Plan, staff: Staff) -> None:
    """A draft that is out on consultation: comments, some with answers, and one union's standpoint."""
    office = staff.one("plan_office", plan.city)
    draft = create_draft(plan=plan, label=LABEL, by=office, at=o_clock(date(2026, 11, 3), 9))
    at = o_clock(date(2026, 11, 4), 13)
    area = next(one for one in contents_of(plan, [LABEL])[LABEL].areas if one.key == "arbetsbelastning")
    text = f"{area.text} Chefen och skyddsombudet går igenom fördelningen varje månad.".strip()
    wanted = replace(area, text=text)
    edit_area(revision=draft, key=area.key, wanted=wanted, seen=seal(area), by=office, at=at)
    open_consultation(
        revision=draft, ends=date(2026, 12, 11), message="Vi vill särskilt veta vad ni tycker om arbetsbelastningen.",
        by=office, at=o_clock(date(2026, 11, 9), 10),
    )  # fmt: skip
    made = [
        comment_on(
            revision=draft, area_key=key, measure_key="", text=said, by=staff.one(role, place, number),
            at=o_clock(date(2026, 11, 11 + order), 15),
        )
        for order, (role, place, number, key, said) in enumerate(COMMENTS)
    ]  # fmt: skip
    answer_comment(
        comment=made[0], taken="taken", text="Vi skriver in att taket gäller också vid frånvaro.",
        by=office, at=o_clock(date(2026, 11, 17), 9),
    )  # fmt: skip
    state_standpoint(
        revision=draft, organisation="Vision", stance="supports", text="Vision tillstyrker förslaget.",
        by=staff.one("union_rep", plan.city, 1), at=o_clock(date(2026, 11, 18), 9),
    )  # fmt: skip


NEXT_YEAR = 2027
ADOPTING = ("Almdal", "Norrstaden")


def answer_next_year(plan: Plan, staff: Staff) -> None:
    """The first districts have answered next year's VP; the rest have been reminded."""
    known = {one.name: one for one in plan.city.administrations.all()}
    keys = [area.key for area in contents_of(plan, ["2027"])["2027"].areas]
    for name in ADOPTING:
        place, by = known[name], staff.one("district_office", name)
        day = date(2026, 11, 10)
        said = Said(True, "", day, f"{name[:3].upper()} 2026/88", "Samverkansgruppen", date(2026, 11, 5))
        adopt_areas(
            plan=plan, administration=place, area_keys=keys[:6], year=NEXT_YEAR, said=said, by=by, at=o_clock(day, 14)
        )
        away = replace(said, adopted=False, reason="Lokalerna är nya sedan i våras. Området tas upp igen 2028.")
        answer_area(
            plan=plan, administration=place, area_key="lokaler", year=NEXT_YEAR, said=away, by=by, at=o_clock(day, 15)
        )
    remind(
        plan=plan, year=NEXT_YEAR, administrations=[known["Sjöholmen"], known["Furuby"]],
        by=staff.one("plan_office", plan.city), at=o_clock(date(2026, 11, 17), 10),
    )  # fmt: skip
