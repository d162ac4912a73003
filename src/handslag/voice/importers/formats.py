"""The columns of a list of signals, with all that they are called out there."""

from __future__ import annotations

from handslag.core.sheets import Column, Format
from handslag.voice.models import KINDS

SIGNALS = Format(
    "signals",
    (
        Column(
            "Förvaltning",
            ("Stadsdel", "Stadsdelsförvaltning", "SDF", "Förvaltningens namn", "Förvaltn", "Nämnd", "Stadsdelsnämnd"),
            filled=True,
        ),
        Column("Fokusområde", ("Fokusomr", "Område", "Insatsområde", "Fokus", "Tema"), filled=True),
        Column(
            "Avsändare",
            ("Från", "Organisation", "Fackförbund", "Facklig organisation", "Lämnad av", "Part"),
            filled=True,
        ),
        Column(
            "Datum",
            ("Dag", "Signaldatum", "Inkom", "Inkommen", "Inkommet", "Datum för signal"),
            kind="date",
            filled=True,
        ),
        Column("Signal", ("Synpunkt", "Innehåll", "Beskrivning", "Ärende", "Fråga", "Text"), filled=True),
        Column(
            "Svar senast",
            ("Deadline", "Svaras senast", "Svar före", "Sista svarsdag", "Besvaras senast", "Svarstid"),
            required=False,
            kind="date",
        ),
        Column(
            "Svarsdatum",
            ("Besvarad", "Besvarat", "Besvarad den", "Svarsdag", "Svar lämnat", "Datum för svar"),
            required=False,
            kind="date",
        ),
        Column("Svar", ("Arbetsgivarens svar", "Förvaltningens svar", "Återkoppling", "Svarstext"), required=False),
        Column("Enhet", ("Enhetens namn", "Enhetsnamn", "Arbetsplats", "Arbetsgrupp", "Resultatenhet"), required=False),
        Column(
            "Slag",
            ("Typ", "Sort", "Art", "Typ av signal", "Signalslag"),
            required=False,
            kind="choice",
            choices={
                **{word.capitalize(): kind for kind, word in KINDS.items()},
                **dict.fromkeys(("Facklig", "Fack", "Facket"), "union"),
                **dict.fromkeys(("Medarbetarsignal", "Personal"), "staff"),
                **dict.fromkeys(
                    ("66a", "6:6a", "6:6 a", "6 kap 6 a §", "Begäran enligt 6 kap 6 a §", "66a-begäran"), "request_66a"
                ),
                **dict.fromkeys(("Stopp", "Skyddsombudsstopp"), "stop"),
            },
        ),
    ),
)

FORMATS: dict[str, Format] = {"signals": SIGNALS}

# Columns of the template that may be left out; what is not in the file is read as empty, and said so.
EXPECTED = ("Svar senast", "Svarsdatum", "Svar")
