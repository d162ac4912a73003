"""The state: the matrix of a city, or the list of an administration's areas, and the bars beside them."""

from __future__ import annotations

from collections import Counter

from handslag.core.text import counted, join_words, swedish_date, swedish_moment
from handslag.oversight.loading import Material
from handslag.oversight.pages.drawings import Bar, Mark, Piece, narrow, wide
from handslag.oversight.pages.fields import (
    NOTHING,
    by_weight,
    cell_href,
    said,
    sign_before,
    sign_field,
    sign_part,
)
from handslag.oversight.paper import (
    Block,
    Column,
    Field,
    Figure,
    Heading,
    Matrix,
    MatrixRow,
    Part,
    Prose,
    Section,
    Square,
    Table,
)
from handslag.vitals.judgement import Cell
from handslag.vitals.pages.comparing import turn_of
from handslag.vitals.pages.meanings import ORDER
from handslag.vitals.rules import GROUP_WORDS, REPORTED_WORDS, SIGN_WORDS

GROUPS = ("answer", "watch", "calm")
EXPLAINED = "Varje ruta är en förvaltning och ett fokusområde. Fylld ruta kräver svar. Tom ruta: ingen del i området."


def state_section(material: Material) -> Section:
    """The state of the city, or of one administration."""
    if not material.of_city:
        return _state_of_one(material)
    blocks: list[Block] = [Prose((EXPLAINED,)), matrix_of(material), Heading("Per fokusområde"), areas_figure(material)]
    if material.now.central:
        blocks += [
            Heading("Centrala åtgärder"),
            Prose(("De leds av en förvaltning för hela staden och bedöms på samma sätt.",)),
            central_table(material),
        ]
    return Section("laget", "Läget i staden", tuple(blocks), annex=True)


def group_of(cell: Cell) -> str:
    """Whether the cell must be answered for, watched, or is calm."""
    return SIGN_WORDS[cell.sign].group


def source(material: Material) -> str:
    """Day and moment, as they stand under every figure."""
    asked = material.asked
    return f"Källa: livstecken den {swedish_date(asked.as_of)}, som de var kända den {swedish_moment(asked.known_at)}."


def legend_of(material: Material) -> tuple[tuple[str, tuple[tuple[str, int], ...]], ...]:
    """The three groups with how many there are of each sign."""
    counts = Counter(cell.sign for cell in material.cells)
    return tuple(
        (GROUP_WORDS[group], tuple((sign, counts[sign]) for sign in ORDER if SIGN_WORDS[sign].group == group))
        for group in GROUPS
    )


def matrix_of(material: Material) -> Matrix:
    """The matrix, its legend, and the same in words."""
    cells = {(cell.administration, cell.area): cell for cell in material.cells}
    columns = tuple(dict.fromkeys(cell.administration for cell in material.cells))
    areas = {cell.area: cell for cell in material.cells}
    then = sign_before(material)
    rows = tuple(
        MatrixRow(
            one.area_name,
            any(cell.mandatory for cell in material.cells if cell.area == key),
            tuple(_square(material, cells.get((name, key)), then) for name in columns),
            sum(group_of(cell) == "answer" for cell in material.cells if cell.area == key),
        )
        for key, one in areas.items()
    )
    answer = tuple(
        sum(group_of(cell) == "answer" for cell in material.cells if cell.administration == name) for name in columns
    )
    day = swedish_date(material.asked.as_of)
    counts = ", ".join(f"{SIGN_WORDS[sign].word} {n}" for _, signs in legend_of(material) for sign, n in signs if n)
    return Matrix(
        columns,
        rows,
        answer,
        legend_of(material),
        f"Livstecken per fokusområde och förvaltning den {day}. Sista kolumnen är hur många som kräver svar.",
        f"Matris med {counted(len(rows), 'fokusområde', 'fokusområden')} och "
        f"{counted(len(columns), 'förvaltning', 'förvaltningar')} den {day}. {counts}.",
        in_words(material),
    )


def _square(material: Material, cell: Cell | None, then: dict[tuple[str, str], str]) -> Square | None:
    if cell is None:
        return None
    before = then.get((cell.administration, cell.area))
    turn = turn_of(before, cell.sign)
    sentence = f"{SIGN_WORDS[cell.sign].word} sedan {swedish_date(cell.since)}"
    if turn and before and material.before:
        how = "sämre" if turn == "worse" else "bättre"
        sentence += f", {how} än vid {material.before.name}, då {SIGN_WORDS[before].word}"
    sentence += f". Rapporterat: {REPORTED_WORDS[cell.reported]}"
    return Square(
        cell.sign, SIGN_WORDS[cell.sign].short, sentence, cell_href(material, cell), turn, cell.comment is not None
    )


def in_words(material: Material) -> Table:
    """Each area with the administrations that have each sign but the calm ones, which are counted."""
    rows = []
    for key, name in {cell.area: cell.area_name for cell in material.cells}.items():
        here = [cell for cell in material.cells if cell.area == key]
        calm = sum(group_of(cell) == "calm" for cell in here)
        rows.append((said(name), _told(here, "answer"), _told(here, "watch"), said(calm)))
    return Table(
        "Läget per fokusområde i ord",
        (Column("Fokusområde", 1.3), Column(GROUP_WORDS["answer"], 1.6), Column(GROUP_WORDS["watch"], 1.6),
         Column(GROUP_WORDS["calm"], 0, number=True)),
        tuple(rows),
    )  # fmt: skip


