"""What bears on questions of threats, of the unions, of the fund and of staff turnover."""

from __future__ import annotations

from handslag.core.text import counted, fold, join_words, swedish_date
from handslag.dossiers.facts import CellState, Evidence, Figure, Material, Rows
from handslag.dossiers.rules.evidence.words import (
    CELL,
    COMPUTED,
    administrations,
    are,
    as_shown,
    cell_rows,
    day_or_dash,
    in_year,
    nothing,
    signs_of,
    the_day,
    year_back,
)
from handslag.vitals.rules import SIGN_WORDS

THREAT_WORDS = ("hot", "våld", "otillåten", "trygg")
FUND_WORDS = ("fond",)
BY_UNIONS = ("union", "request_66a", "stop")


def _named(name: str, words: tuple[str, ...]) -> bool:
    return any(word in fold(name) for word in words)


def area_state(key: str, title: str, cells: list[CellState], material: Material, *, why: str = "") -> Evidence:
    """How an area stands in all administrations."""
    waiting = [cell for cell in cells if cell.group == "answer"]
    alive = [cell for cell in cells if cell.sign in ("awake", "done")]
    areas = {cell.area for cell in cells}
    only = {"omraden": next(iter(areas))} if len(areas) == 1 else {}
    text = f"Aktivt eller genomfört i {len(alive)} av {counted(len(cells), 'cell', 'celler')}."
    if waiting:
        text += f" Kräver svar i {administrations([cell.administration for cell in waiting])}."
    return Evidence(
        key=key, kind="area", why=why, definition=f"Områdets tecken i varje förvaltning. {CELL} {COMPUTED}",
        title=f"{title}: {len(waiting)} av {counted(len(cells), 'cell', 'celler')} kräver svar", text=text,
        period=the_day(material), source=f"Livstecken den {swedish_date(material.as_of)}",
        figures=(
            Figure("answer", "Celler som kräver svar", len(waiting), "celler"),
            Figure("alive", "Aktiva eller genomförda celler", len(alive), "celler"),
            Figure("cells", "Celler", len(cells), "celler"),
        ),
        signs=signs_of(cells), rows=cell_rows(cells),
        link=("Visa cellerna", as_shown(material, "/livstecken/", **only)),
    )  # fmt: skip


def threats(material: Material) -> Evidence:
    """How the areas about threats, violence and undue influence stand."""
    cells = [cell for cell in material.cells if _named(f"{cell.area} {cell.area_name}", THREAT_WORDS)]
    if not cells:
        return nothing(
            "threats.area",
            "Hot och otillåten påverkan",
            "Planen har inget fokusområde om hot eller otillåten påverkan. Antal händelser finns inte i Handslag.",
            definition="Fokusområden vars namn nämner hot, våld eller otillåten påverkan.",
            material=material,
        )
    name = join_words(list(dict.fromkeys(cell.area_name for cell in cells)))
    return area_state("threats.area", name, cells, material)


def signals(material: Material) -> Evidence:
    """What the unions and safety representatives raised in the last year, and whether it was answered in time."""
    definition = (
        "Signaler från fackliga ombud och skyddsombud det senaste året. I tid: besvarad senast på sin svarsdag."
    )
    found = [one for one in material.signals if one.kind in BY_UNIONS and in_year(one.raised_on, material)]
    if not found:
        return nothing(
            "union.signals",
            "Inga fackliga signaler",
            "Ingen signal från fackliga eller skyddsombud har kommit in det senaste året.",
            definition=definition,
            material=material,
            source=f"Signaler {year_back(material)}",
        )
    in_time = [one for one in found if one.answered_on and one.answered_on <= one.answer_by]
    late = [one for one in found if one.answered_on and one.answered_on > one.answer_by]
    overdue = [one for one in found if one.is_overdue(material.as_of)]
    ordered = sorted(found, key=lambda one: (one.answered_on is not None, one.raised_on))
    return Evidence(
        key="union.signals", kind="", why="", definition=definition,
        title=f"{counted(len(found), 'facklig signal', 'fackliga signaler')} det senaste året",
        text=f"{are(len(in_time), 'besvarad', 'besvarade')} i tid och {len(late) or 'ingen'} för sent. "
        f"{are(len(overdue), 'obesvarad', 'obesvarade')} efter sin svarsdag.",
        period=year_back(material), source=f"Signaler {year_back(material)}",
        figures=(
            Figure("signals", "Signaler", len(found)), Figure("in_time", "Besvarade i tid", len(in_time)),
            Figure("late", "Besvarade för sent", len(late)),
            Figure("overdue", "Obesvarade efter svarsdagen", len(overdue)),
        ),
        rows=Rows(("Område", "Slag", "Inkom", "Svar senast", "Besvarad"),
                  tuple((f"{one.area_name}, {one.administration}", one.kind_word, swedish_date(one.raised_on),
                         swedish_date(one.answer_by), day_or_dash(one.answered_on)) for one in ordered),
                  tuple(one.href for one in ordered)),
        link=("Visa signalerna", "/signaler/"),
    )  # fmt: skip


