"""All that can be found, kind by kind."""

from __future__ import annotations

from handslag.search.loading.followup import COMMENTS, MEASURES, REPORTS
from handslag.search.loading.papers import PAPERS
from handslag.search.loading.plans import AREAS, PLAN_MEASURES
from handslag.search.loading.voice import SIGNALS

SOURCES = {one.kind: one for one in (PAPERS, AREAS, PLAN_MEASURES, MEASURES, REPORTS, COMMENTS, SIGNALS)}
