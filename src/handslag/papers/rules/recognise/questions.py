"""The questions a paper puts: in lists, after *jag vill därför fråga*, or asked in a sentence of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from handslag.papers.rules.recognise.asking import ASKING, Asking, Part, asking, parts
from handslag.papers.rules.recognise.facts import Found, Span
from handslag.papers.rules.recognise.lists import Listed, list_at
from handslag.papers.rules.recognise.marks import is_closing, is_section, marker, marker_alone
from handslag.papers.rules.recognise.paper import Paper
from handslag.papers.rules.recognise.persons import Mention

_ASK = re.compile(
    r"\bfråg(?:a|or|an|orna|eställning\w*|ar|ade)?\b|\bundrar?\b|\bbesked\b|\bsvar\b|\bveta\b|\bredogör\w*|"
    r"\bbesvara[sr]?\b|\bklargör\w*|\bspörsmål\b",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"(?:mina|våra|vår|min|följande)?\s*(?:frågor(?:na)?|frågeställningar|"
    r"fråga)(?:\s+till\s+[\w\s()åäöÅÄÖ-]{2,80})?\s*:?",
    re.IGNORECASE,
)
_WHO = r"(?:jag|vi|undertecknad(?:e|es)?|interpellanten)"
_SAYS = re.compile(
    rf"\b{_WHO}\b[^.?!]{{0,120}}?\b(?:fråg(?:a|ar|or)|undrar?|veta|få\s+besked|svar|ställa|besvara[rs]?|redogör\w*)\b"
    rf"|\b(?:fråga[r]?|undrar|vill|önskar|ställer|begär|ber)\s+(?:därför\s+|härmed\s+|också\s+|även\s+|slutligen\s+|"
    rf"vidare\s+)?{_WHO}\b[^.?!]{{0,160}}?"
    r"(?:\bfråg|\bveta\b|\bundra|\bhur\b|\bom\b|\bvad\b|\bvilk|\bnär\b|\bsvar\b|\bbesked\b|:)"
    r"|\b(?:min|mina|vår|våra|följande)\s+(?:\w+\s+){0,2}?fråg(?:a|or)\b|\bfrågan\s+(?:till\s+[^.?!]{2,80}\s)?(?:är|"
    r"blir|lyder)\b"
    r"|\bställ(?:s|er|a)\b[^.?!]{0,60}\bfråg(?:a|or)\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:frågar|frågade|undrar|undrade|efterfrågar|efterfrågade)\b|"
    r"\b(?:ställ(?:er|de)|har\s+ställt|lämna(?:r|de|t)|väck(?:er|te|t)|anmäl(?:er|de)|riktar|riktade)\b"
    r"[^.?!]{0,60}?\b(?:fråg(?:a|an|or)|interpellation)\b",
    re.IGNORECASE,
)
_PROCEDURE = re.compile(
    r"\bfinner\b|\bproposition|\bordföranden?\s+(?:\([^)]*\)\s*)?(?:ställer|frågar|frågade)\s+(?:\w+\s+){0,3}?(?:om|på|proposition)\b|"
    r"\bfrågar?\s+sig\b",
    re.IGNORECASE,
)
_ONESELF = re.compile(r"\bfrågar?\s+(?:man\s+|vi\s+|jag\s+)?(?:sig|oss|mig)\b|\bfråga\s+som\b", re.IGNORECASE)
_CLAUSE = re.compile(
    r"\b(?:om|hur|vad|vilk(?:en|et|a)|när|varför|vem|vilka|var|på\s+vilket\s+sätt|i\s+vilken\s+\w+|huruvida|ifall)\b",
    re.IGNORECASE,
)
_THEN = re.compile(r":\s+(?=[A-ZÅÄÖ\"”–-])")
_WH = re.compile(
    r"^(?:[-–•]\s*)?(?:hur|vad|vilk(?:en|et|a)|när|varför|vem|på\s+vilket|i\s+vilken|kommer|avser|ämnar|anser|är|"
    r"har|kan|ska|skall|"
    r"delar|instämmer|finns|tänker|planerar|vill|tycker|känner|bör|borde|följer|vidtar|bedömer)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its place; certain when the paper says that it asks it."""

    text: str
    span: Span
    label: str = ""
    certain: bool = True


@dataclass(slots=True)
class _Part:
    """What is found in one part of the file."""

    questions: list[Question] = field(default_factory=list)
    leads: list[Span] = field(default_factory=list)
    covered: list[Span] = field(default_factory=list)

    def holds(self, span: Span) -> bool:
        return any(one.start < span.end and span.start < one.end for one in self.covered)


