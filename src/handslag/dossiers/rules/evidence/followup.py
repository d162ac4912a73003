"""How the work is followed up, and what reaches the commissioner: calendar, reports, signs, what was raised, talks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from handslag.core.text import counted, join_words, swedish_date
from handslag.dossiers.facts import Evidence, Figure, Material, PeriodDay, Raised, Rows, Signed, Talk
from handslag.dossiers.rules.evidence.words import (
    ANSWERING,
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
    span,
    the_day,
    year_back,
)
from handslag.vitals.rules import SIGN_WORDS

PERIODS_SHOWN = 6
COMMISSIONER = "commissioner"


def _reports_of(year: int) -> tuple[str, str]:
    return "Visa rapporterna", f"/rapporter/?ar={year}"


def reporting(material: Material) -> list[PeriodDay]:
    """The periods whose report is due on or before the day, oldest first."""
    found = [one for one in material.calendar if one.as_of is not None and one.due <= material.as_of]
    return sorted(found, key=lambda one: one.due)


def calendar(material: Material) -> Evidence:
    """How often the administrations report, by the city's own calendar."""
    year = material.as_of.year
    own = [one for one in material.calendar if one.year == year] or [
        one for one in material.calendar if one.year == year - 1
    ]
    definition = "Kommunens uppföljningskalender: verksamhetsplan (VP), tertial 1 (T1), tertial 2 (T2) och helår (VB)."
    reports = sorted((one for one in own if one.as_of), key=lambda one: one.due)
    if not reports:
        return nothing(
            "followup.calendar",
            "Uppföljningens kalender",
            f"Kalendern har inga uppföljningsperioder för {year}.",
            definition=definition,
            material=material,
        )
    shown = sorted(own, key=lambda one: one.due)
    said = join_words([f"{one.code} (senast {swedish_date(one.due)})" for one in reports])
    which = reports[0].year
    return Evidence(
        key="followup.calendar", kind="", why="", definition=definition,
        title=f"{counted(len(reports), 'lägesrapport', 'lägesrapporter')} om året",
        text=f"Varje förvaltning lämnar en undertecknad lägesrapport för {said}.",
        period=f"Kalendern för {which}", source=f"Uppföljningskalendern för {which}",
        figures=(Figure("reports_a_year", "Lägesrapporter om året", len(reports)),),
        rows=Rows(("Period", "Läget den", "Lämnas senast"),
                  tuple((one.name, day_or_dash(one.as_of), swedish_date(one.due)) for one in shown)),
        link=_reports_of(which),
    )  # fmt: skip


def _newest(material: Material) -> dict[tuple[str, int, str], Signed]:
    """The first day each administration signed each period's report."""
    found: dict[tuple[str, int, str], Signed] = {}
    for one in sorted(material.signed, key=lambda one: one.signed_on):
        if one.signed_on <= material.as_of:
            found.setdefault((one.administration, one.year, one.code), one)
    return found


def _signed_in(
    one: PeriodDay, signed: dict[tuple[str, int, str], Signed], whole: Sequence[str]
) -> tuple[int, list[str], list[str]]:
    """How many signed a period's report, who did late, and who did not."""
    held = [(name, signed.get((name, one.year, one.code))) for name in whole]
    late = [name for name, row in held if row and row.signed_on > one.due]
    missing = [name for name, row in held if row is None]
    return len(whole) - len(missing), late, missing


def _report_row(one: PeriodDay, done: int, late: list[str], missing: list[str]) -> tuple[str, ...]:
    told = [f"{len(some)}: {join_words(some)}" if some else "0" for some in (late, missing)]
    return (one.name, swedish_date(one.due), str(done - len(late)), *told)


