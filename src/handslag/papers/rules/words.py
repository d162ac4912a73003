"""The words of the room: kinds of papers, what is found in them, how they become public."""

from __future__ import annotations

KINDS = {
    "interpellation": "interpellation",
    "council_letter": "skrivelse",
    "motion": "motion",
    "written_question": "skriftlig fråga",
    "answer": "svar",
    "official_report": "tjänsteutlåtande",
    "minutes": "protokoll",
    "inspection": "inspektion från Arbetsmiljöverket",
    "article": "debattartikel",
    "report": "rapport",
    "other": "annan handling",
}
ASKING = ("interpellation", "council_letter", "motion", "written_question")
"""Kinds that put questions which someone must answer."""
FIELDS = {
    "kind": "slag",
    "title": "rubrik",
    "date": "datum",
    "body": "organ",
    "dnr": "diarienummer",
    "person": "person",
    "decision_point": "beslutspunkt",
    "statement": "uttalande",
    "question": "fråga",
    "commitment": "utfästelse",
}
"""What is found in a paper."""
HOW = {"text": "texten låg i filen", "ocr": "läst som bild", "unread": "ej läst"}
OUTCOMES = {"confirmed": "bekräftad", "changed": "ändrad", "rejected": "avvisad", "added": "tillagd"}
ORIGINS = {"received": "inkommen", "own": "upprättad här"}
STATES = {"draft": "utkast", "drawn_up": "upprättad", "published": "publicerad"}
DOCUMENT_MOVES = {
    ("draft", "draw_up"): "drawn_up",
    ("drawn_up", "publish"): "published",
    ("published", "withdraw"): "drawn_up",
}
"""A received paper begins as `drawn_up`: what has come in is an official document at once."""
GROUNDS = {"secrecy": "sekretess", "personal_number": "personnummer"}
REQUEST_OUTCOMES = {"given": "lämnades ut", "partly": "lämnades ut i delar", "refused": "avslogs"}
