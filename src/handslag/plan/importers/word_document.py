"""A plan as a Word document: headings are plan, focus areas and measures; tables of two columns hold the facts."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from handslag.core.outcome import FaultyFile
from handslag.core.sheets.likeness import suggest
from handslag.core.sheets.results import Problem, Severity
from handslag.core.sheets.values import Unreadable, read_date
from handslag.core.text import clean, fold, number, personal_numbers, slug
from handslag.core.verdict import Refused
from handslag.plan.facts import OUTCOMES, AreaText, Decision, MeasureText, PlanFile, RevisionText

MAX_UNPACKED = 60_000_000
MAX_PARTS = 2_000
LONGEST_TEXT = 20_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"(?:heading|rubrik)\s*([1-9])")
_LIST = re.compile(r"list|punkt|numrerad")
_MANDATORY = re.compile(r"\s*\(\s*obligatorisk[at]?t?\s*\)\s*$", re.IGNORECASE)
_LEVELS = {"lokal": False, "lokalt": False, "local": False, "central": True, "centralt": True}
_OF_MEASURE = {
    "nivå": "level", "level": "level",
    "förvaltning": "administration", "ansvarig förvaltning": "administration", "leds av": "administration",
    "administration": "administration",
    "klart senast": "due", "klar senast": "due", "slutdatum": "due", "due": "due",
}  # fmt: skip
_OF_REVISION = {
    "version": "label", "kommun": "city", "beslutad av": "body", "beslutsdatum": "on", "paragraf": "paragraph",
    "dnr": "dnr", "diarienummer": "dnr", "utfall": "outcome", "gäller från": "in_force", "gäller till": "ends",
    "första vp-år": "first_vp_year",
}  # fmt: skip


def read_plan_docx(content: bytes, name: str, *, label: str = "", city: str = "") -> PlanFile:
    """The plan and the one revision of a Word document. Raises `Refused`, or `FaultyFile` with every error.

    Rubrik 1 is the plan, Rubrik 2 a focus area ("(obligatoriskt)" marks it mandatory), Rubrik 3 a measure; a table
    of two columns under a measure gives level, administration and due day, and one under Rubrik 1 the decision.
    """
    reader = _Reader()
    for piece in _pieces(content, name):
        reader.take(piece)
    made = reader.plan(label, city)
    if errors := [problem for problem in reader.problems if problem.severity == "error"]:
        raise FaultyFile(errors, file=name)
    return replace(made, warnings=tuple(reader.problems))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A heading (level 1–3), a paragraph (0) or a table, in the order of the document."""

    level: int = 0
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    tracked: bool = False


def _pieces(content: bytes, name: str) -> Iterator[_Piece]:
    from docx.table import Table

    for block in _open(content, name).iter_inner_content():
        if isinstance(block, Table):
            rows = ([_cell_text(cell._tc) for cell in row.cells] for row in block.rows)
            yield _Piece(rows=tuple(tuple(dict.fromkeys(row)) if len(set(row)) == 1 else tuple(row) for row in rows))
            continue
        element = block._p
        text = _text(element)
        tracked = any(element.iter(f"{_W}ins", f"{_W}del", f"{_W}moveFrom"))
        level = _level(block.style)
        if not level and text and _is_item(block):
            text = f"- {text}"
        yield _Piece(level, text, (), tracked)


def _open(content: bytes, name: str) -> Any:
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size, parts = sum(entry.file_size for entry in archive.infolist()), len(archive.infolist())
        bomb = size > MAX_UNPACKED or parts > MAX_PARTS
        document = None if bomb else docx.Document(io.BytesIO(content))
    except Exception as fault:  # a broken package can fail in any part of the reader
        raise Refused(f"{name} kan inte läsas som Word-dokument. Öppna det i Word och spara det som .docx.") from fault
    if document is None:
        raise Refused(f"{name} blir orimligt stor när den packas upp och läses därför inte.")
    return document


def _text(element: Any) -> str:
    """A paragraph's text with tracked changes accepted."""
    gone = {inner for away in element.iter(f"{_W}moveFrom") for inner in away.iter(f"{_W}t")}
    parts = []
    for inner in element.iter(f"{_W}t", f"{_W}br", f"{_W}tab", f"{_W}noBreakHyphen"):
        if inner.tag == f"{_W}t":
            parts.append("" if inner in gone else inner.text or "")
        else:
            parts.append("-" if inner.tag == f"{_W}noBreakHyphen" else " ")
    return clean("".join(parts).replace("\u00ad", ""))