def reports(material: Material) -> Evidence:
    """Which period reports are signed, in time or late, and which are missing."""
    definition = (
        "En lägesrapport är undertecknad i tid när den undertecknades senast periodens sista dag. "
        "Saknas: ingen undertecknad rapport på dagen."
    )
    due = reporting(material)[-PERIODS_SHOWN:]
    if not due or not material.administrations:
        return nothing(
            "followup.reports",
            "Undertecknade lägesrapporter",
            "Ingen lägesrapport har behövt lämnas än.",
            definition=definition,
            material=material,
        )
    signed, whole = _newest(material), material.administrations
    counts = [_signed_in(one, signed, whole) for one in reversed(due)]
    last, (done, late, missing) = due[-1], counts[0]
    text = f"{are(len(late), 'undertecknad', 'undertecknade')} efter sista dag, den {swedish_date(last.due)}."
    text += f" Rapporten saknas från {administrations(missing)}." if missing else ""
    days = [row.signed_on for (_, year, code), row in signed.items() if (year, code) == (last.year, last.code)]
    when = f", undertecknade {span(min(days), max(days))}" if days else ""
    return Evidence(
        key="followup.reports", kind="", why="", definition=definition,
        title=f"{done} av {counted(len(whole), 'lägesrapport', 'lägesrapporter')} för {last.name} är undertecknade",
        text=text, period=f"{due[0].name} till {last.name}", source=f"Lägesrapporter {last.name}{when}",
        figures=(
            Figure("signed", f"Undertecknade för {last.name}", done, "förvaltningar"),
            Figure("late", f"Efter sista dag för {last.name}", len(late), "förvaltningar"),
            Figure("missing", f"Saknas för {last.name}", len(missing), "förvaltningar"),
            Figure("all", "Förvaltningar", len(whole), "förvaltningar"),
        ),
        rows=Rows(("Period", "Sista dag", "I tid", "Sent", "Saknas"),
                  tuple(_report_row(one, *count) for one, count in zip(reversed(due), counts, strict=True)),
                  tuple(f"/rapporter/{one.year}-{one.code}/" for one in reversed(due))),
        link=_reports_of(last.year),
    )  # fmt: skip


def signs(material: Material) -> Evidence:
    """How many cells must be answered for on the day."""
    definition = f"{CELL} Kräver svar: Kringgånget, Motsägs eller Avstannat. {COMPUTED}"
    if not material.cells:
        return nothing(
            "followup.signs",
            "Celler som kräver svar",
            "Planen gällde inte den dagen.",
            definition=definition,
            material=material,
        )
    waiting = [cell for cell in material.cells if cell.group == "answer"]
    alive = sum(cell.sign in ("awake", "done") for cell in material.cells)
    return Evidence(
        key="followup.signs", kind="", why="", definition=definition,
        title=f"{len(waiting)} av {counted(len(material.cells), 'cell', 'celler')} kräver svar",
        text=f"I {alive} av {len(material.cells)} celler är arbetet aktivt eller genomfört. {CELL}",
        period=the_day(material), source=f"Livstecken den {swedish_date(material.as_of)}",
        figures=(
            Figure("answer", "Celler som kräver svar", len(waiting), "celler"),
            Figure("alive", "Aktiva eller genomförda celler", alive, "celler"),
            Figure("cells", "Celler", len(material.cells), "celler"),
            *(Figure(sign, SIGN_WORDS[sign].word, sum(c.sign == sign for c in waiting), "celler")
              for sign in ANSWERING),
        ),
        signs=signs_of(waiting), rows=cell_rows(waiting),
        link=("Visa cellerna", as_shown(material, "/livstecken/", tecken="answer")),
    )  # fmt: skip


def commissioner(material: Material) -> Evidence:
    """What was raised to the commissioner's level in the last year, and what it answered."""
    definition = (
        "En cell som har avstannat, kringgåtts eller motsägs lyfts till nästa nivå: förvaltningen, planansvarig, "
        "borgarrådets kansli. Räknat är det som nådde borgarrådets kansli det senaste året."
    )
    found = [one for one in material.raised if in_year(one.reached(COMMISSIONER), material)]
    every = [one for one in material.raised if in_year(one.raised_on, material)]
    waiting = [one for one in found if one.state == "raised"]
    answered = [one for one in found if one.answered_on]
    if not found:
        lifted = counted(len(every), "cell har", "celler har") if every else "Ingen cell har heller"
        text = f"Det gäller det senaste året. {lifted} lyfts till en lägre nivå."
        title = "Inget har lyfts till borgarrådet"
    else:
        title = f"{counted(len(found), 'cell', 'celler')} har lyfts till borgarrådet det senaste året"
        text = f"{are(len(answered), 'besvarad', 'besvarade')}, {len(waiting) or 'ingen'} väntar på svar."
    return Evidence(
        key="followup.commissioner", kind="", why="", definition=definition, title=title, text=text,
        period=year_back(material), source=f"Lyfta celler {year_back(material)}",
        figures=(
            Figure("raised", "Lyfta till borgarrådet", len(found), "celler"),
            Figure("answered", "Besvarade", len(answered), "celler"),
            Figure("waiting", "Väntar på svar", len(waiting), "celler"),
            Figure("raised_in_all", "Lyfta till någon nivå", len(every), "celler"),
        ),
        rows=raised_rows(found, level=COMMISSIONER),
        link=("Visa det som har lyfts", f"/uppgifter/?niva={COMMISSIONER}"),
    )  # fmt: skip


