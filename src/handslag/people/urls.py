"""Logging in and out, and choosing among one's cities."""

from __future__ import annotations

from django.urls import path

from handslag.people import views

app_name = "people"
urlpatterns = [
    path("logga-in/", views.login, name="login"),
    path("logga-ut/", views.logout, name="logout"),
    path("demo/", views.demo, name="demo"),
    path("kommun/", views.choose_city, name="choose-city"),
]
