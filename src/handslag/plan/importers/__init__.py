"""A plan's file, as YAML or as a Word document."""

from __future__ import annotations

from handslag.core.verdict import Refused
from handslag.plan.facts import PlanFile
from handslag.plan.importers.word_document import read_plan_docx
from handslag.plan.importers.yaml_file import read_plan_yaml

__all__ = ["read_plan", "read_plan_docx", "read_plan_yaml"]


def read_plan(content: bytes, name: str, *, label: str = "", city: str = "") -> PlanFile:
    """What a plan's file says, whichever kind it is. Raises `Refused`, or `FaultyFile` with every error and its place.

    `label` and `city` are for a Word document, which has no place of its own for them.
    """
    if content[:4] == b"PK\x03\x04":
        return read_plan_docx(content, name, label=label, city=city)
    if content[:4] == b"\xd0\xcf\x11\xe0" or content[:4] == b"%PDF":
        raise Refused(f"{name} är varken YAML eller ett Word-dokument (.docx). Spara planen som .docx och försök igen.")
    return read_plan_yaml(content, name, label=label, city=city)
