"""What is done with questions and commitments: the only writers of the room."""

from handslag.questions.actions.answering import Place, decide_answer, propose_answers
from handslag.questions.actions.lists import report_list
from handslag.questions.actions.questions import edit_question, move_question, register_questions

__all__ = [
    "Place",
    "decide_answer",
    "edit_question",
    "move_question",
    "propose_answers",
    "register_questions",
    "report_list",
]
