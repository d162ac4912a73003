"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from handslag.vitals.views import administration, cell, how, matrix, measure, sidestepping, unit

app_name = "vitals"
urlpatterns = [
    path("livstecken/", matrix.matrix, name="matrix"),
    path("livstecken/<slug:administration>/<slug:area>/", cell.cell, name="cell"),
    path("forvaltningar/<slug:slug>/", administration.administration, name="administration"),
    path("enheter/<int:pk>/", unit.unit, name="unit"),
    path("atgarder/", measure.measures, name="measures"),
    path("atgarder/<int:pk>/", measure.measure, name="measure"),
    path("atgarder/central/<slug:key>/", measure.central, name="central"),
    path("kringgang/", sidestepping.sidestepping, name="sidestepping"),
    path("sa-raknas-livstecken/", how.how, name="how"),
]
