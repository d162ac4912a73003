"""Invented titles and notes for the demo: a small grammar of Swedish office prose with numbers in it."""

from __future__ import annotations

from random import Random

TITLES: dict[str, tuple[str, ...]] = {
    "arbetsbelastning": (
        "Tak för ärenden per handläggare", "Veckovis fördelning av nya ärenden", "Månadsvis mätning av arbetstyngd",
        "Jourvecka i mottagningen", "Avlastning vid sjukfrånvaro", "Tid utan möten två förmiddagar",
        "Ärendegenomgång i par",
        "Lista över vad som får vänta",
    ),
    "introduktion": (
        "Mentor det första halvåret", "Introduktionsvecka för nya", "Handbok för nya handläggare",
        "Trappa med ärenden första året", "Uppföljning efter tre månader", "Fadder på varje enhet",
    ),
    "kompetensutveckling": (
        "Utbildning i samtalsmetodik", "Juridisk handledning", "Utvecklingsplan för varje medarbetare",
        "Halvdag för lärande varje månad", "Kurs i ny socialtjänstlag", "Nätverk för erfarna handläggare",
    ),
    "ledarskap": (
        "Mindre personalgrupper per chef", "Biträdande enhetschef", "Chefsdagar en gång i månaden",
        "Ledarprogram för gruppledare", "Fasta tider för samtal med närmaste chef", "Kollegialt stöd mellan chefer",
    ),
    "administrativt-stod": (
        "Administratör i mottagningen", "Färre blanketter i utredningar", "Gemensam telefonpassning",
        "Mallar för beslut", "Digital signering", "Stöd vid lönerapportering",
    ),
    "lokaler": (
        "Tysta rum", "Fler samtalsrum", "Ljudmätning i kontorslandskap", "Passagesystem i besöksdelen",
        "Arbetsplatser efter uppgift", "Skärmar och dämpning",
    ),
    "reflektion": (
        "Handledning varannan vecka", "Reflektionstid en timme i veckan", "Två handläggare i svåra ärenden",
        "Ärendedragning i grupp", "Extern handledare", "Eftersamtal vid tunga beslut",
    ),
    "klientarbete": (
        "Mer tid i möten med klienter", "Hembesök i par", "Brukarråd två gånger om året",
        "Kortare dokumentation", "Bokning över nätet", "Återkoppling från klienter",
    ),
    "rekrytering": (
        "Färre konsulter", "Avslutningssamtal med alla som slutar", "Samordnad rekrytering",
        "Bra praktikplatser", "Timbank för tidigare medarbetare", "Vikariepool",
    ),
    "lon": (
        "Lönesatsning på erfarna", "Karriärsteg utan att bli chef", "Förste socialsekreterare",
        "Lönekartläggning per enhet", "Lönesamtal med tydliga mål", "Tillägg för handledare",
    ),
    "trygghet": (
        "Rutin vid hot", "Larmövning varje halvår", "Stöd efter en händelse", "Riskbedömning före hembesök",
        "Allt anmäls", "Samtal om otillåten påverkan",
    ),
    "jamstalldhet": (
        "Jämför villkoren mellan verksamheter", "Tillbaka efter föräldraledighet", "Lika tillgång till utbildning",
        "Genomgång av deltider", "Jämställda scheman",
    ),
    "larosaten": (
        "Delade tjänster med högskolan", "Studenter följer en utredning", "Forskningscirkel",
        "Pröva nytt och utvärdera", "Gästföreläsningar av handläggare",
    ),
    "aterhamtning": ("Paus mellan möten", "Återhämtning efter tunga perioder"),
}  # fmt: skip
OTHER = (
    "Gemensam arbetsgång",
    "Genomgång av rutiner",
    "Försök på en enhet",
    "Ny arbetsfördelning",
    "Uppföljning i grupp",
)

