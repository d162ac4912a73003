"""A reader who is nobody: what a role in a city may see, asked without a person who holds it."""

from __future__ import annotations

from dataclasses import dataclass, field

from handslag.core.clock import today
from handslag.people.models import City, Membership


@dataclass(frozen=True)
class RoleInCity:
    """Stands where a user is asked for: sees what whoever holds the role in the whole city sees, and does nothing."""

    city: City
    role: str = "reader"
    held: tuple[Membership, ...] = field(init=False)
    is_authenticated: bool = field(default=True, init=False)
    is_active: bool = field(default=True, init=False)
    pk: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        held = Membership(city=self.city, role=self.role, valid_from=today())
        object.__setattr__(self, "held", (held,))

    @property
    def reads_only(self) -> int:
        """The city whose things it sees; a reader in the database has its memberships for that."""
        return self.city.pk

    def holds_some(self, *roles: str) -> bool:
        """Whether this is one of the roles."""
        return self.role in roles
