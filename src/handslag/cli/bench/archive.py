"""An invented archive for the bench of the search: papers from templates, and words planted where one knows of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

SEED = 20261122
LETTERS = 2_450
"""About how long a paper is."""
EACH = 3
"""In how many papers a planted word stands."""
GARBLED = 0.05
"""Share of papers that were read with the wrong alphabet."""
MISREAD = {
    "å": ("a", "i", "d"), "ä": ("a", "d", "i", "4"), "ö": ("o", "é", "6"), "Å": ("A",), "Ä": ("A",), "Ö": ("O",),
}  # fmt: skip
_FIRSTS = """
arbets personal kompetens introduktions utrednings ledar barn familje försörjnings omsorgs handlednings verksamhets
förvaltnings kvalitets uppföljnings rekryterings löne miljö säkerhets hälso bemannings samverkans resurs budget
utvecklings besluts ärende klient vård stöd boende skol ungdoms missbruks bistånds hemtjänst mötes
"""
_LASTS = """
plan grupp fråga tid ansvar behov arbete ledare stöd mål resultat rapport insats möte enhet utredning mottagning
bedömning uppdrag samtal utbildning rutin analys prognos kostnad metod modell process kontakt uppgift avtal lokal
"""
_ENDINGS = ("", "en", "et", "s", "er", "erna", "ens", "n", "na")
_SENTENCES = """
Nämnden beslutar att {a} ska redovisas till kommunstyrelsen senast den {day}.
Förvaltningen bedömer att {a} och {b} behöver samordnas under {year}.
{name} anför att {a} har försämrats i {place} sedan {year}.
Socialsekreterare i {place} uppger att {a} tränger undan {b}.
Enligt {name} saknas en tydlig {a} för biståndshandläggare.
Under året har {place} arbetat med {a}, {b} och {c}.
De fackliga organisationerna begär att {a} följs upp varje halvår.
Utskottet föreslår att {a} finansieras inom ramen för {b}.
Det är oklart hur {a} ska påverka {b} i {place}.
Chefer har fått stöd i {a}, och arbetsbelastningen har minskat något.
Antalet ärenden per handläggare var {number} i {place} vid mätningen.
{name} frågar vad borgarrådet avser att göra åt {a}.
Svaret är att {a} redan ingår i {b} för {year}.
Introduktionen av nyanställda omfattar {a} och {b} under {number} veckor.
Av {number} enheter har {number} lämnat uppgifter om {a}.
Personalomsättningen minskade till {number} procent efter {a}.
Handlingsplanen gäller till och med {day} och tar upp {a}.
Inspektionen visar brister i {a} men inte i {b}.
"""
_SYLLABLES = "berg lund ström vik holm ås dal fors näs mark stad by hög sjö ek björk sten kvarn ö strand gård"
_GIVEN = "Anna Erik Åsa Göran Lena Per Märta Björn Karin Nils Elsa Håkan Sofia Örjan Maja"
_PARTIES = ("S", "M", "L", "V", "MP", "C", "KD", "SD")
_KINDS = ("interpellation", "council_letter", "motion", "answer", "official_report", "minutes", "article", "report")
_NOUNS = """
bibliotek biblioteket biblioteken|verkstad verkstaden verkstäder|simhall simhallen simhallar
orkester orkestern orkestrar|segelbåt segelbåten segelbåtar|fotboll fotbollen fotbollar
museum museet museer|teater teatern teatrar|kyrka kyrkan kyrkor|fabrik fabriken fabriker
flygplats flygplatsen flygplatser|järnväg järnvägen järnvägar|sjukhus sjukhuset sjukhusen
bageri bageriet bagerier|restaurang restaurangen restauranger|universitet universitetet universiteten
hamn hamnen hamnar|skog skogen skogar|cykel cykeln cyklar|lastbil lastbilen lastbilar
tidning tidningen tidningar|kamera kameran kameror|gitarr gitarren gitarrer|klocka klockan klockor
paraply paraplyet paraplyer|trumma trumman trummor|ballong ballongen ballonger|pyramid pyramiden pyramider
vulkan vulkanen vulkaner|raket raketen raketer|satellit satelliten satelliter|delfin delfinen delfiner
elefant elefanten elefanter|giraff giraffen giraffer|papegoja papegojan papegojor|sköldpadda sköldpaddan sköldpaddor
trädgård trädgården trädgårdar|växthus växthuset växthusen|äppelträd äppelträdet äppelträden
fågelbord fågelbordet fågelborden|hästgård hästgården hästgårdar|kärnkraft kärnkraften kärnkrafter
ångbåt ångbåten ångbåtar|åkermark åkermarken åkermarker|skärgård skärgården skärgårdar
älgjakt älgjakten älgjakter|skådespel skådespelet skådespelen|måltidsdryck måltidsdrycken måltidsdrycker
värdshus värdshuset värdshusen|fältväg fältvägen fältvägar|sångkör sångkören sångkörer|dövskola dövskolan dövskolor
"""
QUALITY = {
    "samma ord": "exact", "annan böjning": "form", "sista delen av en sammansättning": "head",
    "ett ord, skrivet som två": "split", "två ord, skrivna som ett": "joined", "utan prickar": "dots",
    "fel stavat": "misspelt", "fel läst, handlingen lagad": "garbled", "fel läst, inte lagat": "leftover",
    "fras": "phrase",
}  # fmt: skip
"""How a planted word is asked for, in Swedish and in code."""


@dataclass(frozen=True)
class Invented:
    """A paper: `true` as it was written, `raw` as it was read."""

    title: str
    kind: str
    day: date
    body: str
    dnr: str
    parties: tuple[str, ...]
    true: str
    raw: str

    @property
    def garbled(self) -> bool:
        """Whether it was read with the wrong alphabet."""
        return self.raw != self.true


@dataclass
class Planted:
    """What is asked for, in which way, and the papers that answer, by their place in the archive."""

    way: str
    query: str
    text: str
    papers: list[int] = field(default_factory=list)


def nouns() -> list[tuple[str, str, str]]:
    """Words that stand nowhere but where they are planted: as such, definite, plural."""
    every = [one.split() for line in _NOUNS.strip().splitlines() for one in line.split("|")]
    return [(base, definite, plural) for base, definite, plural in every]


def planted(papers: int) -> list[Planted]:
    """Every way of asking, with the words for it spread over the archive."""
    rng = Random(SEED + 1)
    ways = list(QUALITY.values())
    dotted = [one for one in nouns() if any(letter in one[0] for letter in "åäö")]
    plain = [one for one in nouns() if one not in dotted]
    found = []
    for turn in range(len(plain) + len(dotted)):
        way = ways[turn % len(ways)]
        source = dotted if (way in ("dots", "garbled", "leftover") and dotted) or not plain else plain
        made = _plant(way, source.pop(0), rng)
        made.papers = sorted(rng.sample(range(papers), min(EACH, papers)))
        found.append(made)
    return found


def _plant(way: str, noun: tuple[str, str, str], rng: Random) -> Planted:
    base, definite, plural = noun
    if way == "form":
        return Planted(way, base, definite)
    if way == "head":
        return Planted(way, base, f"personal{definite}")
    if way == "split":
        return Planted(way, f"personal{base}", f"personal {base}")
    if way == "joined":
        return Planted(way, f"barn {base}", f"barn{base}")
    if way == "dots":
        return Planted(way, base.translate(str.maketrans("åäö", "aao")), base)
    if way == "misspelt":
        place = rng.randrange(2, len(base) - 1)
        return Planted(way, base[:place] + base[place + 1 :], base)
    if way == "leftover":
        return Planted(way, base, garbled(base, rng))
    if way == "phrase":
        return Planted(way, f'"{plural} utan {base}"', f"{plural} utan {base}")
    return Planted(way, base, base)


def archive(papers: int) -> Iterator[Invented]:
    """The papers, always the same for a number of them."""
    rng = Random(SEED)
    sentences = [line for line in _SENTENCES.strip().splitlines() if line]
    firsts, lasts, syllables = _FIRSTS.split(), _LASTS.split(), _SYLLABLES.split()
    words = [f"{rng.choice(firsts)}{rng.choice(lasts)}{rng.choice(_ENDINGS)}" for _ in range(12_000)]
    places = [f"{a}{b}".capitalize() for a in syllables for b in syllables if a != b]
    hidden: dict[int, list[Planted]] = {}
    for one in planted(papers):
        for number in one.papers:
            hidden.setdefault(number, []).append(one)
    for number in range(papers):
        told = _text(rng, sentences, words, places)
        for one in hidden.get(number, ()):
            told.insert(rng.randrange(len(told)), f"Ärendet gäller {one.text} i {rng.choice(places)}.")
        if number % 2 == 0 and hidden.get(number):
            told.append("Utan vidare beslut.")
        true = "\n".join(told)
        spoilt = rng.random() < GARBLED or any(one.way == "garbled" for one in hidden.get(number, ()))
        yield _paper(rng, number, true, garbled(true, rng) if spoilt else true, rng.choice(places))


def _text(rng: Random, sentences: Sequence[str], words: Sequence[str], places: Sequence[str]) -> list[str]:
    made: list[str] = []
    length = 0
    wanted = LETTERS * rng.uniform(0.4, 1.6)
    while length < wanted:
        sentence = rng.choice(sentences).format(
            a=_word(rng, words), b=_word(rng, words), c=_word(rng, words), place=rng.choice(places),
            name=f"{rng.choice(_GIVEN.split())} {rng.choice(places)}", year=rng.randint(2012, 2026),
            number=rng.randint(2, 60), day=f"{rng.randint(1, 28)} {rng.choice(('mars', 'maj', 'oktober'))}",
        )  # fmt: skip
        made.append(sentence)
        length += len(sentence) + 1
    return made


def _word(rng: Random, words: Sequence[str]) -> str:
    """A word, the first ones far oftener: as in any text."""
    return words[min(len(words) - 1, int(rng.paretovariate(0.55)) - 1)]


def _paper(rng: Random, number: int, true: str, raw: str, place: str) -> Invented:
    kind = rng.choice(_KINDS)
    day = date(2012, 1, 9) + timedelta(days=rng.randrange(5_300))
    body = rng.choice((f"{place}s stadsdelsnämnd", "Socialnämnden", "Kommunfullmäktige"))
    parties = tuple(sorted(rng.sample(_PARTIES, rng.choice((0, 0, 1, 1, 2)))))
    return Invented(f"Handling {number + 1} om {place}", kind, day, body, f"SN {day.year}/{number}", parties, true, raw)


def garbled(text: str, rng: Random) -> str:
    """As an English reading program reads it."""
    return "".join(rng.choice(MISREAD[letter]) if letter in MISREAD else letter for letter in text)


Asked = list[tuple[str, dict[str, str]]]
"""Queries, each with its choices."""


def timed_queries(rng: Random) -> dict[str, Asked]:
    """What the times are measured on: kind of query → queries with their choices."""
    lasts, firsts = _LASTS.split(), _FIRSTS.split()
    some = nouns()
    two = [f"{rng.choice(lasts)} socialsekreterare" for _ in range(10)]
    phrases = [f'"{plural} utan {base}"' for base, _, plural in some[8:14]]
    typos = [base[:2] + base[3:] for base, _, _ in some if len(base) > 6][:10]
    compounds = [f"{rng.choice(firsts)}{rng.choice(lasts)}" for _ in range(10)]
    return {
        "vanligt ord": _plainly("förvaltningen", "nämnden", "handläggare", "beslut", "arbetsbelastning"),
        "ovanligt ord": _plainly(*(base for base, _, _ in some[:20])),
        "två ord": _plainly(*two, "förvaltningen nämnden", "enheter handläggare"),
        "fras": _plainly('"tydlig plan"', '"varje halvår"', '"de fackliga organisationerna"', *phrases),
        "fel stavat": _plainly(*typos, "socialsekretrare", "arbetsbelasning", "introdukton"),
        "sammansättning": _plainly("omsättning", "belastning", "handläggarstöd", *compounds),
        "utan prickar": _plainly("arsmote", "handlaggare", "forvaltning", "tradgard", "vaxthus"),
        "med urval": [
            ("förvaltningen", {"paper_kind": "minutes", "year": "2019"}), ("plan", {"party": "L"}),
            ("uppföljning", {"body": "Socialnämnden"}), ("inspektion", {"year": "2024"}),
        ],
        "minus": _plainly("introduktion -chefer", "plan -nämnden"),
    }  # fmt: skip


def _plainly(*queries: str) -> Asked:
    return [(query, {}) for query in queries]
