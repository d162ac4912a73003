"""Commitments: confirmed beside their source, changed by steps, ended with a reason, seen as of any day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handslag.audit.models import Event
from handslag.core.clock import now, today
from handslag.core.verdict import Denied, Refused
from handslag.papers.actions.ruling import add_finding, reject_finding
from handslag.papers.loading.findings import all_of
from handslag.papers.models import Document
from handslag.plan.models import Plan
from handslag.questions.actions import Said, confirm_commitment, correct_commitment, move_commitment
from handslag.questions.loading import commitments
from handslag.questions.loading.commitments import COVERED, commitment_rows
from handslag.questions.models import Commitment, CommitmentStep
from handslag.questions.rules.commitments import (
    COMMITMENT_MOVES,
    COMMITMENT_STATES,
    CommitmentMove,
    CommitmentState,
    Terms,
    is_overdue,
    move_refused,
    state_after,
)
from tests.client import CheckingClient
from tests.house.commitment_things import PROMISE, commitment
from tests.papers import making

MINUTES = """Protokoll från socialnämnden i Lillköping

Sammanträde den 18 november 2024

§ 4 Handlingsplanen

Nämnden kommer att ta fram en ny introduktion senast den 1 juni 2025. I övrigt läggs skrivelsen till handlingarna.
"""
BY_HAND = Terms(date(2025, 6, 1), "socialnämnden", note="Rut läser protokollen varje halvår.")


def by(name: str = "rut") -> dict[str, Any]:
    return {"by": making.user(name), "at": now()}


def promised(**more: Any) -> Commitment:
    said = Said(PROMISE, date(2024, 11, 18), "Folke Lind (S)")
    given_ = {"city": making.city(), "plan": Plan.objects.get(), "said": said, "terms": BY_HAND, **by()} | more
    return confirm_commitment(**given_)


def proposed() -> tuple[Document, str]:
    """Minutes with a sentence in which the committee binds itself, and the key of the proposal."""
    paper = making.paper(MINUTES, "protokoll.txt")
    found = [one for one in all_of(paper) if one.field == "commitment"]
    assert len(found) == 1, found
    return paper, found[0].key


# The table of states --------------------------------------------------------------------------------------------------
@given(st.sampled_from(list(CommitmentState)), st.sampled_from(list(CommitmentMove)))
def test_what_the_table_does_not_have_is_refused_in_a_sentence(state: CommitmentState, move: CommitmentMove) -> None:
    refused = move_refused(state, move)
    assert bool(refused) == (state_after(state, move) is None)
    assert not refused or refused.endswith(".")


def test_every_state_can_be_reached_and_left() -> None:
    assert set(COMMITMENT_MOVES.values()) == set(COMMITMENT_STATES)
    assert {state for state, _ in COMMITMENT_MOVES} == set(COMMITMENT_STATES)


def test_only_what_stands_and_is_not_kept_is_late() -> None:
    day = date(2025, 6, 1)
    after = day + timedelta(days=1)
    assert is_overdue("open", day, after, holds=False) and is_overdue("open", day, after, holds=None)
    assert not is_overdue("open", day, after, holds=True)
    assert not is_overdue("open", day, day, holds=False)
    assert not is_overdue("fulfilled", day, after, holds=False)


# Confirming -----------------------------------------------------------------------------------------------------------
def test_a_confirmed_commitment_has_number_owner_day_and_one_event(small_city: None) -> None:
    before = Event.objects.count()
    made = promised()
    assert made.label == f"U {today().year}-1"
    [step] = made.steps.all()
    assert (step.move, step.state, step.on, step.owner) == ("confirm", "open", date(2024, 11, 18), "socialnämnden")
    assert Event.objects.count() == before + 1
    assert Event.objects.latest("number").action == "commitment.confirmed"


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"terms": Terms(date(2025, 6, 1), "", note="x")}, "ansvarar"),
        ({"terms": Terms(date(2025, 6, 1), "nämnden")}, "följs upp"),
        ({"terms": Terms(date(2025, 6, 1), "nämnden", note=making.NUMBER)}, "personnummer"),
        ({"terms": Terms(date(2025, 6, 1), "nämnden", check_code="okänd")}, "Kontrollen finns inte"),
        ({"terms": Terms(date(2025, 6, 1), "nämnden", check_code="signs"), "plan": None}, "för hand"),
        ({"said": Said("  ", date(2024, 11, 18))}, "Skriv utfästelsen"),
        ({"said": Said(PROMISE, date(2999, 1, 1))}, "framtiden"),
        ({"said": Said(f"Till {making.NUMBER}", date(2024, 11, 18))}, "personnummer"),
    ],
)
def test_what_is_lacking_is_said_and_nothing_is_kept(small_city: None, more: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=why):
        promised(**more)
    assert not Commitment.objects.exists()


def test_an_owner_has_a_role_in_the_city(small_city: None) -> None:
    with pytest.raises(Refused, match="roll i Lillköping"):
        promised(terms=Terms(date(2025, 6, 1), owner_user=making.user("gun").pk, note="x"))


@pytest.mark.parametrize("who", ["lena", "britt", "gun"])
def test_only_registrars_confirm(small_city: None, who: str) -> None:
    with pytest.raises(Denied, match="Bara registratorer och planansvariga"):
        promised(**by(who))


def test_a_proposal_is_confirmed_once_and_decided_in_its_paper(small_city: None) -> None:
    paper, key = proposed()
    said = Said(PROMISE, date(2024, 11, 18), "Nämnden", paper, paper.findings.get(pk=int(key[1:])))
    promised(said=said)
    assert next(one for one in all_of(paper) if one.key == key).confirmed
    with pytest.raises(Refused, match="redan bekräftad"):
        promised(said=said)


# Steps ----------------------------------------------------------------------------------------------------------------
def test_a_correction_is_a_step_and_holds_as_soon_as_it_is_known(small_city: None) -> None:
    made = promised()
    moment = now()
    britt = making.user("britt")
    correct_commitment(commitment=made, terms=Terms(date(2025, 9, 1), owner_user=britt.pk, note="x"), **by())
    [one] = commitments(made.city, date(2025, 1, 1))
    assert (one.owner, one.by_day, one.is_open) == ("Britt Borgarråd", date(2025, 9, 1), True)
    [then] = commitments(made.city, date(2025, 1, 1), moment)
    assert (then.owner, then.by_day) == ("socialnämnden", date(2025, 6, 1))
    with pytest.raises(Refused, match="Inget är ändrat"):
        correct_commitment(commitment=made, terms=one.terms.terms, **by())


def test_it_is_ended_from_its_day_and_opened_again(small_city: None) -> None:
    made = promised()
    ends = {"commitment": made, "on": date(2025, 3, 1), **by()}
    with pytest.raises(Refused, match="Skriv skälet"):
        move_commitment(move=CommitmentMove.CLOSE, **ends)
    move_commitment(move=CommitmentMove.CLOSE, reason="Ersatt av ett nytt beslut.", **ends)
    assert [one.state for one in commitments(made.city, date(2025, 2, 1))] == ["open"]
    assert [one.state for one in commitments(made.city, date(2025, 3, 1))] == ["closed"]
    with pytest.raises(Denied, match="Öppna den igen"):
        move_commitment(move=CommitmentMove.FULFIL, **ends)
    with pytest.raises(Refused, match="senaste steg"):
        again = {**ends, "on": date(2025, 2, 1)}
        move_commitment(move=CommitmentMove.REOPEN, reason="Fel.", **again)
    move_commitment(move=CommitmentMove.REOPEN, reason="Fel.", **{**ends, "on": today()})
    assert [one.state for one in commitments(made.city, today())] == ["open"]


def test_its_owner_may_say_that_it_is_fulfilled_and_nothing_else(small_city: None) -> None:
    made = promised(terms=Terms(date(2025, 6, 1), owner_user=making.user("britt").pk, note="x"))
    with pytest.raises(Denied):
        move_commitment(commitment=made, move=CommitmentMove.CLOSE, on=today(), reason="x", **by("britt"))
    with pytest.raises(Denied):
        move_commitment(commitment=made, move=CommitmentMove.FULFIL, on=today(), **by("lena"))
    move_commitment(commitment=made, move=CommitmentMove.FULFIL, on=today(), reason="Beslutat i dag.", **by("britt"))
    assert made.steps.order_by("pk").last().state == "fulfilled"  # type: ignore[union-attr]


def test_before_it_was_made_there_is_nothing(small_city: None) -> None:
    made = promised()
    assert commitments(made.city, date(2024, 11, 17)) == []
    assert commitments(made.city, date(2024, 11, 18), made.recorded_at - timedelta(seconds=1)) == []


# Seeing ---------------------------------------------------------------------------------------------------------------
def test_a_sentence_that_is_kept_secret_is_covered_for_all_but_registrars(small_city: None) -> None:
    paper, key = proposed()
    finding = paper.findings.get(pk=int(key[1:]))
    promised(said=Said(finding.value["text"], date(2024, 11, 18), "Nämnden", paper, finding))
    making.hidden(paper, "ny introduktion")
    assert [one.text for one in commitments(paper.city, today())] == [COVERED]
    assert [one.text for one in commitments(paper.city, today(), user=making.user("lena"))] == [COVERED]
    assert "introduktion" in commitments(paper.city, today(), user=making.user("rut"))[0].text


def test_what_stands_in_a_draft_is_the_registrars(small_city: None) -> None:
    paper = making.own_paper(MINUTES, "utkast.txt")
    promised(said=Said(PROMISE, date(2024, 11, 18), "Nämnden", paper))
    assert commitments(paper.city, today()) == []
    assert commitment_rows(paper.city, making.user("lena"), today()) == []
    assert len(commitment_rows(paper.city, making.user("rut"), today())) == 1


# Pages ----------------------------------------------------------------------------------------------------------------
def test_the_page_quotes_the_sentence_and_shows_who_does_and_who_does_not(
    small_city: None, client: CheckingClient
) -> None:
    made = commitment()
    page = client.as_user("lena").get(made.get_absolute_url(), {"dag": "2025-03-01"}).content.decode()
    assert PROMISE in page and "Folke Lind (S)" in page and "socialnämnden" in page
    assert "Prövas mot" in page and "stadsdelsförvaltningar" in page and "Läget den 1 mars 2025" in page
    assert "/verksamhetsplan/" in page


def test_before_its_day_the_page_says_that_it_was_not_made(small_city: None, client: CheckingClient) -> None:
    page = client.as_user("lena").get(commitment().get_absolute_url(), {"dag": "2024-01-01"}).content.decode()
    assert "var utfästelsen inte lämnad än" in page


def test_the_page_costs_few_questions(small_city: None, client: CheckingClient) -> None:
    address = commitment().get_absolute_url()
    client.as_user("lena").get(address)
    with client.at_most(15):
        client.get(address)


def fill(**more: Any) -> dict[str, Any]:
    return {"text": PROMISE, "who": "Nämnden", "made_on": "2024-11-18", "owner": "nämnden", "by_day": "2025-06-01",
            "check": "", "note": "För hand.", "public": "on"} | more  # fmt: skip


def test_a_proposal_stands_beside_its_source_and_is_confirmed_with_a_check(
    small_city: None, client: CheckingClient
) -> None:
    _, key = proposed()
    address = f"/fragor/utfastelser/ny/?forslag={key}"
    page = client.as_user("rut").get(address).content.decode()
    assert re.search(r"<mark>[^<]*ny introduktion senast den 1 juni 2025", page)
    assert 'value="2025-06-01"' in page
    answer = client.post(address, fill(check="adoption", val_year="2025", val_areas="obligatoriska", note=""))
    made = Commitment.objects.get()
    assert answer.status_code == 302 and answer["Location"] == made.get_absolute_url()
    assert made.finding is not None and made.steps.get().check_params == {"year": "2025", "areas": ["obligatoriska"]}
    assert client.get(address).status_code == 302


def test_a_proposal_is_rejected(small_city: None, client: CheckingClient) -> None:
    paper, key = proposed()
    client.as_user("rut").post(f"/fragor/utfastelser/ny/?forslag={key}", {"avvisa": "1"})
    assert next(one for one in all_of(paper) if one.key == key).rejected
    assert not Commitment.objects.exists()
    assert "Förslag ur handlingar" not in client.get("/fragor/utfastelser/ny/").content.decode()


def test_what_waits_is_listed(small_city: None, client: CheckingClient) -> None:
    _, key = proposed()
    assert f"?forslag={key}" in client.as_user("pia").get("/fragor/utfastelser/ny/").content.decode()


def test_what_a_registrar_has_added_to_a_paper_waits_until_it_is_in_the_register(
    small_city: None, client: CheckingClient
) -> None:
    paper, found = proposed()
    reject_finding(document=paper, key=found, **by())
    words = "Nämnden lovar att svara facken inom en månad."
    kept = add_finding(document=paper, field="commitment", value={"text": words, "who": "Nämnden", "by": ""}, **by())
    client.as_user("rut")
    assert "En mening i en handling kan vara en utfästelse" in client.get("/fragor/").content.decode()
    listed = client.get("/fragor/utfastelser/ny/").content.decode()
    assert words in listed
    address = f"/fragor/utfastelser/ny/?forslag=r{kept.pk}"
    said = {"text": f"{words} Varje gång.", "who": "Nämnden", "made_on": "2024-11-18", "owner": "nämnden",
            "by_day": "2025-06-01", "check": "", "note": "Frågar facken."}  # fmt: skip
    made = client.post(address, said, follow=True).content.decode()
    assert "Varje gång." in made
    assert words not in client.get("/fragor/utfastelser/ny/").content.decode(), "it is known by its new words"
    assert client.get(address, follow=True).request["QUERY_STRING"] == "", "it cannot be confirmed twice"
    assert Commitment.objects.get().document == paper
    again = add_finding(document=paper, field="commitment", value={"text": "Vi återkommer."}, **by())
    rejected = client.post(f"/fragor/utfastelser/ny/?forslag=r{again.pk}", {"avvisa": "1"}, follow=True)
    assert "Vi återkommer." not in rejected.content.decode()


def test_choosing_a_check_shows_its_choices_and_keeps_what_is_typed(small_city: None, client: CheckingClient) -> None:
    sent = fill(check="signs", byt="1", note="Sparas")
    page = client.as_user("rut").post("/fragor/utfastelser/ny/", sent).content.decode()
    assert "Tecken som inte får finnas" in page and PROMISE in page and "Sparas" in page
    assert not Commitment.objects.exists()
    part = client.post("/fragor/utfastelser/ny/", sent, headers={"HX-Request": "true"}).content.decode()
    assert "Tecken som inte får finnas" in part and "<h1" not in part


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"by_day": "snart"}, "Skriv dagen så här"),
        ({"owner": ""}, "Skriv vem som ansvarar"),
        ({"note": ""}, "Skriv hur utfästelsen följs upp"),
        ({"made_on": "2999-01-01"}, "Välj en dag som har varit"),
        ({"check": "adoption"}, "Välj ett av alternativen"),
        ({"check": "signs", "val_percent": "120", "val_signs": "asleep"}, "Skriv ett helt tal från 1 till 100"),
        (
            {"check": "signals", "val_first": "2025-02-01", "val_last": "2025-01-01", "val_percent": "90"},
            "före den första",
        ),
        ({"text": f"Till {making.NUMBER}"}, "personnummer"),
    ],
)
def test_a_faulty_form_is_shown_again_with_all_that_was_typed(
    small_city: None, client: CheckingClient, sent: dict[str, str], said: str
) -> None:
    answer = client.as_user("rut").post("/fragor/utfastelser/ny/", fill(who="Kvar står jag", **sent))
    page = answer.content.decode()
    assert answer.status_code == 400 and said in page and "Kvar står jag" in page
    assert not Commitment.objects.exists()


def test_it_is_changed_and_ended_on_its_pages(small_city: None, client: CheckingClient) -> None:
    made = commitment()
    client.as_user("rut")
    sent = {"owner": "planansvarig", "by_day": "2025-12-31", "check": "", "note": "Rut frågar.", "reason": "Ny dag."}
    assert client.post(f"{made.get_absolute_url()}andra/", sent).status_code == 302
    page = client.get(made.get_absolute_url()).content.decode()
    assert "planansvarig" in page and "Ny dag." in page and "31 januari 2025" in page and "följs upp för hand" in page
    done = client.post(f"{made.get_absolute_url()}infriad/", {"on": str(today()), "reason": "Beslut § 4."})
    assert done.status_code == 302
    assert "Infriad" in client.get(made.get_absolute_url()).content.decode()
    assert client.get(f"{made.get_absolute_url()}infriad/").status_code == 403
    assert CommitmentStep.objects.count() == 3
