"""The only writers of plans, their revisions and what stands in them."""

from handslag.plan.actions.consulting import (
    answer_comment,
    close_consultation,
    comment_on,
    open_consultation,
    state_standpoint,
    take_back,
)
from handslag.plan.actions.deciding import decide, register_cooperation
from handslag.plan.actions.drafting import create_draft, discard_draft
from handslag.plan.actions.editing import (
    Overtaken,
    edit_area,
    edit_measure,
    edit_preamble,
    move_part,
    put_back,
    remove_part,
)
from handslag.plan.actions.importing import city_of_plan, import_plan
from handslag.plan.actions.prolonging import prolong

__all__ = [
    "Overtaken",
    "answer_comment",
    "city_of_plan",
    "close_consultation",
    "comment_on",
    "create_draft",
    "decide",
    "discard_draft",
    "edit_area",
    "edit_measure",
    "edit_preamble",
    "import_plan",
    "move_part",
    "open_consultation",
    "prolong",
    "put_back",
    "register_cooperation",
    "remove_part",
    "state_standpoint",
    "take_back",
]
