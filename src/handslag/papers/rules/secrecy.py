"""What is covered in a paper: personal numbers however they were read, passages by their words, the law in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from handslag.papers.rules.likeness import Word, words

COVER = "█"
"""What a covered letter is shown as: one for each, line breaks and spaces left, so that every place stands still."""
_READ_AS = str.maketrans("OoQDIl|SsBZzbGgqT", "00001115582266997")
"""Letters that a digit is read as in a picture, and the digit. `(b, G)` are 6 and `(g, q)` 9."""
_D = r"[\dOoQDIl|SsBZzbGgqT]"
_GAP = r"[ \t\u00a0]{0,2}"
_DASH = r"[-+‐‑‒–—−~]"
_UNSEEN = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_BROKEN = re.compile(r"(?<=\d)[ \t]*\r?\n[ \t]*(?=\d)")
_NUMBER = re.compile(
    rf"(?<![^\W_])(?<!\d-)(?<!\+)"
    rf"(?:(?P<century>[1Il|][9gq]|[2Zz][0OoQD]){_GAP}{_DASH}?{_GAP})?"
    rf"(?P<year>{_D}{{2}})(?P<between>{_GAP}[-./]?{_GAP})(?P<month>{_D}{{2}})(?P=between)(?P<day>{_D}{{2}})"
    rf"(?P<last_gap>{_GAP}(?:\r?\n)?{_GAP}{_DASH}?{_GAP}(?:\r?\n)?{_GAP})(?P<last>{_D}{{2}} ?{_D}{{2}})"
    rf"(?![^\W_]|[-/]\d)"
)
_OTHER_NUMBER = re.compile(
    r"(?:\b(?:tel|tfn|telefon\w*|mobil\w*|fax|sms|ring|dnr|diarienr|diarienummer|ärendenummer|ärendenr|organisationsnummer"
    r"|orgnr|org\. ?nr|bankgiro|plusgiro|kontonummer|fakturanummer|ocr)\b[.:]?\s{0,2}|\+\d{1,3}[ -]?(?:\(0\))?)$",
    re.IGNORECASE,
)
DIGITS_AT_LEAST = 7
"""So many of the ten are digits as they stand: otherwise it is a word and not a number read badly."""
SECTION = re.compile(r"^\d{1,3}(?: [a-z])?$")
LAST_CHAPTER = 44
"""The last chapter of offentlighets- och sekretesslagen."""

Span = tuple[int, int]


def personal_number_spans(text: str) -> list[Span]:
    """Where personal and coordination numbers stand in a text, also when a picture was read with letters for digits.

    Ten or twelve digits with spaces and dashes or a line break among them, a date (day or day plus 60) and Luhn's
    check digit; one with letters for digits and its dash counts whatever its check digit, which may be misread too.
    Not organisation numbers (the month part is 20 or more), not what is introduced as a telephone or
    registration number, not dates and times with points or strokes between.
    """
    bare, places = _without(text, _UNSEEN)
    found = [(places[start], places[end - 1] + 1) for start, end in _numbers(bare)]
    whole, places = _without(text, _UNSEEN, _BROKEN)
    if whole != bare:  # a number broken anywhere by the end of a line
        broken = [(places[start], places[end - 1] + 1) for start, end in _numbers(whole)]
        found += [span for span in broken if "\n" in text[slice(*span)] and not touches(found, *span)]
    return sorted(found)


def _numbers(text: str) -> Iterator[Span]:
    at = 0
    while match := _NUMBER.search(text, at):
        if _is_personal(match) and not _OTHER_NUMBER.search(text[max(0, match.start() - 24) : match.start()]):
            yield match.span()
            at = match.end()
        else:
            at = match.start() + 1  # digits before a number do not hide it


def _without(text: str, *patterns: re.Pattern[str]) -> tuple[str, Sequence[int]]:
    """The text without what the patterns say, and where each letter that is left stands in it."""
    gone = {place for pattern in patterns for match in pattern.finditer(text) for place in range(*match.span())}
    if not gone:
        return text, range(len(text) + 1)
    places = [place for place in range(len(text)) if place not in gone]
    return "".join(text[place] for place in places), places


def _is_personal(match: re.Match[str]) -> bool:
    parts = [match["year"], match["month"], match["day"], match["last"].replace(" ", "")]
    if sum(letter.isdigit() for letter in "".join(parts)) < DIGITS_AT_LEAST:
        return False
    if re.search(r"[-./]", match["between"]) and not re.search(_DASH, match["last_gap"]):
        return False  # a date with a time or a year after it
    digits = "".join(parts).translate(_READ_AS)
    month, day = int(digits[2:4]), int(digits[4:6])
    day = day - 60 if day > 60 else day
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return False
    return _luhn(digits) or (digits != "".join(parts) and re.search(_DASH, match["last_gap"]) is not None)


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that touch or overlap as one."""
    made: list[Span] = []
    for start, end in sorted(spans):
        if made and start <= made[-1][1]:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        elif start < end:
            made.append((start, end))
    return made


