"""The user guide: a page a role, whole, with every picture and link in its place, in the docs and under Hjälp."""

from __future__ import annotations

import re

import pytest

from handslag.core.handbook import guide_page
from handslag.people.models import ROLES
from handslag.public.views.helping import GUIDE, ORDER
from tests.client import CheckingClient
from tests.house.tree import ROOT

LINK = re.compile(r"\]\(([^)#]+)")
PAGES = ("index", *ORDER)


def test_the_docs_and_the_program_have_one_guide() -> None:
    assert (ROOT / "docs" / "anvandarhandbok").resolve() == GUIDE.resolve()
    assert {page.stem for page in GUIDE.glob("*.md")} == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_every_picture_and_link_of_a_page_is_there(name: str) -> None:
    text = (GUIDE / f"{name}.md").read_text(encoding="utf-8")
    dead = [link for link in LINK.findall(text) if "://" not in link and not (GUIDE / link).is_file()]
    assert not dead
    page = guide_page(GUIDE / f"{name}.md", lambda one: f"/{one}/", lambda one: f"/bilder/{one}")
    assert page.title and page.lead.endswith(".") and "<h2" in page.html
    assert "!" not in re.sub(r"!\[", "", text), "no exclamation marks"


def test_every_role_has_a_page() -> None:
    titles = " ".join((GUIDE / f"{name}.md").read_text(encoding="utf-8").split("\n")[0].lower() for name in ORDER)
    assert all(word in titles for role, word in ROLES.items() if role != "reader"), titles


def test_the_guide_is_shown_with_the_menu_of_who_reads_it(small_city: None, client: CheckingClient) -> None:
    index = client.get("/hjalp/").content.decode()
    for name in ORDER:
        assert f"/hjalp/{name}/" in index
        assert client.get(f"/hjalp/{name}/").status_code == 200
    assert "Logga ut" not in index and "Logga ut" in client.as_user("eva").get("/hjalp/enhetschef/").content.decode()
    assert client.get("/hjalp/bilder/handbok-allmanhet-desktop.png").headers["Content-Type"] == "image/png"
