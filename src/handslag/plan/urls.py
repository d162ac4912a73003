"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from handslag.plan import views

app_name = "plan"
urlpatterns = [
    path("", views.plan, name="plan"),
    path("valj/", views.choose, name="choose"),
    path("versioner/", views.revisions, name="revisions"),
    path("versioner/<path:label>/", views.revision, name="revision"),
    path("andringar/", views.changes, name="changes"),
]
