"""Reading in: once, with a reason when it is refused, and remembered with what it was."""

from __future__ import annotations

import pytest

from handslag.audit.models import Event
from handslag.core.verdict import Refused
from handslag.followup.models import Listing, LocalMeasure
from handslag.intake import actions
from tests.intake.desk import GOOD, Desk, entries, text_of, waiting

HEAD = "Förvaltning;Enhet;Fokusområde;Beslut;År;Åtgärd\n"
VP = (
    "Förvaltning;Enhet;Fokusområde;Beslut;Beslutsdatum;År;Åtgärd;Klart senast\n"
    "Strandvik;Äldre Strandvik;Introduktion;Antaget;2026-01-21;2026;Handbok för alla nya;2026-06-30\n"
).encode()


def imports() -> int:
    return Event.objects.filter(action="progress.imported").count()


def test_confirming_twice_or_in_two_windows_reads_in_once_and_says_so(desk: Desk) -> None:
    path = desk.sends("progress", GOOD)
    other_window = desk.sends("progress", GOOD)
    before = imports()
    assert "Inläst: 1 lägesnotering" in desk.confirms(path)
    assert "Filen väntar inte längre: den är redan inläst eller borttagen." in desk.confirms(path)
    assert "Inget nytt. Allt i filen fanns redan." in desk.confirms(other_window)
    assert (entries(), imports() - before, waiting()) == (6, 1, 0)


def test_a_confirm_that_is_refused_says_why_and_the_file_waits_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = desk.sends("progress", GOOD)
    real, reason = actions.read_in, "Något annat lästes in samtidigt. Ingenting har sparats. Läs in filen igen."

    def refuses(*, dry_run: bool = False, **rest: object) -> object:
        if not dry_run:
            raise Refused(reason)
        return real(dry_run=True, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(actions, "read_in", refuses)
    answer = desk.acts(path, "confirm")
    assert answer.status_code == 400
    assert f"Filen lästes inte in. {reason}" in text_of(answer)
    assert "Skulle läsas in: 1 lägesnotering" in text_of(answer)
    monkeypatch.undo()
    assert "Inläst: 1 lägesnotering" in desk.confirms(path)


def test_what_became_wrong_since_the_preview_is_listed_at_confirm(desk: Desk) -> None:
    """The title is unique when looked at; at confirm another measure has the same."""
    path = desk.sends("progress", GOOD.replace("Äldre Strandvik".encode(), b""))
    assert "Skulle läsas in" in desk.look(path)
    twin = HEAD + "Strandvik;Nya enheten;Introduktion;Antaget;2025;Handbok för nya\n"
    desk.confirms(desk.sends("vp", twin.encode()))
    answer = desk.acts(path, "confirm")
    assert answer.status_code == 400 and "Filen har 1 fel." in text_of(answer) and entries() == 5


def test_a_title_like_an_earlier_one_is_asked_about_and_the_same_measure_lives_on(desk: Desk) -> None:
    path = desk.sends("vp", VP)
    page = desk.client.get(path).content.decode()
    assert "Är detta samma åtgärd?" in page and "Handbok för alla nya" in page and "Handbok för nya" in page
    desk.confirms(path, same=page.split('name="same" value="')[1].split('"')[0])
    earlier = LocalMeasure.objects.get(external_id="S-1")
    assert Listing.objects.get(title="Handbok för alla nya").replaces == earlier
    assert "Handbok för alla nya" in desk.look(f"/atgarder/{earlier.pk}/")


def test_a_title_that_is_not_said_to_be_the_same_is_a_measure_of_its_own(desk: Desk) -> None:
    desk.confirms(desk.sends("vp", VP))
    assert Listing.objects.get(title="Handbok för alla nya").replaces is None


def test_what_was_read_in_afterwards_is_told_so_in_the_list(desk: Desk) -> None:
    desk.confirms(desk.sends("progress", GOOD, "maj.csv", recorded_at="2025-05-22 08:30"))
    desk.confirms(desk.sends("progress", GOOD.replace(b"2025-05-20", b"2025-06-03"), "juni.csv"))
    lines = desk.look().split("Inlästa filer")[1]
    june, may = lines.split("juni.csv")[1].split("maj.csv")
    assert "Känt från 22 maj 2025 kl. 08.30, inläst i efterhand" in lines.split("maj.csv")[0].split("juni.csv")[1]
    assert "i efterhand" not in lines.split("juni.csv")[0]
    assert "SHA-256" in june and "Pia Planansvarig" in may and "1 rad" in may


def test_signs_are_computed_anew_at_once(desk: Desk) -> None:
    desk.client.get("/livstecken/")
    desk.confirms(desk.sends("progress", GOOD))
    page = desk.look("/livstecken/strandvik/introduktion/?dag=2025-05-21")
    assert "20 maj 2025" in page
