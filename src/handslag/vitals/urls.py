"""Addresses of the room."""

from django.urls import URLPattern

app_name = "vitals"
urlpatterns: list[URLPattern] = []