def raised_rows(found: list[Raised], level: str = "") -> Rows:
    """What was raised, when, and what it was answered."""
    ordered = sorted(found, key=lambda one: (one.state != "raised", -one.raised_on.toordinal(), one.administration))
    return Rows(
        ("Cell", "Tecken", "Lyft", "Läge", "Svar"),
        tuple(
            (
                f"{one.area_name}, {one.administration}", SIGN_WORDS[one.sign].word,
                day_or_dash(one.reached(level) if level else one.raised_on),
                f"{one.state_word}, senast {swedish_date(one.answer_by)}" if one.answer_by else one.state_word,
                f"{swedish_date(one.answered_on)}. {one.answer}".strip() if one.answered_on else "–",
            )
            for one in ordered
        ),
        tuple(one.href for one in ordered),
    )  # fmt: skip


def talks(material: Material) -> Evidence:
    """The meetings the commissioner and the elected have had about the plan in the last year."""
    definition = (
        "Registrerade dialogmöten, presidiemöten, fackliga träffar och verksamhetsbesök om planen det senaste året. "
        "Bara antal deltagare finns, inga namn."
    )
    held = [one for one in material.talks if in_year(one.held_on, material)]
    if not held:
        return nothing(
            "followup.talks",
            "Inga registrerade samtal",
            "Inget möte om planen är registrerat det senaste året. Samtal som inte har registrerats syns inte här.",
            definition=definition,
            material=material,
            source=f"Möten {year_back(material)}",
        )
    with_her = [one for one in held if one.participants.get("borgarrad")]
    elected = [one for one in held if one.participants.get("borgarrad") or one.participants.get("fortroendevalda")]
    kinds = Counter(one.word for one in held)
    points, answered = sum(one.points for one in held), sum(one.answered for one in held)
    said = join_words([f"{count} {word}" for word, count in kinds.most_common()])
    text = f"Borgarrådet deltog i {len(with_her)}, förtroendevalda eller borgarrådet i {len(elected)}. Det var {said}."
    if points:
        text += f" {answered} av {counted(points, 'punkt', 'punkter')} därifrån är besvarade."
    return Evidence(
        key="followup.talks", kind="", why="", definition=definition,
        title=f"{counted(len(held), 'möte', 'möten')} om planen det senaste året", text=text,
        period=year_back(material), source=f"Möten {year_back(material)}",
        figures=(
            Figure("meetings", "Möten", len(held), "möten"),
            Figure("commissioner", "Möten med borgarrådet", len(with_her), "möten"),
            Figure("elected", "Möten med förtroendevalda", len(elected), "möten"),
            Figure("points", "Punkter", points), Figure("answered", "Besvarade punkter", answered),
        ),
        rows=_talk_rows(held), link=("Visa mötena", "/moten/"),
    )  # fmt: skip


def _talk_rows(held: list[Talk]) -> Rows:
    ordered = sorted(held, key=lambda one: one.held_on, reverse=True)
    return Rows(
        ("Möte", "Dag", "Förvaltningar", "Deltagare", "Punkter"),
        tuple(
            (one.word.capitalize(), swedish_date(one.held_on), administrations(one.administrations) or "–",
             str(sum(one.participants.values())), f"{one.answered} av {one.points} besvarade" if one.points else "–")
            for one in ordered
        ),
        tuple(one.href for one in ordered),
    )  # fmt: skip
