"""The addresses of the room."""

from __future__ import annotations

from django.urls import URLPattern, path

from handslag.followup.views import (
    adoption,
    adoption_coverage,
    adoption_measures,
    progress,
    progress_cells,
    report_administration,
    report_parts,
)

app_name = "followup"
REPORT = "lagesrapport/<slug:period>/<slug:administration>/"
VP = "verksamhetsplan/<slug:administration>/<int:year>/"
urlpatterns: list[URLPattern] = [
    # Progress entries, evidence, comments, pauses
    path("atgarder/<int:pk>/notera/", progress.note, name="note"),
    path("atgarder/central/<slug:key>/notera/", progress.note_central, name="note-central"),
    path("lagesnoteringar/<int:pk>/ratta/", progress.correct, name="correct"),
    path("underlag/<int:pk>/", progress.evidence, name="evidence"),
    path("livstecken/<slug:administration>/<slug:area>/kommentera/", progress_cells.comment, name="comment"),
    path("livstecken/<slug:administration>/<slug:area>/pausa/", progress_cells.pause, name="pause"),
    path("pauser/<int:pk>/avsluta/", progress_cells.pause_end, name="pause-end"),
    # Period reports
    path("lagesrapport/", report_administration.overview, name="reports"),
    path(f"{REPORT}", report_administration.administration, name="report-administration"),
    path(f"{REPORT}godkann/", report_administration.approve, name="report-approve"),
    path(f"{REPORT}underteckna/", report_administration.sign, name="report-sign"),
    path(f"{REPORT}skicka-tillbaka/", report_administration.send_back, name="report-send-back"),
    path(f"{REPORT}ils/", report_administration.ils, name="report-ils"),
    path(f"{REPORT}<slug:part>/", report_parts.part, name="report-part"),
    path(f"{REPORT}<slug:part>/lamna/", report_parts.hand_in, name="report-hand-in"),
    path(f"{REPORT}<slug:part>/skicka-tillbaka/", report_parts.send_back, name="report-send-part-back"),
    # Adoption: the VP of a year, its measures, the coverage, handing over
    path("verksamhetsplan/", adoption.overview, name="adoption"),
    path("verksamhetsplan/laget/<int:year>/", adoption_coverage.coverage, name="coverage"),
    path("verksamhetsplan/laget/<int:year>/pamin/", adoption_coverage.remind, name="remind"),
    path(f"{VP}", adoption.year, name="adoption-year"),
    path(f"{VP}anta/", adoption.adopt, name="adoption-adopt"),
    path(f"{VP}ta-med/", adoption.carry, name="adoption-carry"),
    path(f"{VP}<slug:area>/", adoption.area, name="adoption-area"),
    path(f"{VP}<slug:area>/star-fast/", adoption.confirm, name="adoption-confirm"),
    path(f"{VP}<slug:area>/ta-tillbaka/", adoption.withdraw, name="adoption-withdraw"),
    path(f"{VP}<slug:area>/ny-atgard/", adoption_measures.new, name="adoption-measure-new"),
    path(f"{VP}<slug:area>/atgarder/<int:pk>/", adoption_measures.change, name="adoption-measure"),
    path("overlamna/<int:pk>/", adoption_measures.hand_over_all, name="hand-over"),
]