def found_questions(paper: Paper, kind: str, known: list[Mention]) -> list[Found]:
    """The questions in order, numbered through the file; `part` tells which of several papers in it they stand in."""
    if kind == "minutes":
        return reported(paper, known)
    if kind not in (*ASKING, "other"):
        return []
    separate = parts(paper) if kind in ("interpellation", "written_question") else parts(paper)[:1]
    if len(separate) == 1:
        separate = [Part(1, 0, len(paper.lines), separate[0].heading)]
    found: list[Found] = []
    for part in separate:
        held = _questions_in(paper, part, guess=kind in ("interpellation", "written_question"))
        who = asking(paper, part, held.leads, known)
        for one in sorted(held.questions, key=lambda question: question.span.start):
            value = _value(len(found) + 1, one, who, part.number)
            found.append(paper.found("question", value, one.span, certain=one.certain and kind != "other"))
    return found


def _value(number: int, one: Question, who: Asking, part: int) -> dict[str, object]:
    return {
        "number": number, "text": one.text, "asked_by": list(who.by), "asked_of": who.of, "label": one.label,
        "part": part,
    }  # fmt: skip


def reported(paper: Paper, known: list[Mention]) -> list[Found]:
    """The questions that minutes tell of: in lists, or *Karin Ek (V) frågar hur …*; each as a proposal."""
    part, held = Part(1, 0, len(paper.lines), Span(0, 0)), _Part()
    _listed(paper, part, held)
    _led(paper, part, held)
    for span in paper.sentences:
        said = paper.text[span.start : span.end]
        if not held.holds(span) and _REPORTED.search(said) and not _PROCEDURE.search(said) and _named(said, known):
            held.leads.append(span)
            if not said.endswith(":"):
                held.questions.append(Question(paper.said(span.start, span.end), span, certain=False))
    leads = sorted(held.leads, key=lambda lead: lead.start)
    found: list[Found] = []
    for one in sorted(held.questions, key=lambda question: question.span.start):
        before = [lead for lead in leads if lead.start <= one.span.start]
        who = _reported_by(paper, before[-1] if before else None, known)
        found.append(paper.found("question", _value(len(found) + 1, one, who, 1), one.span, certain=False))
    return found


def _named(said: str, known: list[Mention]) -> list[Mention]:
    """Whoever of those known is named here."""
    folded = " ".join(said.split())
    return sorted((one for one in known if one.name in folded), key=lambda one: folded.index(one.name))


def _reported_by(paper: Paper, lead: Span | None, known: list[Mention]) -> Asking:
    """Who asked, as the words before the question say it: those named before *frågar*; after it, who is asked."""
    nobody = {"name": "", "party": "", "role": ""}
    if lead is None:
        return Asking((), nobody)
    said = " ".join(paper.text[lead.start : lead.end].split())
    verb = _REPORTED.search(said)
    at = verb.end() if verb else len(said)
    by = tuple(one.value() for one in _named(said[:at], known))
    told = next(iter(_named(said[at:], known)), None)
    return Asking(by, {"name": told.name, "party": told.party, "role": told.role} if told else nobody)


def more_papers(paper: Paper, kind: str) -> list[Part]:
    """The further asking papers in the same file."""
    return parts(paper)[1:] if kind in ("interpellation", "written_question") else []


def _questions_in(paper: Paper, part: Part, *, guess: bool) -> _Part:
    held = _Part()
    _listed(paper, part, held)
    _led(paper, part, held)
    _spoken(paper, part, held)
    if not held.questions and guess:
        _guessed(paper, part, held)
    return held


def _listed(paper: Paper, part: Part, held: _Part) -> None:
    """Lists that are asked: by the words before them, or because their items ask."""
    index = part.first
    while index < part.last:
        line = paper.lines[index]
        listed = list_at(paper, index) if line.text and (marker(line.text) or marker_alone(line.text)) else None
        if listed is None:
            index += 1
            continue
        lead = _lead_before(paper, part, index)
        told = lead is not None and _is_lead(paper.text[lead.start : lead.end])
        if told or _asks(listed):
            _take(held, listed, told=told)
            if lead is not None and told:
                held.leads.append(lead)
                held.covered.append(lead)
        index = max(listed.last, index + 1)


def _asks(listed: Listed) -> bool:
    asked = sum("?" in item.text for item in listed.items)
    return listed.kind != "that" and asked * 2 >= len(listed.items) > 0 and asked > 0


def _take(held: _Part, listed: Listed, *, told: bool) -> None:
    for item in listed.items:
        if not item.text:
            continue
        certain = told and ("?" in item.text or _CLAUSE.match(item.text) is not None)
        held.questions.append(Question(item.text, item.span, item.label, certain or "?" in item.text))
        held.covered.append(item.span)


def _lead_before(paper: Paper, part: Part, index: int) -> Span | None:
    """The last sentence before the line, or the heading that stands there."""
    block = next((one for one in reversed(paper.blocks) if one[0] < index and one[0] >= part.first), None)
    if block is None:
        return None
    found = list(paper.sentences_in(block[0], min(block[1], index)))
    return found[-1] if found else None


