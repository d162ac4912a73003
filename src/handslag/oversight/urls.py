"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from handslag.oversight import views

app_name = "oversight"
urlpatterns = [
    path("", views.shelf, name="shelf"),
    path("gor/", views.make, name="make"),
    path("<slug:period>/", views.report, name="report"),
    path("<slug:period>/kort/", views.brief, name="brief"),
    path("<slug:period>/<slug:administration>/", views.report, name="administration"),
    path("<slug:period>/<slug:administration>/kort/", views.brief, name="administration-brief"),
]
