"""People in a paper, with party and role: `Jan Jönsson (L)`, *vice ordföranden Karin Ek m.fl. (V)*, signatures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

PARTIES = {
    "vänsterpartiet": "V", "socialdemokraterna": "S", "miljöpartiet": "MP", "centerpartiet": "C", "liberalerna": "L",
    "moderaterna": "M", "kristdemokraterna": "KD", "sverigedemokraterna": "SD", "feministiskt initiativ": "Fi",
    "folkpartiet": "FP", "piratpartiet": "PP", "demokraterna": "D", "alternativ för sverige": "AfS",
    "örebropartiet": "ÖP",
}  # fmt: skip
CODES = ("AfS", "AFS", "SJVP", "KD", "MP", "SD", "FP", "PP", "ÖP", "VV", "Fi", "FI", "F!", "Fi!", "S", "M", "C",
"V", "L", "D", "K", "-", "–")  # fmt: skip
_CODE = "|".join(re.escape(code) for code in CODES)
_PARTY = re.compile(rf"\((?:(?P<both>båda|samtliga|alla)\s+)?(?P<code>{_CODE}|{'|'.join(PARTIES)})\)", re.IGNORECASE)
_LOCAL = re.compile(r"\((?P<code>[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,5})\)")
_GAP = r"(?:[^\S\n\t]{1,2}|[^\S\n]*\n[^\S\n]*)"
"""Between words: a wide gap or a tab begins another column."""
SHORT = 45
"""A line no longer than this was ended by its writer, and is not running text."""
_LETTERS = "a-zåäöéèüæøáíóúñçÅÄÖA-Z’'´"
_WORD = rf"[A-ZÅÄÖÉÜØÆ][{_LETTERS}]+(?:-[A-ZÅÄÖ]?[{_LETTERS}]+)*"
NAME = (
    rf"{_WORD}(?:{_GAP}(?:(?:von|van|af|de|der|den|la|el|al|bin){_GAP}){{0,2}}(?:{_WORD}|[A-ZÅÄÖ]\.|[A-Z]:\w+)){{0,4}}"
)
_CHAIN = re.compile(rf"(?P<name>{NAME})[^\S\n]*(?:,|{_GAP}och|{_GAP}samt){_GAP}?$")
_ROLES = (
    r"\w*(?:borgar|kommunal|kommun|region|landstings|oppositions|stats|stadsdels|rådhus)råd(?:et|en)?|\w*minister[n]?|"
    r"riksdagsledamot(?:en)?|\w*ordförande[n]?|ordf|\w*ledamot(?:en)?|\w*ledamöter(?:na)?|\w*ersättare[n]?|gruppledare[n]?|"
    r"\w*sekreterare[n]?|\w*direktör(?:en)?|\w*chef(?:en)?|\w*handläggare[n]?|\w*inspektör(?:en)?|\w*utredare[n]?|"
    r"\w*strateg(?:en)?|\w*skyddsombud(?:et)?|talesperson(?:en)?|borgmästare[n]?|justerare[n]?|\w*jurist(?:en)?|"
    r"\w*controller[n]?|\w*revisor(?:n|er)?|(?:projekt|enhets|process|arbets|team|verksamhets)ledare[n]?|"
    r"\w*samordnare[n]?|\w*författare[n]?|\w*registrator[n]?|rektor[n]?"
)
_ROLE_WORD = re.compile(rf"(?:{_ROLES})", re.IGNORECASE)
ROLE = (
    rf"(?:(?:(?:\w+-{_GAP}och{_GAP})?\w+(?:styrelsens|nämndens|utskottets|fullmäktiges|beredningens|förvaltningens)|biträdande|förste|andre|"
    rf"tredje|[123]:e|"
    rf"vice|tf\.?|tillförordnad|f\.?d\.?|tidigare|ansvarig[at]?){_GAP})*(?:\w+-{_GAP}och{_GAP})?(?:{_ROLES})"
)
_BEFORE = re.compile(
    rf"(?P<name>{NAME})(?:,{_GAP}(?P<role>{ROLE}))?(?P<more>{_GAP}(?:m\.?\s?fl\.?|med{_GAP}flera))?[^\S\n]*,?{_GAP}?$"
)
_ROLE_BEFORE = re.compile(rf"(?<!\w)(?P<role>{ROLE})[^\S\n]*[,:]?{_GAP}?$", re.IGNORECASE)
_ROLE_AFTER = re.compile(
    rf"(?:[^\S\n]*,[^\S\n]*|[^\S\n]*\n[^\S\n]*)(?P<role>{ROLE})(?=[^\S\n]*(?:[,.;)]|\n|$))", re.IGNORECASE
)
_NAMED = re.compile(NAME)
_CAPITAL = re.compile(r"\s+(?=[A-ZÅÄÖÉ][a-zåäöéA-ZÅÄÖ])")
_ROLE_ENDS = (
    "råd", "rådet", "råden", "minister", "ministern", "ledamot", "ledamoten", "ledamöter", "ledamöterna",
    "ordförande", "ordföranden",
    "ersättare", "ersättaren", "ledare", "ledaren", "sekreterare", "sekreteraren", "direktör", "direktören", "chef",
    "chefen",
    "handläggare", "handläggaren", "inspektör", "inspektören", "utredare", "utredaren", "strateg", "strategen",
    "ombud", "ombudet",
    "person", "personen", "mästare", "mästaren", "justerare", "justeraren", "jurist", "juristen", "controller",
    "controllern", "revisor", "revisorn", "samordnare", "samordnaren", "författare", "författaren", "registrator",
)  # fmt: skip
_NOT_NAMES = frozenset(
    [
        "till",
        "från",
        "av",
        "men",
        "när",
        "som",
        "enligt",
        "därför",
        "här",
        "fru",
        "herr",
        "motion",
        "interpellation",
        "svar",
        "skrivelse",
        "fråga",
        "frågor",
        "och",
        "samt",
        "vi",
        "jag",
        "för",
        "i",
        "vid",
        "det",
        "den",
        "detta",
        "de",
        "om",
        "att",
        "vice",
        "ordförande",
        "protokoll",
        "beslut",
        "yrkande",
        "reservation",
        "särskilt",
        "uttalande",
        "ersättaryttrande",
        "närvarande",
        "justerare",
        "sekreterare",
        "tjänstgörande",
        "ledamöter",
        "ersättare",
        "yttrande",
        "frånvarande",
        "ordinarie",
        "kommunstyrelsens",
        "socialnämndens",
        "nämndens",
        "stadens",
        "enligt",
        "även",
        "också",
        "dessutom",
        "talare",
        "anförande",
        "bifall",
        "instämmer",
        "partimotion",
        "skriftlig",
        "enkel",
        "med",
        "hälsning",
        "interpellant",
        "frågeställare",
        "förslagsställare",
        "motionär",
        "namn",
        "tillsammans",
        "bara",
        "endast",
        "jäv",
        "dock",
        "där",
        "vidare",
        "slutligen",
        "nu",
        "i",
        "efter",
        "under",
        "tack",
    ]
)
_NOT_PEOPLE = re.compile(
    r"nämnd|förvaltning|kommun|region|stad(?:s|en)?$|partiet|demokraterna|moderaterna|liberalerna|fullmäktige|verket|"
    r"handlingsplan|kontoret|sverige|styrelse|utskott|förbund|fack|^vision$|^kommunal$|^stockholm|^göteborg|^malmö|"
    r"avdelning|enhet|blad(?:et)?$|tidning(?:en)?$|kuriren$|posten$|nyheter(?:na)?$",
    re.IGNORECASE,
)
_DEFINITE = (
    ("råden", "råd"), ("rådet", "råd"), ("ministern", "minister"), ("ordföranden", "ordförande"), ("ledamoten",
    "ledamot"),
    ("ledamöterna", "ledamot"), ("ledamöter", "ledamot"), ("ersättaren", "ersättare"), ("ledaren",
    "ledare"), ("sekreteraren", "sekreterare"),
    ("direktören", "direktör"), ("chefen", "chef"), ("handläggaren", "handläggare"), ("inspektören", "inspektör"),
    ("utredaren", "utredare"), ("strategen", "strateg"), ("ombudet", "ombud"), ("personen", "person"),
    ("revisorn", "revisor"), ("samordnaren", "samordnare"), ("författaren", "författare"),
    ("mästaren", "mästare"), ("justeraren", "justerare"), ("juristen", "jurist"), ("controllern", "controller"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """A person where they are named."""

    name: str
    party: str
    role: str
    start: int
    end: int
    certain: bool = True
    party_end: int = 0
    """Where the party's bracket ends; 0 without one."""

    def value(self) -> dict[str, str]:
        return {"name": self.name, "party": self.party}


