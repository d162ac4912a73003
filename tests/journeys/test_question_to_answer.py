"""From papers as they are found to an answer that can be traced: read, repaired, asked, answered, promised, gathered.

It is told twice: of the example papers in the small city, and, when they lie beside the checkout, of the five original
texts in the demo city as it stood on 22 January 2025. Nothing of their text stands here: it is read from the files.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
import pypdfium2
import pytest
from playwright.sync_api import Browser, Playwright, expect
from tests.journeys.browser import Person
from tests.journeys.conftest import _someone
from tests.journeys.server import ROOT, Installation, Server
from tests.seeds import seeds

EXAMPLES = ROOT / "src" / "handslag" / "papers" / "data" / "exempel"
ORIGINALS = seeds()


@dataclass(frozen=True)
class Story:
    """Which papers they are, and the day on which the answer is given."""

    city: str
    files: tuple[Path, ...]
    asking: Path
    answer: Path
    article: Path
    minutes: Path
    as_of: str
    title: re.Pattern[str]
    demo: bool

    @property
    def questions(self) -> list[str]:
        """The numbered questions, as they stand in the file."""
        return re.findall(r"^\d\. (.+\?)$", self.asking.read_text(encoding="utf-8"), flags=re.MULTILINE)


def examples() -> Story:
    """The papers that are shipped with the demo."""
    names = ("interpellation-2024.txt", "svar-2025.txt", "debattartikel-2024.html", "protokoll-2024.txt")
    files = tuple(EXAMPLES / name for name in names)
    return Story("Lillköping", files, *files, "2025-05-02", re.compile("Interpellation av Nora Lund"), demo=False)


def originals() -> Story:
    """The five texts."""
    asking, answer, article, minutes = (ORIGINALS[place] for place in (1, 3, 0, 2))
    return Story(
        "Ekstaden", tuple(ORIGINALS), asking, answer, article, minutes, "2025-01-22",
        re.compile(r"^Interpellation från [^(]+ \(L\)"), demo=True,
    )  # fmt: skip


def test_example_papers_become_a_traceable_answer(installation: Installation, person: Person) -> None:
    tell(examples(), installation, person.logs_in_as("rut"))


if ORIGINALS:  # else tests/conftest.py says that they are not tried

    @pytest.fixture
    def registrar(
        request: pytest.FixtureRequest, playwright: Playwright, chromium: Browser, ekstaden: Server, size: str,
        tmp_path: Path,
    ) -> Iterator[tuple[Installation, Person]]:  # fmt: skip
        """The registrar of a copy of the demo city."""
        copy = ekstaden.installation.copied_to(tmp_path / "data")
        with Server(copy) as running:
            for someone in _someone(request, playwright, chromium, running, size):
                yield copy, someone.becomes("Rakel Fors")

    def test_the_original_texts_become_a_traceable_answer(registrar: tuple[Installation, Person]) -> None:
        tell(originals(), *registrar)


def tell(story: Story, installation: Installation, person: Person) -> None:
    """The whole way."""
    read_on_the_command_line(story, installation)
    papers = hand_in(story, person)
    compare(story, person, papers)
    register(story, person, papers)
    answer(story, person, papers)
    promise(story, person, papers)
    gather(story, installation, person, papers)
    write(person)


def read_on_the_command_line(story: Story, installation: Installation) -> None:
    # Given the files, one command says what they are, what they ask, and which stands again in which.
    said = json.loads(installation.handslag("oversight", "intake", *map(str, story.files), "--json"))
    by_file = {one["file"]: one for one in said["documents"]}
    kinds = {path: by_file[path.name]["kind"] for path in story.files}
    assert (kinds[story.asking], kinds[story.answer]) == ("interpellation", "answer")
    assert (kinds[story.article], kinds[story.minutes]) == ("article", "minutes")
    assert [one["text"] for one in by_file[story.asking.name]["questions"]] == story.questions
    again = {one["file"]: one["containment"] for one in by_file[story.article.name]["near_duplicates"]}
    assert again[story.minutes.name] > 0.4
    assert by_file[story.answer.name]["repaired_words"] > 50 and by_file[story.answer.name]["commitments"]
    assert not by_file[story.asking.name]["repaired_words"]


def hand_in(story: Story, person: Person) -> dict[Path, str]:
    # When the registrar hands them in, each is registered, and the garbled ones have their words marked.
    person.goes_to("/handlingar/las-in/").uploads("Filer", *story.files).clicks("Läs in", "button")
    person.sees(re.compile("Inläst nu")).takes_picture("papers-read")
    links = person.page.locator("#nya").locator("xpath=..").get_by_role("rowheader").get_by_role("link")
    found = [link.get_attribute("href") or "" for link in links.all()]
    papers = {}
    for href in found:
        name = person.goes_to(href).page.locator("main").inner_text()
        papers.update({path: href for path in story.files if path.name in name})
    assert set(papers) == set(story.files)
    person.goes_to(papers[story.minutes]).sees(re.compile("lagade|lagats")).takes_picture("paper-garbled")
    return papers


def compare(story: Story, person: Person, papers: dict[Path, str]) -> None:
    # Then the article's text is found again in the minutes, side by side.
    person.goes_to(papers[story.article]).sees("Samma text finns också i")
    person.clicks(re.compile("^Jämför")).takes_picture("paper-compared")
    assert person.page.locator("main mark").count() > 3


def register(story: Story, person: Person, papers: dict[Path, str]) -> None:
    # And the questions go into the register with one press, whole and in order.
    person.goes_to(papers[story.asking]).clicks(re.compile("^Registrera frågorna"))
    asked = person.page.locator("#id_put_on")
    if not asked.input_value():  # a paper without a day of its own: the registrar knows when it came
        asked.fill("2024-12-16")
    person.takes_picture("paper-questions").clicks("Registrera frågorna", "button").sees(re.compile("^Registrerat"))
    person.goes_to("/fragor/")
    for text in story.questions:
        person.sees(re.compile(re.escape(text[:40])))
    person.takes_picture("questions-register")


def answer(story: Story, person: Person, papers: dict[Path, str]) -> None:
    # The answer is tied to them, question by question; a person decides.
    number = papers[story.answer].strip("/").rpartition("/")[2]
    person.goes_to(f"/fragor/svar/{number}/")
    person.page.get_by_role("button", name=re.compile("^Koppla som svar")).first.click()
    person.sees(re.compile("Handlingen är kopplad")).takes_picture("questions-answered")
    ways = person.page.get_by_role("link", name=re.compile("^(Avgör|Ändra) "))
    assert ways.count() == len(story.questions)


def promise(story: Story, person: Person, papers: dict[Path, str]) -> None:
    # What the answer binds somebody to becomes a commitment that is held against the plan's own data.
    person.goes_to("/fragor/utfastelser/ny/")
    person.page.locator("#forslag").locator("xpath=..").get_by_role("link").first.click()
    person.sees("Så står det i handlingen")
    page = person.page
    page.get_by_label(re.compile("^Roll eller organ som ansvarar")).fill("Stadsdelsnämnderna")
    page.get_by_label(re.compile("^Senast")).fill("2025-01-31")
    page.get_by_label(re.compile("^Kontroll")).select_option(label="Områden antagna i verksamhetsplanen")
    page.locator("#kontrollens-val").get_by_label(re.compile("^Verksamhetsplan")).select_option("2025")
    person.clicks("Bekräfta utfästelsen", "button").sees(re.compile("i VP 2025")).takes_picture("commitment")


def gather(story: Story, installation: Installation, person: Person, papers: dict[Path, str]) -> None:
    # And the plan office's dossier stands as of the day, as a page, as Word and as PDF, the same bytes each time.
    person.clicks("Logga ut", "button")
    _ = person.becomes("Karin Ek") if story.demo else person.logs_in_as("pia")
    number = papers[story.asking].strip("/").rpartition("/")[2]
    person.goes_to(f"/underlag-till-svar/nytt/?handling={number}").fills("Läget den", story.as_of)
    person.clicks("Ta fram underlag", "button").sees_heading(story.title)
    person.takes_picture("dossier-gathered", tall=1800)
    words = "\n".join(one.text for one in docx.Document(io.BytesIO(person.downloads("Hämta som Word"))).paragraphs)
    pages = pypdfium2.PdfDocument(person.downloads("Hämta som PDF"))
    printed = " ".join(pages[at].get_textpage().get_text_range() for at in range(len(pages)))
    flat = " ".join(printed.split())
    for text in story.questions:
        assert text in words and text[:40] in flat
    assert "Påhittade uppgifter" in flat
    same = [
        _made(story, installation, form) == _made(story, installation, form) for form in ("json", "docx", "pdf", "html")
    ]
    assert all(same)


def write(person: Person) -> None:
    """And what is written beside the evidence is never lost: it saves itself, offline it waits, and two are told."""
    page = person.page
    text, said = page.locator("form[data-answers] textarea").first, page.locator("[data-said]").first
    text.fill("Förvaltningarna rapporterar")
    page.locator("a[data-cites]").nth(1).click()
    expect(text).to_have_value("Förvaltningarna rapporterar [2]")
    expect(said).to_have_text("Sparat")

    person.context.set_offline(True)
    text.fill("Skrivet utan nät [2].")
    expect(said).to_contain_text("Inte sparat än")
    person.context.set_offline(False)
    expect(said).to_have_text("Sparat")

    other = person.context.new_page()
    other.goto(page.url)
    other.locator("textarea").nth(0).fill("Ett annat svar.")
    other.locator("textarea").nth(1).fill("Svar på nästa fråga.")
    expect(other.locator("[data-said]").nth(1)).to_have_text("Sparat")
    other.close()
    text.fill("Mitt svar [2].")
    expect(said).to_contain_text("Någon annan har sparat ett svar")
    expect(page.locator("textarea").nth(1)).to_have_value("Svar på nästa fråga.")
    save = page.get_by_role("button", name="Spara svaret på fråga 1")
    save.click()
    person.sees("Ett annat svar.").sees("Din text står kvar nedan")
    expect(text).to_have_value("Mitt svar [2].")
    save.click()
    expect(page.locator(".editor .ds-alert")).to_have_count(0)

    asked: list[str] = []
    page.on("dialog", lambda one: (asked.append(one.type), one.accept()))
    text.press_sequentially(" Mer.")
    page.goto(person.address + "/underlag-till-svar/")
    assert asked == ["beforeunload"]


def _made(story: Story, installation: Installation, form: str) -> bytes:
    file = installation.folder / f"dossier.{form}"
    known = "2026-11-22T12:00"
    installation.handslag(
        "oversight", "dossier", story.asking.stem[:16], "--city", story.city, "--as-of", story.as_of, "--known-at",
        known, "--format", form, "-o", str(file),
    )  # fmt: skip
    return file.read_bytes()
