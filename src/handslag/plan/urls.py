"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from handslag.plan.views import consulting, deciding, drafts, editing, reading

app_name = "plan"
DRAFT = "utkast/<path:label>"
SHARED = "samrad/<path:label>"
urlpatterns = [
    path("", reading.plan, name="plan"),
    path("valj/", reading.choose, name="choose"),
    path("forlang/", deciding.prolong, name="prolong"),
    path("versioner/", reading.revisions, name="revisions"),
    path("versioner/<path:label>/", reading.revision, name="revision"),
    path("andringar/", reading.changes, name="changes"),
    path("andringar/word/", reading.changes_word, name="changes-word"),
    path("utkast/", drafts.drafts, name="drafts"),
    path(f"{DRAFT}/inledning/", editing.preamble, name="draft-preamble"),
    path(f"{DRAFT}/omrade/", editing.area, name="draft-new-area"),
    path(f"{DRAFT}/omrade/<slug:area>/", editing.area, name="draft-area"),
    path(f"{DRAFT}/omrade/<slug:area>/ta-bort/", editing.remove, name="draft-remove-area"),
    path(f"{DRAFT}/omrade/<slug:area>/atgard/", editing.measure, name="draft-new-measure"),
    path(f"{DRAFT}/omrade/<slug:area>/atgard/<slug:measure>/", editing.measure, name="draft-measure"),
    path(f"{DRAFT}/omrade/<slug:area>/atgard/<slug:measure>/ta-bort/", editing.remove, name="draft-remove-measure"),
    path(f"{DRAFT}/ordna/", editing.arrange, name="draft-arrange"),
    path(f"{DRAFT}/lagg-tillbaka/", editing.put_back, name="draft-put-back"),
    path(f"{DRAFT}/overge/", drafts.discard, name="draft-discard"),
    path(f"{DRAFT}/oppna-samrad/", drafts.open_consultation, name="draft-open"),
    path(f"{DRAFT}/avsluta-samrad/", drafts.close_consultation, name="draft-close"),
    path(f"{DRAFT}/ta-tillbaka/", drafts.take_back, name="draft-take-back"),
    path(f"{DRAFT}/samverkan/", deciding.cooperation, name="draft-cooperation"),
    path(f"{DRAFT}/beslut/", deciding.decide, name="draft-decide"),
    path(f"{DRAFT}/", drafts.draft, name="draft"),
    path("samrad/", consulting.consultations, name="consultations"),
    path(f"{SHARED}/synpunkt/", consulting.comment, name="comment"),
    path(f"{SHARED}/synpunkt/<slug:area>/", consulting.comment, name="comment-area"),
    path(f"{SHARED}/synpunkt/<slug:area>/<slug:measure>/", consulting.comment, name="comment-measure"),
    path(f"{SHARED}/synpunkter/", consulting.comments, name="comments"),
    path(f"{SHARED}/synpunkter/<int:pk>/svara/", consulting.answer, name="answer"),
    path(f"{SHARED}/standpunkt/", consulting.standpoint, name="standpoint"),
    path(f"{SHARED}/", consulting.consultation, name="consultation"),
]
