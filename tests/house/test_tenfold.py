"""No page asks the database more when there is ten times as much to show; and none asks more than its budget."""

from __future__ import annotations

from pathlib import Path

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.conftest import run_command
from tests.house.access import ACCESS
from tests.house.dossier_things import dossier
from tests.house.question_things import ASKING
from tests.house.things import address, consulted, cooperating, draft, held_meeting
from tests.papers import making

from handslag.core.clock import now, today
from handslag.papers.actions.publishing import publish
from handslag.papers.actions.requesting import log_request
from handslag.people.models import Unit, User
from handslag.plan.models import Plan
from handslag.questions.actions import Said, confirm_commitment, register_questions
from handslag.questions.loading.found import proposed_in
from handslag.questions.rules.commitments import Terms

BUDGET = 15
CHECKED = 25
"""For an uploaded file, which is checked anew against all that is recorded."""
COMPUTED = 30
"""For a day without a snapshot, whose signs are computed there and then: its own fifteen, and the facts of a city."""
PAGES = {name: row for name, row in ACCESS.items() if row.status("pia") == 200}
UPLOADED = {"intake:upload", "intake:marked"}
DAY = "?dag=2025-05-18"
AREAS = ("Rimlig arbetsbelastning", "Introduktion")
VP = "Förvaltning;Enhet;Fokusområde;Beslut;Skäl;Beslutsdatum;Dnr;År;Åtgärd;Ansvarig;Klart senast;Kostnad;Id"
PROGRESS = "Förvaltning;Enhet;Fokusområde;Åtgärd;Datum;Läge;Notering;Underlag;Id"
SIGNALS = "Förvaltning;Enhet;Fokusområde;Avsändare;Slag;Datum;Signal;Svar senast;Svarsdatum;Svar"


def send(folder: Path, kind: str, *lines: str) -> None:
    """Read in a file, as a city does."""
    file = folder / f"{kind}.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    run_command("import", kind, str(file), "--city", "Lillköping", "--recorded-at", "2025-05-16T12:00")


def grow(folder: Path, numbers: range) -> None:
    """More units, measures of theirs in two areas, notes on each, signals, and papers with all that is made of them."""
    known = (Path(__file__).parents[1] / "small_city" / "lillkoping.yaml").read_text(encoding="utf-8")
    units = "".join(f'      - {{name: Enhet {n}, field: äldre, id: "U{n}"}}\n' for n in range(numbers.stop))
    here = '      - {name: Försörjning Ängsby, field: ekonomiskt bistånd, id: "12"}\n'
    city = folder / "lillkoping.yaml"
    city.write_text(known.replace(here, here + units), encoding="utf-8")
    run_command("import", "city", str(city), "--recorded-at", "2025-05-16T11:00")
    rows = [(n, place, area) for n in numbers for place, area in enumerate(AREAS)]
    send(folder, "vp", VP, *(
        f"Ängsby;Enhet {n};{area};Antaget;;2025-01-21;ÄNG 2025/1;2025;Åtgärd {n} i {area};Chef;2025-{n % 9 + 1:02}-28;"
        f"{n * 1000};N-{n}-{place}" for n, place, area in rows
    ))  # fmt: skip
    send(folder, "progress", PROGRESS, *(
        f"Ängsby;Enhet {n};{area};Åtgärd {n} i {area};2025-0{month}-11;Pågår;Möte {month} i grupp {n} gav {n + month} "
        f"beslut.;Protokoll {n}/{month};N-{n}-{place}" for n, place, area in rows for month in (2, 3, 4)
    ))  # fmt: skip
    send(folder, "signals", SIGNALS, *(
        f"Ängsby;Enhet {n};{area};Vision;facklig signal;2025-04-0{n % 9 + 1};Vi hinner inte, grupp {n}.;2025-04-28;"
        f"{'2025-04-20;Vi ser över det.' if n % 2 else ';'}" for n, place, area in rows
    ))  # fmt: skip
    for number in numbers[::3]:
        asked_about(number)
    run_command("tick")


def asked_about(number: int) -> None:
    """Another paper with two questions, a promise as an answer, a request for it, a dossier, a secret passage."""
    rut, place, day = making.user("rut"), making.city(), today()
    asking = ASKING.replace("KS 2025/90", f"KS 2024/{number + 1}").replace("mentorer", f"mentorer i grupp {number}")
    paper = making.paper(asking, f"fragor-{number}.txt")
    found = [one.question for one in proposed_in(paper, rut).questions]
    register_questions(city=place, questions=found, document=paper, by=rut, at=now())
    said = Said(f"Grupp {number} får mentorer.", day, "Folke Lind (S)", paper)
    terms = Terms(day, "socialnämnden", None, "", {}, "Fråga förvaltningen.")
    confirm_commitment(city=place, plan=Plan.objects.get(), said=said, terms=terms, by=rut, at=now())
    log_request(city=place, asked_for=f"Handling {number}.", made_on=day, document=paper, by=rut, at=now())
    publish(document=paper, by=rut, at=now())
    dossier(paper)
    assert making.hidden(paper, f"grupp {number}")


def asked(client: Client) -> dict[tuple[str, str], int]:
    """How many questions each page asks, once it is warm: today, and on a day without a snapshot."""
    found = {}
    paths = {name: address(name, row) for name, row in PAGES.items()}  # first of all: what fills them is there for all
    for name, path in paths.items():
        if name == "vitals:unit":
            path = reverse(name, args=[Unit.objects.get(name="Enhet 0").pk])  # noqa: PLW2901 — one that grows
        for when in ("", DAY):
            client.get(path + when)
            with CaptureQueriesContext(connection) as questions:
                response = client.get(path + when)
            assert response.status_code == 200, path
            found[name, when] = len(questions)
    return found


def test_ten_times_as_many_rows_take_no_more_questions(small_city: None, tmp_path: Path) -> None:
    _ = held_meeting(), draft(), consulted(), cooperating()
    client = Client()  # whether the pages are in order is asked elsewhere
    client.force_login(User.objects.get(username="pia"))
    grow(tmp_path, range(4))
    few = asked(client)
    grow(tmp_path, range(4, 40))
    many = asked(client)
    grown = {one: f"{few[one]} → {count}" for one, count in many.items() if count > few[one]}
    assert not grown, "these pages ask more the more there is"
    dear = {one: count for one, count in many.items() if count > budget(*one)}
    assert not dear, "these pages ask more than their budget"


def budget(name: str, when: str) -> int:
    """How many questions a page may ask."""
    return CHECKED if name in UPLOADED else COMPUTED if when else BUDGET
