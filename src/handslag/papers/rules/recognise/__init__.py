"""What a paper says about itself, read by rule: kind, day, people, decisions, questions, commitments, and where."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handslag.papers.rules.recognise import (
    bodies,
    commitments,
    dates,
    decisions,
    kinds,
    numbers,
    questions,
    signatures,
    statements,
    titles,
)
from handslag.papers.rules.recognise.facts import Found, PageText, Passage
from handslag.papers.rules.recognise.paper import Paper
from handslag.papers.rules.recognise.passages import answering

__all__ = ["Found", "PageText", "Passage", "answering", "recognise"]


def recognise(pages: Sequence[PageText], *, file_name: str, today: date | None = None) -> list[Found]:
    """Everything found in the pages of a paper, each with its place in the text it was given.

    With `today` a date that has not come yet is proposed at most.
    """
    paper = Paper(pages)
    if not paper.filled:
        return []
    kind = kinds.found_kind(paper, file_name)
    people = signatures.everyone(paper, kind.code)
    dated = dates.found_date(paper, kind.code, today)
    written = date.fromisoformat(dated.value["day"]) if dated else None
    single = [
        kinds.as_found(paper, kind),
        titles.found_title(paper, kind),
        dated,
        bodies.found_body(paper, kind.code),
        numbers.found_number(paper, kind.code),
    ]
    return [
        *(one for one in single if one is not None),
        *_further(paper, kind),
        *(signatures.as_found(paper, one) for one in people),
        *decisions.found_decisions(paper, kind.code),
        *statements.found_statements(paper, kind.code),
        *questions.found_questions(paper, kind.code, people),
        *commitments.found_commitments(paper, kind.code, written, people),
    ]


def _further(paper: Paper, kind: kinds.Kind) -> list[Found]:
    """A second interpellation in the same file is told: its heading, with the number of the part."""
    return [
        paper.found(
            "title", {"text": paper.said(part.heading.start, part.heading.end)[:300], "part": part.number},
            part.heading, certain=False,
        )
        for part in questions.more_papers(paper, kind.code)
    ]  # fmt: skip
