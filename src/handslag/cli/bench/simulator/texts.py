"""The Swedish that people in the simulated city write: deeds, scribbles, empty optimism, copies and rewordings.

Written from how follow-up texts read in general, without looking at the product's list of stock words. Nothing here
knows how a note is judged.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from random import Random

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
GROUPS = (
    "mottagningsgruppen", "barn och unga", "ekonomiskt bistånd", "vuxengruppen", "äldreenheten", "utredningsgruppen",
    "familjehemsgruppen", "boendeenheten", "socialjouren", "LSS-handläggarna", "nyanställda", "gruppledarna",
)  # fmt: skip
WHO = (
    "Enhetschefen", "Gruppledaren", "Arbetsgruppen", "HR-konsulten", "Skyddsombudet och chefen", "Metodstödjaren",
    "Biträdande chefen", "Styrgruppen", "Två handläggare", "Administratören", "Avdelningschefen", "Projektledaren",
)  # fmt: skip
THINGS: dict[str, tuple[str, ...]] = {
    "arbetsbelastning": (
        "ärendetaket", "fördelningslistan", "ärendevägningen", "vakanspoolen", "mottagningens jourschema",
        "avlastningsrundan", "veckofördelningen", "utredningskön", "vikarieschemat", "den fasta utredningstiden",
    ),
    "introduktion": (
        "introduktionsplanen", "mentorsparen", "första månadens schema", "studiebesöken", "checklistan för nya",
        "handledarutbildningen", "introduktionsveckan", "fadderlistan", "lathunden för akuta ärenden",
    ),
    "ledarskap": (
        "chefshandledningen", "ledardagarna", "chefernas nätverk", "antalet medarbetare per chef", "chefsavlastningen",
        "utvecklingssamtalens mall", "närvaron på plan tre", "ledningsgruppens mötestider", "chefscoachningen",
    ),
    "administrativt-stod": (
        "assistenttjänsten", "dokumentmallarna", "posthanteringen", "tidsbokningen", "skanningen av akter",
        "statistikuttaget", "fakturaflödet", "receptionens bemanning", "journalmallen", "resebokningarna",
    ),
    "kompetens": (
        "utbildningen i motiverande samtal", "kursen i riskbedömning", "ärendehandledningen", "specialistspåret",
        "lästiden", "föreläsningsserien", "BBIC-repetitionen", "utbildningsplanen", "kollegiegranskningen",
    ),
    "hot-och-vald": (
        "larmknapparna", "rutinen för hembesök", "samtalsrummen", "hotbildssamtalen", "incidentgenomgången",
        "utbildningen i lågaffektivt bemötande", "låssystemet", "bilarnas larmtelefoner", "krisstödslistan",
    ),
}  # fmt: skip
OUTCOMES = (
    "väntetiden sjönk från {a} till {b} dagar", "{n} av {m} svarade att det hjälper",
    "tre förslag gick vidare till samverkan",
    "kostnaden blev {k} tusen kronor", "facket ville ha kortare varsel och fick det", "ingen övertid i {month}",
    "en handläggare lämnade gruppen, ersättare klar", "{n} ärenden flyttades", "chefen tar frågan om lokal vidare",
    "vi saknar fortfarande pengar till etapp två", "synpunkterna är inarbetade i utkastet",
    "IT behöver öppna behörigheter först",
    "försöket förlängs över hösten", "två grupper avstod", "beslut togs om fast tid på onsdagar",
    "mallen kortades till en sida",
)  # fmt: skip
DEEDS = (
    "{who} gick igenom {thing} med {group}: {outcome}.",
    "Provade {thing} hos {group} i {w} veckor, {outcome}.",
    "{thing_cap} används sedan {date} av {group}. {outcome_cap}.",
    "Möte {date} om {thing}. {outcome_cap}.",
    "{n} personer från {group} var med när {thing} gjordes om; {outcome}.",
    "Ny rutin för {thing} beslutad {date}, {who_low} informerade {group}.",
    "Rekryterat till {thing}: {who_low} intervjuade {n}, en börjar i {month}.",
    "Mätning i {group}: {a} före och {b} efter ändringen av {thing}.",
    "{who} besökte {group} i grannstadsdelen för att se hur de sköter {thing}.",
    "Upphandlat stöd till {thing}, {k} tkr, start i {month}.",
    "Efter kritik från {group} ändrades {thing}: {outcome}.",
    "Utvärderade {thing} med enkät, {n} av {m} svar. {outcome_cap}.",
    "{group_cap} tog över ansvaret för {thing} den {date}.",
    "Avstämning med skyddsombuden om {thing}; {outcome}.",
    "Utbildningspass {date} om {thing} för {group}, {n} deltagare.",
    "Tog fram utkast till {thing}, skickat till {group} på remiss i {month}.",
)
SERIES = (
    "{ordinal} träffen i mentorsgruppen hållen", "{ordinal} omgången av {thing} klar för {group}",
    "{ordinal} genomgången av {thing} gjord med {group}", "{thing_cap}: {ordinal_low} tillfället hölls i {month}",
)  # fmt: skip
ORDINALS = ("Första", "Andra", "Tredje", "Fjärde", "Femte", "Sjätte", "Sjunde", "Åttonde", "Nionde", "Tionde", "Elfte")
SCRIBBLES = (
    "Pågår", "Påbörjat", "Igång", "Möte {date}", "På gång", "Arbete pågår", "Se protokoll", "Ja", "OK",
    "Uppstart gjord",
    "Genomgång {date}", "Diskuterat på APT", "Rullar", "Fortsätter", "Planering klar", "Testas nu", "Delvis klart",
    "Uppföljt",
)  # fmt: skip
NOTHING_NEW = ("", "Inget nytt", "Inget att rapportera", "Samma som förra gången", "Oförändrat", "Se föregående")
HOPE_SUBJECTS = (
    "Arbetet", "Åtgärden", "Insatsen", "Utvecklingsarbetet", "Satsningen", "Det gemensamma arbetet", "Fokusområdet",
    "Förvaltningens arbete", "Processen", "Enheternas arbete",
)  # fmt: skip
HOPE_VERBS = (
    "fortgår", "löper på", "går framåt", "är i full gång", "utvecklas väl", "fortskrider", "bedrivs",
    "är väl förankrat",
    "är en naturlig del av vardagen", "håller god fart", "rullar vidare", "prioriteras",
)  # fmt: skip
HOPE_WAYS = (
    "enligt plan", "som tänkt", "i god samverkan", "i samtliga enheter", "med gott engagemang", "i linje med målen",
    "på ett bra sätt", "inom ordinarie verksamhet", "löpande under året", "i dialog med medarbetarna",
    "med hög ambition", "",
)  # fmt: skip
HOPE_ENDS = (
    "", "", "", "Vi ser positiva effekter.", "Fortsatt fokus under hösten.", "Dialog förs med berörda.",
    "Medarbetarna är delaktiga.", "Frågan är högt prioriterad.", "Arbetet följs upp kontinuerligt.",
    "Chefer och medarbetare bidrar till ett gott arbetsklimat.", "Nästa steg planeras.", "Goda förutsättningar finns.",
)  # fmt: skip
CLOSINGS = (
    "Klart", "Genomfört", "Avslutad", "Åtgärden är genomförd", "Klar enligt plan", "Genomfört under året",
    "Åtgärden är implementerad i ordinarie verksamhet", "Avslutas då arbetet numera är en del av linjen", "",
)  # fmt: skip
DROPPINGS = (
    "Avbryts, resurserna läggs på introduktion och kompetens i stället", "Utgår efter omprioritering i ledningsgruppen",
    "Avslutas eftersom andra fokusområden väger tyngre i år", "Utgår",
)  # fmt: skip
FINISHED = (
    "{thing_cap} är infört hos {group} sedan {date}; {outcome}.",
    "Slutrapport om {thing} godkänd i ledningsgruppen {date}, {outcome}.",
    "Överlämnat till förvaltning {date}: {thing}. {outcome_cap}.",
)
SYNONYMS = {
    "möte": "träff", "gick igenom": "hade genomgång av", "provade": "testade", "används": "nyttjas",
    "beslutad": "fastställd", "informerade": "berättade för", "intervjuade": "träffade", "ändrades": "justerades",
    "utvärderade": "följde upp", "tog över": "övertog", "avstämning": "dialog", "deltagare": "personer",
    "skickat": "sänt", "förslag": "idéer", "väntetiden": "kötiden", "sjönk": "minskade", "klar": "färdig",
    "handläggare": "socialsekreterare", "chefen": "ledningen", "gjord": "genomförd", "hållen": "genomförd",
    "start": "uppstart", "besökte": "var hos", "stöd": "hjälp",
}  # fmt: skip
OPENERS = ("Fortsatt: ", "Som tidigare: ", "Löpande. ", "Arbetet fortsätter. ", "Även denna period: ", "")
TITLES = (
    "Se över {thing}", "Inför {thing} i alla grupper", "Utveckla {thing}", "Ny modell för {thing}", "Förbättra {thing}",
    "Pröva {thing} under ett år", "Ta fram rutin för {thing}", "Stärk {thing}",
)  # fmt: skip
TOKEN_TITLES = ("Dialog om {area}", "Lyfta {area} på APT", "Fortsatt arbete med {area}", "Öka medvetenheten om {area}")
NEW_NAMES = (
    "Fortsatt utveckling av {thing}", "{thing_cap} 2.0", "Nytt grepp om {thing}", "Fördjupat arbete med {thing}",
    "Systematiskt arbete med {thing}", "Kraftsamling kring {thing}",
)  # fmt: skip
PAPERS = (
    "Protokoll {date}", "Minnesanteckningar {date}", "Rutin version {n}", "Enkätsvar {month}", "Schema {month}",
    "Bilaga {n}",
)  # fmt: skip
_DATES = re.compile(r"\d{1,2}/\d{1,2}|\d{4}-\d{2}-\d{2}|\d{1,2} (?:" + "|".join(MONTHS) + r")")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def a_date(rng: Random, when: date) -> str:
    """A date as people write it in a note: one of the last six weeks."""
    day = when - timedelta(days=rng.randint(0, 42))
    return rng.choice((f"{day.day}/{day.month}", f"{day.day} {MONTHS[day.month - 1]}", day.isoformat()))


def a_month(rng: Random, when: date) -> str:
    """A month near the day of writing."""
    return MONTHS[(when.month - 1 + rng.choice((-1, 0, 1))) % 12]


def _fill(template: str, thing: str, rng: Random, when: date) -> str:
    a = rng.randint(12, 40)
    m = rng.randint(9, 30)
    words: dict[str, object] = {
        "who": rng.choice(WHO), "group": rng.choice(GROUPS), "thing": thing, "date": a_date(rng, when),
        "month": a_month(rng, when), "a": a, "b": rng.randint(5, a), "m": m, "n": rng.randint(3, m),
        "k": rng.randint(2, 30) * 10, "w": rng.randint(2, 9),
    }  # fmt: skip
    who = str(words["who"])
    words |= {"who_low": who if who.startswith("HR") else who[0].lower() + who[1:]}
    words |= {"thing_cap": _capital(thing), "group_cap": _capital(str(words["group"]))}
    outcome = rng.choice(OUTCOMES).format(**words) if "outcome" in template else ""
    return template.format(**words, outcome=outcome, outcome_cap=_capital(outcome))


def a_thing(area: str, rng: Random) -> str:
    """What a measure of an area is about."""
    return rng.choice(THINGS[area])


def deed(thing: str, rng: Random, when: date) -> str:
    """A note by somebody who did something."""
    return _fill(rng.choice(DEEDS), thing, rng, when)


def in_series(thing: str, template: int, number: int, rng: Random, when: date) -> str:
    """A note on the next time of something that recurs: the same sentence, another ordinal."""
    ordinal = ORDINALS[min(number, len(ORDINALS) - 1)]
    text = SERIES[template % len(SERIES)].replace("{ordinal_low}", ordinal.lower()).replace("{ordinal}", ordinal)
    text = text.replace("{month}", a_month(rng, when))
    return _fill(text, thing, Random(f"{thing}:{template}"), when)


def finished(thing: str, rng: Random, when: date) -> str:
    """A note by somebody who finished something."""
    return _fill(rng.choice(FINISHED), thing, rng, when)


def scribble(rng: Random, when: date) -> str:
    """A short note by somebody in a hurry, who may well have done something."""
    return rng.choice(SCRIBBLES).format(date=a_date(rng, when))


def hope(rng: Random) -> str:
    """Empty optimism: sounds well, says nothing."""
    parts = (rng.choice(HOPE_SUBJECTS), rng.choice(HOPE_VERBS), rng.choice(HOPE_WAYS))
    first = " ".join(part for part in parts if part)
    return f"{first}. {rng.choice(HOPE_ENDS)}".strip()


def nothing_new(rng: Random) -> str:
    """What one writes when there is nothing to write and one says so, or leaves the box empty."""
    return rng.choice(NOTHING_NEW)


def closing(rng: Random) -> str:
    """How something that was never done is closed."""
    return rng.choice(CLOSINGS)


def dropping(rng: Random) -> str:
    """How something is dropped for something else."""
    return rng.choice(DROPPINGS)


def copied(note: str, rng: Random, when: date) -> str:
    """The same note once more, half of the time with today's date in it."""
    return _DATES.sub(lambda _: a_date(rng, when), note) if rng.random() < 0.5 else note


