"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from handslag.dossiers import views

app_name = "dossiers"
urlpatterns = [
    path("", views.shelf, name="shelf"),
    path("nytt/", views.new, name="new"),
    path("fraga/<int:pk>/", views.of_question, name="question"),
    path("handling/<int:pk>/", views.of_paper, name="paper"),
    path("<int:pk>/", views.dossier, name="dossier"),
    path("<int:pk>/uppdatera/", views.refresh, name="refresh"),
    path("<int:pk>/kontrollera/", views.check, name="check"),
    path("<int:pk>/steg/<slug:slug>/", views.step, name="step"),
    path("<int:pk>/kalla/<int:number>/", views.source, name="source"),
]
