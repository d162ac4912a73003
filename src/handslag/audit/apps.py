"""The room's entry in Django; the triggers of all append-only tables are made anew after each migration."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "handslag.audit"

    def ready(self) -> None:
        post_migrate.connect(_install, sender=self, dispatch_uid="handslag.append_only")


def _install(using: str, **_: Any) -> None:
    from handslag.core.append_only import install

    install(using)
