"""The only writers of cities, the organisation, users, roles and invitations."""

from handslag.people.actions.accounts import (
    add_user,
    change_details,
    change_password,
    close_account,
    count_failure,
    forget_failures,
    open_account,
)
from handslag.people.actions.importing import Opened, allow_import, import_city, open_import
from handslag.people.actions.inviting import (
    accept_as,
    accept_as_new,
    forget_expired,
    invite,
    send_again,
    send_link,
    withdraw,
)
from handslag.people.actions.roles import end_role, give_role, leave, name_stand_in
from handslag.people.posts import Post

__all__ = [
    "Opened",
    "Post",
    "accept_as",
    "accept_as_new",
    "add_user",
    "allow_import",
    "change_details",
    "change_password",
    "close_account",
    "count_failure",
    "end_role",
    "forget_expired",
    "forget_failures",
    "give_role",
    "import_city",
    "invite",
    "leave",
    "name_stand_in",
    "open_account",
    "open_import",
    "send_again",
    "send_link",
    "withdraw",
]
