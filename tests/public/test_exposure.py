"""Nothing anyone may read holds a name, a signal's words or sender, or a note: every address, in every form."""

from __future__ import annotations

import re
from collections import deque
from html import unescape
from urllib.parse import urljoin

from handslag.followup.models import Comment, Listing, ProgressEntry
from handslag.people.models import Unit, User
from handslag.plan.models import Plan
from handslag.public.models import Publication
from handslag.public.rules import NAMELESS
from handslag.voice.models import Signal, SignalAnswer
from tests.client import CheckingClient
from tests.public.conftest import SECRETS

LINK = re.compile(r"""\shref=["']([^"'#]*)""")
FIXED = ("hjalp", "personuppgifter", "tillganglighet", "logga-in", "static", "demo")
"""Pages that hold nothing of a city."""


def everything(client: CheckingClient) -> dict[str, str]:
    """Every open address with what it answers, by following each link from the first; files and feeds too."""
    found: dict[str, str] = {}
    waiting = deque(["/oppet/", "/oppet/lillkoping/flode.xml"])
    while waiting:
        path = waiting.popleft()
        if path in found or path.strip("/").split("/")[0].split("?")[0] in FIXED:
            continue
        response = client.get(path)
        if response.status_code == 303:
            waiting.append(response.headers["Location"])
            continue
        if path == "/":
            continue
        assert response.status_code == 200, path
        found[path] = unescape(response.content.decode(errors="replace"))
        if response.headers["Content-Type"].startswith(("text/html", "application/atom")):
            links = LINK.findall(response.content.decode())
            waiting += [unescape(urljoin(path, link)) for link in links if not link.startswith(("http", "mailto"))]
            waiting += [link.partition("testserver")[2] for link in map(unescape, links) if "//testserver/" in link]
    return found


def test_no_name_no_signal_and_no_note_occurs_anywhere(open_city: Plan, client: CheckingClient) -> None:
    answers = everything(client)
    kinds = ("/livstecken/", ".csv", ".json", ".xml", ".pdf", "/moten/", "/planen/", "/rapporter/", "/data/")
    assert all(any(kind in path for path in answers) for kind in kinds), sorted(answers)
    hidden = set(SECRETS)
    hidden |= {str(user) for user in User.objects.all()} | {user.email for user in User.objects.all()}
    hidden |= set(Signal.objects.values_list("text", flat=True)) | set(
        SignalAnswer.objects.values_list("text", flat=True)
    )
    hidden |= {note for note in ProgressEntry.objects.values_list("note", flat=True) if note}
    hidden |= set(ProgressEntry.objects.values_list("reporter", flat=True))
    hidden |= set(Comment.objects.values_list("author", flat=True))
    hidden |= {owner for owner in Listing.objects.values_list("owner", flat=True) if " " in owner}
    hidden |= set(Unit.objects.values_list("name", flat=True))
    hidden.discard("")
    told = [f"{path}: {text}" for path, answer in answers.items() for text in hidden if text in answer]
    assert not told, "\n".join(sorted(told)[:20])


def test_what_is_kept_is_already_free_of_it(open_city: Plan) -> None:
    for one in Publication.objects.all():
        kept = f"{one.content}{one.summary}{one.report_html}{bytes(one.report_pdf or b'').decode(errors='replace')}"
        assert not [secret for secret in SECRETS if secret in kept], one


def test_a_comment_is_shown_without_the_names_in_it(open_city: Plan, client: CheckingClient) -> None:
    page = client.get("/oppet/lillkoping/livstecken/strandvik/arbetsbelastning/?period=2025-T1").content.decode()
    assert f"Det är {NAMELESS} och {NAMELESS} som har hand om frågan. Vi återkommer i juni." in page
    assert f"Samtal som {NAMELESS} håller" in page


def test_a_signal_is_only_counted(open_city: Plan, client: CheckingClient) -> None:
    page = client.get("/oppet/lillkoping/livstecken/strandvik/arbetsbelastning/?period=2025-T1").content.decode()
    assert "1 signal har lämnats om området. 1 väntade på svar, 1 av dem efter sin sista svarsdag." in page
    assert "En signal är obesvarad. Svaret skulle ha kommit senast den 24 mars 2025." in page
    report = client.get("/oppet/lillkoping/rapporter/2025-T1/").content.decode()
    assert "Signaler räknas bara." in report


def test_who_is_logged_in_is_shown_the_same_as_everyone(open_city: Plan, client: CheckingClient) -> None:
    for path in ("/oppet/lillkoping/", "/oppet/lillkoping/livstecken/", "/oppet/lillkoping/rapporter/2025-T1/"):
        assert CheckingClient().as_user("pia").get(path).content == client.get(path).content


def test_a_draft_is_nobodys_but_the_citys_own(open_city: Plan, client: CheckingClient) -> None:
    page = client.get("/oppet/lillkoping/planen/").content.decode()
    assert "Version 2023" in page and "Rimlig arbetsbelastning" in page and "Utkast" not in page
