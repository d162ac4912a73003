"""The organisation as dated facts, and the users with their roles in it."""

from handslag.people.models.city import CalendarDay, City, CityFact, DatedFact, FreeDays, Meeting, Setting
from handslag.people.models.entering import FailedLogin, Invitation
from handslag.people.models.organisation import (
    FIELDS_OF_WORK,
    KINDS,
    Administration,
    AdministrationVersion,
    Unit,
    find_administration,
)
from handslag.people.models.users import LEVELS, NEVER, ROLES, Membership, User, UserManager

__all__ = [
    "FIELDS_OF_WORK",
    "KINDS",
    "LEVELS",
    "NEVER",
    "ROLES",
    "Administration",
    "AdministrationVersion",
    "CalendarDay",
    "City",
    "CityFact",
    "DatedFact",
    "FailedLogin",
    "FreeDays",
    "Invitation",
    "Meeting",
    "Membership",
    "Setting",
    "Unit",
    "User",
    "UserManager",
    "find_administration",
]