def touches(spans: Iterable[Span], start: int, end: int) -> bool:
    """Whether any span shares a letter with the passage."""
    return any(first < end and start < last for first, last in spans)


def covers(spans: Iterable[Span], start: int, end: int) -> bool:
    """Whether one span holds the whole passage."""
    return any(first <= start and end <= last for first, last in spans)


def blacked_out(text: str, spans: Iterable[Span]) -> str:
    """The text with every letter inside the spans covered; white space stands, so that lines break where they did."""
    parts: list[str] = []
    at = 0
    for start, end in merged(spans):
        parts += (text[at:start], "".join(letter if letter.isspace() else COVER for letter in text[start:end]))
        at = end
    return "".join((*parts, text[at:]))


def passages_of(text: str, first: str, last: str = "") -> list[Span]:
    """Every passage that begins with the first words and ends with the nearest last words after them.

    Without last words: every place where the first words stand. Case, accents and white space do not matter.
    """
    page = words(text)
    begins, ends = words(first), words(last)
    if not begins:
        return []
    found: list[Span] = []
    for place in _places(page, begins):
        stop = place + len(begins)
        if ends:
            after = next(iter(_places(page, ends, start=place)), None)
            if after is None:
                continue
            stop = max(stop, after + len(ends))
        span = (page[place].start, page[stop - 1].end)
        if not found or span[0] >= found[-1][1]:
            found.append(span)
    return found


def over_the_break(page: str, after: str, first: str, last: str) -> tuple[Span, Span] | None:
    """A passage that begins on a page and ends on the one after: to the end of this, and from the beginning of that.

    None when the last words stand on the page itself after the first ones, or not on the one after.
    """
    begins, ends = passages_of(page, first), passages_of(after, last)
    if not begins or not ends or passages_of(page[begins[-1][0] :], first, last):
        return None
    return (begins[-1][0], len(page.rstrip())), (len(after) - len(after.lstrip()), ends[0][1])


def _places(page: Sequence[Word], wanted: Sequence[Word], *, start: int = 0) -> Iterable[int]:
    sought = [word.fold for word in wanted]
    for place in range(start, len(page) - len(sought) + 1):
        if all(page[place + step].fold == fold for step, fold in enumerate(sought)):
            yield place


def context_of(text: str, start: int, end: int, *, around: int = 60) -> tuple[str, str, str]:
    """What stands before a passage, the passage, and what stands after, each on one line."""
    before = " ".join(text[max(0, start - around) : start].split())
    after = " ".join(text[end : end + around].split())
    return ("…" if start > around else "") + before, " ".join(text[start:end].split()), after


def law_fault(chapter: int | None, section: str) -> str:
    """Why the law is not stated right; empty when it is."""
    if chapter is None or not 1 <= chapter <= LAST_CHAPTER:
        return f"Skriv kapitlet i offentlighets- och sekretesslagen, 1 till {LAST_CHAPTER}."
    if not SECTION.match(section):
        return "Skriv paragrafen som ett tal, till exempel 1 eller 10 a."
    return ""


def law_words(chapter: int | None, section: str) -> str:
    """`26 kap. 1 § offentlighets- och sekretesslagen`."""
    return f"{chapter} kap. {section} § offentlighets- och sekretesslagen" if chapter else ""


COVERED_HERE = (
    "Delar av handlingen är täckta. Du kan begära att få ut dem hos registratorn. Får du nej kan du begära ett "
    "skriftligt beslut, som kan överklagas till kammarrätten."
)
"""What stands on every page where something is covered for the reader."""
ASK_FOR_DECISION = (
    "Du kan begära ett skriftligt beslut med skälen och den bestämmelse som det grundar sig på. Du behöver inte säga "
    "vem du är eller varför du frågar."
)


def how_to_appeal(authority: str) -> list[str]:
    """How a refusal is appealed, and to whom that is handed in: 6 kap. 8 § offentlighets- och sekretesslagen.

    The sources stand in the decision record on secrecy.
    """
    return [
        (
            "Beslutet kan överklagas till kammarrätten. Skriv vilket beslut du överklagar, vilken ändring du vill ha "
            "och varför. Skriv under och skriv hur du nås."
        ),
        (
            f"Ställ överklagandet till kammarrätten och lämna det till {authority}, som har fattat beslutet. Det ska "
            "ha kommit dit senast tre veckor efter den dag då du tog del av beslutet."
        ),
    ]
