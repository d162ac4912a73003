"""The two commands of repair, as they are typed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from handslag.cli.bench.repair import bench_repair
from handslag.core.swedish import lexicon_file
from handslag.core.verdict import Refused
from handslag.papers.cli import repair

PAIRS = Path(__file__).parent / "pairs"
RAW = "Namnden féreslar att drendet 6verlamnas till forvaltningen.\r\n"
TRUE = "Nämnden föreslår att ärendet överlämnas till förvaltningen.\r\n"


@pytest.fixture(autouse=True)
def _words(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    path = lexicon_file.ready_in(tmp_path_factory.getbasetemp().parent / "lexikon")
    monkeypatch.setattr(lexicon_file, "ready", lambda: path)


def run(*words: str) -> Result:
    return CliRunner().invoke(repair, list(words), catch_exceptions=False)


@pytest.mark.parametrize(
    ("content", "printed"),
    [
        (RAW.encode(), TRUE.encode()),
        (TRUE.encode(), TRUE.encode()),
        (TRUE.encode("cp1252"), TRUE.encode()),
        (b"\xef\xbb\xbf" + TRUE.encode(), b"\xef\xbb\xbf" + TRUE.encode()),
        ((RAW + "\f" + TRUE).encode(), (TRUE + "\f" + TRUE).encode()),
        (b"No end of line", b"No end of line"),
    ],
    ids=["garbled", "clean", "windows-1252", "byte order mark", "page by page", "no end of line"],
)
def test_the_repaired_text_and_nothing_else_is_printed(tmp_path: Path, content: bytes, printed: bytes) -> None:
    file = tmp_path / "protokoll.txt"
    file.write_bytes(content)
    assert run(str(file)).stdout_bytes == printed


@pytest.mark.parametrize(
    ("content", "says"),
    [(None, "finns inte"), (b"", "är tom"), (b" \n", "är tom"), (b"\x7fELF\0\1\2", "är ingen text")],
    ids=["absent", "empty", "blank", "binary"],
)
def test_what_cannot_be_repaired_is_refused_with_a_sentence(tmp_path: Path, content: bytes | None, says: str) -> None:
    file = tmp_path / "fil.txt"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(Refused, match=says):
        run(str(file))


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Det är en mapp"):
        run(str(tmp_path))


def bench(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(bench_repair, [str(folder), *words], catch_exceptions=False)


def test_held_out_texts_are_repaired_as_well_as_was_promised() -> None:
    told = json.loads(bench(PAIRS / "held-out", "--json", "--no-peer").stdout)["all"]
    assert told["repaired_share"] >= 0.945
    assert told["harmed_share"] <= 0.005
    assert told["word_error_after"] < told["word_error_before"] / 15


def test_the_table_shows_every_pair_and_the_peer(tmp_path: Path) -> None:
    (tmp_path / "ett.raw.txt").write_text(RAW, encoding="utf-8")
    (tmp_path / "ett.true.txt").write_text(TRUE, encoding="utf-8")
    printed = bench(tmp_path).stdout
    assert "| ett | 7 | 5 | 100,0 % | 0,00 % | 71,4 % | 0,0 % |" in printed
    assert "Närmaste ord ur samma lista" in printed


def test_words_that_were_lost_or_run_together_count_as_garbled_and_not_repaired(tmp_path: Path) -> None:
    (tmp_path / "x.raw.txt").write_text("Namndenforeslar att drendet overlamnas nu.", encoding="utf-8")
    (tmp_path / "x.true.txt").write_text("Nämnden föreslår att ärendet ska över-\nlämnas nu.", encoding="utf-8")
    told = json.loads(bench(tmp_path, "--json", "--no-peer").stdout)["all"]
    assert (told["words"], told["garbled"], told["repaired"], told["harmed"]) == (7, 5, 2, 0)


@pytest.mark.parametrize(
    ("present", "says"),
    [
        ([], "finns inga par"),
        (["a.raw.txt"], "Till ”a.raw.txt” saknas ”a.true.txt”"),
        (["a.true.txt"], "Till ”a.true.txt” saknas ”a.raw.txt”"),
    ],
)
def test_an_incomplete_folder_is_refused(tmp_path: Path, present: list[str], says: str) -> None:
    for name in present:
        (tmp_path / name).write_text(TRUE, encoding="utf-8")
    with pytest.raises(Refused, match=says):
        bench(tmp_path)
    shutil.rmtree(tmp_path)
    with pytest.raises(Refused, match="finns inte"):
        bench(tmp_path)


def test_an_empty_half_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.raw.txt").write_text("", encoding="utf-8")
    (tmp_path / "a.true.txt").write_text(TRUE, encoding="utf-8")
    with pytest.raises(Refused, match="är tom"):
        bench(tmp_path)
