"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from handslag.questions.views import answering, commitments, lists, questions, register

app_name = "questions"
urlpatterns = [
    path("", register.register, name="register"),
    path("ny/", questions.write, name="write"),
    path("balanslista/", lists.balance_list, name="balance"),
    path("balanslista/<int:pk>/", lists.reported, name="reported"),
    path("registrera/<int:document>/", answering.register_paper, name="paper"),
    path("svar/<int:document>/", answering.answering, name="answering"),
    path("utfastelser/ny/", commitments.confirm, name="commitment-new"),
    path("utfastelser/<int:pk>/", commitments.commitment, name="commitment"),
    path("utfastelser/<int:pk>/andra/", commitments.edit, name="commitment-edit"),
    path("utfastelser/<int:pk>/<slug:way>/", commitments.move, name="commitment-move"),
    path("<int:pk>/", questions.question, name="question"),
    path("<int:pk>/ratta/", questions.edit, name="edit"),
    path("<int:pk>/svar/<int:document>/", answering.passage, name="passage"),
    path("<int:pk>/<slug:way>/", questions.move, name="move"),
]
