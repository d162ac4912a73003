"""The addresses of the room."""

from __future__ import annotations

from django.urls import path

from handslag.voice.views import meetings, signals

app_name = "voice"
urlpatterns = [
    path("signaler/", signals.signals, name="signals"),
    path("signaler/ny/", signals.raise_signal, name="raise"),
    path("signaler/<int:pk>/", signals.signal, name="signal"),
    path("signaler/<int:pk>/kvitto/", signals.receipt, name="receipt"),
    path("signaler/<int:pk>/kvitto.pdf", signals.receipt_file, name="receipt-file"),
    path("signaler/<int:pk>/svara/", signals.answer, name="answer"),
    path("signaler/<int:pk>/<slug:move>/", signals.step, name="step"),
    path("moten/", meetings.meetings, name="meetings"),
    path("moten/nytt/", meetings.register, name="register"),
    path("moten/du-sa-vi-gjorde/", meetings.said_and_done, name="said-and-done"),
    path("moten/<int:pk>/", meetings.meeting, name="meeting"),
    path("moten/<int:pk>/ratta/", meetings.correct, name="correct-meeting"),
    path("moten/<int:pk>/punkter/", meetings.add_points, name="add-points"),
    path("moten/punkter/<int:pk>/svara/", meetings.answer_point, name="answer-point"),
    path("moten/punkter/<int:pk>/ratta/", meetings.correct_point, name="correct-point"),
]