DONE_SO_FAR = (
    "{n} medarbetare har deltagit sedan starten", "{n} av {m} handläggare arbetar så nu", "vi har haft {n} träffar",
    "{n} ärenden har gått igenom den nya gången", "{n} timmar är avsatta i schemat", "{n} personer har fått stödet",
    "arbetsgruppen träffades {n} gånger och prövade två förslag", "{n} nya rum eller platser är i bruk",
    "underlaget för {n} månader är sammanställt", "checklistan provades i {n} ärenden",
)  # fmt: skip
WHAT_CAME = (
    "Väntetiden har sjunkit med {k} dagar.", "Gruppen vill behålla försöket i {k} månader till.",
    "{k} av dem säger att det märks i vardagen.", "Skyddsombudet har varit med vid {k} tillfällen.",
    "Två frågor återstår, bland annat vem som ersätter vid frånvaro.", "Nästa omgång startar med {k} deltagare.",
    "Det tog längre tid än väntat, {k} veckor i stället för fyra.", "Förslaget går till samverkansgruppen.",
    "Enheten delar erfarenheterna med {k} andra enheter.", "Kostnaden blev {k} procent lägre.",
)  # fmt: skip
OPENINGS = ("I {month}: ", "", "Sedan sist: ", "På {field}: ", "Under {month} hände detta: ")
EMPTY = (
    "Arbetet fortgår enligt plan.", "Pågår löpande.", "Dialog förs löpande enligt plan.", "Inget nytt att rapportera.",
    "Arbetet fortsätter som tidigare.", "Följer tidplan. Inga avvikelser.", "Planering pågår.",
)  # fmt: skip
EFFECTS = (
    "Färre avbrutna utredningar", "Jämnare fördelning", "Fler stannar", "Lägre sjukfrånvaro", "Tryggare medarbetare",
    "Mer tid med klienter", "Kortare väntetid", "Snabbare in i arbetet",
)  # fmt: skip
REASONS = (
    "Området tas om hand i förvaltningens arbetsmiljöplan.",
    "Lokalerna byggs om med början 2027. Området tas upp igen då.",
    "Förvaltningen lägger kraften på arbetsbelastning och introduktion i år.",
)
COMMENTS = (
    "Vi väntar på stadens mall för ärendefördelning. Den skulle ha kommit i maj.",
    "Enheten har saknat chef sedan i våras. En ny börjar i januari.",
    "Arbetet har fortsatt, men vi har inte hunnit skriva om det. Vi lämnar en ny rapport i december.",
    "Vi delar inte bilden. Fyra av fem enheter är klara.",
    "Omorganisationen har tagit tid. Vi börjar om i januari.",
)
# What is raised about an area, and what is answered.
OTHER_SIGNALS = (
    ("Åtgärden är beslutad, men ingen på enheten vet vem som ansvarar.",
     "Enhetschefen ansvarar och berättar om läget på nästa arbetsplatsträff."),
    ("Arbetsgruppen har inte träffats på hela terminen.", "Gruppen träffas igen den första torsdagen i månaden."),
)  # fmt: skip
SIGNALS: dict[str, tuple[tuple[str, str], ...]] = {
    "arbetsbelastning": (
        ("Taket för antalet ärenden följs inte när någon är sjuk.",
         "Fördelningen görs om från nästa månad. Enhetschefen återkommer på arbetsplatsträffen."),
        ("Ingen har hört av sig om mätningen sedan i våras.", "Mätningen gås igenom med skyddsombudet i nästa vecka."),
    ),
    "introduktion": (
        ("Introduktionen har uteblivit för de tre senaste som började.",
         "De tre får sin introduktion nu, och en mentor var."),
        ("Mentorerna får ingen tid avsatt.", "Mentorerna har två timmar i veckan från och med i dag."),
    ),
    "kompetensutveckling": (
        ("Utbildningsdagarna har ställts in två gånger.", "Två nya dagar är bokade och vikarier är klara."),
    ),
    "ledarskap": (
        ("Enheten har haft tre chefer på ett år.", "En chef är anställd tills vidare och börjar nästa månad."),
    ),
    "administrativt-stod": (
        ("Två av administratörerna har slutat och ersätts inte.",
         "En ersättare är anställd. Den andra tjänsten annonseras."),
    ),
    "lokaler": (
        ("Samtalsrummen används som förråd.", "Rummen är tömda och går att boka igen."),
        ("Det går att höra samtal genom väggen.", "Väggarna ljudisoleras. Till dess används rummen på plan två."),
    ),
    "reflektion": (
        ("Handledningen har ställts in fyra gånger.",
         "Vi har anlitat en handledare och bokat tider för resten av året."),
    ),
    "klientarbete": (
        ("Dokumentationen tar den tid som skulle gå till besök.",
         "Två blanketter är borttagna. Fler gås igenom med enheten."),
    ),
    "rekrytering": (
        ("Fyra tjänster har varit vakanta sedan i våras.", "Två är tillsatta. De andra två annonseras igen."),
    ),
    "lon": (("Lönesamtalen har inte hållits.", "Samtalen är bokade och klara före månadens slut."),),
    "trygghet": (
        ("Larmet i besöksrummen fungerar inte.", "Felet är åtgärdat och provat tillsammans med skyddsombudet."),
        ("Rutinen efter hot är okänd på enheten.",
         "Rutinen gås igenom på arbetsplatsträffen och sitter nu i varje rum."),
    ),
}  # fmt: skip
SENDERS = (("Vision", "facklig signal"), ("Akademikerförbundet SSR", "facklig signal"), ("skyddsombud", "66 a"),
           ("medarbetare", "medarbetare"))  # fmt: skip
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
FIRST = ("Anders", "Maja", "Karim", "Elin", "Per", "Sara", "Johan", "Amina", "Lars", "Hanna", "Olof", "Mirja")
LAST = ("Ek", "Holm", "Lind", "Sand", "Berg", "Kvist", "Åsgård", "Rydh", "Dal", "Norén", "Vall", "Strand")


def person(random: Random) -> str:
    """An invented name."""
    return f"{random.choice(FIRST)} {random.choice(LAST)}"


def title(random: Random, area: str, used: set[str]) -> str:
    """A title for a measure that is not used yet in the same place."""
    stems = [*TITLES.get(area, OTHER)]
    random.shuffle(stems)
    for addition in ("", ", steg 2", ", fler enheter", ", steg 3", ", ny omgång", ", fördjupning"):
        for stem in stems:
            if stem + addition not in used:
                used.add(stem + addition)
                return stem + addition
    extra = f"{stems[0]}, omgång {len(used)}"
    used.add(extra)
    return extra


def note(random: Random, month: int, field: str) -> str:
    """A note that says something new: what was done, with numbers, and what came of it."""
    m = random.randint(8, 28)
    values = {"n": random.randint(2, m), "m": m, "k": random.randint(2, 19), "month": MONTHS[month - 1], "field": field}
    text = random.choice(OPENINGS) + random.choice(DONE_SO_FAR)
    ending = random.choice(WHAT_CAME) if random.random() < 0.8 else ""
    full = f"{text}. {ending}".strip().format(**values)
    return full[0].upper() + full[1:]
