"""The sentences of the reasons and of what would change a sign: whole plain Swedish, the answer first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handslag.core.text import counted, join_words, swedish_date

QUOTE_LENGTH = 160
"""A reason someone wrote is quoted up to about this many characters; the whole stands on the cell's page."""


def quoted(text: str) -> str:
    """A text in Swedish quotation marks, cut at a word when it is long."""
    plain = " ".join(text.split())
    if len(plain) > QUOTE_LENGTH:
        plain = plain[:QUOTE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,.;:") + " …"
    return f"”{plain}”"


def days(count: int) -> str:
    """`1 dag`, `171 dagar`."""
    return counted(count, "dag", "dagar")


def measures(count: int) -> str:
    """`1 åtgärd`, `3 åtgärder`."""
    return counted(count, "åtgärd", "åtgärder")


def period_name(code: str, year: int) -> str:
    """`T1 2025`."""
    return f"{code} {year}"


def capital(text: str) -> str:
    """The sentence with a capital first letter."""
    return text[:1].upper() + text[1:]


def vp_not_due(year: int | None, due: date | None) -> str:
    """Say from which VP the area counts."""
    if year is None:
        return "Området räknas ännu inte. Kalendern har inget VP-år för det."
    if due is None:
        return f"Området räknas från VP {year}."
    return f"Området räknas från VP {year}, som ska vara beslutad senast den {swedish_date(due)}."


def no_answer(year: int, due: date) -> str:
    """Say that the administration has not answered."""
    return f"Området är inte besvarat i VP {year}. Svaret skulle ha funnits den {swedish_date(due)}."


def no_reason(year: int, lacking: Sequence[str]) -> str:
    """Say what an opt-out lacks."""
    return f"Området är bortvalt i VP {year}, men {join_words(lacking)} saknas."


def no_measure(year: int, dropped: int) -> str:
    """Say that an adopted area has nothing in it."""
    if not dropped:
        return f"Området är antaget i VP {year} men har ingen åtgärd."
    if dropped == 1:
        return f"Området är antaget i VP {year}, men den enda åtgärden är avbruten."
    return f"Området är antaget i VP {year}, men alla {dropped} åtgärder är avbrutna."


def reason_given(year: int, reason: str, decided: date | None, dnr: str) -> str:
    """Give the reason of an opt-out and its decision."""
    decision = ""
    if decided is not None:
        decision = f" Beslutat den {swedish_date(decided)}" + (f", diarienummer {dnr}." if dnr else ".")
    return f"Området är bortvalt i VP {year}. Skälet är {quoted(reason)}.{decision}"


def _sender(sender: str) -> str:
    return f" från {sender.strip()}" if sender.strip() else ""


def signal_overdue(count: int, sender: str, raised: date, answer_by: date) -> str:
    """Say which signals are unanswered past their day; the oldest by name."""
    which = f"signalen{_sender(sender)} den {swedish_date(raised)}"
    if count == 1:
        return capital(f"{which} är obesvarad. Svaret skulle ha kommit senast den {swedish_date(answer_by)}.")
    return (
        f"{count} signaler är obesvarade efter sin svarsdag. Längst har {which} väntat: "
        f"svaret skulle ha kommit senast den {swedish_date(answer_by)}."
    )


def all_done(done: int, dropped: int) -> str:
    """Say that everything is done."""
    if dropped:
        rest = "1 är avbruten" if dropped == 1 else f"{dropped} är avbrutna"
        verb = "klar" if done == 1 else "klara"
        return f"{measures(done)} är {verb} och {rest}. Ingen är öppen."
    return "Den enda åtgärden är klar." if done == 1 else f"Alla {done} åtgärder är klara."


def not_followed_up(silent: int) -> str:
    """Say that what is done has not been followed up."""
    return f"Ingen åtgärd är öppen, men det klara är inte följt upp på {days(silent)}. Det ska ske varje år."


def silent(count: int, last: date) -> str:
    """Say how long it has been silent."""
    return f"Tyst i {days(count)}. Det senaste hände den {swedish_date(last)}."


def units_silent(quiet: int, active: int, limit: int, longest: str, longest_days: int) -> str:
    """Say how many of the units are silent, and which one longest."""
    name = longest or "åtgärderna utan enhet"
    verb = "har varit tyst" if longest else "har varit tysta"
    of = f"{quiet} av {counted(active, 'enhet', 'enheter')} utan livstecken på {limit} dagar."
    return f"{of} {capital(name)} {verb} i {days(longest_days)}."


def copied_notes(count: int) -> str:
    """Say that notes repeat earlier ones."""
    if count == 1:
        return "En notering efter det senaste som hände säger samma sak som en tidigare."
    return f"{count} noteringar efter det senaste som hände säger samma sak som tidigare noteringar."


def reports_without_act(names: Sequence[str]) -> str:
    """Say which reports were signed though nothing has happened."""
    if len(names) == 1:
        return f"Lägesrapporten för {names[0]} är undertecknad, men inget har hänt sedan tidigare."
    return f"Lägesrapporterna för {join_words(names)} är undertecknade, men inget har hänt sedan tidigare."


def report_missing(names: Sequence[str], newest_due: date) -> str:
    """Say which reports are missing."""
    if len(names) == 1:
        return f"Lägesrapporten för {names[0]} saknas. Den skulle ha lämnats senast den {swedish_date(newest_due)}."
    return (
        f"{len(names)} lägesrapporter saknas: {join_words(names)}. "
        f"Den senaste skulle ha lämnats senast den {swedish_date(newest_due)}."
    )


def past_due(count: int, title: str, due: date, late: int) -> str:
    """Say what is past its day."""
    if count == 1:
        return f"{quoted(title)} skulle vara klar den {swedish_date(due)}, för {days(late)} sedan."
    return (
        f"{count} öppna åtgärder har passerat sin dag. Längst har {quoted(title)} väntat: "
        f"den skulle vara klar den {swedish_date(due)}."
    )


def slipped(count: int, title: str, moves: int, original: date) -> str:
    """Say what has been moved again and again."""
    first = (
        f"Dagen för {quoted(title)} har flyttats {moves} gånger. "
        f"Från början skulle åtgärden vara klar den {swedish_date(original)}."
    )
    if count == 1:
        return first
    others = "En till har" if count == 2 else f"{count - 1} till har"
    return f"{first} {others} flyttats två gånger eller mer."


def paused(first: date, last: date, reason: str, count: int) -> str:
    """Say that the clock has stood still."""
    why = f" Skälet är {quoted(reason)}." if reason.strip() else ""
    span = f"Paus från den {swedish_date(first)} till den {swedish_date(last)}."
    return f"{span}{why} {capital(days(count))} räknas därför inte som tysta."


def vanished(count: int, title: str, year: int) -> str:
    """Say what was open and is not listed again."""
    if count == 1:
        return f"{quoted(title)} står inte i VP {year}, men var inte klar när året började. Den räknas därför med."
    return (
        f"{count} åtgärder står inte i VP {year}, men var inte klara när året började. "
        f"De räknas därför med. En av dem är {quoted(title)}."
    )


def act_entry(last: date, title: str, unit: str) -> str:
    """Say that something happened with a measure."""
    where = f" på {unit}" if unit else ""
    return f"Det senaste hände den {swedish_date(last)}: en lägesnotering om {quoted(title)}{where} gav något nytt."


def act_talk(last: date) -> str:
    """Say that a talk was held."""
    return f"Det senaste hände den {swedish_date(last)}: ett samtal hölls."


def act_listed(last: date, title: str) -> str:
    """Say that a measure began."""
    return f"Det senaste hände den {swedish_date(last)}: {quoted(title)} blev en åtgärd i planen."
