"""Logging in and out, invitations, one's own account, and the administrator's users."""

from __future__ import annotations

from django.urls import path

from handslag.people.views import account, entering, invitations, users

app_name = "people"
urlpatterns = [
    path("logga-in/", entering.login, name="login"),
    path("logga-ut/", entering.logout, name="logout"),
    path("demo/", entering.demo, name="demo"),
    path("kommun/", entering.choose_city, name="choose-city"),
    path("inbjudan/<str:token>/", entering.invitation, name="invitation"),
    path("mitt-konto/", account.account, name="account"),
    path("mitt-konto/uppgifter/", account.details, name="account-details"),
    path("mitt-konto/losenord/", account.password, name="account-password"),
    path("mitt-konto/stallforetradare/", account.stand_in, name="account-stand-in"),
    path("anvandare/", users.users, name="users"),
    path("anvandare/bjud-in/", invitations.inviting, name="invite"),
    path("anvandare/inbjudningar/<int:pk>/igen/", invitations.again, name="invitation-again"),
    path("anvandare/inbjudningar/<int:pk>/aterkalla/", invitations.take_back, name="invitation-withdraw"),
    path("anvandare/roller/<int:pk>/", users.role, name="end-role"),
    path("anvandare/<int:pk>/", users.user, name="user"),
    path("anvandare/<int:pk>/uppgifter/", users.details, name="user-details"),
    path("anvandare/<int:pk>/roll/", users.new_role, name="new-role"),
    path("anvandare/<int:pk>/sluta/", users.leaving, name="leave"),
    path("anvandare/<int:pk>/stallforetradare/", users.stand_in, name="user-stand-in"),
    path("anvandare/<int:pk>/ny-lank/", invitations.new_password, name="new-link"),
    path("anvandare/<int:pk>/stang/", users.close, name="close-account"),
    path("anvandare/<int:pk>/oppna/", users.reopen, name="open-account"),
]
