"""The small city with days on which its council meets, an interpellation and its answer in words of our own."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings as SettingsWrapper

from handslag.core.clock import STOCKHOLM
from handslag.papers.actions import register
from handslag.papers.models import Document
from handslag.people.models import City, User
from handslag.questions.actions import register_questions
from handslag.questions.loading.found import proposed_in
from handslag.questions.models import Question
from tests.conftest import run_command
from tests.world import FILES

MEETINGS = """
meetings:
  - {body: Kommunfullmäktige, date: 2025-01-27}
  - {body: Kommunfullmäktige, date: 2025-02-10}
  - {body: Kommunfullmäktige, date: 2025-03-17}
  - {body: Socialnämnden, date: 2025-02-04}
"""
ASKED = """LILLKÖPINGS KOMMUN
Kommunfullmäktige
2025-01-22
Dnr KS 2025/31

Interpellation av Nora Lund (X) till socialborgarrådet Britt Borgarråd (Y) om planen för socialtjänstens personal

Handläggare berättar att planen inte har nämnts sedan sommaren.

Mina frågor till socialborgarrådet är:

1. Vem i staden följer upp att förvaltningarna arbetar med planen, och hur ofta får borgarrådet se resultatet?
2. Hur ska borgarrådet se till att arbetet med planen fortsätter?
3. Vad gör borgarrådet åt att stadsdelar hoppar över arbetsbelastningen och väljer andra områden?

Nora Lund (X)
"""
ANSWERED = """LILLKÖPINGS KOMMUN
Kommunfullmäktige
2025-02-10
Dnr KS 2025/31

Svar på interpellation av Nora Lund (X) om planen för socialtjänstens personal

Förvaltningarna följer upp planen tre gånger om året, och resultatet lämnas till borgarrådet i mars, juni och oktober.

Arbetet med planen fortsätter till och med 2027. Medel är avsatta i budgeten.

Parkbänkarna vid torget målas om till våren, som var och en har sett.

Britt Borgarråd (Y)
"""
AT = datetime(2025, 1, 23, 9, 0, tzinfo=STOCKHOLM)
LATER = datetime(2025, 2, 11, 9, 0, tzinfo=STOCKHOLM)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: SettingsWrapper) -> None:
    settings.HANDSLAG_DATA = tmp_path


@pytest.fixture
def city(small_city: None, tmp_path: Path) -> City:
    """Lillköping, whose council meets in January, February and March 2025."""
    file = tmp_path / "med-moten.yaml"
    file.write_text((FILES / "lillkoping.yaml").read_text(encoding="utf-8") + MEETINGS, encoding="utf-8")
    run_command("import", "city", str(file), "--recorded-at", "2024-12-01T09:00")
    return City.objects.get(name="Lillköping")


@pytest.fixture
def rut(city: City) -> User:
    return User.objects.get(username="rut")


def taken_in(city: City, by: User, name: str, text: str, at: datetime = AT) -> Document:
    """A paper, registered on the day."""
    made = register(city=city, name=name, content=text.encode(), by=by, at=at, registered_on=at.date())
    return made.document


@pytest.fixture
def paper(city: City, rut: User) -> Document:
    """An interpellation with three questions."""
    return taken_in(city, rut, "interpellation.txt", ASKED)


@pytest.fixture
def asked(city: City, rut: User, paper: Document) -> list[Question]:
    """Its questions, registered as they are proposed."""
    found = proposed_in(paper, rut)
    return register_questions(
        city=city, questions=[one.question for one in found.questions], document=paper, by=rut, at=AT
    )


@pytest.fixture
def answer(city: City, rut: User) -> Document:
    """The commissioner's answer: it answers two of the three."""
    return taken_in(city, rut, "svar.txt", ANSWERED, LATER)


DAY = date(2025, 1, 22)
