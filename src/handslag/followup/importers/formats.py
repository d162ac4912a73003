"""The columns of the VP, of progress notes and of signed reports, with all that they are called out there."""

from __future__ import annotations

from handslag.core.sheets import Column, Format
from handslag.followup.models import STATES, TARGET_GROUPS

ADMINISTRATION = Column(
    "Förvaltning",
    (
        "Stadsdel",
        "Stadsdelsförvaltning",
        "SDF",
        "Förvaltningens namn",
        "Förvaltn",
        "Nämnd",
        "Stadsdelsnämnd",
        "Organisation",
    ),
    filled=True,
)
UNIT = Column(
    "Enhet", ("Enhetens namn", "Enhetsnamn", "Arbetsplats", "Arbetsgrupp", "Resultatenhet", "Grupp"), required=False
)
AREA = Column(
    "Fokusområde",
    ("Fokusomr", "Område", "Insatsområde", "Utvecklingsområde", "Fokus", "Tema", "Målområde"),
    filled=True,
)
MEASURE = (
    "Åtgärder",
    "Aktivitet",
    "Aktiviteter",
    "Åtgärd/aktivitet",
    "Lokal åtgärd",
    "Åtgärdens namn",
    "Insats",
    "Titel",
)
IDENTITY = Column(
    "Id",
    ("ID-nr", "ID-nummer", "Åtgärds-id", "Aktivitets-id", "Löpnummer", "Nr", "Referens"),
    required=False,
    kind="id",
)

VP = Format(
    "vp",
    (
        ADMINISTRATION,
        UNIT,
        AREA,
        Column(
            "Beslut",
            ("Antaget/Bortvalt", "Antaget", "Antas", "Beslut om fokusområde", "Ställningstagande", "Val"),
            kind="choice",
            choices={
                **dict.fromkeys(("Antaget", "Antagen", "Antas", "Antar", "Antagits", "Vald", "Valt"), True),
                **dict.fromkeys(
                    ("Bortvalt", "Bortvald", "Väljs bort", "Valt bort", "Avstår", "Avstått", "Ej antaget"), False
                ),
            },
        ),
        Column("Skäl", ("Motivering", "Motiv", "Skäl till beslut", "Skäl för bortval", "Orsak"), required=False),
        Column(
            "Beslutsdatum",
            ("Beslutsdag", "Datum för beslut", "Beslutat", "Beslutad", "Beslutat den", "Nämndbeslut"),
            required=False,
            kind="date",
        ),
        Column("Dnr", ("Diarienummer", "Diarienr", "Ärendenummer", "Ärende", "Diarieförd"), required=False),
        Column(
            "År", ("VP-år", "VP år", "Verksamhetsår", "Planår", "Avser år", "Budgetår"), required=False, kind="year"
        ),
        Column("Åtgärd", MEASURE),
        Column(
            "Ansvarig",
            ("Ansvar", "Ansvarig chef", "Ansvarig funktion", "Ansvarig person", "Ägare", "Huvudansvarig"),
            required=False,
        ),
        Column("Start", ("Startdatum", "Startdag", "Påbörjas", "Från", "Startar"), required=False, kind="date"),
        Column(
            "Klart senast",
            (
                "Deadline",
                "Slutdatum",
                "Slut",
                "Klar senast",
                "Klart",
                "Ska vara klart",
                "Färdigdatum",
                "Till",
                "Måldatum",
                "Förfallodatum",
            ),
            required=False,
            kind="date",
        ),
        Column("Förväntad effekt", ("Effekt", "Önskad effekt", "Mål", "Förväntat resultat", "Syfte"), required=False),
        Column("Kostnad", ("Budget", "Belopp", "Beräknad kostnad", "Kostnader", "Medel"), required=False, kind="money"),
        IDENTITY,
        Column("Ersätter", ("Ersätter åtgärd", "Tidigare åtgärd", "Tidigare titel", "Fortsättning på"), required=False),
        Column(
            "Målgrupp",
            ("Målgrupper", "Yrkesgrupp", "Avser grupp"),
            required=False,
            kind="choice",
            choices={group.capitalize(): group for group in TARGET_GROUPS}
            | {"Socialsekreterarna": "socialsekreterare", "Biståndshandläggarna": "biståndshandläggare"}
            | {"Chef": "chefer", "Cheferna": "chefer", "Alla medarbetare": "alla", "Samtliga": "alla"},
        ),
        Column("Samverkan", ("Samverkat", "MBL", "Facklig samverkan", "Samverkansform", "Förhandling"), required=False),
    ),
)

