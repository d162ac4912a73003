"""Who a session belongs to: an account that is closed, or whose roles are all over, is nobody."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend

from handslag.people.models import User


class Accounts(ModelBackend):
    """User name and password; the login form says why a closed account does not get in."""

    def user_can_authenticate(self, user: object) -> bool:  # noqa: ARG002 — Django asks so
        """The password alone decides here, so that the form can tell a closed account from a wrong password."""
        return True

    def get_user(self, user_id: int) -> User | None:
        """The user of a session; nobody once the account is closed, so that its sessions end."""
        user = User.objects.filter(pk=user_id).first()
        return user if user is not None and user.may_enter else None
