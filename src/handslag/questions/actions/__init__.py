"""What is done with questions and commitments: the only writers of the room."""

from handslag.questions.actions.answering import Place, decide_answer, propose_answers
from handslag.questions.actions.commitments import Said, confirm_commitment, correct_commitment, move_commitment
from handslag.questions.actions.lists import report_list
from handslag.questions.actions.questions import edit_question, move_question, register_questions

__all__ = [
    "Place",
    "Said",
    "confirm_commitment",
    "correct_commitment",
    "decide_answer",
    "edit_question",
    "move_commitment",
    "move_question",
    "propose_answers",
    "register_questions",
    "report_list",
]
