"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from handslag.papers.views import correcting, documents, upload

app_name = "papers"
urlpatterns = [
    path("", documents.documents, name="documents"),
    path("las-in/", upload.upload, name="upload"),
    path("<int:pk>/", documents.document, name="document"),
    path("<int:pk>/original/", documents.original, name="original"),
    path("<int:pk>/las-igen/", documents.again, name="again"),
    path("<int:pk>/sida/<int:number>/ord/", correcting.word, name="word"),
]
