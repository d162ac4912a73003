"""Papers that were taken up everywhere before words in them became secret: each mark stands in a place of its own."""

from __future__ import annotations

from datetime import date

from tests.papers import making
from tests.papers.making import user

from handslag.core.clock import now, today
from handslag.dossiers.actions import move_dossier, save_answers, start_dossier
from handslag.dossiers.loading.dossiers import standing_of
from handslag.dossiers.loading.writing import Written
from handslag.dossiers.models import Dossier
from handslag.dossiers.rules.states import Move
from handslag.papers.actions.secrecy import lift_passage
from handslag.papers.models import Document, SecretPassage
from handslag.people.models import City, User
from handslag.plan.models import Plan
from handslag.questions.actions import (
    Place,
    Said,
    confirm_commitment,
    decide_answer,
    move_question,
    propose_answers,
    register_questions,
    report_list,
)
from handslag.questions.loading.answers import passages
from handslag.questions.loading.found import proposed_in
from handslag.questions.loading.lists import balance_of
from handslag.questions.loading.proposals import proposals
from handslag.questions.models import Question
from handslag.questions.rules.commitments import Terms
from handslag.questions.rules.questions import Move as Answered

ASKING = """Interpellation av Sixten Rosenkvist (V) till Folke Lind (S) om hoten i Kvarnbyholm

Diarienummer: KS 2025/91

Lillköping den 4 februari 2025

Jag vill fråga kommunalrådet Folke Lind (S):

1. Hur följs arbetet mot hot och våld upp efter det som hände vid Gnistbacken?
2. Kommer arbetet mot hot och våld att fortsätta nästa år?
"""
LATER = """Interpellation av Disa Holt (V) till Folke Lind (S) om hot och våld

Diarienummer: KS 2025/95

Lillköping den 4 mars 2025

Jag vill fråga kommunalrådet Folke Lind (S):

1. Hur följs arbetet mot hot och våld upp?
"""
ANSWERING = """Svar på interpellation av Sixten Rosenkvist (V) om hoten i Kvarnbyholm

Diarienummer: KS 2025/91

Lillköping den 3 mars 2025

Arbetet mot hot och våld följs upp av förvaltningarna varje vecka sedan händelsen på Tallstigen.

Arbetet mot hot och våld kommer att fortsätta nästa år. Förvaltningen ska senast den 31 december 2025 utse en
samordnare för lokalen vid Ängaklint.
"""
MINUTES = """Protokoll från socialnämnden

Lillköping den 5 mars 2025

§ 12 Särskilt uttalande av Hulda Fjällstierna (L). Vi beklagar det som skedde i huset vid Vretastigen i höstas och
ser att arbetet måste fortsätta. Den som blev hotad var en kvinna vid namn Alfhild
\fMossglanta, och hon har fått stöd. Nämnden lägger rapporten till handlingarna.
"""
READ_BADLY = """Protokoll fran Ängsby stadsdelsnamnd

Namnden godkanner delarsrapporten och lagger den till handlingarna utan omrostning denna gang. Forvaltningen
redovisade laget. Handlaggaren pa forskolan i Ostergardet blev hotad nar foraldrarna kom for att hamta barnen. Atgarder
har vidtagits av namnden och forvaltningen foljer arendet.
"""
MARKS = {
    "interpellation.txt": ("hoten i Kvarnbyholm", "Sixten Rosenkvist", "det som hände vid Gnistbacken"),
    "svaret.txt": (
        "hoten i Kvarnbyholm",
        "Sixten Rosenkvist",
        "sedan händelsen på Tallstigen",
        "lokalen vid Ängaklint",
    ),
    "namndens-protokoll.txt": ("Hulda Fjällstierna", "huset vid Vretastigen", "Alfhild", "Mossglanta"),
    "last-fel.txt": ("föräldrarna",),
}  # fmt: skip
"""Paper → the passages of it that become secret."""
WORDS = (
    "Kvarnbyholm", "Rosenkvist", "Gnistbacken", "Tallstigen", "Ängaklint", "Fjällstierna", "Vretastigen", "Alfhild",
    "Mossglanta", "föräldrarna", "foraldrarna",
)  # fmt: skip
"""A word of each passage that stands nowhere else; the last as it is read, and as it came."""


def taken_up() -> None:
    """The papers registered, their questions and a promise taken up, answered, reported; then words in them hidden."""
    rut, plan, place = user("rut"), Plan.objects.get(), making.city()
    papers = {
        name: making.open_paper(text, name)
        for name, text in (
            ("interpellation.txt", ASKING), ("senare.txt", LATER), ("svaret.txt", ANSWERING),
            ("namndens-protokoll.txt", MINUTES), ("last-fel.txt", READ_BADLY),
        )
    }  # fmt: skip
    asked = _registered(papers["interpellation.txt"], rut)
    _registered(papers["senare.txt"], rut)
    answer = papers["svaret.txt"]
    places = {pk: Place(at.page, at.start, at.end) if at else None for pk, at in passages(answer, asked, rut).items()}
    propose_answers(document=answer, places=places, by=rut, at=now())
    [said] = making.places(answer, "Arbetet mot hot och våld kommer", "lokalen vid Ängaklint")
    whole = Place(said.page, said.start, said.end)
    decide_answer(question=asked[1], document=answer, outcome="confirmed", place=whole, by=rut, at=now())
    move_question(question=asked[1], move=Answered.ANSWER, on=today(), document=answer, by=rut, at=now())
    _promised(place, plan, rut)
    lines = balance_of(place, today())
    report_list(city=place, lines=lines, as_of=today(), reported_on=today(), body="Nämnden", by=rut, at=now())
    for name in ("interpellation.txt", "senare.txt"):
        _signed(plan, papers[name])
    start_dossier(plan=plan, thing=asked[0], as_of=today(), by=user("pia"), at=now())
    for name, words in MARKS.items():
        for one in words:
            assert making.hidden(papers[name], one), one


def lifted() -> None:
    """Every passage open again."""
    for passage in SecretPassage.objects.filter(lift=None):
        lift_passage(passage=passage, reason="Får lämnas ut.", by=user("rut"), at=now())


def _registered(paper: Document, rut: User) -> list[Question]:
    found = [one.question for one in proposed_in(paper, rut).questions]
    return register_questions(city=making.city(), questions=found, document=paper, by=rut, at=now())


def _promised(place: City, plan: Plan, rut: User) -> None:
    [found] = [one for one in proposals(place, rut) if "Ängaklint" in one.text]
    said = Said(found.text, date(2025, 3, 3), found.who or "Folke Lind (S)", found.document, found.finding)
    terms = Terms(date(2025, 12, 31), "socialnämnden", None, "", {}, "Fråga förvaltningen i januari.")
    confirm_commitment(city=place, plan=plan, said=said, terms=terms, by=rut, at=now())


def _signed(plan: Plan, paper: Document) -> Dossier:
    pia, britt = user("pia"), user("britt")
    made = start_dossier(plan=plan, thing=paper, as_of=today(), by=pia, at=now())
    keys = [one.key for one in standing_of(made).kept.questions]
    written = {key: Written("Arbetet följs upp tre gånger om året [1].", 0, done=True) for key in keys}
    save_answers(dossier=made, written=written, by=pia, at=now())
    for move, who in ((Move.PREPARE, pia), (Move.APPROVE, britt), (Move.SIGN, britt)):
        made = move_dossier(dossier=made, move=move, by=who, at=now())
    return made