def _told(cells: list[Cell], group: str) -> Field:
    parts: list[Part] = []
    for sign in (sign for sign in ORDER if SIGN_WORDS[sign].group == group):
        names = [cell.administration for cell in cells if cell.sign == sign]
        if names:
            parts += [sign_part(sign), Part(join_words(names))]
    return tuple(parts) or NOTHING


def areas_figure(material: Material) -> Figure:
    """For each area how many administrations must answer, are to be watched, and are calm; the worst first."""
    names = {cell.area: cell.area_name for cell in material.cells}
    counts = {key: Counter(group_of(cell) for cell in material.cells if cell.area == key) for key in names}
    keys = sorted(names, key=lambda key: (-counts[key]["answer"], -counts[key]["watch"]))
    fills = {"answer": ("f-attn", "on"), "watch": ("f-watch", "on-watch"), "calm": ("f-awake", "")}
    bars = [
        Bar(names[key], tuple(Piece(counts[key][g], fills[g][0], str(counts[key][g]), fills[g][1]) for g in GROUPS))
        for key in keys
    ]
    title = "Antal förvaltningar per fokusområde"
    worst = [key for key in keys if counts[key]["answer"]]
    alt = "Liggande staplar. " + (
        join_words([f"{names[key]}: {counts[key]['answer']} kräver svar" for key in worst]) + "."
        if worst
        else "Ingen förvaltning kräver svar i något område."
    )
    full = max(sum(count.values()) for count in counts.values())
    return Figure(
        "per-omrade",
        wide("per-omrade", bars, full=full, title=title, alt=alt),
        narrow("per-omrade", bars, full=full, title=title),
        alt,
        f"{title}: kräver svar (röd), håll ögonen på (gul), lugnt (grön).",
        source(material),
        Table(
            f"{title}, samma siffror som i figuren",
            (Column("Fokusområde", 2), *(Column(GROUP_WORDS[g], 0, number=True) for g in GROUPS)),
            tuple((said(names[key]), *(said(counts[key][g]) for g in GROUPS)) for key in keys),
        ),
    )


def central_table(material: Material) -> Table:
    """The central measures with their signs."""
    return Table(
        "Centrala åtgärder",
        (Column("Åtgärd", 1.6), Column("Leds av", 1), Column("Läge", 1.1)),
        tuple(
            (
                (Part(cell.central, strong=True, href=cell_href(material, cell)), Part(cell.area_name, soft=True)),
                said(cell.administration),
                sign_field(cell),
            )
            for cell in sorted(material.now.central, key=by_weight)
        ),
    )


def _state_of_one(material: Material) -> Section:
    """An administration's areas in the plan's order, with how long each has been silent."""
    name = material.asked.administration
    then = sign_before(material)
    rows = []
    for cell in material.cells:
        before = then.get((cell.administration, cell.area))
        was = SIGN_WORDS[before].word if before and before != cell.sign else "Samma" if before else "Ny"
        silent = "–" if cell.silent_days is None else str(cell.silent_days)
        mark = (Part("Obligatoriskt", soft=True),) if cell.mandatory else ()
        area = (Part(cell.area_name, strong=True, href=cell_href(material, cell)), *mark)
        rows.append((area, sign_field(cell), said(was), said(silent)))
    since = f"Vid {material.before.name}" if material.before else "Förut"
    table = Table(
        f"Läget i {name}",
        (Column("Fokusområde", 1.5), Column("Läge", 1.4), Column(since, 0.8), Column("Tyst i dagar", 0, number=True)),
        tuple(rows),
    )
    blocks: list[Block] = [table]
    if figure := silence_figure(material):
        blocks += [Heading("Dagar utan något nytt"), figure]
    if material.now.central:
        blocks += [Heading("Centrala åtgärder som förvaltningen leder"), central_table(material)]
    return Section("laget", f"Läget i {name}", tuple(blocks), annex=True)


def silence_figure(material: Material) -> Figure | None:
    """How long each area has been silent, with the city's own limits."""
    cells = [cell for cell in material.cells if cell.silent_days is not None]
    if not cells:
        return None
    limits = material.limits
    cells.sort(key=lambda cell: -(cell.silent_days or 0))
    days = [cell.silent_days or 0 for cell in cells]
    bars = [
        Bar(cell.area_name, (Piece(n, _fill(n, limits.drowsy_after, limits.sleep_after)),), counted(n, "dag", "dagar"))
        for cell, n in zip(cells, days, strict=True)
    ]
    full = max(*days, limits.sleep_after + 10)
    title = "Dagar utan något nytt per fokusområde"
    alt = f"Liggande staplar. Längst tyst är {cells[0].area_name}: {counted(days[0], 'dag', 'dagar')}."
    marks = [
        Mark(limits.drowsy_after, f"{limits.drowsy_after} dagar"),
        Mark(limits.sleep_after, f"{limits.sleep_after}"),
    ]
    return Figure(
        "tystnad",
        wide("tystnad", bars, full=full, title=title, alt=alt, marks=marks),
        narrow("tystnad", bars, full=full, title=title),
        alt,
        f"{title}. Strecken är stadens gränser för Avtar och Avstannat.",
        source(material),
    )


def _fill(days: int, drowsy_after: int, sleep_after: int) -> str:
    return "f-asleep" if days > sleep_after else "f-drowsy" if days > drowsy_after else "f-awake"