def indefinite(role: str) -> str:
    """`social- och trygghetsborgarrådet` → `social- och trygghetsborgarråd`."""
    said = " ".join(role.split())
    said = said if said.split()[0][:2].isupper() else said[:1].lower() + said[1:]
    said = f"{said}örande" if said.endswith("ordf") else said
    ending = next(((long, short) for long, short in _DEFINITE if said.casefold().endswith(long)), None)
    return said[: -len(ending[0])] + ending[1] if ending else said


def party_of(text: str) -> str:
    """A party's letters as they are usually written: `v` and *Vänsterpartiet* are `V`."""
    folded = text.casefold()
    if folded in PARTIES:
        return PARTIES[folded]
    if folded in ("fi", "f!", "fi!"):
        return "Fi"
    if text in ("-", "–"):
        return ""
    return next((code for code in CODES if code.casefold() == folded and code != "AFS"), text)


def key_of(name: str) -> str:
    """The name as two spellings of it are compared, the dots lost by a scanner or not."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalpha())


def name_in(raw: str, start: int) -> tuple[str, int, int] | None:
    """The name without roles and small words before it, with where it begins and ends; None when it is no person's."""
    words = _own_line(list(re.finditer(r"\S+", raw)), raw)
    while words and (words[0].group().casefold().strip(".,:") in _NOT_NAMES or _ROLE_WORD.fullmatch(words[0].group())):
        words.pop(0)
    while len(words) > 2 and _ROLE_WORD.fullmatch(words[-1].group()):
        words.pop()
    if len(words) < 2 or any(_NOT_PEOPLE.search(word.group()) for word in words):
        return None
    name = " ".join(word.group() for word in words)
    return (name.title() if name.isupper() else name), start + words[0].start(), start + words[-1].end()


