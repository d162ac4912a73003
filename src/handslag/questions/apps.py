"""The room's entry in Django: its checks become choosable."""

from __future__ import annotations

from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "handslag.questions"

    def ready(self) -> None:
        from handslag.questions.loading.checks import OWN, register

        for check in OWN:
            register(check)
