"""Who asks and who must answer: said in the heading, in the sentence before the questions, or by the signatures."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handslag.papers.rules.recognise.facts import Span
from handslag.papers.rules.recognise.kinds import heading_kind
from handslag.papers.rules.recognise.marks import is_section, marker
from handslag.papers.rules.recognise.paper import Line, Paper
from handslag.papers.rules.recognise.persons import Mention, indefinite, key_of, mentions, merged
from handslag.papers.rules.recognise.signatures import signers

ASKING = ("interpellation", "council_letter", "motion", "written_question")
_BY = re.compile(r"\b(?:från|av|ställd\s+av|frågeställare|interpellant(?:er)?|motionär(?:er)?)\b", re.IGNORECASE)
_TO = re.compile(r"\b(?:till|ställd\s+till|mottagare)\b", re.IGNORECASE)
_LABEL = re.compile(
    r"(?P<by>från|av|ställd\s+av|inlämnad\s+av|frågeställare|interpellant(?:er)?)\s*:?\s+\S|(?P<to>till|"
    r"ställd\s+till|mottagare)\s*:?\s+\S",
    re.IGNORECASE,
)
_ROLE_ALONE = re.compile(
    r"(?P<role>(?:(?:\w+-\s+och\s+)?\w*(?:borgar|kommunal|kommun|region|stats|oppositions)råd(?:et)?|"
    r"(?:\w+-\s+och\s+)?\w*minister[n]?|"
    r"(?:ansvarigt\s+\w+råd)|\w+s\s+ordförande|(?:vice\s+)?ordföranden?(?:\s+i\s+\w+)?|borgmästaren?))(?!\w)",
    re.IGNORECASE,
)
_HEAD_LINES = 8


@dataclass(frozen=True, slots=True)
class Part:
    """One asking paper in the file: from its heading line to before `last`."""

    number: int
    first: int
    last: int
    heading: Span


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, and who must answer."""

    by: tuple[dict[str, str], ...]
    of: dict[str, str]


def parts(paper: Paper) -> list[Part]:
    """The asking papers in the file: most often one; each further heading of the kind begins another."""
    heads = [index for index, line in enumerate(paper.lines) if line.text and _begins(paper, index, line)]
    if len(heads) < 2:
        first = heads[0] if heads else 0
        return [Part(1, 0, len(paper.lines), _heading(paper, first))]
    found = []
    for number, index in enumerate(heads, 1):
        last = heads[number] if number < len(heads) else len(paper.lines)
        found.append(Part(number, 0 if number == 1 else index, last, _heading(paper, index)))
    return found


def _begins(paper: Paper, index: int, line: Line) -> bool:
    """A heading of an asking paper that says who asks or who is asked, here or just below; not one above another."""
    if len(line.text) > 260 or heading_kind(line.text) not in ("interpellation", "written_question"):
        return False
    if line.text.endswith((".", "?")) or not line.text[0].isupper():
        return False
    span = _heading(paper, index)
    head = paper.text[span.start : span.end]
    told = any(one.party for one in mentions(head)) or re.search(r"\b20\d\d/\d\d:\d+|\btill\s+\S+", head) is not None
    before = [one for one in paper.lines[max(0, index - 6) : index] if one.text]
    return told and not any(
        heading_kind(one.text) in ("interpellation", "written_question") and not one.text.endswith((".", "?"))
        for one in before
    )


def _heading(paper: Paper, index: int) -> Span:
    """The heading with the lines under it that say from whom and to whom."""
    lines = paper.lines[index : index + _HEAD_LINES]
    if not lines:
        return Span(0, 0)
    end = lines[0].end
    apart = False
    for line in lines[1:]:
        if not line.text:
            apart = True
            continue
        label = _LABEL.match(line.text) is not None and len(line.text) < 120
        if marker(line.text) or is_section(line.text) or (apart and not label) or line.text.endswith((".", "?")):
            break
        if len(line.text) > 140:
            break
        end = line.end
    return Span(lines[0].start, end)


def asking(paper: Paper, part: Part, leads: list[Span], known: list[Mention]) -> Asking:
    """Who asks whom in this part of the file."""
    head = paper.text[part.heading.start : part.heading.end]
    by, of = _read(head)
    for lead in leads:
        _, told = _read(paper.text[lead.start : lead.end], only_to=True)
        of = _better(of, told)
    if not by:
        first, last = (
            paper.lines[part.first].start if paper.lines else 0,
            paper.lines[part.last - 1].end if paper.lines else 0,
        )
        signed = [one for one in _signing(paper, first, last) if key_of(one.name) != key_of(of["name"])]
        by = signed
    return Asking(tuple(one.value() for one in by), _completed(of, known))


def _signing(paper: Paper, first: int, last: int) -> list[Mention]:
    """Those who sign the part: names with a party alone on a line near its end, or under place and day."""
    lines = [line for line in paper.filled if first <= line.start and line.end <= last][-10:]
    found = []
    for line in lines:
        named = mentions(paper.text, line.start, line.end)
        if (
            named
            and all(one.party for one in named)
            and len(line.text) < 110
            and not line.text.endswith((".", "?", ":"))
        ):
            found += named
    return merged(found or [one for one in signers(paper) if first <= one.start <= last])


def _read(text: str, *, only_to: bool = False) -> tuple[list[Mention], dict[str, str]]:
    named = mentions(text)
    to = _addressee(text, named)
    by = [] if only_to else [one for one in named if _side(text, one) == "by"]
    of = next((one for one in named if _side(text, one) == "to"), None)
    if of is not None:
        return by, {"name": of.name, "party": of.party, "role": of.role}
    return by, to


def _side(text: str, one: Mention) -> str:
    """`by` or `to`: which of the small words stands nearest before the name."""
    before = text[: one.start]
    by = max((match.end() for match in _BY.finditer(before)), default=-1)
    to = max((match.end() for match in _TO.finditer(before)), default=-1)
    return "" if by == to else "by" if by > to else "to"


def _addressee(text: str, named: list[Mention]) -> dict[str, str]:
    """A role that is asked without a name: *till kommunstyrelsens ordförande*."""
    of = {"name": "", "party": "", "role": ""}
    match = re.search(r"\b(?:till|fråga[r]?|ställa)\b(?:\s+\w+){0,4}?\s+" + _ROLE_ALONE.pattern, text, re.IGNORECASE)
    if match is not None:
        of["role"] = indefinite(match.group("role"))
    return of


def _better(held: dict[str, str], told: dict[str, str]) -> dict[str, str]:
    """What both say of the one asked, unless they name different people: then the heading holds."""
    if held["name"] and told["name"] and key_of(held["name"]) != key_of(told["name"]):
        return held
    return {key: held[key] or told[key] for key in held}


def _completed(of: dict[str, str], known: list[Mention]) -> dict[str, str]:
    """With the party and the role that the paper gives elsewhere."""
    for one in known:
        if of["name"] and key_of(one.name) == key_of(of["name"]):
            return {"name": of["name"], "party": of["party"] or one.party, "role": of["role"] or one.role}
    return of
