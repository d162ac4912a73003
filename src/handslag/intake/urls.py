"""Addresses of the import pages."""

from __future__ import annotations

from django.urls import path

from handslag.intake import views

app_name = "intake"
urlpatterns = [
    path("", views.intake, name="intake"),
    path("mall/<str:kind>.xlsx", views.template, name="template"),
    path("<int:pk>/", views.upload, name="upload"),
    path("<int:pk>/fel.xlsx", views.marked, name="marked"),
]
