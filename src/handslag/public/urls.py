"""The addresses of the room: what anyone may read, and the help."""

from __future__ import annotations

from django.urls import path

from handslag.public.views import asked, giving, helping, papers, reading

app_name = "public"
urlpatterns = [
    path("oppet/", reading.cities, name="cities"),
    path("oppet/<slug:city>/", reading.front, name="front"),
    path("oppet/<slug:city>/livstecken/", reading.matrix, name="matrix"),
    path("oppet/<slug:city>/livstecken/<slug:administration>/<slug:area>/", reading.cell, name="cell"),
    path("oppet/<slug:city>/planen/", reading.plan, name="plan"),
    path("oppet/<slug:city>/sa-raknas/", reading.how, name="how"),
    path("oppet/<slug:city>/rapporter/", giving.reports, name="reports"),
    path("oppet/<slug:city>/rapporter/<slug:period>/", giving.report, name="report"),
    path("oppet/<slug:city>/rapporter/<slug:period>/rapport.pdf", giving.report_pdf, name="report-pdf"),
    path("oppet/<slug:city>/moten/", giving.meetings, name="meetings"),
    path("oppet/<slug:city>/handlingar/", papers.papers, name="papers"),
    path("oppet/<slug:city>/handlingar/<int:pk>/", papers.paper, name="paper"),
    path("oppet/<slug:city>/fragor/", asked.questions, name="questions"),
    path("oppet/<slug:city>/fragor/balanslista/", asked.balance, name="questions-balance"),
    path("oppet/<slug:city>/data/", giving.data, name="data"),
    path("oppet/<slug:city>/data/<slug:name>.<slug:kind>", giving.data_file, name="data-file"),
    path("oppet/<slug:city>/flode.xml", giving.feed, name="feed"),
    path("hjalp/", helping.guide, name="help"),
    path("hjalp/bilder/<str:name>", helping.picture, name="help-picture"),
    path("hjalp/<slug:name>/", helping.guide_of, name="help-page"),
    path("personuppgifter/", helping.privacy, name="privacy"),
]