def _own_line(words: list[re.Match[str]], raw: str) -> list[re.Match[str]]:
    """Of words on two lines those that are one name: two on the second line are a name of their own."""
    newline = raw.rfind("\n")
    below = [word for word in words if word.start() > newline]
    return below if newline >= 0 and len(below) >= 2 else words


def role_at(text: str, start: int, end: int) -> str:
    """The role said after the name and its party, or before it: there it may be the heading of a list."""
    after = _ROLE_AFTER.match(text, end, min(len(text), end + 90))
    if after is not None:
        return indefinite(after.group("role"))
    before = _ROLE_BEFORE.search(text, max(0, start - 90), start)
    if before is not None and _together(text, before.start("role"), before.end("role"), start):
        return indefinite(before.group("role"))
    return ""


def _together(text: str, start: int, end: int, name: int) -> bool:
    """Whether role and name stand together: a role at the end of a line belongs to who is before it."""
    if "\n" not in text[end:name]:
        return True
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return line.strip() == "" or len(line) > SHORT


def _runs_over(text: str, start: int, end: int, name: int) -> bool:
    """The same for a name without a party: what stands under a role of its own line is told by the columns."""
    alone = text[text.rfind("\n", 0, start) + 1 : start].strip() == ""
    return _together(text, start, end, name) and not ("\n" in text[end:name] and alone)


def mentions(text: str, start: int = 0, end: int | None = None) -> list[Mention]:
    """Everyone who is named with a party or a role in this stretch, in order."""
    end = len(text) if end is None else end
    found = [*_with_party(text, start, end)]
    taken = {one.start for one in found}
    found += [one for one in _with_role(text, start, end) if one.start not in taken]
    return sorted(found, key=lambda one: one.start)