def renumbered(note: str, rng: Random) -> str:
    """The same note with other figures in it; a note without figures gets some."""
    if not re.search(r"\d", note):
        return f"{note.rstrip('.')} ({rng.randint(3, 40)} medarbetare)"
    return re.sub(r"\d+", lambda found: str(max(1, int(found.group()) + rng.randint(-3, 5))), note)


def reworded(note: str, rng: Random) -> str:
    """The same note, lightly reworded: one to three of synonym, opener, changed order, a word left out."""
    words = note
    for change in rng.sample(("synonym", "synonym", "opener", "order", "shorter"), rng.randint(1, 3)):
        words = _REWORDINGS[change](words, rng)
    return _capital(words)


def _synonym(note: str, rng: Random) -> str:
    found = [word for word in SYNONYMS if re.search(rf"\b{word}\b", note.lower())]
    if not found:
        return note
    word = rng.choice(found)
    return re.sub(rf"\b{word}\b", SYNONYMS[word], note, count=1, flags=re.IGNORECASE)


def _opener(note: str, rng: Random) -> str:
    return rng.choice(OPENERS) + note


def _order(note: str, rng: Random) -> str:
    parts = [part.strip() for part in re.split(r"[.;:]", note) if part.strip()]
    rng.shuffle(parts)
    return ". ".join(_capital(part) for part in parts) + "."


def _shorter(note: str, rng: Random) -> str:
    words = note.split()
    if len(words) > 5:
        words.pop(rng.randrange(1, len(words)))
    return " ".join(words)


_REWORDINGS = {"synonym": _synonym, "opener": _opener, "order": _order, "shorter": _shorter}


def title(thing: str, rng: Random) -> str:
    """The title of a measure."""
    return rng.choice(TITLES).format(thing=thing)


def token_title(area_name: str, rng: Random) -> str:
    """The title of a measure that promises nothing."""
    return rng.choice(TOKEN_TITLES).format(area=area_name.lower())


def new_name(thing: str, rng: Random) -> str:
    """Another title for the same thing."""
    return rng.choice(NEW_NAMES).format(thing=thing, thing_cap=_capital(thing))


def paper(rng: Random, when: date) -> str:
    """Evidence: the name of a document."""
    return rng.choice(PAPERS).format(date=a_date(rng, when), n=rng.randint(1, 12), month=a_month(rng, when))
