"""The room's entry in Django: rooms below show what was raised to whom, beside a cell and in the report."""

from __future__ import annotations

from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "handslag.tasks"

    def ready(self) -> None:
        from handslag.oversight.pages.escalations import escalations
        from handslag.tasks.pages.escalations import beside_cell
        from handslag.tasks.pages.report import told_in_report
        from handslag.vitals.pages import raised as cell

        cell.raised_beside = beside_cell
        if told_in_report not in escalations:
            escalations.append(told_in_report)
