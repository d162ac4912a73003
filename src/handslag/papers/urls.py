"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from handslag.papers.views import correcting, documents, findings, likeness, publishing, requests, secrecy, upload

app_name = "papers"
urlpatterns = [
    path("", documents.documents, name="documents"),
    path("las-in/", upload.upload, name="upload"),
    path("<int:pk>/", documents.document, name="document"),
    path("<int:pk>/original/", documents.original, name="original"),
    path("<int:pk>/las-igen/", documents.again, name="again"),
    path("<int:pk>/sida/<int:number>/ord/", correcting.word, name="word"),
    path("<int:pk>/jamfor/<int:other>/", likeness.compare, name="compare"),
    path("<int:pk>/text/", secrecy.text, name="text"),
    path("<int:pk>/sekretess/", secrecy.secrecy, name="secrecy"),
    path("<int:pk>/sekretess/<int:passage>/hav/", secrecy.lift, name="lift"),
    path("<int:pk>/offentlighet/", publishing.publication, name="publication"),
    path("<int:pk>/forslag/", findings.findings, name="findings"),
    path("<int:pk>/forslag/ny/<slug:field>/", findings.add, name="add-finding"),
    path("<int:pk>/forslag/<slug:key>/", findings.finding, name="finding"),
    path("begaran/", requests.requests, name="requests"),
    path("begaran/ny/", requests.new_request, name="new-request"),
    path("begaran/<int:pk>/", requests.one_request, name="request"),
    path("begaran/<int:pk>/beslut/<int:answer>/", requests.decision, name="decision"),
    path("begaran/<int:pk>/beslut/<int:answer>/beslut.pdf", requests.decision_file, name="decision-file"),
]
