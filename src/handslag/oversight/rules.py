"""The sentences of a report: what it says first, what it proposes, and what it says of its own sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from handslag.core.text import counted, join_words, number, swedish_date
from handslag.oversight.facts import Period, SignalLine, Signed, Standing
from handslag.vitals.rules import SIGN_WORDS

NAMED = 5
"""How many administrations a sentence names before it counts them instead."""
DEEDS = {
    "sidestepped": ("är kringgången", "är kringgångna"),
    "contested": ("motsägs", "motsägs"),
    "asleep": ("har avstannat", "har avstannat"),
}
_CELL = "En cell är ett fokusområde i en förvaltning."


def parse_period(text: str) -> tuple[int, str] | None:
    """`2025-T1` as year and code, however it is written; None when it is no period."""
    year, _, code = text.strip().upper().partition("-")
    if not (year.isascii() and year.isdigit() and len(year) == 4) or code not in {"T1", "T2", "VB"}:
        return None
    return int(year), code


def must_answer(standing: Standing) -> bool:
    """Whether the cell must be answered for."""
    return SIGN_WORDS[standing.sign].group == "answer"


def is_alive(standing: Standing) -> bool:
    """Whether the cell is active or done."""
    return standing.sign in {"awake", "done"}


def state_sentences(standings: Sequence[Standing], day: date, administration: str = "") -> str:
    """How many cells are alive, and how many must be answered for, sign by sign."""
    alive, answer = sum(map(is_alive, standings)), [one for one in standings if must_answer(one)]
    what, where = ("fokusområden", f" i {administration}") if administration else ("celler", "")
    text = f"Den {swedish_date(day)} är arbetet{where} aktivt eller genomfört i {alive} av {len(standings)} {what}."
    if not administration:
        text += f" {_CELL}"
    if not answer:
        return f"{text} {'Inget område' if administration else 'Ingen cell'} kräver svar."
    counts = Counter(one.sign for one in answer)
    deeds = [f"{counts[sign]} {DEEDS[sign][counts[sign] > 1]}" for sign in DEEDS if counts[sign]]
    one, many = ("område", "områden") if administration else ("cell", "celler")
    return f"{text} {counted(len(answer), one, many)} kräver svar: {join_words(deeds)}."


def weakest_sentence(standings: Sequence[Standing]) -> str:
    """The area with most to answer for, a mandatory one before others; empty when there is none."""
    counts = Counter(one.area for one in standings if must_answer(one))
    if not counts:
        return ""
    mandatory = {one.area for one in standings if one.mandatory}
    areas = dict.fromkeys(one.area for one in standings)
    area = max(areas, key=lambda name: (counts[name], name in mandatory))
    of = sum(one.area == area for one in standings)
    which = "det obligatoriska området " if area in mandatory else ""
    return f"Svagast är {which}{area}. Där kräver {counts[area]} av {counted(of, 'förvaltning', 'förvaltningar')} svar."


def reported_sentence(standings: Sequence[Standing]) -> str:
    """How what must be answered for is reported by the administrations themselves."""
    answer = [one for one in standings if must_answer(one)]
    if not answer:
        return ""
    claimed = sum(one.reported in {"under_way", "done"} for one in answer)
    if len(answer) == 1:
        return f"Förvaltningen rapporterar {'' if claimed else 'inte '}arbetet som pågående eller klart."
    if claimed == len(answer):
        return f"Alla {len(answer)} som kräver svar rapporteras som pågående eller klara."
    if not claimed:
        return "Inget av det som kräver svar rapporteras som pågående eller klart."
    return f"Av de {len(answer)} som kräver svar rapporteras {claimed} som pågående eller klara."


def change_sentence(standings: Sequence[Standing], since: Period | None, *, one: str, many: str) -> str:
    """How many have become worse or better since the period before."""
    if since is None:
        return "Det finns ingen tidigare period att jämföra med."
    worse, better = (sum(cell.turn == way for cell in standings) for way in ("worse", "better"))
    if not worse and not better:
        return f"Sedan {since.long_name} har {'inget ' + one if one == 'område' else 'ingen ' + one} ändrats."
    told = [f"{counted(worse, one, many)} blivit sämre"] if worse else []
    told += [f"{better if told else counted(better, one, many)} {'' if told else 'blivit '}bättre"] if better else []
    return f"Sedan {since.long_name} har {join_words(told)}."


def signal_sentence(signals: Sequence[SignalLine], since: date | None, day: date) -> str:
    """How many signals came in, and how many wait for an answer."""
    new = [one for one in signals if since is None or one.raised_on > since]
    late = sum(one.is_overdue(day) for one in signals)
    came = (
        f"{counted(len(new), 'signal', 'signaler')} kom in under perioden."
        if new
        else "Ingen signal kom in under perioden."
    )
    if not late:
        return f"{came} Ingen signal är obesvarad efter sin svarsdag."
    are = "signal är obesvarad" if late == 1 else "signaler är obesvarade"
    return f"{came} {number(late)} {are} efter sin svarsdag."


def share_sentence(percent: int | None, mandatory: int, areas: int, who: str = "") -> str:
    """How much of what was done lies in the mandatory areas, and how many of the areas they are."""
    if percent is None or not mandatory:
        return ""
    of = f" i {who}" if who else ""
    where = "det obligatoriska området" if mandatory == 1 else "de obligatoriska områdena"
    return f"{percent} procent av det som har hänt{of} det senaste året ligger i {where}, {mandatory} av {areas}."


def reports_sentence(signed: Sequence[Signed], period: Period, known: date) -> str:
    """How many have signed their report of the period, and who has not."""
    done = [one for one in signed if one.signed_on]
    lacking = [one.administration for one in signed if not one.signed_on]
    text = f"{len(done)} av {counted(len(signed), 'förvaltning', 'förvaltningar')} har undertecknat sin lägesrapport."
    if not lacking:
        return text
    if known <= period.due:
        return f"{text} De andra har till den {swedish_date(period.due)} på sig."
    who = join_words(lacking) if len(lacking) <= NAMED else f"{len(lacking)} förvaltningar"
    return f"{text} {who} skulle ha lämnat sin senast den {swedish_date(period.due)}."


def own_report_sentence(signed: Signed | None, period: Period, known: date) -> str:
    """The same of one administration, with the day its union body was informed."""
    if signed is None or signed.signed_on is None:
        late = known > period.due
        verb = "skulle ha undertecknats" if late else "ska undertecknas"
        return f"Lägesrapporten är inte undertecknad. Den {verb} senast den {swedish_date(period.due)}."
    text = f"Lägesrapporten undertecknades den {swedish_date(signed.signed_on)}."
    if signed.union_body_on:
        return f"{text} Förvaltningsgruppen informerades den {swedish_date(signed.union_body_on)}."
    return f"{text} Det finns ingen uppgift om när förvaltningsgruppen informerades."


def union_sentence(signed: Sequence[Signed]) -> str:
    """Between which days the union bodies were informed."""
    days = sorted(one.union_body_on for one in signed if one.union_body_on)
    if not days:
        return "Det finns ingen uppgift om att någon förvaltningsgrupp har informerats."
    if days[0] == days[-1]:
        when = f"den {swedish_date(days[0])}"
    else:
        when = f"mellan den {swedish_date(days[0])} och den {swedish_date(days[-1])}"
    return f"{counted(len(days), 'förvaltningsgrupp', 'förvaltningsgrupper')} har informerats {when}."


def proposals(standings: Sequence[Standing], to: str, following: Period | None, *, of_city: bool) -> list[str]:
    """What the committee is asked to decide."""
    committee = to or "Nämnden"
    before = f" före uppföljningen av {following.long_name}" if following else ""
    asked = _asked(standings)
    if of_city:
        found = [f"{committee} godkänner uppföljningen."]
        found += [
            f"{committee} begär att {_names(who)} svarar på det obligatoriska området {area}{before}."
            for area, who in asked.items()
        ]
        return [*found, f"{committee} överlämnar ärendet till kommunstyrelsen för kännedom."]
    found = [f"{committee} godkänner lägesrapporten."]
    areas = list(dict.fromkeys(one.area for one in standings if must_answer(one)))
    if areas:
        found.append(f"{committee} ger förvaltningen i uppdrag att svara på {_joined(areas)}{before}.")
    return [*found, f"{committee} överlämnar lägesrapporten till den nämnd som ansvarar för planen."]


def _asked(standings: Iterable[Standing]) -> dict[str, list[str]]:
    asked: dict[str, list[str]] = {}
    for one in standings:
        if one.mandatory and must_answer(one):
            asked.setdefault(one.area, []).append(one.administration)
    return asked


def _names(who: Sequence[str]) -> str:
    return join_words(who) if len(who) <= NAMED else f"de {len(who)} förvaltningar som står i bilaga 2"


def _joined(areas: Sequence[str]) -> str:
    """Areas by name; their names hold commas and `och`, so they stand in quotation marks when there are several."""
    return areas[0] if len(areas) == 1 else join_words([f"”{area}”" for area in areas])


def afterwards_sentence(files: int, rows: int, all_files: int) -> str:
    """How much of what the report rests on was entered later than it counts as known."""
    if not files:
        return "Inget har lästs in i efterhand: alla uppgifter räknas som kända från när de skrevs in."
    of = "Alla" if files == all_files else f"{files} av"
    which = f"{of} {counted(all_files, 'inläsning', 'inläsningar')}"
    verb = "är gjord" if all_files == 1 else "är gjorda"
    return (
        f"{which} {verb} i efterhand, med {number(rows)} rader. De räknas som kända tidigare än de skrevs in. "
        "När de verkligen skrevs in står i Handslags händelsekedja."
    )
