"""Questions with their steps and answers, the lists reported, and the commitments made."""

from handslag.questions.models.commitments import Commitment, CommitmentStep
from handslag.questions.models.questions import AnswerLink, Question, QuestionStep, ReportedList

__all__ = [
    "AnswerLink",
    "Commitment",
    "CommitmentStep",
    "Question",
    "QuestionStep",
    "ReportedList",
]
