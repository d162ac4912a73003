"""The forms of accounts, roles and invitations, in Swedish."""

from handslag.people.forms.entering import AcceptForm, LoginForm, NewPasswordForm, PasswordForm, paused
from handslag.people.forms.users import (
    DetailsForm,
    EndForm,
    GiveRoleForm,
    InviteForm,
    LeaveForm,
    StandInForm,
    UsersForm,
)

__all__ = [
    "AcceptForm",
    "DetailsForm",
    "EndForm",
    "GiveRoleForm",
    "InviteForm",
    "LeaveForm",
    "LoginForm",
    "NewPasswordForm",
    "PasswordForm",
    "StandInForm",
    "UsersForm",
    "paused",
]
