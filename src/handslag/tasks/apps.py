"""The room's entry in Django: rooms below show what was raised to whom beside a cell and in the report."""

from __future__ import annotations

from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "handslag.tasks"
