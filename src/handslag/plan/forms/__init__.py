"""What people fill in about the plan: which revisions to compare, the text of a draft, comments, decisions."""

from handslag.plan.forms.comparing import VISA, ChangesForm

__all__ = ["VISA", "ChangesForm"]
