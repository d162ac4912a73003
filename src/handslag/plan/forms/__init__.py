"""What people fill in about the plan: which revisions to compare, the text of a draft, comments, decisions."""

from handslag.plan.forms.comparing import VISA, ChangesForm
from handslag.plan.forms.consulting import AnswerForm, CommentForm, CommentsForm, ConsultationForm, StandpointForm
from handslag.plan.forms.deciding import CooperationForm, DecisionForm, ProlongForm
from handslag.plan.forms.editing import AreaForm, LabelForm, MeasureForm, PreambleForm, ReasonForm

__all__ = [
    "VISA",
    "AnswerForm",
    "AreaForm",
    "ChangesForm",
    "CommentForm",
    "CommentsForm",
    "ConsultationForm",
    "CooperationForm",
    "DecisionForm",
    "LabelForm",
    "MeasureForm",
    "PreambleForm",
    "ProlongForm",
    "ReasonForm",
    "StandpointForm",
]
