"""The room's entry in Django: the plan, a room below, shows this room's signs beside its focus areas."""

from __future__ import annotations

from django.apps import AppConfig


class VitalsConfig(AppConfig):
    name = "handslag.vitals"

    def ready(self) -> None:
        from handslag.plan import pages
        from handslag.vitals.pages.beside import signs_beside

        pages.signs_beside = signs_beside
