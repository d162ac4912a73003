"""Addresses of the pages that belong to no room."""

from __future__ import annotations

from django.urls import path

from handslag.core import views

app_name = "core"
urlpatterns = [
    path("tillganglighet/", views.accessibility, name="accessibility"),
]
