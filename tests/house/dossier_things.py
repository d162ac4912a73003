"""The dossiers of the small city that fill the placeholders of addresses."""

from __future__ import annotations

from collections.abc import Callable

from handslag.core.clock import now, today
from handslag.dossiers.actions import move_dossier, of_thing, save_answers, start_dossier
from handslag.dossiers.loading.dossiers import standing_of
from handslag.dossiers.loading.writing import Written
from handslag.dossiers.models import Dossier
from handslag.dossiers.rules.states import Move
from handslag.papers.actions.registering import register
from handslag.papers.models import Document
from handslag.people.models import City, User
from handslag.plan.models import Plan

INTERPELLATION = """Interpellation från Disa Holt (V) till Folke Lind (S) om planen för dem som arbetar i socialtjänsten

Diarienummer: KS 2025/77

I Lillköping finns en plan för arbetet. Därför vill jag fråga kommunalrådet Folke Lind (S):

1. Hur följs planen upp, och vad rapporteras till ansvarigt kommunalråd?
2. Vad gör kommunalrådet för att arbetet ska fortsätta?
3. Vad görs för att förvaltningarna inte ska runda arbetsbelastningen?
"""


def asked_paper(text: str = INTERPELLATION, name: str = "interpellation-planen.txt") -> Document:
    """An interpellation of Lillköping with three questions, invented here."""
    city, pia = City.objects.get(name="Lillköping"), User.objects.get(username="pia")
    return register(city=city, name=name, content=text.encode(), by=pia, at=now()).document


def dossier(paper: Document | None = None) -> Dossier:
    """A dossier that Pia has begun."""
    paper, pia = paper or asked_paper(), User.objects.get(username="pia")
    return of_thing(paper) or start_dossier(plan=Plan.objects.get(), thing=paper, as_of=today(), by=pia, at=now())


def prepared_dossier() -> Dossier:
    """Another, written and handed over for approval."""
    paper = asked_paper(INTERPELLATION.replace("KS 2025/77", "KS 2025/78"), "interpellation-planen-igen.txt")
    made, pia = dossier(paper), User.objects.get(username="pia")
    if made.state == "draft":
        keys = [one.key for one in standing_of(made).kept.questions]
        written = {key: Written("Planen följs upp tre gånger om året [1].", 0, done=True) for key in keys}
        save_answers(dossier=made, written=written, by=pia, at=now())
        made = move_dossier(dossier=made, move=Move.PREPARE, by=pia, at=now())
    return made


DOSSIER_THINGS: dict[str, Callable[[], object]] = {
    "dossier": lambda: dossier().pk,
    "prepared dossier": lambda: prepared_dossier().pk,
    "dossier paper": lambda: asked_paper().pk,
    "dossier move": lambda: "skicka-tillbaka",
    "source": lambda: 1,
}
