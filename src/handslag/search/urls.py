"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from handslag.search import views

app_name = "search"
urlpatterns = [path("", views.find, name="find")]
