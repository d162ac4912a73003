"""Plans, their revisions with all that stands in them, and what is said and done on the way to a decision."""

from handslag.plan.models.plans import FocusArea, Measure, Plan, PlanPeriod, Revision, Statement
from handslag.plan.models.revising import (
    CommentAnswer,
    Consultation,
    ConsultationComment,
    CooperationRecord,
    Removal,
    RevisionStep,
    UnionStandpoint,
)

__all__ = [
    "CommentAnswer",
    "Consultation",
    "ConsultationComment",
    "CooperationRecord",
    "FocusArea",
    "Measure",
    "Plan",
    "PlanPeriod",
    "Removal",
    "Revision",
    "RevisionStep",
    "Statement",
    "UnionStandpoint",
]
