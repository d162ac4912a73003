"""The first page, what has been raised, the answer from a mail, the calendar, and the demo's mail."""

from __future__ import annotations

from django.urls import path

from handslag.tasks.views import calendar, escalations, mail, reply, start

app_name = "tasks"
urlpatterns = [
    path("", start.home, name="home"),
    path("start/", start.start, name="start"),
    path("start/kalender/", calendar.calendar, name="calendar"),
    path("kalender/<str:token>.ics", calendar.feed, name="feed"),
    path("kalender/fragor/<str:token>.ics", calendar.register_feed, name="register-feed"),
    path("uppgifter/", escalations.escalations, name="escalations"),
    path("uppgifter/<int:pk>/", escalations.escalation, name="escalation"),
    path("svara/<str:token>/", reply.reply, name="reply"),
    path("mejl/", mail.letters, name="letters"),
    path("mejl/<slug:name>/", mail.letter, name="letter"),
    path("mejl/<slug:name>/html/", mail.letter_html, name="letter-html"),
]
