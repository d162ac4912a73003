"""Nobody finds what they may not see, in any way: no hit, no count, no guessed word, no suggestion, no other order."""

from __future__ import annotations

import re

import pytest
from tests.client import CheckingClient
from tests.followup.round import filed, hand_in_all, measure, prepare, user
from tests.house.things import consulted, draft
from tests.search.shelf import MINUTES, find, shelve

from handslag.core.clock import now, today
from handslag.followup.actions.signing import approve_report, sign_report
from handslag.followup.loading.reports import duty_of
from handslag.papers.actions.secrecy import mark_passages
from handslag.papers.loading.secrecy import Place
from handslag.people.actions import Post, add_user, give_role
from handslag.people.models import City, User

SECRET = "Utredningen gäller handläggaren Zackarias Hemlighetsson i mottagningen på Storgatan i Lillköping."


def secret_paper() -> int:
    """A paper of which a name is marked secret."""
    text = f"Tjänsteutlåtande\n\n{SECRET}\nNämnden får rapporten i maj, och förvaltningen svarar på frågorna då."
    paper = shelve("utlatande.txt", text)
    page = paper.pages.get()
    place = re.search("Zackarias Hemlighetsson", page.raw)
    assert place
    mark_passages(
        document=paper, places=[Place(1, place.start(), place.end())], chapter=26, section="1",
        by=User.objects.get(username="rut"), at=now(),
    )  # fmt: skip
    return paper.pk


def test_a_secret_passage_is_found_by_registrars_alone(small_city: None) -> None:
    pk = secret_paper()
    for who in ("rut", "pia"):
        found = find("hemlighetsson", who)
        assert [hit.object_id for hit in found.hits] == [pk] and found.hits[0].full
        assert "Hemlighetsson" in found.hits[0].snippet
    for who in ("", "lena", "sara", "britt", "ada", "ulf"):
        for query in ("hemlighetsson", "hemlighetson", "Zackarias", '"Zackarias Hemlighetsson"', "hemlighet"):
            found = find(query, who)
            assert found.total == 0 and not found.near and not found.suggested and not found.found_in_all, (who, query)
        (hit,) = (hit for hit in find("utredningen storgatan", who).hits if hit.object_id == pk)
        assert "Hemlighetsson" not in hit.snippet and "█" in hit.snippet and not hit.full


def test_a_hidden_word_does_not_stand_before_the_ones_that_are_seen(small_city: None) -> None:
    shelve("a.txt", "Protokoll från mötet om zonkelbrid i kvarteret, som nämnden har beslutat om.")
    before = find("zonkelbrox", "lena").near
    shelve("b.txt", "Ett utkast om zonkelbrot som ingen har läst än på kontoret.", origin="own")
    assert "zonkelbrot" in find("zonkelbrox", "rut").hits[0].snippet
    assert find("zonkelbrox", "lena").near == before == {"zonkelbrox": ["zonkelbrid"]}


def test_a_title_that_is_secret_is_no_title(small_city: None) -> None:
    text = "Motion om Gunhilds omplacering\n\nKommunfullmäktige 2024-03-12\nNämnden får i uppdrag att svara i maj."
    paper = shelve("motion.txt", text)
    page = paper.pages.get()
    place = re.search("Motion om Gunhilds omplacering", page.raw)
    assert place
    mark_passages(
        document=paper, places=[Place(1, place.start(), place.end())], chapter=39, section="1",
        by=User.objects.get(username="rut"), at=now(),
    )  # fmt: skip
    assert find("gunhilds", "rut").total == 1
    for query in ("gunhilds", "omplacering", "gunhild", "omplacerin"):
        found = find(query, "lena")
        assert found.total == 0 and not found.near and not found.suggested
    assert all("Gunhild" not in hit.title for hit in find("kommunfullmäktige uppdrag", "lena").hits)


def test_a_registrar_finds_a_paper_once(small_city: None) -> None:
    pk = secret_paper()
    assert [hit.object_id for hit in find("utredningen storgatan", "rut", kind="paper").hits] == [pk]


