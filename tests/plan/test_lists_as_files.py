"""Every list of the plan can be taken along as CSV and JSON."""

from __future__ import annotations

import json

import pytest

from tests.client import CheckingClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_city")]


@pytest.mark.parametrize(
    ("path", "heading", "value"),
    [
        pytest.param("/planen/versioner/", "Version", "2023", id="revisions"),
        pytest.param("/planen/andringar/", "Ändring", "Hot och våld", id="changes"),
    ],
)
def test_revisions_and_changes_as_files(client: CheckingClient, path: str, heading: str, value: str) -> None:
    client.as_user("lena")
    table = client.get(path, {"format": "csv"}).content.decode("utf-8-sig")
    assert heading in table.splitlines()[0]
    assert "Påhittat exempel" in table
    rows = json.loads(client.get(path, {"format": "json"}).content)["rows"]
    assert len(rows) == len(table.splitlines()) - 1 or any("\n" in cell for row in rows for cell in row.values())
    assert any(value in cell for row in rows for cell in row.values())


def test_only_the_plan_office_makes_reports_but_readers_read_them(client: CheckingClient) -> None:
    client.as_user("lena")
    assert client.get("/rapporter/gor/").status_code == 403
    assert "Bara planansvariga gör rapporter." in client.get("/rapporter/").content.decode()
    client.as_user("pia")
    assert client.get("/rapporter/gor/").status_code == 200
