"""Whether the mandatory areas are worked with or passed by: adoption, opt-outs with reasons, share of effort."""

from __future__ import annotations

from handslag.core.text import counted, join_words, number, swedish_date
from handslag.dossiers.facts import CellState, Evidence, Figure, Material, Rows
from handslag.dossiers.rules.evidence.words import (
    CELL,
    COMPUTED,
    administrations,
    as_shown,
    by_weight,
    cell_rows,
    day_or_dash,
    nothing,
    of_all,
    signs_of,
    the_day,
    year_back,
)


def _sidestepping(material: Material) -> tuple[str, str]:
    return "Visa kringgången", as_shown(material, "/kringgang/")


def _mandatory(material: Material) -> list[CellState]:
    return [cell for cell in material.cells if cell.mandatory]


def _which(material: Material) -> str:
    return join_words([f"”{name}”" for name in material.mandatory.values()])


def _none(key: str, title: str, definition: str, material: Material) -> Evidence:
    return nothing(
        key, title, "Inget fokusområde är obligatoriskt den dagen.", definition=definition, material=material
    )


def adoption(material: Material) -> Evidence:
    """Who has taken the mandatory areas into the year's plan, who has opted out and who has not answered."""
    definition = (
        "Det nyaste svaret från varje förvaltning för verksamhetsplaneåret: antaget, bortvalt eller inget svar. "
        "Verksamhetsplaneår: det senaste vars sista dag har passerat."
    )
    cells = _mandatory(material)
    if not cells:
        return _none("workload.adoption", "Obligatoriska områden i verksamhetsplanen", definition, material)
    asked = [cell for cell in cells if cell.year is not None]
    if not asked:
        return nothing(
            "workload.adoption",
            "Verksamhetsplanen är inte aktuell än",
            f"Den första verksamhetsplan som ska ta med {_which(material)} har inte behövt vara klar än.",
            definition=definition,
            material=material,
        )
    adopted = [cell for cell in asked if cell.adopted]
    out = [cell for cell in asked if cell.adopted is False]
    silent = [cell for cell in asked if cell.adopted is None]
    year = max(cell.year for cell in asked if cell.year)
    text = f"Det gäller {_which(material)}. {len(out) or 'Ingen'} har valt bort."
    text += f" {len(silent)} har inte svarat." if silent else " Alla har svarat."
    if silent:
        text += f" Svar saknas från {administrations([cell.administration for cell in silent])}."
    one, many = ("förvaltning", "förvaltningar") if len(material.mandatory) == 1 else ("cell", "celler")
    who = of_all(len(adopted), len(asked), one, many)
    return Evidence(
        key="workload.adoption", kind="", why="", definition=definition,
        title=f"{who} har antagit det obligatoriska i VP {year}",
        text=text, period=f"Verksamhetsplan {year}", source=f"Antaganden i verksamhetsplan {year}",
        figures=(
            Figure("adopted", "Antagna", len(adopted)), Figure("opted_out", "Bortvalda", len(out)),
            Figure("unanswered", "Utan svar", len(silent)), Figure("all", "Tillfrågade", len(asked)),
            Figure("year", "Verksamhetsplaneår", year),
        ),
        rows=Rows(("Cell", "Svar", "Beslut", "Åtgärder", "Tecken"),
                  tuple((cell.name, _answer(cell), _decision(cell), str(cell.measures), cell.word)
                        for cell in sorted(asked, key=lambda one: (one.adopted is True, one.name))),
                  tuple(cell.href for cell in sorted(asked, key=lambda one: (one.adopted is True, one.name)))),
        link=("Visa läget i verksamhetsplanen", f"/verksamhetsplan/laget/{year}/"),
    )  # fmt: skip


def _answer(cell: CellState) -> str:
    if cell.adopted is None:
        return "Inget svar"
    return "Antaget" if cell.adopted else f"Bortvalt: {cell.answer_reason or 'utan skäl'}"


def _decision(cell: CellState) -> str:
    told = ", ".join(filter(None, (swedish_date(cell.decided_on) if cell.decided_on else "", cell.dnr)))
    return told or "–"