def _with_party(text: str, start: int, end: int) -> Iterator[Mention]:
    for bracket in _PARTY.finditer(text, start, end):
        yield from _named_before(text, start, bracket, certain=True)
    known = {code.casefold() for code in (*CODES, *PARTIES)}
    for bracket in _LOCAL.finditer(text, start, end):
        code = bracket.group("code")
        if code.casefold() in known:
            continue
        for one in _named_before(text, start, bracket, certain=len(code) == 1):
            if len(code) == 1 or one.role or _on_own(text, one.start):
                yield one


def _on_own(text: str, start: int) -> bool:
    """Whether nothing but small words stands beside on the line: a heading or a signature."""
    line = text[text.rfind("\n", 0, start) + 1 : start].strip().casefold()
    return line == "" or line.split()[-1] in ("av", "från", "till", "interpellation", "motion")


def _named_before(text: str, first: int, bracket: re.Match[str], *, certain: bool) -> Iterator[Mention]:
    floor = max(first, bracket.start() - 120)
    match = _BEFORE.search(text, floor, bracket.start())
    named = name_in(match.group("name"), match.start("name")) if match is not None else None
    if match is None or named is None:
        return
    name, start, stop = named
    party = party_of(bracket.group("code"))
    said = match.group("role") or text[stop : match.end("name")].strip()
    role = indefinite(said) if said else role_at(text, start, bracket.end())
    yield from _chained(text, floor, start, party, both=bool(bracket.groupdict().get("both")))
    yield Mention(name, party, role, start, match.end("name"), certain, bracket.end())


def _chained(text: str, floor: int, start: int, party: str, *, both: bool) -> Iterator[Mention]:
    """Those named before with *och* and sharing the bracket: `Karin Ek och Per Alm (båda V)`."""
    match = _CHAIN.search(text, floor, start)
    named = name_in(match.group("name"), match.start("name")) if match is not None else None
    if match is None or named is None:
        return
    if both:
        yield from _chained(text, floor, named[1], party, both=True)
    yield Mention(named[0], party, "", named[1], match.end("name"), both)


def _with_role(text: str, start: int, end: int) -> Iterator[Mention]:
    """Names after a role: looked for where a capital comes after a word that ends as roles do."""
    for gap in _CAPITAL.finditer(text, start, end):
        said = text[max(start, gap.start() - 30) : gap.start()].casefold().rstrip(":")
        if not said.endswith(_ROLE_ENDS):
            continue
        role = _ROLE_BEFORE.search(text, max(start, gap.start() - 90), gap.end())
        match = _NAMED.match(text, gap.end(), end)
        named = name_in(_first_line(text, match), match.start()) if match is not None else None
        if role is None or named is None or not _runs_over(text, role.start("role"), role.end("role"), gap.end()):
            continue
        yield Mention(named[0], "", indefinite(role.group("role")), named[1], named[2])


def _first_line(text: str, match: re.Match[str]) -> str:
    """The name as far as it stands in a short line: what is below it is something else."""
    name = match.group()
    at = text.rfind("\n", 0, match.start()) + 1
    first = name.split("\n")[0]
    short = match.start() + len(first) - at <= SHORT
    return first if short and len(first.split()) >= 2 else name


def merged(found: list[Mention]) -> list[Mention]:
    """Each person once, in order, with the party and the role that any mention gives."""
    people: dict[str, Mention] = {}
    for one in found:
        key = key_of(one.name)
        held = people.get(key)
        if held is None or (held.party and one.party and held.party != one.party):
            people[key if held is None else f"{key} {one.party}"] = one
            continue
        better = one.name if _dots(one.name) > _dots(held.name) else held.name
        people[key] = replace(
            held,
            name=better,
            party=held.party or one.party,
            role=held.role or one.role,
            certain=held.certain or one.certain,
        )
    return list(people.values())


def _dots(name: str) -> int:
    return sum(letter in "åäöÅÄÖéü" for letter in name)