def cooperation(material: Material) -> Evidence:
    """How the plan was dealt with by the unions, and in how many administrations they were told of the reports."""
    definition = (
        "Facklig behandling av planens version, och dagar då förvaltningsgruppen informerades om en lägesrapport."
    )
    informed = [one for one in material.signed if one.union_body_on and in_year(one.signed_on, material)]
    reports = [one for one in material.signed if in_year(one.signed_on, material)]
    how = {"agreed": "med enighet", "disagreed": "utan enighet", "declined_by_union": "där de fackliga avstod"}
    plan = material.plan
    if plan.cooperation_on:
        text = (
            f"Version {plan.label} behandlades den {swedish_date(plan.cooperation_on)} "
            f"{how.get(plan.cooperation_outcome, '')}".strip()
            + "."
        )
    else:
        text = "Det finns ingen uppgift om facklig behandling av planen."
    if not reports and not plan.cooperation_on:
        return nothing(
            "union.cooperation",
            "Facklig behandling",
            f"{text} Ingen lägesrapport är undertecknad det senaste året.",
            definition=definition,
            material=material,
        )
    told = counted(len(reports), "lägesrapport", "lägesrapporter")
    return Evidence(
        key="union.cooperation", kind="", why="", definition=definition,
        title=f"Förvaltningsgruppen informerad om {len(informed)} av {told}",
        text=text, period=year_back(material), source=f"Undertecknade lägesrapporter {year_back(material)}",
        figures=(
            Figure("informed", "Rapporter där förvaltningsgruppen informerats", len(informed)),
            Figure("reports", "Undertecknade rapporter", len(reports)),
            Figure("cooperation", "Planens fackliga behandling", how.get(plan.cooperation_outcome)),
        ),
        rows=Rows(("Förvaltning", "Rapport", "Undertecknad", "Förvaltningsgruppen informerad"),
                  tuple((one.administration, f"{one.code} {one.year}", swedish_date(one.signed_on),
                         day_or_dash(one.union_body_on)) for one in reports),
                  tuple(f"/lagesrapport/{one.year}-{one.code}/{material.offices[one.administration]}/"
                        if one.administration in material.offices else "" for one in reports)),
        link=("Visa rapporterna", "/rapporter/"),
    )  # fmt: skip


def fund(material: Material) -> Evidence:
    """What is known of the competence fund: the central measures that name it."""
    definition = "Centrala åtgärder i planen som nämner en fond. Handslag har inga uppgifter om fondens pengar."
    found = [one for one in material.central if _named(one.title, FUND_WORDS)]
    if not found:
        return nothing(
            "fund.measures",
            "Kompetensfonden",
            "Planen har ingen central åtgärd som nämner en fond, och Handslag har inga uppgifter om fondens pengar.",
            definition=definition,
            material=material,
        )
    told = [f"{one.title}: {SIGN_WORDS[one.sign].word.lower()}" for one in found]
    return Evidence(
        key="fund.measures", kind="", why="", definition=definition,
        title=counted(len(found), "central åtgärd om fonden", "centrala åtgärder om fonden"),
        text=f"{join_words(told)}. Handslag har inga uppgifter om fondens pengar.", period=the_day(material),
        source=f"Livstecken den {swedish_date(material.as_of)}",
        figures=(Figure("measures", "Centrala åtgärder om fonden", len(found)),),
        rows=Rows(("Åtgärd", "Förvaltning", "Tecken", "Senaste händelse"),
                  tuple((one.title, one.administration, SIGN_WORDS[one.sign].word, day_or_dash(one.last_act))
                        for one in found), tuple(one.href for one in found)),
        link=("Visa åtgärderna", "/atgarder/"),
    )  # fmt: skip


def turnover(material: Material) -> Evidence:
    """That there is no data on staff turnover yet."""
    return nothing(
        "turnover.none",
        "Personalomsättning",
        "Handslag har inga uppgifter om personalomsättning. Hämta "
        "siffran ur personalsystemet och skriv vilken definition den har.",
        definition="Personalomsättning kan räknas på flera sätt. Skriv täljare, nämnare och period.",
        material=material,
    )
