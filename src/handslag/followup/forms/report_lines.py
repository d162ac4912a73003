"""Reads what the report form sends: the measures' lines and files, the message, and which button was pressed."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from handslag.followup.rules.reporting_lines import MESSAGE, Press, SentLine, Words, plain

REST = "resten"
BUTTONS = {
    "inget_nytt": "nothing", "angra": "undo", "mitt": "mine", "deras": "theirs", "utan_fil": "without_file",
}  # fmt: skip
FIELDS = {"note": "nytt", "obstacle": "hinder", "next_step": "steg", "evidence": "underlag"}


def sent_lines(data: QueryDict, measures: Iterable[int]) -> dict[int, SentLine]:
    """What is sent of each measure; those the form did not hold are left out."""
    found = {}
    for pk in measures:
        if f"sedd-{pk}" not in data:
            continue
        texts = {name: plain(data.get(f"{word}-{pk}", "")) for name, word in FIELDS.items()}
        found[pk] = SentLine(Words(data.get(f"lage-{pk}", ""), **texts), data.get(f"sedd-{pk}", ""))
    if f"sedd-{MESSAGE}" in data:
        found[MESSAGE] = SentLine(Words(note=plain(data.get("meddelande", ""))), data.get(f"sedd-{MESSAGE}", ""))
    return found


def sent_files(files: MultiValueDict[str, UploadedFile], measures: Iterable[int]) -> dict[int, UploadedFile]:
    """The files that came with the form, by measure."""
    found = {pk: files.get(f"fil-{pk}") for pk in measures}
    return {pk: file for pk, file in found.items() if isinstance(file, UploadedFile)}


def press_of(data: QueryDict) -> Press:
    """The button that was pressed, when it was one of the lines' own."""
    for name, kind in BUTTONS.items():
        value = data.get(name, "")
        if name == "inget_nytt" and value == REST:
            return Press("rest")
        if value.isdecimal() and len(value) < 12:
            return Press(kind, int(value), data.get(f"visad-{value}", ""))
    return Press()
