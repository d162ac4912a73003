"""The room's entry in Django: rooms below show what was raised to whom, beside a cell and in the report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig


def _told(material: Any) -> Sequence[Any]:
    """Loaded when a report is made: a command that makes none starts without it."""
    from handslag.tasks.pages.report import told_in_report

    return told_in_report(material)


def _told_dossier(*asked: Any) -> Sequence[Any]:
    """Loaded when the evidence of a dossier is gathered."""
    from handslag.tasks.pages.report import told_in_dossier

    return told_in_dossier(*asked)


def _beside(*where: Any) -> Sequence[Any]:
    """Loaded when a cell is looked at."""
    from handslag.tasks.pages.escalations import beside_cell

    return beside_cell(*where)


class TasksConfig(AppConfig):
    name = "handslag.tasks"

    def ready(self) -> None:
        from handslag.dossiers import telling
        from handslag.oversight.telling import escalations
        from handslag.vitals.pages import raised

        raised.raised_beside = _beside
        if _told not in escalations:
            escalations.append(_told)
        if _told_dossier not in telling.escalations:
            telling.escalations.append(_told_dossier)
