"""A plan's file, as YAML or as a Word document."""

from __future__ import annotations

from handslag.core.text import fold
from handslag.core.verdict import Refused
from handslag.people.models import City
from handslag.plan.facts import PlanFile
from handslag.plan.importers.word_document import read_plan_docx
from handslag.plan.importers.yaml_file import read_plan_yaml

__all__ = ["read_plan", "read_plan_docx", "read_plan_yaml"]


def read_plan(content: bytes, name: str, *, label: str | None = None, city: City | str | None = None) -> PlanFile:
    """What a plan's file says, whichever kind it is. Raises `Refused`, or `FaultyFile` with every error and its place.

    `label` names the version of a Word document, or chooses one of a YAML file's. `city` may not be another than the
    one that the file names.
    """
    made = _read(content, name, label or "", str(city or ""))
    if city and made.city and fold(made.city) != fold(str(city)):
        raise Refused(f"{name} är en plan för {made.city}, inte för {city}.")
    return made


def _read(content: bytes, name: str, label: str, city: str) -> PlanFile:
    if content[:4] == b"PK\x03\x04":
        return read_plan_docx(content, name, label=label, city=city)
    if content[:4] == b"\xd0\xcf\x11\xe0" or content[:4] == b"%PDF":
        raise Refused(f"{name} är varken YAML eller ett Word-dokument (.docx). Spara planen som .docx och försök igen.")
    if name.casefold().endswith(".docx"):
        raise Refused(f"{name} är inget Word-dokument, trots namnet. Öppna det i Word och spara det som .docx.")
    return read_plan_yaml(content, name, label=label, city=city)
