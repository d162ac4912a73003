"""The addresses of all rooms."""

from django.urls import include, path

urlpatterns = [
    path("", include("handslag.people.urls")),
    path("", include("handslag.tasks.urls")),
    path("", include("handslag.public.urls")),
    path("", include("handslag.followup.urls")),
    path("", include("handslag.voice.urls")),
    path("", include("handslag.vitals.urls")),
    path("planen/", include("handslag.plan.urls")),
    path("rapporter/", include("handslag.oversight.urls")),
    path("handlingar/", include("handslag.papers.urls")),
    path("sok/", include("handslag.search.urls")),
    path("fragor/", include("handslag.questions.urls")),
    path("underlag-till-svar/", include("handslag.dossiers.urls")),
    path("las-in/", include("handslag.intake.urls")),
    path("", include("handslag.core.urls")),
]

handler400 = "handslag.core.views.bad_request"
handler403 = "handslag.core.views.forbidden"
handler404 = "handslag.core.views.not_found"
handler500 = "handslag.core.views.server_error"