def _is_lead(text: str) -> bool:
    """Words that say that questions come."""
    said = " ".join(text.split())
    if _HEADING.fullmatch(said):
        return True
    return (
        _ASK.search(said) is not None
        and not _ONESELF.search(said)
        and (said.endswith(":") or _SAYS.search(said) is not None)
    )


def _led(paper: Paper, part: Part, held: _Part) -> None:
    """Questions without numbers, after words that end with a colon or under the heading *Frågor*."""
    for first, last in paper.blocks:
        if first < part.first or last > part.last:
            continue
        found = list(paper.sentences_in(first, last))
        lead = found[-1]
        said = paper.text[lead.start : lead.end]
        alone = first == last - 1 and _HEADING.fullmatch(said)
        if held.holds(lead) or not (alone or (said.endswith(":") and _is_lead(said))):
            continue
        taken = _below(paper, part, last)
        if taken:
            held.questions += taken
            held.covered += [lead, *(one.span for one in taken)]
            held.leads.append(lead)


def _below(paper: Paper, part: Part, index: int) -> list[Question]:
    """The blocks under the lead that ask, to the first that does not."""
    found: list[Question] = []
    for first, last in paper.blocks:
        if first < index or last > part.last:
            continue
        line = paper.lines[first].text
        if is_closing(line) or is_section(line):
            break
        asked = _grouped(paper, list(paper.sentences_in(first, last)))
        if not asked and not found and _WH.match(line):
            span = Span(paper.lines[first].start, paper.lines[last - 1].end)
            asked = [Question(paper.said(span.start, span.end), span, certain=False)]
        if not asked:
            break
        found += asked
    return found


def _grouped(paper: Paper, found: list[Span]) -> list[Question]:
    """Each question with the sentences that lead up to it; what follows the last belongs to it."""
    groups: list[Span] = []
    start: int | None = None
    for one in found:
        start = one.start if start is None else start
        if paper.text[start : one.end].rstrip("\"”’'») ").endswith("?"):
            groups.append(Span(start, one.end))
            start = None
    if groups and start is not None and not is_closing(paper.text[start : found[-1].end].split("\n")[0]):
        groups[-1] = Span(groups[-1].start, _to_closing(paper, groups[-1].end, found[-1].end))
    return [Question(paper.said(one.start, one.end), one) for one in groups]


def _to_closing(paper: Paper, start: int, end: int) -> int:
    """Where what is said ends: before a signature on a line of its own."""
    for line in paper.lines[paper.line_at(start) + 1 :]:
        if line.start >= end:
            break
        if line.text and is_closing(line.text):
            return len(paper.text[: line.start].rstrip())
    return end


def _spoken(paper: Paper, part: Part, held: _Part) -> None:
    """Sentences in which the writer asks, straight or with *om*, *hur*, *vad*; and the questions right after them."""
    if not paper.lines:
        return
    start, end = paper.lines[part.first].start, paper.lines[part.last - 1].end
    asking_on = False
    for one in paper.sentences:
        if one.start < start or one.end > end or held.holds(one):
            asking_on = False
            continue
        said = paper.text[one.start : one.end]
        straight = said.rstrip("\"”’'»)").endswith("?")
        if (_SAYS.search(said) and not _ONESELF.search(said)) and (straight or _CLAUSE.search(said, _said_at(said))):
            held.questions.append(_asked(paper, one, said, straight=straight))
            held.covered.append(one)
            held.leads.append(one)
            asking_on = True
        elif asking_on and straight:
            held.questions.append(Question(paper.said(one.start, one.end), one))
            held.covered.append(one)
        else:
            asking_on = bool(_SAYS.search(said)) and said.endswith(("?", ":"))


def _said_at(said: str) -> int:
    match = _SAYS.search(said)
    return match.start() if match else 0


def _asked(paper: Paper, one: Span, said: str, *, straight: bool) -> Question:
    """The question in the sentence: after a colon alone, else the whole sentence."""
    then = _THEN.search(said)
    if then is not None:
        start = one.start + then.end()
        return Question(paper.said(start, one.end).lstrip("–- "), Span(start, one.end), certain=straight)
    return Question(paper.said(one.start, one.end), one, certain=straight)


def _guessed(paper: Paper, part: Part, held: _Part) -> None:
    """No words say what is asked: what ends with a question mark in the last third is proposed."""
    if not paper.lines:
        return
    start, end = paper.lines[part.first].start, paper.lines[part.last - 1].end
    late = start + (end - start) // 3
    for one in paper.sentences:
        if (
            late <= one.start
            and start <= one.start
            and one.end <= end
            and paper.text[one.start : one.end].rstrip("\"”’'»)").endswith("?")
        ):
            held.questions.append(Question(paper.said(one.start, one.end), one, certain=False))
