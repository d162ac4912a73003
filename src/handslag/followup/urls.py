"""The addresses of the room."""

from __future__ import annotations

from django.urls import URLPattern, path

from handslag.followup.views import progress, progress_cells

app_name = "followup"
urlpatterns: list[URLPattern] = [
    # Progress entries, evidence, comments, pauses
    path("atgarder/<int:pk>/notera/", progress.note, name="note"),
    path("atgarder/central/<slug:key>/notera/", progress.note_central, name="note-central"),
    path("lagesnoteringar/<int:pk>/ratta/", progress.correct, name="correct"),
    path("underlag/<int:pk>/", progress.evidence, name="evidence"),
    path("livstecken/<slug:administration>/<slug:area>/kommentera/", progress_cells.comment, name="comment"),
    path("livstecken/<slug:administration>/<slug:area>/pausa/", progress_cells.pause, name="pause"),
    path("pauser/<int:pk>/avsluta/", progress_cells.pause_end, name="pause-end"),
]
