"""Reading the register: questions and commitments as of any day."""

from handslag.questions.loading.commitments import CommitmentStanding, commitments
from handslag.questions.loading.questions import Standing, earlier, open_questions, questions_of, standings

__all__ = ["CommitmentStanding", "Standing", "commitments", "earlier", "open_questions", "questions_of", "standings"]