PROGRESS = Format(
    "progress",
    (
        ADMINISTRATION,
        UNIT,
        AREA,
        Column("Åtgärd", MEASURE),
        Column(
            "Datum",
            (
                "Dag",
                "Uppföljningsdatum",
                "Datum för uppföljning",
                "Uppdaterad",
                "Senast uppdaterad",
                "Rapporteringsdatum",
                "Per den",
            ),
            kind="date",
            filled=True,
        ),
        Column(
            "Läge",
            ("Status", "Tillstånd", "Läge/status", "Genomförandeläge", "Statusläge"),
            kind="choice",
            choices={
                **{word: state for state, word in STATES.items()},
                **dict.fromkeys(("Planerat", "Planeras", "Ej påbörjad", "Ej påbörjat", "Inte påbörjad"), "planned"),
                **dict.fromkeys(("Startat", "Påbörjad", "Påbörjat"), "started"),
                **dict.fromkeys(("Pågående", "Löpande"), "under_way"),
                **dict.fromkeys(
                    ("Klart", "Genomförd", "Genomfört", "Slutförd", "Slutfört", "Färdig", "Färdigt"), "done"
                ),
                **dict.fromkeys(("Avbrutet", "Struken", "Struket", "Inställd", "Inställt"), "dropped"),
            },
        ),
        Column(
            "Notering",
            (
                "Lägesnotering",
                "Lägesbeskrivning",
                "Kommentar",
                "Kommentarer",
                "Beskrivning",
                "Anteckning",
                "Analys",
                "Uppföljning",
                "Noteringar",
                "Text",
            ),
        ),
        Column("Underlag", ("Bevis", "Länk", "Dokument", "Bilaga", "Källa", "Handling"), required=False),
        IDENTITY,
        Column("Hinder", ("Risk", "Risker", "Svårigheter", "Problem", "Avvikelse"), required=False),
        Column("Nästa steg", ("Nästa åtgärd", "Fortsatt arbete", "Kommande steg", "Fortsättning"), required=False),
        Column(
            "Uppgiftslämnare",
            ("Rapporterat av", "Rapportör", "Ifylld av", "Lämnad av", "Uppdaterad av", "Inrapporterat av"),
            required=False,
        ),
    ),
)

REPORTS = Format(
    "reports",
    (
        ADMINISTRATION,
        Column("Period", ("Rapportperiod", "Tertial", "Avser period", "Uppföljningsperiod", "Rapport"), filled=True),
        Column(
            "Undertecknad",
            ("Undertecknat", "Undertecknad den", "Signerad", "Underskriven", "Undertecknandedatum", "Signeringsdatum"),
            kind="date",
            filled=True,
        ),
        Column(
            "Förvaltningsgrupp",
            ("Förvaltningsgruppen", "FSG", "Samverkansgrupp", "Samverkansgruppen", "Samverkad", "Samverkat"),
            required=False,
            kind="date",
        ),
    ),
)

FORMATS: dict[str, Format] = {"vp": VP, "progress": PROGRESS, "reports": REPORTS}

# Columns of the template that may be left out; what is not in the file is read as empty, and said so.
EXPECTED = {
    "vp": ("Enhet", "Skäl", "Beslutsdatum", "Dnr", "Ansvarig", "Start", "Klart senast", "Förväntad effekt", "Kostnad"),
    "progress": ("Enhet", "Underlag"),
    "reports": ("Förvaltningsgrupp",),
}
