"""Who raised a signal is told only to those the sender chose: in pages, files, reports and on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from django.test import Client
from pypdfium2 import PdfDocument

from handslag.people.actions import Post, add_user
from handslag.people.models import Unit, User
from handslag.voice import actions
from handslag.voice.models import Signal
from handslag.voice.permissions import can_see_sender
from tests.conftest import run_command
from tests.house.access import ACCESS, Row
from tests.house.things import address
from tests.voice.people import AT, raised, user

ZELDA, XERXES, WILMA = "Zelda Zetterqvist", "Xerxes Xander", "Wilma Wahlqvist"
WHO = {
    ZELDA: {"pia"},  # shown to the plan office
    XERXES: {"siv", "ulf"},  # shown to the union
}
READERS = ("visitor", "lena", "hilda", "siv", "pia")
TELLING = ("voice:", "vitals:", "oversight:", "public:", "plan:", "tasks:", "intake:")
"""Rooms whose pages may tell of signals; elsewhere staff are listed as staff."""
FILES = ("", "?format=csv", "?format=json")


@pytest.fixture
def senders(small_city: None) -> dict[str, Signal]:
    """Three of the staff who have each raised a signal and chosen who may know; one of them is not content."""
    unit = Unit.objects.select_related("administration__city").get(name="Barn och unga Ängsby")
    post = Post("social_worker", unit.administration.city, unit.administration, unit, "")
    made = {}
    for name, shown in ((ZELDA, "plan_office"), (XERXES, "union"), (WILMA, "everyone")):
        username = name.split()[0].lower()
        add_user(
            username=username, post=post, password=None, name=name, email=f"{username}@example.org", by=None, at=AT
        )
        made[name] = raised(username, sender_shown=shown, about_unit=True, text=f"Signal {shown}.")
    actions.answer_signal(signal=made[ZELDA], text="Ja.", by=user("hilda"), at=AT)
    actions.reopen_signal(signal=made[ZELDA], reason="Räcker inte.", by=user("zelda"), at=AT)
    return made


def pages(reader: str) -> Iterator[tuple[str, str]]:
    """Every page and list file the reader is given, with its text."""
    for name, row in ACCESS.items():
        client = Client()
        if reader != "visitor":
            client.force_login(User.objects.get(username=reader))
        if not name.startswith(TELLING):
            continue
        path = address(name, row)
        for form in FILES if "?" not in path and name.startswith(("voice:", "vitals:")) else ("",):
            response = client.get(path + form)
            if response.status_code == 200 and not response.streaming:
                yield path + form, response.content.decode("utf-8", errors="replace")


@pytest.mark.parametrize("reader", READERS)
def test_no_page_and_no_file_tells_who_raised_it_to_others(reader: str, senders: dict[str, Signal]) -> None:
    own = [f"/signaler/{one.pk}/" for one in senders.values()]
    rows = {path: Row(302, 200) for path in own}
    found: list[str] = []
    for path, text in [*pages(reader), *_directly(reader, [*rows, "/signaler/?format=csv", "/signaler/?format=json"])]:
        found += [f"{path}: {name}" for name, who in WHO.items() if name in text and reader not in who]
    assert not found, found


def _directly(reader: str, paths: list[str]) -> Iterator[tuple[str, str]]:
    client = Client()
    if reader != "visitor":
        client.force_login(User.objects.get(username=reader))
    for path in paths:
        yield path, client.get(path).content.decode()


@pytest.mark.parametrize(("name", "reader"), [(ZELDA, "pia"), (XERXES, "siv"), (XERXES, "ulf"), (WILMA, "lena")])
def test_those_the_sender_chose_are_told(name: str, reader: str, senders: dict[str, Signal]) -> None:
    client = Client()
    client.force_login(User.objects.get(username=reader))
    for path in (f"/signaler/{senders[name].pk}/", "/signaler/?format=csv", "/signaler/?format=json", "/signaler/"):
        assert name in client.get(path).content.decode(), path


def test_the_sender_always_sees_the_own_name_and_another_city_nothing(senders: dict[str, Signal]) -> None:
    assert all(can_see_sender(user(name.split()[0].lower()), one) for name, one in senders.items())
    assert not any(can_see_sender(user("gun"), one) for one in senders.values())


def test_neither_the_report_nor_the_commands_name_them(senders: dict[str, Signal]) -> None:
    client = Client()
    client.force_login(User.objects.get(username="lena"))
    pdf = client.get("/rapporter/2025-t1/forvaltning/angsby/?format=pdf&dag=2026-04-01")
    said = run_command("vitals", "--city", "Lillköping", "--json")
    if pdf.status_code == 200:
        said += "".join(page.get_textpage().get_text_range() for page in PdfDocument(BytesIO(pdf.content)))
    else:
        said += client.get("/rapporter/2025-t1/").content.decode()
    assert not [name for name in WHO if name in said]
