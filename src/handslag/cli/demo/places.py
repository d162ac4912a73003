"""The invented cities: their organisation, calendar and plans, as the files a city would send."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import yaml

YEARS = (2023, 2024, 2025, 2026)
END = date(2026, 11, 20)
"""The last day of the story. The demo is the same every time; later days show how it falls asleep."""

DISTRICTS = (
    "Almdal", "Ekeby-Årvik-Vallmo", "Furuby", "Hamre-Älvbro", "Hagalund-Västerby", "Järnvik", "Kronholmen",
    "Norrstaden", "Skogsnäs", "Sjöholmen", "Söderholm",
)  # fmt: skip
MERGED = {"Hamre-Älvbro": ("Hamre", "Älvbro"), "Hagalund-Västerby": ("Hagalund", "Västerby")}
SPECIALISTS = ("Socialförvaltningen", "Äldreförvaltningen")
UNITS = (
    ("Barn och unga", "barn och unga"), ("Försörjningsstöd", "ekonomiskt bistånd"),
    ("Missbruk och psykiatri", "missbruk"), ("Funktionsnedsättning", "funktionsnedsättning"),
    ("Äldre", "äldre"),
)  # fmt: skip
HAMN = ("Inre hamnen", "Fyrbacken", "Varvsstaden", "Kajområdet")
DATA = Path(__file__).parents[2] / "plan" / "data"


def ekstaden() -> dict[str, Any]:
    """Eleven districts, two of them merged from four in 2023, and two specialist administrations; 60 units."""
    administrations: list[dict[str, Any]] = []
    for old in (old for name in DISTRICTS for old in MERGED.get(name, ())):
        administrations += [_district(old, date(2007, 1, 1), units=UNITS[:3]) | {"valid_to": date(2023, 6, 30)}]
    for name in DISTRICTS:
        merged = name in MERGED
        place = _district(name, date(2023, 7, 1) if merged else date(2007, 1, 1))
        administrations.append(place | ({"predecessors": list(MERGED[name])} if merged else {}))
    for name in SPECIALISTS:
        administrations.append(
            {
                "name": name,
                "kind": "specialist",
                "valid_from": date(2007, 1, 1),
                "committee": name.replace("förvaltningen", "nämnden"),
                "units": [
                    {"name": f"{what} {name[:6].lower()}", "field": "gemensamt"} for what in ("Stab", "Utveckling")
                ]
                if name == "Socialförvaltningen"
                else [{"name": "Utveckling äldre", "field": "äldre"}],
            }
        )
    return {
        "city": {"name": "Ekstaden", "code": "9990", "example": True},
        "settings": {"sleep_after": 150, "drowsy_after": 90, "signal_answer_days": 10},
        "administrations": administrations,
        "calendar": calendar((*YEARS, 2027)),
        "meetings": [
            {"body": "Kommunfullmäktige", "date": day} for year in (2024, 2025, 2026, 2027) for day in council(year)
        ],
        "holidays": {"bridge_days": [date(2025, 5, 30), date(2026, 5, 15)], "closed": []},
    }


def hamnstaden() -> dict[str, Any]:
    """A smaller city with four districts."""
    return {
        "city": {"name": "Hamnstaden", "code": "9989", "example": True},
        "settings": {"sleep_after": 120, "drowsy_after": 75, "signal_answer_days": 15},
        "administrations": [_district(name, date(2018, 1, 1), units=UNITS[:2]) for name in HAMN],
        "calendar": calendar((2025, 2026)),
    }


def _district(name: str, since: date, units: tuple[tuple[str, str], ...] = UNITS) -> dict[str, Any]:
    return {
        "name": name,
        "kind": "district",
        "valid_from": since,
        "committee": f"{name} stadsdelsnämnd",
        "units": [{"name": f"{unit} {name}", "field": field} for unit, field in units],
    }


def calendar(years: tuple[int, ...]) -> dict[int, Any]:
    """VP due at the end of January; T1, T2 and VB on the usual days."""
    return {
        year: {
            "VP": {"due": date(year, 1, 31)},
            "T1": {"as_of": date(year, 4, 30), "due": date(year, 5, 20)},
            "T2": {"as_of": date(year, 8, 31), "due": date(year, 9, 22)},
            "VB": {"as_of": date(year, 12, 31), "due": date(year + 1, 1, 30)},
        }
        for year in years
    }


def council(year: int) -> list[date]:
    """The council meets on the third Monday of every month but July and August of the year."""
    months = (1, 2, 3, 4, 5, 6, 9, 10, 11, 12)
    return [min(day for day in (date(year, month, n) for n in range(15, 22)) if day.weekday() == 0) for month in months]


def ekstaden_plan() -> dict[str, Any]:
    """The shipped example plan, with a third revision that was decided this autumn and counts from VP 2027."""
    plan: dict[str, Any] = yaml.safe_load((DATA / "exempelplan.yaml").read_text(encoding="utf-8"))
    plan |= {"plan": "Handlingsplan för bättre arbetssituation", "city": "Ekstaden", "ends": date(2028, 12, 31)}
    plan["revisions"].append(_third(plan["revisions"][-1]))
    return plan


def _third(second: dict[str, Any]) -> dict[str, Any]:
    third = deepcopy(second)
    third |= {
        "label": "2027",
        "cooperation": _agreed("mbl11", "Förvaltningsgruppen", date(2026, 9, 29)),
        "decided": {
            "body": "Socialnämnden", "date": date(2026, 10, 13), "paragraph": "§ 11", "dnr": "SN 2026/188",
            "outcome": "godkänd",
        },
        "in_force": date(2026, 11, 1),
        "first_vp_year": 2027,
        "statements": [
            {"kind": "särskilt uttalande", "who": ["Påhittad Ledamot"], "party": "X",
             "text": "Vi hade velat se samma krav på alla områden."}
        ],
    }  # fmt: skip
    areas = {area["key"]: area for area in third["focus_areas"]}
    load, safe = areas["arbetsbelastning"], areas["trygghet"]
    for measure in load["measures"]:
        if measure["key"] == "arendetak":
            measure["text"] = (
                "Varje enhet ska ha ett tak för antalet ärenden per handläggare, beslutat med skyddsombudet. "
                "När taket nås bestämmer chefen vad som får vänta."
            )
            measure["due"] = date(2027, 6, 30)
    load["measures"].append(
        {"key": "bemanning-efter-tyngd", "name": "Bemanning efter arbetets tyngd", "level": "local",
         "due": date(2027, 12, 31), "text": "Antalet tjänster följer hur tungt arbetet är."}
    )  # fmt: skip
    safe["mandatory"] = {"by": "Kommunfullmäktige", "date": date(2026, 6, 15), "dnr": "KS 2026/91"}
    areas["administrativt-stod"]["measures"].pop()
    third["focus_areas"].append(
        {
            "key": "aterhamtning",
            "name": "Återhämtning",
            "text": "Den som har haft en tung period får tid att hämta sig. Det gäller också chefer.",
            "measures": [
                {"key": "pauser", "name": "Pauser i arbetsdagen", "level": "local", "due": date(2027, 12, 31),
                 "text": "Enheten bestämmer hur möten och besök läggs så att det finns luft emellan."},
            ],
        }
    )  # fmt: skip
    return third


def _agreed(kind: str, body: str, day: date) -> dict[str, Any]:
    return {"kind": kind, "body": body, "date": day, "outcome": "agreed"}


def hamnstaden_plan() -> dict[str, Any]:
    """The seven points, as Hamnstaden's plan."""
    plan: dict[str, Any] = yaml.safe_load((DATA / "goteborg-sju-punkter.yaml").read_text(encoding="utf-8"))
    plan["revisions"][0] |= {
        "label": "2024",
        "in_force": date(2024, 10, 1),
        "cooperation": _agreed("samverkan", "Samverkansgruppen", date(2024, 9, 3)),
        "decided": {
            "body": "Socialnämnden", "date": date(2024, 9, 17), "paragraph": "§ 5", "dnr": "SOC 2024/41",
            "outcome": "godkänd",
        },
    }  # fmt: skip
    return plan | {"plan": "Sju punkter för socialtjänsten", "city": "Hamnstaden"}


def as_yaml(content: dict[str, Any]) -> bytes:
    """The file."""
    text: str = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    return text.encode()
