"""The pages: the list, starting, writing without a script, steps, sources, the check of references, who sees what."""

from __future__ import annotations

from django.urls import reverse

from handslag.core.clock import now
from handslag.dossiers.actions import move_dossier
from handslag.dossiers.loading.dossiers import standing_of
from handslag.dossiers.models import Dossier
from handslag.dossiers.rules.states import Move
from handslag.papers.actions import secrecy
from handslag.papers.loading.secrecy import Place
from tests.client import CheckingClient
from tests.dossiers.conftest import user
from tests.house.dossier_things import asked_paper, prepared_dossier


def test_a_dossier_is_started_with_one_press(client: CheckingClient, small_city: None) -> None:
    paper = asked_paper()
    client.as_user("pia")
    asked = client.get(f"{reverse('dossiers:new')}?handling={paper.pk}")
    assert "Ta fram underlag" in asked.content.decode()
    answer = client.post(reverse("dossiers:new"), {"handling": str(paper.pk)})
    assert answer.status_code == 302
    page = client.get(Dossier.objects.get().get_absolute_url()).content.decode()
    assert "Fråga 1." in page and "Källa 1: " in page and "Varför detta visas" in page


def test_a_paper_leads_to_its_dossier_or_to_a_press_that_begins_it(client: CheckingClient, small_city: None) -> None:
    paper = asked_paper()
    address = reverse("dossiers:paper", args=[paper.pk])
    client.as_user("lena")
    assert "tar fram underlag till svar" in client.get(address).content.decode()
    client.as_user("britt")
    assert "Ta fram underlag" in client.get(address).content.decode()
    client.post(reverse("dossiers:new"), {"handling": str(paper.pk)})
    assert str(Dossier.objects.get()) in client.get(address).content.decode()


def test_an_answer_is_saved_without_a_script_and_reviewed(client: CheckingClient, begun: Dossier) -> None:
    client.as_user("pia")
    key = standing_of(begun).kept.questions[0].key
    sent = {f"svar-{key}": "Många gör det. Det lämnas rapporter [1].", f"sedd-{key}": "0", "spara": key}
    assert client.post(begun.get_absolute_url(), sent).status_code == 302
    page = client.get(begun.get_absolute_url()).content.decode()
    assert "En mening saknar källa." in page and "6 ord" in page
    assert "Alla 1 hänvisningar" not in page and "Hänvisningen stämmer fortfarande." in page


def test_two_who_write_at_once_see_each_other(client: CheckingClient, begun: Dossier) -> None:
    key = standing_of(begun).kept.questions[0].key
    client.as_user("pia")
    client.post(begun.get_absolute_url(), {f"svar-{key}": "Pias svar [1].", f"sedd-{key}": "0"})
    client.as_user("britt")
    page = client.post(begun.get_absolute_url(), {f"svar-{key}": "Britts svar [1].", f"sedd-{key}": "0"})
    said = page.content.decode()
    assert "Pia Planansvarig sparade ett annat svar" in said and "Pias svar" in said and "Britts svar" in said
    assert f'name="sedd-{key}" value="1"' in said


def test_a_refused_text_stands_in_the_form_again(client: CheckingClient, begun: Dossier) -> None:
    key = standing_of(begun).kept.questions[0].key
    client.as_user("pia")
    page = client.post(begun.get_absolute_url(), {f"svar-{key}": "Hon är 19121212-1212.", f"sedd-{key}": "0"})
    said = page.content.decode()
    assert "19121212-1212" in said and "Det har inte sparats" in said and "<title>Fel:" in said


def test_what_was_typed_is_given_back_when_the_session_has_expired(client: CheckingClient, begun: Dossier) -> None:
    key = standing_of(begun).kept.questions[0].key
    page = client.post(begun.get_absolute_url(), {f"svar-{key}": "Ett svar som tog lång tid att skriva."})
    assert "Ett svar som tog lång tid att skriva." in page.content.decode()


def test_what_was_typed_is_given_back_when_the_answer_was_handed_over_meanwhile(
    client: CheckingClient, small_city: None
) -> None:
    made = prepared_dossier()
    key = standing_of(made).kept.questions[0].key
    client.as_user("rut")
    page = client.post(
        made.get_absolute_url(), {f"svar-{key}": "Ett svar som tog lång tid att skriva.", f"sedd-{key}": "1"}
    )
    said = page.content.decode()
    assert page.status_code == 403 and "Svaret är lämnat." in said
    assert "Det här skrev du" in said and "Ett svar som tog lång tid att skriva." in said


def test_a_black_question_does_not_say_which_of_its_words_it_was(client: CheckingClient, begun: Dossier) -> None:
    asked = standing_of(begun).kept.questions[1]
    assert asked.place and begun.document and "I frågan står" in asked.why[0]
    secrecy.mark_passages(
        document=begun.document, places=[Place(*asked.place)], chapter=21, section="1", by=user("rut"), at=now()
    )
    black = standing_of(begun).kept.questions[1]
    assert "█" in black.text and "I frågan står" not in black.why[0]


def test_a_source_shows_definition_period_day_values_and_rows(client: CheckingClient, begun: Dossier) -> None:
    client.as_user("rut")
    page = client.get(reverse("dossiers:source", args=[begun.pk, 2])).content.decode()
    for word in ("Så räknas det", "Period", "Läget den", "Värden", "Rader", "Varför det visas", 'data-label="Saknas"'):
        assert word in page


def test_the_references_are_held_against_today(client: CheckingClient, begun: Dossier) -> None:
    key = standing_of(begun).kept.questions[0].key
    client.as_user("pia")
    client.post(begun.get_absolute_url(), {f"svar-{key}": "Så är det [3].", f"sedd-{key}": "0"})
    address = reverse("dossiers:check", args=[begun.pk])
    assert "Hänvisningen stämmer fortfarande." in client.get(address).content.decode()
    page = client.get(f"{address}?dag=2025-05-01").content.decode()
    assert "1 av 1 hänvisning har ändrats sedan svaret skrevs." in page and "Stod" in page


def test_drafts_are_for_those_who_give_the_answer_and_signed_ones_for_all(
    client: CheckingClient, small_city: None
) -> None:
    made = prepared_dossier()
    for name, status in (("pia", 200), ("rut", 200), ("britt", 200), ("lena", 404), ("hugo", 404), ("ada", 404)):
        client.as_user(name)
        assert client.get(made.get_absolute_url()).status_code == status, name
    for move in (Move.APPROVE, Move.SIGN):
        move_dossier(dossier=made, move=move, by=user("britt"), at=now())
    client.as_user("lena")
    page = client.get(made.get_absolute_url()).content.decode()
    assert "Undertecknat" in page and "SHA-256" in page and "<textarea" not in page
    assert str(made) in client.get(reverse("dossiers:shelf")).content.decode()


def test_the_way_to_a_signed_answer_is_walked_on_pages(client: CheckingClient, small_city: None) -> None:
    made = prepared_dossier()
    client.as_user("britt")
    for slug in ("godkann", "underteckna"):
        address = reverse("dossiers:step", args=[made.pk, slug])
        assert client.get(address).status_code == 200
        assert client.post(address, {}).status_code == 302
    assert Dossier.objects.get(pk=made.pk).state == "signed"


def test_the_files_are_handed_out(client: CheckingClient, begun: Dossier) -> None:
    client.as_user("pia")
    for form in ("docx", "pdf", "html", "json"):
        answer = client.get(f"{begun.get_absolute_url()}?format={form}")
        assert answer.status_code == 200 and f".{form}" in answer["Content-Disposition"]
    assert client.get(f"{begun.get_absolute_url()}?format=exe").status_code == 404