def test_a_paper_that_is_a_draft_is_found_by_registrars_alone(small_city: None) -> None:
    paper = shelve("utkast.txt", "Ett utkast om xylofonundervisning i staden som ingen har läst än.", origin="own")
    assert [hit.object_id for hit in find("xylofonundervisning", "rut").hits] == [paper.pk]
    for who in ("", "lena", "britt", "ada"):
        assert find("xylofonundervisning", who).total == 0
        assert not find("xylofonundervisnin", who).near and not find("xylofonundervisni", who).suggested


def test_nothing_of_another_city_is_found(small_city: None) -> None:
    shelve("granne.txt", "Grannens papper om kastanjeträdet vid torget i Grannköping.", city="Grannköping")
    assert find("kastanjeträdet", "gun", city="Grannköping").total == 1
    for who in ("", "pia", "lena", "rut"):
        assert find("kastanjeträdet", who).total == 0
    assert find("introduktion", "gun", city="Lillköping").total == 0


def test_a_draft_of_the_plan_is_found_by_those_who_see_it(small_city: None) -> None:
    draft()
    mine = {hit.object_id for hit in find("introduktion", "pia", kind="area", limit=100).hits}
    theirs = {hit.object_id for hit in find("introduktion", "lena", kind="area", limit=100).hits}
    assert theirs < mine


def test_a_draft_on_consultation_is_found_by_those_who_take_part(small_city: None) -> None:
    row = consulted()
    shown = {hit.href for hit in find("introduktion", "ulf", kind="area", limit=100).hits}
    assert any(f"/samrad/{row.label}/" in href for href in shown)
    hidden = {hit.href for hit in find("introduktion", "britt", kind="area", limit=100).hits}
    assert not any("samrad" in href for href in hidden)


def test_who_raised_a_signal_is_no_part_of_it(small_city: None) -> None:
    from tests.house.things import own_signal

    own_signal()
    assert find("riskbedömning", kind="signal").total == 1
    for who in ("", "lena", "pia", "ulf"):
        assert not find('"Siv Skyddsombud"', who).hits


def test_a_report_is_found_when_it_is_signed(small_city: None) -> None:
    typed = {f"nytt-{measure('A-1')}": "Ett zonkelbeslut om taket.", "meddelande": "Till chefen: zonkelbeslut."}
    hand_in_all(**typed)
    prepare(sammanfattning="Sammanfattat: zonkelbeslut.")
    approve_report(filed=filed(), by=user("hanna"), at=now())
    for who in ("", "eva", "hilda", "pia", "nils"):
        found = find("zonkelbeslut", who)
        assert found.total == 0 and not find("zonkelbeslu", who).near
    sign_report(filed=filed(), duty=duty_of(filed(), today()), by=user("hilda"), at=now())
    places = {(hit.kind, hit.where.partition(" ")[0]) for hit in find("zonkelbeslut").hits}
    assert places == {("report", "Sammanfattning"), ("measure", "Lägesnotering")}
    assert find("chefen zonkelbeslut", kind="report").total == 1


def test_who_gets_a_role_sees_at_once_and_who_has_none_sees_nothing(small_city: None) -> None:
    paper = shelve("protokoll.txt", MINUTES)
    city = City.objects.get(name="Grannköping")
    post = Post("reader", city, None, None, "")
    add_user(username="nora", post=post, password=None, name="Nora Ny", email="nora@example.org", by=None, at=now())
    assert find("personalomsättning", "nora").total == 0
    give_role(username="nora", post=Post("reader", paper.city, None, None, ""), by=None, at=now())
    assert find("personalomsättning", "nora").total == 1


@pytest.mark.parametrize("who", ["pia", "rut", "lena", "sara", "ulf", "britt", "ada"])
def test_every_hit_leads_to_what_the_reader_may_open(small_city: None, client: CheckingClient, who: str) -> None:
    shelve("protokoll.txt", MINUTES), secret_paper(), consulted()
    shelve("utkast.txt", "Ett utkast om introduktion i staden som ingen har läst än.", origin="own")
    reader = client.as_user(who)
    found = {hit.href for query in ("introduktion", "ärenden nämnden", "planen") for hit in find(query, who).hits}
    assert len(found) > 5
    for href in found:
        page = reader.get(href)
        fragment = href.partition("#")[2]
        assert page.status_code == 200, href
        assert not fragment or f'id="{fragment}"' in page.content.decode(), href