def coming(material: Material) -> Evidence:
    """Who has already answered for the plan year that is due next."""
    definition = (
        "Svar som förvaltningarna redan har beslutat för den verksamhetsplan vars sista dag inte har passerat. "
        "De räknas i livstecknen först när den dagen har varit."
    )
    due, asked = material.coming_vp, material.coming
    if due is None or not asked:
        return nothing(
            "workload.coming",
            "Nästa verksamhetsplan",
            "Ingen verksamhetsplan ska vara klar det närmaste halvåret.",
            definition=definition,
            material=material,
        )
    adopted = [one for one in asked if one.adopted]
    out = [one for one in asked if one.adopted is False]
    left = len(asked) - len(adopted) - len(out)
    areas = list(dict.fromkeys(one.area_name for one in asked))
    one, many = ("förvaltning", "förvaltningar") if len(areas) == 1 else ("cell", "celler")
    which = join_words([f"”{name}”" for name in areas])
    words = {True: "Antaget", False: "Bortvalt", None: "Inte svarat än"}
    return Evidence(
        key="workload.coming", kind="", why="", definition=definition,
        title=f"{of_all(len(adopted), len(asked), one, many)} har redan antagit det obligatoriska för {due.year}",
        text=f"Det gäller {which}. VP {due.year} ska vara klar senast den {swedish_date(due.due)}. "
        f"{left or 'Ingen'} har kvar att svara.",
        period=f"Verksamhetsplan {due.year}", source=f"Antaganden i verksamhetsplan {due.year}",
        figures=(
            Figure("adopted", "Redan antagna", len(adopted)), Figure("opted_out", "Redan bortvalda", len(out)),
            Figure("left", "Har kvar att svara", left), Figure("all", "Tillfrågade", len(asked)),
            Figure("year", "Verksamhetsplaneår", due.year),
        ),
        rows=Rows(("Förvaltning", "Område", "Svar", "Beslutat"),
                  tuple((one.administration, one.area_name, words[one.adopted], day_or_dash(one.decided_on))
                        for one in asked),
                  tuple(f"/verksamhetsplan/{material.offices[one.administration]}/{due.year}/"
                        if one.administration in material.offices else "" for one in asked)),
        link=("Visa läget i verksamhetsplanen", f"/verksamhetsplan/laget/{due.year}/"),
    )  # fmt: skip


def sidestepped(material: Material) -> Evidence:
    """The mandatory cells that are sidestepped."""
    definition = (
        "Kringgånget: ett obligatoriskt område utan svar en månad efter verksamhetsplanens sista dag, bortvalt utan "
        f"skäl och beslut, eller antaget utan en enda åtgärd. {COMPUTED}"
    )
    cells = _mandatory(material)
    if not cells:
        return _none("workload.sidestepped", "Kringgångna områden", definition, material)
    found = by_weight(cell for cell in cells if cell.sign == "sidestepped")
    who = list(dict.fromkeys(cell.administration for cell in found))
    told = [f"{cell.administration}: {' '.join(cell.reasons[:1])}" for cell in found[:3]]
    return Evidence(
        key="workload.sidestepped", kind="", why="", definition=definition,
        title=f"{counted(len(who), 'förvaltning', 'förvaltningar')} har gått runt frågan" if found
        else "Ingen förvaltning har gått runt frågan",
        text=" ".join(told) if told else f"Det gäller {_which(material)}.",
        period=the_day(material), source=f"Livstecken i obligatoriska områden den {swedish_date(material.as_of)}",
        figures=(
            Figure("sidestepped", "Kringgångna celler", len(found), "celler"),
            Figure("administrations", "Förvaltningar som gått runt", len(who), "förvaltningar"),
            Figure("mandatory", "Celler i obligatoriska områden", len(cells), "celler"),
        ),
        signs=signs_of(cells), rows=cell_rows(found), link=_sidestepping(material),
    )  # fmt: skip


