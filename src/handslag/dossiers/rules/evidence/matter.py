"""What bears on any question: the areas it names, what was asked before, and what was promised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handslag.core.text import counted, join_words, swedish_date
from handslag.dossiers.facts import Asked, CommitmentState, EarlierQuestion, Evidence, Figure, Material, Rows
from handslag.dossiers.rules.evidence.topics import area_state
from handslag.dossiers.rules.evidence.words import are, day_or_dash, nothing, the_day

EARLIER = "Tidigare frågor i registret om samma fokusområden eller samma slags underlag, med sina svar."
WHY_EARLIER = "Den som svarar behöver veta vad som har frågats och svarats i samma sak."
WHY_COMMITMENT = "Den som svarar behöver veta vad som har lovats, och om det håller."


def areas(asked: Asked, material: Material) -> Iterator[Evidence]:
    """The state of each area that the question names."""
    for key in asked.areas:
        cells = [cell for cell in material.cells if cell.area == key]
        if cells:
            name = cells[0].area_name
            yield area_state(f"area.{key}", name, cells, material, why=f"Frågan nämner fokusområdet ”{name}”.")


def earlier(asked: Asked, material: Material) -> Evidence:
    """Earlier questions and answers on the same matter."""
    key = f"earlier.{asked.key}"
    found = asked.earlier
    if not found:
        title = "Inga tidigare frågor"
        made = nothing(
            "earlier.none", title, "Registret har ingen i samma sak.", definition=EARLIER,
            material=material, source="Registret över frågor",
        )  # fmt: skip
        return replace(made, kind="earlier", why=WHY_EARLIER)
    newest = found[0]
    answered = [one for one in found if one.answered_on or one.answer]
    put = f" den {swedish_date(newest.put_on)}" if newest.put_on else ""
    who = f"{newest.asked_by} frågade" if newest.asked_by else "Senast frågades"
    return Evidence(
        key=key, kind="earlier", why=WHY_EARLIER, definition=EARLIER,
        title=counted(len(found), "tidigare fråga i samma sak", "tidigare frågor i samma sak"),
        text=f"{are(len(answered), 'besvarad', 'besvarade')}. {who}{put}:",
        said=newest.text, period=f"Till och med {swedish_date(material.as_of)}", source="Registret över frågor",
        figures=(Figure("questions", "Tidigare frågor", len(found)), Figure("answered", "Besvarade", len(answered))),
        rows=Rows(("Fråga", "Ställd", "Av", "Läge", "Svar"),
                  tuple((f"{one.label} {one.text}".strip(), day_or_dash(one.put_on), one.asked_by or "–",
                         one.state_word, _answer(one)) for one in found), tuple(one.href for one in found)),
        link=("Visa registret", "/fragor/"),
    )  # fmt: skip


def _answer(one: EarlierQuestion) -> str:
    """When it was answered, and in which words."""
    said = " ".join(f"”{words}”" for words in one.replies)
    return ": ".join(filter(None, (one.answer, said))) or "–"


BEARS_ON = {
    "adoption": ("workload", "continuation"),
    "signs": ("continuation",),
    "reports": ("followup",),
    "signals": ("union", "followup"),
}
"""A commitment's check → the kinds of evidence it bears on; one with another check, or none, bears on any question."""


def bears_on(one: CommitmentState, asked: Asked) -> bool:
    """Whether a commitment has to do with what is asked."""
    kinds = BEARS_ON.get(one.check)
    return kinds is None or not asked.kinds or bool(set(kinds) & set(asked.kinds))


def commitments(asked: Asked, material: Material, *, last: bool = False) -> Iterator[Evidence]:
    """The confirmed commitments that bear on the question, and whether they hold; or that there is none.

    The `last` question of a paper takes those up that bear on none before it: nothing promised is left out.
    """
    if not material.commitments:
        made = nothing("commitments.none", "Ingen bekräftad utfästelse", "Registret har ingen som gäller.",
                       definition="Utfästelser som någon har bekräftat, med en kontroll mot Handslags uppgifter.",
                       material=material, source="Registret över utfästelser")  # fmt: skip
        yield replace(made, kind="commitments", why=WHY_COMMITMENT)
    for one in material.commitments:
        if not (last or bears_on(one, asked)):
            continue
        yield _commitment(one, material)


def _commitment(one: CommitmentState, material: Material) -> Evidence:
    word = {True: " som håller", False: " som inte håller", None: " vars dag har passerat" if one.late else ""}[
        one.holds
    ]
    by = f" (senast {swedish_date(one.by_day)})" if one.by_day else ""
    lacking = (
        f" Inte: {join_words([held.name for held in one.does_not[:5]])}{' med flera' if len(one.does_not) > 5 else ''}."
        if one.does_not
        else ""
    )
    return Evidence(
        key=f"commitment.{one.pk}", kind="commitments", why=WHY_COMMITMENT, title=f"Utfästelse{word}{by}",
        definition="En bekräftad utfästelse och dess kontroll mot Handslags uppgifter på dagen.",
        text=f"{one.sentence}{lacking}", said=one.text, period=the_day(material),
        source=f"Utfästelse {one.label}. {one.source}",
        figures=(
            Figure("holds", "Håller", None if one.holds is None else "ja" if one.holds else "nej"),
            Figure("does", "Uppfyller", len(one.does)), Figure("does_not", "Uppfyller inte", len(one.does_not)),
        ),
        rows=Rows(("Vad", "Håller", "Uppgift"),
                  (*((held.name, "nej", held.told or "–") for held in one.does_not),
                   *((held.name, "ja", held.told or "–") for held in one.does)),
                  tuple(held.href for held in (*one.does_not, *one.does))),
        link=("Visa utfästelsen", one.href),
    )  # fmt: skip
