"""The dossier on the command line and as files: the same day and moment give the same bytes, and what they say."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pypdfium2
import pytest
from click.testing import CliRunner, Result

from handslag.core.clock import now, today
from handslag.core.verdict import Refused
from handslag.dossiers.actions import move_dossier
from handslag.dossiers.cli import oversight
from handslag.dossiers.rules.states import Move
from handslag.papers.models import Document
from handslag.people.models import City
from handslag.questions.actions import edit_question, register_questions
from handslag.questions.rules.registering import NewQuestion
from tests.dossiers.conftest import user
from tests.house.dossier_things import prepared_dossier

KNOWN = ("--as-of", "2025-01-22", "--known-at", "2030-01-01T12:00")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(oversight, ["dossier", *arguments, "--city", "Lillköping"], catch_exceptions=False)


def made(form: str, *arguments: str, thing: str = "interpellation-planen") -> bytes:
    done = run(thing, "--format", form, "-o", "-", *(arguments or KNOWN))
    assert done.exit_code == 0
    return done.stdout_bytes


@pytest.mark.parametrize("form", ["json", "docx", "pdf", "html"])
def test_the_same_day_and_moment_give_the_same_bytes(paper: Document, form: str) -> None:
    assert made(form) == made(form)


def test_what_is_corrected_later_does_not_change_what_was_known(paper: Document) -> None:
    (asked,) = register_questions(
        city=paper.city, document=paper, by=user("rut"), at=now(),
        questions=[NewQuestion(put_on=today(), text="Hur följs planen upp?")],
    )  # fmt: skip
    moment = now().isoformat()
    day = ("--as-of", "2025-01-22", "--known-at")
    before = made("json", *day, moment)
    changed = NewQuestion(put_on=today(), text="Hur många hotas?", number=4)
    edit_question(question=asked, changed=changed, by=user("rut"), at=now())
    assert made("json", *day, moment) == before
    assert "Hur många hotas?" in made("json", *day, now().isoformat()).decode()


def test_an_oral_question_is_called_so(small_city: None) -> None:
    city = City.objects.get(name="Lillköping")
    asked = NewQuestion(put_on=today(), text="När blir det klart?", kind="oral", matter="Lokalerna")
    (made_of,) = register_questions(city=city, questions=[asked], by=user("rut"), at=now())
    page = made("html", "--as-of", "2025-01-22", thing=f"fråga:{made_of.pk}").decode()
    assert "<title>Svar på muntlig fråga: Lokalerna</title>" in page and "ställt en fråga. Svaret följer här." in page


def test_the_data_have_stable_keys_and_every_figure_can_be_traced(paper: Document) -> None:
    content = json.loads(made("json"))
    assert list(content) == [
        "city", "plan", "example", "example_sentence", "as_of", "known_at", "state", "sha256", "document", "questions",
    ]  # fmt: skip
    assert [one["number"] for one in content["questions"]] == [1, 2, 3]
    assert all(one["proposed"] for one in content["questions"])
    for question in content["questions"]:
        for piece in question["evidence"]:
            assert piece["definition"] and piece["period"] and piece["why"] and piece["as_of"] == "2025-01-22"
            assert piece["figures"] and "rows" in piece and "href" in piece["link"]


def test_word_is_an_answer_with_raised_references_and_an_appendix(small_city: None) -> None:
    prepared_dossier()
    document = docx.Document(io.BytesIO(made("docx")))
    texts = [one.text for one in document.paragraphs]
    assert any(one.startswith("Svar på interpellation") for one in texts)
    assert "Bilaga. Källor" in texts
    assert any("Planen följs upp tre gånger om året" in one for one in texts)
    assert "Utkast" in document.sections[0].header.paragraphs[0].text
    xml = document.element.xml
    assert 'w:anchor="kalla1"' in xml and 'w:name="kalla1"' in xml and 'w:val="superscript"' in xml


def test_pdf_says_that_it_is_a_draft_and_that_the_city_is_invented(paper: Document) -> None:
    City.objects.filter(name="Lillköping").update(is_example=True)
    file = pypdfium2.PdfDocument(made("pdf"))
    first = file[0].get_textpage().get_text_range()
    assert "Påhittade uppgifter" in first and "Utkast" in first and "Fråga 1" in first
    assert b"/MarkInfo" in made("pdf") or b"/StructTreeRoot" in made("pdf")
    assert "Påhittade uppgifter" in made("html").decode()


def test_what_is_signed_is_no_draft_and_given_as_it_was_signed(small_city: None) -> None:
    standing = prepared_dossier()
    for move in (Move.APPROVE, Move.SIGN):
        standing = move_dossier(dossier=standing, move=move, by=user("britt"), at=now())
    content = json.loads(made("json", "--known-at", "2030-01-01T12:00"))
    assert content["state"] == "signed" and len(content["sha256"]) == 64
    page = made("html", "--known-at", "2030-01-01T12:00").decode()
    assert "Utkast" not in page and "Undertecknat av Britt Borgarråd" in page


def test_a_file_is_written_whole(paper: Document, tmp_path: Path) -> None:
    file = tmp_path / "svar.html"
    assert run(str(paper.pk), "--format", "html", "-o", str(file), *KNOWN).exit_code == 0
    assert file.read_bytes().startswith(b"<!doctype html>")


def test_an_id_means_one_paper_whatever_files_are_called_in_another_city(paper: Document) -> None:
    other = City.objects.create(name="Annanstad", slug="annanstad", created_at=now())
    same = Document.objects.get(pk=paper.pk)
    same.pk, same.city, same.file_name, same.sha256 = None, other, f"brev-{paper.pk}.txt", "0" * 64
    same._state.adding = True
    same.save()
    done = CliRunner().invoke(oversight, ["dossier", str(paper.pk), "--format", "json", "-o", "-"])
    assert done.exit_code == 0 and json.loads(done.stdout_bytes)["city"] == "Lillköping"


def test_a_file_that_cannot_be_written_is_refused_and_nothing_is_left(paper: Document, tmp_path: Path) -> None:
    for target, why in ((tmp_path / "finns-inte" / "svar.json", "mappen finns inte"), (tmp_path, "det är en mapp")):
        with pytest.raises(Refused, match=f"går inte att skriva: {why}."):
            run(str(paper.pk), "--format", "json", "-o", str(target), *KNOWN)
    assert not list(tmp_path.parent.glob(f".{tmp_path.name}.*"))


def test_a_number_that_no_question_of_the_paper_has_is_refused_with_those_it_has(paper: Document) -> None:
    asked = [
        NewQuestion(put_on=today(), text=text, number=number) for number, text in ((1, "Hur går det?"), (3, "När?"))
    ]
    register_questions(city=paper.city, document=paper, questions=asked, by=user("rut"), at=now())
    with pytest.raises(Refused, match="Där finns ”interpellation-planen#1” och ”interpellation-planen#3”"):
        run("interpellation-planen#2", "--format", "json", "-o", "-")


@pytest.mark.parametrize(
    ("thing", "why"),
    [
        ("finns-inte", "Ingen handling heter"),
        ("fråga:99999", "Ingen fråga heter"),
        ("F 2025-99", "Ingen fråga heter"),
        ("interpellation-planen#x", "är inget nummer"),
        ("interpellation-planen#7", "har inga frågor i registret"),
    ],
)
def test_what_cannot_be_named_is_refused_with_what_to_write(paper: Document, thing: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        run(thing, "--format", "json", "-o", "-")


def test_a_moment_that_is_none_is_refused(paper: Document) -> None:
    with pytest.raises(Refused, match="är ingen tidpunkt"):
        run(str(paper.pk), "--format", "json", "-o", "-", "--known-at", "igår")