def opted_out(material: Material) -> Evidence:
    """Which mandatory cells were opted out of, with the reasons that were given."""
    definition = (
        "Bortvalt: förvaltningen har svarat att området inte tas med i verksamhetsplanen. Skälet visas som det skrevs."
    )
    cells = _mandatory(material)
    if not cells:
        return _none("workload.opted_out", "Bortvalda områden", definition, material)
    found = [cell for cell in cells if cell.adopted is False]
    others = [cell for cell in material.cells if not cell.mandatory and cell.adopted is False]
    with_reason = [cell for cell in found if cell.answer_reason]
    title = "Ingen har valt bort det obligatoriska"
    if found:
        title = f"{counted(len(found), 'bortval', 'bortval')} av det obligatoriska: {_who(found)}"
    text = f"{_reasons_given(len(with_reason), len(found))} " if found else ""
    some = f"{counted(len(others), 'bortval', 'bortval')} gjorts" if others else "inget bortval gjorts"
    text += f"Bland de frivilliga områdena har {some}."
    shown = [*found, *others]
    return Evidence(
        key="workload.opted_out", kind="", why="", definition=definition,
        title=title, text=text, period=the_day(material), source="Svar i verksamhetsplanerna",
        said=found[0].answer_reason if len(found) == 1 else "",
        figures=(
            Figure("opted_out", "Bortval i obligatoriska områden", len(found), "celler"),
            Figure("with_reason", "Med skäl", len(with_reason), "celler"),
            Figure("others", "Bortval i frivilliga områden", len(others), "celler"),
        ),
        rows=Rows(("Cell", "Skäl", "Beslut", "Dnr"),
                  tuple((cell.name, cell.answer_reason or "Inget skäl", day_or_dash(cell.decided_on), cell.dnr or "–")
                        for cell in shown), tuple(cell.href for cell in shown)),
        link=_sidestepping(material),
    )  # fmt: skip


def _who(cells: list[CellState]) -> str:
    return administrations([cell.administration for cell in cells])


def _reasons_given(given: int, count: int) -> str:
    """How many of those who opted out said why."""
    if given == count:
        return "Skälet är angivet." if count == 1 else "Alla har angett skäl."
    if count == 1:
        return "Inget skäl är angivet."
    return f"{given or 'Ingen'} av {count} har angett skäl."


def effort(material: Material) -> Evidence:
    """How much of what was done lies in the mandatory areas, administration by administration."""
    definition = (
        "Händelse: ett nytt läge, ett nytt underlag eller en notering som säger något nytt, det senaste året. "
        "Andelen är händelser i obligatoriska områden delat med alla. Den säger var kraften läggs, inte om den "
        f"räcker. {CELL}"
    )
    areas = {cell.area for cell in material.cells}
    if not material.mandatory:
        return _none("workload.effort", "Var kraften läggs", definition, material)
    acts, every = _sums(material.cells, "acts")
    measures, all_measures = _sums(material.cells, "measures")
    percent = round(100 * acts / every) if every else None
    even = round(100 * len(material.mandatory) / len(areas))
    if percent is None:
        title, text = "Ingen händelse det senaste året", "Ingen förvaltning har gjort något nytt det senaste året."
    else:
        title = f"{percent} procent av händelserna ligger i det obligatoriska"
        text = (
            f"{number(acts)} av {number(every)} händelser det senaste året, och {number(measures)} av "
            f"{number(all_measures)} åtgärder. De obligatoriska områdena är {len(material.mandatory)} av {len(areas)}, "
            f"det vill säga {even} procent."
        )
    return Evidence(
        key="workload.effort", kind="", why="", definition=definition, title=title, text=text,
        period=year_back(material), source=f"Lägesnoteringar {year_back(material)}",
        figures=(
            Figure("percent", "Andel händelser i det obligatoriska", percent, "procent"),
            Figure("acts", "Händelser i det obligatoriska", acts), Figure("all_acts", "Alla händelser", every),
            Figure("measures", "Åtgärder i det obligatoriska", measures),
            Figure("all_measures", "Alla åtgärder", all_measures),
        ),
        rows=_effort_rows(material), link=_sidestepping(material),
    )  # fmt: skip


def _sums(cells: tuple[CellState, ...] | list[CellState], what: str) -> tuple[int, int]:
    part = sum(getattr(cell, what) for cell in cells if cell.mandatory)
    return part, sum(getattr(cell, what) for cell in cells)


def _effort_rows(material: Material) -> Rows:
    found = []
    for name in material.administrations:
        own = [cell for cell in material.cells if cell.administration == name]
        if not any(cell.mandatory for cell in own):
            continue
        (acts, every), (measures, all_measures) = _sums(own, "acts"), _sums(own, "measures")
        percent = round(100 * acts / every) if every else -1
        shown = "–" if percent < 0 else f"{percent} procent"
        found.append((percent, (name, shown, f"{acts} av {every}", f"{measures} av {all_measures}")))
    rows = tuple(row for _, row in sorted(found))
    offices = material.offices
    links = tuple(
        as_shown(material, f"/forvaltningar/{offices[name]}/") if name in offices else "" for name, *_ in rows
    )
    return Rows(("Förvaltning", "Andel", "Händelser", "Åtgärder"), rows, links)