def _cell_text(cell: Any) -> str:
    return clean(" ".join(_text(paragraph) for paragraph in cell.iter(f"{_W}p")))


def _level(style: Any) -> int:
    """1–3 for a heading style or one built on it, else 0."""
    for _ in range(10):
        if style is None:
            return 0
        if match := _HEADING.fullmatch(fold(style.name or "")):
            return int(match[1]) if int(match[1]) <= 3 else 0
        style = style.base_style
    return 0


def _is_item(paragraph: Any) -> bool:
    properties = paragraph._p.pPr
    numbered = properties is not None and properties.numPr is not None
    return numbered or bool(_LIST.search(fold(paragraph.style.name or "") if paragraph.style is not None else ""))


@dataclass
class _Reader:
    """What has been read so far, and under which headings."""

    problems: list[Problem] = field(default_factory=list)
    name: str = ""
    preamble: list[str] = field(default_factory=list)
    areas: list[AreaText] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    place: str = ""
    past_end: bool = False
    tracked: bool = False

    def take(self, piece: _Piece) -> None:
        """The next piece of the document."""
        if piece.tracked and not self.tracked:
            self.tracked = True
            self.fault("Dokumentet har spårade ändringar. De läses som om de vore godkända.", warning=True)
        if piece.rows:
            self._table(piece.rows)
        elif piece.level and piece.text:
            self._heading(piece.level, piece.text)
        elif piece.text and not self.past_end:
            self._paragraph(piece.text)

    def fault(self, message: str, suggestion: str = "", *, value: str = "", warning: bool = False) -> None:
        where = f"Under rubriken ”{self.place}”: " if self.place else ""
        kind: Severity = "warning" if warning else "error"
        self.problems.append(Problem("", 0, "", value, f"{where}{message}", suggestion, kind))

    def _heading(self, level: int, text: str) -> None:
        if level == 1 and self.name:
            self.past_end = True
            self.fault(f"Det som står under ”{text}” läses inte: planen är den första Rubrik 1.", warning=True)
            return
        if self.past_end:
            return
        self.place = text
        if personal_numbers(text):
            self.fault("Texten innehåller ett personnummer. Ta bort det.")
        if level == 1:
            self.name = self._short(text, 200)
        elif level == 2:
            mandatory = bool(_MANDATORY.search(text))
            self._add_area(AreaText("", self._short(_MANDATORY.sub("", text), 160), mandatory=mandatory))
        elif not self.areas:
            self.fault("En åtgärd (Rubrik 3) står före det första fokusområdet (Rubrik 2).")
        else:
            self._add_measure(MeasureText("", self._short(text, 200)))

    def _short(self, text: str, longest: int) -> str:
        if len(text) > longest:
            self.fault(f"Rubriken är för lång: högst {number(longest)} tecken får plats.")
        if not slug(text):
            self.fault("Rubriken innehåller inga bokstäver.")
        return text

    def _add_area(self, area: AreaText) -> None:
        if any(fold(other.name) == fold(area.name) for other in self.areas):
            self.fault("Det finns två fokusområden med samma namn.", value=area.name)
        self.areas.append(area)

    def _add_measure(self, measure: MeasureText) -> None:
        area = self.areas[-1]
        if any(fold(other.name) == fold(measure.name) for other in area.measures):
            self.fault(f"Åtgärden finns två gånger i ”{area.name}”.", value=measure.name)
        self.areas[-1] = replace(area, measures=(*area.measures, measure))

    def _paragraph(self, text: str) -> None:
        if personal_numbers(text):
            self.fault("Texten innehåller ett personnummer. Ta bort det.")
        if not self.areas:
            self.preamble.append(text)
            return
        area = self.areas[-1]
        whole = _joined((area.measures[-1] if area.measures else area).text, text)
        if len(whole) > LONGEST_TEXT:
            self.fault(f"Texten är för lång: högst {number(LONGEST_TEXT)} tecken får plats.")
        elif area.measures:
            self._change_measure(text=whole)
        else:
            self.areas[-1] = replace(area, text=whole)

    def _change_measure(self, **values: Any) -> None:
        area = self.areas[-1]
        self.areas[-1] = replace(area, measures=(*area.measures[:-1], replace(area.measures[-1], **values)))

    def _table(self, rows: tuple[tuple[str, ...], ...]) -> None:
        if self.past_end:
            return
        if any(len(row) != 2 for row in rows):
            self.fault("En tabell som inte har två kolumner läses inte.", warning=True)
        elif self.areas and self.areas[-1].measures:
            self._measure_facts(dict(self._facts(rows, _OF_MEASURE)))
        elif self.areas:
            self.fault("En tabell som står före den första åtgärden läses inte.", warning=True)
        else:
            self.facts |= dict(self._facts(rows, _OF_REVISION))

    def _facts(self, rows: tuple[tuple[str, ...], ...], known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        for label, value in rows:
            key = known.get(fold(label.rstrip(": ")))
            if key is None and (label or value):
                near = suggest(label, known)
                self.fault(
                    f"”{label}” i tabellen känns inte igen.", f"Menade du ”{near}”?" if near else "", value=label
                )
            elif key and value:
                yield key, value

    def _measure_facts(self, facts: Mapping[str, str]) -> None:
        administration = facts.get("administration", "")
        word = facts.get("level", "central" if administration else "lokal")
        central = _LEVELS.get(fold(word))
        if central is None:
            self.fault(f"Nivån ”{word}” känns inte igen.", "Skriv lokal eller central.", value=word)
        elif central and not administration:
            self.fault("En central åtgärd behöver en förvaltning i tabellen.")
        elif administration and not central:
            self.fault(f"”{administration}” används inte, för en lokal åtgärd gäller alla.", warning=True)
        due = self._day(facts.get("due", ""))
        self._change_measure(central=bool(central), administration=administration if central else "", due=due)

    def _day(self, text: str) -> date | None:
        try:
            return read_date(text) if text else None
        except Unreadable:
            self.fault(f"”{text}” är inget datum.", "Skriv till exempel 2025-04-30.", value=text)
            return None

    def plan(self, label: str, city: str) -> PlanFile:
        """All of it, when the document has come to its end."""
        self.place = ""
        if not self.name:
            self.fault("Dokumentet har ingen Rubrik 1. Planens namn ska ha formatmallen Rubrik 1.")
        elif not self.areas:
            self.fault("Dokumentet har inget fokusområde. Fokusområden ska ha formatmallen Rubrik 2.")
        word = label or self.facts.get("label", "")
        if not word or len(word) > 60:
            self.fault("Vilken version är det? Ange den med --label, till exempel --label 2027.")
        decision = self._decision()
        given = self._day(self.facts.get("in_force", ""))
        approved = decision is not None and decision.outcome == "godkänd"
        revision = RevisionText(
            label=word,
            areas=tuple(self.areas),
            preamble="\n\n".join(self.preamble).replace("\n\n- ", "\n- "),
            decision=decision,
            in_force=given or (decision.on if decision and approved else None),
            first_vp_year=self._year(self.facts.get("first_vp_year", "")),
        )
        ends = self._day(self.facts.get("ends", ""))
        return PlanFile(self.name, city or self.facts.get("city", ""), ends, (revision,))

    def _year(self, text: str) -> int | None:
        if text and not re.fullmatch(r"2[01]\d\d", text):
            self.fault(f"”{text}” är inget år.", "Skriv till exempel 2025.", value=text)
            return None
        return int(text) if text else None

    def _decision(self) -> Decision | None:
        if not any(key in self.facts for key in ("body", "on", "paragraph", "dnr", "outcome")):
            return None
        outcome = fold(self.facts.get("outcome", "godkänd"))
        read: Callable[[str], str] = lambda key: self.facts.get(key, "")[:60]  # noqa: E731
        day = self._day(read("on"))
        if day is None and not read("on"):
            self.fault("Beslutet saknar beslutsdatum.")
        if outcome not in OUTCOMES:
            self.fault(f"Utfallet ”{outcome}” känns inte igen.", f"Skriv {', '.join(OUTCOMES)}.", value=outcome)
        return Decision(self.facts.get("body", "")[:160], day, read("paragraph")[:40], read("dnr"), outcome)


def _joined(before: str, text: str) -> str:
    """One paragraph more; items of a list stand close."""
    if not before:
        return text
    after_item = before.rpartition("\n")[2].startswith("- ")
    return before + ("\n" if text.startswith("- ") and after_item else "\n\n") + text
